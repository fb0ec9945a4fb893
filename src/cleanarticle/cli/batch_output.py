"""Progress and summary of `cleanarticle batch`."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console, RenderableType
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from cleanarticle.archive.batch.run import Observer, RunProgress, RunSummary
from cleanarticle.archive.batch.run_statistics import RunStatistics

__all__ = ["print_summary", "show_progress"]

# A log of an hour has 360 lines: more bury other messages, fewer leave doubt whether the run goes on.
_LINE_SECONDS: Final = 10.0
# With the name of the pass, counts, percent and time left, a line fits a terminal of 80 columns.
_BAR_WIDTH: Final = 16
_PASS_NAMES: Final = {"learning": "learning sites", "cleaning": "cleaning"}


class _BatchProgress(Progress):
    """A progress bar with counts beside it, and the errors in a line below."""

    errors: str = ""

    def get_renderables(self) -> Iterable[RenderableType]:
        yield from super().get_renderables()
        if self.errors:
            yield Text(self.errors, style="red")


@contextmanager
def show_progress() -> Iterator[Observer]:
    """Show the progress of a run: a bar on a terminal, else a line every ten seconds.

    Yields:
        The observer that the run calls.
    """
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _line_writer(console)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(_BAR_WIDTH),
        TaskProgressColumn(),
        TextColumn("{task.fields[counts]}"),
        TimeRemainingColumn(compact=True),
        TextColumn("left"),
    )
    with _BatchProgress(*columns, console=console) as progress:
        bar = progress.add_task("starting", total=None, counts="")
        stage = ""

        def observe(reached: RunProgress) -> None:
            nonlocal stage
            if stage != reached.stage:
                stage = reached.stage
                progress.reset(bar, description=_PASS_NAMES[reached.stage], total=reached.size or None)
            progress.errors = _errors(reached.statistics)
            progress.update(bar, completed=reached.position, counts=_counts(reached))

        yield observe


def print_summary(summary: RunSummary) -> None:
    """Print the numbers of a run to standard error."""
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
    table.add_section()
    table.add_row("megabytes of pages", f"{statistics.bytes / 1e6:,.1f}")
    table.add_row("time", _duration(statistics.seconds))
    table.add_row("records a second", f"{_pace(statistics):,.1f}")
    console = Console(stderr=True)
    console.print(table)
    if not statistics.reconciled:
        console.print(f"{statistics.found:,} found, {statistics.done:,} accounted for: please report this", style="red")
    if statistics.errors:
        console.print(f"Errors are listed in {summary.errors}", soft_wrap=True, markup=False, highlight=False)


def _line_writer(console: Console) -> Observer:
    last = began = time.monotonic()
    stage, first = "", 0

    def observe(reached: RunProgress) -> None:
        nonlocal last, began, stage, first
        now = time.monotonic()
        if reached.stage != stage:
            stage, began, first = reached.stage, now, reached.position
        if now - last < _LINE_SECONDS:
            return
        last = now
        parts = [_counts(reached)]
        if reached.size:
            parts.insert(0, f"{reached.position / reached.size:.0%} read")
        if reached.position > first:
            left = (reached.size - reached.position) * (now - began) / (reached.position - first)
            parts.append(f"{_duration(left)} left")
        parts.append(_errors(reached.statistics))
        line = f"{_PASS_NAMES[reached.stage]}: " + ", ".join(filter(None, parts))
        console.print(line, soft_wrap=True, markup=False, highlight=False)

    return observe


def _counts(reached: RunProgress) -> str:
    if reached.stage == "learning":
        return ""
    return f"{reached.statistics.done:,} records, {_pace(reached.statistics):,.0f}/s"


def _errors(statistics: RunStatistics) -> str:
    kinds = ", ".join(f"{number:,} {kind}" for kind, number in statistics.errors.most_common())
    return f"errors: {kinds}" if kinds else ""


def _pace(statistics: RunStatistics) -> float:
    return statistics.done / max(statistics.seconds, 1e-9)


def _duration(seconds: float) -> str:
    return str(dt.timedelta(seconds=round(seconds)))
