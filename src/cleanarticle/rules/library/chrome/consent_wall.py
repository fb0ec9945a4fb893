"""Consent walls: long texts about cookies and data before the article."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Container, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, needs, rule, short, tags

_PRODUCTS: Final = frozenset("onetrust didomi usercentrics cookiebot cmplz trustarc truste borlabs iubenda".split())
_NAMES: Final = frozenset(("cmp", "consent", "consentwall", "cookiewall", "gdpr", "purwall"))
_WHOLE: Final = frozenset({"html", "body", "main", "article"})
_CUES: Final = frozenset(("cookie", "policy-link", "paywall"))
# Measured: at 1 and at 3, none of 2,304 pages changes.
_LEAST_CUES: Final = 2
# Measured: at 5, none of 2,304 pages changes, but a fixture; at 20, 1 of 2,304 changes (paragraphs, figures).
_LEAST_SHARE: Final = 10


@rule(
    marks(
        "<div class=cmp-box><h2>We use cookies to improve your visit</h2><ul><li>Measuring what is read</li></ul>"
        "<button>Accept all cookies</button></div><p>Snow closed the pass on Monday night.</p>",
        on="Measuring what",
    ),
    marks(
        '<div id="onetrust-consent-sdk"><p>When you visit our pages, we keep data in your browser.</p></div>'
        "<p>Snow closed the pass on Monday night.</p>",
        on="keep data",
    ),
    ignores("<div class=cmp-box><p>Snow closed the pass on Monday night.</p><button>Accept all</button></div>"),
    when=tags("p", "div", "span", "li", "label", "section", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "button")
    & short(400)
    & needs(*_PRODUCTS, *_NAMES),
    reads=tuple(_CUES),
)
def consent_wall(block: Block, page: Page) -> Mark | None:
    """Drop the text of consent walls.

    A wall is put before the article. It may have more words than the article, and reads like prose. The name of a
    consent product is enough for a drop. Any other name needs proof: several lines in the container must be about
    cookies and data. A container with the headline in it is never a wall.
    """
    product = block.container.nearest(_PRODUCTS)
    if product is not None and product.tag not in _WHOLE and not page.once(_has_headline, product):
        return drop("stands in the dialog of a product that asks for consent")
    wall: Container | None = block.container.nearest(_NAMES)
    while wall is not None and wall.tag not in _WHOLE:
        if page.once(_asks, wall) and not page.once(_has_headline, wall):
            return drop("stands in a wall of consent")
        wall = wall.parent.nearest(_NAMES) if wall.parent is not None else None
    return None


def _asks(wall: Container, page: Page) -> bool:
    """True if several lines, and one in ten of them, are about cookies and data."""
    blocks = page.blocks
    cued = 0
    is_about_cookies = False
    for index in range(wall.first, wall.end):
        block = blocks[index]
        if not _CUES.isdisjoint(block.cues):
            cued += 1
            is_about_cookies = is_about_cookies or "cookie" in block.cues
    return is_about_cookies and cued >= _LEAST_CUES and cued * _LEAST_SHARE >= wall.end - wall.first


def _has_headline(wall: Container, page: Page) -> bool:
    titles = {claim.value.casefold() for claim in page.claims.all("title")}
    return any(
        block.container.within & Within.HEADING and block.text.casefold() in titles
        for block in page.blocks[wall.first : wall.end]
    )
