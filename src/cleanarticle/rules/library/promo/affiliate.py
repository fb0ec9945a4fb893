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
    """Take points from notices that links earn a commission.

    The notice is there for the law, not for the reader. It is written as prose, often by the author, and an article
    about commerce has the same phrases, so this is not a veto. Items of lists and tables are about the trade
    itself.
    """
    if block.container.within & Within.HEADING_OR_ITEM:
        return None
    return score(points, "says that links earn a commission")
