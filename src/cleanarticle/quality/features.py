"""The features of a body as a whole, from what its scores, marks and second opinions already say."""

from __future__ import annotations

from array import array
from typing import Final, TypedDict

from cleanarticle.article import PageType
from cleanarticle.body.select import Selection
from cleanarticle.score.c_functions import exp
from cleanarticle.score.page_type import PAGE_TYPES

__all__ = ["FEATURES", "BodyFeatures", "measure_body"]

_NEAR: Final = 1.0
"""Points above the threshold up to which a block is kept by little: two in three such blocks are right."""
_LOWEST: Final = -30.0
"""Score of a chance of nothing, as in `score.threshold`."""
_OPINIONS: Final = ("densest", "named", "runs", "below_headline")


class BodyFeatures(TypedDict):
    """The features of a body. A share is one of its words."""

    expected_recall: float  # expected words of the body by those of the page
    expected_precision: float  # expected words of the body by all of its words
    near: float  # share that is kept by little
    agreement: float  # largest word F1 of the body and a second opinion
    words: float
    page_type: float  # place of the type in `PAGE_TYPES`


# Classes of about equal count on annotated pages, finer where more of them are.
FEATURES: Final[dict[str, tuple[float, ...]]] = {
    "expected_recall": (0.6, 0.7, 0.8, 0.86, 0.9, 0.93, 0.95, 0.965, 0.975, 0.985, 0.992),
    "expected_precision": (0.5, 0.6, 0.7, 0.78, 0.84, 0.88, 0.91, 0.93, 0.95, 0.965, 0.98),
    "near": (0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.5),
    "agreement": (0.3, 0.5, 0.65, 0.75, 0.85, 0.9, 0.94, 0.97, 0.99),
    "words": (40, 80, 150, 250),
    "page_type": tuple(place + 0.5 for place in range(len(PAGE_TYPES) - 1)),
}
"""The features of a body, with the limits between the classes of each."""


def measure_body(body: Selection, page_type: PageType) -> BodyFeatures:
    """Measure a body.

    Args:
        body: The body, with all that was found about the page.
        page_type: The type of the page.

    Returns:
        The features. They take a fraction of the time of the scores.
    """
    ledger = body.ledger
    blocks = ledger.page.blocks
    table = ledger.scores.context.table
    final = ledger.scores.final
    threshold = ledger.threshold
    words = array("d", [block.words for block in blocks])
    kept = array("d", bytes(8 * len(blocks)))
    expected = right = total = near = 0.0
    for index in range(len(blocks)):
        expected += _chance(final[index]) * words[index]
    for index in body.kept:
        size = words[index]
        kept[index] = size
        total += size
        right += _chance(final[index]) * size
        if ledger.total(index) < threshold + _NEAR:
            near += size
    whole = total or 1.0
    return {
        "expected_recall": right / (expected or 1.0),
        "expected_precision": right / whole,
        "near": near / whole,
        "agreement": max([_agreement(table.column(name), kept, words) for name in _OPINIONS]),
        "words": total,
        "page_type": float(PAGE_TYPES.index(page_type)),
    }


def _chance(score: float) -> float:
    return 1.0 / (1.0 + exp(-score)) if score > _LOWEST else 0.0


def _agreement(opinion: memoryview[float], kept: array[float], words: array[float]) -> float:
    """Word F1 of an opinion and the body."""
    both = together = 0.0
    for index in range(len(kept)):
        together += kept[index]
        if opinion[index]:
            both += kept[index]
            together += words[index]
    return 2.0 * both / together if together else 0.0
