"""Articles as HTML: each block and mark as its element."""

from __future__ import annotations

import datetime as dt
from typing import Any

import lxml.html
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
    to_html,
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
from cleanarticle.render.addresses import safe_address
from cleanarticle.render.mathml import formula


def p(text: str, kind: ParagraphKind = "paragraph", **values: Any) -> Paragraph:
    return Paragraph(text=text, kind=kind, **values)


def body(*blocks: BodyBlock, figures: tuple[Figure, ...] = (), **switches: bool) -> str:
    """The body in one line."""
    markup = to_html(Article(body=blocks, figures=figures), head=False, **switches)
    return markup.removeprefix("<article>\n").removesuffix("</article>").removesuffix("\n").replace("\n", " ")


def test_the_head() -> None:
    article = Article(
        title="Ferry & storm",
        subtitle="Hundreds wait",
        byline=Byline(text="By Mara Lindqvist"),
        published=dt.datetime(2024, 5, 3, 12, tzinfo=dt.UTC),
        language="en",
        body=(p("It rains."),),
    )
    assert to_html(article) == (
        '<article lang="en">\n<header>\n<h1>Ferry &amp; storm</h1>\n<p>Hundreds wait</p>\n<p>By Mara Lindqvist</p>\n'
        '<p><time datetime="2024-05-03T12:00:00+00:00">2024-05-03</time></p>\n</header>\n<p>It rains.</p>\n</article>'
    )
    assert to_html(article, head=False) == '<article lang="en">\n<p>It rains.</p>\n</article>'
    assert "<h1>" in article._repr_html_()


def test_a_subtitle_in_the_body_stands_once() -> None:
    assert to_html(Article(subtitle="It rains.", body=(p("It rains."),))).count("It rains.") == 1


PICTURE = Figure(src="https://a.example/p.jpg", alt='A "ferry"', caption="The ferry", credit="L. Ohm")
ITEMS = (ListItem(blocks=(p("one", "list_item"),)), ListItem(blocks=(p("two", "list_item"),), number=5))


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (p("a < b\nc"), "<p>a &lt; b<br> c</p>"),
        (p("Storm", "heading", level=3, id="the-storm"), '<h3 id="the-storm">Storm</h3>'),
        (p("Storm", "heading", level=1), "<h2>Storm</h2>"),
        (p("Storm", "heading", level=0), "<h2>Storm</h2>"),
        (p("  x = 1\n\n  y", "code", language="python"), '<pre><code data-language="python">  x = 1    y</code></pre>'),
        (p("x^2", "math"), '<p><math display="block" alttext="x^2"><mtext>x^2</mtext></math></p>'),
        (ListBlock(items=ITEMS), "<ul> <li>one</li> <li>two</li> </ul>"),
        (ListBlock(ordered=True, items=ITEMS), '<ol> <li>one</li> <li value="5">two</li> </ol>'),
        (ListBlock(ordered=True, start=4, items=ITEMS), '<ol start="4"> <li>one</li> <li>two</li> </ol>'),
        (
            ListBlock(items=(ListItem(blocks=(p("a", "list_item"), ListBlock(items=ITEMS[:1]))),)),
            "<ul> <li>a <ul> <li>one</li> </ul></li> </ul>",
        ),
        (
            ListBlock(items=(ListItem(blocks=(p("a", "list_item"), p("b", "list_item"))),)),
            "<ul> <li><p>a</p> <p>b</p></li> </ul>",
        ),
        (ListBlock(), ""),
        (
            DescriptionListBlock(
                items=(DescriptionItem(terms=(p("Fog"), p("Mist")), blocks=(p("Water.", "definition"),)),)
            ),
            "<dl> <dt>Fog</dt> <dt>Mist</dt> <dd>Water.</dd> </dl>",
        ),
        (
            QuoteBlock(blocks=(p("Wait.", "quote"),), cite="https://a.example/"),
            '<blockquote cite="https://a.example/"> <p>Wait.</p> </blockquote>',
        ),
        (ThematicBreak(), "<hr>"),
        (
            AsideBlock(title=p("Box", "heading", level=4), blocks=(p("In."),)),
            "<aside> <h4>Box</h4> <p>In.</p> </aside>",
        ),
        (AsideBlock(type="callout", blocks=(p("In."),)), '<section role="note"> <p>In.</p> </section>'),
        (
            AsideBlock(type="details", title=p("More"), blocks=(p("In."),)),
            "<details> <summary>More</summary> <p>In.</p> </details>",
        ),
        (
            EmbedBlock(type="post", provider="x", href="https://x.example/1", text="Hm.\nYes."),
            '<figure data-embed="post" data-provider="x"> <figcaption> '
            '<blockquote cite="https://x.example/1">Hm.<br> Yes.</blockquote> '
            '<a href="https://x.example/1">x</a> </figcaption> </figure>',
        ),
        (EmbedBlock(href="javascript:x", title="T"), ""),
        (
            FootnotesBlock(notes=(Footnote(id="fn 1", blocks=(p("A note."),)),)),
            '<section role="doc-endnotes"> <ol> <li id="fn-1">A note.</li> </ol> </section>',
        ),
        (
            FigureBlock(index=0),
            '<figure> <img src="https://a.example/p.jpg" alt="A &quot;ferry&quot;"> '
            "<figcaption>The ferry <small>L. Ohm</small></figcaption> </figure>",
        ),
        (FigureBlock(index=9), ""),
    ],
)
def test_blocks(block: BodyBlock, expected: str) -> None:
    assert body(block, figures=(PICTURE,)) == expected


def test_a_table() -> None:
    def cell(text: str, **values: Any) -> TableCell:
        return TableCell(blocks=(p(text, "table_cell"),) if text else (), **values)

    rows = (
        TableRow(cells=(cell("Day", header=True, row_span=2), cell("Time", header=True, align="right"))),
        TableRow(cells=(cell("6", column_span=2), cell(""))),
    )
    assert body(TableBlock(caption=p("Ferries", "caption"), header_rows=1, rows=rows)) == (
        '<table> <caption>Ferries</caption> <thead> <tr> <th rowspan="2">Day</th> <th align="right">Time</th> </tr> '
        '</thead> <tbody> <tr> <td colspan="2">6</td> <td></td> </tr> </tbody> </table>'
    )


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        ("link", {"href": "/a?b&c", "title": "T"}, '<a href="/a?b&amp;c" title="T">two</a>'),
        ("link", {"href": "javascript:x"}, "two"),
        ("emphasis", {}, "<em>two</em>"),
        ("strong", {}, "<strong>two</strong>"),
        ("code", {}, "<code>two</code>"),
        ("sub", {}, "<sub>two</sub>"),
        ("sup", {}, "<sup>two</sup>"),
        ("strike", {}, "<s>two</s>"),
        ("highlight", {}, "<mark>two</mark>"),
        ("quote", {"href": "https://a.example/"}, '<q cite="https://a.example/">two</q>'),
        ("abbreviation", {"title": "2"}, '<abbr title="2">two</abbr>'),
        ("math", {}, '<math alttext="two"><mtext>two</mtext></math>'),
        ("math", {"mathml": "<math><mi>two</mi></math>"}, "<math><mi>two</mi></math>"),
    ],
)
def test_marks(kind: MarkKind, values: dict[str, str], expected: str) -> None:
    mark = TextMark(kind=kind, start=4, end=7, **values)  # type: ignore[arg-type]
    assert body(p("one two", marks=(mark,))) == f"<p>one {expected}</p>"


def test_a_sign_of_a_footnote_and_a_picture_in_a_text() -> None:
    marks = (
        TextMark(kind="footnote", start=1, end=1, href="n", title="[1]"),
        TextMark(kind="image", start=2, end=2, href="/p.jpg", title="P"),
        TextMark(kind="footnote", start=3, end=3, href="unknown"),
    )
    note = FootnotesBlock(notes=(Footnote(id="n", blocks=(p("note"),)),))
    expected = (
        'a<sup><a href="#n" role="doc-noteref">[1]</a></sup>b<img src="/p.jpg" alt="P">c'
        '<sup><a href="#unknown" role="doc-noteref">*</a></sup>'
    )
    assert body(p("abc", marks=marks), note).startswith(f"<p>{expected}</p>")
    assert "<img" not in body(p("abc", marks=marks), images=False)


def test_a_sign_in_a_link_stands_behind_it() -> None:
    marks = (
        TextMark(kind="link", start=0, end=3, href="/a"),
        TextMark(kind="footnote", start=1, end=1, href="n", title="1"),
    )
    assert body(p("abc", marks=marks)) == '<p><a href="/a">abc</a><sup><a href="#n" role="doc-noteref">1</a></sup></p>'


def test_links_can_be_left_out() -> None:
    mark = TextMark(kind="link", start=0, end=1, href="/a")
    assert body(p("a b", marks=(mark,)), EmbedBlock(href="/e", title="E"), links=False) == "<p>a b</p>"


def test_no_id_is_written_twice() -> None:
    heading = p("A", "heading", level=2, id="a")
    assert body(heading, heading) == '<h2 id="a">A</h2> <h2>A</h2>'


# --- MathML of a page


@pytest.mark.parametrize(
    ("mathml", "expected"),
    [
        (
            '<math xmlns="http://www.w3.org/1998/Math/MathML" class="c" onclick="x()"><semantics><msup style="x">'
            "<mi mathvariant='b\"d'>x</mi><mn>2</mn></msup><annotation>y</annotation></semantics></math>",
            '<math><semantics><msup><mi mathvariant="b&quot;d">x</mi><mn>2</mn></msup></semantics></math>',
        ),
        ("<MATH><mi>x</mi><mspace/><mn>&#50;</mn></MATH>", "<math><mi>x</mi><mspace></mspace><mn>2</mn></math>"),
        ("<math><mi>x<!-- <script> --></mi>2</math>", "<math><mi>x</mi>2</math>"),
    ],
)
def test_mathml_is_written_anew(mathml: str, expected: str) -> None:
    assert formula("x2", mathml) == expected


@pytest.mark.parametrize(
    "mathml",
    [
        "",
        "x2",
        "<math>x2",
        "<math>x2</mi></math>",
        "<math><math>x2</math></math>",
        "<math>x2</math><math></math>",
        "<math>x2<script>alert(1)</script></math>",
        "<math><mtext><img src=x onerror=alert(1)>x2</mtext></math>",
        "<math><maction>x2</maction></math>",
        "<annotation-xml>x2</annotation-xml>",
        "<math>another text</math>",
        "<!DOCTYPE math><math>x2</math>",
        "<math><![CDATA[x2]]></math>",
        "<math a='>x2</math>",
        f"<math>{' ' * 300_000}x2</math>",
    ],
)
def test_odd_mathml_is_its_text(mathml: str) -> None:
    assert formula("x2", mathml) == "<math><mtext>x2</mtext></math>"


# --- Any body


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(articles)
def test_the_elements_are_those_that_were_written(article: Article) -> None:
    """A parser that had to repair the nesting would write something else."""
    markup = to_html(article)
    tree = lxml.html.fragment_fromstring(markup)
    assert len(list(tree.iter())) == markup.count("<") - markup.count("</")
    paragraphs = article.paragraphs
    links = [safe_address(mark.href) for paragraph in paragraphs for mark in paragraph.marks if mark.kind == "link"]
    written = [link.get("href") for link in tree.xpath("//a[not(@role) and not(ancestor::figure)]")]
    formulas = any(mark.kind == "math" for paragraph in paragraphs for mark in paragraph.marks)
    assert written == [link for link in links if link is not None] or formulas
