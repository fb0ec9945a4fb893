"""`cleanarticle batch`: clean the pages of archives, on all cores."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final, get_args

import click

from cleanarticle.archive import RecordFilter, TableColumns
from cleanarticle.archive.batch.clean import WorkerSetup
from cleanarticle.archive.batch.run import RunSummary, Task, run
from cleanarticle.archive.batch.run_report import render_batch
from cleanarticle.archive.batch.text_signature import Similarity
from cleanarticle.archive.outputs import OutputKind
from cleanarticle.archive.pool import PageLimits
from cleanarticle.cli.batch_progress import shown_progress, summary_table
from cleanarticle.cli.columns import table_columns
from cleanarticle.cli.extract import extract
from cleanarticle.cli.settings import configured, site_profiles
from cleanarticle.config.sources import LoadedConfig
from cleanarticle.overlays.profiles.collection import Profiles

__all__ = ["batch"]

_STOPPED: Final = 130
_MEGABYTE: Final = 1 << 20
_WRITTEN: Final = "cleanarticle.archive.batch.written"


class _Command(click.Command):
    """A command that remembers what was written behind its name."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.meta[_WRITTEN] = tuple(args)
        return super().parse_args(ctx, args)


@click.command(cls=_Command)
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
@click.option("--timeout", type=click.FloatRange(0.1), default=30.0, show_default=True, help="Seconds a page may take.")
@click.option(
    "--memory", type=click.IntRange(0), default=2048, show_default=True, help="Megabytes a page may need; 0 for any."
)
@click.option(
    "--dedupe",
    type=click.Choice(get_args(Similarity)),
    help="Leave out pages with the words of an earlier one, or nearly its words. Rows come in order then.",
)
@click.option(
    "--site-model", is_flag=True, help="Read the archives twice: learn first what repeats on each host, then clean."
)
@click.option("--report", type=click.Path(path_type=Path), help="Write an HTML page with what came of the run.")
@click.option(
    "--commit-seconds",
    type=click.FloatRange(0.0),
    default=10.0,
    show_default=True,
    help="How often the output is brought to the disk, each time as a part of its own where it is Parquet.",
)
@table_columns
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
    timeout: float,
    memory: int,
    dedupe: Similarity | None,
    site_model: bool,
    report: Path | None,
    commit_seconds: float,
    columns: TableColumns,
    profiles: Profiles | None,
    loaded: LoadedConfig,
) -> None:
    """Clean every page of archives: WARC, WACZ, ARC, zip, tar, Parquet, JSON lines, SQLite, MHTML, folders.

    An input of - is a list of paths on standard input. The output is JSON lines, Parquet, SQLite, or a folder with a
    file a page, by its name. Beside it stands a folder OUTPUT.run with errors.jsonl, a line for each record without
    a row, and with what --resume needs; duplicates.jsonl lists what --dedupe left out.

    Exit codes: 0 all done, 130 stopped (go on with --resume), 2 wrong usage, 3 unreadable input.
    """
    if resume and overwrite:
        raise click.UsageError("--resume and --overwrite exclude each other; leave one out")
    task = Task(
        inputs,
        output,
        kind,
        WorkerSetup(loaded.config, profiles),
        RecordFilter(**_given(statuses=frozenset(status)), include=include, exclude=exclude),
        columns,
        workers or os.cpu_count() or 1,
        PageLimits(timeout, memory * _MEGABYTE),
        ordered,
        dedupe,
        site_model,
        _reproduce(click.get_current_context()),
        commit_seconds,
    )
    with shown_progress() as observe:
        summary = run(task, resume=resume, overwrite=overwrite, observe=observe)
    if report is not None:
        report.write_text(render_batch(summary, task), encoding="utf-8")
    _tell(summary, output)


def _given(**values: Any) -> dict[str, Any]:
    """Only what is not empty, so that the rest keeps its default."""
    return {name: value for name, value in values.items() if value}


def _reproduce(context: click.Context) -> tuple[str, ...]:
    """The options that were given, as they were written, and that the command for a single page has too."""
    given, _, _ = context.command.make_parser(context).parse_args(list(context.meta[_WRITTEN]))
    known = {name for parameter in extract.params for name in parameter.opts}
    arguments: list[str] = []
    for parameter in context.command.params:
        if parameter.name in given and known.intersection(parameter.opts):
            arguments += _written(parameter, given[parameter.name])
    return tuple(arguments)


def _written(parameter: click.Parameter, value: Any) -> list[str]:
    """An option with its values, as a person writes it."""
    if isinstance(value, bool):
        return [parameter.opts[0] if value else parameter.secondary_opts[0]]
    values = value if isinstance(value, list) else [value]
    return [word for each in values for word in (parameter.opts[0], str(each))]


def _tell(summary: RunSummary, output: Path) -> None:
    summary_table(summary)
    if not summary.finished:
        click.echo(f"Stopped. Go on with the same command and --resume; {output} is whole as far as it goes.", err=True)
        click.get_current_context().exit(_STOPPED)
