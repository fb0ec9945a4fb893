"""Why a field came out as it did: the blocks that are missing or too much, and the marks that made them so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from cleanarticle.entry import Entry
from cleanarticle.extraction import Extraction
from cleanarticle.testing.compare import Verdict
from cleanarticle.testing.expected import EXCLUDES, PARAGRAPHS
from cleanarticle.testing.wording import changed_lines, changed_texts

__all__ = ["NO_WORDS", "Cause", "causes", "causes_of_text", "differing_texts"]

_MOST_TEXT: Final = 60
NO_WORDS: Final = frozenset(
    "access alt body_source canonical_url date duration inline kind language level modified next_page published "
    "src time".split()
)
"""Fields, and attributes of parts, whose value the page's words don't say."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What decided over a piece of text that differs.

    Attributes:
        text: The text of the block, or of the field.
        outcome: What became of it: `kept`, `dropped`, the name of a field; `nowhere` if no block holds it; `read`
            of a field, with its source as the rule.
        rule: The rule or step that decided; empty where no block holds it.
        reason: Why.
        marks: All marks of the block, as text.
    """

    text: str
    outcome: str
    rule: str
    reason: str
    marks: tuple[str, ...] = ()

    def __str__(self) -> str:
        """One line: the text, what became of it, which rule made it so and why."""
        text = self.text if len(self.text) <= _MOST_TEXT else self.text[: _MOST_TEXT - 1] + "…"
        if self.outcome in ("nowhere", "read"):
            return f"{text!r} {self.reason}"
        by = f" by {self.rule}" if self.rule else ""
        return f"{text!r} {self.outcome}{by}: {self.reason}"


def causes(extraction: Extraction, verdict: Verdict) -> tuple[Cause, ...]:
    """Find what made a field differ.

    Args:
        extraction: What `inspect` gave for the page.
        verdict: The field.

    Returns:
        What became of the blocks that hold what is missing or too much, in the order of the comparison, and the
        source that the field was read from. Empty if nothing differs.
    """
    if verdict.same:
        return ()
    return tuple(dict.fromkeys(_found(extraction, verdict)))


def _found(extraction: Extraction, verdict: Verdict) -> Iterator[Cause]:
    found = [cause for text in differing_texts(verdict) for cause in causes_of_text(extraction, text)]
    if extraction.article is None:
        yield Cause("the page", "nowhere", "", f"holds no article: {extraction.reason}")
        found = [cause for cause in found if cause.rule]
    yield from found
    article = extraction.article
    source = article and article.sources.get(verdict.field)
    if source:
        yield Cause(
            verdict.field, "read", source.source, f"was read from {source.source} ({source.certainty:.0%} sure)"
        )


def differing_texts(verdict: Verdict) -> Iterator[str]:
    """The texts of a verdict that stand on one side only; none where the page's words don't say the value."""
    if verdict.field in NO_WORDS:
        return
    if verdict.field == EXCLUDES:
        pairs = changed_lines(verdict)
    elif verdict.field == PARAGRAPHS and isinstance(verdict.expected, dict):
        texts = {name: piece for name, piece in verdict.expected.items() if name != "count"}
        pairs = changed_lines(replace(verdict, expected=texts))
    else:
        pairs = list(changed_texts(list(_texts(verdict.expected)), list(_texts(verdict.got))))
    yield from (text for pair in pairs for text in pair if text)


def _texts(value: Any) -> Iterator[str]:
    """The texts of a value, without those of its attributes that the page's words don't say."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name not in NO_WORDS:
                yield from _texts(item)


def causes_of_text(extraction: Extraction, text: str) -> Iterator[Cause]:
    """What became of the blocks that hold a text; nothing for one without a letter or digit."""
    if not any(sign.isalnum() for sign in text):
        return
    answer = extraction.explain(text)
    yield from map(_of_entry, answer.entries)
    if not answer.entries:
        where = f"only in {answer.data}, not in its text" if answer.data else "nowhere in the page"
        yield Cause(text, "nowhere", "", f"stands {where}")


def _of_entry(entry: Entry) -> Cause:
    marks = tuple(
        f"{mark.rule} {'veto' if mark.kind == 'drop' else f'{mark.points:+.1f}'}: {mark.reason}" for mark in entry.marks
    )
    return Cause(entry.text, entry.field or entry.outcome, entry.rule, entry.reason, marks)
