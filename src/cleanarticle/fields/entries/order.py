"""Whether times rise or fall."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

__all__ = ["share_in_order"]


def share_in_order(numbers: Sequence[int], *, falling: bool) -> float:
    """The share of neighbours that fall, or rise; equal ones do both."""
    pairs = list(pairwise(numbers))
    return sum(one >= two if falling else one <= two for one, two in pairs) / len(pairs) if pairs else 0.0
