"""Paragraphs, figures and embeds to the tree of a body's blocks.

Each leaf has a path: the containers around it that are structure, outermost first. One pass over the leaves in document
order keeps the nodes of the last path open, closes those that the next path does not share, and opens the rest.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from cleanarticle.content import (
    AsideBlock,
    BodyBlock,
    DescriptionItem,
    DescriptionListBlock,
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
    ThematicBreak,
    blocks_of,
)
from cleanarticle.page.model import Block, Container, Page
from cleanarticle.parse.document import EMPTY_ELEMENT
from cleanarticle.structure.addresses import Resolve, link_address
from cleanarticle.structure.boxes import callout_of
from cleanarticle.structure.embeds import find_embeds
from cleanarticle.structure.lists import item_numbers
from cleanarticle.structure.marks import marks_of
from cleanarticle.structure.positions import SourcePositions
from cleanarticle.structure.tables import Grid, alignment, find_grids, is_layout, span_of

__all__ = ["Place", "body_of"]

_LISTS: Final = frozenset({"ul", "ol", "menu"})
_CELLS: Final = frozenset({"td", "th"})
_GROUPED: Final = frozenset({"list_item", "quote", "table_row"})
_MOST_LEVELS: Final = 24
"""Structures in each other that are told apart. No page of three development corpora has more than five; a page made
to nest thousands would cost as many calls, here and in whatever reads the body."""
_LAYOUT_ATTRIBUTES: Final = frozenset({"class", "id", "role"})
"""Attributes by which style sheets and scripts find the lists that they lay out."""
_MOST_OF_BODY: Final = 0.8
"""Share of the body's words from which on a box or quotation around them is the page's layout."""
_MOST_COVERED: Final = 50_000
"""Places that the cells of a table cover before their spans are taken for absurd; no table of three
development corpora covers more than 885."""
_MOST_CELL_WORDS: Final = 120.0
"""Words of a cell from which on a table lays out text: two paragraphs of a story."""


class Place(NamedTuple):
    """Where something without text stands: the index of the next block, and its container, if that is known."""

    block: int
    container: Container | None


@dataclass(slots=True, eq=False)
class _Structure:
    """A structure that is open.

    Attributes:
        container: Its container; `None` for the root, and for a cell without one.
        kind: What it is: the name of an element, `callout`, or `note` for a footnote.
        children: What it holds.
    """

    container: Container | None
    kind: str
    children: list[_Structure | BodyBlock] = field(default_factory=list)


_Step: TypeAlias = tuple[Container, str]
"""A structure around a leaf: its container, and what it is."""
_Leaf: TypeAlias = tuple[int, int, Container | None, BodyBlock, Block | None]
"""Index of its block, rank among leaves there, its container, what it becomes, its block if it is text."""


def body_of(
    page: Page,
    paragraphs: Mapping[int, Paragraph],
    figures: Sequence[Place],
    resolve: Resolve,
    positions: SourcePositions | None = None,
) -> tuple[BodyBlock, ...]:
    """Make the blocks of a body.

    Args:
        page: The page.
        paragraphs: The paragraphs of the text by the index of their block, in document order.
        figures: The place of each figure of the article.
        resolve: Makes addresses absolute.
        positions: Finds the positions of cells in the source, if they are asked for.

    Returns:
        The blocks. The paragraphs in them are these, in this order.
    """
    if not paragraphs:
        return ()
    return _TreeBuilder(page, paragraphs, resolve, positions).build(figures)


class _TreeBuilder:
    """Builds the tree of one body."""

    __slots__ = (
        "_grids",
        "_notes",
        "_numbers",
        "_openings",
        "_page",
        "_paragraphs",
        "_paths",
        "_positions",
        "_resolve",
        "_words",
    )

    def __init__(
        self, page: Page, paragraphs: Mapping[int, Paragraph], resolve: Resolve, positions: SourcePositions | None
    ) -> None:
        self._page = page
        self._paragraphs = paragraphs
        self._resolve = resolve
        self._positions = positions
        self._paths: dict[int, tuple[_Step, ...]] = {}
        self._words = self._kept_words()
        tags = {tag for _, tag, _, _ in page.outline}
        self._grids = self._data_grids() if "table" in tags else {}
        self._numbers = item_numbers(page.outline) if "ol" in tags else {}
        self._openings = self._list_openings() if "li" in tags else {}
        self._notes = {
            mark.href for paragraph in paragraphs.values() for mark in paragraph.marks if mark.kind == "footnote"
        }

    def build(self, figures: Sequence[Place]) -> tuple[BodyBlock, ...]:
        root = _Structure(None, "")
        stack = [root]
        for _, _, container, block, source in self._leaves(figures):
            path = self._path(container) if container is not None else ()
            depth = 0
            while depth < len(path) and depth + 1 < len(stack) and stack[depth + 1].container is path[depth][0]:
                depth += 1
            del stack[depth + 1 :]
            for step, kind in path[depth:]:
                node = _Structure(step, kind)
                stack[-1].children.append(node)
                stack.append(node)
            if source is not None and source.cells is not None and stack[-1].kind == "tr":
                stack[-1].children += self._cells(source)
            else:
                stack[-1].children.append(block)
        return self._blocks(root.children)

    def _kept_words(self) -> list[float]:
        """The words of the body in each container, by its index; the root's are all."""
        page = self._page
        words = [0.0] * len(page.containers)
        for index in self._paragraphs:
            block = page.blocks[index]
            words[block.container.index] += block.words
        for container in reversed(page.containers):
            if container.parent is not None:
                words[container.parent.index] += words[container.index]
        return words

    def _leaves(self, figures: Sequence[Place]) -> list[_Leaf]:
        """All that the tree holds, in document order: before a block what stands above it."""
        page, indexes = self._page, list(self._paragraphs)
        first, end = indexes[0], indexes[-1] + 1
        leaves: list[_Leaf] = []
        for index, paragraph in self._paragraphs.items():
            block = page.blocks[index]
            leaves.append((index, 3, block.container, paragraph, block))
        for number, place in enumerate(figures):
            leaves.append((place.block, 2, self._near(place), FigureBlock(index=number), None))
        for embed in find_embeds(page, first, end, self._resolve):
            if not any(index in self._paragraphs for index in range(embed.place, embed.container.end)) or (
                embed.block.type != "post"
            ):
                leaves.append((embed.place, 1, self._around(embed.container), embed.block, None))
        kept = set(indexes)
        breaks = {place for _, tag, _, place in page.outline if tag == "hr" and place in kept and place - 1 in kept}
        leaves += [(place, 0, None, ThematicBreak(), None) for place in breaks]
        leaves.sort(key=lambda leaf: leaf[:2])
        return leaves

    def _near(self, place: Place) -> Container | None:
        """The container of a figure, if text of the body stands in it or in a structure around it."""
        return self._around(place.container) if place.container is not None else None

    def _around(self, container: Container) -> Container | None:
        """The innermost container around something without text that has text of the body in it."""
        around: Container | None = container
        while around is not None and not self._words[around.index]:
            around = around.parent
        return around

    def _path(self, container: Container) -> tuple[_Step, ...]:
        """The structures around what stands in a container, outermost first."""
        missing = []
        around: Container | None = container
        while around is not None and around.index not in self._paths:
            missing.append(around)
            around = around.parent
        for step in reversed(missing):
            path = self._paths[step.parent.index] if step.parent is not None else ()
            if len(path) < _MOST_LEVELS:
                kind = self._kind(step, path)
                path = (*path, (step, kind)) if kind else path
            self._paths[step.index] = path
        return self._paths[container.index]

    def _kind(self, container: Container, path: tuple[_Step, ...]) -> str:
        """What a container is for the text in it; empty if it is none of the structures."""
        tag = container.tag
        inner = path[-1][1] if path else ""
        if self._notes and self._is_note(container):
            return "note"
        if tag in _LISTS:
            return tag if self._is_list(container) else ""
        if tag == "li":
            return "li" if inner in _LISTS else ""
        if tag == "table":
            return "table" if id(container.element) in self._grids else ""
        if tag == "tr" or tag == "caption":
            return tag if inner == "table" else ""
        if tag in _CELLS:
            return "td" if inner == "tr" else ""
        if tag == "dl":
            return "dl"
        if tag in ("dt", "dd"):
            return tag if inner == "dl" else ""
        if self._words[container.index] > _MOST_OF_BODY * self._words[0]:
            return ""
        if tag == "blockquote" or (tag not in _CELLS and container.attributes.get("role") == "blockquote"):
            return "blockquote"
        if tag == "summary":
            return "summary" if inner == "details" else ""
        return "details" if tag == "details" else callout_of(container) or ("aside" if tag == "aside" else "")

    def _is_list(self, container: Container) -> bool:
        """True if a list's items open with text of their own: else it lays out posts or cards.

        A list without a class or the like is one that an author made, also of headings.
        """
        if _LAYOUT_ATTRIBUTES.isdisjoint(container.attributes):
            return True
        opened, other = self._openings.get(container.index, (0, 0))
        return opened > 0 and opened >= other

    def _list_openings(self) -> dict[int, tuple[int, int]]:
        """For each list by its index, how many of its items open with text of their own, and how many do not."""
        kept = list(self._paragraphs)
        openings: dict[int, tuple[int, int]] = {}
        for item in self._page.containers:
            around = item.parent
            if item.tag != "li" or around is None or around.tag not in _LISTS:
                continue
            place = bisect_left(kept, item.first)
            if place == len(kept) or kept[place] >= item.end:
                continue
            own = self._page.blocks[kept[place]].container
            # Of an item whose first line is not kept the next one opens it.
            is_opened = self._paragraphs[kept[place]].kind == "list_item" or (own.tag == "p" and own.parent is item)
            opened, other = openings.get(around.index, (0, 0))
            openings[around.index] = (opened + is_opened, other + (not is_opened))
        return openings

    def _is_note(self, container: Container) -> bool:
        identifier = container.attributes.get("id")
        return identifier is not None and identifier in self._notes and container.tag not in _LISTS

    def _data_grids(self) -> dict[int, Grid]:
        """The tables that are tables, by the id of their element."""
        grids = find_grids(self._page.outline)
        self._mark_nested(grids)
        grids = {identity: grid for identity, grid in grids.items() if not is_layout(grid)}
        if not grids:
            return grids
        blocks = self._page.blocks
        for container in self._page.containers:
            if container.tag != "table" or id(container.element) not in grids or not self._words[container.index]:
                continue
            inside = [index for index in range(container.first, container.end) if index in self._paragraphs]
            is_code = any(self._paragraphs[index].kind == "code" for index in inside)
            is_text = any(
                self._paragraphs[index].kind == "paragraph" and blocks[index].words > _MOST_CELL_WORDS
                for index in inside
            )
            if is_code or is_text:
                del grids[id(container.element)]
        return grids

    def _mark_nested(self, grids: Mapping[int, Grid]) -> None:
        """Mark the tables that hold others: the outline can't tell a table in another from one deeper behind it."""
        for container in self._page.containers:
            if container.tag == "table":
                around = container.parent
                while around is not None and around.tag != "table":
                    around = around.parent
                grid = grids.get(id(around.element)) if around is not None else None
                if grid is not None:
                    grid.has_nested = True

    def _cells(self, row: Block) -> list[_Structure | BodyBlock]:
        """The cells of a row whose block is the joined text of them."""
        nodes: list[_Structure | BodyBlock] = []
        for cell in row.cells or ():
            text = Paragraph.model_validate(
                {"text": cell.text, "kind": "table_cell", "marks": marks_of(cell, self._resolve)}
            )
            if self._positions is not None:
                text = text.model_copy(update={"position": self._positions.of(cell)})
            nodes.append(_Structure(cell.container, "td", [text]))
        return nodes

    # --- nodes to blocks

    def _blocks(self, children: Sequence[_Structure | BodyBlock], own: str = "") -> tuple[BodyBlock, ...]:
        """The blocks of children; `own` is the kind of paragraph that belongs right into the structure around them."""
        blocks: list[BodyBlock] = []
        notes: list[Footnote] = []
        for child in children:
            if isinstance(child, _Structure) and child.kind == "note" and child.container is not None:
                identifier = child.container.attributes.get("id") or ""
                notes.append(Footnote(id=identifier, blocks=self._blocks(child.children, "list_item")))
                continue
            if notes:
                blocks.append(FootnotesBlock(notes=tuple(notes)))
                notes = []
            if isinstance(child, _Structure):
                blocks += self._block(child)
            else:
                blocks.append(child)
        if notes:
            blocks.append(FootnotesBlock(notes=tuple(notes)))
        return tuple(_grouped(blocks, own))

    def _block(self, node: _Structure) -> tuple[BodyBlock, ...]:
        """The blocks that a node becomes: mostly one."""
        kind, container = node.kind, node.container
        if kind in _LISTS:
            return self._list(node)
        if kind == "table":
            return self._table(node)
        if kind == "dl":
            return self._descriptions(node)
        blocks = self._blocks(node.children, "quote" if kind == "blockquote" else "")
        if kind == "blockquote" and container is not None:
            return (QuoteBlock(blocks=blocks, cite=link_address(container.attributes.get("cite"), self._resolve)),)
        if kind == "details":
            return self._details(node)
        if kind in ("aside", "callout"):
            return (AsideBlock(type="callout" if kind == "callout" else "aside", blocks=blocks),)
        return blocks

    def _list(self, node: _Structure) -> tuple[BodyBlock, ...]:
        if all(isinstance(child, _Structure) and child.kind == "note" for child in node.children):
            return self._blocks(node.children)
        ordered = node.kind == "ol"
        items: list[ListItem] = []
        for child in node.children:
            if isinstance(child, _Structure) and child.kind in ("li", "note") and child.container is not None:
                number = self._numbers.get(id(child.container.element)) if ordered else None
                items.append(ListItem(blocks=self._blocks(child.children, "list_item"), number=number))
            elif isinstance(child, _Structure) and child.kind in _LISTS and items:
                # A list right inside of a list belongs to the item before it.
                last = items[-1]
                items[-1] = last.model_copy(update={"blocks": (*last.blocks, *self._list(child))})
            else:
                items.append(ListItem(blocks=self._blocks([child], "list_item")))
        start = next((item.number for item in items if item.number is not None), 1)
        return (ListBlock(ordered=ordered, start=start if ordered else 1, items=tuple(items)),)

    def _descriptions(self, node: _Structure) -> tuple[BodyBlock, ...]:
        if not any(isinstance(child, _Structure) for child in node.children):
            return self._blocks(node.children)
        items: list[DescriptionItem] = []
        terms: list[Paragraph] = []
        blocks: list[BodyBlock] = []
        for child in node.children:
            is_term = isinstance(child, _Structure) and child.kind == "dt"
            if is_term and blocks:
                items.append(DescriptionItem(terms=tuple(terms), blocks=tuple(blocks)))
                terms, blocks = [], []
            inner = self._blocks(child.children if isinstance(child, _Structure) else [child])
            if is_term and all(isinstance(block, Paragraph) for block in inner):
                terms += [block for block in inner if isinstance(block, Paragraph)]
            else:
                blocks += inner
        if terms or blocks:
            items.append(DescriptionItem(terms=tuple(terms), blocks=tuple(blocks)))
        return (DescriptionListBlock(items=tuple(items)),)

    def _details(self, node: _Structure) -> tuple[BodyBlock, ...]:
        title: Paragraph | None = None
        children = list(node.children)
        if children and isinstance(children[0], _Structure) and children[0].kind == "summary":
            inner = self._blocks(children[0].children)
            if len(inner) == 1 and isinstance(inner[0], Paragraph):
                title = inner[0]
                children = children[1:]
        return (AsideBlock(type="details", title=title, blocks=self._blocks(children)),)

    def _table(self, node: _Structure) -> tuple[BodyBlock, ...]:
        grid = self._grids[id(node.container.element)] if node.container is not None else Grid(EMPTY_ELEMENT)
        known = {id(cell.element) for row in grid.rows for cell in row}
        caption: Paragraph | None = None
        by_cell: dict[int, tuple[BodyBlock, ...]] = {}
        rows: list[TableRow] = []
        is_whole = True
        for child in node.children:
            if isinstance(child, _Structure) and child.kind == "caption" and caption is None and not rows:
                inner = self._blocks(child.children)
                if len(inner) == 1 and isinstance(inner[0], Paragraph):
                    caption = inner[0]
                    continue
            cells = []
            for cell in child.children if isinstance(child, _Structure) and child.kind == "tr" else [child]:
                blocks = self._blocks(cell.children if isinstance(cell, _Structure) else [cell], "table_row")
                cells.append(TableCell(blocks=blocks))
                container = cell.container if isinstance(cell, _Structure) else None
                key = 0 if container is None else id(container.element)
                is_whole = is_whole and key in known
                by_cell[key] = (*by_cell.get(key, ()), *blocks)
            rows.append(TableRow(cells=tuple(cells)))
        if is_whole:
            return (_table_of(grid, by_cell, caption),)
        # Text outside of cells, as trees have it that no parser of HTML made.
        return (TableBlock(caption=caption, rows=tuple(rows)),)


def _grouped(blocks: list[BodyBlock], own: str) -> Iterator[BodyBlock]:
    """Blocks in which items, quotations and rows that stand alone have a structure of their own."""
    alone: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.kind in _GROUPED and block.kind != own:
            alone.append(block)
            continue
        yield from blocks_of(alone)
        alone = []
        yield block
    yield from blocks_of(alone)


def _table_of(grid: Grid, by_cell: Mapping[int, tuple[BodyBlock, ...]], caption: Paragraph | None) -> TableBlock:
    """The table of a grid with what is kept of its cells; rows of which nothing is kept are left out."""
    kept = [number for number, row in enumerate(grid.rows) if any(id(cell.element) in by_cell for cell in row)]
    rows = []
    header_rows = covered = 0
    for position, number in enumerate(kept):
        cells = []
        for cell in grid.rows[number]:
            attributes = cell.element.attributes
            columns, down = span_of(attributes, "colspan"), span_of(attributes, "rowspan")
            below = 1 if down == 1 else sum(other < number + down for other in kept[position : position + down])
            covered += columns * below
            cells.append(
                TableCell(
                    blocks=by_cell.get(id(cell.element), ()),
                    header=cell.is_header,
                    row_span=below if covered < _MOST_COVERED else 1,
                    column_span=columns if covered < _MOST_COVERED else 1,
                    align=alignment(attributes),
                )
            )
        is_head = number in grid.head or all(cell.header for cell in cells)
        if is_head and header_rows == position:
            header_rows += 1
        rows.append(TableRow(cells=tuple(cells)))
    return TableBlock(caption=caption, header_rows=header_rows, rows=tuple(rows))
