"""Each second opinion alone: the principle by which it finds a body, and what it cleans away."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

import pytest
from judging import page_of

from cleanarticle.page.model import Page
from cleanarticle.score.feature_table import FeatureTable
from cleanarticle.score.features import CONTEXT
from cleanarticle.score.first_pass import page_stats
from cleanarticle.score.opinions.below_headline import below_headline
from cleanarticle.score.opinions.clean import beside_body, is_clean
from cleanarticle.score.opinions.densest import densest_subtree
from cleanarticle.score.opinions.features import measure_opening, measure_opinions
from cleanarticle.score.opinions.headline import headline_block
from cleanarticle.score.opinions.named import named_container
from cleanarticle.score.opinions.runs import prose_runs

_WORDS = (f"w{number}" for number in count())


def say(number: int) -> str:
    """Some words that stand nowhere else, without a comma."""
    return " ".join(next(_WORDS) for _ in range(number))


def p(*numbers: int, tag: str = "p") -> str:
    """Paragraphs of so many words."""
    return "".join(f"<{tag}>{say(number)}</{tag}>" for number in numbers)


def linked(number: int = 1, words: int = 4) -> str:
    return "".join(f"<p><a href='/'>{say(words)}</a></p>" for _ in range(number))


def body(*parts: str) -> Page:
    return page_of(f"<body>{''.join(parts)}</body>")


def taken(opinion: Iterable[int]) -> list[int]:
    return [index for index, value in enumerate(opinion) if value]


# --- What no opinion takes


@pytest.mark.parametrize("tag", ["nav", "footer", "form", "dialog", "button"])
def test_blocks_in_these_elements_are_not_clean(tag: str) -> None:
    page = body(p(9), f"<{tag}>{say(9)}</{tag}>")
    assert [is_clean(block) for block in page.blocks] == [True, False]


def test_hidden_and_linked_blocks_are_not_clean() -> None:
    half = f"<p><a href='/'>{'a' * 10}</a>{'b' * 10}</p>"
    less = f"<p><a href='/'>{'a' * 10}</a>{'b' * 12}</p>"
    page = body("<p hidden>Out of sight</p>", linked(), half, less)
    assert [is_clean(block) for block in page.blocks] == [False, False, False, True]


def test_named_containers_are_beside_the_body_with_all_that_is_in_them() -> None:
    page = body(p(60), f"<div class='related'><section>{p(9)}</section></div>", p(9))
    beside = beside_body(page)
    assert [container.tag for container in page.containers if beside[container.index]] == ["div", "section", "p"]


def test_a_named_container_of_a_third_of_the_page_is_not_beside_it() -> None:
    def is_beside(words: int) -> bool:
        page = body(p(100 - words), f"<div class='sidebar'>{p(words)}</div>")
        return bool(beside_body(page)[page.blocks[1].container.index])

    assert (is_beside(33), is_beside(34)) == (True, False)


# --- The densest subtree


def densest(page: Page) -> list[int]:
    return taken(densest_subtree(page, beside_body(page)))


def test_the_container_whose_children_hold_most_prose() -> None:
    page = body(f"<div>{p(20)}</div>", f"<div>{p(30, 30, 3, 30)}</div>", f"<div>{p(20)}</div>")
    assert densest(page) == [1, 2, 3, 4]


def test_a_long_notice_counts_as_a_hundred_words() -> None:
    assert densest(body(f"<div>{p(400)}</div>", f"<div>{p(60, 60)}</div>")) == [1, 2]
    assert densest(body(f"<div>{p(100)}</div>", f"<div>{p(40, 40)}</div>")) == [0]


def test_commas_count_as_prose() -> None:
    commas = "<p>One, two, three, four, five, six, seven</p>"
    assert densest(body(f"<div>{p(7, 7)}</div>", f"<div>{commas * 2}</div>")) == [2, 3]
    assert densest(body(f"<div>{p(70, 7)}</div>", f"<div>{p(7, 7)}</div>")) == [0, 1]
    with_comma, without = f"<p>One, {say(14)}</p>", p(24)
    assert densest(body(f"<div>{without * 2}</div>", f"<div>{with_comma * 2}</div>")) == [2, 3]


def test_paragraphs_count_more_than_other_elements() -> None:
    assert densest(body(f"<div>{p(20, 20, tag='section')}</div>", f"<div>{p(19, 19)}</div>")) == [2, 3]


def test_labels_do_not_count() -> None:
    assert densest(body(f"<div>{p(*[5] * 20)}</div>", f"<div>{p(6)}</div>")) == [20]


def test_menus_and_footers_do_not_count() -> None:
    assert densest(body(f"<div>{p(30, 30)}</div>", f"<footer>{p(40, 40)}</footer>")) == [0, 1]


def test_half_of_a_paragraph_counts_for_the_grandparent() -> None:
    sections = f"<section>{p(30)}</section>" * 3
    assert densest(body(f"<div>{sections}</div>", f"<div>{p(35)}</div>")) == [0, 1, 2]
    sections = f"<section>{p(30)}</section>" + f"<section>{p(5)}</section>" * 2
    assert densest(body(f"<div>{sections}</div>", f"<div>{p(29)}</div>")) == [0]


def test_links_count_against_a_container() -> None:
    assert densest(body(f"<div>{p(40, 40)}{linked(9)}</div>", f"<div>{p(35, 35)}</div>")) == [11, 12]
    half_linked = f"<p><a href='/'>{'a ' * 16}</a>{'b ' * 24}</p>"
    assert densest(body(f"<div>{half_linked * 2}</div>", f"<div>{p(20, 20)}</div>")) == [2, 3]


def test_the_densest_subtree_is_cleaned() -> None:
    page = body(
        f"<div>{p(50)}{linked()}<div class='newsletter'>{p(8)}</div><form>{p(8)}</form>{p(3)}</div>", f"<p>{say(9)}</p>"
    )
    assert densest(page) == [0, 4]


# --- The named container


def named(page: Page) -> list[int]:
    return taken(named_container(page, beside_body(page)))


RANKED = [
    "<div itemprop='articleBody'>{}</div>",
    "<div class='entry-content'>{}</div>",
    "<article>{}</article>",
    "<main>{}</main>",
]


@pytest.mark.parametrize("rank", range(3))
def test_the_surest_name_counts(rank: int) -> None:
    surer, other = RANKED[rank : rank + 2]
    for page in (body(other.format(p(40)), surer.format(p(30))), body(p(10), surer.format(p(30)), other.format(p(40)))):
        assert named(page) == [1]


@pytest.mark.parametrize(
    "markup",
    [
        "<div itemprop='ARTICLEBODY'>{}</div>",
        "<div class='the-story body'>{}</div>",
        "<div id='postContent'>{}</div>",
        "<div role='main'>{}</div>",
    ],
)
def test_these_are_names_of_a_body(markup: str) -> None:
    assert named(body(p(30), markup.format(p(30)))) == [1]


@pytest.mark.parametrize("name", ["content", "story", "entry", "main"])
def test_one_word_of_a_name_is_none(name: str) -> None:
    assert named(body(p(30), f"<div class='{name}'>{p(30)}</div>")) == []


def test_of_several_with_one_rank_that_with_most_unlinked_words() -> None:
    first, second = f"<article>{p(30)}{linked(1, 40)}</article>", f"<article>{p(40)}</article>"
    assert named(body(first, second)) == [2]
    assert named(body(second, first)) == [0]


def test_a_small_box_is_no_body_whatever_its_name() -> None:
    assert named(body(p(10), f"<div itemprop='articleBody'>{p(19)}</div>")) == []
    assert named(body(p(10), f"<div itemprop='articleBody'>{p(20)}</div>")) == [1]


def test_a_small_part_of_the_page_only_if_no_other_is_named() -> None:
    box = f"<div itemprop='articleBody'>{p(25)}</div>"
    assert named(body(f"<main>{p(200)}</main>", box)) == [0]
    assert named(body(f"<main>{p(100)}</main>", box)) == [1]
    assert named(body(p(200), box)) == [1]


def test_a_name_beside_the_body_is_none() -> None:
    assert named(body(f"<main>{p(70)}</main>", f"<article class='promo'>{p(30)}</article>")) == [0]


def test_the_named_container_is_cleaned() -> None:
    inside = f"{p(50)}{linked()}<div class='share'>{p(8)}</div><footer>{p(8)}</footer>{p(3)}"
    assert named(body(p(9), f"<article>{inside}</article>", p(9))) == [1, 5]


# --- Runs of prose


def runs(page: Page) -> list[int]:
    return taken(prose_runs(page))


def test_good_paragraphs_with_the_short_ones_between() -> None:
    assert runs(body(p(3), p(25), p(3), p(4), p(25), p(3))) == [1, 2, 3, 4]


def test_near_good_beside_good() -> None:
    assert runs(body(linked(), p(10), p(25), p(10), linked(), p(10))) == [1, 2, 3]
    assert runs(body(p(24), p(24))) == []
    assert runs(body(p(9), p(25), p(9))) == [1]


def test_a_short_paragraph_beside_a_bad_one_is_not_taken() -> None:
    assert runs(body(p(25), p(3), linked(), p(3), p(25))) == [0, 4]


def test_the_run_with_most_words_of_several() -> None:
    gap = linked(13)
    assert runs(body(p(30), gap, p(25, 25), gap, p(40))) == [14, 15]
    assert runs(body(p(30), linked(12), p(25))) == [0, 13]


def test_a_heading_is_never_good() -> None:
    assert runs(body(f"<h2>{say(30)}</h2>")) == []
    assert runs(body(f"<h2>{say(30)}</h2>", p(25))) == [0, 1]


def test_runs_are_cleaned() -> None:
    a_third_linked = f"<p><a href='/'>{'a ' * 20}</a>{'b ' * 40}</p>"
    assert runs(body(p(25), a_third_linked, f"<form>{p(30)}</form>", p(25))) == [0, 3]


# --- Below the headline


def below(page: Page, headline: int = -1) -> list[int]:
    return taken(below_headline(page, headline))


def boxed(name: str, *numbers: int) -> str:
    return f"<div class='{name}'><div>{p(*numbers)}</div></div>"


def test_all_below_the_headline() -> None:
    page = body(p(40), "<h1>Ferry leaves early</h1>", p(3, 40))
    assert below(page, 1) == [2, 3]
    assert below(page) == [0, 1, 2, 3]


@pytest.mark.parametrize(
    "end",
    [
        boxed("comments", 9),
        boxed("related-links", 9),
        f"<footer>{p(9)}</footer>",
        linked(9),
        f"<nav>{p(*[9] * 9)}</nav>",
    ],
)
def test_it_ends_at_the_first_sure_end_after_some_prose(end: str) -> None:
    def last(words: int) -> int:
        return below(body(p(words), end, p(90)))[-1]

    blocks = len(body(end).blocks)
    assert (last(81), last(80)) == (0, blocks + 1)


def test_a_name_far_outside_is_no_end() -> None:
    deep = "<div>" * 5 + p(9) + "</div>" * 5
    assert below(body(p(81), f"<div class='comments'>{deep}</div>")) == [0, 1]
    assert below(body(p(81), f"<div class='comments'>{deep[5:-6]}</div>")) == [0]


def test_some_links_in_a_row_are_no_end() -> None:
    assert below(body(p(81), linked(8), p(9), linked(8), p(9))) == [0, 9, 18]
    assert below(body(p(81), linked(9), p(9))) == [0]


def test_after_a_run_of_links_a_name_ends_it_without_prose() -> None:
    assert below(body(p(9), linked(7), boxed("related", 9), p(9))) == [0]
    assert below(body(p(9), linked(6), boxed("related", 9), p(9))) == [0, 7, 8]


# --- The headline


def titled(*parts: str, title: str = "The ferry leaves early") -> Page:
    return page_of(f"<head><meta property='og:title' content='{title} – Quay'></head><body>{''.join(parts)}</body>")


def headline(page: Page) -> int:
    return headline_block(page, page_stats(page).headline)


def test_the_heading_that_stands_in_a_claimed_title() -> None:
    parts = "<h1>The Saltcote Mercury</h1>", "<p>The ferry leaves early</p>", "<h2>THE FERRY – leaves early!</h2>"
    assert headline(titled(*parts)) == 2
    assert headline(titled(*parts, "<h1>The ferry leaves early</h1>")) == 2
    assert headline(titled(*parts[:2], "<h3>The ferry leaves early</h3>")) == 0


def test_without_a_claim_it_is_the_first_h1() -> None:
    parts = "<p>News</p>", "<h2>The ferry leaves early</h2>", "<h1>Another story</h1>", "<h1>A third one</h1>"
    assert headline(body(*parts)) == 2
    assert headline(titled(*parts, title="A storm comes up")) == 2


def test_a_short_heading_may_stand_in_a_title_by_chance() -> None:
    assert headline(titled("<h2>The ferry</h2>", "<h1>Leaves early</h1>")) == 1
    assert headline(titled("<h2>The ferry l</h2>", "<h1>Leaves early</h1>")) == 1
    assert headline(titled("<h2>The ferry le</h2>", "<h1>Leaves early</h1>")) == 0


def test_no_headline() -> None:
    assert headline(body("<p>News</p>", "<h2>The ferry leaves early</h2>")) == -1


# --- Agreement, and the opening


def test_agreement_is_f1_by_words() -> None:
    # All four opinions take what is in the article, 30 and 70 words; the scores say that the last 70 and 50 are body.
    page = body("<h1>Ferry leaves early</h1>", f"<article>{p(30, 70)}</article>", f"<footer>{p(50)}</footer>")
    table = FeatureTable(CONTEXT, len(page.blocks))
    assert measure_opinions(table, page, 0, [-1.0, 0.0, 0.1, 2.0]) == 0
    row = table.row(1)
    for name in ("densest", "named", "runs", "below_headline"):
        assert list(table.column(name)) == [0.0, 1.0, 1.0, 0.0]
        assert row[f"{name}_agrees"] == pytest.approx(2 * 70 / (100 + 120))
    assert row["opinions_agree"] == 1.0
    assert row["most_agreement"] == row["runs_agrees"]
    assert row["words_by_score"] == 120.0
    assert list(table.column("opinions")) == [0.0, 4.0, 4.0, 0.0]
    assert table.row(0)["runs_agrees"] == row["runs_agrees"]


def test_empty_bodies_do_not_agree() -> None:
    page = body(linked(3))
    table = FeatureTable(CONTEXT, 3)
    assert measure_opinions(table, page, -1, [-1.0, -1.0, -1.0]) == -1
    assert set(table.row(0).values()) == {0.0}


def opening(page: Page, headline: int, scores: list[float]) -> list[tuple[float, float, float]]:
    table = FeatureTable(CONTEXT, len(page.blocks))
    measure_opening(table, page, headline, scores)
    columns = (table.column(name) for name in ("opening_up", "opening_down", "since_opening"))
    return list(zip(*columns, strict=True))


def test_distances_from_the_opening() -> None:
    page = body(
        p(20),
        "<h1>Ferry leaves early</h1>",
        f"<main><div>{p(11)}{p(20)}{p(12)}{p(3)}<section><div>{p(3)}</div></section></div>{p(3)}</main>",
        p(3),
    )
    scores = [1.0, -1.0, 1.0, 0.0, 0.1, -1.0, -1.0, -1.0, -1.0]
    # The first block of twelve words with a score above 0 below the headline is the fifth.
    assert opening(page, 1, scores) == [
        (3.0, 1.0, -4.0),
        (3.0, 1.0, -3.0),
        (1.0, 1.0, -2.0),
        (1.0, 1.0, -1.0),
        (0.0, 0.0, 0.0),
        (1.0, 1.0, 1.0),
        (1.0, 3.0, 2.0),
        (2.0, 1.0, 3.0),
        (3.0, 1.0, 4.0),
    ]
    assert opening(page, -1, scores)[0] == (0.0, 0.0, 0.0)


def test_far_from_the_opening_is_far_enough() -> None:
    page = body(p(*[12] * 140))
    found = opening(page, 69, [1.0] * 140)
    assert [found[index][2] for index in (0, 9, 10, 11, 70, 129, 130, 139)] == [-60, -60, -60, -59, 0, 59, 60, 60]


def test_without_an_opening_there_are_no_distances() -> None:
    assert opening(body(p(20), p(11)), 0, [1.0, 1.0]) == [(0.0, 0.0, 0.0)] * 2
