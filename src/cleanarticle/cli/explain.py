"""`cleanarticle explain`: every block of a page, kept or dropped, and why."""

from __future__ import annotations

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cleanarticle.cli.settings import configured
from cleanarticle.cli.source import read_source
from cleanarticle.config import LoadedConfig
from cleanarticle.extraction import Entry
from cleanarticle.pipeline import Extractor

__all__ = ["explain"]

_NOTHING_EXTRACTED = 1
_UNREADABLE = 3
_MOST_CHARACTERS = 80


@click.command()
@click.argument("source")
@click.option("--url", help="The page's address, if SOURCE does not say it.")
@click.option("--plaintext", is_flag=True, help="SOURCE is text that was copied out of a browser.")
@click.option("--kept/--dropped", default=None, help="Only the blocks that were kept, or dropped.")
@configured
def explain(source: str, url: str | None, plaintext: bool, kept: bool | None, loaded: LoadedConfig) -> None:
    """Show for every block of a page whether it was kept, its points, and the rule and reason that decided."""
    page = read_source(source, url)
    data = page.data.decode("utf-8", "replace") if plaintext else page.data
    result = Extractor(loaded.config).inspect(data, url=page.url, charset=page.charset, plaintext=plaintext)
    shown = [entry for entry in result.ledger if kept is None or entry.kept is kept]
    if shown:
        Console().print(_table(shown))
    if result.article is None:
        click.echo(f"cleanarticle: {result.reason}", err=True)
        click.get_current_context().exit(_UNREADABLE if result.status == "bad-input" else _NOTHING_EXTRACTED)


def _table(entries: list[Entry]) -> Table:
    table = Table(show_lines=False, expand=True)
    table.add_column("#", justify="right", style="dim", no_wrap=True)
    table.add_column("block", ratio=3, overflow="fold")
    table.add_column("", no_wrap=True)
    table.add_column("points", justify="right", no_wrap=True)
    table.add_column("rule", no_wrap=True)
    table.add_column("reason", ratio=2, overflow="fold")
    for entry in entries:
        text = entry.text.replace("\n", " ")
        if len(text) > _MOST_CHARACTERS:
            text = text[: _MOST_CHARACTERS - 1] + "…"
        table.add_row(
            str(entry.index),
            escape(text),
            "[green]kept[/]" if entry.kept else "[red]dropped[/]",
            f"{entry.score:+.1f}",
            entry.rule,
            escape(entry.reason),
        )
    return table
