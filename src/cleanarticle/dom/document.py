"""A parsed page as flat columns: what every parser adapter makes and everything else reads."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "ATTRIBUTELESS",
    "OPAQUE",
    "STRUCTURED_DATA_TYPE",
    "TEXT",
    "TITLE",
    "Attributes",
    "Document",
    "describes_page",
]

TEXT = "#text"
"""The tag of a text node."""

Attributes = dict[str, str | None]

OPAQUE = frozenset(
    "script style svg template video audio canvas math select textarea datalist applet noembed noframes object "
    "map title iframe".split()
)
"""Elements whose content a reader never sees as text: adapters list the element and leave its subtree out."""

STRUCTURED_DATA_TYPE = "application/ld+json"
"""Type of the `script` elements whose text is kept, because it describes the page."""

TITLE = "title"
"""The element whose text names the page; kept as one string, since no markup can stand in it."""

ATTRIBUTELESS = frozenset("b i em strong u s br wbr sub sup tt big small strike".split())
"""Inline elements whose attributes decide nothing; not reading them saves a tenth of the walk."""


@dataclass(frozen=True, slots=True)
class Document:
    """Nodes in document order, one row a node, as parallel columns.

    Attributes:
        tags: Lower-case element name, or `TEXT`.
        depths: Number of ancestors; the root has 0.
        attributes: The attributes of an element; empty for a text node.
        texts: The characters of a text node, or of an element whose content is no markup (`title`, structured
            data); empty for other elements.
    """

    tags: list[str]
    depths: list[int]
    attributes: list[Attributes]
    texts: list[str]


def describes_page(tag: str, attributes: Attributes) -> bool:
    """Whether the text of an opaque element says something about the page."""
    if tag != "script":
        return tag == TITLE
    kind = attributes.get("type")
    return kind is not None and kind.partition(";")[0].strip().lower() == STRUCTURED_DATA_TYPE
