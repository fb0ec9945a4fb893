"""When two pages show the same difference: what a page that is made smaller has to keep."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from cleanarticle.extraction import Extraction
from cleanarticle.testing.causes import causes_of_text, differing_texts
from cleanarticle.testing.check import Setup, inspected
from cleanarticle.testing.compare import NO_ARTICLE, Verdict, compare
from cleanarticle.testing.expected import PARAGRAPHS, Expected, expects_no_article
from cleanarticle.testing.fixture import Fixture
from cleanarticle.testing.wording import changed_lines

__all__ = ["Difference", "differences", "still_shown"]


@dataclass(frozen=True, slots=True)
class Difference:
    """How a field differs.

    Attributes:
        verdict: The field.
        deciders: For each text that stands on one side only, what became of the blocks with it, and by which rules.
        source: What the field was read from; empty if it was not.
        reason: Why there is no article; empty if there is one.
    """

    verdict: Verdict
    deciders: dict[str, frozenset[tuple[str, str]]]
    source: str
    reason: str


def differences(
    fixture: Fixture, setup: Setup, fields: Collection[str] = ()
) -> tuple[tuple[Difference, ...], Extraction]:
    """How a fixture differs from what is expected of it.

    Args:
        fixture: The fixture.
        setup: What the extractor is made from.
        fields: The fields to look at; all that are asserted if empty.

    Returns:
        A difference a field, and the extraction.
    """
    extraction = inspected(fixture, setup)
    verdicts = compare(extraction.article, fixture.expected)
    found = (verdict for verdict in verdicts if not verdict.same and (not fields or verdict.field in fields))
    return tuple(_difference(extraction, verdict) for verdict in found), extraction


def still_shown(wanted: tuple[Difference, ...], fixture: Fixture, setup: Setup) -> Fixture | None:
    """Tell whether a smaller page still shows the same differences, and no other.

    The differences are the same if the same fields differ, each in the same lines; if what became of each text that
    is missing or too much was decided by the same rules; and if a field was read from the same source. Paragraphs
    that came out right may go from the page, and then go from what is expected; one that is still in the page has to
    come out. Where an article is expected and none was found, that has to have the same reason. Where none is expected,
    it is enough that there is one, of the same paragraphs.

    Args:
        wanted: The differences.
        fixture: The smaller page, which asserts the fields that differ.
        setup: What the extractor is made from.

    Returns:
        The fixture, asserting no paragraph that is gone; `None` if its differences are others.
    """
    extraction = inspected(fixture, setup)
    expected = _of_what_is_left(wanted, fixture.expected, extraction)
    if expected is None:
        return None
    verdicts = {verdict.field: verdict for verdict in compare(extraction.article, expected) if not verdict.same}
    if verdicts.keys() != {each.verdict.field for each in wanted}:
        return None
    same = all(_is_same(each, _difference(extraction, verdicts[each.verdict.field])) for each in wanted)
    return replace(fixture, expected=expected) if same else None


def _difference(extraction: Extraction, verdict: Verdict) -> Difference:
    deciders = {text: _deciders(extraction, text) for text in differing_texts(verdict)}
    article = extraction.article
    source = article.sources.get(verdict.field) if article else None
    return Difference(verdict, deciders, source.source if source else "", extraction.reason)


def _deciders(extraction: Extraction, text: str) -> frozenset[tuple[str, str]]:
    """What became of the blocks with a text; of those that are nothing else, if there are such."""
    found = list(causes_of_text(extraction, text))
    exact = [cause for cause in found if cause.text == text]
    return frozenset((cause.outcome, cause.rule) for cause in exact or found)


def _is_same(first: Difference, second: Difference) -> bool:
    old, new = first.verdict, second.verdict
    if (NO_ARTICLE in old.problems) != (NO_ARTICLE in new.problems) or first.reason != second.reason:
        return False
    if old.field == PARAGRAPHS and old.expected == []:
        return all(item in old.got for item in new.got)
    if changed_lines(old) != changed_lines(new) or first.source != second.source:
        return False
    return all(_is_less(second.deciders.get(text), deciders) for text, deciders in first.deciders.items())


def _is_less(found: frozenset[tuple[str, str]] | None, wanted: frozenset[tuple[str, str]]) -> bool:
    """Whether fewer copies of a text met the same ends, and one at least is left."""
    return found is not None and found <= wanted and bool(found) == bool(wanted)


def _of_what_is_left(wanted: tuple[Difference, ...], expected: Expected, extraction: Extraction) -> Expected | None:
    """What is expected without paragraphs that are gone; `None` if one is there and does not come out any more."""
    paragraphs = expected.get(PARAGRAPHS)
    if not isinstance(paragraphs, list) or expects_no_article(expected) or extraction.article is None:
        return expected
    got = {paragraph.text for paragraph in extraction.article.paragraphs}
    missing = {text for each in wanted for text in each.deciders}
    left = [item for item in paragraphs if _text(item) in got or _text(item) in missing]
    gone = [_text(item) for item in paragraphs if item not in left]
    if any(text in entry.text for text in gone for entry in extraction.ledger):
        return None
    return expected | {PARAGRAPHS: left}


def _text(item: Any) -> str:
    return item if isinstance(item, str) else str(item["text"])
