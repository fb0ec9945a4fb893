"""What the judge notes of a page: every mark, every share of a score, and why a block was kept or dropped."""

from __future__ import annotations

import judging
import pytest
from fixture_pages import FixturePage, load_fixtures, load_pages_without_article, on_every_page

from cleanarticle import Entry, inspect
from cleanarticle.article import PageType
from cleanarticle.body.judge import Judge
from cleanarticle.body.ledger import Ledger
from cleanarticle.body.select import select
from cleanarticle.rules.api import Block, Mark, Page, Rule, drop, ignores, marks, rule, tags
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


def ledger_of(
    html: str, *, with_reasons: bool = True, threshold: float = 0.0, page_type: PageType = "article"
) -> Ledger:
    return judging.ledger_of(html, RULES, with_reasons=with_reasons, threshold=threshold, page_type=page_type)


# --- Drops that would take the body


def story_in(name: str, paragraphs: int, before: str = "") -> str:
    body = f"<p>{SENTENCE * 4}</p>" * paragraphs
    return f"<body><article><h1>Ferry leaves early</h1>{before}<div class='{name}'>{body}</div></article></body>"


def prose(words: int) -> str:
    return "".join(
        f"<p>{' '.join(f'{word} number {at}' for word in SENTENCE.split())}.</p>" for at in range(words // 51)
    )


def drops_of(ledger: Ledger, rule: str) -> list[Mark]:
    return [mark for found in ledger.marks.values() for mark in found if mark.rule == rule and mark.kind == "drop"]


def test_a_name_that_would_take_the_article_is_overruled_and_the_ledger_says_so() -> None:
    ledger = ledger_of(story_in("comments", 12))
    drops = drops_of(ledger, "comments")
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
    assert [mark.overruled for mark in drops_of(ledger, "comments")] == [""]
    kept = {block.text for block in select(ledger).blocks}
    assert kept == {(SENTENCE * 4).strip()}


def test_a_name_on_every_paragraph_cannot_take_the_article() -> None:
    body = "".join(f"<div class='comment c{at}'><p>{SENTENCE * 4}</p></div>" for at in range(12))
    ledger = ledger_of(f"<body><article><h1>Ferry leaves early</h1>{body}</article></body>")
    assert all(ledger.veto(block.index) is None for block in ledger.page.blocks if block.tag == "p")


def test_a_long_thread_below_an_article_is_dropped() -> None:
    ledger = ledger_of(story_in("comments", 24, before=prose(220)))
    assert [mark.overruled for mark in drops_of(ledger, "comments")] == [""] * 24
    assert "number" in select(ledger).blocks[0].text


def test_a_line_above_a_thread_is_not_its_article() -> None:
    ledger = ledger_of(story_in("comments", 24, before=prose(60)))
    assert all(mark.overruled for mark in drops_of(ledger, "comments"))


def test_the_first_post_of_a_forum_is_not_the_article() -> None:
    ledger = ledger_of(story_in("comments", 24, before=prose(220)), page_type="forum")
    assert all(mark.overruled for mark in drops_of(ledger, "comments"))


def test_hidden_text_after_an_opening_is_the_rest_of_it() -> None:
    folded = story_in("fold", 24, before=prose(220)).replace("'fold'", "'fold' hidden")
    html = folded.replace("</body>", f"<div>{prose(1500)}</div></body>")
    drops = drops_of(ledger_of(html), "hidden")
    assert drops
    assert all(mark.overruled for mark in drops)


def test_a_hidden_copy_is_dropped_whatever_its_size() -> None:
    story = prose(900)
    html = f"<body><div hidden>{story}</div><article><h1>Ferry leaves early</h1>{story}</article></body>"
    assert {mark.overruled for mark in drops_of(ledger_of(html), "hidden")} == {""}


def line_rule(opening: str) -> Rule:
    """A rule by wording: it drops paragraphs that begin with a word."""

    def judge(block: Block, page: Page) -> Mark | None:
        """Drop what begins with a word."""
        return drop(f"begins with {opening}") if block.text.startswith(opening) else None

    judge.__name__ = f"{opening.lower()}_line"
    examples = marks(f"<p>{opening} one</p>", on=opening), ignores("<p>Another</p>")
    return rule(*examples, when=tags("p"), family="custom")(judge)


def lines(*openings: str) -> str:
    return "".join(f"<p>{opening} and {SENTENCE * 4}</p>" for opening in openings)


def test_a_rule_by_wording_cannot_take_the_article() -> None:
    ledger = judging.ledger_of(
        f"<body><article><h1>News</h1>{lines(*['Ferry'] * 8)}</article></body>", [line_rule("Ferry")]
    )
    assert [bool(mark.overruled) for mark in drops_of(ledger, "ferry-line")] == [True] * 8


def test_all_rules_together_cannot_take_the_article() -> None:
    openings = ["Ferry", "Storm", "Quay", "Pilot"]
    html = f"<body><article><h1>News</h1>{lines(*openings * 2)}</article></body>"
    ledger = judging.ledger_of(html, [line_rule(opening) for opening in openings])
    overruled = [mark.overruled for found in ledger.marks.values() for mark in found if mark.overruled]
    assert len(overruled) == 4
    assert all("all rules together" in reason for reason in overruled)
    assert len(select(ledger).kept) == 4


def test_a_consent_wall_is_no_body() -> None:
    page = load_pages_without_article()[0]
    walls = drops_of(ledger_of(page.text), "consent-wall")
    assert walls
    assert not any(mark.overruled for mark in walls)


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
