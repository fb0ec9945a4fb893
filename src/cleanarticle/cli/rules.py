"""`cleanarticle rules`: the catalogue of rules."""

from __future__ import annotations

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cleanarticle.rules import bundled_rules

__all__ = ["rules"]


@click.command()
@click.option("--family", help="Only the rules of this family.")
def rules(family: str | None) -> None:
    """List the rules: family, name, what each does, and its settings."""
    found = [rule for rule in bundled_rules() if family in (None, rule.family)]
    if not found:
        known = ", ".join(sorted({rule.family for rule in bundled_rules()}))
        raise click.BadParameter(f"there is no family {family!r}; there are: {known}", param_hint="--family")
    table = Table()
    for column in ("family", "rule", "what it does", "settings"):
        table.add_column(column, no_wrap=column in {"family", "rule"})
    for rule in sorted(found, key=lambda each: (each.family, each.name)):
        settings = ", ".join(f"{key}={value!r}" for key, value in rule.settings.items())
        table.add_row(rule.family, rule.name, escape(rule.summary), escape(settings))
    Console().print(table)
