"""What the cells of tables have."""

from __future__ import annotations

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
    covered: set[tuple[int, int]] = set()
    rows: list[list[tuple[int, TableCell]]] = []
    grid = table.grid()
    for index, places in enumerate(grid):
        row = []
        for column, cell in enumerate(places):
            if cell is None or (index, column) in covered:
                continue
            row.append((column, cell))
            below = range(index, min(index + cell.row_span, len(grid)))
            beside = range(column, min(column + cell.column_span, len(places)))
            covered.update((covered_row, covered_column) for covered_row in below for covered_column in beside)
        rows.append(row)
    used = sorted({column for row in rows for column, _ in row})
    new = {column: index for index, column in enumerate(used)}
    return [
        [
            Begin(new[column], cell, sum(column <= other < column + cell.column_span for other in used))
            for column, cell in row
        ]
        for row in rows
    ], len(used)


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
