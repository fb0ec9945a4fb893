"""What every field is read from, and the shape in which a reader hands its field back."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final, Generic, NamedTuple, TypeVar
from urllib.parse import urljoin

from cleanarticle.article import FieldSource
from cleanarticle.page.claims import Claims
from cleanarticle.page.model import Block, Container, Inline, Page, Within

__all__ = ["ArticleContext", "FieldResult", "absolute", "compact", "has_name", "word_set"]

_ABOVE_HEADLINE: Final = 6
_BELOW_START: Final = 8
_ABOVE_START: Final = 3
_MOST_TOP: Final = 80
_NEAR: Final = 40
_LEAST_PROSE_WORDS: Final = 12.0
_WORD: Final = re.compile(r"[^\W_]+")
_COMPACT_LENGTH: Final = 400
_APART: Final = Within.NAV | Within.FOOTER | Within.FORM | Within.DIALOG | Within.HIDDEN

T = TypeVar("T")


class FieldResult(NamedTuple, Generic[T]):
    """One field as it was read.

    Attributes:
        value: The field.
        blocks: Indexes of the visible blocks that became it.
        source: What it was read from; None if the field is empty.
        certainty: How likely it is right, from 0 to 1.
    """

    value: T
    blocks: tuple[int, ...] = ()
    source: FieldSource | None = None
    certainty: float = 0.0


@dataclass(frozen=True, slots=True)
class ArticleContext:
    """A page and its body, as the readers of fields see them.

    Attributes:
        page: The page.
        kept: Indexes of the blocks of the body, in document order; at least one.
        body: The same, for looking up.
        url: The page's address, if the caller knows it.
        inside: What the whole body stands in (bits of `Within`), which says nothing about what stands near.
        titles: Indexes of the blocks that show the headline, once they are known.
        headline: Index of the one of them that opens the article.
        start: Index of the first block of the body that does not show the headline.
        top: Indexes of the blocks around the headline, down to the first few of the body.
    """

    page: Page
    kept: tuple[int, ...]
    body: frozenset[int]
    url: str | None
    inside: int
    titles: frozenset[int]
    headline: int | None
    start: int
    top: range

    @classmethod
    def of(cls, page: Page, kept: list[int], url: str | None) -> ArticleContext:
        """The context of a page whose headline is still to be found."""
        inside = -1
        for index in kept:
            inside &= page.blocks[index].container.within
        top = _top(kept[-1] + 1, kept[0], None)
        return cls(page, tuple(kept), frozenset(kept), url, inside, frozenset(), None, kept[0], top)

    def with_headline(self, titles: tuple[int, ...]) -> ArticleContext:
        """The same context, now that it is known which blocks show the headline."""
        if not titles:
            return self
        shown = frozenset(titles)
        start = next((index for index in self.kept if index not in shown), self.kept[0])
        headline = _opening(self.page, titles, start)
        return replace(self, titles=shown, headline=headline, start=start, top=_top(self.end, start, headline))

    @property
    def claims(self) -> Claims:
        """What the page says of itself."""
        return self.page.claims

    @property
    def address(self) -> str:
        """The page's address: the caller's, else the one it names itself; empty if there is none."""
        return self.url or self.claims.first("canonical") or self.claims.first("url") or ""

    @property
    def end(self) -> int:
        """Index after the last block of the body."""
        return self.kept[-1] + 1

    @property
    def second(self) -> int:
        """Index of the second paragraph of the body; before it, what stands first may be a deck."""
        blocks = self.page.blocks
        prose = [index for index in self.kept[:_BELOW_START] if blocks[index].words >= _LEAST_PROSE_WORDS]
        return next((index for index in prose[1:] if index > self.start), self.start)

    @property
    def opening(self) -> int:
        """Index of the block with which the article opens: its headline, or one shortly before its body."""
        return max(0, self.start - _ABOVE_START) if self.headline is None else min(self.headline, self.start)

    def is_apart(self, container: Container, mask: int) -> bool:
        """Whether a container stands in something of the mask that the body does not stand in."""
        return bool(container.within & mask & ~self.inside)

    def top_blocks(self) -> list[Block]:
        """The blocks of the top that are no part of navigation, forms and what nobody sees."""
        mask = _APART & ~self.inside
        blocks = self.page.blocks[self.top.start : self.top.stop]
        return [block for block in blocks if not block.container.within & mask]

    def top_inlines(self) -> list[Inline]:
        """The marked inline elements of the top."""
        top = self.top
        return [inline for inline in self.page.inlines if inline.block in top]


def _opening(page: Page, titles: tuple[int, ...], start: int) -> int:
    """The block that opens the article: of all above the body the first heading near by, else the last."""
    above = [index for index in titles if index < start]
    if not above:
        return titles[0]
    blocks = page.blocks
    near = [index for index in above if start - index <= _NEAR]
    headings = [index for index in near if blocks[index].container.within & Within.HEADING]
    return min(headings, default=max(above))


def _top(end: int, start: int, headline: int | None) -> range:
    first = start if headline is None else min(headline, start)
    below = min(end, start + _BELOW_START)
    return range(max(0, first - _ABOVE_HEADLINE, below - _MOST_TOP), below)


def word_set(words: str) -> frozenset[str]:
    """The words of a list written as one text."""
    return frozenset(words.split())


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
    """Letters and digits of a text in lower case: its words, punctuation and spaces set aside."""
    return "".join(_WORD.findall(text[:_COMPACT_LENGTH].casefold()))


def absolute(address: str, context: ArticleContext) -> str | None:
    """An address of the page made absolute, if the page's own is known; None for what is no web address."""
    address = address.strip()
    if address.startswith(("data:", "javascript:", "about:", "blob:", "#")) or not address:
        return None
    if address.startswith(("http://", "https://")):
        return address
    base = context.address
    try:
        return urljoin(urljoin(base, context.claims.first("base") or ""), address)
    except ValueError:
        return None
