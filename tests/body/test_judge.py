"""What the judge notes of a page: every mark, every share of a score, and why a block was kept or dropped."""

from __future__ import annotations

import judging
import pytest
from fixture_pages import FixturePage, load_fixtures, on_every_page

from cleanarticle import Entry, inspect
from cleanarticle.body.judge import Judge
from cleanarticle.body.ledger import Ledger
from cleanarticle.body.select import select
from cleanarticle.rules.dispatch import RuleIndex
from cleanarticle.rules.library import bundled_rules
from cleanarticle.score.scorecard import bundled_scorecard
from cleanarticle.score.scores import score_page

PAGES = load_fixtures()
WITHOUT_VETO = {"www.countyrecord.example/bypass"}
"""Pages on which rules speak by points alone."""
RULES = RuleIndex(bundled_rules())
SENTENCE = "The ferry left at noon, and those who missed it had to wait until the storm was over. "

every_page = on_every_page("fixture", PAGES)


def ledger_of(html: str, *, with_reasons: bool = True, threshold: float = 0.0) -> Ledger:
    return judging.ledger_of(html, RULES, with_reasons=with_reasons, threshold=threshold)


# --- Drops by a name alone


def story_in(name: str, paragraphs: int) -> str:
    body = f"<p>{SENTENCE * 4}</p>" * paragraphs
    return f"<body><article><h1>Ferry leaves early</h1><div class='{name}'>{body}</div></article></body>"


def test_a_name_that_would_take_the_article_is_overruled_and_the_ledger_says_so() -> None:
    ledger = ledger_of(story_in("comments", 12))
    drops = [mark for found in ledger.marks.values() for mark in found if mark.rule == "comments"]
    assert len(drops) == 12
    for mark in drops:
        assert "prose" in mark.overruled
        assert "%" in mark.overruled
    assert len(select(ledger).kept) == 12


def test_an_overruled_drop_does_not_count() -> None:
    ledger = ledger_of(story_in("comments", 12))
    for index in (block.index for block in ledger.page.blocks if block.tag == "p"):
        assert any(mark.overruled for mark in ledger.marks[index])
        assert ledger.veto(index) is None
        points = sum(mark.points for mark in ledger.marks[index] if not mark.overruled)
        assert ledger.total(index) == pytest.approx(ledger.scores.final[index] + points)


def test_a_name_that_takes_a_small_part_is_not_overruled() -> None:
    html = story_in("story", 12).replace("</article>", f"</article><div class='comments'><p>{SENTENCE}</p></div>")
    ledger = ledger_of(html)
    drops = [mark for found in ledger.marks.values() for mark in found if mark.rule == "comments"]
    assert [mark.overruled for mark in drops] == [""]
    kept = {block.text for block in select(ledger).blocks}
    assert kept == {(SENTENCE * 4).strip()}


def test_a_name_on_every_paragraph_cannot_take_the_article() -> None:
    body = f"<div class='comments'><p>{SENTENCE * 4}</p></div>" * 12
    ledger = ledger_of(f"<body><article><h1>Ferry leaves early</h1>{body}</article></body>")
    assert all(ledger.veto(block.index) is None for block in ledger.page.blocks if block.tag == "p")


# --- Scores


@every_page
def test_shares_sum_up_to_the_score(fixture: FixturePage) -> None:
    ledger = ledger_of(fixture.text)
    card = ledger.scores.scorecard
    for shares, score in zip(ledger.scores.shares(), ledger.scores.final, strict=True):
        base = card.context.base if "own" in {share.feature for share in shares} else card.block.base
        assert base + sum(share.points for share in shares) == pytest.approx(score, abs=1e-6)


@every_page
def test_largest_share_comes_first(fixture: FixturePage) -> None:
    ledger = ledger_of(fixture.text)
    for shares in ledger.scores.shares(least=0.05):
        sizes = [abs(share.points) for share in shares]
        assert sizes == sorted(sizes, reverse=True)
        assert all(size >= 0.05 for size in sizes)


@every_page
def test_closed_blocks_are_never_kept(fixture: FixturePage) -> None:
    for threshold in (-50.0, 0.0):
        ledger = ledger_of(fixture.text, threshold=threshold)
        closed = {block.index for block in ledger.page.blocks} - ledger.open
        selection = select(ledger)
        assert closed.isdisjoint(selection.kept)
        for index in closed:
            verdict = selection.verdicts(index)[-1]
            assert not verdict.kept
            assert verdict.reason


def test_some_blocks_are_closed_and_some_open() -> None:
    ledger = ledger_of(PAGES[0].text)
    assert 0 < len(ledger.open) < len(ledger.page.blocks)


@every_page
def test_asking_for_reasons_changes_no_verdict(fixture: FixturePage) -> None:
    for threshold in (-2.0, 0.0, 2.0):
        quick = ledger_of(fixture.text, with_reasons=False, threshold=threshold)
        explained = ledger_of(fixture.text, threshold=threshold)
        assert quick.scores.final == explained.scores.final
        assert quick.open == explained.open
        assert quick.threshold == explained.threshold
        assert select(quick).kept == select(explained).kept
        assert quick.marks == {index: marks for index, marks in explained.marks.items() if index in explained.open}


@every_page
def test_a_ledger_does_not_depend_on_the_thresholds_tried_before(fixture: FixturePage) -> None:
    scores = score_page(judging.page_of(fixture.text), bundled_scorecard())
    tried = Judge(scores, RULES)
    for threshold in (2.0, -2.0, 0.0, 2.0):
        ledger, fresh = tried.ledger(threshold), Judge(scores, RULES).ledger(threshold)
        assert (ledger.open, ledger.threshold) == (fresh.open, fresh.threshold)
        assert {index: ledger.marks[index] for index in fresh.marks} == fresh.marks
        assert select(ledger).kept == select(fresh).kept


# --- The ledger as the caller sees it


@every_page
def test_every_block_has_an_entry_with_rule_and_reason(fixture: FixturePage) -> None:
    result = inspect(fixture.html, url=fixture.url, charset=fixture.charset)
    assert result.article is not None
    assert [entry.index for entry in result.ledger] == list(range(len(result.ledger)))
    for entry in result.ledger:
        assert entry.rule
        assert entry.reason
        assert entry.text
        assert all(mark.rule and mark.reason for mark in entry.marks)
    kept = [entry.text for entry in result.ledger if entry.kept]
    assert kept == [paragraph.text for paragraph in result.article.paragraphs]
    assert 0 < len(kept) < len(result.ledger)


@every_page
def test_a_veto_is_the_reason_of_the_drop(fixture: FixturePage) -> None:
    result = inspect(fixture.html, charset=fixture.charset)
    fields = {"title", "subtitle", "byline", "dateline", "figures", "published", "modified"}
    vetoed = [(entry, vetoes) for entry in result.ledger if (vetoes := _vetoes(entry))]
    assert vetoed or fixture.name in WITHOUT_VETO
    for entry, vetoes in vetoed:
        assert not entry.kept
        assert entry.rule in vetoes | fields


def _vetoes(entry: Entry) -> set[str]:
    return {mark.rule for mark in entry.marks if mark.kind == "drop" and not mark.overruled}


def test_a_page_of_too_few_words_says_so() -> None:
    selection = select(ledger_of("<body><p>Four words, no more.</p></body>", threshold=-20.0))
    assert selection.kept == []
    verdict = selection.verdicts(0)[-1]
    assert (verdict.kept, verdict.step) == (False, "no-article")
    assert "fewer than" in verdict.reason


def test_a_heading_over_nothing_is_dropped_with_a_reason() -> None:
    body = f"<p>{SENTENCE * 4}</p>" * 6
    html = f"<body><article>{body}<h2>One more thing to say</h2></article></body>"
    selection = select(ledger_of(html, threshold=-3.9))
    (heading,) = (block for block in selection.ledger.page.blocks if block.tag == "h2")
    assert heading.index not in selection.kept
    assert selection.verdicts(heading.index)[-1].step == "last-heading"


def test_a_page_without_blocks() -> None:
    ledger = ledger_of("")
    assert (ledger.scores.final, ledger.marks) == ([], {})
    assert select(ledger).kept == []
