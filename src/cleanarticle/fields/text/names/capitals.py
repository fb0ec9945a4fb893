"""Capitals taken off words that a page shouts."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["capitalise", "lower"]

_PARTS: Final = re.compile(r"[^\W\d_]+")


def lower(letters: str, *, turkish: bool) -> str:
    """Letters in lower case; in Turkish, a capital I has no dot."""
    if turkish:
        letters = letters.replace("I", "ı")
    return letters.replace("İ", "i").lower()


def capitalise(word: str, *, turkish: bool) -> str:
    """A word with a capital at the start of each part: "McDonald-Smith"."""

    def one(match: re.Match[str]) -> str:
        letters = match.group()
        if len(letters) > 3 and letters.upper().startswith("MC"):
            return "Mc" + letters[2].upper() + lower(letters[3:], turkish=turkish)
        return letters[0].upper() + lower(letters[1:], turkish=turkish)

    return _PARTS.sub(one, word)
