"""What commands over many pages share: their options, reading the archives, and progress."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from cleanarticle.cli.output import tell

if TYPE_CHECKING:
    from cleanarticle.archive import Fault, ReadResult, RecordStream

__all__ = ["Archives", "over_pages", "progress", "tell_faults"]

_F = TypeVar("_F", bound=Callable[..., Any])
# A line for each page would bury other messages; after a longer silence the command seems to hang.
_SECONDS_BETWEEN_LINES: Final = 5.0
# A broken archive can have thousands: the first show what is wrong, and the count how much.
_MOST_FAULTS: Final = 5


def over_pages(command: _F) -> _F:
    """Give a command the options of all commands that read many pages."""
    options = (
        click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Read only the first N pages."),
        click.option(
            "--sample",
            type=click.IntRange(min=1),
            metavar="N",
            help="Read only N pages, chosen by a hash: the same ones each time.",
        ),
        click.option(
            "--workers",
            type=click.IntRange(min=1),
            default=os.cpu_count() or 1,
            help="Number of processes; the result does not depend on it.  [default: one for each core]",
        ),
        click.option(
            "--json", "json_file", type=click.Path(dir_okay=False, path_type=Path), help="Write the result as JSON."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


class Archives:
    """Archives and folders that can be read again and again."""

    def __init__(self, paths: Sequence[Path]) -> None:
        from cleanarticle.archive import size_of

        self._paths = list(paths)
        self._reading: RecordStream | None = None
        self.size = size_of(self._paths)

    @property
    def position(self) -> int:
        """The number of bytes, of `size`, that were read."""
        return self._reading.position if self._reading else 0

    def __call__(self) -> Iterator[ReadResult]:
        """Read all of them, from the first."""
        from cleanarticle.archive import read

        self._reading = read(self._paths)
        return self._reading


@contextmanager
def progress(task: str, archives: Sequence[Archives]) -> Iterator[Callable[..., None]]:
    """Show how much was read: a bar in a terminal, else a line every few seconds, on standard error."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield _line_writer(task)
        return
    columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn()
    with Progress(*columns, console=console, transient=True) as bar:
        bar_id = bar.add_task(task, total=sum(archive.size for archive in archives))

        def show(done: int, changed: int | None = None) -> None:
            position = sum(archive.position for archive in archives)
            bar.update(bar_id, completed=position, description=f"{task}: {_counts(done, changed)}")

        yield show


def _line_writer(task: str) -> Callable[..., None]:
    last = time.monotonic()

    def show(done: int, changed: int | None = None) -> None:
        nonlocal last
        if time.monotonic() - last >= _SECONDS_BETWEEN_LINES:
            last = time.monotonic()
            tell(f"{task}: {_counts(done, changed)}")

    return show


def _counts(done: int, changed: int | None) -> str:
    return f"{done:,} pages" + ("" if changed is None else f", {changed:,} changed")


def tell_faults(faults: Sequence[Fault], count: int) -> None:
    """Write the first places of an archive that can't be read, and how many there are."""
    for fault in faults[:_MOST_FAULTS]:
        tell(f"{fault.place}: {fault.reason}")
    if count > _MOST_FAULTS:
        tell(f"{count:,} places can't be read in all")
