"""An article as Markdown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from cleanarticle.article import Article
from cleanarticle.content import Paragraph, ParagraphKind

__all__ = ["to_markdown"]

_JOINED_BY_ONE_NEWLINE: Final[frozenset[ParagraphKind]] = frozenset({"list_item", "table_row"})


def to_markdown(article: Article) -> str:
    """Write an article as Markdown: the words of the fields and of the text, nothing escaped.

    Returns:
        Title, subtitle, byline and date, then the text; figures are left out, and a subtitle that is in the text.
    """
    head = [
        f"# {article.title}" if article.title else "",
        f"*{article.subtitle}*" if article.subtitle and not article.subtitle_in_text else "",
        article.byline.text if article.byline else "",
        _day(article.published) if article.published else "",
    ]
    parts = [part for part in head if part]
    last: ParagraphKind | None = None
    for paragraph in article.paragraphs:
        block = _WRITERS.get(paragraph.kind, _plain)(paragraph)
        if paragraph.kind == last and last in _JOINED_BY_ONE_NEWLINE:
            parts[-1] += f"\n{block}"
        else:
            parts.append(block)
        last = paragraph.kind
    return "\n\n".join(parts) + "\n"


def _day(moment: dt.date) -> str:
    return moment.date().isoformat() if isinstance(moment, dt.datetime) else moment.isoformat()


def _plain(paragraph: Paragraph) -> str:
    return paragraph.text


def _heading(paragraph: Paragraph) -> str:
    return "#" * max(2, paragraph.level) + " " + paragraph.text.replace("\n", " ")


def _list_item(paragraph: Paragraph) -> str:
    indent = "  " * (paragraph.level - 1)
    return f"{indent}- " + paragraph.text.replace("\n", f"\n{indent}  ")


def _quote(paragraph: Paragraph) -> str:
    return "> " + paragraph.text.replace("\n", "\n> ")


def _code(paragraph: Paragraph) -> str:
    """A fenced block, fenced by more backticks than the code has in a row."""
    fence = "```"
    while fence in paragraph.text:
        fence += "`"
    return f"{fence}\n{paragraph.text}\n{fence}"


_WRITERS: Final[dict[ParagraphKind, Callable[[Paragraph], str]]] = {
    "heading": _heading,
    "list_item": _list_item,
    "quote": _quote,
    "code": _code,
}
