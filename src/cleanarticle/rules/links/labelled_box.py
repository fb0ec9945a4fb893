"""Boxes whose first line says what they are: other articles, an offer, the author."""

from __future__ import annotations

from typing import Final

from cleanarticle.page import Block, Container, Page, Within
from cleanarticle.rule import Mark, drop, ignores, marks, rule, short, tags

_CUES: Final = frozenset("related most-read paywall newsletter donation app-promotion".split())
_OFFERS: Final = _CUES - {"related", "most-read"}
_WHOLE: Final = frozenset({"body", "main"})
_KEPT: Final = Within.TABLE | Within.PRE | Within.QUOTE


@rule(
    marks(
        "<p>Snow closed the pass on Monday night, and the ploughs worked until noon. Nobody was hurt, the road office "
        "said, but forty lorries stood in the valley until the first of them could turn.</p>"
        "<section><h3>Related articles</h3><ul><li><a href=/a>Ida Holm</a>: The long winter of the ferries</li>"
        "<li><a href=/b>Jan Weiss</a>: Why salt is not enough</li></ul></section>",
        on="The long winter",
    ),
    ignores(
        "<section><h3>Related articles</h3><p>The law has two of them: the third, on ferries, and the ninth, on "
        "bridges that have to be opened by hand.</p></section>"
    ),
    when=tags("p", "div", "span", "li", "section", "article", "h2", "h3", "h4", "h5", "h6", "label", "button")
    & short(45),
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
    """Drop what stands in a container whose heading says that it sells, asks, or leads to other articles.

    Only the label has the wording; what follows are prices, titles and lines that read like prose. A label of
    links counts if a good part of what it heads is linked; the container must be a small part of the page.
    """
    container = block.container
    if container.within & _KEPT:
        return None
    most = min(max_box_words, max_share * page.containers[0].words)
    box: Container | None = container
    while box is not None and box.words <= most and box.tag not in _WHOLE:
        label = page.blocks[box.first]
        if (
            label is not block
            and label.container.within & Within.HEADING
            and label.words <= max_label_words
            and not _CUES.isdisjoint(label.cues)
            and (not _OFFERS.isdisjoint(label.cues) or _leads_away(box, page, least_links))
        ):
            return drop(f"stands in a box headed {label.text!r}")
        box = box.parent
    return None


def _leads_away(box: Container, page: Page, least_links: float) -> bool:
    """Whether a good part of the box is linked, or something in each of its blocks below the label."""
    if box.link_words >= least_links * box.words:
        return True
    return all(each.link_share for each in page.blocks[box.first + 1 : box.end])
