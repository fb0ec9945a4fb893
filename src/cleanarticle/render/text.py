"""The body of an article as plain text that shows its structure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from cleanarticle.article import Article
from cleanarticle.content import (
    AsideBlock,
    BodyBlock,
    DescriptionListBlock,
    EmbedBlock,
    FigureBlock,
    FootnotesBlock,
    ListBlock,
    Paragraph,
    QuoteBlock,
    TableBlock,
)
from cleanarticle.render.markup import clean_text
from cleanarticle.render.notes import note_signs

__all__ = ["to_text"]

_INDENT: Final = "    "
_MOST_COLUMNS: Final = 1000
"""Columns that one cell may cover, as in HTML."""


def to_text(article: Article) -> str:
    """Write the body as plain text, as in a mail: the words of `Article.text`, with the marks of its structure.

    Blank lines part paragraphs. List items begin with "- " or their number, and lists in them are indented;
    descriptions are indented below their terms; quotations begin with "> "; the cells of a row are parted by tabs, with
    an empty cell where one reaches from the row or column before; footnotes begin with their sign, as in "[1] "; a
    thematic break is three asterisks. Code is as the page has it. Links, pictures with their captions, and embeds are
    left out.
    """
    return _TextWriter(article).blocks(article.body)


class _TextWriter:
    """Writes blocks as lines."""

    def __init__(self, article: Article) -> None:
        self.signs = note_signs(article)

    def blocks(self, blocks: Iterable[BodyBlock]) -> str:
        """The blocks, parted by blank lines."""
        parts = [self.block(block) for block in blocks]
        return "\n\n".join([part for part in parts if part])

    def block(self, block: BodyBlock) -> str:
        """One block; empty if it has no text."""
        match block:
            case Paragraph():
                return clean_text(block.text)
            case ListBlock():
                return self.list(block)
            case DescriptionListBlock():
                return self.description_list(block)
            case QuoteBlock():
                return _prefixed(self.blocks(block.blocks), "> ")
            case TableBlock():
                return self.table(block)
            case AsideBlock():
                return self.blocks(block.blocks if block.title is None else (block.title, *block.blocks))
            case FootnotesBlock():
                notes = [(f"[{self.signs[note.id]}] ", self.blocks(note.blocks)) for note in block.notes]
                return "\n".join([_hung(sign, text) for sign, text in notes if text])
            case FigureBlock() | EmbedBlock():
                return ""
        return "* * *"

    def list(self, block: ListBlock) -> str:
        """Items on lines of their own, each behind its mark."""
        lines = []
        number = block.start
        for item in block.items:
            number = number if item.number is None else item.number
            lines.append(_hung(f"{number}. " if block.ordered else "- ", self.item(item.blocks)))
            number += 1
        return "\n".join(lines)

    def item(self, blocks: tuple[BodyBlock, ...]) -> str:
        """The blocks of an item: lists in it follow without a blank line."""
        text = ""
        for block in blocks:
            part = self.block(block)
            if text and part:
                text += "\n" if isinstance(block, ListBlock) else "\n\n"
            text += part
        return text

    def description_list(self, block: DescriptionListBlock) -> str:
        """Terms, and their descriptions indented below them."""
        lines = []
        for item in block.items:
            lines += [clean_text(term.text) for term in item.terms]
            lines.append(_prefixed(self.item(item.blocks), _INDENT))
        return "\n".join([line for line in lines if line])

    def table(self, table: TableBlock) -> str:
        """The caption, and below it the rows with their cells parted by tabs."""
        caption = clean_text(table.caption.text) if table.caption is not None else ""
        lines = ["\t".join(cells).rstrip("\t") for cells in _rows(table)]
        rows = "\n".join([line for line in lines if line])
        return "\n\n".join([part for part in (caption, rows) if part])


def _rows(table: TableBlock) -> Iterator[list[str]]:
    """The texts of each row's cells, with an empty one in every other place that a cell covers."""
    covered: list[set[int]] = [set() for _ in table.rows]
    for index, row in enumerate(table.rows):
        texts: list[str] = []
        for cell in row.cells:
            while len(texts) in covered[index]:
                texts.append("")
            columns = range(len(texts), len(texts) + min(cell.column_span, _MOST_COLUMNS))
            for below in covered[index + 1 : index + cell.row_span]:
                below.update(columns)
            texts.append(" ".join(clean_text(cell.text).split()))
            texts += [""] * (len(columns) - 1)
        yield texts


def _hung(mark: str, text: str) -> str:
    """A text behind a mark, its further lines as far to the right."""
    return mark + _prefixed(text, " " * len(mark)).lstrip(" ") if text else mark.rstrip(" ")


def _prefixed(text: str, prefix: str) -> str:
    """The lines of a text, each behind a prefix; a line without text has no space at its end."""
    return "\n".join([f"{prefix}{line}".rstrip(" ") for line in text.split("\n")]) if text else ""
