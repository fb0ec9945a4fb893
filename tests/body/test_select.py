"""What is mended between headline and body: opening paragraphs that only just miss the threshold stay."""

from __future__ import annotations

from dataclasses import replace

import pytest
from judging import ledger_of

from cleanarticle.body.ledger import Ledger
from cleanarticle.body.select import select
from cleanarticle.rules.api import drop

HEADLINE = '<h1 data-score="-2">Ferry leaves early</h1>'
BODY = (
    '<p data-score="5">The captain said that the ice had been thinner than it looked, and that he had known it.</p>'
    '<p data-score="5">By noon the last of them had gone aboard, and the clerk could close the window again.</p>'
)
WORDS = "the ferry left at noon and forty people with a choir were on board again".split()


def text(words: int, opening: str = "") -> str:
    """A text of so many words, up to 15."""
    return " ".join([opening, *WORDS][not opening :][:words])


def p(score: float, words: int = 14, opening: str = "") -> str:
    return f'<p data-score="{score}">{text(words, opening)}</p>'


def ledes(html: str, vetoed: str = "") -> list[str]:
    """The texts that are kept as ledes, on a page of which each block has the score in its element."""
    ledger = scored(html)
    blocks = ledger.page.blocks
    mark = replace(drop("is cruft"), rule="cruft")
    ledger = replace(ledger, marks={block.index: [mark] for block in blocks if vetoed and block.text == vetoed})
    selection = select(ledger)
    found = [index for index, verdict in selection.changes.items() if verdict.step == "lede"]
    assert set(found) <= set(selection.kept)
    return [blocks[index].text for index in found]


def scored(html: str) -> Ledger:
    """The ledger of a page of which each block has the score in its element."""
    ledger = ledger_of(f"<article>{html}</article>")
    blocks = ledger.page.blocks
    scores = [float(block.container.attributes["data-score"] or 0) for block in blocks]
    return replace(ledger, scores=replace(ledger.scores, final=scores), open=set(range(len(blocks))))


@pytest.mark.parametrize(
    ("between", "is_kept"),
    [
        (p(-0.6), True),
        (p(-0.8), False),
        (p(-0.6, words=13), False),
        (f"<ul><li data-score='-0.6'>{text(14)}</li></ul>", False),
        (f"<blockquote>{p(-0.6)}</blockquote>", False),
        (f"<figure><figcaption data-score='-0.6'>{text(14)}</figcaption></figure>", False),
        (f'<p data-score="-0.6"><a href="/a">{text(8)}</a> {text(6)}</p>', False),
    ],
    ids=["by-little", "by-more", "short", "list", "quote", "caption", "linked"],
)
def test_prose_below_the_headline_that_misses_the_threshold_by_little_is_kept(between: str, is_kept: bool) -> None:
    assert len(ledes(HEADLINE + between + BODY)) == is_kept


def test_prose_elsewhere_is_not_kept() -> None:
    assert ledes(p(-0.6) + HEADLINE + BODY) == []
    assert ledes(HEADLINE + BODY + p(-0.6)) == []
    assert ledes(p(-0.6) + BODY) == []


def test_what_a_rule_drops_is_not_kept() -> None:
    assert ledes(HEADLINE + p(-0.6) + BODY, vetoed=text(14)) == []


def test_up_to_two_texts_are_kept_and_of_three_none() -> None:
    texts = [p(-0.6, opening=opening) for opening in ("Early", "Then", "Later")]
    assert ledes(HEADLINE + "".join(texts[:2]) + BODY) == [text(14, "Early"), text(14, "Then")]
    assert ledes(HEADLINE + "".join(texts) + BODY) == []


@pytest.mark.parametrize(
    ("standfirst", "last", "is_kept"),
    [
        (p(-2.9, 7), p(-1.3, opening="Then"), True),
        (p(-3.1, 7), p(-1.3, opening="Then"), False),
        (p(-2.9, 6), p(-1.3, opening="Then"), False),
        (p(-2.9, 7), p(-1.5, opening="Then"), False),
        (p(-2.9, 7), p(-1.3, 13, opening="Then"), False),
        (p(-2.9, 7), p(-1.3), False),
    ],
    ids=["text", "caption", "short-standfirst", "by-more", "short", "same-beginning"],
)
def test_the_text_behind_a_standfirst_may_miss_the_threshold_by_more(standfirst: str, last: str, is_kept: bool) -> None:
    assert ledes(HEADLINE + standfirst + last + BODY) == ([text(14, "Then")] if is_kept else [])


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (p(-1.3, opening="Early"), ["Early", "Then"]),
        (p(-1.5, opening="Early"), ["Then"]),
        (p(-1.3, 13, opening="Early"), ["Then"]),
        (f"<div>{p(-1.3, opening='Early')}</div>", ["Then"]),
        (p(-1.3, opening="Early").replace("<p ", "<h6 ").replace("</p>", "</h6>"), []),
    ],
    ids=["one-box", "by-more", "short", "box-of-its-own", "heading"],
)
def test_so_may_the_text_before_it_if_both_are_paragraphs_in_one_box(before: str, expected: list[str]) -> None:
    found = ledes(f"{HEADLINE}<div>{before}{p(-1.3, opening='Then')}</div>{BODY}")
    assert [each.split()[0] for each in found] == expected


@pytest.mark.parametrize(
    ("heading", "is_kept"),
    [
        ("More from the harbour", False),
        ("What the captain said about the ice of the last eleven days", False),
        ("What the captain said about the ice and the harbour of the last eleven days", True),
        ("The ferry sails again on Friday.", True),
        ("The Ferry Inc.", False),
        ('<a href="/a">The ferry sails again on Friday.</a>', False),
        ("末班渡轮将于星期五再次启航。", True),
    ],
    ids=["label", "12-words", "15-words", "sentence", "name", "linked", "zh"],
)
def test_last_heading_stays_if_it_is_text(heading: str, is_kept: bool) -> None:
    selection = select(scored(f'{BODY}<h3 data-score="2">{heading}</h3>'))
    assert selection.kept == ([0, 1, 2] if is_kept else [0, 1])


def test_page_whose_text_stands_in_headings_has_a_body() -> None:
    headings = "".join(f'<h3 data-score="2">{text(15)}</h3><h4 data-score="1">{text(3)}</h4>' for _ in range(3))
    assert select(scored(headings)).kept == [0, 1, 2, 3, 4]
    assert select(scored('<h3 data-score="2">The ferry</h3>' * 9)).kept == []


POST = '<div class="post"><div class="text" data-score="{}">{}</div></div>'
POSTS = POST.format(2, text(15)) * 3


@pytest.mark.parametrize(
    ("post", "is_thread", "is_kept"),
    [
        (POST.format(-1.3, text(5)), True, True),
        (POST.format(-1.3, text(5)), False, False),
        (POST.format(-1.5, text(5)), True, False),
        (POST.format(-1.3, text(5)).replace('"text"', '"rank"'), True, False),
        (POST.format(-1.3, f'<a href="/a">{text(5)}</a>'), True, False),
    ],
    ids=["post", "article", "by-more", "other-class", "linked"],
)
def test_all_posts_of_one_template_are_kept_in_a_thread(post: str, *, is_thread: bool, is_kept: bool) -> None:
    ledger = replace(scored(POSTS + post), is_thread=is_thread)
    assert select(ledger).kept == [0, 1, 2, 3][: 3 + is_kept]


def test_template_is_what_three_blocks_have() -> None:
    ledger = replace(scored(POST.format(2, text(15)) * 2 + POST.format(-1.3, text(15))), is_thread=True)
    assert select(ledger).kept == [0, 1]


def test_posts_without_classes_are_no_template() -> None:
    html = (POSTS + POST.format(-1.3, text(5))).replace('class="post"', "").replace('class="text"', "")
    assert select(replace(scored(html), is_thread=True)).kept == [0, 1, 2]
