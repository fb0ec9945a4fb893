"""The header of the site."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, rule, score, within
from cleanarticle.rules.boxes import outermost_within

_NAMES: Final = frozenset(("masthead", "topbar"))
_BODY = Within.ARTICLE | Within.MAIN


@rule(
    marks(
        '<header role="banner"><a href="/">The Coast Post</a><p>Tuesday, clear skies</p></header>'
        "<h1>Pass closed by snow</h1><p>Snow closed the pass on Monday night.</p>",
        on="clear skies",
    ),
    ignores(
        "<article><header><h1>Pass closed by snow</h1>"
        "<p>Drivers were told to wait until the morning.</p></header>"
        "<p>Snow closed the pass on Monday night.</p></article>"
    ),
    when=within("header", "banner") | names(*_NAMES),
)
def site_header(
    block: Block, page: Page, *, min_link_share: float = 0.5, max_words: int = 12, hint: float = -1.0
) -> Mark | None:
    """Drop the header of the site: its name, its slogan, its menus.

    An article has a header too, with headline and subtitle. So headings stay, a header in the article or in the
    main part stays, and a header without many links only loses points.
    """
    container = block.container
    if container.within & (_BODY | Within.HEADING):
        return None
    header = outermost_within(container, Within.HEADER) or container.nearest(_NAMES)
    if header is None or block.words > max_words:
        return None
    if header.attributes.get("role") == "banner":
        return drop("stands in the site's header")
    if header.link_words < min_link_share * header.words:
        return score(hint, "stands in a header")
    return drop("stands in the site's header")
