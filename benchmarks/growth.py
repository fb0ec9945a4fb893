"""How the time of hostile pages grows with their size: one exponent for each family of them.

Each family of `tests/support/torture.py` is made at a quarter to eight times a size, eight times being the size that
the tests read. Of each the least processor time of several calls counts. The exponent is the slope of the logarithms of
time over size, by least squares, over the sizes at which the time is more than twice that of a page without anything
hostile: below, the page around it is what costs. 1 is linear, 2 quadratic.

Usage: ``python benchmarks/growth.py [NAME …] [--rounds 3]``
"""

from __future__ import annotations

import argparse
import gc
import math
import sys
import time
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "support"))

from torture import CASES, page, scaled

from cleanarticle import CleanArticleError, core, extract
from scaling import FACTORS
from tables import text_table

LEAST_SPAN = 3.5
"""Ratio of sizes from which on a slope says something."""


def seconds(source: bytes | str, rounds: int) -> float:
    """The least processor time of one extraction."""
    least = math.inf
    for _ in range(rounds):
        gc.collect()
        start = time.process_time()
        with suppress(CleanArticleError):
            extract(source)
        least = min(least, time.process_time() - start)
    return least


def slope(points: list[tuple[float, float]]) -> float:
    """The slope of a line through the logarithms of these points."""
    logs = [(math.log(size), math.log(value)) for size, value in points]
    mean_x = sum(x for x, _ in logs) / len(logs)
    mean_y = sum(y for _, y in logs) / len(logs)
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)


def main() -> None:
    """Measure, and print a row for each family."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("families", nargs="*", default=list(CASES), help="names; all if left out")
    parser.add_argument("--rounds", type=int, default=3, help="calls of which the fastest counts")
    options = parser.parse_args()
    extract(page())
    plain = seconds(page(), 5)
    print(f"{core.describe()}; a page without anything hostile takes {1000 * plain:.1f} ms")
    rows = []
    for name in options.families:
        points = []
        for factor in FACTORS:
            with scaled(factor / max(FACTORS)):
                source = CASES[name]()
            points.append((float(len(source)), seconds(source, options.rounds)))
        costly = [(size, value) for size, value in points if value > 2 * plain]
        spans = costly and costly[-1][0] / costly[0][0] >= LEAST_SPAN
        rows.append((slope(costly) if spans else math.nan, name, points))
    rows.sort(key=lambda row: -row[0] if row[0] == row[0] else math.inf)
    table = [
        (name, *(f"{1000 * value:.1f}" for _, value in points), f"{points[-1][0] / 1e6:.2f}", f"{exponent:.2f}")
        for exponent, name, points in rows
    ]
    print(text_table(("family, ms at", *(f"{factor:g}" for factor in FACTORS), "MB at 8", "exponent"), table))


if __name__ == "__main__":
    main()
