"""Boxes about the author."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, phrases, rule, score
from cleanarticle.rules.boxes import in_small_box

_NAMES: Final = frozenset(("bio", "biography", "authorbox", "authorbio", "authorcard"))
_AUTHORS: Final = frozenset(("author", "authors", "contributor", "contributors", "writer", "autor", "auteur"))
_ALL_NAMES: Final = _NAMES | _AUTHORS


@rule(
    marks(
        "<p>Snow closed the pass on Monday night, and drivers were told to wait in the villages on either"
        " side until the ploughs had cleared the upper road, which took them until late on Tuesday.</p>"
        '<div class="author-bio"><p>Ida Holm writes about mountains.</p></div>',
        on="writes about mountains",
    ),
    marks("<p>Snow closed the pass on Monday night.</p><p>About the author</p>", on="About the author"),
    ignores('<div class="author-archive"><p>The author of the letter was never found, the police said.</p></div>'),
    when=phrases("author-card") | names(*_NAMES, *_AUTHORS),
    not_on=("forum", "listing", "service"),  # each post or entry names its author, each customer signs the praise
)
def author_card(
    block: Block,
    page: Page,
    *,
    max_label_words: int = 6,
    max_words: int = 60,
    max_box_words: int = 130,
    max_share: float = 0.2,
    hint: float = -0.5,
) -> Mark | None:
    """Drop the box that presents the author: picture, life, other articles.

    It is the same below every article of the author. The container must be named for a biography or an author and
    be a small part of the page. Wording alone is enough only for a label, because an article may be about an
    author.
    """
    within = block.container.within
    if within & Within.DATA_OR_QUOTE:
        return None
    if in_small_box(block, _ALL_NAMES, min(max_box_words, max_share * page.containers[0].words)):
        return drop("stands in a box about the author")
    if "author-card" not in block.cues or block.words > max_words:
        return None
    if block.words <= max_label_words and not within & (Within.LIST | Within.HEADING):
        return drop("is the label of a box about the author")
    return score(hint, "reads like a box about the author")
