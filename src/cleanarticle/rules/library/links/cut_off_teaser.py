"""Beginnings of other stories, cut off in the middle."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Container, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, rule, tags

_CUT: Final = ("...", "…", "[…]", "[...]")
_LINKED: Final = 0.95
_MOST_BLOCKS: Final = 6
"""Blocks of a card: headline, section, date, writer, text, "Read more"."""
_MOST_LEVELS: Final = 3
"""Elements from a block up to its card."""
_ELSEWHERE: Final = Within.DATA_OR_QUOTE


@rule(
    marks(
        "<p>Snow closed the pass on Monday night, and the ploughs worked until noon.</p>"
        "<ul><li><h3><a href=/a>Ferry returns to the island</a></h3><p>The first boat left at ten, with the band of "
        "the school on deck, and...</p></li><li><h3><a href=/b>Otters seen in the canal</a></h3><p>A camera counted "
        "three of them near the old mill, where...</p></li></ul>",
        on="The first boat",
    ),
    ignores(
        "<div><div><h3>The first night</h3><p>She walked on through the snow, and she thought of the ploughs…</p></div>"
        "<div><h3>The second night</h3><p>And she walked on, and the lights of the valley went out…</p></div></div>"
    ),
    ignores(
        "<div><div><h3><a href=/a>Ferry returns to the island</a></h3><p>The first boat left at ten, with the band of "
        "the school on deck, and...</p></div><p>Snow closed the pass on Monday night.</p></div>"
    ),
    when=tags("p", "div", "span", "li", "section", "article", "h2", "h3", "h4", "h5", "h6"),
    not_on=("collection", "documentation", "forum", "listing", "product", "service"),  # entries are cut off there
)
def cut_off_teaser(block: Block, page: Page, *, least_title_words: int = 3, least_text_words: int = 8) -> Mark | None:
    """Drop linked headlines, each with the beginning of its story, which ends in dots.

    It may be as long as a paragraph, but the rest is elsewhere. One alone may be a text that ends so: the card before
    or after has to be of the same kind.
    """
    card = _card(block.container, page.blocks, least_title_words, least_text_words)
    return None if card is None else drop("is the beginning of another story, below its linked headline")


def _card(container: Container, blocks: list[Block], least_title: float, least_text: float) -> Container | None:
    """The card around a container."""
    box: Container | None = container
    for _ in range(_MOST_LEVELS):
        if box is None or box.end - box.first > _MOST_BLOCKS or box.within & _ELSEWHERE:
            return None
        if _is_cut_off(box, blocks, least_title, least_text):
            return box if _has_twin(box, blocks, least_title, least_text) else None
        box = box.parent
    return None


def _has_twin(card: Container, blocks: list[Block], least_title: float, least_text: float) -> bool:
    """True if the container before or after the card is another card."""
    for index in (card.first - 1, card.end):
        box: Container | None = blocks[index].container if 0 <= index < len(blocks) else None
        while box is not None and box.end - box.first <= _MOST_BLOCKS and not box.first <= card.first < box.end:
            if box.tag == card.tag and _is_cut_off(box, blocks, least_title, least_text):
                return True
            box = box.parent
    return False


def _is_cut_off(box: Container, blocks: list[Block], least_title: float, least_text: float) -> bool:
    """True if a linked headline is in the container, and below it a text that ends in dots."""
    is_titled = False
    for index in range(box.first, box.end):
        block = blocks[index]
        if block.link_density >= _LINKED and block.words >= least_title:
            is_titled = True
        elif is_titled and block.words >= least_text and block.text.endswith(_CUT):
            return True
    return False
