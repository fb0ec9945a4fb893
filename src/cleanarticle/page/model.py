"""The vocabulary of judging: a page as blocks of text in containers. Features only, no parser and no verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from cleanarticle.lexicon.phrases import PHRASES
from cleanarticle.page.claims import Claims
from cleanarticle.parse.document import Attributes

MOST_WORDS_FOR_CUES: Final = 45.0
"""Longer blocks are not searched for phrases: cruft is short, and a long paragraph may quote it."""

_NO_CUES: Final[frozenset[str]] = frozenset()

__all__ = ["Block", "Container", "Inline", "Item", "Link", "Media", "Page", "Within"]


class Within:
    """What a container stands in: elements whose meaning reaches everything below them.

    Bits of a plain integer: an `IntFlag` costs a microsecond an operation, and a page has a thousand of them.
    """

    NONE: Final = 0
    ARTICLE: Final = 1
    MAIN: Final = 2
    ASIDE: Final = 4
    NAV: Final = 8
    HEADER: Final = 16
    FOOTER: Final = 32
    FORM: Final = 64
    FIGURE: Final = 128
    CAPTION: Final = 256
    LIST: Final = 512
    TABLE: Final = 1024
    QUOTE: Final = 2048
    DIALOG: Final = 4096
    BUTTON: Final = 8192
    HIDDEN: Final = 16384
    HEADING: Final = 32768
    PRE: Final = 65536
    DETAILS: Final = 131072


@dataclass(slots=True, eq=False)
class Container:
    """One block-level element that holds text or media, itself or below.

    Attributes:
        index: Place among the page's containers, in document order; a parent comes before its children.
        tag: Element name.
        parent: The container around it; `None` for the root.
        attributes: The element's attributes.
        names: Words of its class, id and similar attributes, lower case.
        within: The meaningful elements it is or stands in.
        list_depth: Number of lists it is or stands in.
        first: Index of the first block in it.
        end: Index after the last block in it.
        words: Words in it.
        link_words: Words in it that are linked.
    """

    index: int
    tag: str
    parent: Container | None
    attributes: Attributes
    names: tuple[str, ...]
    within: int
    list_depth: int
    first: int
    end: int = 0
    words: float = 0.0
    link_words: float = 0.0
    _nearest: dict[frozenset[str], Container | None] | None = None

    def inclusive_ancestors(self, limit: int | None = None) -> Iterator[Container]:
        """This container and those around it, innermost first, at most `limit` of them."""
        container: Container | None = self
        while container is not None and limit != 0:
            yield container
            container = container.parent
            if limit is not None:
                limit -= 1

    def outermost(self, most_words: float) -> Container:
        """The outermost container around this one, or this one, that holds at most so many words.

        Word counts only grow outwards, so the climb stops at the first container that holds more.
        """
        container = self
        while container.parent is not None and container.parent.words <= most_words:
            container = container.parent
        return container

    def nearest(self, names: frozenset[str]) -> Container | None:
        """The innermost container, from this one outwards, that has one of these names in its class or id."""
        if self.names and not names.isdisjoint(self.names):
            return self
        parent = self.parent
        if parent is None:
            return None
        # The children of one container ask the same question: the answer for their path is kept there.
        if parent._nearest is None:
            parent._nearest = {}
        elif names in parent._nearest:
            return parent._nearest[names]
        at: Container | None = parent
        while at is not None and names.isdisjoint(at.names):
            at = at.parent
            if at is not None and at._nearest is not None and names in at._nearest and names.isdisjoint(at.names):
                at = at._nearest[names]
                break
        parent._nearest[names] = at
        return at


@dataclass(slots=True, eq=False)
class Block:
    """One run of text below one block-level element.

    Attributes:
        index: Place among the page's blocks, in document order.
        text: The words, white space collapsed; a `<br>` inside is a newline.
        tag: Name of the block-level element.
        container: That element.
        words: Number of words; for scripts without spaces, characters divided by 1.7.
        link_density: Share of its characters that are linked, 0 to 1.
        strong_share: Share of its characters that are bold, 0 to 1.
        link_names: Words of the class of the link, lower case, if the block is nothing but one link or several; of
            the last of them.
    """

    index: int
    text: str
    tag: str
    container: Container
    words: float
    link_density: float
    strong_share: float
    link_names: tuple[str, ...] = ()
    _cues: frozenset[str] | None = None

    @property
    def cues(self) -> frozenset[str]:
        """The lexicon's cues that its wording gives; none for a text longer than a long sentence.

        Looked up when first asked for, because most blocks are decided without.
        """
        if self._cues is None:
            self._cues = PHRASES.find(self.text) if self.words <= MOST_WORDS_FOR_CUES else _NO_CUES
        return self._cues


@dataclass(frozen=True, slots=True)
class Inline:
    """An inline element whose attributes say what it is: a link to the author, a time, a microdata property.

    Attributes:
        tag: Element name.
        attributes: Its attributes.
        text: Its text, white space collapsed.
        block: Index the block that holds it has (the next block to be made while it was read).
    """

    tag: str
    attributes: Attributes
    text: str
    block: int


@dataclass(frozen=True, slots=True)
class Media:
    """A picture, film, sound or embedded document.

    Attributes:
        tag: img, source, video, audio, iframe, amp-img …; `background` for an element of a figure that has its picture
            as a style.
        attributes: Its attributes.
        container: The container it stands in.
        block: Index of the next block of text after it.
        link: Where the link leads that it stands in, if it stands in one.
    """

    tag: str
    attributes: Attributes
    container: Container
    block: int
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link that may lead to another page of the same text: it says so, or its address ends in a small number.

    Attributes:
        attributes: Its attributes.
        text: Its text, white space collapsed.
        block: Index the block that holds it has.
    """

    attributes: Attributes
    text: str
    block: int


@dataclass(slots=True, eq=False)
class Item:
    """A film or recording that microdata describes.

    Attributes:
        kind: Its type, as the page writes it.
        block: Index of the next block of text after its beginning.
        properties: What is said of it without text: each property's first value, by its name.
    """

    kind: str
    block: int
    properties: dict[str, str]


@dataclass(slots=True, eq=False)
class Page:
    """Everything judging may look at.

    Attributes:
        blocks: All runs of text, in document order.
        containers: All containers, parents before children.
        inlines: Inline elements that name authors, times and other properties.
        media: Pictures, films, embeds.
        links: Links that may lead to another page of the same text.
        items: Films and recordings that microdata describes.
        claims: What the page says of itself.
        names: Words of the classes and ids of all containers, lower case.
    """

    blocks: list[Block]
    containers: list[Container]
    inlines: list[Inline]
    media: list[Media]
    claims: Claims
    names: frozenset[str]
    links: list[Link] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    _places: dict[str, list[int]] | None = None

    def places(self, text: str) -> list[int]:
        """Indexes of the blocks with exactly this text, in document order."""
        if self._places is None:
            self._places = {}
            for block in self.blocks:
                self._places.setdefault(block.text, []).append(block.index)
        return self._places.get(text, [])

    def previous(self, block: Block) -> Block | None:
        """The block before it in the document."""
        return self.blocks[block.index - 1] if block.index else None

    def next(self, block: Block) -> Block | None:
        """The block after it in the document."""
        after = block.index + 1
        return self.blocks[after] if after < len(self.blocks) else None
