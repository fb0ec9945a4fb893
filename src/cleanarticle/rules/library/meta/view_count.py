"""How many people have read, seen or liked it."""

from __future__ import annotations

from typing import Final

from cleanarticle.lexicon.words import words_of
from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, digits, drop, ignores, marks, names, rule, short, tags
from cleanarticle.rules.boxes import in_small_box

_NAMES: Final = frozenset(("views", "viewcount", "pageviews", "hits", "reads", "likes", "claps", "upvotes"))
_IN_NUMBERS: Final = ".,'’()+"
_UNITS: Final = words_of("counts.readers")


@rule(
    marks("<p>1,204 views</p><p>Snow closed the pass on Monday night.</p>", on="1,204 views"),
    marks('<div class="view-count views">1.2K</div><p>Snow closed the pass.</p>', on="1.2K"),
    ignores("<p>The house has two views: the lake in front, and 1,204 windows behind.</p>"),
    ignores('<div class="views-field"><span>11/19/2025</span></div><p>Snow closed the pass.</p>'),
    when=(tags("p", "div", "span", "li", "section", "button") | names(*_NAMES)) & short(3) & digits(),
    reads=("counts.readers",),
)
def view_count(block: Block, page: Page, *, max_words: int = 3, max_box_words: int = 4) -> Mark | None:
    """Drop counts of views, readers and likes.

    A line must be a number and what it counts, in either order, and nothing else. A container named `views` may
    also show views of a database: there the text must be a count and not a date.
    """
    if block.words > max_words or block.container.within & Within.DATA_OR_HEADING:
        return None
    words = block.text.casefold().split()
    numbers = [word for word in words if word[0].isdecimal()]
    if len(numbers) != 1:
        return None
    units = [word.strip(".:,()") for word in words if word is not numbers[0]]
    if units and _is_count(numbers[0]) and all(unit in _UNITS for unit in units):
        return drop("counts views or readers")
    if _is_count(numbers[0]) and in_small_box(block, _NAMES, max_box_words):
        return drop("stands in a container named for a count of readers")
    return None


def _is_count(word: str) -> bool:
    """True if a word is a number as counters write it: whole or in thousands, not a date, a share or a temperature."""
    return all(letter.isdecimal() or letter.isalpha() or letter in _IN_NUMBERS for letter in word)
