"""Notices that links earn a commission."""

from __future__ import annotations

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, ignores, marks, phrases, rule, score


@rule(
    marks(
        "<p>We may earn a commission if you buy through our links.</p><p>The tent is dry.</p>",
        on="earn a commission",
    ),
    ignores("<p>Agents of the bank earn a bonus for every contract that they bring home before the summer.</p>"),
    ignores("<ul><li>Affiliate links</li><li>Direct sales in the shop</li></ul>"),
    when=phrases("affiliate"),
)
def affiliate(block: Block, page: Page, *, points: float = -2.0) -> Mark | None:
    """Speak against notices that the links in the text earn a commission.

    The notice is there for the law, not for the reader. It is worded as prose, often by the author, and
    an article about commerce has the same phrases, so it weighs against a block and forbids nothing.
    Items of lists and tables speak of the trade itself.
    """
    if block.container.within & Within.HEADING_OR_ITEM:
        return None
    return score(points, "says that links earn a commission")
