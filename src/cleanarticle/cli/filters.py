"""`cleanarticle filters`: what can be made of a filter list."""

from __future__ import annotations

from pathlib import Path

import click

from cleanarticle.overlays.filters.syntax import read_filter_list

__all__ = ["filters"]


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def filters(files: tuple[Path, ...]) -> None:
    """Say of filter lists what is honoured, what is skipped, and what can't be honoured and why."""
    for file in files:
        found = read_filter_list(file)
        skipped = ", ".join(f"{number} {kind}" for kind, number in found.skipped.items()) or "none"
        click.echo(f"{file}: {len(found.filters)} filters, {len(found.exceptions)} exceptions, skipped: {skipped}")
        for each in found.unsupported:
            click.echo(f"{file}:{each.line}: not supported: {each.text}: {each.reason}")
