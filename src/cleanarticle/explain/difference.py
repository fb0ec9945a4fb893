"""Two extractions of one page to Difference: which blocks and fields change, and which marks make them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from cleanarticle.article import Article, Provenance
from cleanarticle.explain.entry import Entry
from cleanarticle.explain.extraction import Extraction
from cleanarticle.rules.api import Mark

__all__ = ["BlockChange", "Difference", "FieldChange", "diff"]

_NO_FIELDS: Final = frozenset({"paragraphs", "sources"})
"""What is no field of its own: the body is told block by block, sources with their fields."""
_MOST_TEXT: Final = 72


@dataclass(frozen=True, slots=True)
class BlockChange:
    """A block with another verdict.

    Attributes:
        before: Its entry in the first extraction; `None` if it has none.
        after: Its entry in the second; `None` if it has none.
        cause: Why, in a few words.
        marks_before: Marks that only the first extraction has.
        marks_after: Marks that only the second has.
    """

    before: Entry | None
    after: Entry | None
    cause: str
    marks_before: tuple[Mark, ...] = ()
    marks_after: tuple[Mark, ...] = ()

    @property
    def text(self) -> str:
        """The block's text."""
        entry = self.after or self.before
        return entry.text if entry else ""

    @property
    def outcomes(self) -> tuple[str, str]:
        """What became of it before and after: `kept`, `dropped`, the name of a field, or `absent`."""
        return _outcome(self.before), _outcome(self.after)

    def __str__(self) -> str:
        """One line: the two verdicts, the text, and the cause."""
        return f"{' → '.join(self.outcomes)}: {_shortened(self.text)} ({self.cause})"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of the article with another value or source.

    Attributes:
        name: Its name.
        before: Its value in the first article, as plain data; `None` if it is empty there.
        after: Its value in the second.
        source_before: Where the first came from.
        source_after: Where the second came from.
    """

    name: str
    before: Any
    after: Any
    source_before: Provenance | None = None
    source_after: Provenance | None = None

    def __str__(self) -> str:
        """One line: the name and both values, with what they were read from where only that differs."""
        first, second = self.before, self.after
        if first == second:
            first, second = self.source_before, self.source_after
        return f"{self.name}: {_value(first)} → {_value(second)}"


@dataclass(frozen=True, slots=True)
class Difference:
    """What a change of settings changes on one page. It is false if nothing changes.

    Attributes:
        blocks: Blocks with another verdict, in document order.
        fields: Fields with another value or source, in the order of `Article`.
        statuses: How the two extractions ended.
        lines: The score that a block needed in each.
    """

    blocks: tuple[BlockChange, ...]
    fields: tuple[FieldChange, ...]
    statuses: tuple[str, str]
    lines: tuple[float, float]

    def __bool__(self) -> bool:
        """Whether anything changes."""
        return bool(self.blocks or self.fields or self.statuses[0] != self.statuses[1])

    def __str__(self) -> str:
        """A line for each change."""
        if not self:
            return "nothing changes"
        head = [f"status: {self.statuses[0]} → {self.statuses[1]}"] if self.statuses[0] != self.statuses[1] else []
        return "\n".join([*head, *map(str, self.blocks), *map(str, self.fields)])

    def to_json(self, *, indent: int | None = None) -> str:
        """The same as JSON, each block with its text, both verdicts, and the marks that differ.

        Args:
            indent: Spaces a level; all on one line if left out.
        """
        data = {
            "statuses": self.statuses,
            "lines": [round(line, 3) for line in self.lines],
            "blocks": [_block_data(change) for change in self.blocks],
            "fields": [_field_data(change) for change in self.fields],
        }
        return json.dumps(data, ensure_ascii=False, indent=indent)


def diff(first: Extraction, second: Extraction) -> Difference:
    """Compare two extractions of one page, made with different settings.

    Args:
        first: The extraction to start from.
        second: The other.

    Returns:
        What the second changes.
    """
    changes = []
    for before, after in _pairs(first.ledger, second.ledger):
        if _outcome(before) != _outcome(after):
            marks_before = _only_in(before, after)
            marks_after = _only_in(after, before)
            cause = _cause(before, after, marks_before, marks_after, (first.threshold, second.threshold))
            changes.append(BlockChange(before, after, cause, marks_before, marks_after))
    return Difference(
        tuple(changes),
        tuple(_fields(first.article, second.article)),
        (first.status, second.status),
        (first.threshold, second.threshold),
    )


def _pairs(first: tuple[Entry, ...], second: tuple[Entry, ...]) -> list[tuple[Entry | None, Entry | None]]:
    """The blocks of both, each with its like: the same text, met as often before.

    Mostly the blocks are the same. They differ where one reads the body in the page's data and the other does not.
    """
    if [entry.text for entry in first] == [entry.text for entry in second]:
        return list(zip(first, second, strict=True))
    partners = dict(_numbered(first))
    pairs: list[tuple[Entry | None, Entry | None]] = []
    for key, entry in _numbered(second):
        pairs.append((partners.pop(key, None), entry))
    return pairs + [(entry, None) for entry in partners.values()]


def _numbered(ledger: Iterable[Entry]) -> Iterable[tuple[tuple[str, int], Entry]]:
    met: dict[str, int] = {}
    for entry in ledger:
        number = met[entry.text] = met.get(entry.text, -1) + 1
        yield (entry.text, number), entry


def _outcome(entry: Entry | None) -> str:
    if entry is None:
        return "absent"
    return entry.field or ("kept" if entry.kept else "dropped")


def _only_in(entry: Entry | None, other: Entry | None) -> tuple[Mark, ...]:
    theirs = other.marks if other else ()
    return tuple(mark for mark in entry.marks if mark not in theirs) if entry else ()


def _cause(
    before: Entry | None,
    after: Entry | None,
    marks_before: tuple[Mark, ...],
    marks_after: tuple[Mark, ...],
    lines: tuple[float, float],
) -> str:
    """What made the verdict another: the marks that differ, the line, the later steps."""
    if before is None or after is None:
        return "the body is read from another place"
    causes = [f"without {_rule(mark)}" for mark in marks_before] + [f"with {_rule(mark)}" for mark in marks_after]
    if _crosses(before, after, lines):
        causes.append(f"the line goes from {lines[0]:+.1f} to {lines[1]:+.1f}, and it has {after.score:+.1f} points")
    causes += [f"without the step {step}" for step in sorted(_steps(before) - _steps(after))]
    causes += [f"with the step {step}" for step in sorted(_steps(after) - _steps(before))]
    if before.field and before.field != after.field:
        causes.append(f"it is no longer read as {before.field}")
    return "; ".join(causes) or f"{after.rule}: {after.reason}"


def _steps(entry: Entry) -> set[str]:
    """The steps behind the score and the rules that had a say."""
    rules = {mark.rule for mark in entry.marks}
    return {verdict.step for verdict in entry.verdicts[1:]} - rules - {entry.field}


def _crosses(before: Entry, after: Entry, lines: tuple[float, float]) -> bool:
    """Whether the line moved across the block's score."""
    return lines[0] != lines[1] and (before.score > lines[0]) != (after.score > lines[1])


def _rule(mark: Mark) -> str:
    weight = "veto" if mark.kind == "drop" else f"{mark.points:+.1f}"
    return f"{mark.rule} ({'overruled ' if mark.overruled else ''}{weight})"


def _fields(first: Article | None, second: Article | None) -> Iterable[FieldChange]:
    one = first.model_dump(mode="json") if first else {}
    two = second.model_dump(mode="json") if second else {}
    sources_before = first.sources if first else {}
    sources_after = second.sources if second else {}
    for name in Article.model_fields:
        before, after = one.get(name) or None, two.get(name) or None
        sources = sources_before.get(name), sources_after.get(name)
        if name not in _NO_FIELDS and (before != after or sources[0] != sources[1]):
            yield FieldChange(name, before, after, *sources)


def _block_data(change: BlockChange) -> dict[str, Any]:
    entry = change.after or change.before
    return {
        "index": entry.index if entry else None,
        "text": change.text,
        "before": change.outcomes[0],
        "after": change.outcomes[1],
        "cause": change.cause,
        "marks_before": [_mark_data(mark) for mark in change.marks_before],
        "marks_after": [_mark_data(mark) for mark in change.marks_after],
    }


def _mark_data(mark: Mark) -> dict[str, Any]:
    return {name: getattr(mark, name) for name in mark.__slots__}


def _field_data(change: FieldChange) -> dict[str, Any]:
    return {
        "name": change.name,
        "before": change.before,
        "after": change.after,
        "source_before": change.source_before and change.source_before.model_dump(),
        "source_after": change.source_after and change.source_after.model_dump(),
    }


def _value(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, Provenance):
        return f"{value.source} ({value.certainty:.0%})"
    if isinstance(value, dict) and "text" in value:
        return _shortened(str(value["text"]))
    return _shortened(json.dumps(value, ensure_ascii=False))


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MOST_TEXT else line[: _MOST_TEXT - 1] + "…"
