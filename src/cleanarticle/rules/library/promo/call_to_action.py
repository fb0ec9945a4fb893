"""Boxes that call to action: a promise and a button."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, rule, tags

_NAMES: Final = frozenset(
    ("cta", "ctas", "calltoaction", "deal", "deals", "magnet", "promo", "promos", "promotion", "promobox")
)


@rule(
    marks(
        "<p>Snow closed the pass on Monday night.</p><div class=cta-card><h3>See the plough at work</h3>"
        "<p>Ask for a demonstration in your village.</p><a href=/demo>Ask now</a></div>",
        on="Ask for a demonstration",
    ),
    marks(
        "<p>Snow closed the pass on Monday night.</p><div class=cmp-promo><h3>The Quarterly</h3>"
        "<p>Maps and long reads, four times a year.</p><a href=/trial>Start your trial</a></div>",
        on="Maps and long reads",
    ),
    ignores('<div class="cta-text"><p>Snow closed the pass on Monday night, and forty lorries had to wait.</p></div>'),
    when=names(*_NAMES) & tags("p", "div", "h2", "h3", "h4", "h5", "h6", "li", "span", "section", "button", "aside"),
    not_on=("service",),  # its page is one
)
def call_to_action(block: Block, page: Page, *, max_box_words: int = 60) -> Mark | None:
    """Drop what is in a small container named for a call to action, with a link or a button.

    It sells what the site makes. A box without a link or a button has only the name.
    """
    box = block.container.nearest(_NAMES)
    while box is not None and box.words <= max_box_words:
        blocks = page.blocks[box.first : box.end]
        if len(blocks) > 1 and (box.link_words or any(other.container.within & Within.BUTTON for other in blocks)):
            return drop("stands in a small box that calls to action")
        box = box.parent.nearest(_NAMES) if box.parent is not None else None
    return None
