"""Lists of what others read."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, phrases, rule

_NAMES: Final = frozenset(("mostread", "popular", "trending"))
# Measured: at 0.35 and at 0.65, none of 2,304 pages changes.
_LINKED: Final = 0.5


@rule(
    marks('<h3>Most read</h3><ol><li><a href="/a">A whale in the river</a></li></ol>', on="Most read"),
    marks('<ul class="popular-posts"><li><a href="/a">A whale in the river</a></li></ul>', on="A whale"),
    ignores("<h2>What's new</h2><p>The second edition has a chapter on whales.</p>"),
    ignores('<div class="popular"><p>The song was sung in every tavern between the two rivers.</p></div>'),
    when=phrases("most-read") | names(*_NAMES),
    not_on=("listing",),  # there it is what the page is about
)
def most_read(block: Block, page: Page, *, max_words: int = 6, max_link_words: int = 25) -> Mark | None:
    """Drop lists of the most read articles, and the labels above them.

    They are the same on every page of a site. A heading with such words above prose is the article's own. A
    container named "popular" counts only for links among links.
    """
    if "most-read" in block.cues and block.words <= max_words:
        following = page.next(block)
        if block.link_density >= _LINKED or following is None or following.link_density >= _LINKED:
            return drop("labels what others read")
    if block.link_density < _LINKED or block.words > max_link_words:
        return None
    box = block.container.nearest(_NAMES)
    if box is None or box.within & Within.HEADING or box.link_words < _LINKED * box.words:
        return None
    return drop("stands among what others read")
