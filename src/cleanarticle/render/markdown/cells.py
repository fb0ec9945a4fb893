"""What the cells of tables have."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cleanarticle.content import (
    AsideBlock,
    BodyBlock,
    DescriptionListBlock,
    FigureBlock,
    FootnotesBlock,
    ListBlock,
    Paragraph,
    QuoteBlock,
    TableBlock,
    TableCell,
)

__all__ = ["Begin", "beginnings", "cell_parts"]


@dataclass(frozen=True, slots=True)
class Begin:
    """The place where a cell begins, and how many of the written columns it covers."""

    column: int
    cell: TableCell
    columns: int


def beginnings(table: TableBlock) -> tuple[list[list[Begin]], int]:
    """The cells that begin in each row, and the number of columns: without those in which no cell begins."""
    free_from: defaultdict[int, int] = defaultdict(int)  # the first row of each column that no cell above covers
    rows: list[list[tuple[int, TableCell]]] = []
    for index, row in enumerate(table.rows):
        column = 0
        rows.append([])
        for cell in row.cells:
            while free_from[column] > index:
                column += 1
            rows[-1].append((column, cell))
            for covered in range(column, column + cell.column_span):
                free_from[covered] = max(free_from[covered], index + cell.row_span)
            column += cell.column_span
    used = sorted({column for found in rows for column, _ in found})
    return [[_begin(column, cell, used) for column, cell in found] for found in rows], len(used)


def _begin(column: int, cell: TableCell, used: list[int]) -> Begin:
    first = bisect_left(used, column)
    return Begin(first, cell, bisect_left(used, column + cell.column_span) - first)


def cell_parts(blocks: Iterable[BodyBlock]) -> Iterator[Paragraph | FigureBlock]:
    """The texts and pictures of blocks in document order."""
    for block in blocks:
        match block:
            case Paragraph() | FigureBlock():
                yield block
            case ListBlock():
                yield from (part for item in block.items for part in cell_parts(item.blocks))
            case DescriptionListBlock():
                for description in block.items:
                    yield from (*description.terms, *cell_parts(description.blocks))
            case TableBlock():
                if block.caption:
                    yield block.caption
                yield from (part for row in block.rows for cell in row.cells for part in cell_parts(cell.blocks))
            case FootnotesBlock():
                yield from (part for note in block.notes for part in cell_parts(note.blocks))
            case QuoteBlock() | AsideBlock():
                if isinstance(block, AsideBlock) and block.title:
                    yield block.title
                yield from cell_parts(block.blocks)
