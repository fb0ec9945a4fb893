"""Split a line into pieces: what commas, bars and words like "and" part."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from cleanarticle.fields.text.bylines.tokens import EDGES, listed_words
from cleanarticle.fields.text.names import is_place

__all__ = ["Piece", "split_pieces"]

_AND_WORDS: Final = listed_words("and")
# Words that join names in one language and open a place, or stand inside a name, in another.
_WEAK_ANDS: Final = frozenset({"y", "i", "e", "en", "a", "и", "ja"})
_SHOUTED_ANDS: Final = frozenset({"AND", "UND", "ET", "OCH", "OG"})
_SEPARATOR: Final = re.compile(r"\s*([|•●⋅;/‖>»、,،，&+]|(?<=\s)[–—-]{1,2}(?=\s)|--|—|(?<=\s)·|·(?=\s))(?!\s?[|•])\s*")


class Piece(NamedTuple):
    """One part of a line and what joins it to the part before: "", "|", ",", "and" or, for both, ",and"."""

    words: list[str]
    joint: str


def split_pieces(text: str) -> list[Piece]:
    """Split a line.

    Args:
        text: The line without its byword and brackets.

    Returns:
        The pieces in their order, without empty ones.
    """
    pieces: list[Piece] = []
    joint = ""
    for index, part in enumerate(_SEPARATOR.split(text)):
        if index % 2:
            joint = "," if part in ",،，" else "and" if part in "&+" else "|"
        else:
            _split_at_and(part.split(), joint, pieces)
    return pieces


def _split_at_and(words: list[str], joint: str, pieces: list[Piece]) -> None:
    start = 0
    for index, word in enumerate(words):
        if word in _AND_WORDS or (word in _SHOUTED_ANDS and words[0].isupper()):
            _add(words[start:index], joint, pieces)
            is_behind_comma = joint == "," and not index
            start = index + 1
            joint = word if word in _WEAK_ANDS else ",and" if is_behind_comma else "and"
    _add(words[start:], joint, pieces)


def _add(words: list[str], joint: str, pieces: list[Piece]) -> None:
    """Add a piece; a weak "and" before one word that is no place joins a surname: "Ortega y Gasset"."""
    if not words:
        return
    if joint in _WEAK_ANDS and pieces:
        before = pieces[-1].words
        if len(words) <= 4 and is_place(" ".join(words).strip(EDGES)):
            before += ("in", *words)
            return
        if len(words) == 1 and len(before) > 1 and joint in ("y", "i", "e"):
            before += (joint, *words)
            return
    pieces.append(Piece(words, "and" if joint in _WEAK_ANDS else joint))
