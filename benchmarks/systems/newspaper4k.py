"""newspaper4k, kept from fetching anything: the page's HTML is handed in, pictures are not looked at."""

from __future__ import annotations

import datetime as dt
import warnings
from typing import Any

from systems import Output, by_blank_lines

with warnings.catch_warnings():
    warnings.simplefilter("ignore", UserWarning)
    from newspaper import Article

name = "newspaper4k"
distribution = "newspaper4k"
fields = frozenset({"title", "date", "authors"})


def call(html: bytes, url: str | None) -> Any:
    """Extract text and metadata; the address is needed even where it is unknown."""
    article = Article(url or "https://example.org/", fetch_images=False)
    article.download(input_html=html)
    return article.parse()


def run(html: bytes, url: str | None) -> Output:
    """Extract and convert."""
    article = call(html, url)
    published = article.publish_date
    return Output(
        text=article.text,
        paragraphs=by_blank_lines(article.text),
        title=article.title,
        authors=tuple(author for author in article.authors if isinstance(author, str)),
        date=published.strftime("%Y-%m-%d") if published else None,
        utc_date=published.astimezone(dt.UTC).strftime("%Y-%m-%d") if published and published.tzinfo else None,
    )
