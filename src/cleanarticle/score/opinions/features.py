"""What the second opinions say of each block, how far they agree, and where the opening of the prose is."""

from __future__ import annotations

from array import array
from typing import Final

from cleanarticle.page.model import Block, Page
from cleanarticle.score.feature_table import FeatureTable
from cleanarticle.score.levels import levels_from
from cleanarticle.score.opinions.below_headline import below_headline
from cleanarticle.score.opinions.clean import beside_body
from cleanarticle.score.opinions.densest import densest_subtree
from cleanarticle.score.opinions.headline import headline_block
from cleanarticle.score.opinions.named import named_container
from cleanarticle.score.opinions.runs import prose_runs

__all__ = ["measure_opening", "measure_opinions"]

_OPENING_WORDS: Final = 12.0
"""Words of the first paragraph; what is shorter below a headline is a byline, a date, a button."""
_MANY_WORDS: Final = 1200.0
"""Words beyond which the size of a body tells nothing more, as for all sizes of the second pass."""
_FAR: Final = 60.0
"""Blocks beyond which the distance from the opening tells nothing more."""


def measure_opinions(table: FeatureTable, page: Page, first_h1: int, scores: list[float]) -> int:
    """Measure whether each block is in each opinion, and how far the opinions agree with the scores and each other.

    Args:
        table: Where the features go.
        page: The page.
        first_h1: Index of the first `h1`, -1 without one.
        scores: Each block's first score.

    Returns:
        Index of the headline, -1 without one.
    """
    blocks = page.blocks
    headline = headline_block(page, first_h1)
    beside = beside_body(page)
    by_score = bytearray([1 if score > 0.0 else 0 for score in scores])
    opinions = (
        densest_subtree(page, beside),
        named_container(page, beside),
        prose_runs(page),
        below_headline(page, headline),
    )
    words = array("d", [block.words for block in blocks])
    with_scores = [_agreement(opinion, by_score, words) for opinion in opinions]
    pairs = [_agreement(one, other, words) for at, one in enumerate(opinions) for other in opinions[:at]]
    among, most = sum(pairs) / len(pairs), max(with_scores)
    names = ("densest", "named", "runs", "below_headline")
    number = table.column("opinions")
    for name, opinion, agreement in zip(names, opinions, with_scores, strict=True):
        column = table.column(name)
        for index in range(len(blocks)):
            column[index] = opinion[index]
            number[index] += opinion[index]
        _fill(table.column(f"{name}_agrees"), agreement)
    _fill(table.column("opinions_agree"), among)
    _fill(table.column("most_agreement"), most)
    words_by_score = 0.0
    for index in range(len(blocks)):
        if by_score[index]:
            words_by_score += words[index]
    _fill(table.column("words_by_score"), min(_MANY_WORDS, words_by_score))
    return headline


def measure_opening(table: FeatureTable, page: Page, headline: int, scores: list[float]) -> None:
    """Measure how far each block is from the first paragraph below the headline: up, down, and in blocks."""
    opening = _opening(page, headline, scores)
    if opening is None:
        return
    up, down, since = table.column("opening_up"), table.column("opening_down"), table.column("since_opening")
    ups, downs = levels_from(page, opening.container)
    for index, block in enumerate(page.blocks):
        place = block.container.index
        up[index] = ups[place]
        down[index] = downs[place]
        since[index] = max(-_FAR, min(_FAR, index - opening.index))


def _opening(page: Page, headline: int, scores: list[float]) -> Block | None:
    for index in range(headline + 1, len(page.blocks)):
        block = page.blocks[index]
        if block.words >= _OPENING_WORDS and scores[index] > 0.0:
            return block
    return None


def _agreement(one: bytearray, other: bytearray, words: array[float]) -> float:
    """F1 of two bodies by words; 0 if both are empty."""
    both = together = 0.0
    for index in range(len(one)):
        if one[index]:
            together += words[index]
            if other[index]:
                both += words[index]
        if other[index]:
            together += words[index]
    return 2.0 * both / together if together else 0.0


def _fill(column: memoryview[float], value: float) -> None:
    for index in range(len(column)):
        column[index] = value
