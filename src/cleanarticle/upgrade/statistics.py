"""Tests for two samples, and how small a probability has to be where many are made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import erfc, exp, lgamma, sqrt

__all__ = ["bonferroni_factor", "fisher_exact", "least_p", "mann_whitney"]

_TIE: float = 1e-7


def fisher_exact(hits: int, size: int, other_hits: int, other_size: int) -> float:
    """Test whether two shares differ.

    R. A. Fisher, "On the interpretation of χ² from contingency tables, and the calculation of P" (1922); two-sided, as
    the sum of all tables that are no more probable than the one that was seen. Exact for samples of any size, where
    the usual z-test for two proportions is too bold for small ones.

    Args:
        hits: Hits in the first sample.
        size: Size of the first sample.
        other_hits: Hits in the second sample.
        other_size: Size of the second sample.

    Returns:
        How probable a difference of at least this size is if there is none, from 0 to 1.
    """
    total = hits + other_hits
    seen = _log_probability(hits, size, total, size + other_size)
    tables = range(max(0, total - other_size), min(size, total) + 1)
    logs = (_log_probability(each, size, total, size + other_size) for each in tables)
    return min(1.0, sum(exp(each) for each in logs if each <= seen + _TIE))


def least_p(hits: int, size: int, other_hits: int, other_size: int) -> float:
    """The smallest probability that `fisher_exact` can give with the same sizes and the same number of hits."""
    total = hits + other_hits
    ends = max(0, total - other_size), min(size, total)
    return exp(min(_log_probability(each, size, total, size + other_size) for each in ends))


def mann_whitney(first: Counter[int], second: Counter[int]) -> float:
    """Test whether the numbers of one sample tend to be larger than those of another.

    H. B. Mann, D. R. Whitney, "On a test of whether one of two random variables is stochastically larger than the
    other" (1947), with the normal approximation, corrected for ties and continuity; two-sided.

    Args:
        first: Numbers of the first sample, with how often each is there.
        second: Numbers of the second sample.

    Returns:
        How probable a difference of at least this size is if there is none, from 0 to 1.
    """
    size, other_size = first.total(), second.total()
    total = size + other_size
    if not (size and other_size):
        return 1.0
    rank_sum, below, ties = 0.0, 0, 0
    for value in sorted({*first, *second}):
        equal = first[value] + second[value]
        rank_sum += first[value] * (below + (equal + 1) / 2)
        below += equal
        ties += equal**3 - equal
    wins = rank_sum - size * (size + 1) / 2
    variance = size * other_size / 12 * (total + 1 - ties / (total * (total - 1)))
    if variance <= 0:
        return 1.0
    distance = max(0.0, abs(wins - size * other_size / 2) - 0.5)
    return erfc(distance / sqrt(2 * variance))


def bonferroni_factor(least: Iterable[float], alpha: float) -> int:
    """By what to multiply each probability, so that a false alarm among all tests stays as rare as it should be.

    R. E. Tarone, "A modified Bonferroni method for discrete data" (1990): a test that can't come out significant,
    because its sample is too small or nearly all pages are alike, can raise no false alarm and does not count.

    Args:
        least: The smallest probability that each test can give.
        alpha: The chance of one false alarm or more among all tests that is put up with.

    Returns:
        The least number k of which no more than k tests can reach alpha / k; at least 1.
    """
    ranked = sorted(least)
    factor = 1
    while factor < len(ranked) and ranked[factor] <= alpha / factor:
        factor += 1
    return factor


def _log_probability(hits: int, size: int, total: int, all_sizes: int) -> float:
    """Of so many hits in the first sample, by the hypergeometric distribution."""
    return _log_choose(size, hits) + _log_choose(all_sizes - size, total - hits) - _log_choose(all_sizes, total)


def _log_choose(number: int, chosen: int) -> float:
    return lgamma(number + 1) - lgamma(chosen + 1) - lgamma(number - chosen + 1)
