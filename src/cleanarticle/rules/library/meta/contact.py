"""How to reach the newsroom."""

from __future__ import annotations

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, phrases, rule, score


@rule(
    marks("<p>Snow closed the pass.</p><p>Contact the newsroom: desk@coastpost.example</p>", on="desk@"),
    ignores("<p>Contact with the two climbers was lost at noon, and the search began an hour later.</p>"),
    when=phrases("contact"),
    not_on=("service",),  # how to reach it is part of its page
)
def contact(block: Block, page: Page, *, max_words: int = 25, hint: float = -0.3) -> Mark | None:
    """Drop lines that say how to reach the newsroom or the author.

    Only a line with an address goes. Others lose points: articles of advice name whom to call, and press releases
    end with a contact.
    """
    if block.container.within & (Within.DATA_OR_HEADING | Within.LIST) or block.words > max_words:
        return None
    if "@" in block.text and " of " not in block.text:
        return drop("says how to reach the newsroom")
    return score(hint, "reads like a line about contact")
