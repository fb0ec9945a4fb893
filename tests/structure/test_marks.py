"""The marks of a text: their kinds, their offsets, and that they never touch the text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanarticle.content import TextMark
from cleanarticle.page.model import Block
from cleanarticle.page.segment import segment
from cleanarticle.parse.lexbor import parse_html
from cleanarticle.structure.addresses import link_address
from cleanarticle.structure.marks import marks_of, shifted

BASE = "https://ferry.example/"


def resolve(address: str) -> str | None:
    return address if address.startswith("http") else BASE + address.lstrip("/")


def blocks_of(html: str) -> list[Block]:
    return segment(parse_html(html)).blocks


def marks_in(html: str) -> list[tuple[str, str, str | None]]:
    """Kind, text and address of each mark of the only block."""
    (block,) = blocks_of(html)
    marks = [TextMark.model_validate(values) for values in marks_of(block, resolve)]
    return [(mark.kind, block.text[mark.start : mark.end], mark.href) for mark in marks]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>The <a href='/f?a=1&amp;b'>old ferry</a> left", [("link", "old ferry", f"{BASE}f?a=1&b")]),
        ("<p>The <em> old </em>ferry", [("emphasis", "old", None)]),
        ("<p>The<b>  old</b>  ferry", [("strong", "old", None)]),
        ("<p>H<sub>2</sub>O and m<sup>3</sup>", [("sub", "2", None), ("sup", "3", None)]),
        ("<p>Run <code>x  =  1</code>", [("code", "x = 1", None)]),
        ("<p>It <s>sank</s> <mark>floats</mark>", [("strike", "sank", None), ("highlight", "floats", None)]),
        ("<p>She said <q cite='/s'>never</q>", [("quote", "never", f"{BASE}s")]),
        ("<p>The <abbr title='Royal Ferry'>RF</abbr> and <abbr>X</abbr>", [("abbreviation", "RF", None)]),
        ("<p>One<br>two", [("break", "\n", None)]),
        ("<p><b>All</b><b> of</b> it", [("strong", "All", None), ("strong", "of", None)]),
        ("<p><b>All</b><b>of</b> it", [("strong", "Allof", None)]),
        (
            "<p>The <a href='/x'><b>old</b></a><b>est</b>",
            [("link", "old", f"{BASE}x"), ("strong", "old", None), ("strong", "est", None)],
        ),
        (
            "<p>The <a href='/x'>old <em>blue <b>ferry</b></em></a>",
            [("link", "old blue ferry", f"{BASE}x"), ("emphasis", "blue ferry", None), ("strong", "ferry", None)],
        ),
        ("<p>An <em>old <em>old</em></em> ferry", [("emphasis", "old old", None)]),
        ("<p>Cafe <b>e</b>\u0301 x", [("strong", "e\u0301", None)]),
        ("<p>See <a href='javascript:alert(1)'>here</a> and <a href=' java\nscript:x'>there</a> and <a>no</a>", []),
        ("<p>See <a href='#top'>above</a>", [("link", "above", "#top")]),
        ("<p>Mail <a href='mailto:a@b.example'>us</a>", [("link", "us", "mailto:a@b.example")]),
        ("<p>Count <sup><a href='#fn3'>[3]</a></sup>. On", [("footnote", "", "fn3")]),
        ("<p>It is <math alttext='x^2'><mi>x</mi></math> wide", [("math", "x^2", None)]),
        ("<p>It is <script type='math/tex'>x_0 < 9</script> wide", [("math", "x_0 < 9", None)]),
        (
            "<p>It is <span class=MathJax_Preview>x</span><span class=MathJax><nobr>x9</nobr></span>"
            "<script type='math/tex; mode=display'>x_9</script> wide",
            [("math", "x_9", None)],
        ),
        (
            "<p>It is <mjx-container class=MathJax><mjx-math aria-hidden=true></mjx-math><mjx-assistive-mml>"
            "<math><mi>x</mi><mn>9</mn></math></mjx-assistive-mml></mjx-container> wide",
            [("math", "x9", None)],
        ),
        (
            "<p>It is <span class=katex><span class=katex-mathml><math><annotation encoding='application/x-tex'>x^9"
            "</annotation></math></span><span class=katex-html aria-hidden=true>x9</span></span> wide",
            [("math", "x^9", None)],
        ),
        (
            "<p>It is <span class=mwe-math-element><span class=mwe-math-mathml-inline style='display: none'>"
            "<math alttext='{\\displaystyle x^{9}}'><mi>x</mi></math></span><img class=mwe-math-fallback-image-inline "
            "src=/x.svg alt='{\\displaystyle x^{9}}'></span> wide",
            [("math", "x^{9}", None)],
        ),
        ("<p>It is <img class=latex src=/x.png alt='x^9'> wide", [("math", "x^9", None)]),
        ("<p>A <img class=emoji src='/e.png' alt='smile'> B", [("image", "", f"{BASE}e.png")]),
        ("<p>un<wbr>for&shy;get<b>ta&shy;ble</b>", [("strong", "table", None)]),
        ("<p>One <b></b><i> </i>two", []),
    ],
)  # fmt: skip
def test_inline_elements_become_marks(html: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert marks_in(html) == expected


def test_a_mark_goes_on_in_the_next_block() -> None:
    first, second, third = blocks_of("<div><b>One<p>two</p></b></div><p>three")
    found = [
        [(mark["kind"], mark["start"], mark["end"]) for mark in marks_of(block, resolve)]
        for block in (first, second, third)
    ]
    assert found == [[("strong", 0, 3)], [("strong", 0, 3)], []]


def test_marks_of_lines_that_are_paragraphs() -> None:
    line = "The <a href='/{0}'>ferry {0}</a> left the harbour at noon with forty people aboard."
    blocks = blocks_of("<p>" + "<br>".join(line.format(number) for number in range(3)))
    assert [block.text[mark["start"] : mark["end"]] for block in blocks for mark in marks_of(block, resolve)] == [
        "ferry 0",
        "ferry 1",
        "ferry 2",
    ]


def test_marks_of_a_row_stand_in_its_joined_text() -> None:
    (row,) = blocks_of("<table><tr><td>Port <b>A</b><td>9 <i>am</i></table>")
    assert [(mark["kind"], row.text[mark["start"] : mark["end"]]) for mark in marks_of(row, resolve)] == [
        ("strong", "A"),
        ("emphasis", "am"),
    ]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Count <sup class=reference><a href='#cite_note-1'><span>[</span>1<span>]</span></a></sup> on", "Count on"),
        ("<p>Count <a class=footnote-ref href='#fn:1' role=doc-noteref>1</a> on", "Count on"),
        ("<p>Count <a href='#fn1'>[1]</a> on", "Count on"),
        ("<p>Chapter <a href='#c1'>1</a> on", "Chapter 1 on"),
        ("<p>Gate <sup><a href='/gates'>2</a></sup> on", "Gate 2 on"),
        ("<h2>Gates <a href='#gates'>#</a></h2>", "Gates"),
        ("<h2>Gates<span class=mw-editsection>[<a href='/e'>edit</a>]</span></h2>", "Gates"),
        ("<p>Gates <a href='#gates'>#</a></p>", "Gates #"),
    ],
)
def test_signs_are_no_words(html: str, text: str) -> None:
    assert [block.text for block in blocks_of(html)] == [text]


INLINE = st.sampled_from(["a href='/x'", "b", "em", "code", "sub", "span", "s", "q", "mark"])
WORDS = st.text(st.sampled_from("ab é\u0301\u200d\u00ad\u0300 \n漢👩🏽"), min_size=0, max_size=6)
PIECES = st.recursive(
    WORDS,
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag.split()[0]}>", INLINE, st.lists(inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.lists(PIECES, max_size=6))
def test_marks_nest_and_split_no_character(parts: list[str]) -> None:
    plain = blocks_of("<p>" + "".join(parts) + "</p>")
    for block in plain:
        marks = [TextMark.model_validate(values) for values in marks_of(block, resolve)]
        open_ends: list[int] = []
        for mark in marks:
            assert 0 <= mark.start <= mark.end <= len(block.text)
            if mark.start == mark.end:
                continue
            while open_ends and open_ends[-1] <= mark.start:
                open_ends.pop()
            assert not open_ends or mark.end <= open_ends[-1]
            open_ends.append(mark.end)
            for at in (mark.start, mark.end):
                if 0 < at < len(block.text):
                    assert not unicodedata.combining(block.text[at])
        assert marks == sorted(marks, key=lambda mark: (mark.start, -mark.end))


def test_shifted_marks_lose_what_was_cut_off() -> None:
    marks = [{"kind": "strong", "start": 0, "end": 4}, {"kind": "emphasis", "start": 2, "end": 8}]
    assert shifted(marks, -5) == [{"kind": "emphasis", "start": 0, "end": 3}]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/a b", f"{BASE}a%20b"),
        ("https://x.example/\ny", "https://x.example/%20y"),
        ("JaVaScRiPt:x", None),
        ("\x01javascript:x", None),
        ("data:text/html,x", None),
        ("vbscript:x", None),
        ("file:///etc/passwd", None),
        ("tel:+1 23", "tel:+123"),
        ("#", None),
        ("", None),
        ("x" * 5_000, None),
    ],
)
def test_addresses(address: str, expected: str | None) -> None:
    assert link_address(address, resolve) == expected
