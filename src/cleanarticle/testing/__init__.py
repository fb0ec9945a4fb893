"""Fixtures: pages with what must come out of them, and how the two are compared."""
