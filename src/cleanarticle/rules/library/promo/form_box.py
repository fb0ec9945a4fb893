"""Small boxes with a form: a title, a promise, a field and a button."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Container, Page, Within
from cleanarticle.rules.api import Mark, ignores, marks, rule, score, short, tags

# Measured: at 5, none of 652 pages changes; at 7, 3 of 847 change (paragraphs; word F1 +0.01).
_MOST_BLOCKS: Final = 6
_ELSEWHERE: Final = Within.DATA_OR_QUOTE | Within.FORM | Within.LIST
_FORM: Final = Within.FORM
_WHOLE: Final = frozenset({"body", "main", "article"})


@rule(
    marks(
        "<p>Snow closed the pass on Monday night, and the ploughs worked until noon.</p>"
        "<div><h4>The morning post</h4><p>Five stories before breakfast.</p><form><button>Go</button></form></div>",
        on="Five stories",
    ),
    ignores(
        "<div><p>Snow closed the pass on Monday night, and the ploughs worked until noon. Nobody was hurt, the road "
        "office said, but forty lorries stood in the valley until the first of them could turn, which took a day and a "
        "night and most of the sand that the village had put aside for the winter.</p><form><button>Go</button></form>"
        "</div>"
    ),
    ignores(
        "<div><h1>Pass closed by snow</h1><p>Forty lorries wait.</p><form><button>Go</button></form></div>"
        "<p>Snow closed the pass on Monday night, and the ploughs worked until noon.</p>"
    ),
    ignores("<form><div><p>Snow closed the pass on Monday night.</p><button>Go</button></div></form>"),
    when=tags("p", "div", "span", "section", "aside", "h2", "h3", "h4", "h5", "h6", "label") & short(40),
)
def form_box(block: Block, page: Page, *, max_box_words: int = 50, points_against: float = 2.0) -> Mark | None:
    """Take points from what is in a small box with a form.

    The form shows in any language what the box is for: a letter, a search, a vote. Some pages put a form around
    everything, so the form must be inside the box. A form beside the headline makes no box.
    """
    if _is_beside_form(block.container, page.blocks, max_box_words):
        return score(-points_against, "stands in a small box with a form")
    return None


def _is_beside_form(container: Container, blocks: list[Block], most_words: float) -> bool:
    """True if the container is, or is in, a small box with a form in it and without a headline."""
    if container.within & _ELSEWHERE:
        return False
    box: Container | None = container
    while box is not None and box.words <= most_words and box.tag not in _WHOLE and box.end - box.first <= _MOST_BLOCKS:
        has_form = 0
        for index in range(box.first, box.end):
            other = blocks[index]
            if other.tag == "h1":
                return False
            has_form |= other.container.within & _FORM
        if has_form:
            return True
        box = box.parent
    return False
