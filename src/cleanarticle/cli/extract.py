"""`cleanarticle extract`: one page in, the article out."""

from __future__ import annotations

from typing import Literal

import click

from cleanarticle.cli.settings import configured
from cleanarticle.cli.source import read_source
from cleanarticle.config import LoadedConfig
from cleanarticle.pipeline import Extractor

__all__ = ["extract"]


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
@configured
def extract(
    source: str, form: Literal["markdown", "json", "text"], url: str | None, plaintext: bool, loaded: LoadedConfig
) -> None:
    """Print the article of one page.

    SOURCE is a file, an http(s) address (the only thing that is ever fetched), or - for standard input.
    """
    page = read_source(source, url)
    extractor = Extractor(loaded.config)
    if plaintext:
        article = extractor.extract_plaintext(page.data.decode("utf-8", "replace"), url=page.url)
    else:
        article = extractor.extract(page.data, url=page.url, charset=page.charset)
    if form == "json":
        click.echo(article.model_dump_json(indent=2))
    elif form == "text":
        click.echo(str(article))
    else:
        click.echo(article.to_markdown(), nl=False)
