"""`cleanarticle rules`: list the rules, print one rule's entry, or write a new rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cleanarticle.cli.new_rule import new
from cleanarticle.cli.settings import configured
from cleanarticle.errors import RuleError, did_you_mean

if TYPE_CHECKING:
    from cleanarticle.config.sources import LoadedConfig
    from cleanarticle.rules.api import Rule
    from cleanarticle.rules.catalogue import RuleUse

__all__ = ["rules"]


class _Rules(click.Group):
    """A group that runs `show` if no command is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        named = args and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if named else ["show", *args])


@click.group(cls=_Rules, options_metavar="", subcommand_metavar="[COMMAND] [ARGS]...")
def rules() -> None:
    """Show the rules, or write a new one.

    `cleanarticle rules [NAME]` is short for `cleanarticle rules show [NAME]`, and takes the same options.
    """


@rules.command()
@click.argument("name", required=False)
@click.option("--family", help="List only the rules of this family.")
@configured
def show(name: str | None, family: str | None, loaded: LoadedConfig) -> None:
    """List the rules by family, or print the catalogue's entry of the rule NAME.

    Where a setting changes a rule, its source is shown. Rules of a file are checked first; an error names the line.
    """
    from cleanarticle.rules.catalogue import entry

    if name is None:
        _list(loaded, family)
    elif family is not None:
        raise click.UsageError("--family narrows the list; leave it out with a NAME")
    else:
        rule = _named(name, loaded)
        click.echo(entry(rule, level=1, use=_use(rule, loaded)))


rules.add_command(new)


def _named(name: str, loaded: LoadedConfig) -> Rule:
    from cleanarticle.rules.switches import FILTER_LIST

    by_name = {rule.name: rule for rule in loaded.rules}
    wanted = name.replace("_", "-")
    if wanted in by_name:
        return by_name[wanted]
    if wanted == FILTER_LIST:
        raise RuleError(
            f"the rule {name!r} stands for your own filter lists and has no entry; `cleanarticle filters FILE` shows "
            "what is used of a list"
        )
    hint = did_you_mean(wanted, by_name) or "; `cleanarticle rules` lists them"
    raise RuleError(f"there is no rule {name!r}{hint}")


def _use(rule: Rule, loaded: LoadedConfig) -> RuleUse:
    from cleanarticle.rules.catalogue import RuleUse

    config, sources = loaded.config, loaded.sources
    values = config.rule_settings.get(rule.name, {})
    off = ""
    if not config.asks(rule.name, rule.family):
        switch = rule.name if rule.name in config.rules_off else f"{rule.family}/*"
        off = f"{switch}, {sources['rules_off', switch]}"
    return RuleUse(off, values, {key: sources["rule_settings", rule.name, key] for key in values})


def _list(loaded: LoadedConfig, family: str | None) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from cleanarticle.rules.catalogue import FAMILIES

    families = {rule.family for rule in loaded.rules}
    if family is not None and family not in families:
        raise click.BadParameter(
            f"there is no family {family!r}{did_you_mean(family, families)}; there are: {', '.join(sorted(families))}",
            param_hint="--family",
        )
    table = Table()
    for column in ("family", "rule", "what it does", "settings"):
        table.add_column(column, no_wrap=column in {"family", "rule"}, overflow="fold")
    order = {name: place for place, name in enumerate(FAMILIES)}
    for rule in sorted(loaded.rules, key=lambda rule: (order.get(rule.family, len(order)), rule.family, rule.name)):
        if family in (None, rule.family):
            use = _use(rule, loaded)
            summary = f"[bold]off ({escape(use.off)})[/] {escape(rule.summary)}" if use.off else escape(rule.summary)
            table.add_row(rule.family, rule.name, summary, ", ".join(_settings(rule, use)), style="dim" * bool(use.off))
    Console().print(table)


def _settings(rule: Rule, use: RuleUse) -> list[str]:
    """Every setting with its value; a changed one in bold, with its source."""
    from rich.markup import escape

    return [
        f"[bold]{key}={escape(repr(use.values[key]))}[/] ({escape(use.sources[key])})"
        if key in use.values
        else f"{key}={escape(repr(default))}"
        for key, default in rule.settings.items()
    ]
