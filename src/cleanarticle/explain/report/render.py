"""Fills the template of the report.

All text of the page goes through Jinja2's autoescaping, or into a block of JSON that the report's script reads with
`textContent`; nothing of it becomes markup. The content policy allows the report's own style and script by their
hashes, and nothing else: no request, no frame, no form, no other script.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, NamedTuple

from markupsafe import Markup

from cleanarticle.article import Article, Paragraph, Provenance
from cleanarticle.explain.difference import Difference
from cleanarticle.explain.entry import Entry
from cleanarticle.explain.extraction import Extraction
from cleanarticle.explain.report.templating import asset, base_style, json_data, write_page

__all__ = ["render_report"]

_APART: Final = frozenset({"paragraphs", "sources"})
_PACKAGE: Final = "cleanarticle.explain.report"


class _Field(NamedTuple):
    """A field as the table shows it."""

    name: str
    value: str
    source: Provenance | None
    block: int | None


class _Choice(NamedTuple):
    """An entry of a filter, with the number of blocks it leaves."""

    name: str
    number: int


@dataclass(frozen=True, slots=True)
class _Row:
    """A block as the list shows it.

    Attributes:
        entry: The block.
        rules: Rules that marked it, and the step that decided.
        families: Families of these rules.
        change: What a change of settings would make of it, if anything else.
    """

    entry: Entry
    rules: tuple[str, ...]
    families: tuple[str, ...]
    change: str


def render_report(extraction: Extraction, *, name: str = "", difference: Difference | None = None) -> str:
    """Write the report of one page.

    Args:
        extraction: What `inspect` gave.
        name: What the page is called in the report: its address, or the name of its file.
        difference: What a change of settings would change on the same page, from `diff(extraction, other)`.

    Returns:
        One HTML page that loads nothing, in which nothing of the page is markup.
    """
    rows = _rows(extraction, difference)
    return write_page(
        _PACKAGE,
        "report.html.j2",
        style=f"{base_style()}\n{asset(_PACKAGE, 'report.css')}",
        script=asset(_PACKAGE, "report.js"),
        name=name,
        extraction=extraction,
        article=extraction.article,
        paragraphs=_paragraphs(extraction),
        fields=_fields(extraction),
        rows=rows,
        outcomes=Counter(row.entry.outcome for row in rows),
        rules=_choices(rule for row in rows for rule in row.rules),
        families=_choices(family for row in rows for family in row.families),
        difference=difference,
        data=_data(extraction, rows),
    )


def _choices(names: Any) -> list[_Choice]:
    return [_Choice(*each) for each in sorted(Counter(names).items())]


def _rows(extraction: Extraction, difference: Difference | None) -> list[_Row]:
    changes = {}
    for change in difference.blocks if difference else ():
        if change.before is not None:
            changes[change.before.index] = f"{' → '.join(change.outcomes)}: {change.cause}"
    rows = []
    for entry in extraction.ledger:
        rules = tuple(dict.fromkeys([entry.rule, *(mark.rule for mark in entry.marks)]))
        families = tuple(dict.fromkeys(extraction.families[rule] for rule in rules if rule in extraction.families))
        rows.append(_Row(entry, rules, families, changes.get(entry.index, "")))
    return rows


def _paragraphs(extraction: Extraction) -> list[tuple[Paragraph, int]]:
    """The article's paragraphs, each with the block it stands in."""
    article = extraction.article
    if article is None:
        return []
    blocks = (entry.index for entry in extraction.ledger if entry.kept)
    return list(zip(article.paragraphs, blocks, strict=True))


def _fields(extraction: Extraction) -> list[_Field]:
    article = extraction.article
    if article is None:
        return []
    blocks: dict[str, int] = {}
    for entry in extraction.ledger:
        if entry.field:
            blocks.setdefault(entry.field, entry.index)
    values = article.model_dump(mode="json", exclude=set(_APART))
    return [
        _Field(name, _readable(values[name]), article.sources.get(name), blocks.get(name))
        for name in Article.model_fields
        if name not in _APART and values[name]
    ]


def _readable(value: object) -> str:
    """A value as lines of text: the parts of an object as `name: value`, empty ones left out."""
    if isinstance(value, dict):
        parts = {name: _readable(each) for name, each in value.items() if each not in (None, [], "", {})}
        return "\n".join(f"{name}: {each}" for name, each in parts.items())
    if isinstance(value, list):
        return ("\n\n" if any(isinstance(each, dict) for each in value) else "\n").join(map(_readable, value))
    return str(value)


def _data(extraction: Extraction, rows: list[_Row]) -> Markup:
    """What the script shows of a block, as JSON that can't end the element it stands in."""
    data = {
        "line": round(extraction.threshold, 2),
        "blocks": [_block(row, extraction) for row in rows],
        "containers": [
            {
                "label": each.label,
                "parent": each.parent,
                "first": each.first,
                "end": each.end,
                "words": round(each.words),
                "links": round(each.link_words),
                "kept": each.kept,
            }
            for each in extraction.containers
        ],
    }
    return json_data(json.dumps(data, separators=(",", ":")))


def _block(row: _Row, extraction: Extraction) -> dict[str, Any]:
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
    """The last step that turned the verdict of the one before it; empty if the score decided."""
    turns = [later.step for earlier, later in pairwise(entry.verdicts) if earlier.kept != later.kept]
    return turns[-1] if turns else ""
