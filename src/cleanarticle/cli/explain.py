"""`cleanarticle explain`: every block of a page, kept or dropped, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cleanarticle.cli.exit_codes import ExitCode
from cleanarticle.cli.output import write_report
from cleanarticle.cli.settings import PRESETS, configured, site_profiles
from cleanarticle.cli.source import read_source

if TYPE_CHECKING:
    from rich.table import Table

    from cleanarticle.config.model import Config
    from cleanarticle.config.sources import LoadedConfig
    from cleanarticle.explain.difference import Difference
    from cleanarticle.explain.entry import Entry
    from cleanarticle.explain.extraction import Extraction
    from cleanarticle.explain.hidden import HiddenText
    from cleanarticle.overlays.profiles import Profiles

__all__ = ["explain"]

# A block folds to two or three lines of a terminal of 100 columns; `--json` and the report have it whole.
_MOST_CHARACTERS = 80
_OUTCOMES = {"kept": "[green]kept[/]", "dropped": "[red]dropped[/]", "field": "[blue]field[/]"}


@click.command()
@click.argument("source")
@click.option("--url", help="The page's address, if SOURCE is not its address.")
@click.option("--plaintext", is_flag=True, help="SOURCE is text that was copied out of a browser.")
@click.option("--kept/--dropped", default=None, help="Only the blocks that were kept, or dropped.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write a report: one HTML page.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option("--why", metavar="WORDS", help="Say why these words of the page were kept or dropped.")
@click.option("--diff", "other", metavar="SETTINGS", help="What a preset, or a file of settings (TOML), would change.")
@site_profiles
@configured
def explain(
    source: str,
    url: str | None,
    plaintext: bool,
    kept: bool | None,
    output: Path | None,
    as_json: bool,
    why: str | None,
    other: str | None,
    profiles: Profiles | None,
    loaded: LoadedConfig,
) -> None:
    """Show every block of a page: kept or dropped, its points, and the rule and reason that decided.

    With -o, write one HTML page: the article beside the page's text, with the marks, features and containers of every
    block.
    """
    from cleanarticle.explain.difference import diff
    from cleanarticle.pipeline import Extractor

    if as_json and why is not None:
        raise click.UsageError("--json prints the whole page, --why answers for some words; give one of them")
    page = read_source(source, url)
    data = page.data.decode("utf-8", "replace") if plaintext else page.data

    def inspected(config: Config) -> Extraction:
        extractor = Extractor(config, profiles=profiles)
        return extractor.inspect(data, url=page.url, charset=page.charset, plaintext=plaintext)

    result = inspected(loaded.config)
    difference = diff(result, inspected(_settings(other))) if other is not None else None
    for warning in result.warnings:
        click.echo(f"cleanarticle: {warning}", err=True)
    if output is not None:
        write_report(output, lambda: _report(result, page.url or source, difference))
    if why is not None:
        click.echo(str(result.explain(why)))
    elif as_json:
        click.echo(result.to_json(indent=2) if difference is None else difference.to_json(indent=2))
    elif difference is not None:
        click.echo(str(difference))
    elif output is None:
        _print_table(result, kept)
    if result.article is None:
        click.echo(f"cleanarticle: {result.reason}", err=True)
        click.get_current_context().exit(ExitCode.UNREADABLE if result.status == "bad-input" else ExitCode.FAILED)


def _settings(value: str) -> Config:
    """The settings of a preset, or of a file."""
    from cleanarticle.config.model import Config

    return Config(preset=value) if value in PRESETS else Config.from_file(value)


def _report(result: Extraction, name: str, difference: Difference | None) -> str:
    from cleanarticle.explain.report import render_report

    return render_report(result, name=name, difference=difference)


def _print_table(result: Extraction, kept: bool | None) -> None:
    from rich.console import Console

    entries = [entry for entry in result.ledger if kept is None or entry.kept is kept]
    if entries:
        console = Console()
        console.print(_table(entries))
        console.print(_summary(result), highlight=False)
        for hidden in result.hidden:
            console.print(_hidden(hidden), highlight=False, markup=False)


def _summary(result: Extraction) -> str:
    numbers = {outcome: sum(entry.outcome == outcome for entry in result.ledger) for outcome in _OUTCOMES}
    return (
        f"{len(result.ledger)} blocks: {numbers['kept']} kept, {numbers['field']} became fields, "
        f"{numbers['dropped']} dropped; the threshold is {result.threshold:+.1f}; "
        f"quality {result.quality:.2f}: {result.quality_reason}"
    )


def _hidden(hidden: HiddenText) -> str:
    speaks = "; it speaks to a machine" if hidden.speaks_to_machine else ""
    return f"hidden ({hidden.kind}): {hidden.size}{speaks}: {hidden.samples[0]!r}"


def _table(entries: list[Entry]) -> Table:
    from rich.markup import escape
    from rich.table import Table

    from cleanarticle.shorten import one_line

    table = Table(show_lines=False, expand=True)
    table.add_column("#", justify="right", style="dim", no_wrap=True)
    table.add_column("block", ratio=3, overflow="fold")
    table.add_column("", no_wrap=True)
    table.add_column("points", justify="right", no_wrap=True)
    table.add_column("rule", no_wrap=True)
    table.add_column("reason", ratio=2, overflow="fold")
    for entry in entries:
        table.add_row(
            str(entry.index),
            escape(one_line(entry.text, _MOST_CHARACTERS)),
            _OUTCOMES[entry.outcome],
            f"{entry.score:+.1f}",
            entry.rule,
            escape(entry.reason),
        )
    return table
