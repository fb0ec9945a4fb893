"""The body as the container that names itself so: `articleBody`, `entry-content` and the like, `article`, `main`."""

from __future__ import annotations

from typing import Final

from cleanarticle.lexicon.words import load_words
from cleanarticle.page.model import Container, Page
from cleanarticle.score.opinions.clean import is_named, take

__all__ = ["named_container"]

_NAMES: Final[tuple[frozenset[str], ...]] = tuple(
    frozenset(each.split()) for each in load_words("containernames")["body"]
)
_WORDS: Final[frozenset[str]] = frozenset().union(*_NAMES)
_LEAST_WORDS: Final = 20.0
"""A container of fewer words is a box for a line, whatever its name."""
_LEAST_OF_PAGE: Final = 0.15
"""Share of the page's unlinked words below which a container is taken only if no other is left: the name may be that of
a box beside the body."""


def named_container(page: Page, beside: bytearray) -> bytearray:
    """For each block 1 if it is in the container with the surest name, of several the one with most unlinked words."""
    best: Container | None = None
    best_rank, most = -99, 0.0
    root = page.containers[0]
    least = _LEAST_OF_PAGE * (root.words - root.link_words)
    for container in page.containers:
        if container.words < _LEAST_WORDS or beside[container.index]:
            continue
        rank = _rank(container)
        if not rank:
            continue
        words = container.words - container.link_words
        if words < least:
            rank -= 4
        if best is None or rank > best_rank or (rank == best_rank and words > most):
            best, best_rank, most = container, rank, words
    return bytearray(len(page.blocks)) if best is None else take(page, best.first, best.end, beside)


def _rank(container: Container) -> int:
    """4 to 1 from the surest name to the least sure, 0 for none."""
    attributes = container.attributes
    itemprop = attributes.get("itemprop")
    if itemprop and itemprop.lower() == "articlebody":
        return 4
    if is_named(container, _WORDS):
        names = frozenset(container.names)
        for each in _NAMES:
            if each <= names:
                return 3
    if container.tag == "article":
        return 2
    return 1 if container.tag == "main" or attributes.get("role") == "main" else 0
