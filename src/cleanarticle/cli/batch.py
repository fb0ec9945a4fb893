"""`cleanarticle batch`: clean the pages of archives, on all cores."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from cleanarticle.cli.exit_codes import ExitCode
from cleanarticle.cli.extract import extract
from cleanarticle.cli.output import write_report
from cleanarticle.cli.settings import configured, site_profiles
from cleanarticle.cli.source import table_columns

if TYPE_CHECKING:
    from cleanarticle.archive import TableColumns
    from cleanarticle.archive.batch.run import RunSummary, Task
    from cleanarticle.archive.batch.text_signature import Similarity
    from cleanarticle.archive.outputs import OutputKind
    from cleanarticle.config.sources import LoadedConfig
    from cleanarticle.overlays.profiles import Profiles

__all__ = ["batch"]

# 1,024 × 1,024 bytes: `--memory 2048`, its default, is that of `PageLimits`.
_MEGABYTE: Final = 1 << 20
_WRITTEN: Final = "cleanarticle.archive.batch.written"


class _Command(click.Command):
    """A command that keeps its arguments as they were written."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.meta[_WRITTEN] = tuple(args)
        return super().parse_args(ctx, args)


@click.command(cls=_Command)
@click.argument("inputs", nargs=-1, required=True)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The file or folder to write.")
@click.option(
    "--kind",
    type=click.Choice(["jsonl", "csv", "parquet", "sqlite", "markdown", "html", "text", "json", "tei"]),
    help="The format of the output, if its name does not say it.",
)
@click.option("--workers", type=click.IntRange(1), help="Number of processes.  [default: one for each core]")
@click.option("--ordered", is_flag=True, help="Write rows in the order of the archives.")
@click.option("--resume", is_flag=True, help="Continue an earlier run with the same output.")
@click.option("--overwrite", is_flag=True, help="Replace an output that already exists.")
@click.option("--include", metavar="GLOB", multiple=True, help="Clean only addresses that match: *.example/news/*.")
@click.option("--exclude", metavar="GLOB", multiple=True, help="Leave out addresses that match.")
@click.option("--status", metavar="CODE", type=int, multiple=True, help="HTTP statuses to clean.  [default: 200]")
@click.option("--timeout", type=click.FloatRange(0.1), default=30.0, show_default=True, help="Seconds a page may take.")
@click.option(
    "--memory", type=click.IntRange(0), default=2048, show_default=True, help="Megabytes a page may need; 0 for any."
)
@click.option(
    "--dedupe",
    type=click.Choice(["exact", "near"]),
    help="Leave out pages with the same words as an earlier one, or nearly the same. Rows then come in order.",
)
@click.option(
    "--site-model",
    is_flag=True,
    help="Read the archives twice: first learn what repeats on each host, then clean.",
)
@click.option("--report", type=click.Path(path_type=Path), help="Write a report of the run: one HTML page.")
@click.option(
    "--commit-seconds",
    type=click.FloatRange(0.0),
    default=10.0,
    show_default=True,
    help="Seconds between writes to the disk; for Parquet, each write is a part of its own.",
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

    With - as input, the paths are read from standard input. The name of the output sets its format: JSON lines,
    Parquet, SQLite, or a folder with a file for each page. The folder OUTPUT.run beside it has errors.jsonl, a line for
    each record without a row; duplicates.jsonl, the pages that --dedupe left out; and what --resume needs.

    Exit codes: 0 done, 130 stopped (continue with --resume), 2 wrong usage, 3 unreadable input.
    """
    from cleanarticle.archive import RecordFilter
    from cleanarticle.archive.batch.clean import WorkerSetup
    from cleanarticle.archive.batch.run import Task, run
    from cleanarticle.archive.pool import PageLimits
    from cleanarticle.cli.batch_output import print_summary, show_progress

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
    with show_progress() as observe:
        summary = run(task, resume=resume, overwrite=overwrite, observe=observe)
    if report is not None:
        write_report(report, lambda: _report(summary, task))
    print_summary(summary)
    if not summary.finished:
        message = f"Stopped. To continue, run the same command with --resume. What {output} has so far is complete."
        click.echo(message, err=True)
        click.get_current_context().exit(ExitCode.STOPPED)


def _report(summary: RunSummary, task: Task) -> str:
    from cleanarticle.archive.batch.run_report import render_batch

    return render_batch(summary, task)


def _given(**values: Any) -> dict[str, Any]:
    """The values that are not empty; the others keep their defaults."""
    return {name: value for name, value in values.items() if value}


def _reproduce(context: click.Context) -> tuple[str, ...]:
    """The given options that `extract` has too, as they were written: an error of the run shows how to repeat it."""
    given, _, _ = context.command.make_parser(context).parse_args(list(context.meta[_WRITTEN]))
    known = {name for parameter in extract.params for name in parameter.opts}
    arguments: list[str] = []
    for parameter in context.command.params:
        if parameter.name in given and known.intersection(parameter.opts):
            arguments += _written(parameter, given[parameter.name])
    return tuple(arguments)


def _written(parameter: click.Parameter, value: Any) -> list[str]:
    """An option with its values, as on a command line."""
    if isinstance(value, bool):
        return [parameter.opts[0] if value else parameter.secondary_opts[0]]
    values = value if isinstance(value, list) else [value]
    return [word for item in values for word in (parameter.opts[0], str(item))]
