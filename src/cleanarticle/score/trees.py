"""The value of decision trees, as Python. `trees.pyx` gives the same from the same arrays, compiled.

A loop over arrays takes three times as long in Python as one expression a tree, so these are made of the arrays.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable

from cleanarticle.score.share import Share, share_of

__all__ = ["Trees"]


class Trees:
    """Decision trees over rows of features."""

    __slots__ = ("_nodes", "_points", "_roots")

    def __init__(
        self,
        roots: array[int],
        feature: array[int],
        largest: array[float],
        low: array[int],
        high: array[int],
        points: array[float],
    ) -> None:
        self._roots = roots
        self._nodes = list(zip(feature, largest, low, high, points, strict=True))

        def expression(node: int) -> str:
            if feature[node] < 0:
                return repr(points[node])
            sides = expression(low[node]), expression(high[node])
            return f"({sides[0]} if v{feature[node]} <= {largest[node]!r} else {sides[1]})"

        names = ", ".join(f"v{place}" for place in range(max(feature, default=-1) + 1))
        lines = ["def points(values):", f" {names}, *_ = values" if names else "", " total = 0.0"]
        lines += [f" total += {expression(root)}" for root in roots]
        scope: dict[str, Callable[[array[float]], float]] = {}
        exec(compile("\n".join([*lines, " return total"]), "<trees>", "exec"), {"__builtins__": {}}, scope)
        self._points = scope["points"]

    def points(self, values: array[float], width: int, rows: list[int]) -> list[float]:
        """The sum of what all trees give for each of these rows of a table of this width."""
        return [self._points(values[row * width : (row + 1) * width]) for row in rows]

    def shares(
        self, values: array[float], names: tuple[str, ...], rows: list[int], least: float
    ) -> list[tuple[Share, ...]]:
        """What each feature gave to each of these rows, largest first by size, without what is smaller than `least`.

        The names are those of all columns of the table.
        """
        nodes, width = self._nodes, len(names)
        found = []
        for row in rows:
            start = row * width
            sums: dict[int, float] = {}
            for root in self._roots:
                asked, largest, low, high, points = nodes[root]
                while asked >= 0:
                    following = nodes[low if values[start + asked] <= largest else high]
                    sums[asked] = sums.get(asked, 0.0) + following[4] - points
                    asked, largest, low, high, points = following
            ranked = sorted(sums, key=lambda asked: -abs(sums[asked]))
            found.append(
                tuple([share_of((names[asked], sums[asked])) for asked in ranked if abs(sums[asked]) >= least])
            )
        return found
