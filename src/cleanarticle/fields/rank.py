"""Ranks of evidence: what beats what, and how sure each is."""

from __future__ import annotations

from enum import Enum
from functools import total_ordering
from typing import Self

__all__ = ["Rank"]


@total_ordering
class Rank(Enum):
    """Base of the ranks of one field: its members from the weakest to the strongest, each with its certainty.

    Certainties may be equal, or fall where the stronger evidence is right less often: the order of the members decides.

    Attributes:
        certainty: Share of the values with this evidence that are right, from 0 to 1.
    """

    certainty: float

    def __new__(cls, certainty: float) -> Self:
        """Make a member. Its value is its place in the order: members with equal values would be one."""
        rank = object.__new__(cls)
        rank._value_ = len(cls.__members__)
        rank.certainty = certainty
        return rank

    def __lt__(self, other: Self) -> bool:
        result: bool = self.value < other.value
        return result
