"""`cleanarticle extract`: one page in, the article out."""

from __future__ import annotations

from typing import Literal

import click

from cleanarticle.archive import TableColumns
from cleanarticle.article import Article
from cleanarticle.cli.columns import table_columns
from cleanarticle.cli.settings import configured, site_profiles
from cleanarticle.cli.source import read_source
from cleanarticle.config.sources import LoadedConfig
from cleanarticle.overlays.profiles.collection import Profiles
from cleanarticle.pipeline import Extractor
from cleanarticle.render.markdown import to_markdown
from cleanarticle.rules.timing import RuleTimings

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
@click.option("--url", help="The page's address, if SOURCE does not say it.")
@click.option("--plaintext", is_flag=True, help="SOURCE is text that was copied out of a browser.")
@table_columns
@site_profiles
@configured
@click.option("--profile", is_flag=True, help="Say on standard error how long each rule took, the slowest first.")
def extract(
    source: str,
    form: Literal["markdown", "json", "text"],
    url: str | None,
    plaintext: bool,
    profile: bool,
    columns: TableColumns,
    profiles: Profiles | None,
    loaded: LoadedConfig,
) -> None:
    """Print the article of one page.

    SOURCE is a file, an http(s) address (the only thing that is ever fetched), - for standard input, or the place of a
    record in an archive, as crawl.warc.gz#1234.
    """
    page = read_source(source, url, columns)
    measured = RuleTimings() if profile else None
    extractor = Extractor(loaded.config, profiles=profiles, rule_timings=measured)
    if plaintext:
        article = extractor.extract_plaintext(page.data.decode("utf-8", "replace"), url=page.url)
    else:
        article = extractor.extract(page.data, url=page.url, charset=page.charset)
    _write(article, form)
    if measured is not None:
        click.echo(_timings(measured), err=True)


def _write(article: Article, form: Literal["markdown", "json", "text"]) -> None:
    if form == "json":
        click.echo(article.model_dump_json(indent=2))
    elif form == "text":
        click.echo(str(article))
    else:
        click.echo(to_markdown(article), nl=False)


def _timings(measured: RuleTimings) -> str:
    timings = measured.slowest_first()
    total = sum(each.seconds for each in timings)
    lines = [
        f"{len(timings)} rules took {total * 1000:.2f} ms",
        f"{'ms':>9} {'share':>6} {'calls':>6} {'marks':>6} {'slowest':>9}  rule, and the block it was slowest on",
    ]
    for each in timings:
        block = " ".join(each.slowest_block.split())[:_MOST_CHARACTERS]
        lines.append(
            f"{each.seconds * 1000:9.3f} {each.seconds / total:6.1%} {each.calls:6} {each.marks:6} "
            f"{each.slowest * 1000:9.3f}  {each.rule}: {block}"
        )
    return "\n".join(lines)
