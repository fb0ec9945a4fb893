"""Labels of advertisements."""

from __future__ import annotations

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, phrases, rule


@rule(
    marks(
        "<p>The ferry runs twice a day.</p><div>Advertisement</div><p>It carries cars.</p>",
        on="Advertisement",
    ),
    marks(
        "<p>Prices rose again.</p><div><p>Story continues below advertisement</p></div>",
        on="below advertisement",
    ),
    ignores("<p>The advertisement that ran in the evening paper brought her four hundred letters in a week.</p>"),
    ignores("<h2>Advertising</h2><p>Half of the club's income comes from boards around the pitch.</p>"),
    when=phrases("advertisement"),
)
def advertisement(block: Block, page: Page, *, max_words: int = 14) -> Mark | None:
    """Drop the labels above, below or in place of an advertisement.

    A script loads the advertisement itself, so its label remains alone in the middle of the prose. A longer text is
    prose about advertising, and so may a heading be.
    """
    if block.words > max_words or block.container.within & Within.HEADING:
        return None
    return drop("labels an advertisement")
