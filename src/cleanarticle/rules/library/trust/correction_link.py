"""Links to the page of corrections."""

from __future__ import annotations

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, phrases, rule


@rule(
    marks('<p>The mine closed.</p><p><a href="/corrections">Corrections</a></p>', on="Corrections"),
    ignores("<p>Correction: an earlier version of this article gave the wrong year for the flood.</p>"),
    ignores("<h2>Corrections</h2><p>The editor found two errors in the table of tides.</p>"),
    when=phrases("correction-notice"),
)
def correction_link(block: Block, page: Page, *, max_words: int = 5, least_link_share: float = 0.8) -> Mark | None:
    """Drop links to the page of corrections.

    A notice that corrects this very article belongs to it and stays. It is text and not a link.
    """
    if block.words > max_words or block.container.within & Within.HEADING:
        return None
    if block.link_density < least_link_share and not block.container.within & Within.BUTTON:
        return None
    return drop("leads to the corrections")
