"""The further lines of a standfirst: a standfirst of several paragraphs goes whole, into a field or into the text."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Page

__all__ = ["further_lines"]

# Measured for summary points: at 5 and at 20, none of 650 pages changes. It bounds what a hostile page costs.
_MOST_LINES: Final = 10


def further_lines(page: Page, index: int) -> list[Block]:
    """The blocks right below a line that have its element and class, in the same box; at most ten."""
    own = page.blocks[index].container
    style = own.attributes.get("class")
    lines: list[Block] = []
    for block in page.blocks[index + 1 : index + 1 + _MOST_LINES]:
        other = block.container
        if other.tag != own.tag or other.parent is not own.parent or other.attributes.get("class") != style:
            break
        lines.append(block)
    return lines
