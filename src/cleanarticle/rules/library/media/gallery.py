"""Buttons and counters of picture galleries."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, phrases, rule
from cleanarticle.rules.boxes import in_small_box

_NAMES: Final = frozenset((
    "gallery", "galleries", "slideshow", "carousel", "slider", "swiper", "slick", "bildergalerie",
    "bildstrecke",
))  # fmt: skip


@rule(
    marks("<p>Snow closed the pass.</p><p>View gallery</p><p>Ploughs worked all night.</p>", on="View gallery"),
    marks('<p>Snow closed the pass.</p><div class="gallery"><span>3 / 12</span></div>', on="3 / 12"),
    marks("<h2>Photo gallery</h2><img src=a.jpg><p>Ploughs worked all night.</p>", on="Photo gallery"),
    ignores("<p>The gallery opens at ten, and photos may be taken in every room but the last.</p>"),
    when=phrases("gallery") | names(*_NAMES),
    not_on=("service",),  # its slides hold its text
)
def gallery(
    block: Block,
    page: Page,
    *,
    max_words: int = 6,
    max_heading_words: int = 2,
    max_name_words: int = 3,
    max_box_words: int = 15,
) -> Mark | None:
    """Drop buttons, counters and labels of picture galleries.

    They turn the pages of pictures that are not here. A gallery may itself be the article, with text for every
    picture: those texts are longer than a label, and stay. "4 / 5" alone may be a mark in a test, so it counts only
    in a small container named for a gallery.
    """
    within = block.container.within
    # A heading of more words may head text about a gallery.
    if within & Within.DATA_OR_HEADING and not (within & Within.HEADING and block.words <= max_heading_words):
        return None
    if block.words > max_words:
        return None
    if "gallery" in block.cues and any(map(str.isalpha, block.text)):
        return drop("is the label of a picture gallery")
    if block.words <= max_name_words and in_small_box(block, _NAMES, max_box_words):
        return drop("stands in a small container named for a gallery")
    return None
