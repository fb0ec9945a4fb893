"""Text to `Document` with lexbor (through selectolax), a parser that follows the HTML standard.

`lexbor_tree` walks the tree without an object for each node. Where it is not compiled, or selectolax is of a version
whose tree it does not know, the tree is walked over selectolax's objects: the same answers, more slowly.
"""

from __future__ import annotations

import os
import warnings
from typing import TYPE_CHECKING, Any, Final

import selectolax
from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from cleanarticle.parse.document import OPAQUE, Element, Visitor

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["SELECTOLAX", "VERIFIED", "LexborDocument", "parse_html", "why_not_compiled"]

_OPTIONS: Final = int(LexborDocumentOptions.WO_EVENTS)
SELECTOLAX: Final[str] = selectolax.__version__
"""The version of selectolax that is installed."""
VERIFIED: Final = frozenset({"1.0.2"})
"""Versions of selectolax whose tree has the layout that `lexbor_tree` reads."""
_SAMPLE: Final = (
    '<!doctype html><html lang=en><title>One</title><p class="two three" data-four hidden=\'\' title="f\u00fcnf">six '
    "<made-up a-name-of-more-than-sixteen=7>seven</made-up>\n<b>\u516b</b><svg xlink:href=nine></svg><pre> </pre><p>"
    "<custom-element-with-a-long-name>ten</custom-element-with-a-long-name><!-- eleven --><template>12</template>"
)
"""A page with what the two walks could read differently: known and unknown names, of both lengths that lexbor stores in
two ways, attributes without a value, text of several bytes a character, white space, content that is not visited."""


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
        if _tree is not None:
            _tree.Tree(self._parser).accept(visitor)
        else:
            self.accept_by_objects(visitor)

    def accept_by_objects(self, visitor: Visitor) -> None:
        """The same walk over selectolax's objects."""
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


class _Recorder(Visitor):
    """Writes down all that a walk says."""

    __slots__ = ("rows",)

    def __init__(self) -> None:
        self.rows: list[tuple[object, ...]] = []

    def open(self, tag: str, depth: int, element: Element) -> None:
        self.rows.append((tag, depth, *element.attributes.items(), element.text(), element.html))

    def text(self, text: str, depth: int) -> None:
        self.rows.append((text, depth))

    def space(self, depth: int) -> None:
        self.rows.append((depth,))


def _find_tree() -> tuple[Any, str]:
    """The module `lexbor_tree`, or why it can't be used."""
    try:
        from cleanarticle.parse import lexbor_tree
    except ImportError:
        is_pure = os.environ.get("CLEANARTICLE_PURE") == "1"
        return None, "CLEANARTICLE_PURE is set" if is_pure else "it was installed without a C compiler"
    if SELECTOLAX not in VERIFIED:
        return _distrusted(f"selectolax {SELECTOLAX} is not one of those verified, {', '.join(sorted(VERIFIED))}")
    document = parse_html(_SAMPLE)
    compiled, by_objects = _Recorder(), _Recorder()
    lexbor_tree.Tree(document._parser).accept(compiled)
    document.accept_by_objects(by_objects)
    if compiled.rows != by_objects.rows:
        return _distrusted(f"it reads a page otherwise than selectolax {SELECTOLAX} does")
    return lexbor_tree, ""


def _distrusted(reason: str) -> tuple[None, str]:
    """Warn that a walk that is compiled is not used."""
    warnings.warn(f"the compiled walk over pages is not used, and they are read more slowly: {reason}", stacklevel=3)
    return None, reason


_tree, _reason = _find_tree()


def why_not_compiled() -> str:
    """Why pages are walked over selectolax's objects; empty if they are not."""
    return _reason
