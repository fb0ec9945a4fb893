"""What every field is read from, and the shape in which a reader hands its field back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Generic, NamedTuple, TypeVar
from urllib.parse import urljoin

from cleanarticle.claims import Claims
from cleanarticle.page import Block, Container, Inline, Page, Within

__all__ = ["Reading", "Sources", "absolute", "compact", "has_name"]

_ABOVE_HEADLINE: Final = 6
_BELOW_START: Final = 8
_MOST_TOP: Final = 80
_WORD: Final = re.compile(r"[^\W_]+")
_COMPACT_LENGTH: Final = 400
_APART: Final = Within.NAV | Within.FOOTER | Within.FORM | Within.DIALOG | Within.HIDDEN

T = TypeVar("T")


class Reading(NamedTuple, Generic[T]):
    """One field as it was read.

    Attributes:
        value: The field.
        blocks: Indexes of the visible blocks that became it.
    """

    value: T
    blocks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sources:
    """A page and its body, as the readers of fields see them.

    Attributes:
        page: The page.
        kept: Indexes of the blocks of the body, in document order; at least one.
        url: The page's address, if the caller knows it.
        inside: What the whole body stands in (bits of `Within`): no reason to pass over what stands beside it.
        titles: Indexes of the blocks that show the headline, once they are known.
        headline: Index of the one of them that opens the article.
    """

    page: Page
    kept: tuple[int, ...]
    url: str | None
    inside: int = 0
    titles: tuple[int, ...] = ()
    headline: int | None = None

    @classmethod
    def of(cls, page: Page, kept: list[int], url: str | None) -> Sources:
        """The sources of a page whose headline is still to be found."""
        inside = -1
        for index in kept:
            inside &= page.blocks[index].container.within
        return cls(page, tuple(kept), url, inside)

    def is_apart(self, container: Container, mask: int) -> bool:
        """Whether a container stands in something of the mask that the body does not stand in."""
        return bool(container.within & mask & ~self.inside)

    @property
    def claims(self) -> Claims:
        """What the page says of itself."""
        return self.page.claims

    @property
    def start(self) -> int:
        """Index of the first block of the body that does not show the headline."""
        return next((index for index in self.kept if index not in self.titles), self.kept[0])

    @property
    def end(self) -> int:
        """Index after the last block of the body."""
        return self.kept[-1] + 1

    @property
    def top(self) -> range:
        """Indexes of the blocks around the headline, down to the first few of the body."""
        first = self.start if self.headline is None else min(self.headline, self.start)
        below = min(len(self.page.blocks), self.start + _BELOW_START)
        return range(max(0, first - _ABOVE_HEADLINE, below - _MOST_TOP), below)

    def top_blocks(self) -> list[Block]:
        """The blocks of the top that are no part of navigation, forms and what nobody sees."""
        top = self.top
        blocks = self.page.blocks[top.start : top.stop]
        return [block for block in blocks if not self.is_apart(block.container, _APART)]

    def top_inlines(self) -> list[Inline]:
        """The marked inline elements of the top."""
        top = self.top
        return [inline for inline in self.page.inlines if inline.block in top]


def has_name(container: Container, names: frozenset[str], levels: int = 2) -> bool:
    """Tell whether a container or one of those around it has one of these words in its class or id."""
    at: Container | None = container
    for _ in range(levels):
        if at is None:
            return False
        if not names.isdisjoint(at.names):
            return True
        at = at.parent
    return False


def compact(text: str) -> str:
    """Letters and digits of a text in lower case: what is left when spelling and punctuation are set aside."""
    return "".join(_WORD.findall(text[:_COMPACT_LENGTH].casefold()))


def absolute(address: str, sources: Sources) -> str | None:
    """An address of the page made absolute, if the page's own is known; None for what is no web address."""
    address = address.strip()
    if address.startswith(("data:", "javascript:", "about:", "blob:", "#")) or not address:
        return None
    if address.startswith(("http://", "https://")):
        return address
    base = sources.url or sources.claims.first("canonical") or sources.claims.first("url")
    if not base:
        return address
    try:
        return urljoin(base, address)
    except ValueError:
        return None
