"""What a run reports while it runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from cleanarticle.archive.batch.run_statistics import RunStatistics

__all__ = ["Observer", "RunProgress"]


@dataclass(frozen=True, slots=True)
class RunProgress:
    """How far a run is.

    Attributes:
        stage: `learning` the models of sites, or `cleaning`.
        statistics: The counts, including those of the earlier runs that this one resumes.
        position: Bytes of the archives that were read in this stage.
        size: Bytes of all archives.
    """

    stage: Literal["learning", "cleaning"]
    statistics: RunStatistics
    position: int
    size: int


Observer: TypeAlias = Callable[[RunProgress], None]
"""Is called at most twice a second."""
