"""Notices that somebody paid for the page or a part of it."""

from __future__ import annotations

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, phrases, rule


@rule(
    marks("<p>Sponsored by</p><p>The regatta starts at noon.</p>", on="Sponsored by"),
    marks("<div>Paid content</div><p>The regatta starts at noon.</p>", on="Paid content"),
    ignores("<p>The senator sponsored the bill, and two of her colleagues joined her a week later.</p>"),
    ignores("<h2>Sponsored</h2><p>Without a patron, the choir would not have made the journey.</p>"),
    when=phrases("sponsor"),
)
def sponsor(block: Block, page: Page, *, max_words: int = 10) -> Mark | None:
    """Drop short notices that name a sponsor or say that somebody paid for the content.

    They are about the page, or about a teaser in it. Prose about sponsors is longer, and a heading is above prose.
    """
    if block.words > max_words or block.container.within & Within.HEADING:
        return None
    return drop("says that somebody paid for this")
