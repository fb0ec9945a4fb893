"""`cleanarticle rules`: the catalogue of rules, one rule's entry, and a new rule."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cleanarticle.cli.new_rule import new
from cleanarticle.cli.options import rule_files, rules_of
from cleanarticle.errors import RuleError
from cleanarticle.rule import Rule
from cleanarticle.rules import bundled_rules, check_rules
from cleanarticle.rules.catalogue import FAMILIES, entry

__all__ = ["rules"]


class _Rules(click.Group):
    """A group in which any word that is no command is the name of a rule."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] in self.commands:
            return super().resolve_command(ctx, args)
        return show.name, show, args


@click.group(cls=_Rules, invoke_without_command=True, subcommand_metavar="[NAME | COMMAND]")
@click.option("--family", help="Only the rules of this family.")
@rule_files
@click.pass_context
def rules(ctx: click.Context, family: str | None, rule_files: tuple[Path, ...]) -> None:
    """List the rules by family, or print the catalogue's entry of the rule NAME.

    Rules of a FILE are checked first, and an error says in which line it is.
    """
    if ctx.invoked_subcommand is None:
        _list(_all_rules(rule_files), family)
    elif family is not None:
        raise click.UsageError("--family narrows the list; it goes with no NAME")
    ctx.obj = rule_files


rules.add_command(new)


@click.command()
@click.argument("name")
@rule_files
@click.pass_obj
def show(before: tuple[Path, ...], name: str, rule_files: tuple[Path, ...]) -> None:
    """Print the entry of one rule."""
    by_name = {rule.name: rule for rule in _all_rules((*before, *rule_files))}
    wanted = name.replace("_", "-")
    if wanted not in by_name:
        near = get_close_matches(wanted, by_name, 1)
        hint = f"; did you mean {near[0]!r}?" if near else "; `cleanarticle rules` lists them"
        raise RuleError(f"there is no rule {name!r}{hint}")
    click.echo(entry(by_name[wanted], level=1))


def _all_rules(files: tuple[Path, ...]) -> tuple[Rule, ...]:
    bundled = bundled_rules()
    return (*bundled, *check_rules(rules_of(files), beside=bundled))


def _list(found: tuple[Rule, ...], family: str | None) -> None:
    families = {rule.family for rule in found}
    if family is not None and family not in families:
        raise click.BadParameter(
            f"there is no family {family!r}; there are: {', '.join(sorted(families))}", param_hint="--family"
        )
    table = Table()
    for column in ("family", "rule", "what it does", "settings"):
        table.add_column(column, no_wrap=column in {"family", "rule"})
    order = {name: place for place, name in enumerate(FAMILIES)}
    for rule in sorted(found, key=lambda each: (order.get(each.family, len(order)), each.family, each.name)):
        if family in (None, rule.family):
            settings = ", ".join(f"{key}={value!r}" for key, value in rule.settings.items())
            table.add_row(rule.family, rule.name, escape(rule.summary), escape(settings))
    Console().print(table)
