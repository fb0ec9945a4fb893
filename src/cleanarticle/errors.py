"""The errors of this library. Each message says what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = [
    "BatchError",
    "CleanArticleError",
    "ConfigError",
    "FixtureError",
    "InputError",
    "LimitExceeded",
    "MissingPackage",
    "NoArticleFound",
    "RuleError",
    "RuleWarning",
    "did_you_mean",
]


class CleanArticleError(Exception):
    """Base of every error of this library."""


class InputError(CleanArticleError):
    """The source is not a page: it has a wrong type, is empty, or is binary data."""


class LimitExceeded(InputError):
    """The source is larger or more complex than `Limits` allows."""


class NoArticleFound(CleanArticleError):
    """The page was read but has no article. The message says what was found instead."""


class ConfigError(CleanArticleError):
    """A setting is unknown or has an invalid value."""


class FixtureError(CleanArticleError):
    """A fixture is invalid: a file is missing, or contains an unknown or impossible expectation."""


class MissingPackage(CleanArticleError):
    """An optional package is missing. The message says what to install."""


class RuleError(CleanArticleError):
    """A rule is invalid: its signature, trigger, examples or settings are wrong."""


class RuleWarning(UserWarning):
    """A rule raised an exception. The article is made without its mark on that block.

    The warning names the rule, the type of the exception, and the file and line that raised it; the mark in the ledger
    also has the exception's message. By Python's default filter each of these warns once in a process. To stop at the
    first one, call `warnings.simplefilter("error", RuleWarning)`.
    """


class BatchError(CleanArticleError):
    """A run over an archive can't start or continue, for instance because its output exists."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return the end of a message about an unknown name: `; did you mean 'x'?`, or nothing if no known name is near."""
    near = get_close_matches(name, list(known), 1)
    return f"; did you mean {near[0]!r}?" if near else ""
