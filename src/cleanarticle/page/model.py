"""A page as blocks of text in containers: the features that scores, rules and fields read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final, TypeVar, cast

from cleanarticle.lexicon.phrases import bundled_phrases
from cleanarticle.page.claims import Claims
from cleanarticle.parse.document import Attributes, Element

MOST_WORDS_FOR_CUES: Final = 45.0
"""Longer blocks are not searched for cues: boilerplate is short, and a long paragraph may quote it."""

_NO_CUES: Final[frozenset[str]] = frozenset()

_Answer = TypeVar("_Answer")

__all__ = [
    "Block",
    "Container",
    "Inline",
    "MediaElement",
    "MicrodataItem",
    "OutlineEntry",
    "Page",
    "PaginationLink",
    "RunMark",
    "Within",
]


RunMark = tuple[int, int, str, Element]
"""A marked part of a run: index of its first string, index after its last, kind of mark, the inline element."""

OutlineEntry = tuple[int, str, Element, int]
"""An element that shapes lists and tables, or a thematic break: depth, name, element, index of the next block."""


class Within:
    """Bits for the semantic elements that a container is, or is in.

    They are plain integers because an operation on an `IntFlag` costs a microsecond, and a page needs a thousand.
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

    # For rules: in one of these, a short line that looks like cruft may be the article's own.
    DATA: Final = TABLE | PRE
    DATA_OR_HEADING: Final = DATA | HEADING
    DATA_OR_QUOTE: Final = DATA | QUOTE
    HEADING_OR_ITEM: Final = HEADING | LIST | TABLE
    STRUCTURED: Final = DATA | QUOTE | HEADING | LIST
    # What is around the body of most pages.
    AROUND_BODY: Final = ASIDE | NAV | FOOTER | DIALOG | HIDDEN


class Container:
    """A block-level element with text or media in it, at any depth.

    Attributes:
        index: Position among the page's containers, in document order; a parent comes before its children.
        tag: Element name.
        element: The element.
        parent: The container around it; `None` for the root.
        attributes: The element's attributes.
        names: Words of its class and id, lower case.
        within: The semantic elements it is or is in, as bits of `Within`.
        list_depth: Number of lists it is or is in.
        first: Index of its first block.
        end: Index after its last block; 0 without blocks.
        words: Words of its blocks.
        link_words: Those of them that are linked.
    """

    __slots__ = (
        "_nearest",
        "attributes",
        "element",
        "end",
        "first",
        "index",
        "link_words",
        "list_depth",
        "names",
        "parent",
        "tag",
        "within",
        "words",
    )

    def __init__(
        self,
        index: int,
        tag: str,
        parent: Container | None,
        element: Element,
        attributes: Attributes,
        names: tuple[str, ...],
        within: int,
        list_depth: int,
        first: int,
    ) -> None:
        self.index = index
        self.tag = tag
        self.element = element
        self.parent = parent
        self.attributes = attributes
        self.names = names
        self.within = within
        self.list_depth = list_depth
        self.first = first
        self.end = 0
        self.words = 0.0
        self.link_words = 0.0
        self._nearest: dict[frozenset[str], Container | None] | None = None

    def inclusive_ancestors(self, limit: int | None = None) -> Iterator[Container]:
        """Yield this container and those around it, innermost first, at most `limit` of them."""
        container: Container | None = self
        while container is not None and limit != 0:
            yield container
            container = container.parent
            if limit is not None:
                limit -= 1

    def outermost(self, most_words: float) -> Container:
        """The outermost of this container and those around it with at most this many words.

        Word counts grow outwards, so the climb stops at the first container with more.
        """
        container = self
        while container.parent is not None and container.parent.words <= most_words:
            container = container.parent
        return container

    def nearest(self, names: frozenset[str]) -> Container | None:
        """The innermost of this container and those around it with one of these names in its class or id."""
        if self.names and not names.isdisjoint(self.names):
            return self
        parent = self.parent
        if parent is None:
            return None
        # The children of a container share the rest of the path, so the parent caches the answer for it.
        if parent._nearest is None:
            parent._nearest = {}
        elif names in parent._nearest:
            return parent._nearest[names]
        container: Container | None = parent
        while container is not None and names.isdisjoint(container.names):
            container = container.parent
            if container is not None and container._nearest is not None and names in container._nearest:
                container = container._nearest[names]
                break
        parent._nearest[names] = container
        return container


class Block:
    """A run of text in one block-level element.

    Attributes:
        index: Position among the page's blocks, in document order.
        text: The text, white space collapsed; a `<br>` in it is a newline.
        tag: Name of the block-level element; `tr` for the joined cells of a table row.
        container: That element.
        words: Number of words; in scripts without spaces, characters divided by 1.7.
        link_density: Share of its characters that are linked, 0 to 1.
        strong_share: Share of its characters that are bold, 0 to 1.
        link_names: Words of the class of its last link, lower case, if all its text is linked.
        run: The strings that its text was made of, if some of them are marked.
        run_marks: What inline elements say of parts of the run.
        cells: The blocks of its cells, if it is a table row.
    """

    __slots__ = (
        "_cues",
        "cells",
        "container",
        "index",
        "link_density",
        "link_names",
        "run",
        "run_marks",
        "strong_share",
        "tag",
        "text",
        "words",
    )

    def __init__(
        self,
        index: int,
        text: str,
        tag: str,
        container: Container,
        words: float,
        link_density: float,
        strong_share: float,
    ) -> None:
        self.index = index
        self.text = text
        self.tag = tag
        self.container = container
        self.words = words
        self.link_density = link_density
        self.strong_share = strong_share
        self.link_names: tuple[str, ...] = ()
        self.run: list[str] | None = None
        self.run_marks: list[RunMark] | None = None
        self.cells: list[Block] | None = None
        self._cues: frozenset[str] | None = None

    @property
    def cues(self) -> frozenset[str]:
        """The lexicon's cues in its text; none if it is longer than a long sentence.

        They are looked up on first access, because most blocks are decided without them.
        """
        if self._cues is None:
            self._cues = bundled_phrases().find(self.text) if self.words <= MOST_WORDS_FOR_CUES else _NO_CUES
        return self._cues


class Inline:
    """An inline element whose attributes say what its text is: an author link, a time, a microdata property.

    Attributes:
        tag: Element name.
        attributes: Its attributes.
        text: Its text, white space collapsed.
        block: Index of the block that contains it.
    """

    __slots__ = ("attributes", "block", "tag", "text")

    def __init__(self, tag: str, attributes: Attributes, text: str, block: int) -> None:
        self.tag = tag
        self.attributes = attributes
        self.text = text
        self.block = block


class MediaElement:
    """A picture, video, recording or embedded document.

    Attributes:
        tag: img, source, video, audio, iframe, amp-img …; `background` for an element in a figure that shows its
            picture as a CSS background.
        attributes: Its attributes.
        container: The container it is in.
        block: Index of the next block after it.
        link: Address of the link around it, if there is one.
    """

    __slots__ = ("attributes", "block", "container", "link", "tag")

    def __init__(
        self, tag: str, attributes: Attributes, container: Container, block: int, link: str | None = None
    ) -> None:
        self.tag = tag
        self.attributes = attributes
        self.container = container
        self.block = block
        self.link = link


class PaginationLink:
    """A link that may lead to another page of the same text: it says so, or its address ends in a small number.

    Attributes:
        attributes: Its attributes.
        text: Its text, white space collapsed.
        block: Index of the block that contains it.
    """

    __slots__ = ("attributes", "block", "text")

    def __init__(self, attributes: Attributes, text: str, block: int) -> None:
        self.attributes = attributes
        self.text = text
        self.block = block


@dataclass(slots=True, eq=False)
class MicrodataItem:
    """A video or recording that microdata describes.

    Attributes:
        kind: Its type, as the page writes it.
        block: Index of the next block after its start tag.
        properties: The first value of each property given by a `meta` or `link` element, by name.
    """

    kind: str
    block: int
    properties: dict[str, str]


@dataclass(slots=True, eq=False)
class Page:
    """A segmented page, with everything that scores, rules and fields may read.

    Attributes:
        blocks: All runs of text, in document order.
        containers: All containers, parents before children.
        inlines: Inline elements that name authors, times and other properties.
        media: Pictures, videos, recordings, embeds.
        pagination_links: Links that may lead to another page of the same text.
        items: Videos and recordings that microdata describes.
        outline: The elements of lists and tables, also those without text, and thematic breaks.
        claims: The page's metadata.
        names: Words of the classes of all containers, lower case.
    """

    blocks: list[Block]
    containers: list[Container]
    inlines: list[Inline]
    media: list[MediaElement]
    claims: Claims
    names: frozenset[str]
    pagination_links: list[PaginationLink] = field(default_factory=list)
    items: list[MicrodataItem] = field(default_factory=list)
    outline: list[OutlineEntry] = field(default_factory=list)
    _places: dict[str, list[int]] | None = None
    _answers: dict[tuple[object, int], object] = field(default_factory=dict)

    def places(self, text: str) -> list[int]:
        """The indexes of the blocks with exactly this text, in document order."""
        if self._places is None:
            self._places = {}
            for block in self.blocks:
                self._places.setdefault(block.text, []).append(block.index)
        return self._places.get(text, [])

    def once(self, ask: Callable[[Container, Page], _Answer], container: Container) -> _Answer:
        """The answer of a function about a container, which is called once for it.

        For what a rule asks of a whole box: a box of a thousand blocks is not read anew for each of them.

        Args:
            ask: A function of a module, whose answer depends on its arguments alone.
            container: The container.
        """
        key = (ask, container.index)
        if key not in self._answers:
            self._answers[key] = ask(container, self)
        return cast("_Answer", self._answers[key])

    def previous(self, block: Block) -> Block | None:
        """The block before it in the document."""
        return self.blocks[block.index - 1] if block.index else None

    def next(self, block: Block) -> Block | None:
        """The block after it in the document."""
        after = block.index + 1
        return self.blocks[after] if after < len(self.blocks) else None
