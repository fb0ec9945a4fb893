"""Counters of pictures or parts: "3 / 12"."""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.lexicon.words import words_of
from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, digits, drop, ignores, marks, rule, short, tags

_OF: Final = "|".join(words_of("counts.of"))
_COUNTER: Final = lazy_pattern(rf"[\[(]?(\d{{1,3}})\s?(?:/|{_OF})\s?(\d{{1,3}})[\])]?", re.IGNORECASE)


@rule(
    marks("<div>1 / 2</div><p>The upper road.</p><div>2 / 2</div><p>The lower road.</p>", on="1 / 2"),
    ignores("<p>The ferry</p><p>4 / 5</p><p>Few seats, but a stove.</p>"),
    when=tags("p", "div", "span", "figcaption", "section", "button", "li") & short(3) & digits(),
    reads=("counts.of",),
)
def picture_counter(block: Block, page: Page) -> Mark | None:
    """Drop counters that number the pictures or parts of a series.

    A fraction alone may be a mark in a test. A counter has others of the same total on the page, with other
    numbers.
    """
    counter = _COUNTER.fullmatch(block.text)
    if counter is None or block.container.within & (Within.DATA_OR_HEADING | Within.QUOTE):
        return None
    number, total = counter[1], counter[2]
    if int(number) > int(total):
        return None
    matches = (_COUNTER.fullmatch(other.text) for other in page.blocks if other.words <= block.words)
    numbers = {match[1] for match in matches if match is not None and match[2] == total}
    return drop("counts the pictures or parts of a series") if len(numbers) > 1 else None
