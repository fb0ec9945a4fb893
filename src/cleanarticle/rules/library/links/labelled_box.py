"""Boxes whose first line says what they are: other articles, an offer, the author."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from cleanarticle.page.model import Block, Container, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, rule, short, tags

_CUES: Final = frozenset("related most-read paywall newsletter donation app-promotion author-card".split())
_LEADS: Final = frozenset(("related", "most-read"))
_OFFERS: Final = _CUES - _LEADS
# Measured: at 0.8 and at 1, none of 2,304 pages changes.
_LINKED: Final = 0.95
# Measured: at 1 and at 3, none of 2,304 pages changes.
_LEAST_HEADINGS: Final = 2
# Measured: at 5 and at 7, none of 818 pages changes.
_MOST_LEVELS: Final = 6
_HEADING: Final = Within.HEADING
_WHOLE: Final = frozenset({"body", "main"})


@rule(
    marks(
        "<p>Snow closed the pass on Monday night, and the ploughs worked until noon. Nobody was hurt, the road office "
        "said, but forty lorries stood in the valley until the first of them could turn.</p>"
        "<section><h3>Related articles</h3><ul><li><a href=/a>Ida Holm</a>: The long winter of the ferries</li>"
        "<li><a href=/b>Jan Weiss</a>: Why salt is not enough</li></ul></section>",
        on="The long winter",
    ),
    marks(
        "<div><p>Snow closed the pass.</p><h2>Read also</h2><ul><li><a href=/a>The long winter</a></li></ul></div>",
        on="The long winter",
    ),
    marks(
        "<p>Snow closed the pass on Monday night, and the ploughs worked until noon. Nobody was hurt, the road office "
        "said, but forty lorries stood in the valley until the first of them could turn.</p>"
        "<div><h3>About the author</h3><p>Ida Holm was born in the valley and writes about mountains.</p></div>",
        on="born in the valley",
    ),
    ignores(
        "<section><h3>Related articles</h3><p>The law has two of them: the third, on ferries, and the ninth, on "
        "bridges that have to be opened by hand.</p></section>"
    ),
    when=tags("p", "div", "span", "li", "section", "article", "h2", "h3", "h4", "h5", "h6", "label", "button")
    & short(45),
    # "News" heads what a collection or a listing is about, "See also" is part of a manual
    not_on=("collection", "documentation", "listing"),
    reads=tuple(_CUES),
)
def labelled_box(
    block: Block,
    page: Page,
    *,
    max_label_words: int = 9,
    max_box_words: int = 250,
    max_share: float = 0.4,
    least_links: float = 0.35,
) -> Mark | None:
    """Drop boxes whose heading says that they sell, ask, present the author, or lead to other articles.

    Only the heading has such words; below it are prices, titles and lines that read like prose. The box must be a
    small part of the page. If its heading leads to other articles, a good part of the box must be links. Without a
    box of their own, the linked items of the list below such a heading go.
    """
    container = block.container
    if container.within & Within.DATA_OR_QUOTE:
        return None
    most = min(max_box_words, max_share * page.containers[0].words)
    label = _label(block, page.blocks, most, max_label_words, least_links)
    if label is not None:
        return drop(f"stands in a box headed {label.text!r}")
    if block.link_density >= _LINKED and container.within & Within.LIST:
        above = _above_list(container, page)
        if above is not None and above.words <= max_label_words and not _LEADS.isdisjoint(above.cues):
            return drop(f"stands in a list headed {above.text!r}")
    return None


def _label(
    block: Block, blocks: list[Block], most_words: float, most_label_words: float, least_links: float
) -> Block | None:
    """The heading of a box around the block that says what the box is for."""
    box: Container | None = block.container
    while box is not None and box.words <= most_words and box.tag not in _WHOLE:
        label = blocks[box.first]
        if (
            label is not block
            and label.container.within & _HEADING
            and label.words <= most_label_words
            and not _CUES.isdisjoint(label.cues)
            and (not _OFFERS.isdisjoint(label.cues) or _leads_away(box, blocks, least_links))
        ):
            return label
        box = box.parent
    return None


def _above_list(container: Container, page: Page) -> Block | None:
    """The block before the outermost list around a container."""
    outermost = container
    for ancestor in container.inclusive_ancestors(_MOST_LEVELS + 1):
        if not ancestor.within & Within.LIST:
            break
        outermost = ancestor
    return page.blocks[outermost.first - 1] if outermost.first else None


def _leads_away(box: Container, blocks: list[Block], least_links: float) -> bool:
    """True if a good part of the box is linked, or each of its headings, or at least every second of its blocks."""
    if box.link_words >= least_links * box.words:
        return True
    below = blocks[box.first + 1 : box.end]
    headings = [block for block in below if block.container.within & Within.HEADING]
    if len(headings) >= _LEAST_HEADINGS and all(heading.link_density >= _LINKED for heading in headings):
        return True
    # Titles that are links, each with one text below it at most.
    linked = [True, *[block.link_density > 0.0 for block in below]]
    return linked[1:2] != [False] and all(before or this for before, this in pairwise(linked))
