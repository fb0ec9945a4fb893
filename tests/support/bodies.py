"""Bodies of articles at random, of all blocks and all marks, for tests of what writes them."""

from __future__ import annotations

from typing import Any, Final, get_args

from hypothesis import strategies as st

from cleanarticle import (
    Article,
    AsideBlock,
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
)
from cleanarticle.content import (
    BodyBlock,
    DescriptionItem,
    EmbedKind,
    Footnote,
    ListItem,
    MarkKind,
    ParagraphKind,
    TableCell,
    TableRow,
)

__all__ = ["ADDRESSES", "articles", "bodies", "paragraphs", "texts"]

_WORDS: Final = """
    ferry harbour storm naïve λόγος Fähre 雨 مرحبا e\u0301 👩\u200d🚀 <b> </p> &amp; & < > " ' ` * _ ** __ ~~ [x] [x](y)
    ![ ](
    # ## - + 1. 2) | || --- === ``` ~~~ $x$ $$ \\ \\* \\( <!-- --> ]]> <script> </script> <!DOCTYPE &#60; :: ==a== ^[n]
    [^1] [^1]: http://a.example www.a.example a@b.example > >> {: } {{ }} %} \u00a0 \u200b \x00 \x1b \x85 \ud800 \ufffe
    C:\\dir snake_case *a* _b_ **c** a*b*c `d` 2*3 <https://a.example> !important javascript:x onload=x {x} = -1 +1 @a
""".split(" ")
ADDRESSES: Final = (
    "https://harbour.example/a?b=c&d=e#f",
    "/a(b)",
    "/a b",
    "#note",
    "mailto:ada@harbour.example",
    "tel:+49",
    'https://a.example/"><script>x</script>',
    "https://a.example/<>`[]\\*_",
    "javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,x",
    "",
)
_PLACES: Final = frozenset({"footnote", "image"})
_words = st.sampled_from([word.strip("\n") for word in _WORDS if word.strip("\n")]) | st.text(
    st.characters(codec="utf-8", exclude_categories=("Zs", "Zl", "Zp", "Cc")), min_size=1, max_size=5
)
_ids = st.sampled_from(["note", "n1", "a b", "é", '"><script>', "1"])
_addresses = st.none() | st.sampled_from(ADDRESSES)
_titles = st.none() | _words
texts: Final = st.lists(_words, min_size=1, max_size=6).map(" ".join)
"""Texts of some words, many of which mean something in HTML, XML or Markdown."""


@st.composite
def paragraphs(
    draw: st.DrawFn, kinds: tuple[ParagraphKind, ...] = ("paragraph",), texts: st.SearchStrategy[str] = texts
) -> Paragraph:
    """A paragraph of one of the kinds, with marks that nest."""
    kind = draw(st.sampled_from(kinds))
    text = draw(texts)
    if kind in ("paragraph", "list_item", "quote") and draw(st.booleans()):
        text += "\n" + draw(texts)
    values: dict[str, Any] = {}
    if kind == "heading":
        values = {"level": draw(st.integers(1, 6)), "id": draw(st.none() | _ids)}
    elif kind == "code":
        return Paragraph(text=text, kind=kind, language=draw(st.sampled_from([None, "python", 'c"', "<x>", "c++"])))
    elif kind == "list_item":
        values = {"level": 1}
    marks = tuple(draw(_marks(text, 0, len(text), 2)))
    return Paragraph(text=text, kind=kind, marks=marks, **values)


@st.composite
def _marks(draw: st.DrawFn, text: str, start: int, end: int, depth: int) -> list[TextMark]:
    """Marks between two offsets, in their order, nested or apart. Links hold no links and no footnotes' signs."""
    marks: list[TextMark] = []
    while start < end and draw(st.integers(0, 2)):
        kind = draw(st.sampled_from(get_args(MarkKind)))
        first = draw(st.integers(start, end))
        if kind == "break":
            first = text.find("\n", first, end)
            if first < 0:
                continue
            last = first + 1
        else:
            last = first if kind in _PLACES else draw(st.integers(first, end))
        if last == first and kind not in _PLACES:
            continue
        href = draw(_addresses) if kind in ("link", "quote", "image") else None
        href = draw(_ids) if kind == "footnote" else href
        title = draw(_titles) if kind in ("link", "abbreviation", "image", "footnote") else None
        marks.append(TextMark(kind=kind, start=first, end=last, href=href, title=title))
        if depth and kind not in ("break", "math", "code", *_PLACES):
            inner = draw(_marks(text, first, last, depth - 1))
            marks += [mark for mark in inner if kind != "link" or mark.kind not in ("link", "footnote")]
        start = last
    return marks


_leaves: st.SearchStrategy[BodyBlock] = st.one_of(
    paragraphs(("paragraph", "heading", "code", "math", "paragraph")),
    paragraphs(),
    st.builds(ThematicBreak),
    st.builds(FigureBlock, index=st.integers(0, 3)),
    st.builds(
        EmbedBlock,
        type=st.sampled_from(get_args(EmbedKind)),
        provider=_titles,
        href=_addresses,
        title=_titles,
        text=st.none() | texts,
    ),
)


def _around(inner: st.SearchStrategy[BodyBlock]) -> st.SearchStrategy[BodyBlock]:
    """Blocks with others in them."""

    def some(first: st.SearchStrategy[Paragraph]) -> st.SearchStrategy[tuple[BodyBlock, ...]]:
        rest = st.lists(inner, max_size=2)
        return st.tuples(first, rest).map(lambda drawn: (drawn[0], *drawn[1])) | rest.map(tuple)

    items = st.builds(ListItem, blocks=some(paragraphs(("list_item",))), number=st.none() | st.integers(0, 20))
    cells = st.builds(
        TableCell,
        blocks=st.just(()) | paragraphs(("table_cell",)).map(lambda paragraph: (paragraph,)) | some(paragraphs()),
        header=st.booleans(),
        row_span=st.sampled_from([1, 1, 1, 2, 3]),
        column_span=st.sampled_from([1, 1, 1, 2]),
        align=st.sampled_from([None, "left", "center", "right"]),
    )
    rows = st.builds(TableRow, cells=st.lists(cells, max_size=3).map(tuple))
    descriptions = st.builds(
        DescriptionItem,
        terms=st.lists(paragraphs(("definition",)), max_size=2).map(tuple),
        blocks=some(paragraphs(("definition",))),
    )
    return st.one_of(
        st.builds(
            ListBlock,
            ordered=st.booleans(),
            start=st.sampled_from([1, 1, 0, 7]),
            items=st.lists(items, max_size=3).map(tuple),
        ),
        st.builds(DescriptionListBlock, items=st.lists(descriptions, max_size=2).map(tuple)),
        st.builds(QuoteBlock, blocks=some(paragraphs(("quote",))), cite=_addresses),
        st.builds(
            TableBlock,
            caption=st.none() | paragraphs(("caption",)),
            header_rows=st.integers(0, 2),
            rows=st.lists(rows, max_size=3).map(tuple),
        ),
        st.builds(
            AsideBlock,
            type=st.sampled_from(["aside", "callout", "details"]),
            title=st.none() | paragraphs(),
            blocks=some(paragraphs()),
        ),
    )


_blocks = st.recursive(_leaves, _around, max_leaves=8)
_notes = st.builds(
    FootnotesBlock,
    notes=st.lists(
        st.builds(Footnote, id=_ids, blocks=st.lists(paragraphs(), min_size=1, max_size=2).map(tuple)), max_size=3
    ).map(tuple),
)
bodies: Final = st.tuples(st.lists(_leaves | _blocks, max_size=5), st.lists(_notes, max_size=1)).map(
    lambda drawn: (*drawn[0], *drawn[1])
)
"""Bodies of all blocks, with some footnotes at the end."""

_figures = st.builds(Figure, src=_addresses, alt=_titles, caption=_titles, credit=_titles)
articles: Final = st.builds(
    Article,
    title=_titles,
    subtitle=_titles,
    body=bodies,
    figures=st.lists(_figures, min_size=2, max_size=3).map(tuple),
    language=st.sampled_from([None, "en", 'x" onload="y']),
)
"""Articles with such bodies, and the figures that they show."""
