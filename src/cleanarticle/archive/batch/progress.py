"""What a run tells those who watch it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from cleanarticle.archive.batch.statistics import Statistics

__all__ = ["Observer", "Reached"]


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a run is.

    Attributes:
        stage: What it does: it learns what sites have in common, or cleans.
        statistics: What was counted, together with the runs before it that it took up.
        position: Bytes of the archives that were read in this stage.
        size: Bytes of all archives.
    """

    stage: Literal["learning", "cleaning"]
    statistics: Statistics
    position: int
    size: int


Observer: TypeAlias = Callable[[Reached], None]
"""Called now and then with how far a run is."""
