"""Two texts to their words: which stay, which go, which come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple

__all__ = ["Piece", "word_changes"]

_TOKEN: Final = re.compile(r"\s+|[^\W_\u3040-\u30ff\u3400-\u9fff]+|.", re.DOTALL)
"""A word, white space, a sign; each character of scripts without spaces."""
_MOST_TOKENS: Final = 1000


class Piece(NamedTuple):
    """A run of a text.

    Attributes:
        kind: Whether both texts have it, only the first, or only the second.
        text: The run.
    """

    kind: Literal["same", "gone", "new"]
    text: str


def word_changes(before: str, after: str) -> list[Piece]:
    """Compare two texts word by word.

    Args:
        before: The first text.
        after: The second. Beyond a thousand words and signs in either, the texts are told as a whole.

    Returns:
        Runs in reading order; a run that went stands before the one that came in its place.
    """
    if before == after:
        return [Piece("same", after)] if after else []
    one, other = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(one) > _MOST_TOKENS or len(other) > _MOST_TOKENS:
        return [*_piece("gone", before), *_piece("new", after)]
    pieces: list[Piece] = []
    for action, first, end, second, last in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if action == "equal":
            pieces += _piece("same", "".join(one[first:end]))
        else:
            pieces += [*_piece("gone", "".join(one[first:end])), *_piece("new", "".join(other[second:last]))]
    return pieces


def _piece(kind: Literal["same", "gone", "new"], text: str) -> Iterator[Piece]:
    if text:
        yield Piece(kind, text)
