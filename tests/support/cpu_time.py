"""CPU time as a ratio of two measurements in one run, so that no slow or busy machine decides a test.

Whatever else a machine does can only add to a measurement. So each is repeated while it is over the bound, and the
least counts.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import inf
from time import process_time
from typing import TypeVar

__all__ = ["GROWTH", "least_seconds", "linear_growth", "run_within"]

_In = TypeVar("_In")
_Out = TypeVar("_Out")

_ATTEMPTS = 3
_TIMES = 4
GROWTH = 8.0
"""Between four, the growth of linear work for four times the size, and sixteen, that of quadratic work."""


def run_within(units: float, work: Callable[[], _Out]) -> _Out:
    """Do some work that must not cost more than so many units of CPU time.

    A unit is a fixed piece of pure Python, a tenth of a second on a machine of today.

    Returns:
        What the work returns; what it raises is raised.
    """
    least = inf
    for _ in range(_ATTEMPTS):
        error: Exception | None = None
        start = process_time()
        try:
            result = work()
        except Exception as raised:
            error = raised
        least = min(least, (process_time() - start) / _unit())
        if least <= units:
            break
    assert least <= units, f"it costs {least:.1f} units of CPU time, more than {units:g}"
    if error is not None:
        raise error
    return result


def linear_growth(make: Callable[[int], _In], work: Callable[[_In], object], size: int) -> float:
    """How many times as long some work takes for an input of four times the size; compare it with `GROWTH`.

    Args:
        make: Makes an input of a size; its time does not count.
        work: The work, which should take 10 ms or more for the smaller input.
        size: Size of the smaller input.
    """
    small, large = make(size), make(_TIMES * size)
    least_small = least_large = inf
    for _ in range(_ATTEMPTS):
        least_small = min(least_small, least_seconds(lambda: work(small), 1))
        least_large = min(least_large, least_seconds(lambda: work(large), 1))
        if least_large < GROWTH * least_small:
            break
    return least_large / least_small


def least_seconds(work: Callable[[], object], times: int) -> float:
    """The least CPU time of several runs of some work."""
    least = inf
    for _ in range(times):
        start = process_time()
        work()
        least = min(least, process_time() - start)
    return least


@cache
def _unit() -> float:
    return least_seconds(_count_words, 5)


def _count_words() -> None:
    counts: dict[str, int] = {}
    for number in range(600_000):
        word = str(number % 1000)
        counts[word] = counts.get(word, 0) + 1
