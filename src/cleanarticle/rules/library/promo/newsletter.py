"""Invitations to newsletters."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, phrases, rule, tags
from cleanarticle.rules.boxes import box_around

_NAMES: Final = frozenset(
    (
        "boletin",
        "mailchimp",
        "mailpoet",
        "newsletter",
        "newsletters",
        "nieuwsbrief",
        "nyhetsbrev",
        "suscribe",
        "suscripcion",
    )
)
# Measured: at 6 and at 24, none of 2,304 pages changes.
_SHORT: Final = 12.0


@rule(
    marks("<div><p>Sign up for our newsletter</p></div><p>The dam held.</p>", on="Sign up for our"),
    marks('<div class="newsletter-box"><p>One letter a week, on Fridays.</p></div>', on="One letter a week"),
    ignores('<p class="newsletter-text">The orchard was sold to a man from the coast.</p>'),
    ignores("<p>In her newsletter she wrote that the orchard had been sold to a man from the coast.</p>"),
    ignores("<h2>Sign up</h2><p>Volunteers can put their names on a list that hangs in the town hall.</p>"),
    when=phrases("newsletter")
    | names(*_NAMES) & tags("p", "div", "h2", "h3", "h4", "li", "span", "label", "section", "button"),
)
def newsletter(block: Block, page: Page, *, max_words: int = 30, max_box_words: int = 90) -> Mark | None:
    """Drop invitations to a newsletter, and the small boxes with them.

    They are between paragraphs and read like sentences. A newsletter that is itself the article is in a container
    of the same name, but a large one. By its wording alone a heading stays, and so does a longer item of a list.
    """
    if block.words > max_words:
        return None
    box = box_around(block, _NAMES)
    if box is not None and box.words <= max_box_words:
        return drop("stands in the box of a newsletter")
    if "newsletter" not in block.cues or block.container.within & Within.HEADING:
        return None
    if block.words > _SHORT and block.container.within & Within.LIST:
        return None
    return drop("invites to a newsletter")
