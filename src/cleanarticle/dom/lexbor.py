"""Text to Document, by selectolax's lexbor: a browser's parser, in C."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from cleanarticle.dom.document import ATTRIBUTELESS, OPAQUE, TEXT, Attributes, Document, describes_page

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["parse_html"]

_TEXT_TAG: Final = "-text"
_OPTIONS: Final = int(LexborDocumentOptions.WO_EVENTS)
_NO_ATTRIBUTES: Final[Attributes] = {}


def parse_html(text: str) -> Document:
    """Parse the text of a page.

    Args:
        text: HTML, already decoded and guarded.

    Returns:
        The nodes in document order. Comments, and what stands inside opaque elements, are left out.
    """
    root = LexborHTMLParser(text, options=_OPTIONS).root
    return Document([], [], [], []) if root is None else _flatten(root)


def _flatten(root: LexborNode) -> Document:
    """Walk the tree once, without recursion: a page may nest as deep as it likes."""
    document = Document([], [], [], [])
    add_tag, add_depth = document.tags.append, document.depths.append
    add_attributes, add_text = document.attributes.append, document.texts.append
    resume: list[LexborNode | None] = []
    depth = 0
    pre = -1  # depth of the outermost open `pre`, in which white space is text
    node: LexborNode | None = root
    while True:
        while node is None:
            if not resume:
                return document
            node = resume.pop()
            depth -= 1
            if depth <= pre:
                pre = -1
        tag = node.tag
        if tag == _TEXT_TAG:
            add_tag(TEXT)
            add_depth(depth)
            add_attributes(_NO_ATTRIBUTES)
            # Half of the text nodes are white space between tags, and reading a text costs as much as the rest.
            add_text(" " if pre < 0 and node.is_empty_text_node else node.text_content or "")
            node = node.next
            continue
        if tag is None or tag[0] in "-!":
            node = node.next
            continue
        attributes = _NO_ATTRIBUTES if tag in ATTRIBUTELESS else node.attributes
        add_tag(tag)
        add_depth(depth)
        add_attributes(attributes)
        if tag in OPAQUE:
            add_text(node.text() if describes_page(tag, attributes) else "")
            node = node.next
            continue
        add_text("")
        child = node.first_child
        if child is None:
            node = node.next
        else:
            if tag == "pre" and pre < 0:
                pre = depth
            resume.append(node.next)
            depth += 1
            node = child
