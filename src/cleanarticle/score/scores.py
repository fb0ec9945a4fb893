"""Page and scorecard to scores: both passes over the blocks. No rule, preset or threshold counts here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cleanarticle.page.model import Page
from cleanarticle.score.features import (
    ContextFeatures,
    PageStats,
    block_features,
    element_features,
    page_stats,
    parent_features,
)
from cleanarticle.score.scorecard import Scorecard

__all__ = ["CLOSED", "PageScores", "first_scores", "score_page"]

CLOSED: Final = -5.0
"""First score at and below which a block takes no part in the second pass."""


@dataclass(frozen=True, slots=True)
class PageScores:
    """The scores of all blocks of a page, as log odds that a block is in the body.

    Attributes:
        page: The page.
        first: Score of each block in the first pass.
        final: Score of each block after the last pass it took part in.
        context: The features of the second pass.
        scorecard: The points used.
    """

    page: Page
    first: list[float]
    final: list[float]
    context: ContextFeatures
    scorecard: Scorecard

    def shares(self, index: int) -> dict[str, float]:
        """What each feature added to a block's score, largest first by size."""
        block = self.page.blocks[index]
        card = self.scorecard
        if self.first[index] > CLOSED:
            shares = card.context.shares(self.context.measure(index))
        else:
            before = self.context.words_before[index]
            shares = card.block.shares(block_features(block, before, self.context.stats))
            shares.update(card.parent.shares(parent_features(block.container.parent or block.container)))
            shares.update(card.elements.shares(element_features(block.container.within)))
        return dict(sorted(shares.items(), key=lambda item: -abs(item[1])))


def score_page(page: Page, scorecard: Scorecard) -> PageScores:
    """Score every block of a page.

    Args:
        page: The page.
        scorecard: The learned points.

    Returns:
        The scores. They depend on nothing else, so that a page is scored once for all thresholds.
    """
    stats = page_stats(page)
    first = first_scores(page, scorecard, stats)
    context = ContextFeatures(page, first, stats)
    points, measure = scorecard.context.points, context.measure
    final = [points(measure(index)) if score > CLOSED else score for index, score in enumerate(first)]
    return PageScores(page, first, final, context, scorecard)


def first_scores(page: Page, scorecard: Scorecard, stats: PageStats) -> list[float]:
    """Score every block alone. What blocks share by their place is looked up once."""
    by_parent: dict[int, float] = {}
    by_elements: dict[int, float] = {}
    scores: list[float] = []
    words_before = 0.0
    for block in page.blocks:
        container = block.container
        parent = container.parent or container
        parent_points = by_parent.get(parent.index)
        if parent_points is None:
            parent_points = by_parent[parent.index] = scorecard.parent.points(parent_features(parent))
        element_points = by_elements.get(container.within)
        if element_points is None:
            element_points = scorecard.elements.points(element_features(container.within))
            by_elements[container.within] = element_points
        points = scorecard.block.points(block_features(block, words_before, stats))
        scores.append(scorecard.block.base + parent_points + element_points + points)
        words_before += block.words
    return scores
