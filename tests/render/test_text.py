"""Bodies as plain text."""

from __future__ import annotations

from typing import Any

import pytest

from cleanarticle import (
    Article,
    AsideBlock,
    DescriptionListBlock,
    EmbedBlock,
    FigureBlock,
    FootnotesBlock,
    ListBlock,
    Paragraph,
    QuoteBlock,
    TableBlock,
    TextMark,
    ThematicBreak,
    to_text,
)
from cleanarticle.content import BodyBlock, DescriptionItem, Footnote, ListItem, TableCell, TableRow


def p(text: str, **values: Any) -> Paragraph:
    return Paragraph(text=text, **values)


def items(*texts: str) -> tuple[ListItem, ...]:
    return tuple(ListItem(blocks=(p(text),)) for text in texts)


def row(*texts: str, **values: Any) -> TableRow:
    return TableRow(cells=tuple(TableCell(blocks=(p(text),) if text else (), **values) for text in texts))


NESTED = ListBlock(
    ordered=True,
    start=9,
    items=(
        ListItem(blocks=(p("one\nline"), ListBlock(items=items("a", "b")))),
        ListItem(blocks=(p("two"), p("more"))),
        ListItem(number=20),
    ),
)


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ((p("One."), p("Two.", kind="heading", level=2), p("x\n  y", kind="code")), "One.\n\nTwo.\n\nx\n  y"),
        ((ListBlock(items=items("a", "b")), p("c")), "- a\n- b\n\nc"),
        ((NESTED,), "9. one\n   line\n   - a\n   - b\n10. two\n\n    more\n20."),
        ((QuoteBlock(blocks=(p("a\nb"), p("c"))),), "> a\n> b\n>\n> c"),
        (
            (
                DescriptionListBlock(
                    items=(DescriptionItem(terms=(p("Fog"), p("Mist")), blocks=(p("Water"), p("in air"))),)
                ),
            ),
            "Fog\nMist\n    Water\n\n    in air",
        ),
        (
            (TableBlock(caption=p("Ferries"), rows=(row("a", "b\nc"), row("", ""), row("", "d"))),),
            "Ferries\n\na\tb c\n\td",
        ),
        ((p("a"), ThematicBreak(), p("b")), "a\n\n* * *\n\nb"),
        ((AsideBlock(title=p("T"), blocks=(p("b"),)),), "T\n\nb"),
        ((p("a"), FigureBlock(index=0), EmbedBlock(href="/e", text="no text of the body"), p("b")), "a\n\nb"),
        ((p("a\x00b\x85c\ud800"),), "a\ufffdb c\ufffd"),
        ((), ""),
    ],
)
def test_blocks(blocks: tuple[BodyBlock, ...], expected: str) -> None:
    assert to_text(Article(title="No part of the body", body=blocks)) == expected


def test_cells_stand_below_the_cells_of_their_column() -> None:
    wide = TableCell(blocks=(p("wide"),), column_span=2)
    tall = TableCell(blocks=(p("tall"),), row_span=2)
    cell = TableCell(blocks=(p("x"),))
    rows = (
        TableRow(cells=(tall, wide, cell)),
        TableRow(cells=(cell, cell, cell)),
        TableRow(cells=(cell, TableCell(blocks=(p("y"),), column_span=1_000, row_span=65_534))),
    )
    assert to_text(Article(body=(TableBlock(rows=rows),))) == "tall\twide\t\tx\n\tx\tx\tx\nx\ty"


def test_footnotes_have_the_sign_that_the_text_shows() -> None:
    mark = TextMark(kind="footnote", start=1, end=1, href="b", title="[*]")
    notes = FootnotesBlock(
        notes=(Footnote(id="a", blocks=(p("First."),)), Footnote(id="b", blocks=(p("Second."), p("More."))))
    )
    expected = "x\n\n[1] First.\n[*] Second.\n\n    More."
    assert to_text(Article(body=(p("x", marks=(mark,)), notes))) == expected
