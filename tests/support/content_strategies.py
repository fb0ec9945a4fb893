"""Hypothesis: texts full of signs, texts with marks, and trees of blocks."""

from __future__ import annotations

from typing import Any, Final

from hypothesis import strategies as st

from cleanarticle.article import Article, Figure
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

__all__ = ["articles", "blocks", "paragraphs", "texts"]

SIGNS: Final = """
    \\ ` `` ``` * ** *** _ __ { } [ ] [^ ]: ]( < > </ <!-- & &amp; &#35; # ## + - -- --- = === . 1. 1) 12. ! ![ | || |-|
    :-
    ~ ~~ ~~~ $ $$ : :: @ ^ ^[ ( ) " ' / // http:// https://a.example/b www. www.a.example a@b.example <b> <script>
    </em> <br> [x] [1] [^1] [a](b) [a]: > « » “ ” € © 。 「 é ß ñ 字 😀 a b c 1 2 I mailto:a@b.example ://
    foo_bar __init__ 3*4 C# ferry the
""".split()
SPACES: Final = (" ", " ", " ", "", "", "\n", "\u00a0", "  ")
ODD: Final = ("\u2028", "\u200b", "\x00", "\ud800", "\t", "\r\n", "\x0b", "\x85", "\ufeff", "\x1f", "\u0301", "\u3000")
KINDS: Final = "emphasis strong strike code sub sup highlight quote math abbreviation link image footnote break".split()
ADDRESSES: Final = (
    "https://a.example/b",
    "https://a.example/b_(c)?d=1&e=2",
    "/b(c",
    "b c)d",
    "#e|f",
    "/g$h",
    "mailto:a@b.example",
    "tel:+1",
    "https://a.example/*_`<>\\\"'[]&amp;&copy;é",
    "javascript:alert(1)",
    "java\nscript:alert(1)",
    " data:text/html,x",
    "\x01javascript:x",
    "vbscript:x",
    "&#106;avascript:x",
    "",
    "//c.example/\ud800\x07",
)
NOTES: Final = ("1", "2", "fn:3", "N", "n")

pieces = st.sampled_from(SIGNS) | st.sampled_from(SIGNS) | st.text(max_size=3) | st.sampled_from(ODD)
texts = st.lists(st.tuples(pieces, st.sampled_from(SPACES)), max_size=10).map(
    lambda found: "".join(piece + space for piece, space in found)
)
short_texts = st.lists(st.tuples(st.sampled_from(SIGNS), st.sampled_from(SPACES)), max_size=3).map(
    lambda found: "".join(piece + space for piece, space in found)
)
addresses = st.sampled_from(ADDRESSES)


@st.composite
def paragraphs(draw: st.DrawFn, kind: Any = "paragraph", level: int = 0) -> Paragraph:
    """A text with nested marks."""
    text, marks = "", []

    def add(depth: int) -> None:
        nonlocal text
        for _ in range(draw(st.integers(0, 3)) if depth else draw(st.integers(0, 5))):
            if depth > 2 or draw(st.booleans()):
                text += draw(short_texts)
                continue
            mark_kind = draw(st.sampled_from(KINDS))
            place, start = len(marks), len(text)
            href = draw(st.sampled_from(NOTES) if mark_kind == "footnote" else addresses)
            title = draw(st.none() | short_texts)
            marks.append(None)
            if mark_kind == "break":
                text += "\n"
            elif mark_kind not in ("image", "footnote"):
                add(depth + 1)
            marks[place] = TextMark(kind=mark_kind, start=start, end=len(text), href=href, title=title)

    if draw(st.booleans()):
        add(0)
    else:
        text = draw(texts)
    return Paragraph(text=text, kind=kind, level=level, marks=tuple(marks))


def _kinds() -> st.SearchStrategy[BodyBlock]:
    languages = st.sampled_from([None, "python", "c++", "a`b c"])
    return st.one_of(
        paragraphs(),
        paragraphs(),
        st.integers(1, 6).flatmap(lambda level: paragraphs(kind="heading", level=level)),
        paragraphs(kind="quote"),
        paragraphs(kind="caption"),
        st.builds(lambda text, language: Paragraph(text=text, kind="code", language=language), texts, languages),
        st.just(ThematicBreak()),
        st.builds(FigureBlock, index=st.integers(0, 3)),
    )


def _containers(inner: st.SearchStrategy[BodyBlock]) -> st.SearchStrategy[BodyBlock]:
    some = st.lists(inner, max_size=3).map(tuple)
    item = st.builds(ListItem, blocks=some | paragraphs(kind="list_item").map(lambda text: (text,)))
    cell = st.builds(
        TableCell,
        blocks=some | paragraphs(kind="table_cell").map(lambda text: (text,)),
        row_span=st.sampled_from([1, 1, 1, 2, 5]),
        column_span=st.sampled_from([1, 1, 1, 2, 9]),
        align=st.sampled_from([None, None, "left", "center", "right"]),
    )
    row = st.builds(TableRow, cells=st.lists(cell, max_size=3).map(tuple))
    caption = st.none() | paragraphs(kind="caption")
    term = st.builds(DescriptionItem, terms=st.lists(paragraphs(), max_size=2).map(tuple), blocks=some)
    note = st.builds(Footnote, id=st.sampled_from(NOTES), blocks=some)
    return st.one_of(
        st.builds(
            ListBlock,
            ordered=st.booleans(),
            start=st.sampled_from([1, 1, 0, 7, 123456789]),
            items=st.lists(item, max_size=3).map(tuple),
        ),
        st.builds(QuoteBlock, blocks=some),
        st.builds(
            TableBlock, caption=caption, header_rows=st.integers(0, 1), rows=st.lists(row, max_size=3).map(tuple)
        ),
        st.builds(DescriptionListBlock, items=st.lists(term, max_size=2).map(tuple)),
        st.builds(
            EmbedBlock,
            href=addresses,
            provider=st.none() | short_texts,
            title=st.none() | short_texts,
            text=st.none() | short_texts,
        ),
        st.builds(AsideBlock, type=st.sampled_from(["aside", "callout", "details"]), title=caption, blocks=some),
        st.builds(FootnotesBlock, notes=st.lists(note, max_size=3).map(tuple)),
    )


blocks = st.recursive(_kinds(), _containers, max_leaves=8)
FIGURES: Final = (
    Figure(src="https://a.example/1.jpg", alt="A ] *quay*", caption="The _quay_", credit="I. Ohm"),
    Figure(src="data:image/png;base64,AA", alt="x", caption="# Stand-in"),
    Figure(credit="1. Ohm"),
)


def articles() -> st.SearchStrategy[Article]:
    """Articles with a body of any blocks."""
    return st.lists(blocks, max_size=5).map(lambda found: Article(body=tuple(found), figures=FIGURES))
