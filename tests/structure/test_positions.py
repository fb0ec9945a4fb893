"""Positions in the source: the path of an element matches it alone, and the span holds the text's characters."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

import lxml.html
import pytest
from cpu_time import GROWTH, linear_growth
from fixture_pages import FixturePage, load_fixtures, on_every_page
from selectolax.lexbor import LexborHTMLParser

from cleanarticle import Config, Extractor, NoArticleFound, Paragraph, extract
from cleanarticle.parse.decode import decode
from cleanarticle.parse.lexbor import parse_html
from cleanarticle.structure.positions import SourcePositions

POSITIONS = Extractor(Config(positions=True))
TEXT = "The ferry left the harbour at noon with forty passengers, and the wind was light from the west."
LAST = f"In the <b>caf\u00e9</b> &amp; bar: {TEXT}"
PAGE = f"<html><body><article><h1>Caf\u00e9</h1><p>{TEXT}</p><p>{LAST}</p></article></body></html>"


def letters(text: str) -> str:
    return re.sub(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]", "", text)


@on_every_page("page", load_fixtures())
def test_every_position_holds_its_text(page: FixturePage) -> None:
    try:
        article = POSITIONS.extract(page.html, url=page.url, charset=page.charset)
    except NoArticleFound:
        return
    tree = LexborHTMLParser(decode(page.html, page.charset).text)
    for paragraph in article.paragraphs:
        position = paragraph.position
        assert position is not None
        if position.path is not None:
            (element,) = tree.css(position.path)
            assert letters(paragraph.text)[:8] in letters(element.text() or "") or paragraph.marks
        if position.start is not None and position.end is not None and not paragraph.marks:
            markup = page.html[position.start : position.end].decode(decode(page.html, page.charset).encoding)
            inside = letters(unescape(re.sub(r"<!--.*?-->|<[^>]*>", "", markup)))
            assert inside == letters(paragraph.text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
def test_offsets_in_bytes_are_bytes(encoding: str) -> None:
    data = PAGE.encode(encoding)
    codec = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(encoding, encoding)
    article = POSITIONS.extract(data, charset=None if "16" in encoding else codec)
    position = article.paragraphs[-1].position
    assert position is not None
    span = data[position.start : position.end].decode(codec)
    assert span == LAST


def test_offsets_in_a_string_are_characters() -> None:
    position = POSITIONS.extract("\0" + PAGE).paragraphs[0].position
    assert position is not None
    assert ("\0" + PAGE)[position.start : position.end] == TEXT


def test_trees_and_wrong_bytes_have_paths_alone() -> None:
    broken = PAGE.encode("windows-1252").replace(b"bar", b"b\x81r") + b"\x81"
    for source in (lxml.html.document_fromstring(PAGE), broken):
        position = POSITIONS.extract(source).paragraphs[0].position
        assert position is not None
        assert (position.start, position.end) == (None, None)
        assert position.path == "html > body > article:nth-of-type(1) > p:nth-of-type(1)"


def test_only_the_setting_asks_for_positions() -> None:
    assert all(paragraph.position is None for paragraph in extract(PAGE).paragraphs)


def test_the_rest_is_the_same() -> None:
    article = POSITIONS.extract(PAGE)
    bare = article.model_dump(exclude={"body": {"__all__": {"position"}}, "paragraphs": True})
    assert bare == extract(PAGE).model_dump(exclude={"paragraphs"})


def positions_in(markup: str) -> None:
    SourcePositions(parse_html(markup), markup, int)


@pytest.mark.parametrize("junk", ['<a "', "<!--", "<script>", "<a b='", "&amp", "<"])
def test_markup_is_read_in_linear_time(junk: str) -> None:
    def page(size: int) -> str:
        return PAGE.replace("<p>", junk * size + "<p>", 1)

    assert linear_growth(page, positions_in, 20_000) < GROWTH


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("Ferry, sails-again & on", "Ferry%2C%20sails%2Dagain%20%26%20on"),
        ("a b c d e f g h i", "a%20b%20c%20d,f%20g%20h%20i"),
    ],
)
def test_text_fragments(text: str, fragment: str) -> None:
    assert Paragraph(text=text).text_fragment == f"#:~:text={fragment}"
    assert unquote(fragment).replace(",", " ").split()[0] == text.replace(",", " ").split()[0]
