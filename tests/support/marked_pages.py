"""Fields of pages whose body is marked by hand, so that no score has a say."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from judging import ledger_of

from cleanarticle.article import Article
from cleanarticle.body.select import Selection
from cleanarticle.fields.collect import CollectedFields, collect_fields
from cleanarticle.page.model import Page
from cleanarticle.page.segment import segment
from cleanarticle.parse.lexbor import parse_html

__all__ = ["article_of", "collected", "failed_readers"]


def collected(
    html: str, *, url: str | None = None, strip_dateline: bool = False, include_subtitle: bool = False
) -> CollectedFields:
    """The fields around every element with `data-body`; the text is every element with `data-text`, if there is one."""
    page = segment(parse_html(html))
    body = _marked(page, "data-body")
    text = _marked(page, "data-text")
    return collect_fields(
        body,
        text if text.kept else body,
        url=url,
        page_type="article",
        strip_dateline=strip_dateline,
        include_subtitle=include_subtitle,
    )


def article_of(html: str, *, url: str | None = None, strip_dateline: bool = False) -> Article:
    """The article of a page that has one."""
    article = collected(html, url=url, strip_dateline=strip_dateline).article
    assert article is not None
    return article


def _marked(page: Page, attribute: str) -> Selection:
    kept = [block.index for block in page.blocks if attribute in block.container.attributes]
    return Selection(ledger_of(page), kept, {})


@contextmanager
def failed_readers() -> Iterator[list[str]]:
    """Note the warnings of readers that raise, which would be empty fields otherwise."""
    warnings: list[str] = []

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            warnings.append(record.getMessage())

    logger, handler = logging.getLogger("cleanarticle"), Handler()
    logger.addHandler(handler)
    try:
        yield warnings
    finally:
        logger.removeHandler(handler)
