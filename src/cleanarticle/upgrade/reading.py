"""How one page was read, by the installed version or by another: the same shape for both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from cleanarticle.explain.entry import Entry, Verdict
from cleanarticle.explain.extraction import Extraction, Status
from cleanarticle.page.segment.text import count_words
from cleanarticle.rules.api import Mark

__all__ = ["Reading", "Words", "reading_of", "reading_of_data"]

ReadingStatus = Status | Literal["crashed"]


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph: what makes it another one if it changes.

    Attributes:
        text: Its text.
        kind: What it is: `paragraph`, `heading` and so on.
        level: Level of a heading, depth of a list item.
    """

    text: str
    kind: str
    level: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one page.

    Attributes:
        status: `ok`, `no-article`, `bad-input`, or `crashed` if the version that read it raised or ended.
        reason: Why there is no article; empty if there is one.
        line: The score that a block of the page needed.
        ledger: One entry a block. What the version that made it does not tell is empty.
        paragraphs: The paragraphs of the article.
        fields: Its other fields as plain data, without those that are empty.
        sources: What each field was read from.
    """

    status: ReadingStatus
    reason: str = ""
    line: float = 0.0
    ledger: tuple[Entry, ...] = ()
    paragraphs: tuple[Words, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict, hash=False)
    sources: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def words(self) -> int:
        """Words of the blocks that are paragraphs."""
        return sum(words_of(entry) for entry in self.ledger if entry.kept)

    @property
    def failed(self) -> bool:
        """Whether the page could not be read at all."""
        return self.status in {"bad-input", "crashed"}


def words_of(entry: Entry) -> int:
    """Words of a block; counted here where the version that made the entry does not tell them."""
    return round(entry.words or count_words(entry.text))


def reading_of(extraction: Extraction) -> Reading:
    """Take what matters out of an extraction.

    Args:
        extraction: What `inspect` gave.

    Returns:
        The reading.
    """
    article = extraction.article
    return _reading(
        extraction.status,
        extraction.reason,
        extraction.threshold,
        extraction.ledger,
        None if article is None else article.model_dump(mode="json"),
    )


def reading_of_data(data: Mapping[str, Any]) -> Reading:
    """Read the answer of a worker.

    Args:
        data: What `worker.read` gave, or an object with a `fault`.

    Returns:
        The reading; `crashed` for a fault.
    """
    if "fault" in data:
        return Reading("crashed", str(data["fault"]))
    ledger = tuple(_entry(each, number) for number, each in enumerate(data["ledger"]))
    return _reading(data["status"], data["reason"], data["line"], ledger, data["article"])


def _reading(
    status: ReadingStatus, reason: str, line: float, ledger: tuple[Entry, ...], article: dict[str, Any] | None
) -> Reading:
    if article is None:
        return Reading(status, reason, line, ledger)
    paragraphs = tuple(
        Words(each["text"], each.get("kind", "paragraph"), each.get("level", 0)) for each in article.pop("paragraphs")
    )
    sources = {name: str(each["source"]) for name, each in (article.pop("sources", None) or {}).items()}
    fields = {name: value for name, value in article.items() if value not in (None, "", [], {})}
    return Reading(status, reason, line, ledger, paragraphs, fields, sources)


def _entry(data: Mapping[str, Any], number: int) -> Entry:
    return Entry(
        index=data.get("index", number),
        text=data["text"],
        tag=data.get("tag", ""),
        kept=data["kept"],
        rule=data.get("rule", ""),
        reason=data.get("reason", ""),
        score=data.get("score", 0.0),
        marks=tuple(Mark(**{"reason": "", **mark}) for mark in data["marks"]),
        field=data.get("field", ""),
        words=data.get("words", 0.0),
        verdicts=tuple(Verdict(*verdict) for verdict in data["verdicts"]),
    )
