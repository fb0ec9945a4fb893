"""Two extractions of one page → Difference: the blocks and fields that change, each with what made it change."""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from cleanarticle.article import Article
from cleanarticle.explain.cause import Cause, cause_of_change, marks_only_in, why_changed
from cleanarticle.explain.entry import Entry
from cleanarticle.explain.extraction import Extraction, Status
from cleanarticle.explain.text_difference import changed_pairs, lines_of, word_runs
from cleanarticle.page.segment.text import count_words
from cleanarticle.rules.api import Mark
from cleanarticle.shorten import one_line

__all__ = [
    "BlockChange",
    "Difference",
    "FieldChange",
    "ParagraphText",
    "Snapshot",
    "diff",
    "difference_of",
    "snapshot",
    "with_article",
]

_NO_FIELDS: Final = frozenset(
    {"authors", "body", "paragraphs", "quality", "quality_reason", "sources", "text", "word_count"}
)
"""Attributes of an article that are compared with the blocks, with each field, or not at all: the quality changes with
each training."""
_FIELD_ORDER: Final = {name: number for number, name in enumerate(Article.model_fields)}
# A line has two values, or a text and its reason: it folds once in a terminal of 100 columns.
_MOST_TEXT: Final = 72


class ParagraphText(NamedTuple):
    """What makes a paragraph another one if it changes: its text, its kind, the level of a heading or list item."""

    text: str
    kind: str
    level: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is compared of one extraction, as plain data: another version of the library may have made it.

    Attributes:
        status: `ok`, `no-article`, `bad-input`, or `crashed` if another version raised an exception or ended.
        reason: Why there is no article; empty if there is one.
        threshold: The score that a block of the page needs.
        ledger: One entry a block. What another version does not have is empty.
        paragraphs: The paragraphs of the article.
        fields: Its other fields as plain data, without those that are empty.
        sources: What each field was read from.
    """

    status: Status | Literal["crashed"]
    reason: str = ""
    threshold: float = 0.0
    ledger: tuple[Entry, ...] = ()
    paragraphs: tuple[ParagraphText, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict, hash=False)
    sources: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def words(self) -> int:
        """Words of the blocks that are paragraphs."""
        return sum(_words_of(entry) for entry in self.ledger if entry.kept)


@dataclass(frozen=True, slots=True)
class BlockChange:
    """A block with another outcome, or a paragraph with other words.

    Attributes:
        cause: The one thing that made the difference.
        why: All that may have made it, in words.
        before: The outcome in the first extraction: `kept`, `dropped`, the name of a field, or `absent`.
        after: The outcome in the second.
        text_before: The text in the first; empty if the block is absent.
        text_after: The text in the second.
        words_lost: Words that the body loses.
        words_gained: Words that the body gains.
        index: The block's index in the first ledger; `None` if it is absent there.
        decided_before: The rule or step that decided in the first, and its reason.
        decided_after: The rule or step that decided in the second, and its reason.
        marks_before: Marks that only the first has.
        marks_after: Marks that only the second has.
    """

    cause: Cause
    why: str
    before: str
    after: str
    text_before: str
    text_after: str
    words_lost: int = 0
    words_gained: int = 0
    index: int | None = None
    decided_before: str = ""
    decided_after: str = ""
    marks_before: tuple[Mark, ...] = ()
    marks_after: tuple[Mark, ...] = ()

    @property
    def text(self) -> str:
        """The text in the second extraction, or in the first if the block is absent in the second."""
        return self.text_after or self.text_before

    @property
    def of_body(self) -> bool:
        """True if the block is a paragraph of either article."""
        return "kept" in (self.before, self.after)

    def __str__(self) -> str:
        """One line: both outcomes, the text, and why."""
        return f"{self.before} → {self.after}: {one_line(self.text, _MOST_TEXT)} ({self.why})"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of the article with another value or source.

    Attributes:
        name: Its name.
        before: Its value in the first article, as plain data; `None` if it is empty.
        after: Its value in the second.
        source_before: What the first was read from; empty if the field is empty.
        source_after: What the second was read from.
    """

    name: str
    before: Any
    after: Any
    source_before: str = ""
    source_after: str = ""

    @property
    def only_source(self) -> bool:
        """True if the value is the same and only the source differs."""
        return bool(self.before == self.after)

    def __str__(self) -> str:
        """One line: the name and both values, or both sources if only they differ."""
        values = (self.source_before, self.source_after) if self.only_source else (self.before, self.after)
        before, after = (one_line(" · ".join(lines_of(value)), _MOST_TEXT) or "nothing" for value in values)
        return f"{self.name}: {before} → {after}"


@dataclass(frozen=True, slots=True)
class Difference:
    """What changes on one page from one extraction to another. It is false if nothing changes.

    Attributes:
        blocks: Blocks with another outcome or other words, in document order.
        fields: Fields with another value or source, in the order of `Article`.
        statuses: How the two extractions ended.
        reasons: Why there is no article, in each; empty if there is one.
        words: Words of the body in each.
        thresholds: The score that a block needed in each.
    """

    blocks: tuple[BlockChange, ...]
    fields: tuple[FieldChange, ...]
    statuses: tuple[str, str]
    reasons: tuple[str, str]
    words: tuple[int, int]
    thresholds: tuple[float, float]

    def __bool__(self) -> bool:
        """True if anything changes. Reasons, certainties, qualities and thresholds alone don't count."""
        return bool(self.blocks or self.fields or self.statuses[0] != self.statuses[1])

    def __str__(self) -> str:
        """A line for each change."""
        if not self:
            return "nothing changes"
        head = [f"status: {self.statuses[0]} → {self.statuses[1]}"] if self.statuses[0] != self.statuses[1] else []
        return "\n".join([*head, *map(str, self.blocks), *map(str, self.fields)])

    def to_json(self, *, indent: int | None = None) -> str:
        """All attributes by their names as JSON; a cause is an object with `kind` and `name`.

        Args:
            indent: Spaces a level; all on one line if left out.
        """
        return json.dumps(asdict(self), ensure_ascii=False, indent=indent)


def diff(first: Extraction, second: Extraction) -> Difference:
    """Compare two extractions of one page, made with different settings.

    Args:
        first: The extraction to start from.
        second: The other.

    Returns:
        What the second changes.
    """
    return difference_of(snapshot(first), snapshot(second))


def snapshot(extraction: Extraction) -> Snapshot:
    """Take what is compared out of an extraction."""
    article = extraction.article
    result = Snapshot(extraction.status, extraction.reason, extraction.threshold, extraction.ledger)
    return result if article is None else with_article(result, article.model_dump(mode="json"))


def with_article(snapshot: Snapshot, article: dict[str, Any]) -> Snapshot:
    """Add an article.

    Args:
        snapshot: A snapshot without an article.
        article: The article as plain data, of this version or another.
    """
    paragraphs = tuple(
        ParagraphText(each["text"], each.get("kind", "paragraph"), each.get("level", 0))
        for each in article["paragraphs"]
    )
    fields = {name: value for name, value in article.items() if name not in _NO_FIELDS and value}
    sources = {name: str(each["source"]) for name, each in (article.get("sources") or {}).items()}
    return replace(snapshot, paragraphs=paragraphs, fields=fields, sources=sources)


def difference_of(first: Snapshot, second: Snapshot) -> Difference:
    """Compare two snapshots of one page.

    Args:
        first: The snapshot to start from.
        second: The other.

    Returns:
        What the second changes.
    """
    return Difference(
        tuple(_blocks(first, second)),
        tuple(_fields(first, second)),
        (first.status, second.status),
        (first.reason, second.reason),
        (first.words, second.words),
        (first.threshold, second.threshold),
    )


# --- blocks

_PlacedBlock: TypeAlias = tuple[Entry, ParagraphText | None]
"""A block, and the paragraph that it became."""


def _blocks(first: Snapshot, second: Snapshot) -> Iterator[BlockChange]:
    thresholds = (first.threshold, second.threshold)
    for before, after in _pairs(list(_with_paragraphs(first)), list(_with_paragraphs(second))):
        if before is None or after is None:
            yield _one_sided(before, after)
        elif _outcome(before) != _outcome(after):
            yield _other_outcome(before, after, thresholds)
        elif before[0].kept and (why := _why_reworded(before, after)):
            yield _reworded(before, after, why)


def _with_paragraphs(snapshot: Snapshot) -> Iterator[_PlacedBlock]:
    kept = sum(entry.kept for entry in snapshot.ledger)
    # The paragraphs of another version may not be its blocks: then the texts of the blocks are compared.
    paragraphs = iter(snapshot.paragraphs if kept == len(snapshot.paragraphs) else ())
    for entry in snapshot.ledger:
        yield entry, next(paragraphs, None) if entry.kept else None


def _pairs(
    first: list[_PlacedBlock], second: list[_PlacedBlock]
) -> Iterator[tuple[_PlacedBlock | None, _PlacedBlock | None]]:
    """The blocks of both in document order, each with its counterpart.

    Mostly the blocks are the same. They differ if one extraction reads the body in the page's data and the other does
    not, or if another version cuts the page otherwise. Counterparts have the same text, met as often before; else both
    are paragraphs and have half of their words in common.
    """
    partners = _same_texts(first, second)
    taken = set(partners.values())
    left = [number for number, block in enumerate(first) if block[0].kept and number not in taken]
    right = [number for number, block in enumerate(second) if block[0].kept and number not in partners]
    for before, after in changed_pairs([_text(first[number]) for number in left], [_text(second[n]) for n in right]):
        if before is not None and after is not None:
            partners[right[after]] = left[before]
    taken = set(partners.values())
    ordered: list[tuple[int, int, _PlacedBlock | None, _PlacedBlock | None]] = [
        (number, 0, block, None) for number, block in enumerate(first) if number not in taken
    ]
    last = -1
    for number, block in enumerate(second):
        partner = partners.get(number)
        last = last if partner is None else partner
        # A block that only the second has comes after the one that it follows there.
        order = number + 1 if partner is None else 0
        ordered.append((last, order, None if partner is None else first[partner], block))
    ordered.sort(key=lambda item: item[:2])
    return ((before, after) for _, _, before, after in ordered)


def _same_texts(first: list[_PlacedBlock], second: list[_PlacedBlock]) -> dict[int, int]:
    """The blocks of the second that have the same text as one of the first, by number."""
    numbers: defaultdict[str, deque[int]] = defaultdict(deque)
    for number, (entry, _) in enumerate(first):
        numbers[entry.text].append(number)
    return {
        number: numbers[entry.text].popleft() for number, (entry, _) in enumerate(second) if numbers.get(entry.text)
    }


def _one_sided(before: _PlacedBlock | None, after: _PlacedBlock | None) -> BlockChange:
    return BlockChange(
        Cause("source"),
        "only one side has such a block: the body is read in another place, or cut into other blocks",
        _outcome(before),
        _outcome(after),
        _text(before),
        _text(after),
        _words(before),
        _words(after),
        before[0].index if before else None,
        _decided(before),
        _decided(after),
    )


def _other_outcome(before: _PlacedBlock, after: _PlacedBlock, thresholds: tuple[float, float]) -> BlockChange:
    return BlockChange(
        cause_of_change(before[0], after[0], thresholds),
        why_changed(before[0], after[0], thresholds),
        _outcome(before),
        _outcome(after),
        before[0].text,
        after[0].text,
        _words(before),
        _words(after),
        before[0].index,
        _decided(before),
        _decided(after),
        marks_only_in(before[0], after[0]),
        marks_only_in(after[0], before[0]),
    )


def _why_reworded(before: _PlacedBlock, after: _PlacedBlock) -> str:
    """Why a paragraph is another one; empty if it is the same."""
    if _text(before) != _text(after):
        return "the words differ"
    if before[1] and after[1] and before[1] != after[1]:
        return f"{_kind(before[1])} → {_kind(after[1])}"
    return ""


def _reworded(before: _PlacedBlock, after: _PlacedBlock, why: str) -> BlockChange:
    runs = word_runs(_text(before), _text(after))
    gone, new = (" ".join(run.text for run in runs if run.kind == kind) for kind in ("gone", "new"))
    return BlockChange(
        Cause("wording"),
        why,
        "kept",
        "kept",
        _text(before),
        _text(after),
        _number_of_words(gone),
        _number_of_words(new),
        before[0].index,
    )


def _text(block: _PlacedBlock | None) -> str:
    """The text of the paragraph, which may lack a dateline, or else of the block."""
    if block is None:
        return ""
    entry, paragraph = block
    return paragraph.text if paragraph else entry.text


def _kind(paragraph: ParagraphText) -> str:
    return f"{paragraph.kind} {paragraph.level}" if paragraph.level else paragraph.kind


def _outcome(block: _PlacedBlock | None) -> str:
    if block is None:
        return "absent"
    return block[0].became


def _decided(block: _PlacedBlock | None) -> str:
    return f"{block[0].rule}: {block[0].reason}" if block else ""


def _words(block: _PlacedBlock | None) -> int:
    return _words_of(block[0]) if block and block[0].kept else 0


def _words_of(entry: Entry) -> int:
    """The words of a block; counted here if the version that made the entry did not."""
    return round(entry.words or count_words(entry.text))


def _number_of_words(text: str) -> int:
    collapsed = " ".join(text.split())
    return round(count_words(collapsed)) if any(sign.isalnum() for sign in collapsed) else 0


# --- fields


def _fields(first: Snapshot, second: Snapshot) -> Iterator[FieldChange]:
    names = {*first.fields, *second.fields}
    for name in sorted(names, key=lambda name: (_FIELD_ORDER.get(name, len(_FIELD_ORDER)), name)):
        before, after = first.fields.get(name), second.fields.get(name)
        sources = first.sources.get(name, ""), second.sources.get(name, "")
        if before != after or sources[0] != sources[1]:
            yield FieldChange(name, before, after, *sources)
