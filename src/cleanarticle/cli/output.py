"""What several commands write: messages on standard error, and HTML reports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

__all__ = ["tell", "write_report"]


def tell(message: str) -> None:
    """Write a line to standard error."""
    click.echo(f"cleanarticle: {message}", err=True)


def write_report(output: Path, render: Callable[[], str]) -> None:
    """Write a report, or say which package it needs. `render` imports its module, and with it that package."""
    try:
        text = render()
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"jinja2", "markupsafe"}:
            raise
        raise click.UsageError("the report needs more packages: pip install 'cleanarticle[report]'") from error
    output.write_text(text, encoding="utf-8", errors="replace")
    tell(f"wrote {output}")
