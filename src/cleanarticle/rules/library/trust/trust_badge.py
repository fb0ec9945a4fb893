"""Badges that ask for trust in the publisher."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, phrases, rule

# Measured: at 4 and at 16, none of 2,304 pages changes.
_PROSE_WORDS: Final = 8.0


@rule(
    marks("<div>Why you can trust us</div><div>2</div><p>The mine closed in May.</p>", on="Why you can"),
    ignores("<h2>Why you should trust us</h2><p>I have repaired watches in two countries for twenty years.</p>"),
    ignores("<p>Why you can trust a witness who changes her story is a question for the jury to weigh.</p>"),
    when=phrases("trust-badge"),
)
def trust_badge(block: Block, page: Page, *, max_words: int = 8) -> Mark | None:
    """Drop badges that say why to trust the publisher.

    They lead to a page about standards. Reviews have a section of the same name about the author: a heading above
    prose stays.
    """
    if block.words > max_words or (block.container.within & Within.HEADING and _heads_prose(block, page)):
        return None
    return drop("asks for trust in the publisher")


def _heads_prose(block: Block, page: Page) -> bool:
    following = page.next(block)
    return following is not None and following.words >= _PROSE_WORDS and following.link_density < 0.5
