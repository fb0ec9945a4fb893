"""The guard: no page costs the parser more than linear time and memory, and no word goes missing."""

from __future__ import annotations

import random
import re
import string
from collections import Counter
from collections.abc import Callable
from functools import partial
from itertools import islice, product

import pytest
from cpu_time import GROWTH, linear_growth, run_within
from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from cleanarticle.errors import ConfigError, InputError, LimitExceeded
from cleanarticle.parse.guard import guard
from cleanarticle.parse.limits import Limits, check_size
from cleanarticle.parse.rewrite import Rewrite
from cleanarticle.parse.tag_scan import is_cheap

LIMITS = Limits()
_OPTIONS = int(LexborDocumentOptions.WO_EVENTS)
_FORMATTING = "b big code em font i nobr s small strike strong tt u".split()


def parse(text: str) -> LexborHTMLParser:
    return LexborHTMLParser(text, options=_OPTIONS)


def shape(text: str) -> tuple[int, int]:
    """Depth and number of nodes of the parsed page."""
    deepest = number = 0
    waiting: list[tuple[LexborNode | None, int]] = [(parse(text).root, 1)]
    while waiting:
        node, depth = waiting.pop()
        while node is not None:
            number += 1
            deepest = max(deepest, depth)
            waiting.append((node.first_child, depth + 1))
            node = node.next
    return deepest, number


def words(text: str) -> list[str]:
    root = parse(text).root
    return re.findall(r"\bw\d+\b", root.text(deep=True)) if root else []


def names(number: int) -> list[str]:
    """The shortest different names of attributes."""
    letters = string.ascii_lowercase + string.digits + "-_.:"
    return ["".join(name) for size in (1, 2, 3) for name in islice(product(letters, repeat=size), number)][:number]


def many(unit: str, number: int) -> str:
    """The unit repeated, with `@` for a number that is never the same."""
    return "".join(unit.replace("@", str(index)) for index in range(number))


# --- Pages that are left alone ---


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain text",
        "<p>Hello <b class=x>world</b>",
        "<a title='a > b' href=x>link</a>" * 300,
        '<p><i class="icon"></i><strong class="x">text</strong> <a href="/x?y=1&z=2">link</a></p>' * 900,
        '<script type="application/ld+json">{"a": "<b x1><b x2>"}</script><p>text</p>',
        '<img src="data:image/png;base64,' + "QUJD/+" * 60_000 + '">',
        "<style>" + ".a b{color:red;margin:0 1px}" * 4_000 + "</style><p>text</p>",
        "<script>" + 'if (a<b && c==\'"\') { f(x, y, "z") }\n' * 4_000 + "</script><p>text</p>",
        "<div>" * 500 + "text" + "</div>" * 500,
        "<p>" + "word " * 100_000,
    ],
    ids=range(11),
)
def test_an_ordinary_page_is_handed_on_as_it_is(text: str) -> None:
    assert guard(text, LIMITS) is text


def test_a_script_that_compares_is_no_tag_with_too_many_attributes() -> None:
    text = "<p>" + "word " * 60_000 + "<script>if (a<b) { " + "f(x, y, z); " * 600 + "}</script>"
    assert len(text.encode()) > 280_000
    assert is_cheap(text, LIMITS.max_tags)
    assert not is_cheap(text + "<b " + "a=1 " * 4_500 + ">", LIMITS.max_tags)


# --- Attacks ---

ATTACKS: dict[str, Callable[[], str]] = {
    "nested blocks": lambda: "<div>" * 30_000,
    "nested blocks just below the bound": lambda: "<div>" * 10_000,
    "nested lists": lambda: "<ul><li>" * 30_000,
    "nested definitions": lambda: "<dl><dd>" * 30_000,
    "nested with text": lambda: "<section>x " * 50_000,
    "nested closed by strays": lambda: "<div><table></div></table>" * 20_000,
    "nested behind comments": lambda: "<div><!-- </div> -->" * 30_000,
    "nested behind scripts": lambda: "<div><script></div></script>" * 20_000,
    "nested behind quotes": lambda: '<div title="</div>">' * 30_000,
    "nested behind foreign styles": lambda: "<svg><style><g></style>" * 20_000,
    "nested behind CDATA": lambda: "<svg><desc><div><![CDATA[</div>]]>" * 18_000,
    "nested behind ignored cells": lambda: "<td><div></td>" * 25_000,
    "nested options": lambda: "<option><div>" * 30_000,
    "nested details": lambda: "<details><summary>" * 30_000,
    "nested forms": lambda: "<form><div></form>" * 25_000,
    "links around blocks": lambda: many("<a href=@><div>x", 30_000),
    "open formatting": lambda: many("<b x@>x<p>", 30_000),
    "open formatting, upper case": lambda: many("<B X@>x<P>", 30_000),
    "open formatting with slashes": lambda: many("<b/x@>x<p>", 30_000),
    "open formatting in a few tags": lambda: many("<b x@>x<p>", 2_500),
    "open formatting closed in blocks": lambda: many("<p><b x@>x</p>", 25_000),
    "open formatting in cells": lambda: "<table>" + many("<tr><td><b x@>x", 25_000),
    "open formatting, quoted": lambda: many('<b title=">x</b>" x@>x<p>', 3_000),
    "open formatting, half quoted": lambda: many("<b title='>x</b>' x@>x<p>", 3_000),
    "open formatting closed by strays": lambda: many("<b x@><table></b></table><p>x", 3_000),
    "open formatting closed too deep": lambda: many("<b x@>" + "<div>" * 9 + "</b>" + "</div>" * 9, 4_000),
    "formatting before many blocks": lambda: many("<b x@>", 64) + "<p>x</p>" * 25_000,
    "plain formatting before many blocks": lambda: (
        "".join(f"<{name}>" * 3 for name in _FORMATTING) + "<p>x</p>" * 25_000
    ),
    "formatting with many attributes": lambda: many("<b x@ " + " ".join(names(200)) + ">", 60) + "<p>x</p>" * 4_000,
    "a link with many attributes": lambda: "<p><a " + " ".join(names(3_000)) + ">x" + "<p>x" * 9_000,
    "a link with quoted attributes": lambda: '<p><a t=">" ' + " ".join(names(3_000)) + ">x" + "<p>x" * 9_000,
    "nobr": lambda: many("<nobr x@><div>x", 30_000),
    "adoption": lambda: "<b><i><div></b></i>" * 19_000,
    "late adoption": lambda: "<b><div>" * 25_000 + "</b>" * 25_000,
    "attributes of one element": lambda: "<p " + many("a@ ", 50_000) + ">x",
    "attributes of one element, quoted": lambda: "<p " + many("a@='>' ", 30_000) + ">x",
    "attributes of one element, in brackets": lambda: "<p " + many("<a@ ", 30_000) + ">x",
    "attributes of one character": lambda: "<p " + " ".join(map(chr, range(0x4E00, 0x9E00))) + ">x",
    "attributes of repeated tags": lambda: many("<html a@=1><body b@=1>", 25_000),
    "attributes of a few repeated tags": lambda: many("<body " + many("a@_~ ", 400).replace("_~", "@") + ">", 40),
    "names of attributes": lambda: many("<p a@ b@ c@>x</p>", 30_000),
    "names of attributes of end tags": lambda: many("</p a@ b@ c@>", 30_000),
    "attributes of repeated tags that are closed": lambda: many("<body a@ b@ c@></body>", 5_000),
    "names of closed elements": lambda: many("<x@></x@>", 30_000),
    "names of elements": lambda: many("<x@>", 30_000),
    "names of end tags": lambda: many("</x@>", 30_000),
    "unmatched end tags": lambda: "<div>" * 400 + "<svg>" + "<g>" * 100 + "</x>" * 30_000,
    "tags cut off": lambda: "</titl" * 9_000,
    "links cut off": lambda: "<a " * 9_000,
    "links before a long value": lambda: "<a " * 9_000 + f'x="{"y" * 2_000_000}">x',
    "formatting before a long value": lambda: "<b " * 9_000 + f'x="{"y" * 2_000_000}">x',
    "foreign titles": lambda: "<svg>" + "<title>x" * 90_000,
    "quotation marks": lambda: "<a x=\"<a x='" * 4_500 + "y " * 500_000,
}


_MOST_UNITS = 12
"""Guard and parser together cost about five for the dearest attack."""


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_costs_little(name: str) -> None:
    text = ATTACKS[name]()
    guarded = run_within(_MOST_UNITS, lambda: guard(text, LIMITS))
    run_within(_MOST_UNITS, lambda: parse(guarded))
    depth, nodes = shape(guarded)
    assert depth <= max(2 * LIMITS.max_depth + LIMITS.max_formatting + 10, 10_010)
    assert nodes <= 2 * text.count("<") + 1_600_000
    assert guarded.count("x") >= text.count(">x")


@pytest.mark.parametrize("written", [" ".join, "/".join, "=1 ".join, '="" '.join, "='>' ".join, "\n= 1\t".join])
def test_no_element_keeps_too_many_attributes(written: Callable[[list[str]], str]) -> None:
    characters = [chr(code) for code in range(0x4E00, 0x4E00 + 16_000)]
    text = "<p>x</p>" * 500 + "<p " + written(characters) + ">x" + "<p>x</p>" * 500
    assert max(len(node.attributes) for node in parse(guard(text, LIMITS)).css("p")) <= LIMITS.max_attributes


@pytest.mark.parametrize(
    ("unit", "number"), [("<b x@>x<p>", 1_500), ("<div>x", 5_000), ("<div><b x@ y>word<p></b><li>word", 4_500)]
)
def test_time_grows_with_the_page(unit: str, number: int) -> None:
    assert linear_growth(partial(many, unit), lambda text: parse(guard(text, LIMITS)), number) < GROWTH


@pytest.mark.parametrize(
    "text",
    [
        "<p>text</p>" * 75_000,
        "<p>text</p><script>" + "if (a<b) { c = '<b>' }\n" * 120_000 + "</script>",
        "<p>text</p><!-- " + "<p>" * 120_000 + "-->",
        "<p>" + "1 < 2 " * 120_000,
    ],
    ids=["paragraphs", "script", "comment", "text"],
)
def test_only_tags_count_as_tags(text: str) -> None:
    assert run_within(_MOST_UNITS, lambda: guard(text, LIMITS)) is text


@pytest.mark.parametrize("letter", ["", "\u2026", "\U0001f600"], ids=["1 byte", "2 bytes", "4 bytes"])
def test_the_bounds_hold_in_text_of_any_width(letter: str) -> None:
    assert is_cheap(letter + many("<a href='@'>x</a><B>x</b>", 900), LIMITS.max_tags)
    assert not is_cheap(letter + many("<B x@>x<p>", 2_500), LIMITS.max_tags)
    assert not is_cheap(letter + "<p " + many("a@ ", 15_000) + ">x", LIMITS.max_tags)
    assert is_cheap(letter + "<", LIMITS.max_tags)
    assert is_cheap(letter + "</b x='", LIMITS.max_tags)


def test_a_page_with_too_many_tags_is_refused() -> None:
    with pytest.raises(LimitExceeded, match="max_tags=100,000"):
        guard("<br>" * 100_001, LIMITS)
    with pytest.raises(LimitExceeded, match="4 tags, more than max_tags=3"):
        guard("<p><p><p><p>", Limits(max_tags=3))


# --- What comes out of a rewrite ---


def rewrite(text: str, depth: int = 512, formatting: int = 64, attributes: int = 256) -> str:
    return Rewrite(text, depth, formatting, attributes).run()


def test_words_survive_beyond_the_depth_and_do_not_fuse() -> None:
    text = many("<div>w@", 200)
    assert words(rewrite(text, depth=20)) == words(text)


def test_paragraphs_survive_beyond_the_depth() -> None:
    text = "<div>" * 600 + many("<p>w@ and <b>more</b></p>", 50)
    tree = parse(rewrite(text))
    assert [node.text() for node in tree.css("p") if node.text()] == [f"w{index} and more" for index in range(50)]


def test_surplus_formatting_is_left_out_and_the_rest_stays() -> None:
    text = many("<b x@>w@<p>", 200) + "<i>w200</i>"
    rewritten = rewrite(text, formatting=8)
    assert words(rewritten) == words(text)
    assert len(parse(rewritten).css("b")) <= 3 * 200
    assert len(parse(rewritten).css("i")) == 1


def test_surplus_attributes_are_left_out_and_the_rest_stays() -> None:
    (node,) = parse(rewrite("<p " + many("a@=v ", 2_000) + ">w1")).css("p")
    assert list(node.attributes.items()) == [(f"a{index}", "v") for index in range(256)]
    assert node.text() == "w1"


def test_a_tag_left_out_makes_no_other_tag() -> None:
    text = "<div>" * 30 + "<<span>script>w1 </<span>x> w2"
    assert "script" not in [node.tag for node in parse(rewrite(text, depth=10)).css("*")]
    assert words(rewrite(text, depth=10)) == ["w1", "w2"]


def test_scripts_and_comments_are_not_touched() -> None:
    data = '{"articleBody": "' + many('<b x@><div><p title=\\"', 3_000) + '"}'
    script = f'<script type="application/ld+json">{data}</script>'
    old = "<script><!-- document.write('<script>x</script>') //--></script>"
    kept = script + old + "<!-- <div><b x> --><style>a>b{}</style><title>a <b> c</title><textarea><div></textarea>"
    rewritten = guard(kept + "<div>" * 20_000, LIMITS)
    assert rewritten.startswith(kept)
    assert parse(rewritten).css("script")[0].text() == data


def test_only_letters_of_ascii_are_folded() -> None:
    kelvin = "\u212a"
    assert rewrite(f"<lin{kelvin}>" * 5, depth=2).count("<lin") == 2
    assert rewrite("<LINK>" * 5, depth=2) == "<LINK>" * 5
    assert "</div>" in rewrite("<script></\u017fcript></div></script><p>")


@pytest.mark.parametrize(
    ("text", "rewritten"),
    [
        ("<p>a<p>b", "<p>a</p><p>b"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"),
        ("<div><i>a</div>b", "<div><i>a</i></div>b"),
        ("<b>a<div>b</b>c</div>", "<b>a<div>b</b>c</div>"),
        ("<h2>a</h3>b", "<h2>a</h3>b"),
        ("a</div>b</p>c", "a<!---->b</p>c"),
        ("<svg><path/><div>a", "<svg><path></path></svg><div>a"),
        ("<svg><title>a<b></title>", "<svg><!---->a</svg><b></title>"),
        ("<svg><![CDATA[a<b>]]></svg>", "<svg>a&lt;b></svg>"),
        ("a<frameset>b", "a<!---->b"),
        ("a<plaintext>b<i>c", "a<!---->b&lt;i>c"),
    ],
)
def test_closes_what_the_parser_would_close(text: str, rewritten: str) -> None:
    assert rewrite(text) == rewritten


_TAGS = (
    "b i a font nobr code div div p p span ul li dl dd dt table tr td th tbody caption colgroup col select option "
    "optgroup button h1 h2 form title style script textarea iframe noscript object marquee applet section br hr img "
    "input html body head x y image ruby rt details summary noembed noframes xmp main"
).split()
_FOREIGN = "svg math g desc foreignObject mi annotation-xml template frameset frame plaintext".split()


def soup(rng: random.Random, tags: list[str], number: int) -> str:
    attributes = ("", "", " x=@", " a=1 b=2", "/", ' c="d>e"', " x=1/")
    odd = ["<!--", "-->", "<![CDATA[", "]]>", "<", "</>", "<?x>", "&lt;b>", '"', "<!-->", "</p>", "</br>"]
    parts = []
    for index in range(number):
        kind, tag = rng.random(), rng.choice(tags)
        if kind < 0.5:
            parts.append(f"<{tag}{rng.choice(attributes)}>".replace("@", str(index)))
        elif kind < 0.8:
            parts.append(f"</{tag}>")
        else:
            parts.append(f" w{index} " if kind < 0.95 else rng.choice(odd))
    return "".join(parts)


@pytest.mark.parametrize("seed", range(40))
def test_the_depth_holds_whatever_the_markup(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(20):
        tags = rng.sample(_TAGS + _FOREIGN, rng.randint(1, 9))
        text = soup(rng, tags, 60) if rng.random() < 0.5 else soup(rng, tags, rng.randint(2, 9)) * 60
        depth, formatting = rng.choice([(5, 2), (10, 4), (20, 0)])
        deepest, number = shape(rewrite(text, depth, formatting, 3))
        assert deepest <= 2 * depth + formatting + 10
        assert number <= 20 * max(text.count("<"), 10)


@pytest.mark.parametrize("seed", range(20))
def test_no_word_is_lost_whatever_the_markup(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(20):
        text = soup(rng, rng.sample(_TAGS, rng.randint(1, 9)), 120)
        assert not Counter(words(text)) - Counter(words(rewrite(text, 8, 2, 3)))
        assert words(rewrite(text, 1_000, 1_000)) == words(text)


# --- Limits ---


def test_limits_are_positive() -> None:
    with pytest.raises(ConfigError, match="max_depth is 0"):
        Limits(max_depth=0)


def test_check_size() -> None:
    check_size(b"12345", Limits(max_bytes=5))
    with pytest.raises(LimitExceeded, match="6 bytes, more than max_bytes=5"):
        check_size(b"123456", Limits(max_bytes=5))
    with pytest.raises(InputError, match="6 characters"):
        check_size("123456", Limits(max_bytes=5))
