"""Photo credits that are not part of a caption."""

from __future__ import annotations

from cleanarticle.page.model import Block, Page
from cleanarticle.rules.api import Mark, drop, ignores, marks, phrases, rule, tags


@rule(
    marks("<p>The boats left before dawn.</p><p>Photo: Ida Holm</p>", on="Photo: Ida Holm"),
    ignores("<p>The photo agency closed in 1998, and its archive was sold to a bank.</p>"),
    when=phrases("photo-credit") & tags("p", "div", "span", "figcaption", "small", "td", "li", "section"),
)
def photo_credit(block: Block, page: Page, *, max_words: int = 14) -> Mark | None:
    """Drop lines that say who made a picture.

    A credit becomes `Figure.credit`. A longer text that begins like one is a caption with its credit, or prose
    about a photograph.
    """
    if block.words > max_words:
        return None
    return drop("names the maker of a picture")
