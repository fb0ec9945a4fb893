"""The path from the front page to this one."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Page
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, phrases, rule
from cleanarticle.rules.boxes import in_small_box

_NAMES: Final = frozenset(("ariane", "breadcrumb", "breadcrumbs", "crumb", "crumbs"))


@rule(
    marks('<ol class="breadcrumb"><li><a href="/">Home</a></li><li>Sea ice</li></ol>', on="Sea ice"),
    marks('<p><a href="/">Home</a> &gt; <a href="/n">News</a></p><h1>Ice</h1>', on="Home > News"),
    ignores("<h2>Home training</h2><p>A mat and a wall are enough.</p>"),
    ignores("<p>Home is where the ferry lands, and where somebody waits on the pier with a lamp.</p>"),
    when=names(*_NAMES) | phrases("breadcrumbs"),
)
def breadcrumbs(block: Block, page: Page, *, max_words: int = 25, least_link_share: float = 0.6) -> Mark | None:
    """Drop the path of sections from the front page to this page.

    By its wording a line goes only if it is a path: mostly links, with a sign between them. From a small container
    that is named for it everything goes, because the last step is the page itself and not a link.
    """
    if in_small_box(block, _NAMES, max_words):
        return drop("is a step of the path to the page")
    if "breadcrumbs" not in block.cues or block.link_density < least_link_share or block.words > max_words:
        return None
    if not any(sign in block.text for sign in (">", "＞", "›", "»", "/", "→", "|")):
        return None
    return drop("is the path to the page")
