"""Learn the points of words of the first pass: a logistic model over words, on top of the other points."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
import scipy.sparse as sparse
from scipy.optimize import minimize

from cleanarticle.lexicon.words import words_of
from cleanarticle.page.model import Page
from cleanarticle.score.words import CLASS_TABLES, TABLES, Words, class_words, read_words, text_words

__all__ = ["WordMatrix", "card_of"]

LEAST_SITES = {True: 5, False: 8}
"""Sites on which a word of the markup, and one of the text, has to stand: what few sites have says little of others."""
PENALTY = {True: 700.0, False: 100.0}
"""How strongly their points are drawn to 0. The blocks of a page share their markup, so that it needs more.
Measured by log loss over sites, first pass alone, three folds (0.2682 without words): 1000 and 50 gave 0.2505, 1000 and
100 0.2511, 500 and 50 0.2504, 2000 and 50 0.2518; markup at 30 learns the sites by heart (0.29)."""
MOST_WORDS = 14_000
"""Words that are kept: those with the largest points, the more so the more sites they stand on."""
LEAST_POINTS = 0.02
"""Smaller points are not kept."""
ITERATIONS = 60

STOP_WORDS = words_of("stopwords")
"""They are not learned alone: of a language with few pages they say that a short text is cruft, as most of its are.
"der", "die" and "mit" had −0.2 to −0.3 each, which cost short paragraphs in German a point."""
SINGLE_WORDS = frozenset({"word", "first word", "last word"})

Key = tuple[str, str]


class WordMatrix:
    """The words of all blocks: one row a block, one column a word.

    Attributes:
        keys: The words, in the order of the columns.
        sites: On how many sites each stands.
        rows: 1 where a block has a word, scaled so that one penalty fits all.
    """

    def __init__(self, pages: Sequence[Page], sites: Sequence[str]) -> None:
        """Read the words of all pages, and keep those that stand on enough sites."""
        numbers: dict[Key, int] = {}
        ids, ends = array("i"), array("q", [0])
        site_words: dict[str, set[int]] = {}
        for page, site in zip(pages, sites, strict=True):
            start = len(ids)
            for block in page.blocks:
                for key in chain(class_words(block), text_words(block.text)):
                    ids.append(numbers.setdefault(key, len(numbers)))
                ends.append(len(ids))
            site_words.setdefault(site, set()).update(ids[start:])
        counts = Counter(chain.from_iterable(site_words.values()))
        kept = sorted(key for key, number in numbers.items() if _is_learned(key, counts[number]))
        columns = np.full(len(numbers), -1)
        columns[[numbers[key] for key in kept]] = np.arange(len(kept))
        self.keys: list[Key] = kept
        self.sites = np.array([counts[numbers[key]] for key in kept])
        self.scale = np.array([PENALTY[table in CLASS_TABLES] ** -0.5 for table, _ in kept])
        column = columns[np.frombuffer(ids, np.int32)]
        row = np.repeat(np.arange(len(ends) - 1), np.diff(np.frombuffer(ends, np.int64)))
        known = column >= 0
        values = np.ones(int(known.sum()))
        matrix = sparse.csr_matrix((values, (row[known], column[known])), shape=(len(ends) - 1, len(kept)))
        # A word that comes twice counts twice, as it does where points are added up.
        self.rows = (matrix @ sparse.diags(self.scale)).tocsr()

    def fit(self, rows: np.ndarray, labels: np.ndarray, weights: np.ndarray, scores: np.ndarray) -> Words:
        """Learn the points from some blocks.

        Args:
            rows: Indexes of the blocks.
            labels: Whether each block, of all, is in the body.
            weights: How much each counts.
            scores: What each has without words, as log odds, from points that were learned without its site.
        """
        points = _fit(self.rows[rows], labels[rows], weights[rows] / weights[rows].mean(), scores[rows]) * self.scale
        return read_words(self._card(points))

    def _card(self, points: np.ndarray) -> dict[str, dict[str, int]]:
        worth = np.abs(points) * np.sqrt(self.sites) * (np.abs(points) >= LEAST_POINTS)
        kept = np.argsort(-worth, kind="stable")[:MOST_WORDS]
        card: dict[str, dict[str, int]] = {table: {} for table in TABLES}
        for at in sorted(kept[worth[kept] > 0]):
            table, word = self.keys[at]
            card[table][word] = round(float(points[at]) * 100)
        return card


def _is_learned(key: Key, sites: int) -> bool:
    table, word = key
    if table in CLASS_TABLES:
        return sites >= LEAST_SITES[True]
    return sites >= LEAST_SITES[False] and not (table in SINGLE_WORDS and word in STOP_WORDS)


def card_of(words: Words) -> dict[str, dict[str, int]]:
    """The points as `scorecard.json` has them."""
    return {
        table: {word: round(value * 100) for word, value in points.items()} for table, points in words.points.items()
    }


def _fit(rows: sparse.csr_matrix, labels: Iterable[int], weights: np.ndarray, scores: np.ndarray) -> np.ndarray:
    """The points that make the log loss, with a quadratic penalty, smallest."""
    transposed, signs = rows.T.tocsr(), 2.0 * np.asarray(labels) - 1.0

    def loss(points: np.ndarray) -> tuple[float, np.ndarray]:
        margins = -signs * (scores + rows @ points)
        value = weights @ np.logaddexp(0.0, margins) + 0.5 * points @ points
        slope = transposed @ (-signs * weights / (1.0 + np.exp(-np.clip(margins, -40.0, 40.0)))) + points
        return value, slope

    start = np.zeros(rows.shape[1])
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ITERATIONS, "ftol": 1e-6}).x
