"""Appeals to give money, or to install an app."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, phrases, rule

# Half of the text: the link is what the line is for.
_LINKED: Final = 0.5


@rule(
    marks("<p>Support our journalism with a donation.</p><p>The well ran dry.</p>", on="Support our journalism"),
    marks('<p>The well ran dry.</p><a href="/give">Donate now</a>', on="Donate now"),
    marks("<div><p>Download our app</p></div><p>The tide turned at six.</p>", on="Download our app"),
    ignores("<p>Support</p><p>The beam rests on two walls.</p>"),
    ignores("<p>The family gave the land, and donations from the whole valley paid for the roof.</p>"),
    ignores("<p>The city sells tickets in an app, which riders download when they first take a tram.</p>"),
    ignores("<ol><li>Publish it on the App Store.</li><li>Wait for the review.</li></ol>"),
    when=phrases("donation", "app-promotion"),
)
def appeal(block: Block, page: Page, *, max_words: int = 40, max_app_words: int = 12) -> Mark | None:
    """Drop appeals to give money to the publisher or to install its app, and the badges of the stores.

    A single word such as "Support" may be a label of the article's own, and an item of a list an instruction: these,
    and headings, need a link or a button. Longer texts are prose about donations or apps.
    """
    within = block.container.within
    acts = block.link_density >= _LINKED or within & Within.BUTTON
    if within & Within.HEADING_OR_ITEM and not acts:
        return None
    if "donation" in block.cues and block.words <= max_words and (block.words >= 2 or acts):
        return drop("asks for a donation")
    if "app-promotion" in block.cues and block.words <= max_app_words:
        return drop("invites to install an app")
    return None
