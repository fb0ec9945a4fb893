"""Tables of data among paragraphs."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Container, Page, Within
from cleanarticle.rules.api import Mark, ignores, marks, rule, score, tags

_LEVELS: Final = 3
_ROWS_NEAR: Final = 10
_BLOCKS_NEAR: Final = 40
"""Blocks looked at: a page may have thousands of rows."""
_PROSE_WORDS: Final = 12.0
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
    """Speak for the rows of a table of data that follows a paragraph, and for the heading right above them.

    The last table of the text stands right below a paragraph or heading that it shares its parent with; of any other a
    paragraph has to follow too. A row has no sentence, so that little else speaks for it. Tables that set out the page,
    with prose or mostly links in them, are none of data.
    """
    if block.container.within & (Within.AROUND_BODY | Within.FORM):
        return None
    row = block if block.container.within & Within.TABLE else page.next(block)
    table = _table(row.container) if row is not None else None
    if (
        table is None
        or not table.first
        or table.end - table.first < least_rows
        or table.link_words > max_linked * table.words
    ):
        return None
    near = page.blocks[max(table.first, block.index - _ROWS_NEAR) : min(table.end, block.index + _ROWS_NEAR)]
    if any(each.words > max_row_words for each in near):
        return None
    around = table.parent
    is_below_sibling = page.blocks[table.first - 1].container.parent is table.parent
    for _ in range(_LEVELS):
        if around is None:
            return None
        before = _has_prose(page, max(around.first, table.first - _BLOCKS_NEAR), table.first)
        behind = _has_prose(page, table.end, min(around.end, table.end + _BLOCKS_NEAR))
        if before and (behind or is_below_sibling):
            return score(points, "belongs to a table that follows a paragraph")
        around = around.parent if not before and not behind else None
    return None


def _table(container: Container) -> Container | None:
    return next((ancestor for ancestor in container.inclusive_ancestors() if ancestor.tag == "table"), None)


def _has_prose(page: Page, first: int, end: int) -> bool:
    return any(
        each.tag == "p" and each.words >= _PROSE_WORDS and each.link_density < _FEW_LINKS
        for each in page.blocks[first:end]
    )
