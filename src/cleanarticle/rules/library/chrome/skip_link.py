"""Links that jump over a part of the page."""

from __future__ import annotations

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, phrases, rule

_NAMES = ("skip", "skiplink", "skiplinks", "skipnav")
_VERBS = ("skip", "jump")


@rule(
    marks(
        '<a href="#main">Skip to main content</a><p>Snow closed the pass on Monday night.</p>',
        on="Skip to main",
    ),
    marks(
        '<div class="skip-link"><a href="#main">Zum Inhalt</a></div><p>Snow closed the pass.</p>',
        on="Zum Inhalt",
    ),
    ignores("<p>Skip to the end of the queue and you will be sent back, the guards warned.</p>"),
    when=phrases("navigation") | names(*_NAMES),
)
def skip_link(block: Block, page: Page, *, max_words: int = 7, min_link_share: float = 0.5) -> Mark | None:
    """Drop links that jump over a part of the page.

    Screen readers and keyboards use them to skip the menu or an embed. Only short lines count. A class name must be
    on the link's own container or its parent.
    """
    if block.words > max_words or block.container.within & Within.HEADING:
        return None
    if "navigation" in block.cues and block.text.lower().startswith(_VERBS):
        return drop("is a link over a part of the page")
    container = block.container
    own = container.names + (container.parent.names if container.parent is not None else ())
    if block.link_density > min_link_share and any(name in own for name in _NAMES):
        return drop("is a link over a part of the page, by its name")
    return None
