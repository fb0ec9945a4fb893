"""Two readings of one page to what changed on it, in plain data that goes from one process to another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cleanarticle.article import Article
from cleanarticle.explain.difference import BlockChange, diff
from cleanarticle.explain.entry import Entry
from cleanarticle.explain.extraction import Extraction
from cleanarticle.page.segment.text import count_words
from cleanarticle.upgrade.causes import Cause, cause_of
from cleanarticle.upgrade.reading import Reading, Words, words_of
from cleanarticle.upgrade.wording import word_changes

__all__ = ["Change", "FieldDelta", "PageChange", "compare_readings"]

_MOST_TEXT: Final = 1200
"""Characters of a text that are carried along: what a reader of a report needs to judge."""
_MOST_PAIRS: Final = 40_000
"""Paragraphs of both sides, multiplied, beyond which they are not compared word by word."""
_LEAST_ALIKE: Final = 0.5
"""Share of the words that two paragraphs have in common if one is the other, changed."""
_NO_FIELDS: Final = frozenset({"paragraphs", "sources"})
_ORDER: Final = {name: number for number, name in enumerate(Article.model_fields)}


@dataclass(frozen=True, slots=True)
class Change:
    """A piece of the body that came, went or became another.

    Attributes:
        cause: What it is counted under.
        before: What became of it before: `kept`, `dropped`, `absent`, or the name of a field.
        after: What became of it after.
        text_before: Its text before; empty if it was absent.
        text_after: Its text after.
        words_lost: Words that the body loses.
        words_gained: Words that the body gains.
        why: The cause in full: marks that differ, the line, steps.
        rule_before: The rule or step that decided before, with its reason.
        rule_after: The rule or step that decided after.
    """

    cause: Cause
    before: str
    after: str
    text_before: str
    text_after: str
    words_lost: int
    words_gained: int
    why: str
    rule_before: str = ""
    rule_after: str = ""


@dataclass(frozen=True, slots=True)
class FieldDelta:
    """A field with another value or source.

    Attributes:
        name: Its name.
        before: Its value as text; empty if it is empty.
        after: Its value after.
        source_before: What it was read from; empty if it is empty.
        source_after: What it is read from after.
        equal: Whether the value is the same, and only the source another.
    """

    name: str
    before: str
    after: str
    source_before: str
    source_after: str
    equal: bool


@dataclass(frozen=True, slots=True)
class PageChange:
    """One page, read twice.

    Attributes:
        place: Where it stands in the archive.
        url: Its address; empty if the archive does not tell.
        statuses: How the two readings ended.
        reasons: Why there is no article, before and after.
        words: Words of the body, before and after.
        changes: What changed in the body, in the order of the page.
        fields: What changed of the fields, in the order of `Article`.
    """

    place: str
    url: str
    statuses: tuple[str, str]
    reasons: tuple[str, str]
    words: tuple[int, int]
    changes: tuple[Change, ...]
    fields: tuple[FieldDelta, ...]

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.changes or self.fields or self.statuses[0] != self.statuses[1])


def compare_readings(first: Reading, second: Reading, *, place: str = "", url: str = "") -> PageChange:
    """Say what changed from one reading of a page to another.

    Blocks that were in neither body, and are no field's, do not count, nor do reasons and certainties alone.

    Args:
        first: The reading to start from.
        second: The other.
        place: Where the page stands.
        url: Its address.

    Returns:
        What changed.
    """
    return PageChange(
        place,
        url,
        (first.status, second.status),
        (_shortened(first.reason), _shortened(second.reason)),
        (first.words, second.words),
        tuple(_body_changes(first, second)),
        tuple(_field_changes(first, second)),
    )


def _body_changes(first: Reading, second: Reading) -> Iterable[Change]:
    lines = (first.line, second.line)
    difference = diff(_bare(first), _bare(second))
    both = [each for each in difference.blocks if each.before and each.after and _counts(each)]
    yield from (_block_change(each, lines) for each in both)
    left = _left(first, {each.before.index for each in both if each.before})
    right = _left(second, {each.after.index for each in both if each.after})
    yield from _other_words(_only(left, right), _only(right, left))


def _bare(reading: Reading) -> Extraction:
    """What tells the blocks of two readings apart; fields are compared as plain data."""
    status = "bad-input" if reading.status == "crashed" else reading.status
    return Extraction(None, status, reading.reason, reading.ledger, threshold=reading.line)


def _counts(change: BlockChange) -> bool:
    return any(entry is not None and entry.kept for entry in (change.before, change.after))


def _block_change(change: BlockChange, lines: tuple[float, float]) -> Change:
    before, after = change.outcomes
    entry = change.after or change.before
    assert entry is not None  # noqa: S101 - a change has a side
    words = words_of(entry)
    text = _shortened(change.text)
    return Change(
        cause_of(change, lines),
        before,
        after,
        text,
        text,
        words if before == "kept" else 0,
        words if after == "kept" else 0,
        change.cause,
        _decided(change.before),
        _decided(change.after),
    )


def _decided(entry: Entry | None) -> str:
    return _shortened(f"{entry.rule}: {entry.reason}") if entry else ""


def _left(reading: Reading, told: set[int]) -> list[Words]:
    """The paragraphs of blocks whose verdict is the same, or that the other side does not have."""
    kept = [entry for entry in reading.ledger if entry.kept]
    paragraphs: Sequence[Words] = reading.paragraphs
    if len(kept) != len(paragraphs):  # a version whose paragraphs are no blocks
        paragraphs = [Words(entry.text, "paragraph", 0) for entry in kept]
    return [words for entry, words in zip(kept, paragraphs, strict=True) if entry.index not in told]


def _only(paragraphs: list[Words], others: list[Words]) -> list[Words]:
    """Paragraphs that the others do not have, or not as often."""
    rest = Counter(others)
    found = []
    for each in paragraphs:
        if rest[each]:
            rest[each] -= 1
        else:
            found.append(each)
    return found


def _other_words(gone: list[Words], new: list[Words]) -> Iterable[Change]:
    """Paragraphs that changed, those that only one side has, in the order of the page."""
    partners = _alike(gone, new) if len(gone) * len(new) <= _MOST_PAIRS else {}
    for number, each in enumerate(gone):
        if number in partners:
            yield _wording(each, new[partners[number]])
        else:
            yield _one_sided(each, lost=True)
    paired = set(partners.values())
    for number, each in enumerate(new):
        if number not in paired:
            yield _one_sided(each, lost=False)


def _alike(gone: list[Words], new: list[Words]) -> dict[int, int]:
    """The most alike partner of each paragraph, first come first served."""
    bags = [Counter(each.text.split()) for each in new]
    partners: dict[int, int] = {}
    free = set(range(len(new)))
    for number, each in enumerate(gone):
        bag = Counter(each.text.split())
        best = max(free, key=lambda other: (_overlap(bag, bags[other]), -other), default=None)
        if best is not None and _overlap(bag, bags[best]) >= _LEAST_ALIKE:
            partners[number] = best
            free.remove(best)
    return partners


def _overlap(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / ((one.total() + other.total()) or 1)


def _wording(before: Words, after: Words) -> Change:
    pieces = word_changes(before.text, after.text)
    gone, new = (" ".join(piece.text for piece in pieces if piece.kind == kind) for kind in ("gone", "new"))
    why = "the words differ" if pieces and (gone or new) else f"{_kind(before)} → {_kind(after)}"
    return Change(
        Cause("wording"),
        "kept",
        "kept",
        _shortened(before.text),
        _shortened(after.text),
        _words_in(gone),
        _words_in(new),
        why,
    )


def _words_in(text: str) -> int:
    collapsed = " ".join(text.split())
    return round(count_words(collapsed)) if any(sign.isalnum() for sign in collapsed) else 0


def _kind(words: Words) -> str:
    return f"{words.kind} {words.level}" if words.level else words.kind


def _one_sided(words: Words, *, lost: bool) -> Change:
    number, text = _words_in(words.text), _shortened(words.text)
    why = "only one side has such a block: the body is read in another place, or cut otherwise"
    if lost:
        return Change(Cause("source"), "kept", "absent", text, "", number, 0, why)
    return Change(Cause("source"), "absent", "kept", "", text, 0, number, why)


def _field_changes(first: Reading, second: Reading) -> Iterable[FieldDelta]:
    if first.fields or second.fields:
        names = sorted({*first.fields, *second.fields} - _NO_FIELDS, key=lambda name: (_ORDER.get(name, 99), name))
        for name in names:
            before, after = first.fields.get(name), second.fields.get(name)
            sources = first.sources.get(name, ""), second.sources.get(name, "")
            if before != after or sources[0] != sources[1]:
                yield FieldDelta(name, _readable(before), _readable(after), *sources, equal=before == after)


def _readable(value: Any) -> str:
    """A value as text for a reader: of an object with a text, the text and what else it has."""
    if value is None:
        return ""
    return _shortened(_text_of(value))


def _text_of(value: Any) -> str:
    if isinstance(value, dict):
        parts = [(name, _text_of(each)) for name, each in value.items() if each not in (None, [], "", {}, False)]
        return " · ".join(text if name == "text" else f"{name}: {text}" for name, text in parts)
    if isinstance(value, list):
        return " | ".join(_text_of(each) for each in value)
    return str(value)


def _shortened(text: str) -> str:
    return text if len(text) <= _MOST_TEXT else text[: _MOST_TEXT - 1] + "…"
