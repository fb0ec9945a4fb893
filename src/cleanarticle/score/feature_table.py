"""Numbers of many blocks: one row a block, one column a feature, found by its name."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import cast

__all__ = ["FeatureTable"]


class FeatureTable:
    """A table of numbers.

    Attributes:
        names: The features, in the order of the columns.
        size: Number of rows.
        values: All numbers, row by row.
    """

    __slots__ = ("_numbers", "_places", "names", "size", "values")

    def __init__(self, names: Sequence[str], size: int) -> None:
        self.names = tuple(names)
        self.size = size
        self.values = array("d", bytes(8 * size * len(self.names)))
        self._numbers = cast("memoryview[float]", memoryview(self.values))
        self._places = {name: place for place, name in enumerate(self.names)}

    def column(self, name: str) -> memoryview[float]:
        """One feature of all rows, to be read or written.

        Raises:
            KeyError: There is no such feature.
        """
        return self._numbers[self._places[name] :: len(self.names)]

    def row(self, index: int) -> dict[str, float]:
        """All features of one row, by name."""
        return dict(zip(self.names, self.numbers(index), strict=True))

    def numbers(self, index: int) -> array[float]:
        """All features of one row, in the order of the columns."""
        width = len(self.names)
        return self.values[index * width : (index + 1) * width]
