"""Counters of pictures or parts: "3 / 12"."""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.lexicon.words import words_of
from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, rule, short, tags

_OF: Final = "|".join(words_of("counts.of"))
_COUNTER: Final = re.compile(rf"[\[(]?(\d{{1,3}})\s?(?:/|{_OF})\s?(\d{{1,3}})[\])]?", re.IGNORECASE)


@rule(
    marks("<div>1 / 2</div><p>The upper road.</p><div>2 / 2</div><p>The lower road.</p>", on="1 / 2"),
    ignores("<p>The ferry</p><p>4 / 5</p><p>Few seats, but a stove.</p>"),
    when=tags("p", "div", "span", "figcaption", "section", "button", "li") & short(3),
    reads=("counts.of",),
)
def picture_counter(block: Block, page: Page) -> Mark | None:
    """Drop counters that number the pictures or parts of a series.

    A fraction alone may be a mark in a test. A counter has others of its kind, with another number of the same total.
    """
    found = _COUNTER.fullmatch(block.text)
    if (
        found is None
        or block.container.within & (Within.DATA_OR_HEADING | Within.QUOTE)
        or int(found[1]) > int(found[2])
    ):
        return None
    counters = (_COUNTER.fullmatch(each.text) for each in page.blocks if each.words <= block.words)
    numbers = {each[1] for each in counters if each is not None and each[2] == found[2]}
    return drop("counts the pictures or parts of a series") if len(numbers) > 1 else None
