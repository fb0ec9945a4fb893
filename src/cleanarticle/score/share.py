"""What one feature, or one word, adds to the score of a block."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

__all__ = ["Share", "WordShare", "share_of", "size_of"]


class Share(NamedTuple):
    """What one feature added to the score of a block.

    Attributes:
        feature: Name of the feature.
        points: What it added, as log odds; negative speaks against the block.
    """

    feature: str
    points: float


class WordShare(NamedTuple):
    """What one word added to the score of a block in the first pass.

    Attributes:
        table: Where the word stands: `parent class`, `path`, `first word` and so on; `word` and `pair` are anywhere in
            a short text.
        word: The word, the pair of words, or the path of elements.
        points: What it added, as log odds; negative speaks against the block.
    """

    table: str
    word: str
    points: float


share_of: Final[Callable[[tuple[str, float]], Share]] = partial(tuple.__new__, Share)
"""A share of a pair, at a quarter of what its own constructor costs: a page has thousands."""


def size_of(share: Share | WordShare) -> float:
    """How much it changed, up or down."""
    return abs(share.points)
