"""The scores of the first pass: each block alone, by its own features, its place and its words."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Final

from cleanarticle.page.model import Page
from cleanarticle.score.feature_table import FeatureTable
from cleanarticle.score.first_pass import element_table
from cleanarticle.score.scorecard import Scorecard
from cleanarticle.score.words import Words

__all__ = ["FirstScores", "first_scores", "with_words"]

_HOPELESS: Final = -7.0
"""Score at and below which the text is not read: it would have to give more than two points to open the block."""


@dataclass(frozen=True, slots=True)
class FirstScores:
    """What the first pass gives to each block, as log odds.

    Attributes:
        scores: The first score.
        class_points: What of it the words of the markup give.
        text_points: What of it the words of the text give.
    """

    scores: list[float]
    class_points: array[float]
    text_points: array[float]


def first_scores(page: Page, scorecard: Scorecard, blocks: FeatureTable, parents: FeatureTable) -> FirstScores:
    """Score every block alone, by its own features, those that it shares by its place, and its words."""
    base, by_block = scorecard.block.base, scorecard.block.points(blocks)
    by_parent = scorecard.parent.points(parents)
    within = list(dict.fromkeys([block.container.within for block in page.blocks]))
    by_elements = dict(zip(within, scorecard.elements.points(element_table(within)), strict=True))
    alone = array("d", bytes(8 * len(page.blocks)))
    for index, block in enumerate(page.blocks):
        container = block.container
        parent = container.parent or container
        alone[index] = base + by_parent[parent.index] + by_elements[container.within] + by_block[index]
    return with_words(page, alone, scorecard.words)


def with_words(page: Page, alone: array[float], words: Words) -> FirstScores:
    """Add the points of words to what each block has without them."""
    class_points = words.class_points(page)
    text_points = array("d", bytes(8 * len(page.blocks)))
    scores = []
    for index, block in enumerate(page.blocks):
        score = alone[index] + class_points[index]
        if score > _HOPELESS:
            text_points[index] = words.text_points(block.text)
            score += text_points[index]
        scores.append(score)
    return FirstScores(scores, class_points, text_points)
