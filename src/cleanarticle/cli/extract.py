"""`cleanarticle extract`: one page in, the article out."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cleanarticle.article import Article
from cleanarticle.cli.options import rule_files, rules_of
from cleanarticle.cli.source import read_source
from cleanarticle.config import Config, Preset
from cleanarticle.pipeline import Extractor
from cleanarticle.rules.profile import RuleProfile

__all__ = ["extract"]

_MOST_CHARACTERS = 60


@click.command()
@click.argument("source")
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "json", "text"]),
    default="markdown",
    show_default=True,
    help="How the article is written.",
)
@click.option(
    "--preset",
    type=click.Choice(get_args(Preset)),
    default="balanced",
    show_default=True,
    help="Keep only what is surely body, or all that may be.",
)
@click.option("--url", help="The page's address, if SOURCE does not say it.")
@click.option("--plaintext", is_flag=True, help="SOURCE is text that was copied out of a browser.")
@rule_files
@click.option("--profile", is_flag=True, help="Say on standard error how long each rule took, the slowest first.")
def extract(
    source: str,
    form: Literal["markdown", "json", "text"],
    preset: Preset,
    url: str | None,
    plaintext: bool,
    rule_files: tuple[Path, ...],
    profile: bool,
) -> None:
    """Print the article of one page.

    SOURCE is a file, an http(s) address (the only thing that is ever fetched), or - for standard input.
    """
    page = read_source(source, url)
    measured = RuleProfile() if profile else None
    extractor = Extractor(Config(preset=preset), rules=rules_of(rule_files), profile=measured)
    if plaintext:
        article = extractor.extract_plaintext(page.data.decode("utf-8", "replace"), url=page.url)
    else:
        article = extractor.extract(page.data, url=page.url, charset=page.charset)
    _write(article, form)
    if measured is not None:
        Console(stderr=True).print(_table(measured))


def _write(article: Article, form: Literal["markdown", "json", "text"]) -> None:
    if form == "json":
        click.echo(article.model_dump_json(indent=2))
    elif form == "text":
        click.echo(str(article))
    else:
        click.echo(article.to_markdown(), nl=False)


def _table(measured: RuleProfile) -> Table:
    timings = measured.timings()
    total = sum(each.seconds for each in timings)
    table = Table(title=f"rules: {total * 1000:.2f} ms", title_justify="left")
    table.add_column("rule", no_wrap=True)
    for column in ("ms", "share", "calls", "marks", "slowest µs"):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("slowest block", overflow="ellipsis", no_wrap=True)
    for each in timings:
        table.add_row(
            each.rule,
            f"{each.seconds * 1000:.3f}",
            f"{each.seconds / total:.0%}",
            str(each.calls),
            str(each.marks),
            f"{each.slowest * 1e6:.0f}",
            escape(each.slowest_block.replace("\n", " ")[:_MOST_CHARACTERS]),
        )
    return table
