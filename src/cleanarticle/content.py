"""The content of a body: typed blocks, and the marks of their texts.

The blocks are a tree. Its leaves are `Paragraph`s, and the paragraphs in document order are all text of the body; every
other block says how those in it belong together, or stands for something without text of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Annotated, Any, Final, Literal, TypeAlias
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer

__all__ = [
    "AsideBlock",
    "BodyBlock",
    "DescriptionItem",
    "DescriptionListBlock",
    "EmbedBlock",
    "EmbedKind",
    "FigureBlock",
    "Footnote",
    "FootnotesBlock",
    "ListBlock",
    "ListItem",
    "MarkKind",
    "Paragraph",
    "ParagraphKind",
    "QuoteBlock",
    "SourcePosition",
    "TableBlock",
    "TableCell",
    "TableRow",
    "TextMark",
    "ThematicBreak",
    "blocks_of",
    "leaves_in",
    "paragraphs_in",
]

ParagraphKind = Literal[
    "paragraph",
    "heading",
    "list_item",
    "quote",
    "code",
    "table_row",
    "table_cell",
    "definition",
    "caption",
    "math",
]
"""`table_cell` occurs in tables only: in `Article.paragraphs` the cells of a row are one `table_row`."""

MarkKind = Literal[
    "link",
    "emphasis",
    "strong",
    "code",
    "sub",
    "sup",
    "strike",
    "highlight",
    "quote",
    "math",
    "footnote",
    "break",
    "abbreviation",
    "image",
]

EmbedKind = Literal["post", "video", "audio", "map", "poll", "other"]

_FRAGMENT_WORDS: Final = 4
"""Words at each end of a text that a fragment names; the proposal of the standard recommends a few."""
_ALWAYS_WRITTEN: Final = frozenset({"kind", "text", "level"})
_ROW_KINDS: Final = frozenset({"table_row", "table_cell"})


class ContentModel(BaseModel):
    """A part of the content: immutable, and written without the fields that have their default."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @model_serializer(mode="wrap")
    def _compact(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave out what has its default, except what every paragraph has."""
        fields = type(self).model_fields
        values: dict[str, Any] = handler(self)
        return {
            name: value
            for name, value in values.items()
            if (name in _ALWAYS_WRITTEN and value is not None) or getattr(self, name) != fields[name].default
        }


class TextMark(ContentModel):
    """A span of a text with a meaning.

    Marks stand in the order of their starts, an outer one before those in it. They are nested or apart, and never
    cross. No offset splits a character and its combining signs.

    Attributes:
        kind: What the span is. `footnote` and `image` are places between two characters (`start` equals `end`): the
            sign of a note and a picture are not text. `break` spans the newline of a line break.
        start: Offset of its first character in the text, in code points.
        end: Offset after its last character.
        href: Address of a link, of a quotation's source, or of a picture; the id of a footnote.
        title: Title of a link; what an abbreviation stands for; alternative text of a picture; the sign of a footnote.
        mathml: MathML of a formula without TeX. A formula's text is its TeX, if the page gives it.
    """

    kind: MarkKind
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    href: str | None = None
    title: str | None = None
    mathml: str | None = None


class SourcePosition(ContentModel):
    """Where in the source a text stands.

    Attributes:
        path: A CSS selector that matches its element alone; `None` for a body that was read in the page's data.
        start: Offset at which it begins in what was given to `extract`: in characters of a string, in bytes of bytes.
            `None` if that can't be told: for a tree, and for bytes that were not what their encoding says.
        end: Offset after its last character. Between the two is its markup.
    """

    path: str | None = None
    start: int | None = None
    end: int | None = None


class Paragraph(ContentModel):
    """A text of the body.

    Attributes:
        text: The text, white space collapsed; a line break inside the block is a newline. Of code the exact text.
        kind: The kind of block, such as `paragraph`, `heading` or `list_item`.
        level: 1 to 6 for headings; nesting depth from 1 for list items; 0 otherwise.
        marks: What markup says of parts of the text: links, emphasis and the like.
        id: The id by which links lead to a heading.
        language: The programming language of code, if the page names it, in lower case.
        position: Where it stands in the source, with the setting `positions`.
    """

    text: str
    kind: ParagraphKind = "paragraph"
    level: int = 0
    marks: tuple[TextMark, ...] = ()
    id: str | None = None
    language: str | None = None
    position: SourcePosition | None = None

    @property
    def text_fragment(self) -> str:
        """A fragment for the address of the page by which browsers scroll to the text: "#:~:text=" and words of it."""
        words = self.text.split()
        if len(words) <= 2 * _FRAGMENT_WORDS:
            return f"#:~:text={_fragment(words)}"
        return f"#:~:text={_fragment(words[:_FRAGMENT_WORDS])},{_fragment(words[-_FRAGMENT_WORDS:])}"


def _fragment(words: list[str]) -> str:
    """Words as a part of a text fragment, in which a hyphen has a meaning of its own."""
    return quote(" ".join(words).encode("utf-8", "replace"), safe="").replace("-", "%2D")


class ListItem(ContentModel):
    """An item of a list.

    Attributes:
        blocks: Its paragraphs and the lists in it.
        number: Its number in an ordered list, as the page counts.
    """

    blocks: tuple[BodyBlock, ...] = ()
    number: int | None = None


class ListBlock(ContentModel):
    """A list.

    Attributes:
        ordered: True if its items are numbered.
        start: The number of the first item of an ordered list.
        items: The items.
    """

    kind: Literal["list"] = "list"
    ordered: bool = False
    start: int = 1
    items: tuple[ListItem, ...] = ()


class DescriptionItem(ContentModel):
    """Terms, and what is said of them.

    Attributes:
        terms: The terms.
        blocks: Their descriptions.
    """

    terms: tuple[Paragraph, ...] = ()
    blocks: tuple[BodyBlock, ...] = ()


class DescriptionListBlock(ContentModel):
    """A list of terms with descriptions."""

    kind: Literal["description_list"] = "description_list"
    items: tuple[DescriptionItem, ...] = ()


class QuoteBlock(ContentModel):
    """A quotation of its own.

    Attributes:
        blocks: What is quoted, and who said it where the page says so inside of it.
        cite: Address of its source.
    """

    kind: Literal["blockquote"] = "blockquote"
    blocks: tuple[BodyBlock, ...] = ()
    cite: str | None = None


class TableCell(ContentModel):
    """A cell of a table.

    Attributes:
        blocks: Its content; empty if the cell is.
        header: True for a header cell.
        row_span: Rows that it covers, at most as many as HTML allows.
        column_span: Columns that it covers, likewise.
        align: How its text is aligned, if the page says so.
    """

    blocks: tuple[BodyBlock, ...] = ()
    header: bool = False
    row_span: Annotated[int, Field(ge=1, le=65_534)] = 1
    column_span: Annotated[int, Field(ge=1, le=1_000)] = 1
    align: Literal["left", "center", "right"] | None = None

    @property
    def text(self) -> str:
        """The texts of its paragraphs, joined by newlines."""
        return "\n".join(paragraph.text for paragraph in paragraphs_in(self.blocks))


class TableRow(ContentModel):
    """A row of a table, with the cells that begin in it."""

    cells: tuple[TableCell, ...] = ()


class TableBlock(ContentModel):
    """A table.

    Attributes:
        caption: Its caption.
        header_rows: How many of the first rows are its head.
        rows: The rows.
    """

    kind: Literal["table"] = "table"
    caption: Paragraph | None = None
    header_rows: int = 0
    rows: tuple[TableRow, ...] = ()

    @property
    def columns(self) -> int:
        """The number of its columns."""
        return max((len(row) for row in self.grid()), default=0)

    def grid(self) -> tuple[tuple[TableCell | None, ...], ...]:
        """The cells by row and column: a cell stands in every place it covers, and `None` where there is none."""
        rows: list[dict[int, TableCell]] = [{} for _ in self.rows]
        for index, row in enumerate(self.rows):
            column = 0
            for cell in row.cells:
                while column in rows[index]:
                    column += 1
                for covered in rows[index : index + cell.row_span]:
                    covered.update(dict.fromkeys(range(column, column + cell.column_span), cell))
                column += cell.column_span
        width = max((max(row, default=-1) for row in rows), default=-1) + 1
        return tuple(tuple(row.get(column) for column in range(width)) for row in rows)


class FigureBlock(ContentModel):
    """A picture at its place in the body.

    Attributes:
        index: Its index in `Article.figures`.
    """

    kind: Literal["figure"] = "figure"
    index: Annotated[int, Field(ge=0)]


class EmbedBlock(ContentModel):
    """Something from elsewhere at its place in the body.

    Attributes:
        type: What it is.
        provider: The platform it is from, such as `youtube`; the host if it is no known one.
        href: Its address.
        title: Its title.
        text: What the page shows of a post. It was written elsewhere, and is no text of the body.
    """

    kind: Literal["embed"] = "embed"
    type: EmbedKind = "other"
    provider: str | None = None
    href: str | None = None
    title: str | None = None
    text: str | None = None


class ThematicBreak(ContentModel):
    """A line that parts what is above it from what is below."""

    kind: Literal["thematic_break"] = "thematic_break"


class AsideBlock(ContentModel):
    """A box in the body.

    Attributes:
        type: `aside`; `callout` for a note, tip or warning; `details` for what a reader has to unfold.
        title: The line by which `details` are unfolded.
        blocks: Its content.
    """

    kind: Literal["aside"] = "aside"
    type: Literal["aside", "callout", "details"] = "aside"
    title: Paragraph | None = None
    blocks: tuple[BodyBlock, ...] = ()


class Footnote(ContentModel):
    """A footnote.

    Attributes:
        id: The id by which `TextMark.href` refers to it.
        blocks: Its text.
    """

    id: str
    blocks: tuple[BodyBlock, ...] = ()


class FootnotesBlock(ContentModel):
    """The footnotes of the body."""

    kind: Literal["footnotes"] = "footnotes"
    notes: tuple[Footnote, ...] = ()


BodyBlock: TypeAlias = Annotated[
    Paragraph
    | ListBlock
    | DescriptionListBlock
    | QuoteBlock
    | TableBlock
    | FigureBlock
    | EmbedBlock
    | ThematicBreak
    | AsideBlock
    | FootnotesBlock,
    Field(discriminator="kind"),
]
"""A block of a body. `kind` tells which one."""


def paragraphs_in(blocks: Iterable[BodyBlock]) -> Iterator[Paragraph]:
    """The paragraphs of blocks in document order; the cells of a table's row are one."""
    for leaves in leaves_in(blocks):
        yield joined_cells(leaves) if leaves[0].kind == "table_cell" else leaves[0]


def leaves_in(blocks: Iterable[BodyBlock]) -> Iterator[list[Paragraph]]:
    """The paragraphs of blocks as they stand in the tree, each alone, but the cells of a table's row together."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield [block]
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from leaves_in(item.blocks)
        elif isinstance(block, TableBlock):
            if block.caption is not None:
                yield [block.caption]
            for row in block.rows:
                yield from _leaves_of_row(row)
        elif isinstance(block, DescriptionListBlock):
            for description in block.items:
                for term in description.terms:
                    yield [term]
                yield from leaves_in(description.blocks)
        elif isinstance(block, FootnotesBlock):
            for note in block.notes:
                yield from leaves_in(note.blocks)
        elif isinstance(block, QuoteBlock | AsideBlock):
            if isinstance(block, AsideBlock) and block.title is not None:
                yield [block.title]
            yield from leaves_in(block.blocks)


def _leaves_of_row(row: TableRow) -> Iterator[list[Paragraph]]:
    leaves = [leaf for cell in row.cells for each in leaves_in(cell.blocks) for leaf in each]
    for is_cell, group in groupby(leaves, lambda leaf: leaf.kind == "table_cell"):
        if is_cell:
            yield list(group)
        else:
            yield from ([leaf] for leaf in group)


def joined_cells(cells: list[Paragraph]) -> Paragraph:
    """The paragraph of a table's row: the texts of its cells joined by spaces, with their marks."""
    texts, marks, offset = [], [], 0
    for cell in cells:
        texts.append(cell.text)
        marks += [
            mark.model_copy(update={"start": mark.start + offset, "end": mark.end + offset}) for mark in cell.marks
        ]
        offset += len(cell.text) + 1
    position = _joined_position([cell.position for cell in cells if cell.position is not None])
    return Paragraph.model_construct(
        text=" ".join(texts), kind="table_row", level=0, marks=tuple(marks), position=position
    )


def _joined_position(positions: list[SourcePosition]) -> SourcePosition | None:
    """From the first cell to the last; the row is the element around them."""
    if not positions:
        return None
    path = (positions[0].path or "").rpartition(" > ")[0]
    return SourcePosition(path=path or None, start=positions[0].start, end=positions[-1].end)


def blocks_of(paragraphs: Iterable[Paragraph]) -> tuple[BodyBlock, ...]:
    """Blocks with these paragraphs, as far as their kinds and levels tell which belong together."""
    blocks: list[BodyBlock] = []
    for kind, group in groupby(paragraphs, lambda paragraph: paragraph.kind):
        if kind == "list_item":
            blocks.append(_nested_list(list(group), 1))
        elif kind == "quote":
            blocks.append(QuoteBlock(blocks=tuple(group)))
        elif kind in _ROW_KINDS:
            rows = tuple(TableRow(cells=(TableCell(blocks=(row,)),)) for row in group)
            blocks.append(TableBlock(rows=rows))
        else:
            blocks += group
    return tuple(blocks)


def _nested_list(paragraphs: list[Paragraph], level: int) -> ListBlock:
    items: list[ListItem] = []
    for is_deeper, group in groupby(paragraphs, lambda paragraph: paragraph.level > level):
        if not is_deeper:
            items += [ListItem(blocks=(paragraph,)) for paragraph in group]
            continue
        inner = _nested_list(list(group), level + 1)
        last = items.pop().blocks if items else ()
        items.append(ListItem(blocks=(*last, inner)))
    return ListBlock(items=tuple(items))


for _model in (
    ListItem,
    ListBlock,
    DescriptionItem,
    DescriptionListBlock,
    QuoteBlock,
    TableCell,
    TableRow,
    TableBlock,
    AsideBlock,
    Footnote,
    FootnotesBlock,
):
    _model.model_rebuild()
