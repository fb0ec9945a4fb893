"""Fill the template of the report of one page.

All text of the page is escaped by the template, or is in a block of JSON that the report's script reads with
`textContent`; nothing of it becomes markup.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, NamedTuple

from markupsafe import Markup

from cleanarticle.article import Article, Provenance
from cleanarticle.content import Paragraph, leaves_in
from cleanarticle.explain.difference import Difference
from cleanarticle.explain.entry import Entry
from cleanarticle.explain.extraction import Extraction
from cleanarticle.explain.text_difference import lines_of
from cleanarticle.render.html import HtmlWriter
from cleanarticle.report_kit import json_data, write_page

__all__ = ["render_report"]

_APART: Final = frozenset({"body", "sources"})


class _FieldRow(NamedTuple):
    """A field of the table, with the block that it was read from."""

    name: str
    value: str
    source: Provenance | None
    block: int | None


@dataclass(frozen=True, slots=True)
class _BlockRow:
    """A block of the list.

    Attributes:
        entry: The block.
        rules: Rules that marked it, and the step that decided.
        families: Families of these rules.
        change: What a change of settings would change.
    """

    entry: Entry
    rules: tuple[str, ...]
    families: tuple[str, ...]
    change: str


def render_report(extraction: Extraction, *, name: str = "", difference: Difference | None = None) -> str:
    """Write the report of one page.

    Args:
        extraction: The result of `inspect`.
        name: A name for the page: its address, or the name of its file.
        difference: What a change of settings would change on the same page, from `diff(extraction, other)`.

    Returns:
        One HTML page that loads nothing, in which nothing of the page is markup.
    """
    rows = _rows(extraction, difference)
    return write_page(
        "cleanarticle.explain.report",
        "explain",
        name=name,
        extraction=extraction,
        article=extraction.article,
        body=_body(extraction),
        fields=_fields(extraction),
        rows=rows,
        outcomes=_outcomes(rows, changes=bool(difference)),
        rules=_choices(rule for row in rows for rule in row.rules),
        families=_choices(family for row in rows for family in row.families),
        difference=difference,
        data=_data(extraction, rows),
    )


def _outcomes(rows: list[_BlockRow], *, changes: bool) -> list[tuple[str, str, int]]:
    numbers = Counter(row.entry.outcome for row in rows)
    choices = [("kept", "kept"), ("field", "became a field"), ("dropped", "dropped")]
    outcomes = [(outcome, label, numbers[outcome]) for outcome, label in choices]
    return [*outcomes, ("changed", "changed", sum(bool(row.change) for row in rows))] if changes else outcomes


def _choices(names: Iterable[str]) -> list[tuple[str, str, int]]:
    return [(name, name, number) for name, number in sorted(Counter(names).items())]


def _rows(extraction: Extraction, difference: Difference | None) -> list[_BlockRow]:
    changes = {
        change.index: f"{change.before} → {change.after}: {change.why}"
        for change in (difference.blocks if difference else ())
    }
    rows = []
    for entry in extraction.ledger:
        rules = tuple(dict.fromkeys([entry.rule, *(mark.rule for mark in entry.marks)]))
        families = tuple(dict.fromkeys(extraction.families[rule] for rule in rules if rule in extraction.families))
        rows.append(_BlockRow(entry, rules, families, changes.get(entry.index, "")))
    return rows


def _body(extraction: Extraction) -> Markup:
    """The article's body as HTML, each text with the index of its block."""
    article = extraction.article
    if article is None:
        return Markup()
    kept = (entry.index for entry in extraction.ledger if entry.kept)
    return Markup(_BodyWriter(article, kept).blocks(article.body))  # noqa: S704 - the writer escapes all text


class _BodyWriter(HtmlWriter):
    """Writes a body without addresses and ids: the report loads nothing, and has ids of its own."""

    def __init__(self, article: Article, kept: Iterable[int]) -> None:
        super().__init__(article, links=False, images=False)
        groups = zip(leaves_in(article.body), kept, strict=True)
        self._index = {id(leaf): index for leaves, index in groups for leaf in leaves}

    def inline(self, paragraph: Paragraph) -> str:
        """A text in an element that leads to its block."""
        marks = tuple(mark for mark in paragraph.marks if mark.kind != "footnote")  # a sign would be a link
        text = super().inline(paragraph.model_copy(update={"marks": marks}))
        return f'<span dir="auto" data-block="{self._index[id(paragraph)]}">{text}</span>'

    def new_id(self, name: str | None) -> None:
        """No id."""


def _fields(extraction: Extraction) -> list[_FieldRow]:
    article = extraction.article
    if article is None:
        return []
    blocks: dict[str, int] = {}
    for entry in extraction.ledger:
        if entry.field:
            blocks.setdefault(entry.field, entry.index)
    values = article.model_dump(mode="json", exclude=set(_APART))
    return [
        _FieldRow(name, "\n".join(lines_of(values[name])), article.sources.get(name), blocks.get(name))
        for name in Article.model_fields
        if name not in _APART and values[name]
    ]


def _data(extraction: Extraction, rows: list[_BlockRow]) -> Markup:
    """The data of the script, as JSON that can't end its element."""
    data = {
        "threshold": round(extraction.threshold, 2),
        "blocks": [_block(row, extraction) for row in rows],
        "containers": [
            {
                "label": container.label,
                "parent": container.parent,
                "first": container.first,
                "end": container.end,
                "words": round(container.words),
                "links": round(container.link_words),
                "kept": container.kept,
            }
            for container in extraction.containers
        ],
    }
    return json_data(json.dumps(data, separators=(",", ":")))


def _block(row: _BlockRow, extraction: Extraction) -> dict[str, Any]:
    entry = row.entry
    return {
        "tag": entry.tag,
        "outcome": entry.outcome,
        "field": entry.field,
        "rule": entry.rule,
        "reason": entry.reason,
        "source": entry.source,
        "words": round(entry.words),
        "container": entry.container,
        "score": round(entry.score, 2),
        "first": round(entry.first_score, 2),
        "base": round(entry.base, 2),
        "shares": [[share.feature, round(share.points, 2)] for share in entry.shares],
        "word_shares": [[share.table, share.word, round(share.points, 2)] for share in entry.word_shares],
        "marks": [
            {
                "rule": mark.rule,
                "family": extraction.families.get(mark.rule, ""),
                "veto": mark.kind == "drop",
                "points": round(mark.points, 2),
                "reason": mark.reason,
                "overruled": mark.overruled,
            }
            for mark in entry.marks
        ],
        "verdicts": [[verdict.step, verdict.kept, verdict.reason] for verdict in entry.verdicts],
        "turned": _turn(entry),
        "change": row.change,
    }


def _turn(entry: Entry) -> str:
    """The last step that reversed the verdict of the step before it; empty if the score decided."""
    turns = [later.step for earlier, later in pairwise(entry.verdicts) if earlier.kept != later.kept]
    return turns[-1] if turns else ""
