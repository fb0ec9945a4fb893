"""The ledger: what was found about every block of a page, for one threshold."""

from __future__ import annotations

from dataclasses import dataclass

from cleanarticle.page.model import Page
from cleanarticle.rules.api import Mark
from cleanarticle.score.scores import PageScores

__all__ = ["Ledger"]


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was found about every block of a page.

    Attributes:
        scores: The scores of both passes.
        marks: Marks of rules and other sources, by index of the block.
        open: Blocks near or above the threshold, of which every mark is known. No other can be kept.
        threshold: The score that a block of this page needs to be kept.
        default_threshold: The score that it needs by default.
        is_thread: True if the page is a thread of posts.
    """

    scores: PageScores
    marks: dict[int, list[Mark]]
    open: set[int]
    threshold: float
    default_threshold: float
    is_thread: bool = False

    @property
    def page(self) -> Page:
        """The page."""
        return self.scores.page

    def total(self, index: int) -> float:
        """A block's score with the points of its marks."""
        points = self.scores.final[index]
        for mark in self.marks.get(index, ()):
            if mark.kind == "score" and not mark.overruled:
                points += mark.points
        return points

    def veto(self, index: int) -> Mark | None:
        """The first drop mark that counts."""
        for mark in self.marks.get(index, ()):
            if mark.kind == "drop" and not mark.overruled:
                return mark
        return None

    def keep(self, index: int) -> Mark | None:
        """The mark that keeps the block whatever else speaks against it."""
        for mark in self.marks.get(index, ()):
            if mark.kind == "keep":
                return mark
        return None

    def misses_by(self, index: int, most: float) -> bool:
        """True if no rule vetoes the block and it misses the threshold by less than `most` (or does not miss it)."""
        return index in self.open and self.total(index) > self.threshold - most and self.veto(index) is None

    def is_above(self, index: int) -> bool:
        """True if marks and score keep the block."""
        return self.misses_by(index, 0.0) or self.keep(index) is not None
