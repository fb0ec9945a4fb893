"""How likely a difference of two shares is by chance, and how unlikely it has to be where many shares are tested."""

from __future__ import annotations

from collections.abc import Iterable
from math import exp, lgamma

__all__ = ["bonferroni_factor", "fisher_exact", "least_p"]

# As in R's fisher.test: rounding parts equal tables by 1e-12, and others of up to 60 pages a batch differ by 1.5e-5.
_TIE: float = 1e-7


def fisher_exact(hits: int, size: int, other_hits: int, other_size: int) -> float:
    """Test whether two shares differ.

    R. A. Fisher, "On the interpretation of χ² from contingency tables, and the calculation of P" (1922). Two-sided: the
    sum over all tables that are at most as probable as the observed one. It is exact for samples of any size; the usual
    z-test for two proportions finds too much in small ones.

    Args:
        hits: Hits in the first sample.
        size: Size of the first sample.
        other_hits: Hits in the second sample.
        other_size: Size of the second sample.

    Returns:
        The probability of a difference of at least this size if there is none, from 0 to 1.
    """
    total = hits + other_hits
    observed = _log_probability(hits, size, total, size + other_size)
    tables = range(max(0, total - other_size), min(size, total) + 1)
    logs = (_log_probability(table, size, total, size + other_size) for table in tables)
    return min(1.0, sum(exp(log) for log in logs if log <= observed + _TIE))


def least_p(hits: int, size: int, other_hits: int, other_size: int) -> float:
    """The smallest probability that `fisher_exact` can give for the same sizes and the same number of hits."""
    total = hits + other_hits
    extremes = max(0, total - other_size), min(size, total)
    return exp(min(_log_probability(hits, size, total, size + other_size) for hits in extremes))


def bonferroni_factor(least: Iterable[float], alpha: float) -> int:
    """The factor for each probability that keeps a false alarm among all tests as rare as `alpha`.

    R. E. Tarone, "A modified Bonferroni method for discrete data" (1990): a test that can't become significant, because
    its sample is too small or nearly all pages are alike, can raise no false alarm and does not count.

    Args:
        least: The smallest probability that each test can give.
        alpha: The accepted chance of one false alarm or more among all tests.

    Returns:
        The least number k of which no more than k tests can reach alpha / k; at least 1.
    """
    ranked = sorted(least)
    factor = 1
    while factor < len(ranked) and ranked[factor] <= alpha / factor:
        factor += 1
    return factor


def _log_probability(hits: int, size: int, total: int, all_sizes: int) -> float:
    """Logarithm of the hypergeometric probability of so many hits in the first sample."""
    return _log_choose(size, hits) + _log_choose(all_sizes - size, total - hits) - _log_choose(all_sizes, total)


def _log_choose(number: int, chosen: int) -> float:
    return lgamma(number + 1) - lgamma(chosen + 1) - lgamma(number - chosen + 1)
