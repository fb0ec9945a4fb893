"""A rule that fails costs its own mark and nothing else. A slow rule is found."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable

import pytest
from fixture_pages import FixturePage, load_fixtures

from cleanarticle import Extractor, Mark, RuleWarning, extract, inspect
from cleanarticle.rules.api import Block, Page, Rule, drop, ignores, marks, rule, score, tags
from cleanarticle.rules.library import bundled_rules
from cleanarticle.rules.timing import RuleTimings

SOME_PAGES = load_fixtures()[::10]
some_pages = pytest.mark.parametrize("fixture", SOME_PAGES, ids=[page.name for page in SOME_PAGES])

NAN = float("nan")


def rule_that(verdict: Callable[[Block], object]) -> Rule:
    """A rule that behaves in its examples, and gives its verdict on all longer blocks."""

    @rule(marks("<p>Go on</p>", on="Go on"), ignores("<p>Come on now</p>"), when=tags("p"))
    def breaking(block: Block, page: Page) -> Mark | None:
        """Judge paragraphs."""
        if block.words > 3:
            return verdict(block)  # type: ignore[return-value]
        return drop("is short") if block.words < 3 else None

    return breaking


def fail(block: Block) -> object:
    raise KeyError(block.text)


def recurse(block: Block) -> object:
    return recurse(block)


VERDICTS = {
    "raises": (fail, "KeyError"),
    "recurses": (recurse, "RecursionError"),
    "divides": (lambda block: score(1 / (block.words - block.words), "divides"), "ZeroDivisionError"),
    "says-yes": (lambda block: True, "TypeError"),
    "is-no-number": (lambda block: score(NAN, "is odd"), "TypeError"),
    "has-text-for-points": (lambda block: Mark("score", "is odd", "3"), "TypeError"),  # type: ignore[arg-type]
    "has-another-kind": (lambda block: Mark("keep", "is odd"), "TypeError"),  # type: ignore[arg-type]
}
verdicts = pytest.mark.parametrize(("verdict", "kind"), VERDICTS.values(), ids=VERDICTS)


@verdicts
def test_the_article_is_as_without_the_rule(verdict: Callable[[Block], object], kind: str) -> None:
    (page,) = (page for page in load_fixtures() if page.name.startswith("www.harbourgazette.example/"))
    extractor = Extractor(rules=[rule_that(verdict)])
    with pytest.warns(RuleWarning, match=f"rule 'breaking' raised {kind} at .*{__file__}:") as caught:
        article = extractor.extract(page.html, url=page.url)
    assert article == extract(page.html, url=page.url)
    assert all(page.paragraphs[0]["text"] not in str(warning.message) for warning in caught)


@verdicts
def test_the_ledger_has_a_mark_that_does_not_count(verdict: Callable[[Block], object], kind: str) -> None:
    page = SOME_PAGES[0]
    with pytest.warns(RuleWarning):
        result = Extractor(rules=[rule_that(verdict)]).inspect(page.html, url=page.url)
    expected = inspect(page.html, url=page.url)
    failed = [mark for entry in result.ledger for mark in entry.marks if mark.overruled == "the rule failed"]
    assert failed
    assert all(mark.rule == "breaking" and f"{kind} at {__file__}:" in mark.reason for mark in failed)
    assert [(entry.kept, entry.score) for entry in result.ledger] == [
        (entry.kept, entry.score) for entry in expected.ledger
    ]


def test_the_warning_names_the_line_that_raised() -> None:
    line = fail.__code__.co_firstlineno + 1
    with pytest.warns(RuleWarning, match=f"{__file__}:{line}$"):
        Extractor(rules=[rule_that(fail)]).extract(SOME_PAGES[0].html)


def test_python_warns_of_one_failure_once() -> None:
    extractor = Extractor(rules=[rule_that(fail)])
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        for page in SOME_PAGES:
            extractor.inspect(page.html)
    assert len(caught) == 1


# --- Timings


def test_a_slow_rule_is_named_with_its_slowest_block() -> None:
    page = SOME_PAGES[0]
    longest = max(page.paragraphs, key=lambda item: len(item["text"]))["text"]

    def slow(block: Block) -> None:
        time.sleep(0.02 if block.text == longest else 0.001)

    timings = RuleTimings()
    Extractor(rules=[rule_that(slow)], rule_timings=timings).extract(page.html)
    first = timings.slowest_first()[0]
    assert (first.rule, first.marks, first.slowest_block) == ("breaking", 0, longest)
    assert first.seconds >= first.slowest >= 0.02
    assert first.calls > 1
    assert first.place.startswith(__file__)


@some_pages
def test_measuring_changes_no_article(fixture: FixturePage) -> None:
    timings = RuleTimings()
    measured = Extractor(rule_timings=timings)
    plain = Extractor()
    assert measured.inspect(fixture.html, url=fixture.url) == plain.inspect(fixture.html, url=fixture.url)
    called = timings.slowest_first()
    assert called
    assert [timing.seconds for timing in called] == sorted((timing.seconds for timing in called), reverse=True)
    assert {timing.rule for timing in called} <= {each.name for each in bundled_rules()}


def test_a_failing_rule_is_measured_too() -> None:
    timings = RuleTimings()
    with pytest.warns(RuleWarning, match=__file__):
        Extractor(rules=[rule_that(fail)], rule_timings=timings).extract(SOME_PAGES[0].html)
    assert "breaking" in {timing.rule for timing in timings.slowest_first()}


def test_without_timings_the_rules_are_those_of_the_package() -> None:
    assert [each.judge for each in Extractor().rules] == [each.judge for each in bundled_rules()]
    assert RuleTimings().slowest_first() == ()
