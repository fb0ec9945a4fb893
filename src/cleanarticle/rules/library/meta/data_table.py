"""Tables of data among paragraphs."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, ignores, marks, rule, score, tags
from cleanarticle.rules.boxes import innermost

# Measured: at 2, 4 of 987 change (paragraphs; word F1 +0.02); at 4, 1 of 987 changes (paragraphs).
_LEVELS: Final = 3
# Measured: at 5, none of 1,022 pages changes; at 20, 1 of 1,557 changes (paragraphs).
_ROWS_NEAR: Final = 10
_BLOCKS_NEAR: Final = 40
"""Blocks looked at: a page may have thousands of rows."""
# Measured: at 6, 4 of 2,304 change (paragraphs; word F1 −0.09); at 24, 3 of 2,304 change (paragraphs).
_PROSE_WORDS: Final = 12.0
# Measured: at 0.15, 1 of 2,304 changes (paragraphs); at 0.45, none of 2,304 pages changes.
_FEW_LINKS: Final = 0.3
_TABLE: Final = (
    "<table><tr><th>Fuel</th><th>2025</th><th>2026</th></tr><tr><td>Beech</td><td>119</td><td>124</td></tr>"
    "<tr><td>Pellets</td><td>287</td><td>322</td></tr></table>"
)


@rule(
    marks(
        "<div><p>Snow closed the pass on Monday night, and the ploughs worked until noon of the next day.</p>"
        f"{_TABLE}<p>Nobody was hurt, the road office said, but forty lorries had to wait in the valley.</p></div>",
        on="Pellets",
    ),
    ignores(
        f"<div>{_TABLE}</div>"
        "<div><p>Snow closed the pass on Monday night, and the ploughs worked until noon of the next day.</p></div>"
    ),
    when=tags("tr", "td", "th", "h2", "h3", "h4"),
)
def data_table(
    block: Block,
    page: Page,
    *,
    points: float = 1.0,
    least_rows: int = 3,
    max_linked: float = 0.4,
    max_row_words: int = 40,
) -> Mark | None:
    """Give points to the rows of a data table that follows a paragraph, and to the heading above them.

    A row has no sentences, so the score alone keeps few of them. A paragraph must come before the table and another
    one after it. The last table of a text has none after it: then its parent must be that of the block right above.
    Tables for the layout of the page, with prose or mostly links in them, get nothing.
    """
    if block.container.within & (Within.AROUND_BODY | Within.FORM):
        return None
    row = block if block.container.within & Within.TABLE else page.next(block)
    table = innermost(row.container, "table") if row is not None else None
    if (
        table is None
        or not table.first
        or table.end - table.first < least_rows
        or table.link_words > max_linked * table.words
    ):
        return None
    first, end = max(table.first, block.index - _ROWS_NEAR), min(table.end, block.index + _ROWS_NEAR)
    if _has_longer(page.blocks, first, end, max_row_words):
        return None
    around = table.parent
    is_below_sibling = page.blocks[table.first - 1].container.parent is table.parent
    for _ in range(_LEVELS):
        if around is None:
            return None
        before = _has_prose(page.blocks, max(around.first, table.first - _BLOCKS_NEAR), table.first)
        after = _has_prose(page.blocks, table.end, min(around.end, table.end + _BLOCKS_NEAR))
        if before and (after or is_below_sibling):
            return score(points, "belongs to a table that follows a paragraph")
        around = around.parent if not before and not after else None
    return None


def _has_longer(blocks: list[Block], first: int, end: int, most_words: float) -> bool:
    for index in range(first, end):
        block = blocks[index]
        if block.words > most_words:
            return True
    return False


def _has_prose(blocks: list[Block], first: int, end: int) -> bool:
    for index in range(first, end):
        block = blocks[index]
        if block.words >= _PROSE_WORDS and block.link_density < _FEW_LINKS and block.tag == "p":
            return True
    return False
