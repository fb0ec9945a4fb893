"""Questions about a text that rules ask. `texts.pyx` gives the same compiled, without an object for each character."""

from __future__ import annotations

from cleanarticle.lexicon.lazy_pattern import lazy_pattern

__all__ = ["has_digit"]

_DIGIT = lazy_pattern(r"\d")


def has_digit(text: str) -> bool:
    """True if a text has a decimal digit of any script."""
    return _DIGIT.search(text) is not None
