"""The one form that every parser adapter gives: a parsed page that a visitor walks in document order."""

from __future__ import annotations

from typing import Final, Protocol

__all__ = [
    "EMPTY_ELEMENT",
    "NO_ATTRIBUTES",
    "OPAQUE",
    "Attributes",
    "Document",
    "Element",
    "Visitor",
    "is_structured_data",
]

Attributes = dict[str, str | None]

NO_ATTRIBUTES: Final[Attributes] = {}

OPAQUE: Final = frozenset(
    "script style svg template video audio canvas math select textarea datalist applet noembed noframes object "
    "map title iframe".split()
)
"""Elements whose content a reader never sees as text: a visitor gets the element without its subtree."""


class Element(Protocol):
    """An element, valid while it is visited. Every answer costs time, so ask only for what you need."""

    @property
    def attributes(self) -> Attributes:
        """Values by name; an attribute without a value is `None`."""

    @property
    def html(self) -> str | None:
        """The element and its content as HTML."""

    def text(self) -> str:
        """The text of the element and its descendants."""


class Visitor:
    """Gets the nodes of a page in document order, but no end tags; `depth` is the number of a node's ancestors."""

    __slots__ = ()

    def open(self, tag: str, depth: int, element: Element) -> None:
        """An element begins; `tag` is in lower case. Unless it is opaque, its content follows at greater depth."""

    def text(self, text: str, depth: int) -> None:
        """Characters."""

    def space(self, depth: int) -> None:
        """White space between tags, outside `pre`."""


class Document(Protocol):
    """A parsed page.

    Attributes:
        source: The HTML it was parsed from; empty if there was none.
    """

    source: str

    def accept(self, visitor: Visitor) -> None:
        """Pass every element and text to a visitor, except comments and the content of opaque elements."""


class _EmptyElement:
    __slots__ = ()

    @property
    def attributes(self) -> Attributes:
        return NO_ATTRIBUTES

    @property
    def html(self) -> str:
        return ""

    def text(self) -> str:
        return ""


EMPTY_ELEMENT: Final[Element] = _EmptyElement()
"""An element without attributes and content, for documents that were not parsed from markup."""


def is_structured_data(attributes: Attributes) -> bool:
    """True for the attributes of a JSON-LD script; parameters after the media type are ignored."""
    kind = attributes.get("type")
    return kind is not None and kind.partition(";")[0].strip().lower() == "application/ld+json"
