"""goose3, without its fetching of pictures."""

from __future__ import annotations

import re
from typing import Any

from goose3 import Goose

from systems import Output, by_blank_lines

name = "goose3"
distribution = "goose3"
fields = frozenset({"title", "date", "authors"})

_DAY = re.compile(r"\s*(\d{4}-\d{2}-\d{2})")
_goose = Goose({"enable_image_fetching": False})


def call(html: bytes, url: str | None) -> Any:
    """Extract text and metadata."""
    return _goose.extract(raw_html=html)


def run(html: bytes, url: str | None) -> Output:
    """Extract and convert. A date comes as the page has it: its own day is taken, not the one in UTC."""
    article = call(html, url)
    return Output(
        text=article.cleaned_text,
        paragraphs=by_blank_lines(article.cleaned_text),
        title=article.title,
        authors=tuple(author for author in article.authors if isinstance(author, str)),
        date=_day(article),
        utc_date=moment.date().isoformat() if (moment := article.publish_datetime_utc) else None,
    )


def _day(article: Any) -> str | None:
    iso = _DAY.match(article.publish_date or "")
    if iso:
        return iso.group(1)
    moment = article.publish_datetime_utc
    return moment.date().isoformat() if moment else None
