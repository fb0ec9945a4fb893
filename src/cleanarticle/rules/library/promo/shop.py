"""Buttons of shops."""

from __future__ import annotations

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, phrases, rule


@rule(
    marks('<p>The kettle boils fast.</p><p><a href="/buy">Add to cart</a></p>', on="Add to cart"),
    marks("<p>The kettle boils fast.</p><button>Buy now</button>", on="Buy now"),
    ignores("<table><tr><td>Price</td><td>12</td></tr></table>"),
    ignores("<p>The shop on the corner sells what the sea brings in, and closes when it is sold out.</p>"),
    when=phrases("shop"),
)
def shop(block: Block, page: Page, *, max_words: int = 8, least_link_share: float = 0.8) -> Mark | None:
    """Drop links and buttons that put goods into a cart.

    A review has prices and names of shops in its tables and prose. What leads away to buy is a link or a button.
    """
    if block.words > max_words:
        return None
    if block.link_density < least_link_share and not block.container.within & Within.BUTTON:
        return None
    return drop("leads to a shop")
