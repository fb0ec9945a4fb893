"""How many comments and reactions there are."""

from __future__ import annotations

from cleanarticle.page.model import Block, Page
from cleanarticle.rules.api import Mark, drop, ignores, marks, phrases, rule


@rule(
    marks("<div>12 Comments</div><p>Ice held.</p>", on="12 Comments"),
    ignores("<p>The film has nine hundred views, a dozen shares, and by now more than 300 comments.</p>"),
    when=phrases("comment-count"),
)
def comment_count(block: Block, page: Page, *, max_words: int = 6) -> Mark | None:
    """Drop the number of comments, shares and views.

    A counter is short. Prose that counts comments is longer, and stays.
    """
    return drop("counts comments or reactions") if block.words <= max_words else None
