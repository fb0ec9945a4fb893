"""What every field is read from, and the shape in which a reader returns its field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, Generic, NamedTuple, TypeVar
from urllib.parse import urljoin, urlsplit

from cleanarticle.article import FieldSource
from cleanarticle.fields.text_key import text_key
from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.page.claims import Claims
from cleanarticle.page.model import Block, Container, Inline, Page, Within
from cleanarticle.structure import Place

__all__ = ["ArticleContext", "FieldResult"]

# Measured: at 5, none of 255 pages changes; at 7, 1 of 258 changes (certainties).
_ABOVE_HEADLINE: Final = 6
# Measured: at 7 and at 9, none of 265 pages changes.
_BELOW_START: Final = 8
# Measured: at 2, 3 of 2,304 change (figures 2, published 1); at 4, 1 of 2,304 changes (media).
_ABOVE_START: Final = 3
# Measured: at 40, 22 of 2,304 change (authors −1, days right −1); at 160, 8 of 2,304 change (byline 5, subtitle 3).
_MOST_TOP: Final = 80
# Measured: at 20, 10 of 2,304 change (authors +0.3, days right −1); at 80, 8 change (authors −1, days right +1).
_NEAR: Final = 40
# Measured: at 6, none of 515 pages changes; at 24, none of 469 pages changes, but a fixture.
_LEAST_PROSE_WORDS: Final = 12.0
_APART: Final = Within.NAV | Within.FOOTER | Within.FORM | Within.DIALOG | Within.HIDDEN
# A number of comments or an arrow behind a headline; longer, and `text_key` would be made of many more blocks.
_FEW_SIGNS: Final = 3
_NOT_AN_ADDRESS: Final = ("data:", "javascript:", "about:", "blob:", "#")
_RESOLVED: Final = lazy_pattern(r"(?://[\w.-]+)?(?:/(?![/.])[\w.%~!$&'()*+,:=@-]*)+(?:\?[!\"$-~]+)?", re.ASCII)
"""An address without scheme that joining leaves as it is: no segment of dots, no parameter, no fragment."""

T = TypeVar("T")


class FieldResult(NamedTuple, Generic[T]):
    """One field as it was read.

    Attributes:
        value: The field.
        blocks: Indexes of the visible blocks that became the field, and so are not paragraphs.
        source: What it was read from; None if the field is empty.
        certainty: How likely it is right, from 0 to 1.
        agrees: Of a title that the page shows, whether its metadata claim the same.
        places: Where in the page each of its values stands, for those that have a place in the body.
    """

    value: T
    blocks: tuple[int, ...] = ()
    source: FieldSource | None = None
    certainty: float = 0.0
    agrees: bool | None = None
    places: tuple[Place, ...] = ()


class ArticleContext:
    """A page and its body, as the readers of fields see them. Nothing in it changes.

    Attributes:
        page: The page.
        claims: The page's metadata: structured data, meta tags, head.
        kept: Indexes of the blocks of the body, in document order; at least one.
        body: The same, for looking up.
        url: The page's address, if the caller knows it.
        address: The page's address: the caller's, else the one in its metadata; empty if there is none.
        inside: The elements that hold the whole body (bits of `Within`). On a page that is one big form, say, standing
            in a form says nothing about a block.
        titles: Indexes of the blocks that show the headline, once they are known.
        headline: Index of the one of them that opens the article.
        start: Index of the first block of the body that does not show the headline.
        end: Index after the last block of the body.
        opening: Index of the block with which the article opens: its headline, or one shortly before its body.
        top: Indexes of the blocks around the headline, down to the first few of the body.
        second: Index of the second paragraph of the body. The block at the start may still be a subtitle.
        prose: Indexes of the long blocks above the threshold in the body's own container, which no field but the title
            takes.
    """

    __slots__ = (
        "_base",
        "_headings",
        "address",
        "body",
        "claims",
        "end",
        "headline",
        "inside",
        "kept",
        "opening",
        "page",
        "prose",
        "second",
        "start",
        "titles",
        "top",
        "url",
    )

    def __init__(
        self,
        page: Page,
        kept: Sequence[int],
        url: str | None,
        titles: tuple[int, ...] = (),
        prose: frozenset[int] = frozenset(),
    ) -> None:
        self.page = page
        self.claims: Claims = page.claims
        self.kept = tuple(kept)
        self.body = frozenset(kept)
        self.url = url
        self.address = url or page.claims.first("canonical") or page.claims.first("url") or ""
        self.end = kept[-1] + 1
        self.inside = _inside(page, kept)
        self.titles = frozenset(titles)
        self.prose = prose
        self.start = next((index for index in kept if index not in self.titles), kept[0])
        self.headline = _opening(page, titles, self.start) if titles else None
        self.opening = max(0, self.start - _ABOVE_START) if self.headline is None else min(self.headline, self.start)
        self.top = _top(self.end, self.start, self.headline)
        self.second = _second(page, self.kept, self.start)
        self._base: RelativeBase | None = None
        self._headings: list[Block] | None = None

    def with_headline(self, titles: tuple[int, ...]) -> ArticleContext:
        """The same context with the blocks that show the headline, if there are any."""
        return ArticleContext(self.page, self.kept, self.url, titles, self.prose) if titles else self

    def is_apart(self, container: Container, mask: int) -> bool:
        """True if the container stands in an element of the mask that does not hold the whole body as well."""
        return bool(container.within & mask & ~self.inside)

    def headings(self) -> list[Block]:
        """The blocks in headings, of the whole page."""
        found = self._headings
        if found is None:
            found = self._headings = [block for block in self.page.blocks if block.container.within & Within.HEADING]
        return found

    def top_blocks(self) -> list[Block]:
        """The blocks of the top, without those in navigation, footers, forms, dialogs and hidden elements."""
        mask = _APART & ~self.inside
        blocks = self.page.blocks[self.top.start : self.top.stop]
        return [block for block in blocks if not block.container.within & mask]

    def top_inlines(self) -> list[Inline]:
        """The marked inline elements of the top."""
        top = self.top
        return [inline for inline in self.page.inlines if inline.block in top]

    def same_texts(self, text: str, indexes: Iterable[int]) -> set[int]:
        """Those of the blocks with these indexes that have the same letters and digits, and about the same length."""
        blocks, key, size = self.page.blocks, text_key(text), len(text)
        same = set()
        for index in indexes:
            block = blocks[index]
            other = block.text
            if -_FEW_SIGNS <= len(other) - size <= _FEW_SIGNS and text_key(other) == key:
                same.add(index)
        return same

    def absolute(self, address: str) -> str | None:
        """Make an address of the page absolute.

        Args:
            address: The address as the page has it.

        Returns:
            The address; still relative if the page's own address is not known. None for `data:`, `javascript:` and
            the like, fragments, and addresses that are malformed.
        """
        address = address.strip()
        if address.startswith(("http://", "https://")):
            return address
        if address.startswith(_NOT_AN_ADDRESS) or not address:
            return None
        if self._base is None:
            self._base = RelativeBase(self.address, self.claims.first("base") or "")
        return self._base.join(address)


class RelativeBase:
    """The base address of a page, which makes its relative addresses absolute."""

    __slots__ = ("_origin", "_scheme", "_whole")

    def __init__(self, page: str, base: str) -> None:
        """Join the page's address and that of its `base` element."""
        self._whole: str | None = None
        self._scheme = self._origin = ""
        try:
            self._whole = urljoin(page, base)
            parts = urlsplit(self._whole)
        except ValueError:
            return
        if parts.scheme in ("http", "https") and parts.netloc:
            self._scheme = f"{parts.scheme}:"
            self._origin = f"{parts.scheme}://{parts.netloc}"

    def join(self, address: str) -> str | None:
        """An address made absolute; None if one of the two is malformed."""
        if self._whole is None:
            return None
        # Most begin with a host or at the root, and have nothing to resolve.
        if self._origin and address[0] == "/" and _RESOLVED.fullmatch(address) is not None:
            return (self._scheme if address.startswith("//") else self._origin) + address
        try:
            return urljoin(self._whole, address)
        except ValueError:
            return None


def _inside(page: Page, kept: Sequence[int]) -> int:
    inside = -1
    for index in kept:
        inside &= page.blocks[index].container.within
    return inside


def _second(page: Page, kept: Sequence[int], start: int) -> int:
    prose = [index for index in kept[:_BELOW_START] if page.blocks[index].words >= _LEAST_PROSE_WORDS]
    return next((index for index in prose[1:] if index > start), start)


def _opening(page: Page, titles: tuple[int, ...], start: int) -> int:
    """The block that opens the article: the first heading near the body, else the last block above it."""
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
