"""Boxes that sell or ask: a heading, a line of text and a button."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Container, Page, Within
from cleanarticle.rules.api import Mark, ignores, marks, rule, score, short, tags

_CUES: Final = frozenset("newsletter paywall registration donation app-promotion event-promotion".split())
# Measured: at 5, 2 of 278 change (paragraphs; word F1 −0.06); at 20, 3 of 572 change (paragraphs, figures 1).
_MOST_BLOCKS: Final = 10
# Measured: at 22.5 and at 90, none of 274 pages changes.
_LONG: Final = 45.0


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
    not_on=("collection", "product", "service"),  # they sell in all their boxes
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
    if block.container.within & Within.DATA_OR_QUOTE:
        return None
    box = block.container
    most = min(max_box_words, page.containers[0].words / 2)
    alike = _has_twin(box, page)
    while box.parent is not None and box.parent.words <= most and _is_small(box.parent):
        box = box.parent
        alike = alike or _has_twin(box, page)
    if not _is_small(box) or box.end - box.first < 2 or alike:
        return None
    blocks = page.blocks[box.first : box.end]
    if any(other.words > _LONG or other.tag == "h1" for other in blocks):
        return None
    sells = any(other.words <= max_label_words and not _CUES.isdisjoint(other.cues) for other in blocks)
    return score(-points_against, "stands in a small box with a button or label that sells or asks") if sells else None


def _has_twin(box: Container, page: Page) -> bool:
    """True if the container before or after the box has the same parent, tag and class."""
    name, parent = box.attributes.get("class"), box.parent
    if not name or parent is None or box.end - box.first < 2:
        return False
    for neighbour in (box.first - 1, box.end):
        if parent.first <= neighbour < parent.end:
            around = page.blocks[neighbour].container.inclusive_ancestors()
            other = next((ancestor for ancestor in around if ancestor.parent is parent), None)
            if (
                other is not None
                and other is not box
                and other.end - other.first > 1
                and other.tag == box.tag
                and other.attributes.get("class") == name
            ):
                return True
    return False


def _is_small(box: Container) -> bool:
    return box.end - box.first <= _MOST_BLOCKS
