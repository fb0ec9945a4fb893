"""Words in the form in which they are compared."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

__all__ = ["MARKS", "fold", "folded"]

MARKS: Final = "\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0900-\u0903\u093a-\u094f\u0981-\u0dff\u0e31-\u0e4e\u200c\u200d"
"""Combining marks and joiners that stand inside words."""


def fold(word: str) -> str:
    """A word in lower case, without the full stops around it and with one kind of apostrophe."""
    if word.isascii():
        return word.lower().strip(".")
    return word.lower().replace("\u0307", "").replace("’", "'").strip(".")


def folded(words: Iterable[str]) -> frozenset[str]:
    """All the words, folded."""
    return frozenset(map(fold, words))
