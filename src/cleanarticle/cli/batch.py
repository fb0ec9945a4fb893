"""`cleanarticle batch`: clean the pages of archives, on all cores."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final, get_args

import click

from cleanarticle.archive import Columns, Wanted, size_of
from cleanarticle.archive.writing import OutputKind
from cleanarticle.batch.pool import PageLimits
from cleanarticle.batch.run import Summary, Task, run
from cleanarticle.batch.work import Setup
from cleanarticle.cli.batch_progress import shown_progress, summary_table
from cleanarticle.cli.settings import configured, site_profiles
from cleanarticle.config import LoadedConfig
from cleanarticle.profiles.collection import Profiles

__all__ = ["batch"]

_STOPPED: Final = 130
_MEGABYTE: Final = 1 << 20
_COLUMNS: Final = ("html", "url", "fetched", "charset", "id", "table")


@click.command()
@click.argument("inputs", nargs=-1, required=True)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The file or folder to write.")
@click.option(
    "--kind", type=click.Choice(get_args(OutputKind)), help="What is written, if the name of the output does not tell."
)
@click.option("--workers", type=click.IntRange(1), help="Number of processes.  [default: one a processor]")
@click.option("--ordered", is_flag=True, help="Write rows in the order of the archives.")
@click.option("--resume", is_flag=True, help="Go on where an earlier run with the same output stopped.")
@click.option("--overwrite", is_flag=True, help="Begin anew where the output is there already.")
@click.option("--include", metavar="GLOB", multiple=True, help="Clean only addresses that match, as *.example/news/*.")
@click.option("--exclude", metavar="GLOB", multiple=True, help="Leave out addresses that match.")
@click.option("--status", metavar="CODE", type=int, multiple=True, help="HTTP statuses to clean.  [default: 200]")
@click.option(
    "--column",
    "columns",
    metavar="ROLE=NAME",
    multiple=True,
    help=f"The column of a table that holds the {', '.join(_COLUMNS[:-1])}; or table=NAME.",
)
@click.option("--timeout", type=click.FloatRange(0.1), default=30.0, show_default=True, help="Seconds a page may take.")
@click.option(
    "--memory", type=click.IntRange(0), default=2048, show_default=True, help="Megabytes a page may need; 0 for any."
)
@site_profiles
@configured
def batch(
    inputs: tuple[str, ...],
    output: Path,
    kind: OutputKind | None,
    workers: int | None,
    ordered: bool,
    resume: bool,
    overwrite: bool,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    status: tuple[int, ...],
    columns: tuple[str, ...],
    timeout: float,
    memory: int,
    profiles: Profiles | None,
    loaded: LoadedConfig,
) -> None:
    """Clean every page of archives: WARC, WACZ, ARC, zip, tar, Parquet, JSON lines, SQLite, MHTML, folders.

    An input of - is a list of paths on standard input. The output is JSON lines, Parquet, SQLite, or a folder with a
    file a page, by its name. Beside it stands a folder OUTPUT.run with errors.jsonl, a line for each record without
    a row, and with what --resume needs.

    Exit codes: 0 all done, 130 stopped (go on with --resume), 2 wrong usage, 3 unreadable input.
    """
    if resume and overwrite:
        raise click.UsageError("--resume and --overwrite exclude each other; leave one out")
    task = Task(
        inputs,
        output,
        kind,
        Setup(loaded.config, profiles),
        Wanted(**_given(statuses=frozenset(status)), include=include, exclude=exclude),
        Columns(**_columns(columns)),
        workers or os.cpu_count() or 1,
        PageLimits(timeout, memory * _MEGABYTE),
        ordered,
    )
    with shown_progress(size_of(inputs)) as observe:
        summary = run(task, resume=resume, overwrite=overwrite, observe=observe)
    _tell(summary, output)


def _given(**values: Any) -> dict[str, Any]:
    """Only what is not empty, so that the rest keeps its default."""
    return {name: value for name, value in values.items() if value}


def _columns(given: tuple[str, ...]) -> dict[str, str]:
    named = {}
    for each in given:
        role, equals, name = each.partition("=")
        if not equals or role not in _COLUMNS:
            raise click.UsageError(f"--column {each}: write ROLE=NAME, where ROLE is one of {', '.join(_COLUMNS)}")
        named[role] = name
    return named


def _tell(summary: Summary, output: Path) -> None:
    summary_table(summary)
    if not summary.finished:
        click.echo(f"Stopped. Go on with the same command and --resume; {output} is whole as far as it goes.", err=True)
        click.get_current_context().exit(_STOPPED)
