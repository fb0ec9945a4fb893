"""Readers: one module for each format of archives. None of them imports another."""
