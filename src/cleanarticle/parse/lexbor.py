"""Text to `Document` with lexbor (through selectolax), a parser that follows the HTML standard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from cleanarticle.parse.document import OPAQUE, Visitor

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["LexborDocument", "parse_html"]

_OPTIONS: Final = int(LexborDocumentOptions.WO_EVENTS)


def parse_html(text: str) -> LexborDocument:
    """Parse the text of a page as a browser does.

    Args:
        text: HTML, already decoded and guarded.

    Returns:
        The page. Its elements stay valid as long as one of them, or the page, is referenced.
    """
    return LexborDocument(text, LexborHTMLParser(text, options=_OPTIONS))


class LexborDocument:
    """A page that lexbor parsed."""

    __slots__ = ("_parser", "source")

    def __init__(self, source: str, parser: LexborHTMLParser) -> None:
        self.source = source
        self._parser = parser

    @property
    def root(self) -> LexborNode | None:
        """The outermost element."""
        return self._parser.root

    def css(self, selector: str) -> list[LexborNode]:
        """The elements that match a CSS selector, in document order.

        Raises:
            SelectolaxError: The selector is invalid.
        """
        return self._parser.css(selector)

    def accept(self, visitor: Visitor) -> None:
        """Walk the tree once, without recursion: pages may nest thousands of elements."""
        open_element, add_text, add_space = visitor.open, visitor.text, visitor.space
        next_siblings: list[LexborNode | None] = []  # of the open elements, where the walk goes on after each
        tags: dict[int, str | None] = {}  # names by id: reading a name makes a new string each time
        depth = 0
        pre = -1  # depth of the outermost open `pre`, in which white space is text
        node: LexborNode | None = self._parser.root
        while True:
            while node is None:
                if not next_siblings:
                    return
                node = next_siblings.pop()
                depth -= 1
                if depth <= pre:
                    pre = -1
            if node.is_text_node:
                # Half of the text nodes are white space between tags, and the flag is cheaper than their text.
                if pre < 0 and node.is_empty_text_node:
                    add_space(depth)
                else:
                    add_text(node.text_content or "", depth)
                node = node.next
                continue
            tag_id = node.tag_id
            if tag_id not in tags:
                tags[tag_id] = node.tag if node.is_element_node else None
            tag = tags[tag_id]
            if tag is None:
                node = node.next
                continue
            open_element(tag, depth, node)
            child = None if tag in OPAQUE else node.first_child
            if child is None:
                node = node.next
                continue
            if tag == "pre" and pre < 0:
                pre = depth
            next_siblings.append(node.next)
            depth += 1
            node = child
