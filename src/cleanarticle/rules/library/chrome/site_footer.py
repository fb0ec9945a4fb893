"""The footer of the site."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Container, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, rule, within

_NAMES: Final = frozenset(("footer", "colophon"))


@rule(
    marks(
        "<article><p>Snow closed the pass on Monday night.</p></article>"
        "<footer><p>The Coast Post, 4 Harbour Road</p></footer>",
        on="4 Harbour Road",
    ),
    ignores(
        "<article><p>Snow closed the pass on Monday night.</p>"
        "<footer><p>Correction: an earlier version named the wrong pass.</p></footer></article>"
    ),
    ignores("<blockquote><p>No snow lasts until May.</p><footer>A shepherd</footer></blockquote>"),
    when=within("footer", "contentinfo") | names(*_NAMES),
)
def site_footer(block: Block, page: Page, *, max_share: float = 0.3) -> Mark | None:
    """Drop the footer of the site: addresses, legal notices, menus.

    The footer of an article or of a quotation stays, because it may hold a correction or a source. A container that
    is only named footer counts if it begins in the last half of the page and is a small part of it.
    """
    within = block.container.within
    if within & Within.FOOTER:
        if within & (Within.ARTICLE | Within.QUOTE):
            return None
        return drop("stands in the site's footer")
    footer = block.container.nearest(_NAMES)
    if footer is None or within & (Within.ARTICLE | Within.HEADING) or not _is_last(footer, page):
        return None
    if footer.words > max_share * page.containers[0].words:
        return None
    return drop("stands in a container named for the site's footer")


def _is_last(footer: Container, page: Page) -> bool:
    """True if the container begins in the last half of the page's blocks."""
    return footer.first * 2 >= len(page.blocks)
