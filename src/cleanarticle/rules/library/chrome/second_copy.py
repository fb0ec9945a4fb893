"""The body a second time: for other screens, for the printer, for browsers without scripts."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Container, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, rule, score, tags

# Measured: at 4, 2 of 151 change (paragraphs; word F1 −0.01); at 16, 4 of 147 change (paragraphs; word F1 −0.02).
_LEAST_WORDS: Final = 8.0
_MOST_COPIES: Final = 8
"""More make a line that the page repeats, and would be compared each with each."""
# Measured: at 5 and at 7, none of 718 pages changes.
_MOST_LEVELS: Final = 6
# Measured: at 0.75, 26 of 2,304 change (word F1 +0.02, subtitles right −1); at 1, 25 of 2,304 change (word F1 −0.34).
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
    """Drop the second copy of a text that the page has twice.

    Pages hold their text once for wide and once for narrow screens, for browsers without scripts, or for the
    printer. The containers around the two copies are separate and have nearly the same number of words. A sentence
    or a note that comes back among other text is the author's, and a post that is quoted whole belongs to the
    answer.

    The first visible copy stays, or the first one if none is visible. It gets points, because a text that comes
    twice has lost points in the score: cruft often comes twice, but seldom this much of it.
    """
    if block.words < _LEAST_WORDS or block.container.within & Within.QUOTE:
        return None
    places = page.places(block.text)
    if not 2 <= len(places) <= _MOST_COPIES:
        return None
    own, blocks = block.container, page.blocks
    copies = [index for index in places if index == block.index or _copied_words(own, blocks[index]) >= least_words]
    if len(copies) < 2:
        return None
    visible = [index for index in copies if not blocks[index].container.within & Within.HIDDEN]
    first = visible[0] if visible else copies[0]
    if block.index == first:
        return score(points_for, "stands in the first of two copies of the text")
    return drop("stands in a second copy of the text")


def _copied_words(own: Container, block: Block) -> float:
    """Words of the outermost containers around two blocks that are separate and alike in size."""
    copy = block.container
    if copy.within & Within.QUOTE:
        return 0.0
    mine, other = own.parent, copy.parent
    words = 0.0
    for _ in range(_MOST_LEVELS):
        if mine is None or other is None or mine is other:
            break
        if min(mine.words, other.words) < _LIKENESS * max(mine.words, other.words):
            break
        words = min(mine.words, other.words)
        mine, other = mine.parent, other.parent
    return words
