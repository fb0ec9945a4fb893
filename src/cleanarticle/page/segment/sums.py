"""Sums over the blocks of each container."""

from __future__ import annotations

from cleanarticle.page.model import Block, Container

__all__ = ["roll_up"]


def roll_up(containers: list[Container], blocks: list[Block]) -> None:
    """Set the words, linked words and last block of every container.

    Children come after their parents, so one pass backwards is enough.
    """
    for block in blocks:
        container = block.container
        container.words += block.words
        if block.link_density:
            container.link_words += block.words * block.link_density
        container.end = block.index + 1
    for container in reversed(containers):
        parent, end = container.parent, container.end
        if end and parent is not None:
            parent.words += container.words
            parent.link_words += container.link_words
            if end > parent.end:
                parent.end = end
