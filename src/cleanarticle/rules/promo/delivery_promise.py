"""What a shop promises beside its goods: delivery and returns."""

from __future__ import annotations

from cleanarticle.page import Block, Page
from cleanarticle.rule import Mark, drop, ignores, marks, phrases, rule, short


@rule(
    marks("<p>The kettle boils fast.</p><ul><li>Free delivery from £40</li></ul>", on="Free delivery"),
    marks("<p>La couverture est tissée.</p><ul><li>Retours sous 30 jours</li></ul>", on="Retours sous"),
    ignores("<p>Free delivery is what keeps the corner shop alive, says its owner, who rides the bicycle herself.</p>"),
    ignores("<p>The mayor promised free delivery.</p>"),
    when=phrases("delivery") & short(9),
)
def delivery_promise(block: Block, page: Page) -> Mark | None:
    """Drop lines that begin with a promise of delivery or returns.

    They say no more than its terms; a sentence about delivery is text.
    """
    if block.text[-1] in ".!?。":
        return None
    return drop("promises delivery or returns")
