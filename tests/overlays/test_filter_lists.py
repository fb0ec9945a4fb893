"""A user's own filter lists: what is read, what it hides on a page, and what it may not take."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from cleanarticle import Config, ConfigError, Extraction, Extractor
from cleanarticle.cli.app import app
from cleanarticle.overlays.filters.match import Filters
from cleanarticle.overlays.filters.selectors import FilterSelector, SelectorError, parse_selectors
from cleanarticle.overlays.filters.syntax import parse_filter_list, read_filter_list
from cleanarticle.page.model import Container, Page
from cleanarticle.page.segment import segment
from cleanarticle.parse.lexbor import parse_html

SENTENCE = "The ferry left at noon, and those who missed it had to wait until the storm was over. "
PARAGRAPH = f"<p>{SENTENCE * 4}</p>"
NEWS = "https://news.paper.example/story"


def page_of(html: str) -> Page:
    return segment(parse_html(f"<body>{html}</body>"))


def hidden(filters: str, html: str, url: str | None = None) -> list[str]:
    """The texts that a list hides, in the order of the page."""
    page = page_of(html)
    hits = Filters([parse_filter_list(filters, name="own.txt")]).on(url).hits(page)
    at = sorted({at for hit in hits for at in range(hit.container.first, hit.container.end)})
    return [page.blocks[each].text for each in at]


# --- Selectors

SLOT = "<div class='ad-slot top'><p>A</p></div><div class='AD-SLOT'><p>B</p></div><p>C</p>"
BOX = "<section id='side'><div class='box'><p class='x'>A</p></div><p class='x'>B</p></section><p class='x'>C</p>"
DATA = (
    "<div data-ad='one two' lang='EN-gb'><p>A</p></div><div data-ad='one-two'><p>B</p></div><div data-ad><p>C</p></div>"
)


@pytest.mark.parametrize(
    ("selector", "html", "expected"),
    [
        (".ad-slot", SLOT, "A"),
        (".ad-slot.top", SLOT, "A"),
        (".ad-slot.bottom", SLOT, ""),
        (".slot", SLOT, ""),
        ("div.top", SLOT, "A"),
        ("p.top", SLOT, ""),
        ("DIV.top", SLOT, "A"),
        ("*.top", SLOT, "A"),
        (".top:not(.ad-slot)", SLOT, ""),
        ("div:not(.ad-slot)", SLOT, "B"),
        ("div:not(.top, .AD-SLOT)", SLOT, ""),
        ("div:not(.top):not([id])", SLOT, "B"),
        (".top, .AD-SLOT", SLOT, "AB"),
        (r".ad\-slot", SLOT, "A"),
        (r".\61 d-slot", SLOT, "A"),
        ("#side", BOX, "AB"),
        ("#side .x", BOX, "AB"),
        ("#side > .x", BOX, "B"),
        ("#side>.x", BOX, "B"),
        ("#side > div > .x", BOX, "A"),
        ("#side .box > .x", BOX, "A"),
        ("section div p", BOX, "A"),
        ("section p", BOX, "AB"),
        ("body > p", BOX, "C"),
        ("p", BOX, "ABC"),
        (".box #side .x", BOX, ""),
        (":not(div) > .x", BOX, "BC"),
        ("[data-ad]", DATA, "ABC"),
        ("[DATA-AD]", DATA, "ABC"),
        ("[data-ad='one two']", DATA, "A"),
        ('[data-ad="one two"]', DATA, "A"),
        ("[data-ad=one-two]", DATA, "B"),
        ("[data-ad~='two']", DATA, "A"),
        ("[data-ad|='one']", DATA, "B"),
        ("[data-ad^='one']", DATA, "AB"),
        ("[data-ad$='two']", DATA, "AB"),
        ("[data-ad*='e-t']", DATA, "B"),
        ("[data-ad*='E-T']", DATA, ""),
        ("[data-ad*='E-T' i]", DATA, "B"),
        ("[data-ad^='']", DATA, ""),
        ("[lang='en-GB']", DATA, "A"),
        ("[lang='en-GB' s]", DATA, ""),
        ("div[data-ad^='one t'][lang]", DATA, "A"),
        ("[ data-ad = 'one two' ]", DATA, "A"),
    ],
)
def test_selectors(selector: str, html: str, expected: str) -> None:
    assert "".join(hidden(f"##{selector}", html)) == expected


def test_a_child_is_found_where_the_nearest_ancestor_is_the_wrong_one() -> None:
    html = "<div class='a'><div class='b'><div class='x'><div class='b'><p class='c'>A</p></div></div></div></div>"
    assert hidden("##.a > .b .c", html) == ["A"]
    assert hidden("##.a > .b > .c", html) == []


@pytest.mark.parametrize(
    "selector",
    [
        ".a:has(.b)",
        ".a:has-text(/x/)",
        ".a:upward(2)",
        ".a + .b",
        ".a ~ .b",
        ".a:hover",
        ".a::before",
        ".a:nth-child(2)",
        ".a:not(.b .c)",
        ".a:not(:hover)",
        "#a#b",
        "> .a",
        ".a >",
        ".a,",
        ", .a",
        "[a",
        "[a=]",
        "[a='x]",
        ".",
        "*",
        ":not(.a)",
        ".a > *",
        "",
        ".a { color: red }",
        " > ".join(["div"] * 40),
    ],
)
def test_selectors_that_are_not_honoured(selector: str) -> None:
    with pytest.raises(SelectorError, match=r"\w"):
        parse_selectors(selector)


def naive(selector: FilterSelector, container: Container) -> bool:
    """Whether a container is selected, by looking at every way to place the compounds."""

    def fits(place: int, at: Container | None) -> bool:
        if at is None or at.parent is None or not selector.compounds[place].fits(at):
            return False
        if not place:
            return True
        if selector.is_child[place]:
            return fits(place - 1, at.parent)
        around = at.parent
        while around is not None:
            if fits(place - 1, around):
                return True
            around = around.parent
        return False

    return fits(len(selector.compounds) - 1, container)


@given(st.randoms(use_true_random=False))
def test_matching_agrees_with_trying_every_way(chance: random.Random) -> None:
    def nest(depth: int) -> str:
        inner = "".join(nest(depth - 1) for _ in range(chance.randint(1, 2))) if depth else "<p class=c>A</p>"
        return f"<{chance.choice(['div', 'section'])} class='{chance.choice('abc')}'>{inner}</div></section>"

    page = page_of(nest(5))
    parts = [chance.choice([".a", ".b", ".c", "div", "section.a", "div:not(.b)"]) for _ in range(chance.randint(1, 4))]
    text = parts[0] + "".join(chance.choice([" ", " > "]) + part for part in parts[1:])
    (selector,) = parse_selectors(text)
    expected = [each for each in page.containers if naive(selector, each) and each.end > each.first]
    hits = Filters([parse_filter_list(f"##{text}", name="x")]).on(None).hits(page)
    outermost = [
        each
        for each in expected
        if not any(
            other.first <= each.first and each.end <= other.end and other.index < each.index for other in expected
        )
    ]
    assert [hit.container for hit in hits] == outermost


# --- Scopes and exceptions


@pytest.mark.parametrize(
    ("filters", "url", "expected"),
    [
        ("##.ad-slot", None, "A"),
        ("##.ad-slot", NEWS, "A"),
        ("*##.ad-slot", NEWS, "A"),
        ("paper.example##.ad-slot", NEWS, "A"),
        ("news.paper.example##.ad-slot", NEWS, "A"),
        ("other.example##.ad-slot", NEWS, ""),
        ("aper.example##.ad-slot", NEWS, ""),
        ("paper.example##.ad-slot", None, ""),
        ("paper.example##.ad-slot", "no address", ""),
        ("PAPER.example##.ad-slot", NEWS, "A"),
        ("other.example,paper.example##.ad-slot", NEWS, "A"),
        ("~paper.example##.ad-slot", NEWS, ""),
        ("~paper.example##.ad-slot", "https://other.example/", "A"),
        ("~paper.example##.ad-slot", None, "A"),
        ("paper.example,~news.paper.example##.ad-slot", NEWS, ""),
        ("paper.example,~news.paper.example##.ad-slot", "https://paper.example/", "A"),
        ("~paper.example,news.paper.example##.ad-slot", NEWS, "A"),
        ("paper.*##.ad-slot", NEWS, "A"),
        ("paper.*##.ad-slot", "https://www.paper.co.uk/", "A"),
        ("paper.*##.ad-slot", "https://paper.in.some.where.example/", ""),
        ("bücher.example##.ad-slot", "https://xn--bcher-kva.example/", "A"),
        ("##.ad-slot\n#@#.ad-slot", NEWS, ""),
        ("##.ad-slot\npaper.example#@#.ad-slot", NEWS, ""),
        ("##.ad-slot\npaper.example#@#.ad-slot", "https://other.example/", "A"),
        ("##.ad-slot\n~paper.example#@#.ad-slot", NEWS, "A"),
        ("paper.example##.ad-slot\nnews.paper.example#@#.ad-slot", NEWS, ""),
        ("##.ad-slot\n#@#.top", NEWS, "A"),
        ("#?#.ad-slot", NEWS, "A"),
        ("##.ad-slot\n#@?#.ad-slot", NEWS, ""),
    ],
)
def test_scopes(filters: str, url: str | None, expected: str) -> None:
    assert "".join(hidden(filters, SLOT, url)) == expected


def test_an_exception_of_one_list_holds_for_another() -> None:
    first = parse_filter_list("##.ad-slot", name="first")
    second = parse_filter_list("#@#.ad-slot", name="second")
    assert Filters([first]).on(None).hits(page_of(SLOT))
    assert not Filters([first, second]).on(None).hits(page_of(SLOT))


# --- Lines

LIST = """\
[Adblock Plus 2.0]
! Title: A list
# a comment
||ads.example^$third-party
@@||paper.example^$elemhide
/banner/*/img^
https://paper.example/#@#page
##.ad-slot
paper.example##+js(set, x, 1)
paper.example#%#window.x = 1
paper.example#$#abort-on-property-read x
paper.example#$#.x { color: red }
paper.example##.x:style(color: red)
paper.example##^script
paper.example$$script[tag-content="x"]
paper.example##.x:has(.y)
/paper\\d/##.x
##.x + .y
##iframe[src*="ads"]
##a[href^="https://ads.example/"]
##span.x, .also-a-block
!#include other.txt
!#if env_mobile
##.phone
!#if ext_ublock
##.deeper
!#endif
!#endif
##.behind
"""


def test_every_line_is_read_counted_or_named() -> None:
    found = parse_filter_list(LIST, name="own.txt")
    assert [(each.text, each.place) for each in found.filters] == [
        ("##.ad-slot", "own.txt:8"),
        ("##span.x, .also-a-block", "own.txt:21"),
        ("##.behind", "own.txt:29"),
    ]
    assert found.skipped == {
        "comment": 7,
        "conditional": 2,
        "html filter": 2,
        "network": 4,
        "no text": 1,
        "script": 3,
        "style": 2,
    }
    assert [each.line for each in found.unsupported] == [16, 17, 18, 20, 22]
    assert ":has()" in found.unsupported[0].reason
    assert all(each.reason and each.text in LIST for each in found.unsupported)
    lines = len(found.filters) + sum(found.skipped.values()) + len(found.unsupported)
    assert lines == len(LIST.splitlines())


def test_a_line_that_nobody_wrote_is_named_in_short() -> None:
    (refused,) = parse_filter_list("##" + ".a" * 10_000, name="x").unsupported
    assert len(refused.text) < 100


@pytest.mark.parametrize("text", ["<!DOCTYPE html><p>404", "\n<html>", "a\x00b"])
def test_what_is_no_list_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match=r"own\.txt.*list"):
        parse_filter_list(text, name="own.txt")


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    wrong = tmp_path / "latin.txt"
    wrong.write_bytes("##.größe".encode("latin-1"))
    with pytest.raises(ConfigError, match=r"latin\.txt.*UTF-8"):
        read_filter_list(wrong)
    with pytest.raises(ConfigError, match=r"missing\.txt"):
        read_filter_list(tmp_path / "missing.txt")
    with pytest.raises(ConfigError, match="filter list"):
        Extractor(Config(filter_lists=[str(tmp_path)]))


FRAGMENTS = st.sampled_from(
    [
        "##",
        "#@#",
        "#?#",
        "#$#",
        ".a",
        "#b",
        "[c",
        "='d'",
        "]",
        ":not(",
        ")",
        " > ",
        ",",
        "~",
        "*",
        "\\",
        "paper.example",
    ]
)


@given(st.one_of(st.text(), st.lists(st.one_of(FRAGMENTS, st.text(max_size=3))).map("".join)))
def test_any_text_is_a_list_or_the_documented_error(text: str) -> None:
    try:
        found = parse_filter_list(text, name="x")
    except ConfigError:
        return
    Filters([found]).on(NEWS).hits(page_of(SLOT))


@given(st.one_of(st.text(), st.lists(FRAGMENTS).map("".join)))
def test_any_text_is_a_selector_or_the_documented_error(text: str) -> None:
    try:
        found = parse_selectors(text)
    except SelectorError:
        return
    assert all(each.compounds[-1].says_something for each in found)


# --- In an extraction


def extractor(tmp_path: Path, filters: str, **settings: object) -> Extractor:
    path = tmp_path / "own.txt"
    path.write_text(filters, encoding="utf-8")
    return Extractor(Config(filter_lists=[str(path)], **settings))


def story(extra: str, paragraphs: int = 8) -> str:
    body = [f"<p class='p{at}'>Part {at}. {SENTENCE * 4}</p>" for at in range(paragraphs)]
    body.insert(3, extra)
    return f"<body><article><h1>Ferry leaves early</h1>{''.join(body)}</article></body>"


TEASER = f"<div class='quaint-box'><p>Nobody on the island had seen it. {SENTENCE * 2}</p></div>"


def test_a_filter_drops_with_its_text_and_line_as_the_reason(tmp_path: Path) -> None:
    result = extractor(tmp_path, "! mine\n##.quaint-box").inspect(story(TEASER))
    entry = next(each for each in result.ledger if "Nobody" in each.text)
    assert (entry.kept, entry.rule) == (False, "filter-list")
    assert entry.reason == "filter ##.quaint-box (own.txt:2)"
    assert result.article is not None
    assert len(result.article.paragraphs) == 8
    plain = Extractor().extract(story(TEASER))
    assert any("Nobody" in each.text for each in plain.paragraphs)


def test_hosts_need_the_address(tmp_path: Path) -> None:
    own = extractor(tmp_path, "paper.example##.quaint-box")
    assert len(own.extract(story(TEASER)).paragraphs) == 9
    assert len(own.extract(story(TEASER), url=NEWS).paragraphs) == 8


def test_the_rule_can_be_switched_off(tmp_path: Path) -> None:
    own = extractor(tmp_path, "##.quaint-box", rules_off=("filter-list",))
    assert len(own.extract(story(TEASER)).paragraphs) == 9


def overruled(result: Extraction) -> set[str]:
    return {mark.reason for entry in result.ledger for mark in entry.marks if mark.overruled}


def test_a_filter_that_would_take_the_article_is_overruled(tmp_path: Path) -> None:
    result = extractor(tmp_path, "##article\n##.quaint-box").inspect(story(TEASER))
    assert result.article is not None
    assert len(result.article.paragraphs) == 8
    assert overruled(result) == {"filter ##article (own.txt:1)"}
    mark = next(mark for entry in result.ledger for mark in entry.marks if mark.overruled)
    assert "% of the page's prose" in mark.overruled


def test_filters_that_would_take_it_piece_by_piece_are_overruled(tmp_path: Path) -> None:
    filters = "\n".join(f"##.p{at}" for at in range(8))
    result = extractor(tmp_path, filters).inspect(story(""))
    assert result.article is not None
    assert len(result.article.paragraphs) >= 5
    assert len(overruled(result)) >= 5


def test_one_filter_for_many_classes_counts_as_one(tmp_path: Path) -> None:
    result = extractor(tmp_path, "##p[class^='p']").inspect(story(""))
    assert result.article is not None
    assert len(result.article.paragraphs) == 8


def test_extract_and_inspect_agree(tmp_path: Path) -> None:
    own = extractor(tmp_path, "##.quaint-box\n##.p1\n##.p2\n##.p3\n##.p4\n##.p5")
    assert own.inspect(story(TEASER)).article == own.extract(story(TEASER))


# --- Cost


def test_nested_matches_mark_each_block_once() -> None:
    html = "<div class='a'>" * 200 + "<p>A</p>" * 50 + "</div>" * 200
    hits = Filters([parse_filter_list("##.a", name="x")]).on(None).hits(page_of(html))
    assert len(hits) == 1


def test_many_filters_cost_little_on_a_page_that_none_matches() -> None:
    kinds = ["##.ad-{}-slot", "###ad_{}", "##.box-{} > .ad", '##div[id^="div-ad-{}"]', '##[data-unit="{}"]', "##ad-{}"]
    lines = "\n".join(kinds[at % len(kinds)].format(at) for at in range(20_000))
    filters = Filters([parse_filter_list(lines, name="x")])
    page = page_of("".join(f"<div id='i{at}' class='card c{at % 40}'><p>{SENTENCE}</p></div>" for at in range(300)))
    best = 1.0
    for _ in range(5):
        start = time.perf_counter()
        assert filters.on(NEWS).hits(page) == []
        best = min(best, time.perf_counter() - start)
    # It takes well under a millisecond; looking at each filter would take twenty.
    assert best < 0.005


# --- The command


def test_the_command_lists_what_is_not_honoured(tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    path.write_text(LIST, encoding="utf-8")
    result = CliRunner().invoke(app, ["filters", str(path)], catch_exceptions=False)
    first, *others = result.stdout.splitlines()
    assert first.startswith(f"{path}: 3 filters, 0 exceptions, skipped: 7 comment, 2 conditional")
    assert len(others) == 5
    assert others[0] == f"{path}:16: not supported: paper.example##.x:has(.y): :has() is not known; " + (
        "of states and functions only :not() is"
    )
    missing = CliRunner().invoke(app, ["filters", str(tmp_path / "missing.txt")], catch_exceptions=False)
    assert (missing.exit_code, missing.stdout) == (2, "")
