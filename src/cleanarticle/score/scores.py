"""Page and scorecard to scores: both passes over the blocks. No rule, preset or threshold counts here."""

from __future__ import annotations

from dataclasses import dataclass

from cleanarticle.page.model import Page
from cleanarticle.score.context import ContextFeatures
from cleanarticle.score.feature_table import FeatureTable
from cleanarticle.score.features import CLOSED
from cleanarticle.score.first_pass import block_table, element_table, page_stats, parent_table
from cleanarticle.score.scorecard import Scorecard

__all__ = ["PageScores", "first_scores", "score_page"]


@dataclass(frozen=True, slots=True)
class PageScores:
    """The scores of all blocks of a page, as log odds that a block is in the body.

    Attributes:
        page: The page.
        first: Score of each block in the first pass.
        final: Score of each block after the last pass it took part in.
        blocks: The features of the blocks in the first pass.
        parents: The features of the containers in the first pass.
        context: The features of the second pass.
        scorecard: The points used.
    """

    page: Page
    first: list[float]
    final: list[float]
    blocks: FeatureTable
    parents: FeatureTable
    context: ContextFeatures
    scorecard: Scorecard

    def shares(self, least: float = 0.0) -> list[dict[str, float]]:
        """What each feature added to each block's score, largest first by size.

        Args:
            least: Features that added less, or took less away, are left out.
        """
        card = self.scorecard
        # Blocks share their parents, and more so the elements around them.
        by_parent: dict[int, dict[str, float]] = {}
        by_elements: dict[int, dict[str, float]] = {}
        found = []
        for block in self.page.blocks:
            index, container = block.index, block.container
            if self.first[index] > CLOSED:
                found.append(card.context.shares(self.context.table, index, least))
                continue
            parent = (container.parent or container).index
            if parent not in by_parent:
                by_parent[parent] = card.parent.shares(self.parents, parent)
            if container.within not in by_elements:
                by_elements[container.within] = card.elements.shares(element_table([container.within]), 0)
            shares = card.block.shares(self.blocks, index) | by_parent[parent] | by_elements[container.within]
            listed = [(name, points) for name, points in shares.items() if abs(points) >= least]
            listed.sort(key=_size, reverse=True)
            found.append(dict(listed))
        return found


def _size(share: tuple[str, float]) -> float:
    return abs(share[1])


def score_page(page: Page, scorecard: Scorecard) -> PageScores:
    """Score every block of a page.

    Args:
        page: The page.
        scorecard: The learned points.

    Returns:
        The scores. They depend on nothing else, so that a page is scored once for all thresholds.
    """
    stats = page_stats(page)
    blocks, parents = block_table(page, stats), parent_table(page.containers)
    first = first_scores(page, scorecard, blocks, parents)
    context = ContextFeatures(page, first, stats)
    final = list(first)
    rows = [index for index, score in enumerate(first) if score > CLOSED]
    for index, points in zip(rows, scorecard.context.points(context.table, rows), strict=True):
        final[index] = points
    return PageScores(page, first, final, blocks, parents, context, scorecard)


def first_scores(page: Page, scorecard: Scorecard, blocks: FeatureTable, parents: FeatureTable) -> list[float]:
    """Score every block alone, by its own features and those that it shares by its place."""
    base, by_block = scorecard.block.base, scorecard.block.points(blocks)
    by_parent = scorecard.parent.points(parents)
    within = list(dict.fromkeys([block.container.within for block in page.blocks]))
    by_elements = dict(zip(within, scorecard.elements.points(element_table(within)), strict=True))
    scores = []
    for index, block in enumerate(page.blocks):
        container = block.container
        parent = container.parent or container
        scores.append(base + by_parent[parent.index] + by_elements[container.within] + by_block[index])
    return scores
