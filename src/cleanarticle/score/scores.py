"""Page and scorecard to scores: both passes over the blocks. No rule, preset or threshold counts here."""

from __future__ import annotations

from dataclasses import dataclass

from cleanarticle.page.model import Page
from cleanarticle.score.context import ContextFeatures
from cleanarticle.score.feature_table import FeatureTable
from cleanarticle.score.features import CLOSED
from cleanarticle.score.first_pass import block_table, element_table, page_stats, parent_table
from cleanarticle.score.first_scores import FirstScores, first_scores
from cleanarticle.score.scorecard import Scorecard
from cleanarticle.score.share import Share, WordShare, size_of

__all__ = ["PageScores", "score_page"]


@dataclass(frozen=True, slots=True)
class PageScores:
    """The scores of all blocks of a page, as log odds that a block is in the body.

    Attributes:
        page: The page.
        first: Scores of the first pass, and what words gave to them.
        final: Score of each block after the last pass it took part in.
        blocks: The features of the blocks in the first pass.
        parents: The features of the containers in the first pass.
        context: The features of the second pass.
        scorecard: The points used.
    """

    page: Page
    first: FirstScores
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
        found: list[tuple[Share, ...]] = [()] * len(self.final)
        rows = [index for index, score in enumerate(self.first.scores) if score > CLOSED]
        for index, shares in zip(rows, self.scorecard.context.shares(self.context.table, rows, least), strict=True):
            found[index] = shares
        self._add_closed(found, least)
        return found

    def word_shares(self, index: int, least: float = 0.0) -> tuple[WordShare, ...]:
        """What each word added to a block's score in the first pass, largest first by size."""
        return self.scorecard.words.shares(self.page.blocks[index], least)

    def _add_closed(self, found: list[tuple[Share, ...]], least: float) -> None:
        """Fill in the shares of the blocks that the first pass closed."""
        card, first = self.scorecard, self.first
        closed = [block for block in self.page.blocks if first.scores[block.index] <= CLOSED]
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
            by_words = ("class_words", first.class_points[block.index]), ("text_words", first.text_points[block.index])
            shares += [Share(name, points) for name, points in by_words if points and abs(points) >= least]
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
    return PageScores(page, first, final, blocks, parents, context, scorecard)
