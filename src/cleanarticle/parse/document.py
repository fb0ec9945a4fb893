"""What every parser adapter gives: a parsed page that shows its nodes to a visitor, in document order."""

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
"""Elements whose content a reader never sees as text: adapters show the element and leave its subtree out."""


class Element(Protocol):
    """An element while it is visited. It is asked for more only where more is needed, since each answer costs."""

    @property
    def attributes(self) -> Attributes:
        """Its attributes; the value of an attribute without one is None."""

    @property
    def html(self) -> str | None:
        """It with all it holds, as HTML."""

    def text(self) -> str:
        """The characters in it, those of its descendants included."""


class Visitor(Protocol):
    """What is called for the nodes of a page, in document order; `depth` is the number of a node's ancestors."""

    def open(self, tag: str, depth: int, element: Element) -> None:
        """An element with its name in lower case. What it holds comes next, deeper, unless it is opaque."""

    def text(self, text: str, depth: int) -> None:
        """Characters."""

    def space(self, depth: int) -> None:
        """White space between tags, outside `pre`."""


class Document(Protocol):
    """A parsed page.

    Attributes:
        source: The HTML it was parsed from; empty for what was none.
    """

    source: str

    def accept(self, visitor: Visitor) -> None:
        """Show every element and text to a visitor. Comments, and what stands in opaque elements, are left out."""


class _EmptyElement:
    """An element of which nothing but its name is known."""

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
"""An element that has nothing but a name."""


def is_structured_data(attributes: Attributes) -> bool:
    """Whether a script with these attributes describes the page."""
    kind = attributes.get("type")
    return kind is not None and kind.partition(";")[0].strip().lower() == "application/ld+json"
