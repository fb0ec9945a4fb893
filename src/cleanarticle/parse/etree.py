"""An lxml tree to `Document`. The tree is read, never changed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cleanarticle.parse.document import OPAQUE, Attributes, Document, Visitor

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["is_tree", "read_tree", "write_tree"]


def is_tree(source: object) -> bool:
    """True for an lxml element or tree."""
    etree = sys.modules.get("lxml.etree")  # without it there is no tree, and importing the library takes longer
    return etree is not None and isinstance(source, etree._Element | etree._ElementTree)


def read_tree(source: object) -> Document:
    """Read an element or tree of any lxml parser.

    Returns:
        The page, with the same nodes as from HTML of the same content.
    """
    from lxml import etree

    return EtreeDocument(source.getroot() if isinstance(source, etree._ElementTree) else source)


def write_tree(source: object) -> str:
    """Write an lxml element or tree as HTML; the result is empty for any other object."""
    from lxml import etree

    root = source.getroot() if isinstance(source, etree._ElementTree) else source
    if not isinstance(root, etree._Element):
        return ""
    return etree.tostring(root, encoding="unicode", method="html", with_tail=False)


class EtreeDocument:
    """A page in an lxml tree."""

    __slots__ = ("_root", "source")

    def __init__(self, root: object) -> None:
        self.source = ""
        self._root = root

    def accept(self, visitor: Visitor) -> None:
        """Walk the tree once, without recursion: pages may nest thousands of elements."""
        from lxml import etree

        root = self._root
        if not isinstance(root, etree._Element) or not isinstance(root.tag, str):
            return
        depth = 0
        skipped: etree._Element | None = None
        for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            if event == "start":
                if skipped is None and not _open(visitor, element, depth):
                    skipped = element
                depth += 1
                continue
            if event == "end":
                depth -= 1
                if skipped is element:
                    skipped = None
            # The text after a node belongs to its parent; comments and processing instructions have one too.
            if skipped is None and element.tail and element is not root:
                visitor.text(element.tail, depth)


def _open(visitor: Visitor, element: etree._Element, depth: int) -> bool:
    """Pass an element and the text before its first child; return True if its content follows."""
    if not isinstance(element.tag, str):  # an entity that the parser did not resolve
        visitor.text(element.text or "", depth)
        return True
    tag = element.tag.rpartition("}")[2].lower()
    visitor.open(tag, depth, EtreeElement(element))
    if tag in OPAQUE:
        return False
    if element.text:
        visitor.text(element.text, depth + 1)
    return True


class EtreeElement:
    """An lxml element as `Element`."""

    __slots__ = ("_element",)

    def __init__(self, element: etree._Element) -> None:
        self._element = element

    @property
    def attributes(self) -> Attributes:
        """Values by local name."""
        return {str(name).rpartition("}")[2]: str(value) for name, value in self._element.attrib.items()}

    @property
    def html(self) -> str:
        """The element and its content as HTML."""
        from lxml import etree

        return etree.tostring(self._element, encoding="unicode", method="html", with_tail=False)

    def text(self) -> str:
        """The text of the element and its descendants."""
        return str(self._element.xpath("string()"))
