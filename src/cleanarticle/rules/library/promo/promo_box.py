"""Boxes that sell or ask: a heading, a line of text and a button."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Container, Page, Within
from cleanarticle.rules.api import Mark, ignores, marks, rule, score, short, tags

_CUES: Final = frozenset("newsletter paywall registration donation app-promotion event-promotion".split())
_MOST_BLOCKS: Final = 10
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
    not_on=("collection", "product", "service"),
    reads=tuple(_CUES),
)
def promo_box(
    block: Block, page: Page, *, max_box_words: int = 80, max_label_words: int = 8, points_against: float = 1.5
) -> Mark | None:
    """Speak against what stands in a small box with a button or label that sells or asks for something.

    The wording of such a box changes with every campaign, its button does not: "Sign up", "Subscribe", "Log in".
    The box has to be small, without a long paragraph, and hold no more than half of the page; the button has to be
    short, and under the article's prose it makes no box of it. A list of places or products has such buttons too,
    which is why this is no veto, and why a container beside another of the same class is no such box: a promotion
    stands alone, the posts of a thread and the places of a guide follow each other, each with its button. Nor is the
    container of the headline one; a button beside the standfirst does not make it an offer. A product's page sells in
    all its boxes.
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
    if any(each.words > _LONG or each.tag == "h1" for each in blocks):
        return None
    sells = any(each.words <= max_label_words and not _CUES.isdisjoint(each.cues) for each in blocks)
    return score(-points_against, "stands in a small box with a button or label that sells or asks") if sells else None


def _has_twin(box: Container, page: Page) -> bool:
    """Whether the container before or after it is made like it: same parent, same element and class."""
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
