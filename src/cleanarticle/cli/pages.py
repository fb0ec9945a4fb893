"""How commands over many pages are told which pages, show how far they are, and write what they find."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from cleanarticle.archive import ReadResult, RecordStream, read, size_of

__all__ = ["UNREADABLE", "Archives", "over_pages", "progress", "tell", "tell_faults", "write_report"]

UNREADABLE: Final = 3

_F = TypeVar("_F", bound=Callable[..., Any])
_SECONDS_BETWEEN_LINES: Final = 5.0
_FAULTS_TOLD: Final = 5


def over_pages(command: _F) -> _F:
    """Give a command the options of all that read many pages."""
    options = (
        click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Look at the first N pages alone."),
        click.option(
            "--sample",
            type=click.IntRange(min=1),
            metavar="N",
            help="Look at N pages of all, drawn by a hash: the same ones each time.",
        ),
        click.option(
            "--workers",
            type=click.IntRange(min=1),
            default=os.cpu_count() or 1,
            help="Number of processes; one for each core if left out. The result does not depend on it.",
        ),
        click.option("--json", "json_file", type=click.Path(dir_okay=False, path_type=Path), help="Write it as JSON."),
        click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write one HTML page."),
    )
    for option in reversed(options):
        command = option(command)
    return command


class Archives:
    """Some archives and folders that can be read again and again."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = list(paths)
        self._reading: RecordStream | None = None
        self.size = size_of(self._paths)

    @property
    def position(self) -> int:
        """How many bytes of `size` were read."""
        return self._reading.position if self._reading else 0

    def __call__(self) -> Iterator[ReadResult]:
        """Read them from their beginning."""
        self._reading = read(self._paths)
        return self._reading


@contextmanager
def progress(what: str, archives: Sequence[Archives]) -> Iterator[Callable[..., None]]:
    """Show how much was read: a bar in a terminal, else a line every few seconds, on standard error."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _lines(what)
        return
    columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn()
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=sum(each.size for each in archives))

        def show(done: int, changed: int | None = None) -> None:
            position = sum(each.position for each in archives)
            bar.update(task, completed=position, description=f"{what}: {_told(done, changed)}")

        yield show


def _lines(what: str) -> Callable[..., None]:
    told = time.monotonic()

    def show(done: int, changed: int | None = None) -> None:
        nonlocal told
        if time.monotonic() - told >= _SECONDS_BETWEEN_LINES:
            told = time.monotonic()
            tell(f"{what}: {_told(done, changed)}")

    return show


def _told(done: int, changed: int | None) -> str:
    return f"{done:,} pages" + ("" if changed is None else f", {changed:,} changed")


def tell(text: str) -> None:
    """Say something that is no result."""
    click.echo(f"cleanarticle: {text}", err=True)


def tell_faults(faults: Sequence[Any], count: int) -> None:
    """Name places of the archive that can't be read."""
    for fault in faults[:_FAULTS_TOLD]:
        tell(f"{fault.place}: {fault.reason}")
    if count > _FAULTS_TOLD:
        tell(f"{count:,} places can't be read in all")


def write_report(output: Path, render: Callable[[], str]) -> None:
    """Write a report, or say what it needs."""
    try:
        text = render()
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"jinja2", "markupsafe"}:
            raise
        raise click.UsageError("the report needs more: pip install 'cleanarticle[report]'") from error
    output.write_text(text, encoding="utf-8", errors="replace")
    tell(f"wrote {output}")
