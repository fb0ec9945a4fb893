"""Promises of a shop about delivery and returns."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, phrases, rule, short

_ARGUMENTS: Final = frozenset(("pros", "cons", "advantages", "vorteile", "ventajas", "avantages"))


@rule(
    marks("<p>The kettle boils fast.</p><ul><li>Free delivery from £40</li></ul>", on="Free delivery"),
    marks("<p>La couverture est tissée.</p><ul><li>Retours sous 30 jours</li></ul>", on="Retours sous"),
    ignores("<p>Free delivery is what keeps the corner shop alive, says its owner, who rides the bicycle herself.</p>"),
    ignores("<p>The mayor promised free delivery.</p>"),
    ignores('<div class="pros"><ul><li>Free delivery from £40</li></ul></div><p>The kettle boils fast.</p>'),
    when=phrases("delivery") & short(9),
)
def delivery_promise(block: Block, page: Page) -> Mark | None:
    """Drop lines that begin with a promise about delivery or returns.

    They say no more than its terms. A sentence about delivery is text, and so is a heading. In a list named for
    advantages the promise is an argument.
    """
    if block.text[-1] in ".!?。" or block.container.within & Within.HEADING:
        return None
    if block.container.nearest(_ARGUMENTS) is not None:
        return None
    return drop("promises delivery or returns")
