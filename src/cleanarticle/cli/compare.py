"""`cleanarticle compare`: show what other settings, or another version, change over many pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from cleanarticle.cli.exit_codes import ExitCode
from cleanarticle.cli.many_pages import Archives, over_pages, progress, tell_faults
from cleanarticle.cli.output import write_report
from cleanarticle.errors import InputError

if TYPE_CHECKING:
    from rich.table import Table

    from cleanarticle.upgrade.comparison import Comparison

__all__ = ["compare"]

# As many causes as a screen shows, those of the most words first; `--json` has all.
_MOST_ROWS: Final = 20
# The example folds to a few lines beside five other columns.
_MOST_CHARACTERS: Final = 60


@click.command()
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.option(
    "--pages",
    "paths",
    metavar="PATH",
    multiple=True,
    required=True,
    type=click.Path(exists=True, path_type=Path),
    help="A folder or an archive with the pages. May be repeated.",
)
@over_pages
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write a report: one HTML page.")
@click.option(
    "--fail-over",
    type=click.FloatRange(0, 100),
    default=0.0,
    metavar="N",
    help="End with 1 only if more than N percent of the pages changed.",
)
def compare(
    first: str,
    second: str,
    paths: tuple[Path, ...],
    limit: int | None,
    sample: int | None,
    workers: int,
    json_file: Path | None,
    output: Path | None,
    fail_over: float,
) -> None:
    """Read every page with A and with B, and show what changes from A to B, grouped by cause.

    A and B are settings of the installed version (a .toml file, a preset, or 'present' for the settings as found), or
    the folder of a virtual environment with another version. Its settings follow a +, as in next-env+strict.toml.

    Exit codes: 0 nothing changed, 1 something changed, 2 wrong usage, 3 unreadable input (also if nothing changed, but
    a part of the archive could not be read).
    """
    from cleanarticle.upgrade.archive_pages import ArchivePages
    from cleanarticle.upgrade.compare_sides import compare_sides
    from cleanarticle.upgrade.sides import side_of

    sides = side_of(first), side_of(second)
    archives = Archives(paths)
    with progress("comparing", [archives]) as show:
        result = compare_sides(*sides, ArchivePages(archives, limit, sample), workers=workers, progress=show)
    tell_faults(result.faults, result.fault_count)
    if not result.pages:
        raise InputError(f"there is no page in {', '.join(map(str, paths))}")
    _print(result)
    if json_file is not None:
        json_file.write_text(result.to_json(indent=2), encoding="utf-8", errors="replace")
    if output is not None:
        write_report(output, lambda: _report(result))
    click.get_current_context().exit(_exit_code(result, fail_over))


def _exit_code(result: Comparison, fail_over: float) -> ExitCode:
    if result and result.share * 100 > fail_over:
        return ExitCode.FAILED
    return ExitCode.UNREADABLE if result.fault_count else ExitCode.DONE


def _report(result: Comparison) -> str:
    from cleanarticle.upgrade.comparison_page import render_comparison

    return render_comparison(result)


def _print(result: Comparison) -> None:
    from rich.console import Console

    console = Console()
    console.print(_summary(result), highlight=False)
    if result.groups:
        console.print(_groups(result))
    if result.fields:
        console.print(_fields(result))


def _summary(result: Comparison) -> str:
    from rich.markup import escape

    lines = [
        f"{escape(result.names[0])} → {escape(result.names[1])}: {result.changed:,} of {result.pages:,} pages "
        f"({result.share:.1%}) changed; {result.words[0]:,} → {result.words[1]:,} words"
    ]
    if result.statuses:
        lines.append(f"{result.gains():,} pages gain an article, {result.losses():,} lose theirs")
    if any(result.failures):
        lines.append(f"{result.failures[0]:,} → {result.failures[1]:,} pages can't be read")
    return "\n".join(lines)


def _groups(result: Comparison) -> Table:
    from rich.markup import escape
    from rich.table import Table

    from cleanarticle.shorten import one_line

    table = Table(title="The body, by cause", title_justify="left", title_style="bold")
    table.add_column("cause", overflow="fold")
    for name in ("pages", "blocks", "words lost", "gained"):
        table.add_column(name, justify="right")
    table.add_column("for example", overflow="fold")
    for group in result.groups[:_MOST_ROWS]:
        change = group.samples[0].change
        example = f"{change.before} → {change.after}: {change.text}"
        table.add_row(
            str(group.cause),
            f"{group.pages:,}",
            f"{group.blocks:,}",
            f"{group.words_lost:,}",
            f"{group.words_gained:,}",
            escape(one_line(example, _MOST_CHARACTERS)),
        )
    return table


def _fields(result: Comparison) -> Table:
    from rich.table import Table

    table = Table(title="The fields", title_justify="left", title_style="bold")
    table.add_column("field")
    for name in ("pages", "gained", "lost", "changed", "only the source"):
        table.add_column(name, justify="right")
    for group in result.fields:
        numbers = (group.pages, group.gained, group.lost, group.changed, group.only_source)
        table.add_row(group.name, *(f"{number:,}" for number in numbers))
    return table
