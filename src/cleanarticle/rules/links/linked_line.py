"""Teasers that put the linked title and its text into one block, with a line break between."""

from __future__ import annotations

from typing import Final

from cleanarticle.page import Block, Page, Within
from cleanarticle.rule import Mark, drop, ignores, marks, rule, short, tags

_KEPT: Final = Within.PRE | Within.QUOTE
_ENDS: Final = ".!?。！？…"
_MOST_LINKED: Final = 0.95


@rule(
    marks(
        "<ul><li><a href=/a>Ferry returns to the island</a><br>The first boat leaves at ten.</li>"
        "<li><a href=/b>Otters seen in the canal</a><br>A camera counted three.</li></ul>",
        on="The first boat",
    ),
    ignores("<ul><li>Ferry<br>The first boat leaves at ten.</li><li>Bus<br>Every hour.</li></ul>"),
    when=tags("p", "div", "li", "td", "section", "span", "dd") & short(45),
)
def linked_line(block: Block, page: Page, *, least_share: float = 0.3, least_neighbours: int = 1) -> Mark | None:
    """Drop blocks whose first line is a link to another story and whose second says what it tells.

    The text below the title is a sentence, no address. One such block may be a reference. Where the next or
    the one before is made alike, they are a list of teasers.
    """
    if "\n" not in block.text or block.container.within & _KEPT or not _is_teaser(block, least_share):
        return None
    neighbours = (page.previous(block), page.next(block))
    alike = sum(each is not None and each.tag == block.tag and _is_teaser(each, least_share) for each in neighbours)
    return drop("is one of several linked titles with a line of text") if alike >= least_neighbours else None


def _is_teaser(block: Block, least_share: float) -> bool:
    return "\n" in block.text and block.text[-1] in _ENDS and least_share <= block.link_share < _MOST_LINKED
