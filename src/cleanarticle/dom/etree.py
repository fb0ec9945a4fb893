"""An lxml tree that the caller already has, to Document. The tree is read, never changed."""

from __future__ import annotations

from typing import Final

from lxml import etree

from cleanarticle.dom.document import ATTRIBUTELESS, OPAQUE, TEXT, Attributes, Document, describes_page

__all__ = ["is_tree", "read_tree"]

_NO_ATTRIBUTES: Final[Attributes] = {}


def is_tree(source: object) -> bool:
    """Whether a source is an lxml element or tree."""
    return isinstance(source, etree._Element | etree._ElementTree)


def read_tree(source: object) -> Document:
    """Read an lxml element or tree.

    Args:
        source: An element or a tree, of any lxml parser.

    Returns:
        The nodes in document order, as from HTML of the same content.
    """
    root = source.getroot() if isinstance(source, etree._ElementTree) else source
    document = Document([], [], [], [])
    if not isinstance(root, etree._Element) or not isinstance(root.tag, str):
        return document
    depth = 0
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            if skipped is None and not _add_element(document, element, depth):
                skipped = element
            depth += 1
            continue
        if event == "end":
            depth -= 1
            if skipped is element:
                skipped = None
        if skipped is None and element.tail and element is not root:
            _add_text(document, element.tail, depth)
    return document


def _add_element(document: Document, element: etree._Element, depth: int) -> bool:
    """Add an element's row and the text before its first child; tell whether to go on below it."""
    if not isinstance(element.tag, str):  # an entity that the parser left as it stands
        _add_text(document, element.text or "", depth)
        return True
    tag = element.tag.rpartition("}")[2].lower()
    attributes = _NO_ATTRIBUTES if tag in ATTRIBUTELESS else _attributes(element)
    document.tags.append(tag)
    document.depths.append(depth)
    document.attributes.append(attributes)
    text = element.text or ""
    if tag in OPAQUE:
        document.texts.append(text if describes_page(tag, attributes) else "")
        return False
    document.texts.append("")
    if text:
        _add_text(document, text, depth + 1)
    return True


def _add_text(document: Document, text: str, depth: int) -> None:
    document.tags.append(TEXT)
    document.depths.append(depth)
    document.attributes.append(_NO_ATTRIBUTES)
    document.texts.append(text)


def _attributes(element: etree._Element) -> Attributes:
    return {str(name).rpartition("}")[2]: str(value) for name, value in element.attrib.items()}
