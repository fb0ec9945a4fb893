"""`cleanarticle filters`: which rules of filter lists are used."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["filters"]


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def filters(files: tuple[Path, ...]) -> None:
    """Show which rules of filter lists are used, and which are not.

    For each of FILES: the number of filters and exceptions, of rules that are skipped because they don't hide
    elements, and every rule that is left out, with the reason.
    """
    from cleanarticle.overlays.filters.syntax import read_filter_list

    for file in files:
        filter_list = read_filter_list(file)
        skipped = ", ".join(f"{number} {kind}" for kind, number in filter_list.skipped.items()) or "none"
        numbers = f"{len(filter_list.filters)} filters, {len(filter_list.exceptions)} exceptions"
        click.echo(f"{file}: {numbers}, skipped: {skipped}")
        for rule in filter_list.unsupported:
            click.echo(f"{file}:{rule.line}: not supported: {rule.text}: {rule.reason}")
