"""turbohtml, an HTML toolkit with an article extractor of its own."""

from __future__ import annotations

import re
from typing import Any

import turbohtml

from systems import Output, by_blank_lines

name = "turbohtml"
distribution = "turbohtml"
fields = frozenset({"title", "date", "authors"})

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def call(html: bytes, url: str | None) -> Any:
    """Parse and extract."""
    return turbohtml.parse(html).article()


def run(html: bytes, url: str | None) -> Output:
    """Extract and convert; a date comes as the page has it."""
    article = call(html, url)
    day = _DAY.match(article.date or "")
    return Output(
        text=article.text,
        paragraphs=by_blank_lines(article.text),
        title=article.title,
        authors=(article.byline,) if article.byline else (),
        date=day.group() if day else None,
    )
