"""The body a second time: for other screens, for the printer, for browsers without scripts."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Container, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, rule, score, tags

_LEAST_WORDS: Final = 8.0
_MOST_COPIES: Final = 8
"""More make a line that the page repeats, and would be compared each with each."""
_MOST_LEVELS: Final = 6
_LIKENESS: Final = 0.9
_WORDS: Final = (
    "Snow closed the pass on Monday night, and the ploughs worked until noon on Tuesday, said the road office."
)
_STORY: Final = f"<p>{_WORDS}</p><p>{_WORDS} Forty lorries stood in the valley.</p>" + f"<p>{_WORDS * 3}</p>"


@rule(
    marks(f"<div class=wide>{_STORY}</div><div class=narrow>{_STORY}</div>", on="Forty lorries"),
    ignores(f"<div>{_STORY}</div><div><p>Later she wrote it down again:</p><p>{_WORDS}</p></div>"),
    ignores(f"<div>{_STORY}</div><blockquote>{_STORY}</blockquote>"),
    when=tags("p", "div", "li", "h2", "h3", "h4", "section", "td"),
)
def second_copy(block: Block, page: Page, *, least_words: float = 80.0, points_for: float = 0.8) -> Mark | None:
    """Drop the text where all of it comes a second time.

    Pages hold their text once for wide and once for narrow screens, for browsers without scripts, or for the printer.
    The containers around the two copies are apart and have nearly the same number of words. A sentence or a note
    that comes back among other text is the author's, and a post that is quoted whole belongs to the answer. Of two
    copies the one in sight stays, else the first. It gets points for what coming twice had cost it: cruft comes twice
    as well, but seldom as much of it.
    """
    if block.words < _LEAST_WORDS or block.container.within & Within.QUOTE:
        return None
    places = page.places(block.text)
    if not 2 <= len(places) <= _MOST_COPIES:
        return None
    own = block.container
    copies = [at for at in places if at == block.index or _copied_words(own, page, at) >= least_words]
    if len(copies) < 2:
        return None
    shown = [at for at in copies if not page.blocks[at].container.within & Within.HIDDEN]
    first = shown[0] if shown else copies[0]
    if block.index == first:
        return score(points_for, "stands in the first of two copies of the text")
    return drop("stands in a second copy of the text")


def _copied_words(own: Container, page: Page, at: int) -> float:
    """Words of the outermost containers around two blocks that are apart and alike in size."""
    mine: Container | None = own.parent
    other: Container | None = page.blocks[at].container
    if other is None or other.within & Within.QUOTE:
        return 0.0
    other = other.parent
    words = 0.0
    for _ in range(_MOST_LEVELS):
        if mine is None or other is None or mine is other:
            break
        if min(mine.words, other.words) < _LIKENESS * max(mine.words, other.words):
            break
        words = min(mine.words, other.words)
        mine, other = mine.parent, other.parent
    return words
