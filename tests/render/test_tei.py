"""Articles as TEI documents."""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET
from typing import Any, Final

import pytest
from bodies import articles
from hypothesis import HealthCheck, given, settings

from cleanarticle import (
    Article,
    AsideBlock,
    Byline,
    DescriptionListBlock,
    EmbedBlock,
    Figure,
    FigureBlock,
    FootnotesBlock,
    ListBlock,
    Paragraph,
    QuoteBlock,
    TableBlock,
    TextMark,
    ThematicBreak,
    to_tei,
)
from cleanarticle.content import (
    BodyBlock,
    DescriptionItem,
    Footnote,
    ListItem,
    MarkKind,
    ParagraphKind,
    TableCell,
    TableRow,
)

NAMESPACE: Final = "{http://www.tei-c.org/ns/1.0}"
XML: Final = "{http://www.w3.org/XML/1998/namespace}"

PHRASES: Final = frozenset("ref q hi code formula abbr choice lb graphic ptr".split())
COMMON: Final = frozenset("p ab list quote table".split())
GLOBAL: Final = frozenset("figure note milestone".split())
CHILDREN: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys(("p", "ab", "head", "label", "term", "ref", "q", "hi", "abbr"), PHRASES),
    **dict.fromkeys(("item", "cell", "note", "quote"), PHRASES | COMMON | GLOBAL | {"label"}),
    **dict.fromkeys(("code", "formula", "expan", "desc", "figDesc", "lb", "ptr", "milestone"), frozenset()),
    "label": PHRASES | {"term"},
    "choice": frozenset({"abbr", "expan"}),
    "graphic": frozenset({"desc"}),
    "body": COMMON | GLOBAL | {"div"},
    "div": COMMON | GLOBAL | {"div", "head"},
    "list": frozenset({"item", "label"}),
    "table": frozenset({"head", "row"}),
    "row": frozenset({"cell"}),
    "figure": frozenset({"graphic", "head", "figDesc", "note", "quote"}),
}
"""What TEI allows in the elements that are written, as far as it is written."""
NO_TEXT: Final = frozenset("body div list table row figure choice graphic lb ptr milestone".split())
ATTRIBUTES: Final[dict[str, frozenset[str]]] = {
    "p": frozenset(),
    "ab": frozenset({"type", f"{XML}id"}),
    "head": frozenset({f"{XML}id"}),
    "item": frozenset({"n"}),
    "cell": frozenset({"role", "rows", "cols", "rend"}),
    "row": frozenset({"role"}),
    "note": frozenset({"type", "place", "n", f"{XML}id"}),
    "quote": frozenset({"source"}),
    "q": frozenset({"source"}),
    "ref": frozenset({"target"}),
    "ptr": frozenset({"type", "target", "n"}),
    "graphic": frozenset({"url"}),
    "hi": frozenset({"rend"}),
    "list": frozenset({"rend", "type"}),
    "code": frozenset({"lang", f"{XML}space"}),
    "formula": frozenset({"notation"}),
    "figure": frozenset({"type", "subtype"}),
    "milestone": frozenset({"unit", "rend"}),
}


def name_of(element: ET.Element) -> str:
    return element.tag.removeprefix(NAMESPACE)


def body_of(document: str) -> ET.Element:
    body = ET.fromstring(document.encode()).find(f"{NAMESPACE}text/{NAMESPACE}body")
    assert body is not None
    return body


def check(element: ET.Element) -> None:
    """The element and all in it stand where TEI allows them."""
    name = name_of(element)
    names = [name_of(child) for child in element]
    assert set(names) <= CHILDREN[name], (name, names)
    assert set(element.attrib) <= ATTRIBUTES.get(name, frozenset()), (name, element.attrib)
    if name in NO_TEXT:
        texts = [element.text or "", *(child.tail or "" for child in element)]
        assert "".join(texts).strip() == "", (name, texts)
    if name in ("body", "div"):
        # `head` comes first, and nothing but a `div` follows a `div`.
        assert "head" not in names[1:]
        assert "div" not in names or set(names[names.index("div") :]) == {"div"}
    if name == "body":
        assert not COMMON.isdisjoint(names) or "div" in names
    if name in ("list", "table", "row"):
        assert names
    if name == "list" and element.get("type") == "gloss":
        assert names == ["label", "item"] * (len(names) // 2)
    for child in element:
        check(child)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(articles)
def test_any_article_is_a_document(article: Article) -> None:
    document = to_tei(article)
    check(body_of(document))
    ids = [element.get(f"{XML}id") for element in ET.fromstring(document.encode()).iter() if element.get(f"{XML}id")]
    assert len(ids) == len(set(ids))


def p(text: str, kind: ParagraphKind = "paragraph", **values: Any) -> Paragraph:
    return Paragraph(text=text, kind=kind, **values)


def body(*blocks: BodyBlock, figures: tuple[Figure, ...] = ()) -> str:
    """The content of the body in one line."""
    document = to_tei(Article(body=blocks, figures=figures))
    return " ".join(document.partition("<body>")[2].partition("</body>")[0].split("\n")).strip()


def test_the_header() -> None:
    article = Article(
        title="Ferry & storm",
        subtitle="Hundreds wait",
        byline=Byline(text="By Mara", authors=("Mara",), organisations=("Coast Desk",)),
        published=dt.date(2024, 5, 3),
        language="pt-BR",
        site_name="The Post",
        url="https://harbour.example/a?b&c",
        section="Local",
        tags=("ferries",),
    )
    assert to_tei(article).replace("\n", "") == (
        '<?xml version="1.0" encoding="UTF-8"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>'
        '<titleStmt><title type="main">Ferry &amp; storm</title><title type="sub">Hundreds wait</title>'
        "<author>Mara</author><author>Coast Desk</author></titleStmt>"
        '<publicationStmt><publisher>The Post</publisher><date when="2024-05-03">2024-05-03</date></publicationStmt>'
        '<sourceDesc><bibl><title type="main">Ferry &amp; storm</title><author>Mara</author>'
        '<author>Coast Desk</author><publisher>The Post</publisher><date when="2024-05-03">2024-05-03</date>'
        '<ptr target="https://harbour.example/a?b&amp;c"/></bibl></sourceDesc></fileDesc><profileDesc><langUsage>'
        '<language ident="pt-BR">pt-BR</language></langUsage><textClass><keywords><term type="section">Local</term>'
        "<term>ferries</term></keywords></textClass></profileDesc></teiHeader>"
        '<text xml:lang="pt-BR"><body><p/></body></text></TEI>'
    )


def test_headings_make_divisions() -> None:
    def heading(text: str, level: int) -> Paragraph:
        return p(text, "heading", level=level, id=text)

    assert body(p("a"), heading("B", 2), p("b"), heading("C", 4), heading("D", 3), p("d"), heading("E", 2)) == (
        '<p>a</p> <div> <head xml:id="B">B</head> <p>b</p> <div> <head xml:id="C">C</head> </div> '
        '<div> <head xml:id="D">D</head> <p>d</p> </div> </div> <div> <head xml:id="E">E</head> </div>'
    )
    assert body(QuoteBlock(blocks=(heading("B c", 2),))) == (
        '<quote> <ab type="heading" xml:id="B-c">B c</ab> </quote>'
    )


PICTURE = Figure(src="https://a.example/p.jpg", alt="A ferry", caption="The ferry", credit="L. Ohm")


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (p("a < b\nc"), "<p>a &lt; b<lb/> c</p>"),
        (p("x", "code", language="c++"), '<ab type="code"><code lang="c++" xml:space="preserve">x</code></ab>'),
        (p("x^2", "math"), '<p><formula notation="TeX">x^2</formula></p>'),
        (
            ListBlock(ordered=True, start=2, items=(ListItem(blocks=(p("a"),)), ListItem(blocks=(p("b"), p("c"))))),
            '<list rend="numbered"> <item n="2">a</item> <item n="3"><p>b</p> <p>c</p></item> </list>',
        ),
        (ListBlock(items=(ListItem(blocks=(p("a"),)),)), '<list rend="bulleted"> <item>a</item> </list>'),
        (
            DescriptionListBlock(items=(DescriptionItem(terms=(p("Fog"), p("Mist")), blocks=(p("Water"),)),)),
            '<list type="gloss"> <label><term>Fog</term><lb/> <term>Mist</term></label> <item>Water</item> </list>',
        ),
        (
            QuoteBlock(blocks=(p("a"),), cite="https://a.example"),
            '<quote source="https://a.example"> <p>a</p> </quote>',
        ),
        (
            TableBlock(
                caption=p("T"),
                header_rows=1,
                rows=(
                    TableRow(cells=(TableCell(blocks=(p("a"),), header=True, column_span=2),)),
                    TableRow(cells=(TableCell(row_span=2, align="right"),)),
                ),
            ),
            '<table> <head>T</head> <row role="label"> <cell role="label" cols="2">a</cell> </row> <row> '
            '<cell rows="2" rend="right"></cell> </row> </table>',
        ),
        (TableBlock(caption=p("T")), "<p>T</p>"),
        (
            FigureBlock(index=0),
            '<figure> <graphic url="https://a.example/p.jpg"/> <head>The ferry</head> <figDesc>A ferry</figDesc> '
            '<note type="credit">L. Ohm</note> </figure> <p/>',
        ),
        (
            EmbedBlock(type="video", href="/v", title="V", text="t"),
            '<figure type="embed" subtype="video"> <head><ref target="/v">V</ref></head> <quote>t</quote> </figure> '
            "<p/>",
        ),
        (ThematicBreak(), '<milestone unit="section" rend="line"/> <p/>'),
        (
            AsideBlock(type="callout", title=p("T"), blocks=(p("a"),)),
            '<note type="callout"> <label>T</label> <p>a</p> </note> <p/>',
        ),
    ],
)
def test_blocks(block: BodyBlock, expected: str) -> None:
    assert body(block, figures=(PICTURE,)) == expected


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        ("link", {"href": "/a"}, '<ref target="/a">two</ref>'),
        ("link", {"href": "javascript:x"}, "<ref>two</ref>"),
        ("strong", {}, '<hi rend="bold">two</hi>'),
        ("code", {}, "<code>two</code>"),
        ("quote", {"href": "/a"}, '<q source="/a">two</q>'),
        ("abbreviation", {"title": "2"}, "<choice><abbr>two</abbr><expan>2</expan></choice>"),
        ("abbreviation", {}, "<abbr>two</abbr>"),
        ("math", {}, '<formula notation="TeX">two</formula>'),
        ("math", {"mathml": "<math><script>x</script></math>"}, "<formula>two</formula>"),
        ("image", {"href": "/p", "title": "P"}, '<graphic url="/p"><desc>P</desc></graphic>two'),
        ("footnote", {"href": "é 1", "title": "*"}, '<ptr type="note" target="#_e9_-1" n="*"/>two'),
    ],
)
def test_marks(kind: MarkKind, values: dict[str, str], expected: str) -> None:
    mark = TextMark(kind=kind, start=4, end=7, **values)  # type: ignore[arg-type]
    assert body(p("one two", marks=(mark,))) == f"<p>one {expected}</p>"


def test_code_with_marks_in_it() -> None:
    marks = (TextMark(kind="code", start=0, end=3), TextMark(kind="link", start=1, end=2, href="/a"))
    assert body(p("abc", marks=marks)) == '<p><hi rend="code">a<ref target="/a">b</ref>c</hi></p>'


def test_footnotes() -> None:
    mark = TextMark(kind="footnote", start=1, end=1, href="1", title="[1]")
    notes = FootnotesBlock(notes=(Footnote(id="1", blocks=(p("Note."),)),))
    assert body(p("a", marks=(mark,)), notes) == (
        '<p>a<ptr type="note" target="#_1" n="[1]"/></p> <note xml:id="_1" n="1" place="bottom">Note.</note>'
    )
