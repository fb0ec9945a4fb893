"""Notices that reading on needs a subscription or an account."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, phrases, rule, tags
from cleanarticle.rules.boxes import box_around

# Measured: at 0.35 and at 0.65, none of 2,304 pages changes.
_LINKED: Final = 0.5
# Measured: at 2 and at 8, none of 2,304 pages changes.
_PHRASE_WORDS: Final = 4.0
_NAMES: Final = frozenset(("paywall", "regwall", "subscribe", "subscription", "subscriptions"))


@rule(
    marks("<p>Already a subscriber? Log in</p><p>The vote was close.</p>", on="Already a subscriber?"),
    marks('<div class="paywall-offer"><p>Four weeks for one coin.</p><p>Then more.</p></div>', on="Four weeks"),
    ignores("<p>Subscribers of the orchestra already know the hall, for it opened to them in spring.</p>"),
    ignores('<p class="paywall">The mill was sold in spring to a man from the coast.</p>'),
    ignores('<div class="paywall"><p>The mill was sold in spring to a man from the coast.</p></div>'),
    ignores("<h2>Premium</h2><p>The dearest of the three mattresses is stuffed with horsehair.</p>"),
    when=phrases("paywall", "registration")
    | names(*_NAMES) & tags("p", "div", "h2", "h3", "h4", "li", "span", "section", "button"),
    not_on=("product", "service"),  # what they sell
)
def paywall(block: Block, page: Page, *, max_words: int = 25, max_box_words: int = 60) -> Mark | None:
    """Drop lines that sell a subscription or ask for an account, and the small boxes with them.

    They are where the text breaks off, or over it. A container of that name may also hold the very text that is
    sold: it is large, or holds a single paragraph. Outside of such a box, items of lists and short headings are
    left to the score.
    """
    if block.words > max_words:
        return None
    box = box_around(block, _NAMES)
    if box is not None and box.words <= max_box_words and (block.link_density or box.end - box.first > 1):
        return drop("stands in the box that sells a subscription")
    if block.cues.isdisjoint(("paywall", "registration")):
        return None
    within = block.container.within
    if within & (Within.LIST | Within.TABLE) and block.link_density < _LINKED:
        return None
    if within & Within.HEADING and block.words < _PHRASE_WORDS:
        return None
    return drop("asks for a subscription or an account")
