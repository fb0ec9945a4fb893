"""The body as the subtree with the densest prose."""

from __future__ import annotations

from array import array
from typing import Final

from cleanarticle.page.model import Page
from cleanarticle.score.opinions.clean import is_clean, take

__all__ = ["densest_subtree"]

_LEAST_WORDS: Final = 6.0
"""Shorter texts are labels and menus: readability asks for 25 characters."""
_MOST_COUNTED: Final = 100.0
"""Words of one block that count, as in readability, so that one long notice does not outweigh ten paragraphs."""
_WORDS_OF_COMMA: Final = 10.0
"""A comma counts as much as ten words."""


def densest_subtree(page: Page, beside: bytearray) -> bytearray:
    """For each block 1 if it is in the container whose children, and children's children, hold most prose.

    Source: readability by arc90, as far as the points of a paragraph go to its parent, half of them to its grandparent,
    and are reduced by the link density.
    """
    containers = page.containers
    points = array("d", bytes(8 * len(containers)))
    for block in page.blocks:
        if block.words < _LEAST_WORDS or not is_clean(block):
            continue
        free = 1.0 - block.link_density
        value = min(block.words, _MOST_COUNTED) / _WORDS_OF_COMMA * free * free + block.text.count(",")
        if block.tag == "p":
            value += 1.0
        parent = block.container.parent or block.container
        points[parent.index] += value
        if parent.parent is not None:
            points[parent.parent.index] += value / 2.0
    best, most = containers[0], -1.0
    for index, container in enumerate(containers):
        value = points[index] * (1.0 - container.link_words / (container.words or 1.0))
        if value > most:
            best, most = container, value
    return take(page, best.first, best.end, beside)
