"""Headlines of other stories, or of the posts of a board, each with its date."""

from __future__ import annotations

from typing import Final

from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.page.model import Block, Page
from cleanarticle.rules.api import Mark, drop, ignores, marks, rule, short, tags

_MOST_AFTER: Final = 30
"""Characters after the date: a zone, the writer, two counts. What is longer is the summary of a story."""
_NEAR: Final = 6
"""Blocks before and after in which others are counted: a line between two may have no date."""
_DATE: Final = lazy_pattern(r"\d{1,4}[-/.年]\d{1,2}(?:[-/.月]\d{1,4}日?)?[ ,]+\d{1,2}:\d{2}")


@rule(
    marks(
        "<p>Snow closed the pass on Monday night, and the ploughs worked until noon.</p>"
        "<div><div><a href=/a>Ferry returns to the island</a> (2024-03-11 18:03)</div>"
        "<div><a href=/b>Otters seen in the canal</a> (2024-03-11 16:00)</div>"
        "<div><a href=/c>Bridge to be painted green</a> (2024-03-10 09:12)</div></div>",
        on="Otters seen",
    ),
    marks(
        "<ul><li><a href=/a>Who was cheated on a journey?</a> [ida] 08-11 17:03 298 signs"
        "<ul><li><a href=/b>I was, and twice in a single summer</a> [tom] 08-11 17:09 [140/0]</li>"
        "<li><a href=/c>So was my mother, on her way to the sea</a> [eva] 08-12 11:57 [133/0]</li></ul></li></ul>",
        on="twice",
    ),
    ignores(
        "<ul><li>Ferry leaves the island, 2024-03-11 18:03</li><li>Ferry is back, 2024-03-11 20:00</li>"
        "<li>Ferry leaves again, 2024-03-12 18:03</li></ul>"
    ),
    ignores("<p><a href=/a>The ferry</a> left the island on 2024-03-11 18:03.</p>"),
    when=tags("p", "div", "span", "li", "td", "tr", "dd", "dt") & short(60),
    not_on=("collection", "documentation", "listing", "product"),  # made of such entries
)
def dated_headline(
    block: Block, page: Page, *, max_words: int = 60, least_linked: float = 0.7, least_number: int = 3
) -> Mark | None:
    """Drop linked headlines with date and time, where several stand one below the other.

    All before the date is the link, but for the name of the writer, and what follows it is short.
    """
    if not _is_dated(block, max_words, least_linked):
        return None
    near = page.blocks[max(0, block.index - _NEAR) : block.index + _NEAR + 1]
    number = sum(other.tag == block.tag and _is_dated(other, max_words, least_linked) for other in near)
    return drop("is one of several linked headlines with their dates") if number >= least_number else None


def _is_dated(block: Block, most_words: float, least_linked: float) -> bool:
    if not block.link_density or block.words > most_words:
        return False
    text = block.text
    date = _DATE.search(text)
    if date is None or not date.start() or len(text) - date.end() > _MOST_AFTER:
        return False
    return block.link_density * len(text) >= least_linked * date.start()
