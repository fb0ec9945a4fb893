"""What `batch` shows while it runs, and when it is done."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from cleanarticle.batch.run import Observer, Summary
from cleanarticle.batch.statistics import Statistics

__all__ = ["shown_progress", "summary_table"]

_LINE_SECONDS: Final = 10.0


class _Counts(ProgressColumn):
    """Records, pace and errors, as the run counts them."""

    def render(self, task: Task) -> Text:
        return Text(task.fields.get("counts", ""))


@contextmanager
def shown_progress(size: int) -> Iterator[Observer]:
    """Show how far a run is: a bar on a terminal, else a line every ten seconds.

    Args:
        size: Bytes of all archives; 0 if that is not known.

    Yields:
        What the run tells its progress.
    """
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _line_writer(console, size)
        return
    columns = (
        BarColumn(),
        TaskProgressColumn(),
        DownloadColumn(),
        _Counts(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as progress:
        bar = progress.add_task("", total=size or None)

        def observe(statistics: Statistics, position: int) -> None:
            progress.update(bar, completed=position, counts=_counts(statistics))

        yield observe


def summary_table(summary: Summary) -> None:
    """Print what came of a run, on standard error."""
    statistics = summary.statistics
    table = Table(title="Records" if summary.finished else "Records so far", show_header=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_row("found", f"{statistics.found:,}")
    table.add_row("rows", f"{statistics.rows:,}", style="bold")
    for kind, number in statistics.errors.most_common():
        table.add_row(f"error: {kind}", f"{number:,}", style="red")
    for reason, number in statistics.filtered.most_common():
        table.add_row(f"filtered: {reason}", f"{number:,}", style="dim")
    table.add_row("pages a second", f"{statistics.done / max(statistics.seconds, 1e-9):,.1f}")
    console = Console(stderr=True)
    console.print(table)
    if not statistics.reconciled:
        console.print(f"{statistics.found:,} found, {statistics.done:,} accounted for: please report this", style="red")
    if statistics.errors:
        console.print(f"Errors are listed in {summary.errors}", soft_wrap=True)


def _line_writer(console: Console, size: int) -> Observer:
    last = time.monotonic()

    def observe(statistics: Statistics, position: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _LINE_SECONDS:
            last = now
            share = f"{position / size:.0%} read, " if size else ""
            console.print(share + _counts(statistics), soft_wrap=True)

    return observe


def _counts(statistics: Statistics) -> str:
    errors = ", ".join(f"{number:,} {kind}" for kind, number in statistics.errors.most_common(3))
    pace = statistics.done / max(statistics.seconds, 1e-9)
    return f"{statistics.done:,} records, {pace:,.1f} a second" + (f", errors: {errors}" if errors else "")
