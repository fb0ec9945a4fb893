"""One page to what drift counts: whether it has an article, of how many words, from which sources, by which rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from cleanarticle.archive.records import Record
from cleanarticle.article import Article
from cleanarticle.config.model import Config
from cleanarticle.explain.extraction import Extraction
from cleanarticle.pipeline import Extractor
from cleanarticle.upgrade.pages import host_of

__all__ = ["PageFacts", "facts_of", "reader"]

_FIELDS: Final = tuple(
    name
    for name in Article.model_fields
    if name not in {"alternative_titles", "body_source", "next_page", "page_type", "paragraphs", "sources", "url"}
)
_ABSENT: Final = (None, (), "unknown")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is counted of a page.

    Attributes:
        place: Where it stands.
        host: The host of its address.
        words: Words of the article; `None` if there is no article.
        empty: Fields of the article that are empty.
        sources: What each field was read from, as `field=source`, the body included.
        rules: Rules with a mark on the page that counts.
    """

    place: str
    host: str
    words: int | None
    empty: tuple[str, ...]
    sources: tuple[str, ...]
    rules: tuple[str, ...]


def facts_of(extraction: Extraction, record: Record) -> PageFacts:
    """Take what is counted out of an extraction."""
    article = extraction.article
    marks = (mark for entry in extraction.ledger for mark in entry.marks)
    rules = tuple(sorted({mark.rule for mark in marks if not mark.overruled}))
    if article is None:
        return PageFacts(record.place, host_of(record.url), None, (), (), rules)
    return PageFacts(
        record.place,
        host_of(record.url),
        round(sum(entry.words for entry in extraction.ledger if entry.kept)),
        tuple(name for name in _FIELDS if getattr(article, name) in _ABSENT),
        (f"body={article.body_source}", *(f"{name}={each.source}" for name, each in sorted(article.sources.items()))),
        rules,
    )


@contextmanager
def reader(config: Config) -> Iterator[Callable[[Record], PageFacts]]:
    """What reads the facts of pages with some settings."""
    extractor = Extractor(config)

    def work(record: Record) -> PageFacts:
        return facts_of(extractor.inspect(record.body, url=record.url, charset=record.charset), record)

    yield work
