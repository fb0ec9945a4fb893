"""The errors this library raises: one base, a few kinds, each saying what is wrong and what to do."""

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
    """The source can't be read as a page: a wrong type, empty, or binary data."""


class LimitExceeded(InputError):
    """The source is larger or more complex than the configured limits allow."""


class NoArticleFound(CleanArticleError):
    """The page was read, and holds no article. The message says what was found instead."""


class ConfigError(CleanArticleError):
    """A setting is unknown or has a value it can't have."""


class FixtureError(CleanArticleError):
    """A fixture is not well-formed: a file is missing, or names or asserts what it can't."""


class MissingPackage(CleanArticleError):
    """An optional package is needed, and not installed. The message says what to install."""


class RuleError(CleanArticleError):
    """A rule is not well-formed: its signature, trigger, examples or settings are wrong."""


class RuleWarning(UserWarning):
    """A rule raised an exception. Its verdict on that block is missing, the article is made without it.

    The warning names the rule, the kind of exception, and the file and line it was raised in; the mark in the ledger
    has the exception's message too. Each rule, kind and place warns once in a process by Python's own filter;
    `warnings.simplefilter("error", RuleWarning)` stops at the first one instead.
    """


class BatchError(CleanArticleError):
    """A run over an archive can't begin or go on: its output is taken, its journal does not fit, no worker starts."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return the end of a message about an unknown name: `; did you mean 'x'?`, or nothing if no known name is near."""
    near = get_close_matches(name, list(known), 1)
    return f"; did you mean {near[0]!r}?" if near else ""
