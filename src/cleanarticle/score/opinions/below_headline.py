"""The body as what stands between the headline and the first sure end."""

from __future__ import annotations

from typing import Final

from cleanarticle.lexicon.words import load_words
from cleanarticle.page.model import Container, Page, Within
from cleanarticle.score.opinions.clean import is_clean, is_named

__all__ = ["below_headline"]

_AFTER: Final = frozenset(load_words("containernames")["after"])
_LEAST_WORDS: Final = 80.0
"""Words before which only a run of links ends the body: a share bar or a box may stand right below the headline."""
_RUN_OF_LINKS: Final = 8
"""Linked blocks in a row that are a menu or a list of other stories; lists of links in a body are shorter as a rule."""
_MOST_LINKED: Final = 0.8
_LEVELS: Final = 6


def below_headline(page: Page, headline: int) -> bytearray:
    """For each block 1 if it is between the headline (-1: the start of the page) and the first sure end.

    An end is a container named after comments or other stories, a footer, or a run of linked blocks.
    """
    blocks = page.blocks
    taken = bytearray(len(blocks))
    # For each container whether it is named after what follows a body: 0 not asked yet, 1 no, 2 yes.
    named = bytearray(len(page.containers))
    words = 0.0
    linked = 0
    for index in range(headline + 1, len(blocks)):
        block = blocks[index]
        if (words > _LEAST_WORDS or linked >= _RUN_OF_LINKS - 1) and _is_after(block.container, named):
            break
        is_link = block.link_density > _MOST_LINKED or block.container.within & Within.NAV
        linked = linked + 1 if is_link else 0
        if words > _LEAST_WORDS and linked > _RUN_OF_LINKS:
            break
        if is_clean(block):
            taken[index] = 1
            words += block.words
    return taken


def _is_after(container: Container, named: bytearray) -> bool:
    """Whether a container is in a footer, or it or one of those around it is named after what follows a body."""
    if container.within & Within.FOOTER:
        return True
    around: Container | None = container
    for _ in range(_LEVELS):
        if around is None:
            return False
        if not named[around.index]:
            named[around.index] = 2 if is_named(around, _AFTER) else 1
        if named[around.index] == 2:
            return True
        around = around.parent
    return False
