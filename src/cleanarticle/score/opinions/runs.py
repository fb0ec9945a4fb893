"""The body as the longest run of good paragraphs, with what is short between them."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Page, Within
from cleanarticle.score.opinions.clean import is_clean

__all__ = ["prose_runs"]

_GOOD_WORDS: Final = 25.0
_NEAR_GOOD_WORDS: Final = 10.0
"""Words of a good paragraph, and of one that is good beside a good one. jusText has 200 and 70 characters."""
_MOST_LINKED: Final = 0.3
_MOST_BETWEEN: Final = 12
"""Blocks that may stand between two good paragraphs of one run."""

_BAD: Final = 0
_SHORT: Final = 1
_NEAR: Final = 2
_GOOD: Final = 3


def prose_runs(page: Page) -> bytearray:
    """For each block 1 if it is in the run with most words.

    Source: J. Pomikálek, "Removing Boilerplate and Duplicate Content from Web Corpora" (2011): classes by length and
    link density, then by the nearest good and bad neighbours. Stop words are not asked for, since they need a language.
    """
    blocks = page.blocks
    size = len(blocks)
    classes = bytearray(size)
    for index, block in enumerate(blocks):
        if block.link_density > _MOST_LINKED or not is_clean(block):
            classes[index] = _BAD
        elif block.words >= _GOOD_WORDS and not block.container.within & Within.HEADING:
            classes[index] = _GOOD
        else:
            classes[index] = _NEAR if block.words >= _NEAR_GOOD_WORDS else _SHORT
    after = bytearray(size)
    nearest = _BAD
    for index in range(size - 1, -1, -1):
        after[index] = nearest
        if classes[index] in (_BAD, _GOOD):
            nearest = classes[index]
    taken = bytearray(size)
    nearest = _BAD
    first, last, words = 0, -1, 0.0
    best_first, best_last, most = 0, -1, 0.0
    for index, block in enumerate(blocks):
        kind = classes[index]
        is_between = nearest == _GOOD and after[index] == _GOOD
        is_beside = nearest == _GOOD or after[index] == _GOOD
        if kind == _GOOD or (kind == _NEAR and is_beside) or (kind == _SHORT and is_between):
            taken[index] = 1
            if last < 0 or index - last > _MOST_BETWEEN + 1:
                first, words = index, 0.0
            last = index
            words += block.words
            if words > most:
                best_first, best_last, most = first, last, words
        if kind in (_BAD, _GOOD):
            nearest = kind
    for index in range(size):
        if not best_first <= index <= best_last:
            taken[index] = 0
    return taken
