"""The value of decision trees, as Python. `trees.pyx` gives the same from the same arrays, compiled.

A loop over arrays takes three times as long in Python as one expression a tree, so these are made of the arrays.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable

__all__ = ["Trees"]


class Trees:
    """Decision trees over rows of features."""

    __slots__ = ("_points",)

    def __init__(
        self,
        roots: array[int],
        feature: array[int],
        largest: array[float],
        low: array[int],
        high: array[int],
        points: array[float],
    ) -> None:
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
