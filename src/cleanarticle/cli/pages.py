"""How commands over many pages are told which pages, show how far they are, and write what they find."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from cleanarticle.upgrade.pages import Pages

__all__ = ["UNREADABLE", "over_pages", "pages_of", "progress", "tell", "tell_faults", "write_report"]

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


def pages_of(paths: Sequence[Path], *, limit: int | None, sample: int | None) -> Pages:
    """The pages of some archives and folders."""
    try:
        from cleanarticle.archive import read
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "cleanarticle":
            raise
        raise click.UsageError("archives need more: pip install 'cleanarticle[archive]'") from error
    return Pages(partial(read, list(paths)), limit, sample)


@contextmanager
def progress(total: int | None, what: str) -> Iterator[Callable[..., None]]:
    """Show how many pages were read: a bar in a terminal, else a line every few seconds, on standard error."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _lines(what)
        return
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=total)

        def show(done: int, changed: int | None = None) -> None:
            told = "" if changed is None else f", {changed:,} changed"
            bar.update(task, completed=done, description=f"{what}{told}")

        yield show


def _lines(what: str) -> Callable[..., None]:
    told = time.monotonic()

    def show(done: int, changed: int | None = None) -> None:
        nonlocal told
        if time.monotonic() - told >= _SECONDS_BETWEEN_LINES:
            told = time.monotonic()
            tell(f"{what}: {done:,} pages" + ("" if changed is None else f", {changed:,} changed"))

    return show


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
