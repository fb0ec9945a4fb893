"""The threshold of one page: the score that a block needs to be kept.

Scores are log odds, so a block above 0 is more likely body than not, and on most pages 0 is where the threshold should
be. A page unlike those that the scores were learned from gives low scores to its body too. There it pays to keep what
is doubtful, and how doubtful follows from the scores themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cleanarticle.page.model import Block
from cleanarticle.score.c_functions import exp

__all__ = ["threshold_shift"]

_HARD: Final = -0.8
"""Best threshold below which a page is hard to judge, if it keeps enough at the default."""
_LEAST_KEPT: Final = 25.0
"""Words that are enough."""
# Measured: at −3.5, none of 256; at −1.4, 1 of 256 changes (paragraphs).
_LOWEST_LINE: Final = -2.2
# Measured: at 0.001, none of 256; at 0.1, 2 of 256 change (paragraphs).
_JUST_BELOW: Final = 0.01
# Measured: at −60 and at −15, none of 256 pages changes.
_LOWEST_SCORE: Final = -30.0


def threshold_shift(blocks: Sequence[Block], scores: list[float], default_threshold: float) -> float:
    """How far the threshold is lowered on a page, as log odds: 0 on one that is easy to judge.

    The threshold is lowered to where the body has the largest expected F1, each word counted by its block's chance.
    The shift does not depend on the caller's threshold, so that a lower threshold never keeps less.

    Args:
        blocks: The blocks of the page.
        scores: Their scores, as log odds.
        default_threshold: The default, from which the threshold is lowered.

    Returns:
        What is added to any threshold on this page, 0 or less.

    Source: Z. C. Lipton et al., "Optimal Thresholding of Classifiers to Maximize F1 Measure" (2014), for the chance
    above which a block pays: half of the largest F1.
    """
    ranked = sorted(zip(scores, [block.words for block in blocks], strict=True), reverse=True)
    chances: list[float] = []
    expected = 0.0
    for score, words in ranked:
        chance = 1.0 / (1.0 + exp(-score)) if score > _LOWEST_SCORE else 0.0
        chances.append(chance)
        expected += chance * words
    best, best_f1, right, kept = 0.0, 0.0, 0.0, 0.0
    for index, (score, words) in enumerate(ranked):
        right += chances[index] * words
        kept += words
        f1 = right / (kept + expected)
        if f1 <= best_f1:
            break
        best, best_f1 = score, f1
    words_kept = 0.0
    for index, block in enumerate(blocks):
        if scores[index] > default_threshold:
            words_kept += block.words
    hard = _HARD if words_kept >= _LEAST_KEPT else default_threshold
    return max(_LOWEST_LINE, best - _JUST_BELOW) - default_threshold if best < hard else 0.0
