"""Invitations to install an app."""

from __future__ import annotations

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, phrases, rule


@rule(
    marks("<div><p>Download our app</p></div><p>The tide turned at six.</p>", on="Download our app"),
    ignores("<p>The city sells tickets in an app, which riders download when they first take a tram.</p>"),
    ignores("<ol><li>Publish it on the App Store.</li><li>Wait for the review.</li></ol>"),
    when=phrases("app-promotion"),
)
def app_promotion(block: Block, page: Page, *, max_words: int = 12) -> Mark | None:
    """Drop invitations to read in the publisher's app, and the badges of the stores.

    Instructions that mention an app store are prose: they are longer, or items of a list without links.
    """
    if block.words > max_words:
        return None
    if block.container.within & Within.HEADING_OR_ITEM and block.link_density < 0.5:
        return None
    return drop("invites to install an app")
