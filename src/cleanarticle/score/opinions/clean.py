"""What no opinion takes into its body: linked blocks, and containers named after what stands beside a body."""

from __future__ import annotations

from typing import Final

from cleanarticle.lexicon.words import load_words
from cleanarticle.page.model import Block, Container, Page, Within

__all__ = ["beside_body", "is_clean", "is_named", "take"]

_BESIDE: Final = frozenset(load_words("containernames")["beside"])
_NEVER: Final = Within.NAV | Within.FOOTER | Within.FORM | Within.DIALOG | Within.HIDDEN | Within.BUTTON
_MOST_LINKED: Final = 0.5
"""Half of a text: jusText's limit is 0.2 and readability's 0.25 to 0.5; paragraphs of the body may be linked a lot."""
_MOST_OF_PAGE: Final = 0.34
"""A larger container holds the body too, whatever its name: `has-sidebar` stands on the `body` element."""


def is_clean(block: Block) -> bool:
    """Whether a block may be body by its links and the elements around it."""
    return block.link_density < _MOST_LINKED and not block.container.within & _NEVER


def is_named(container: Container, names: frozenset[str]) -> bool:
    """Whether a container has one of these names. A loop, because most containers have few."""
    for name in container.names:  # noqa: SIM110
        if name in names:
            return True
    return False


def beside_body(page: Page) -> bytearray:
    """For each container 1 if it, or one around it, has a name of what stands beside the body."""
    containers = page.containers
    beside = bytearray(len(containers))
    most = containers[0].words * _MOST_OF_PAGE
    for index, container in enumerate(containers):
        parent = container.parent
        is_inside = parent is not None and beside[parent.index]
        beside[index] = is_inside or (container.words < most and is_named(container, _BESIDE))
    return beside


def take(page: Page, first: int, end: int, beside: bytearray) -> bytearray:
    """For each block 1 if it stands in this run of blocks, is clean, and is not beside the body."""
    taken = bytearray(len(page.blocks))
    for index in range(first, end):
        block = page.blocks[index]
        if not beside[block.container.index] and is_clean(block):
            taken[index] = 1
    return taken
