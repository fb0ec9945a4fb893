"""The errors this library raises: one base, a few kinds, each saying what is wrong and what to do."""

from __future__ import annotations

__all__ = [
    "CleanArticleError",
    "ConfigError",
    "InputError",
    "LimitExceeded",
    "NoArticleFound",
    "RuleError",
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


class RuleError(CleanArticleError):
    """A rule is not well-formed: its signature, trigger, examples or settings are wrong."""
