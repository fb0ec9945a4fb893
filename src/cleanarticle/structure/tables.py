"""Tables: their rows and cells, also those without text, and which tables only lay out a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.page.model import OutlineEntry
from cleanarticle.parse.document import Attributes, Element

__all__ = ["Cell", "Grid", "alignment", "find_grids", "is_layout", "span_of"]

_PRESENTATION: Final = frozenset({"presentation", "none"})
_ALIGN: Final = lazy_pattern(r"text-align\s*:\s*(left|right|center)")
_ALIGNMENTS: Final[dict[str, Literal["left", "center", "right"]]] = {
    "left": "left",
    "center": "center",
    "right": "right",
}
_MOST_SPAN: Final = 64
"""Columns or rows that a cell covers at most; the pages of the development corpora have no wider ones that mean it."""


@dataclass(slots=True)
class Cell:
    """A cell of a grid: its element, and whether that is a `th`."""

    element: Element
    is_header: bool


@dataclass(slots=True)
class Grid:
    """A table as the page has it.

    Attributes:
        element: Its element.
        rows: Its rows, each with the cells that begin in it.
        head: Indexes of the rows in a `thead`.
        has_nested: True if one of its cells holds another table with text.
    """

    element: Element
    rows: list[list[Cell]] = field(default_factory=list)
    head: set[int] = field(default_factory=set)
    has_nested: bool = False


@dataclass(slots=True)
class _OpenTable:
    depth: int
    grid: Grid
    head: int = -1
    """Depth of the open `thead`."""


def find_grids(outline: Sequence[OutlineEntry]) -> dict[int, Grid]:
    """The grids of all tables of a page, by the id of the table's element."""
    grids: dict[int, Grid] = {}
    open_tables: list[_OpenTable] = []
    for depth, tag, element, _ in outline:
        if tag == "hr":
            continue
        while open_tables and open_tables[-1].depth >= depth:
            open_tables.pop()
        table = open_tables[-1] if open_tables else None
        if table is not None and depth <= table.head:
            table.head = -1
        if tag == "table":
            grid = Grid(element)
            grids[id(element)] = grid
            open_tables.append(_OpenTable(depth, grid))
        elif table is None:
            continue
        elif tag in ("thead", "tbody", "tfoot"):
            table.head = depth if tag == "thead" else -1
        elif tag == "tr":
            if table.head >= 0:
                table.grid.head.add(len(table.grid.rows))
            table.grid.rows.append([])
        elif tag in ("td", "th") and table.grid.rows:
            table.grid.rows[-1].append(Cell(element, tag == "th"))
    return grids


def is_layout(grid: Grid) -> bool:
    """True if the markup of a table says that it only lays out a page."""
    if grid.element.attributes.get("role") in _PRESENTATION or grid.has_nested:
        return True
    return max((len(row) for row in grid.rows), default=0) < 2 and not any(
        cell.is_header for row in grid.rows for cell in row
    )


def span_of(attributes: Attributes, name: str) -> int:
    """The columns or rows that a cell covers: 1 where the value is none, and no absurd ones."""
    text = attributes.get(name)
    if not text:
        return 1
    text = text.strip()
    value = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    return min(max(value, 1), _MOST_SPAN)


def alignment(attributes: Attributes) -> Literal["left", "center", "right"] | None:
    """How the text of a cell is aligned."""
    value = (attributes.get("align") or "").lower()
    if value in _ALIGNMENTS:
        return _ALIGNMENTS[value]
    style = attributes.get("style")
    match = _ALIGN.search(style.lower()) if style and "align" in style else None
    return _ALIGNMENTS[match[1]] if match is not None else None
