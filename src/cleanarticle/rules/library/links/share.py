"""Buttons that share, print or save the page."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, phrases, rule
from cleanarticle.rules.boxes import in_small_box

_NAMES: Final = frozenset(
    (
        "addthis",
        "addtoany",
        "share",
        "sharebar",
        "shareaholic",
        "sharedaddy",
        "sharethis",
        "sharing",
        "social",
        "socials",
    )
)
# Measured: at 1.5 and at 6, none of 2,304 pages changes.
_LABEL_WORDS: Final = 3.0


@rule(
    marks("<p>The bridge is closed.</p><button>Share this article</button>", on="Share this article"),
    marks('<div class="social-share"><span>Tell a friend</span></div>', on="Tell a friend"),
    ignores("<h3>Instagram</h3><p>Pictures are what the network was made for.</p>"),
    ignores("<p>Share of listings with a lower price</p>"),
    ignores('<div class="social-history"><p>The mill employed every second family of the town.</p></div>'),
    when=phrases("share") | names(*_NAMES),
)
def share(block: Block, page: Page, *, max_words: int = 8, max_box_words: int = 30) -> Mark | None:
    """Drop buttons that share, print or save the page, and their labels.

    The name of a network is a button where it is a link, and a heading where it is above prose. Of the containers
    named for sharing only the small ones hold nothing else.
    """
    if block.words > max_words or block.container.within & Within.HEADING:
        return None
    if in_small_box(block, _NAMES, max_box_words):
        return drop("stands among buttons that share the page")
    if "share" not in block.cues:
        return None
    if block.container.within & (Within.LIST | Within.TABLE) or block.words > _LABEL_WORDS:
        acts = block.link_density >= 0.8 or block.container.within & Within.BUTTON
        return drop("is a button that shares the page") if acts else None
    return drop("labels buttons that share the page")
