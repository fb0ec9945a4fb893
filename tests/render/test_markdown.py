"""Markdown: a parser reads the same words, links and structure from it, whatever is in the article."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any, Final

import pytest
import yaml
from content_strategies import articles, paragraphs, texts
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_reader import PARSER, Tree, read_markdown, sign, squeezed

from cleanarticle import Article, Byline, to_markdown
from cleanarticle.article import Figure
from cleanarticle.content import (
    AsideBlock,
    BodyBlock,
    DescriptionItem,
    DescriptionListBlock,
    EmbedBlock,
    FigureBlock,
    Footnote,
    FootnotesBlock,
    ListBlock,
    ListItem,
    Paragraph,
    QuoteBlock,
    TableBlock,
    TableCell,
    TableRow,
    TextMark,
    ThematicBreak,
)
from cleanarticle.render.addresses import safe_address
from cleanarticle.render.markdown.cells import beginnings, cell_parts
from cleanarticle.render.markdown.escape import clean, clean_code
from cleanarticle.render.markdown.footnotes import definitions_in, labels_of
from cleanarticle.render.markdown.inline import InlineWriter, marked
from cleanarticle.render.markdown.mark_tree import Piece, pieces_of

FEW: Final = settings(max_examples=200)
MANY: Final = settings(max_examples=5000)


# --- What a parser has to read


class Expected:
    """The blocks that a parser has to read from the Markdown of an article."""

    def __init__(self, article: Article, **options: Any) -> None:
        self.definitions = definitions_in(article.body, in_tables=True)
        self.inline = InlineWriter(labels=labels_of(self.definitions), **options)
        self.figures = article.figures

    def blocks(self, blocks: Iterable[BodyBlock], *, in_quote: bool = False) -> list[Tree]:
        return [tree for block in blocks for tree in self.block(block, in_quote)]

    def text(self, paragraph: Paragraph, *kind: Any) -> list[Tree]:
        words = self.words(paragraph)
        return [(*(kind or ("paragraph",)), words)] if words else []

    def words(self, paragraph: Paragraph) -> str:
        return squeezed(self.pieces(pieces_of(paragraph, self.inline.is_written)))

    def pieces(self, pieces: Iterable[Piece]) -> str:
        return "".join(self.piece(piece) for piece in pieces)

    def piece(self, piece: Piece) -> str:
        if isinstance(piece, str):
            return clean(piece)
        mark, inner = piece.mark, self.pieces(piece.pieces)
        address = PARSER.normalizeLink(safe_address(mark.href) or "")
        title = " ".join(clean(mark.title or "").split())
        if mark.kind == "link":
            return f"{sign(f'link {address} {title}')}{inner}{sign('/link')}"
        if mark.kind == "image":
            return sign(f"image {address} {title}")
        if mark.kind == "footnote":
            return sign(f"footnote {self.inline.labels[mark.href or '']}")
        return inner if mark.kind == "math" else f"{sign(mark.kind)}{inner}{sign(f'/{mark.kind}')}"

    def block(self, block: BodyBlock, in_quote: bool) -> list[Tree]:
        match block:
            case Paragraph(kind="heading"):
                return self.text(block, "heading", max(2, block.level))
            case Paragraph(kind="code"):
                language = "".join(sign for sign in block.language or "" if sign not in "` ")
                return [("code", language, clean_code(block.text))] if block.text.strip() else []
            case Paragraph(kind="caption"):
                return self.text(marked(block, "emphasis"))
            case Paragraph():
                return quoted(self.text(block), block.kind == "quote" and not in_quote)
            case ListBlock():
                items = [self.blocks(item.blocks, in_quote=in_quote) for item in block.items]
                kept = [("list_item", item) for item in items if item or block.ordered]
                facts = ("ordered_list", block.start) if block.ordered else ("bullet_list",)
                return [(*facts, kept)] if any(items) else []
            case QuoteBlock():
                return quoted(self.blocks(block.blocks, in_quote=True))
            case TableBlock():
                return self.table(block)
            case FigureBlock():
                return self.figure(block)
            case EmbedBlock():
                post = self.text(Paragraph(text=block.text)) if block.text else []
                return [*self.link(block), *quoted(post, not in_quote)]
            case AsideBlock():
                is_folded = block.type == "details"
                title = self.text(marked(block.title, "strong")) if block.title else []
                return quoted([*title, *self.blocks(block.blocks, in_quote=in_quote or not is_folded)], not is_folded)
            case DescriptionListBlock():
                return list(self.descriptions(block, in_quote))
            case FootnotesBlock():
                return list(self.footnotes(block, in_quote))
        return [("hr",)]

    def descriptions(self, block: DescriptionListBlock, in_quote: bool) -> Iterator[Tree]:
        for item in block.items:
            for term in item.terms:
                yield from self.text(marked(term, "strong"))
            yield from self.blocks(item.blocks, in_quote=in_quote)

    def footnotes(self, block: FootnotesBlock, in_quote: bool) -> Iterator[Tree]:
        for note in block.notes:
            inner = self.blocks(note.blocks, in_quote=in_quote)
            if inner and self.definitions.get(note.id) is note:
                yield ("footnote_reference", self.inline.labels[note.id], inner)
            else:
                yield from inner

    def link(self, block: EmbedBlock) -> list[Tree]:
        text = block.title or block.provider or block.href or ""
        mark = TextMark(kind="link", start=0, end=len(text), href=block.href)
        written = self.inline.is_written(mark)
        return self.text(Paragraph(text=text, marks=(mark,))) if written else []

    def figure(self, block: FigureBlock) -> list[Tree]:
        if block.index >= len(self.figures) or not self.inline.images:
            return []
        figure = self.figures[block.index]
        mark = TextMark(kind="image", start=0, end=0, href=figure.src, title=figure.alt)
        caption = f"{figure.caption} ({figure.credit})" if figure.caption and figure.credit else None
        text = caption or figure.caption or figure.credit or ""
        return [*self.text(Paragraph(text="", marks=(mark,))), *self.text(marked(Paragraph(text=text), "emphasis"))]

    def table(self, table: TableBlock) -> list[Tree]:
        rows, columns = beginnings(table)
        texts = [[""] * columns for _ in rows]
        aligns = [""] * columns
        for line, row in zip(texts, rows, strict=True):
            for begin in row:
                line[begin.column] = squeezed(" ".join(map(self.cell_part, cell_parts(begin.cell.blocks))))
                if begin.columns == 1:
                    aligns[begin.column] = aligns[begin.column] or begin.cell.align or ""
        caption = self.text(marked(table.caption, "emphasis")) if table.caption else []
        if not any(text for line in texts for text in line):
            return caption
        return [*caption, ("table", aligns, texts if table.header_rows else [[""] * columns, *texts])]

    def cell_part(self, part: Paragraph | FigureBlock) -> str:
        if isinstance(part, FigureBlock):
            figure = self.figures[part.index] if part.index < len(self.figures) else Figure()
            mark = TextMark(kind="image", start=0, end=0, href=figure.src, title=figure.alt)
            return self.words(Paragraph(text="", marks=(mark,)))
        if part.kind == "code":
            lines = [line for line in map(clean, part.text.split("\n")) if line.strip()]
            marks = [self.words(marked(Paragraph(text=line), "code")) for line in lines]
            return " ".join(marks)
        return self.words(part)


def quoted(trees: list[Tree], really: bool = True) -> list[Tree]:
    return [("blockquote", trees)] if trees and really else trees


def check(article: Article, **options: Any) -> None:
    markdown = to_markdown(article, **options)
    markdown.encode()
    assert read_markdown(markdown) == Expected(article, **options).blocks(article.body), markdown


# --- Any text, any tree


@FEW
@given(texts)
def test_any_text_is_read_as_it_is(text: str) -> None:
    check(Article(body=(Paragraph(text=text),)))


@FEW
@given(paragraphs())
def test_any_text_with_marks(paragraph: Paragraph) -> None:
    note = FootnotesBlock(notes=(Footnote(id="fn:3", blocks=(Paragraph(text="A note."),)),))
    check(Article(body=(paragraph, note)))


@FEW
@given(articles())
def test_any_tree(article: Article) -> None:
    check(article)


@FEW
@given(articles(), st.booleans(), st.booleans())
def test_any_tree_without_links_and_pictures(article: Article, links: bool, images: bool) -> None:
    check(article, links=links, images=images)


@FEW
@given(articles())
def test_tables_as_html_are_safe(article: Article) -> None:
    read_markdown(to_markdown(article, tables="html"))


@FEW
@given(st.lists(paragraphs(kind="table_cell"), min_size=1, max_size=4))
def test_tables_as_html_have_the_words(cells: list[Paragraph]) -> None:
    row = TableRow(cells=tuple(TableCell(blocks=(cell,)) for cell in cells))
    blocks = read_markdown(to_markdown(Article(body=(TableBlock(rows=(row,)),)), tables="html"))
    table = "".join(content for _, content in blocks)
    words = unescape(re.sub(r"<[^>]*>", "", re.sub(r"<br>|</td>", " ", table))).split()
    assert words == [word for cell in cells for word in clean(cell.text).split()]


@pytest.mark.slow
@MANY
@given(texts | st.text())
def test_many_texts(text: str) -> None:
    check(Article(body=(Paragraph(text=text), ListBlock(items=(ListItem(blocks=(Paragraph(text=text),)),)))))


@pytest.mark.slow
@MANY
@given(articles())
def test_many_trees(article: Article) -> None:
    check(article)


# --- Single cases


def body(*blocks: BodyBlock) -> str:
    return to_markdown(Article(body=blocks))


def mark(text: str, part: str, kind: Any, **values: Any) -> TextMark:
    start = text.index(part)
    return TextMark(kind=kind, start=start, end=start + len(part), **values)


@pytest.mark.parametrize(
    "text",
    [
        "About 1.5 million people in the U.S. - and 3 * 4 of them - paid $5 (or 10% more!).",
        "A snake_case name, a note [1], 2 < 3 > 1, Q&A and R&D, ~ and a+b=c, #1, @name, 12:30, and/or.",
        "Don't stop: 100 °C | 212 °F",
    ],
)
def test_prose_stays_readable(text: str) -> None:
    assert body(Paragraph(text=text)) == text.replace("[1]", "\\[1]") + "\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# no heading", "\\# no heading"),
        ("1. no item", "1\\. no item"),
        ("12) no item", "12\\) no item"),
        ("- no item", "\\- no item"),
        ("> no quotation", "\\> no quotation"),
        ("A title\n---", "A title\\\n\\---"),
        ("A title\n===", "A title\\\n\\==="),
        ("a | b\n--|--", "a | b\\\n\\--|--"),
        ("*no* _emphasis_ ~~here~~", "\\*no\\* \\_emphasis\\_ \\~\\~here\\~\\~"),
        ("`no code`", "\\`no code\\`"),
        ("[no](link)", "\\[no](link)"),
        ("<b>no tag</b>", "\\<b>no tag\\</b>"),
        ("&amp; no entity", "\\&amp; no entity"),
        ("from $5 to $6", "from \\$5 to \\$6"),
        ("http://a.example www.a.example a@b.example", "http:/\\/a.example www\\.a.example a\\@b.example"),
        ("    no code", "no code"),
        ("two\n\nlines", "two\\\n\\\nlines"),
    ],
)
def test_what_would_be_markup_is_escaped(text: str, expected: str) -> None:
    assert body(Paragraph(text=text)) == expected + "\n"


def test_emphasis_before_a_formula_that_is_text() -> None:
    """The formula ends in a backslash, so its letters stand right behind the sign."""
    marks = (TextMark(kind="emphasis", start=0, end=1), TextMark(kind="math", start=1, end=5))
    written = to_markdown(Article(body=(Paragraph(text="\\\u00e9 \\ ", marks=marks),)))
    assert written == "<em>\\\\</em>\u00e9 \\\\\n"


@pytest.mark.parametrize("text", ["", " ", "\n", "\u2028", "\t\n ", "\r\n"])
def test_an_empty_text_is_no_block(text: str) -> None:
    blocks = [Paragraph(text=text, kind=kind) for kind in ("paragraph", "heading", "code", "quote", "math", "caption")]
    item = ListBlock(items=(ListItem(blocks=(Paragraph(text=text),)), ListItem()))
    table = TableBlock(rows=(TableRow(cells=(TableCell(blocks=(Paragraph(text=text),)),)),))
    assert body(*blocks, item, table, QuoteBlock(blocks=(item,)), AsideBlock(), FigureBlock(index=3)) == "\n"


@pytest.mark.parametrize(
    ("text", "part", "kind", "expected"),
    [
        ("a ferry sails", "ferry", "emphasis", "a *ferry* sails"),
        ("a ferry sails", " ferry ", "strong", "a **ferry** sails"),
        ("unbelievable", "believ", "emphasis", "un*believ*able"),
        ("unbelievable", "un", "strike", "~~un~~believable"),
        ("重要「点」です", "「点」", "strong", "重要<strong>「点」</strong>です"),
        ("H2O", "2", "sub", "H<sub>2</sub>O"),
        ("x2", "2", "sup", "x<sup>2</sup>"),
        ("a word", "word", "highlight", "a <mark>word</mark>"),
        ("He said no.", "no", "quote", "He said <q>no</q>."),
        ("use `x` here", "`x`", "code", "use `` `x` `` here"),
        ("so a_1 * b", "a_1 * b", "math", "so $a_1 * b$"),
    ],
)
def test_marks(text: str, part: str, kind: Any, expected: str) -> None:
    assert body(Paragraph(text=text, marks=(mark(text, part, kind),))) == expected + "\n"


def test_nested_marks() -> None:
    text = "the old ferry"
    inner = (mark(text, "old ferry", "strong"), mark(text, "old ferry", "emphasis"), mark(text, "ferry", "emphasis"))
    assert body(Paragraph(text=text, marks=inner)) == "the **_old ferry_**\n"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.example/b_(c)", "https://a.example/b_(c)"),
        ("/a(b", "/a\\(b"),
        (" /a b\n", "/a%20b"),
        ("/a\x07\u00a0b", "/a%07%C2%A0b"),
        ("MAILTO:a@b.example", "MAILTO:a@b.example"),
        ("#note", "#note"),
        ("/a:b", "/a:b"),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)", None),
        ("java\tscript:alert(1)", None),
        ("\x01javascript:alert(1)", None),
        ("java script:x", None),
        ("data:text/html,x", None),
        ("vbscript:x", None),
        ("", None),
        (" ", None),
    ],
)
def test_addresses(address: str, expected: str | None) -> None:
    paragraph = Paragraph(text="here", marks=(TextMark(kind="link", start=0, end=4, href=address),))
    assert body(paragraph) == ("here\n" if expected is None else f"[here]({expected})\n")


def test_switches() -> None:
    text = "See the quay."
    marks = (
        mark(text, "quay", "link", href="/q", title='The "quay"'),
        TextMark(kind="image", start=13, end=13, href="/i"),
    )
    figures = (Figure(src="/f.jpg", alt="Ferry", caption="At dawn.", credit="I. Ohm"),)
    article = Article(body=(Paragraph(text=text, marks=marks), FigureBlock(index=0)), figures=figures)
    figure = "![Ferry](/f.jpg)\n\n*At dawn. (I. Ohm)*\n"
    assert to_markdown(article) == f'See the [quay](/q "The \\"quay\\"").![](/i)\n\n{figure}'
    assert to_markdown(article, links=False) == f"See the quay.![](/i)\n\n{figure}"
    assert to_markdown(article, links=False, images=False) == "See the quay.\n"


def item(text: str, *inner: BodyBlock, number: int | None = None) -> ListItem:
    return ListItem(blocks=(Paragraph(text=text, kind="list_item", level=1), *inner), number=number)


def test_lists() -> None:
    inner = ListBlock(ordered=True, start=9, items=(item("nine"), item("ten", Paragraph(text="more"))))
    lists = (ListBlock(items=(item("a", inner), item("b"))), ListBlock(items=(item("c"),)))
    assert body(*lists) == "- a\n\n  9. nine\n\n  10. ten\n\n      more\n\n- b\n\n+ c\n"
    counted = ListBlock(ordered=True, items=(item("a", number=3), item("b", ListBlock(items=(item("c"),)), number=2)))
    assert body(counted) == "3. a\n2. b\n   - c\n"


def test_tables() -> None:
    def cell(text: str, **values: Any) -> TableCell:
        return TableCell(blocks=(Paragraph(text=text, kind="table_cell"),) if text else (), **values)

    table = TableBlock(
        caption=Paragraph(text="Sailings", kind="caption"),
        header_rows=1,
        rows=(
            TableRow(cells=(cell("Port", header=True), cell("Time", header=True, column_span=2, align="center"))),
            TableRow(cells=(cell("Oslo", row_span=2), cell("9|00", align="right"), cell("A"))),
            TableRow(cells=(cell("10"), cell("B\nC"))),
        ),
    )
    assert body(table) == (
        "*Sailings*\n\n| Port | Time | |\n| --- | ---: | --- |\n| Oslo | 9\\|00 | A |\n| | 10 | B<br>C |\n"
    )
    assert to_markdown(Article(body=(table,)), tables="html") == (
        "<table>\n<caption>Sailings</caption>\n"
        '<tr>\n<th>Port</th>\n<th colspan="2" align="center">Time</th>\n</tr>\n'
        '<tr>\n<td rowspan="2">Oslo</td>\n<td align="right">9|00</td>\n<td>A</td>\n</tr>\n'
        "<tr>\n<td>10</td>\n<td>B<br>C</td>\n</tr>\n</table>\n"
    )


@FEW
@given(
    st.lists(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), max_size=4), max_size=5).map(
        lambda rows: TableBlock(
            rows=tuple(
                TableRow(cells=tuple(TableCell(row_span=down, column_span=right) for down, right in row))
                for row in rows
            )
        )
    )
)
def test_cells_stand_where_the_grid_has_them(table: TableBlock) -> None:
    rows, columns = beginnings(table)
    assert [[begin.cell for begin in row] for row in rows] == [list(row.cells) for row in table.rows]
    grid = table.grid()
    firsts = sorted(
        {
            next(x for x, cell in enumerate(grid[y]) if cell is own)
            for y, row in enumerate(table.rows)
            for own in row.cells
        }
    )
    assert columns == len(firsts)
    for y, row in enumerate(rows):
        assert all(grid[y][firsts[begin.column]] is begin.cell for begin in row)


def test_other_blocks() -> None:
    text = "A note."
    sign_of_note = TextMark(kind="footnote", start=7, end=7, href="fn:1", title="1")
    note = Footnote(id="fn:1", blocks=(Paragraph(text="First."), Paragraph(text="Second.")))
    lost = Footnote(id="fn:2", blocks=(Paragraph(text="Nobody refers to it."),))
    assert body(
        Paragraph(text=text, marks=(sign_of_note,)),
        Paragraph(text="x <- `y`", kind="code", language="r"),
        Paragraph(text="a\nb", kind="math"),
        ThematicBreak(),
        DescriptionListBlock(
            items=(DescriptionItem(terms=(Paragraph(text="Quay"),), blocks=(Paragraph(text="A pier."),)),)
        ),
        AsideBlock(title=Paragraph(text="Box"), blocks=(Paragraph(text="In it."),)),
        AsideBlock(type="details", title=Paragraph(text="Why?"), blocks=(Paragraph(text="So."),)),
        EmbedBlock(type="video", provider="youtube", href="https://v.example/1", text="Look!"),
        FootnotesBlock(notes=(note, lost)),
    ) == (
        "A note.[^note-1]\n\n```r\nx <- `y`\n```\n\n$$\na\nb\n$$\n\n***\n\n**Quay**\n\nA pier.\n\n"
        "> **Box**\n>\n> In it.\n\n**Why?**\n\nSo.\n\n[youtube](https://v.example/1)\n\n> Look!\n\n"
        "[^note-1]: First.\n\n    Second.\n\nNobody refers to it.\n"
    )


# --- Head and front matter

HEADED: Final = Article(
    title="Ferry: *sails* #",
    subtitle="After\u2028eleven _days_",
    byline=Byline(text="By <Ida> Holm", authors=("Ida Holm",)),
    published=dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC),
    language="en",
    url="https://a.example/b",
    tags=("yes", "- no", "a: b", "\x85\ufeff\x00\ud800"),
    body=(Paragraph(text="It sails."),),
)


def test_head_is_escaped() -> None:
    assert to_markdown(HEADED) == (
        "# Ferry: \\*sails\\* \\#\n\n*After eleven \\_days\\_*\n\nBy \\<Ida> Holm\n\n2026-03-01\n\nIt sails.\n"
    )


def test_front_matter_is_yaml() -> None:
    _, yaml_text, rest = to_markdown(HEADED, front_matter=True).split("---\n", 2)
    assert rest == f"\n{to_markdown(HEADED)}"
    assert yaml.safe_load(yaml_text) == {
        "title": HEADED.title,
        "subtitle": HEADED.subtitle,
        "authors": ["Ida Holm"],
        "published": "2026-03-01T09:00:00+00:00",
        "language": "en",
        "tags": ["yes", "- no", "a: b", "\x85\ufeff\x00\ufffd"],
        "url": "https://a.example/b",
    }
    assert to_markdown(Article(), front_matter=True) == "\n"


@FEW
@given(st.lists(texts | st.text(), max_size=3))
def test_any_value_is_yaml(values: list[str]) -> None:
    lines = to_markdown(Article(tags=tuple(values), title=values[0] if values else None), front_matter=True)
    if values:
        found = yaml.safe_load(lines.split("\n---\n")[0].removeprefix("---\n"))
        assert found["tags"] == [
            value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for value in values
        ]
