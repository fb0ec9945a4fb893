"""The Markdown of a whole article."""

from __future__ import annotations

import datetime as dt

from cleanarticle.article import Article
from cleanarticle.content import Paragraph
from cleanarticle.render.markdown.blocks import Blocks, Tables
from cleanarticle.render.markdown.footnotes import definitions_in, labels_of
from cleanarticle.render.markdown.front_matter import front_matter as front_matter_of
from cleanarticle.render.markdown.inline import InlineWriter, marked
from cleanarticle.render.markdown.nodes import Node, lines_of

__all__ = ["Tables", "to_markdown"]


def to_markdown(
    article: Article,
    *,
    links: bool = True,
    images: bool = True,
    front_matter: bool = False,
    tables: Tables = "pipe",
) -> str:
    """Write an article as GitHub Flavoured Markdown, escaped so that a parser reads the same words and structure.

    The Markdown has title, subtitle, byline and day, then the body. A subtitle that is in the text is not written above
    it. The only HTML in it are elements for what Markdown has no sign for, such as `<sub>`, without scripts and events.
    A link or picture whose address is none of http, https, mailto or tel, and not relative, is left out; the text of
    the link stays.

    Args:
        article: The article.
        links: False to write the text of links without their addresses.
        images: False to leave out the pictures, with the captions of figures.
        front_matter: True to begin with a block of YAML: the fields that are known.
        tables: `pipe` for tables of GitHub Flavoured Markdown, in which a cell that covers several places stands in the
            first one; `html` for elements.
    """
    definitions = definitions_in(article.body, in_tables=tables == "pipe")
    inline = InlineWriter(links=links, images=images, labels=labels_of(definitions))
    blocks = Blocks(inline, figures=article.figures, tables=tables, definitions=definitions)
    lines = lines_of([*_head(article, blocks), *blocks.nodes(article.body)])
    above = front_matter_of(article) if front_matter else []
    return "\n".join([*above, *([""] if above and lines else []), *lines]) + "\n"


def _head(article: Article, blocks: Blocks) -> list[Node]:
    nodes = blocks.heading(Paragraph(text=article.title), 1) if article.title else []
    if article.subtitle and not article.subtitle_in_text:
        nodes += blocks.text(marked(Paragraph(text=article.subtitle), "emphasis"))
    if article.byline:
        nodes += blocks.text(Paragraph(text=article.byline.text))
    if article.published:
        nodes += blocks.text(Paragraph(text=_day(article.published)))
    return nodes


def _day(moment: dt.date) -> str:
    return moment.date().isoformat() if isinstance(moment, dt.datetime) else moment.isoformat()
