"""Labels of charts and maps."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, phrases, rule
from cleanarticle.rules.boxes import in_small_box

_NAMES: Final = frozenset(("infographic", "datawrapper", "flourish", "highcharts", "infogram", "statista"))


@rule(
    marks("<p>Snow fell in May.</p><p>Created with Datawrapper</p><p>Roads stayed shut.</p>", on="Created with"),
    marks('<p>Snow fell in May.</p><div class="datawrapper"><p>Days with snow</p></div>', on="Days with snow"),
    ignores("<p>The map of the pass, drawn in 1820, shows a road that no longer exists anywhere.</p>"),
    when=phrases("infographic") | names(*_NAMES),
)
def infographic(block: Block, page: Page, *, max_words: int = 12, max_box_words: int = 60) -> Mark | None:
    """Drop labels, sources and download links of charts and maps.

    They say nothing without the drawing. Tables are text and stay, and so does a sentence about a map.
    """
    if block.container.within & (Within.DATA_OR_HEADING | Within.LIST) or block.words > max_words:
        return None
    if "infographic" in block.cues:
        return drop("is the label of a chart or map")
    if in_small_box(block, _NAMES, max_box_words):
        return drop("stands in a small container named for charts")
    return None
