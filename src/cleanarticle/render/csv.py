"""An article as CSV: its metadata and its text."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Callable
from io import StringIO
from typing import Final, TypeAlias

from cleanarticle.article import Article
from cleanarticle.render.markup import clean_text

__all__ = ["CSV_COLUMNS", "to_csv"]

_Value: TypeAlias = str | tuple[str, ...] | dt.date | float | None

_COLUMNS: Final[dict[str, Callable[[Article], _Value]]] = {
    "title": lambda article: article.title,
    "alternative_titles": lambda article: article.alternative_titles,
    "kicker": lambda article: article.kicker,
    "subtitle": lambda article: article.subtitle,
    "summary": lambda article: article.summary,
    "authors": lambda article: article.authors,
    "byline": lambda article: article.byline.text if article.byline else None,
    "dateline": lambda article: article.dateline.text if article.dateline else None,
    "published": lambda article: article.published,
    "modified": lambda article: article.modified,
    "language": lambda article: article.language,
    "site_name": lambda article: article.site_name,
    "url": lambda article: article.url,
    "canonical_url": lambda article: article.canonical_url,
    "section": lambda article: article.section,
    "tags": lambda article: article.tags,
    "access": lambda article: article.access,
    "page_type": lambda article: article.page_type,
    "quality": lambda article: article.quality,
    "quality_reason": lambda article: article.quality_reason,
    "word_count": lambda article: article.word_count,
    "text": lambda article: article.text,
}
CSV_COLUMNS: Final = tuple(_COLUMNS)
"""The names of the columns, in their order."""

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")
"""First characters by which a spreadsheet may take a text for a formula."""
_LINE_ENDS: Final = re.compile(r"\r\n?")
"""Not every reader of CSV tells a carriage return within a value from the end of a line."""


def to_csv(article: Article, *, header: bool = True, for_spreadsheet: bool = False) -> str:
    r"""Write metadata and text of an article as one row of CSV.

    Values with commas, quotes or line breaks are in double quotes; lists are joined by "; "; dates are in ISO 8601; an
    unknown value is empty. Lines end with "\n".

    Args:
        article: The article.
        header: Write the line with the names of the columns, `CSV_COLUMNS`, above the row. Without it the rows of
            several articles can be put together.
        for_spreadsheet: Put an apostrophe before every text that starts like a formula ("=", "+", "-", "@"). Use it if
            a spreadsheet opens the file: it might run such a text, which a page may have on purpose. Without it every
            text is as the article has it.
    """
    output = StringIO()
    writer = csv.writer(output, lineterminator="\n")
    if header:
        writer.writerow(CSV_COLUMNS)
    texts = [_text(value_of(article)) for value_of in _COLUMNS.values()]
    writer.writerow([_inert(text) if for_spreadsheet else text for text in texts])
    return output.getvalue()


def _text(value: _Value) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()
    text = "; ".join(value) if isinstance(value, tuple) else str(value)
    return _LINE_ENDS.sub("\n", clean_text(text))


def _inert(text: str) -> str:
    return f"'{text}" if text.lstrip(" \n\u00a0").startswith(_FORMULA_STARTS) else text
