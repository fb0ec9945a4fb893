"""Page and scorecard to scores: both passes over the blocks. No rule, preset or threshold counts here."""

from __future__ import annotations

from dataclasses import dataclass

from cleanarticle.page.model import Page
from cleanarticle.score.context import ContextFeatures
from cleanarticle.score.feature_table import FeatureTable
from cleanarticle.score.features import CLOSED
from cleanarticle.score.first_pass import block_table, element_table, page_stats, parent_table
from cleanarticle.score.first_scores import first_scores
from cleanarticle.score.scorecard import Scorecard
from cleanarticle.score.share import Share, size_of

__all__ = ["PageScores", "score_page"]


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

    def shares(self, least: float = 0.0) -> list[tuple[Share, ...]]:
        """What each feature added to each block's score, largest first by size.

        Args:
            least: Features that added less, or took less away, are left out.
        """
        found: list[tuple[Share, ...]] = [()] * len(self.first)
        rows = [index for index, score in enumerate(self.first) if score > CLOSED]
        for index, shares in zip(rows, self.scorecard.context.shares(self.context.table, rows, least), strict=True):
            found[index] = shares
        self._add_closed(found, least)
        return found

    def _add_closed(self, found: list[tuple[Share, ...]], least: float) -> None:
        """Fill in the shares of the blocks that the first pass closed."""
        card = self.scorecard
        closed = [block for block in self.page.blocks if self.first[block.index] <= CLOSED]
        # Blocks share their parents, and more so the elements around them.
        places = [((block.container.parent or block.container).index, block.container.within) for block in closed]
        parents = list(dict.fromkeys([parent for parent, _ in places]))
        by_parent = dict(zip(parents, card.parent.shares(self.parents, parents, least), strict=True))
        within = list(dict.fromkeys([elements for _, elements in places]))
        elements_shares = card.elements.shares(element_table(within), list(range(len(within))), least)
        by_elements = dict(zip(within, elements_shares, strict=True))
        # Most of the order is then known before the block's own shares are sorted in.
        by_place = {
            place: sorted(by_parent[place[0]] + by_elements[place[1]], key=size_of, reverse=True)
            for place in dict.fromkeys(places)
        }
        own = card.block.shares(self.blocks, [block.index for block in closed], least)
        for block, place, shares in zip(closed, places, own, strict=True):
            shares += by_place[place]
            shares.sort(key=size_of, reverse=True)
            found[block.index] = tuple(shares)


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
    final = list(first.scores)
    rows = [index for index, score in enumerate(final) if score > CLOSED]
    for index, points in zip(rows, scorecard.context.points(context.table, rows), strict=True):
        final[index] = points
    return PageScores(page, first.scores, final, blocks, parents, context, scorecard)
