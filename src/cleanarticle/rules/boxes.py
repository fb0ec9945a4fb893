"""Questions about the containers around a block that several rules ask."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Container

__all__ = ["box_around", "child_around", "has_role", "in_small_box", "innermost", "outermost_within"]

_TEXT: Final = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"})


def in_small_box(block: Block, names: frozenset[str], most_words: float) -> bool:
    """True if the innermost container with one of these names around the block has at most this many words.

    A name alone proves little: the whole page may be in a container named "gallery". A small one holds nothing else.
    """
    box: Container | None = block.container
    while box is not None and box.words <= most_words:  # word counts grow outwards
        if not names.isdisjoint(box.names):
            return True
        box = box.parent
    return False


def box_around(block: Block, names: frozenset[str]) -> Container | None:
    """The innermost container with one of these names, the block's own paragraph or heading left out.

    A class on the paragraph itself is often that of a text style, not of a box: `<p class="newsletter-text">`.
    """
    container = block.container.parent if block.tag in _TEXT else block.container
    return container.nearest(names) if container is not None else None


def child_around(container: Container, parent: Container | None) -> Container | None:
    """The child of a container that is, or is around, another container; `None` if none."""
    child: Container | None = container
    while child is not None and child.parent is not parent:
        child = child.parent
    return child


def has_role(container: Container, role: str) -> bool:
    """True if the container, or one around it, has an ARIA role."""
    ancestor: Container | None = container
    while ancestor is not None and ancestor.attributes.get("role") != role:
        ancestor = ancestor.parent
    return ancestor is not None


def innermost(container: Container, tag: str) -> Container | None:
    """The innermost of the container and those around it that is such an element; `None` if none."""
    ancestor: Container | None = container
    while ancestor is not None and ancestor.tag != tag:
        ancestor = ancestor.parent
    return ancestor


def outermost_within(container: Container, element: int) -> Container | None:
    """The outermost element that sets a bit of `Within`, such as `Within.HIDDEN`, for the container; `None` if none."""
    outermost = None
    ancestor: Container | None = container
    while ancestor is not None and ancestor.within & element:
        outermost = ancestor
        ancestor = ancestor.parent
    return outermost
