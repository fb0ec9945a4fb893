"""Folds: hidden text that a reader opens, such as the answers of an accordion."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from cleanarticle.page.model import Container, Page

__all__ = ["DISCLOSED", "HiddenBox", "is_fold"]

DISCLOSED: Final = frozenset("accordion collapse collapsible expandable faq tab tabpanel tabs".split())
"""Names of folds and panels, which a reader opens one by one."""

HiddenBox = Callable[[Container, Page], Container | None]
"""Gives the outermost hidden element that is, or is around, a container."""


def is_fold(box: Container, page: Page, hidden_box: HiddenBox, most_label_words: int) -> bool:
    """True if a hidden element is one of several of its tag and class, each below a short visible line."""
    if not _has_label(box, page, hidden_box, most_label_words):
        return False
    # The label of a fold is between it and the next one.
    for beside in (box.first - 2, box.end + 1):
        if 0 <= beside < len(page.blocks):
            other = hidden_box(page.blocks[beside].container, page)
            if (
                other is not None
                and other is not box
                and other.tag == box.tag
                and other.attributes.get("class") == box.attributes.get("class")
                and _has_label(other, page, hidden_box, most_label_words)
            ):
                return True
    return False


def _has_label(box: Container, page: Page, hidden_box: HiddenBox, most_words: int) -> bool:
    """True if the block right before a hidden element is short, visible, and in the same parent."""
    if box.parent is None or box.first <= box.parent.first:
        return False
    label = page.blocks[box.first - 1]
    return label.words <= most_words and hidden_box(label.container, page) is None
