"""Fixtures: pages with what must come out of them, how the two are compared, and what made them differ."""

from cleanarticle.testing.check import FieldResult, Result, Setup, check, check_fixture
from cleanarticle.testing.compare import Verdict, compare
from cleanarticle.testing.fixture import Fixture, Meta, find, read_fixture

__all__ = [
    "FieldResult",
    "Fixture",
    "Meta",
    "Result",
    "Setup",
    "Verdict",
    "check",
    "check_fixture",
    "compare",
    "find",
    "read_fixture",
]
