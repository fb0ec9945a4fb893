"""Two sides × the pages of an archive → Comparison."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from cleanarticle.archive.pool import map_records
from cleanarticle.archive.records import Record
from cleanarticle.upgrade.changes import PageChange, compare_readings
from cleanarticle.upgrade.comparison import Comparison, Tally
from cleanarticle.upgrade.pages import Pages
from cleanarticle.upgrade.panes import pane_of
from cleanarticle.upgrade.sides import Side

__all__ = ["compare"]


def compare(
    first: Side,
    second: Side,
    pages: Pages,
    *,
    workers: int = 1,
    progress: Callable[[int, int], None] = lambda done, changed: None,
) -> Comparison:
    """Read every page with both sides, and add up what changes from the first to the second.

    Args:
        first: The side to start from.
        second: The other.
        pages: The pages.
        workers: Number of processes. The result does not depend on it.
        progress: Is told after each page how many were read, and on how many anything changed.

    Returns:
        What changed.

    Raises:
        CleanArticleError: The settings of a side don't fit, another version does not run, or a process ended.
    """
    for side in (first, second):
        pane_of(side).close()  # what is wrong with a side is told before the work begins
    tally = Tally()
    for page in map_records(_both, (first, second), pages, workers=workers):
        tally.add(page)
        progress(tally.pages, tally.changed)
    return tally.comparison((first.name, second.name), pages)


@contextmanager
def _both(sides: tuple[Side, Side]) -> Iterator[Callable[[Record], PageChange]]:
    first = pane_of(sides[0])
    second = pane_of(sides[1])

    def work(record: Record) -> PageChange:
        first.ask(record)
        second.ask(record)
        return compare_readings(first.answer(), second.answer(), place=record.place, url=record.url or "")

    try:
        yield work
    finally:
        first.close()
        second.close()
