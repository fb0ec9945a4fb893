"""`cleanarticle extract`: print the article of one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cleanarticle.cli.output import tell
from cleanarticle.cli.settings import configured, site_profiles
from cleanarticle.cli.source import read_source, table_columns

if TYPE_CHECKING:
    from cleanarticle.archive import TableColumns
    from cleanarticle.config.sources import LoadedConfig
    from cleanarticle.overlays.profiles import Profiles
    from cleanarticle.render.forms import Form
    from cleanarticle.rules.timing import RuleTimings

__all__ = ["extract"]

# After the numbers and the name of the rule, a line stays within about 120 columns.
_MOST_CHARACTERS = 60


@click.command()
@click.argument("source")
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "html", "text", "json", "tei", "csv"]),
    default="markdown",
    show_default=True,
    help="The format of the article.",
)
@click.option("--links/--no-links", default=None, help="Write the addresses of links (Markdown, HTML). Default: yes.")
@click.option("--images/--no-images", default=None, help="Write pictures (Markdown, HTML). Default: yes.")
@click.option("--front-matter", is_flag=True, help="Begin with the fields as YAML (Markdown).")
@click.option("--url", help="The page's address, if SOURCE is not its address.")
@click.option("--plaintext", is_flag=True, help="SOURCE is text that was copied out of a browser.")
@table_columns
@site_profiles
@configured
@click.option("--profile", is_flag=True, help="Write to standard error how long each rule took, the slowest first.")
def extract(
    source: str,
    form: Form,
    links: bool | None,
    images: bool | None,
    front_matter: bool,
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
    from cleanarticle.render.forms import render
    from cleanarticle.rules.timing import RuleTimings

    _check_switches(form, links=links, images=images, front_matter=front_matter)
    page = read_source(source, url, columns)
    rule_timings = RuleTimings() if profile else None
    extractor = Extractor(loaded.config, profiles=profiles, rule_timings=rule_timings)
    if plaintext:
        article = extractor.extract_plaintext(page.data.decode("utf-8", "replace"), url=page.url)
    else:
        article = extractor.extract(page.data, url=page.url, charset=page.charset)
    written = render(article, form, links=links is not False, images=images is not False, front_matter=front_matter)
    click.echo(written, nl=False)
    if article.quality_reason != "sound":
        tell(f"quality {article.quality:.2f}: {article.quality_reason}")
    if rule_timings is not None:
        click.echo(_timings(rule_timings), err=True)


def _check_switches(form: Form, *, links: bool | None, images: bool | None, front_matter: bool) -> None:
    """Refuse a switch that the format does not have, since it would do nothing."""
    given = {"--links": links is not None, "--images": images is not None}
    for name, is_given in given.items():
        if is_given and form not in ("markdown", "html"):
            raise click.UsageError(f"{name} is for --format markdown and html; {form} has no such switch")
    if front_matter and form != "markdown":
        raise click.UsageError(f"--front-matter is for --format markdown; {form} has its own place for the fields")


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
