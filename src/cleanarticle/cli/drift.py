"""`cleanarticle drift`: find the sites that changed their layout."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from cleanarticle.cli.exit_codes import ExitCode
from cleanarticle.cli.many_pages import Archives, over_pages, progress, tell_faults
from cleanarticle.cli.settings import configured

if TYPE_CHECKING:
    from rich.table import Table

    from cleanarticle.config.sources import LoadedConfig
    from cleanarticle.upgrade.drift import Drift, Jump, Period, RateMove

__all__ = ["drift"]

# As many hosts as a person looks at, the largest jumps first; `--json` has all.
_MOST_ROWS: Final = 30
# A new layout moves many rates: the largest show it, and a host keeps to a few lines.
_MOST_MOVES: Final = 4


@click.command()
@click.argument("paths", metavar="BATCH...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--by",
    type=click.Choice(["day", "week", "month"]),
    help="Make a batch of each day, week or month (UTC).",
)
@click.option(
    "--alpha",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.01,
    show_default=True,
    help="The accepted chance that the run has a false alarm.",
)
@over_pages
@configured
def drift(
    paths: tuple[Path, ...],
    by: Period | None,
    alpha: float,
    limit: int | None,
    sample: int | None,
    workers: int,
    json_file: Path | None,
    loaded: LoadedConfig,
) -> None:
    """Find the sites that changed their layout: hosts whose rates jump from one batch of pages to the next.

    Each BATCH is an archive or folder of pages, in order of time; with --by, archives that say when each page was
    fetched. The rates: pages without an article, empty fields, sources of fields, rules that fire, and words.
    --limit and --sample apply to each BATCH.

    Exit codes: 0 nothing jumps, 1 something jumps, 2 wrong usage, 3 unreadable input (also if nothing jumps, but a part
    of an archive could not be read).
    """
    from cleanarticle.upgrade.archive_pages import ArchivePages
    from cleanarticle.upgrade.drift import drift as find_drift

    if by is None and len(paths) < 2:
        raise click.UsageError("give two batches or more, or make batches by time with --by")
    archives = [Archives([path]) for path in paths]
    batches = [(str(path), ArchivePages(each, limit, sample)) for path, each in zip(paths, archives, strict=True)]
    with progress("reading", archives) as show:
        result = find_drift(batches, loaded.config, by=by, workers=workers, alpha=alpha, progress=show)
    tell_faults(result.faults, result.fault_count)
    _print(result)
    if json_file is not None:
        json_file.write_text(result.to_json(indent=2), encoding="utf-8", errors="replace")
    if result:
        click.get_current_context().exit(ExitCode.FAILED)
    if result.fault_count:
        click.get_current_context().exit(ExitCode.UNREADABLE)


def _print(result: Drift) -> None:
    from rich.console import Console

    console = Console()
    pages = sum(batch.pages for batch in result.batches)
    undated = f"; {result.undated:,} pages without a date left out" if result.undated else ""
    console.print(
        f"{pages:,} pages of {result.hosts:,} hosts in {len(result.batches)} batches; "
        f"{len({jump.host for jump in result.jumps})} hosts jump{undated}",
        highlight=False,
    )
    if result.jumps:
        console.print(_table(result.jumps))


def _table(jumps: tuple[Jump, ...]) -> Table:
    from rich.markup import escape
    from rich.table import Table

    table = Table()
    table.add_column("host", overflow="fold")
    table.add_column("from → to", overflow="fold")
    table.add_column("rates that jump, the largest first", overflow="fold")
    for jump in jumps[:_MOST_ROWS]:
        moves = [_move(move) for move in jump.moves[:_MOST_MOVES]]
        if len(jump.moves) > _MOST_MOVES:
            moves.append(f"and {len(jump.moves) - _MOST_MOVES} more")
        example = f"see {jump.places[0]} → {jump.places_after[0]}"
        table.add_row(*map(escape, (jump.host, " → ".join(jump.batches), "\n".join([*moves, example]))))
    return table


def _move(move: RateMove) -> str:
    if move.rate == "words":
        return f"words {move.before:.0f} → {move.after:.0f}"
    return f"{move.rate} {move.before:.0%} → {move.after:.0%}"
