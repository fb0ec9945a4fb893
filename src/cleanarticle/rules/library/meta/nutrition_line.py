"""The nutrition line of a recipe."""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.lexicon.words import words_of
from cleanarticle.page.model import Block, Page
from cleanarticle.rules.api import Mark, digits, drop, ignores, marks, rule, short, tags

_ENERGY: Final = lazy_pattern(rf"\d\s?(?:{'|'.join(words_of('units.energy'))})\b", re.IGNORECASE)
_WEIGHT: Final = lazy_pattern(rf"\d\s?(?:{'|'.join(words_of('units.weight'))})\b", re.IGNORECASE)


@rule(
    marks("<p>Let it rest.</p><div>Calories: 410 kcal | Protein: 21 g | Fat: 14 g</div>", on="Calories"),
    ignores("<p>Warm 200 g of butter in a pan. The pie has 410 kcal a slice.</p>"),
    ignores("<ul><li>500 g chickpeas</li><li>30 g salt</li></ul>"),
    when=tags("p", "div", "li", "span", "td", "tr", "section", "dd") & short(60) & digits(),
    reads=("units.energy", "units.weight"),
)
def nutrition_line(block: Block, page: Page, *, least_weights: int = 2) -> Mark | None:
    """Drop the line with the energy and nutrients of a dish.

    It names one weight after another, without a sentence, and says nothing about how to make the dish.
    """
    text = block.text
    if ". " in text or _ENERGY.search(text) is None or len(_WEIGHT.findall(text)) < least_weights:
        return None
    return drop("counts calories and nutrients")
