"""Appeals for donations."""

from __future__ import annotations

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, phrases, rule


@rule(
    marks("<p>Support our journalism with a donation.</p><p>The well ran dry.</p>", on="Support our journalism"),
    marks('<p>The well ran dry.</p><a href="/give">Donate now</a>', on="Donate now"),
    ignores("<p>Support</p><p>The beam rests on two walls.</p>"),
    ignores("<p>The family gave the land, and donations from the whole valley paid for the roof.</p>"),
    when=phrases("donation"),
)
def donation(block: Block, page: Page, *, max_words: int = 40) -> Mark | None:
    """Drop appeals to give money to the publisher.

    A single word may be a label of the article's own, so it needs a link. Items of lists and headings without a
    link are left to the score.
    """
    if block.words > max_words:
        return None
    needs_link = block.words < 2 or block.container.within & Within.HEADING_OR_ITEM
    if needs_link and block.link_density < 0.5 and not block.container.within & Within.BUTTON:
        return None
    return drop("asks for a donation")
