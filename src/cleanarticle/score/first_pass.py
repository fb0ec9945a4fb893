"""The features of the first pass: of each block by itself, and of the containers around it."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cleanarticle.page.model import Container, Page, Within
from cleanarticle.score.c_functions import bisect_right
from cleanarticle.score.feature_table import FeatureTable
from cleanarticle.score.features import BLOCK, ELEMENTS, LONG, PARENT, PLACE_LINKS, PLACE_WORDS, ending_of, tag_place

__all__ = ["PageStats", "block_table", "element_table", "page_stats", "parent_table"]

_LONG_ENDING: Final = 6.0
"""Class of `short_ending` for all long blocks."""
_WORD_LIMITS: Final = array("d", PLACE_WORDS)
_LINK_LIMITS: Final = array("d", PLACE_LINKS)
_WITHIN_BITS: Final[dict[str, int]] = {name: getattr(Within, name.removeprefix("in_").upper()) for name in ELEMENTS}


@dataclass(slots=True)
class PageStats:
    """What the first pass needs to know of the whole page.

    Attributes:
        words: Words in the page.
        headline: Index of the first `h1` block, -1 if there is none.
        repeats: How often each text stands in the page.
        before: For each block the words in all blocks before it.
    """

    words: float
    headline: int
    repeats: dict[str, int]
    before: array[float]


def page_stats(page: Page) -> PageStats:
    """Read over the page once."""
    repeats: dict[str, int] = {}
    before = array("d", bytes(8 * len(page.blocks)))
    headline = -1
    words = 0.0
    for block in page.blocks:
        before[block.index] = words
        words += block.words
        repeats[block.text] = repeats.get(block.text, 0) + 1
        if headline < 0 and block.tag == "h1":
            headline = block.index
    return PageStats(page.containers[0].words or 1.0, headline, repeats, before)


def block_table(page: Page, stats: PageStats) -> FeatureTable:
    """The features of `BLOCK`, one row a block."""
    blocks = page.blocks
    table = FeatureTable(tuple(BLOCK), len(blocks))
    words, links = table.column("words"), table.column("links")
    tag, ending, short_ending = table.column("tag"), table.column("ending"), table.column("short_ending")
    repeats, progress, headline = table.column("repeats"), table.column("progress"), table.column("headline")
    first, page_words, before, texts = stats.headline, stats.words, stats.before, stats.repeats
    for index, block in enumerate(blocks):
        end = ending_of(block.text)
        words[index] = block.words
        links[index] = block.link_density
        tag[index] = tag_place(block.tag)
        ending[index] = end
        short_ending[index] = end if block.words < LONG else _LONG_ENDING
        repeats[index] = texts[block.text]
        progress[index] = before[index] / page_words
        headline[index] = index - first if first >= 0 else 0.0
    return table


def parent_table(containers: Sequence[Container]) -> FeatureTable:
    """The features of `PARENT`, one row a container: those of the blocks in its children."""
    table = FeatureTable(tuple(PARENT), len(containers))
    parent, grandparent, outer = table.column("parent"), table.column("grandparent"), table.column("outer")
    links = len(PLACE_LINKS) + 1
    word_limits, link_limits = _WORD_LIMITS, _LINK_LIMITS
    cells = array("d", bytes(8 * len(containers)))
    for index, container in enumerate(containers):
        words = container.words
        density = container.link_words / words if words else 0.0
        cell = bisect_right(word_limits, words) * links + bisect_right(link_limits, density)
        cells[index] = cell
        # Parents come before their children.
        around = container.parent or container
        outermost = around.parent or around
        parent[index] = cell
        grandparent[index] = cells[around.index]
        outer[index] = cells[outermost.index]
    return table


def element_table(within: Sequence[int]) -> FeatureTable:
    """The features of `ELEMENTS`, one row for each of these bits of `Within`."""
    table = FeatureTable(tuple(ELEMENTS), len(within))
    for name, bit in _WITHIN_BITS.items():
        column = table.column(name)
        for row, bits in enumerate(within):
            column[row] = 1.0 if bits & bit else 0.0
    return table
