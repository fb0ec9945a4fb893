"""Boxes that sell or ask: a heading, a line of text and a button."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Container, Page, Within
from cleanarticle.rules.api import Mark, ignores, marks, rule, score, short, tags
from cleanarticle.rules.boxes import child_around

_CUES: Final = frozenset("newsletter paywall registration donation app-promotion event-promotion".split())
# Measured: at 5, 2 of 278 change (paragraphs; word F1 −0.06); at 20, 3 of 572 change (paragraphs, figures 1).
_MOST_BLOCKS: Final = 10
# Measured: at 22.5 and at 90, none of 274 pages changes.
_LONG: Final = 45.0
_ELSEWHERE: Final = Within.DATA_OR_QUOTE


@rule(
    marks(
        "<p>Snow closed the pass on Monday night, and the ploughs worked until noon.</p>"
        "<div><h4>The morning letter</h4><p>Five stories before breakfast.</p><button>Sign up now</button></div>",
        on="Five stories",
    ),
    ignores(
        "<div><p>Snow closed the pass on Monday night, and the ploughs worked until noon. Nobody was hurt, the road "
        "office said, but forty lorries stood in the valley until the first of them could turn, which took a day and a "
        "night and most of the sand that the village had put aside for the winter.</p><button>Sign up</button></div>"
    ),
    ignores(
        "<p>Snow closed the pass on Monday night, and the ploughs worked until noon.</p>"
        "<div class=inn><h4>The Anchor</h4><p>Six rooms over the bay.</p><button>Sign up now</button></div>"
        "<div class=inn><h4>The Plough</h4><p>Two rooms and a stove.</p><button>Sign up now</button></div>"
    ),
    ignores(
        "<div><h1>Pass closed by snow</h1><p>Forty lorries wait in the valley.</p><button>Subscribe</button></div>"
        "<p>Snow closed the pass on Monday night, and the ploughs worked until noon.</p>"
    ),
    when=tags("p", "div", "span", "li", "section", "label", "h2", "h3", "h4", "h5", "h6", "td", "strong") & short(45),
    # Shops sell in all their boxes, and on a forum a short post has a button to answer it.
    not_on=("collection", "forum", "product", "service"),
    reads=tuple(_CUES),
)
def promo_box(
    block: Block, page: Page, *, max_box_words: int = 80, max_label_words: int = 8, points_against: float = 1.5
) -> Mark | None:
    """Take points from what is in a small box with a button or label that sells or asks.

    The wording of such a box changes with every campaign. Its button does not: "Sign up", "Subscribe", "Log in".
    The box must be small, without a long paragraph, and hold at most half of the page.

    Lists of places or products have such buttons too, so this is not a veto. A promotion is alone, while the posts
    of a thread and the places of a guide follow each other: a container beside another of the same class is not
    such a box. Nor is the container of the headline, where a button may be beside the subtitle.
    """
    box = _box(block.container, page.blocks, min(max_box_words, page.containers[0].words / 2))
    if box is None or not _sells(box, page.blocks, max_label_words):
        return None
    return score(-points_against, "stands in a small box with a button or label that sells or asks")


def _box(container: Container, blocks: list[Block], most_words: float) -> Container | None:
    """The outermost small container around a container, if it has several blocks and none around has a twin."""
    box = container
    if box.within & _ELSEWHERE or box.end - box.first > _MOST_BLOCKS or _has_twin(box, blocks):
        return None
    parent = box.parent
    while parent is not None and parent.words <= most_words and parent.end - parent.first <= _MOST_BLOCKS:
        box, parent = parent, parent.parent
        if _has_twin(box, blocks):
            return None
    return box if box.end - box.first > 1 else None


def _sells(box: Container, blocks: list[Block], most_label_words: float) -> bool:
    """True if a short text in the box sells or asks, and none in it is long or a headline."""
    sells = False
    for index in range(box.first, box.end):
        other = blocks[index]
        if other.words > _LONG or other.tag == "h1":
            return False
        sells = sells or (other.words <= most_label_words and not _CUES.isdisjoint(other.cues))
    return sells


def _has_twin(box: Container, blocks: list[Block]) -> bool:
    """True if the container before or after the box has the same parent, tag and class."""
    parent = box.parent
    if box.end - box.first < 2 or parent is None:
        return False
    name = box.attributes.get("class")
    if not name:
        return False
    for neighbour in (box.first - 1, box.end):
        if parent.first <= neighbour < parent.end:
            other = child_around(blocks[neighbour].container, parent)
            if (
                other is not None
                and other is not box
                and other.end - other.first > 1
                and other.tag == box.tag
                and other.attributes.get("class") == name
            ):
                return True
    return False
