"""`cleanarticle extract`: print the article of one page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from cleanarticle.cli.output import tell
from cleanarticle.cli.settings import configured, site_profiles
from cleanarticle.cli.source import read_source, table_columns

if TYPE_CHECKING:
    from cleanarticle.archive import TableColumns
    from cleanarticle.article import Article
    from cleanarticle.config.sources import LoadedConfig
    from cleanarticle.overlays.profiles import Profiles
    from cleanarticle.rules.timing import RuleTimings

__all__ = ["extract"]

# After the numbers and the name of the rule, a line stays within about 120 columns.
_MOST_CHARACTERS = 60


@click.command()
@click.argument("source")
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "json", "text"]),
    default="markdown",
    show_default=True,
    help="The format of the article.",
)
@click.option("--url", help="The page's address, if SOURCE is not its address.")
@click.option("--plaintext", is_flag=True, help="SOURCE is text that was copied out of a browser.")
@table_columns
@site_profiles
@configured
@click.option("--profile", is_flag=True, help="Write to standard error how long each rule took, the slowest first.")
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

    SOURCE is a file, an http(s) address (nothing else is ever fetched), - for standard input, or the place of a record
    in an archive, such as crawl.warc.gz#1234.
    """
    from cleanarticle.pipeline import Extractor
    from cleanarticle.rules.timing import RuleTimings

    page = read_source(source, url, columns)
    rule_timings = RuleTimings() if profile else None
    extractor = Extractor(loaded.config, profiles=profiles, rule_timings=rule_timings)
    if plaintext:
        article = extractor.extract_plaintext(page.data.decode("utf-8", "replace"), url=page.url)
    else:
        article = extractor.extract(page.data, url=page.url, charset=page.charset)
    _write(article, form)
    if article.quality_reason != "sound":
        tell(f"quality {article.quality:.2f}: {article.quality_reason}")
    if rule_timings is not None:
        click.echo(_timings(rule_timings), err=True)


def _write(article: Article, form: Literal["markdown", "json", "text"]) -> None:
    if form == "json":
        click.echo(article.model_dump_json(indent=2))
    elif form == "text":
        click.echo(str(article))
    else:
        from cleanarticle.render.markdown import to_markdown

        click.echo(to_markdown(article), nl=False)


def _timings(rule_timings: RuleTimings) -> str:
    timings = rule_timings.slowest_first()
    total = sum(timing.seconds for timing in timings)
    lines = [
        f"{len(timings)} rules took {total * 1000:.2f} ms",
        f"{'ms':>9} {'share':>6} {'calls':>6} {'marks':>6} {'slowest':>9}  rule, and its slowest block",
    ]
    for timing in timings:
        block = " ".join(timing.slowest_block.split())[:_MOST_CHARACTERS]
        lines.append(
            f"{timing.seconds * 1000:9.3f} {timing.seconds / total:6.1%} {timing.calls:6} {timing.marks:6} "
            f"{timing.slowest * 1000:9.3f}  {timing.rule}: {block}"
        )
    return "\n".join(lines)
