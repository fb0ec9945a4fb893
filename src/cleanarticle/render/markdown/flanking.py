"""Where the signs of emphasis can stand: the rules of CommonMark on the characters beside them."""

from __future__ import annotations

import unicodedata
from typing import Final, Literal

__all__ = ["can_stand"]

_ASCII_SYMBOLS: Final = frozenset("$+<=>^`|~")


def can_stand(sign: str, *, before: str, first: str, last: str, after: str) -> bool:
    """True if every parser takes a sign around a text for a mark.

    Args:
        sign: What stands before and after the text, such as `**`.
        before: The character before the first sign; empty at the start of a block.
        first: The first character of the text, no white space.
        last: The last one.
        after: The character after the second sign; empty at the end of a block.
    """
    if sign[0] in (before, after):
        return False
    before_is_edge, after_is_edge = _class_of(before) in _EDGES, _class_of(after) in _EDGES
    opens = _class_of(first) == "letter" or before_is_edge
    closes = _class_of(last) == "letter" or after_is_edge
    return opens and closes and (sign[0] != "_" or (before_is_edge and after_is_edge))


_EDGES: Final = frozenset({"space", "punctuation"})


def _class_of(character: str) -> Literal["space", "punctuation", "symbol", "letter"]:
    """The class of a character. Symbols are punctuation since CommonMark 0.31, and were none before."""
    if not character or character.isspace():
        return "space"
    category = unicodedata.category(character)
    if category[0] == "P" or character in _ASCII_SYMBOLS:
        return "punctuation"
    return "symbol" if category[0] in "SC" else "letter"  # what is not assigned may be a symbol for a newer parser
