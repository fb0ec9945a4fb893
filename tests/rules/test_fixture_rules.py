"""The rules that a fixture is about: one in `fires` marks a block of its page, one in `silent` ignores a look-alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from fixture_pages import FIXTURES

from cleanarticle.config.model import Config
from cleanarticle.explain.entry import Entry
from cleanarticle.fixtures import CheckSetup, Fixture, find, read_fixture
from cleanarticle.fixtures.check_fixtures import inspected
from cleanarticle.lexicon.phrases import load_lexicon, normalise
from cleanarticle.page.segment import segment
from cleanarticle.parse.decode import decode
from cleanarticle.parse.guard import guard
from cleanarticle.parse.lexbor import parse_html
from cleanarticle.rules.api import Block, Mark, Page, Rule, score
from cleanarticle.rules.dispatch import RuleIndex, marks_of
from cleanarticle.rules.library import bundled_rules

RULES = {rule.name: rule for rule in bundled_rules()}
ABOUT_RULES = [each for each in map(read_fixture, find([FIXTURES])) if each.meta.fires or each.meta.silent]
SETUP = CheckSetup()
LEAST_LETTERS = 5
about_a_rule = pytest.mark.parametrize("fixture", ABOUT_RULES, ids=[each.name for each in ABOUT_RULES])


@about_a_rule
def test_rules_that_fire_mark_a_block(fixture: Fixture) -> None:
    ledger = inspected(fixture, SETUP).ledger
    assert set(fixture.meta.fires) <= {mark.rule for entry in ledger for mark in entry.marks if not mark.overruled}


@about_a_rule
def test_silent_rules_leave_the_article_and_its_look_alikes(fixture: Fixture) -> None:
    kept = [entry for entry in inspected(fixture, SETUP).ledger if entry.kept]
    assert not set(fixture.meta.silent) & {mark.rule for entry in kept for mark in entry.marks}
    for name in set(fixture.meta.silent) - fixture.meta.look_alikes.keys():
        assert has_look_alike(fixture, RULES[name], kept), f"nothing in the article looks like what {name} is for"


@pytest.mark.parametrize(
    ("fixture", "name"),
    [(each, name) for each in ABOUT_RULES for name in each.meta.look_alikes],
    ids=[f"{each.name}-{name}" for each in ABOUT_RULES for name in each.meta.look_alikes],
)
def test_look_alike_is_one_edit_away_from_what_the_rule_is_for(fixture: Fixture, name: str) -> None:
    tempting = fixture.meta.look_alikes[name]
    assert name in fixture.meta.silent
    assert any(tempting.text in entry.text for entry in inspected(fixture, SETUP).ledger if entry.kept)
    page = decode(fixture.html, fixture.meta.charset).text
    assert page.count(tempting.page) == 1
    edited = replace(fixture, html=page.replace(tempting.page, tempting.changed).encode())
    assert any(
        (tempting.becomes or tempting.text) in entry.text
        for entry in inspected(edited, SETUP).ledger
        for mark in entry.marks
        if mark.rule == name and not mark.overruled
    )


def test_every_rule_has_a_page_for_and_a_page_against_it() -> None:
    assert {name for each in ABOUT_RULES for name in each.meta.fires} == RULES.keys()
    assert {name for each in ABOUT_RULES for name in each.meta.silent} == RULES.keys()


def has_look_alike(fixture: Fixture, rule: Rule, kept: list[Entry]) -> bool:
    """True if a block of the article fits the rule's trigger, or has the words of one of its cues."""
    if any(entry.index in called(fixture.name).get(rule.name, ()) for entry in kept):
        return True
    texts = [f" {normalise(entry.text)} " for entry in kept]
    phrases = list(wordings(rule, fixture.meta.language or "en"))
    return any(phrase in text for text in texts for phrase in phrases)


def wordings(rule: Rule, language: str) -> Iterator[str]:
    """The phrases of a rule's cues, between spaces; without short ones, which any text may have."""
    cues = load_lexicon()[language]
    for name in {name for condition in rule.when.conditions for name in condition.cues} & cues.keys():
        for phrases in cues[name].values():
            yield from (f" {phrase} " for phrase in phrases if sum(map(str.isalpha, phrase)) >= LEAST_LETTERS)


@cache
def called(name: str) -> dict[str, set[int]]:
    """The blocks of a fixture's page that fit a rule's trigger, by rule."""
    fixture = next(each for each in ABOUT_RULES if each.name == name)
    text = guard(decode(fixture.html, fixture.meta.charset).text, Config().limits)
    found: dict[str, set[int]] = {}
    index = RuleIndex([replace(rule, judge=_answer, settings={}) for rule in RULES.values()])
    for at, marks in marks_of(segment(parse_html(text)), index).items():
        for mark in marks:
            found.setdefault(mark.rule, set()).add(at)
    return found


def _answer(block: Block, page: Page) -> Mark | None:
    return score(0.0, "called")


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        ("advertisement", "Report this ad to the desk.", True),
        ("advertisement", "The ferry runs twice a day.", False),
        ("headline", "The ferry runs twice a day.", False),
    ],
)
def test_look_alikes_are_told_from_other_texts(rule: str, text: str, expected: bool) -> None:
    assert any(phrase in f" {normalise(text)} " for phrase in wordings(RULES[rule], "en")) is expected
