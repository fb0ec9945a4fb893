"""HTML to a Document whose elements say which selectors match them: CSS by lexbor, XPath by lxml.

The page is parsed once, by lexbor. XPath is evaluated on a copy of its tree, made only if there is an XPath query, so
that both languages speak of the same elements. A match is carried as an attribute that no page can have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, cast

from lxml import etree
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from cleanarticle.parse.document import Attributes, Element, Visitor
from cleanarticle.parse.lexbor import LexborDocument, parse_html

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["SELECTED", "SET_APART", "Query", "Selected", "check_query", "matches_of", "select_html"]

SELECTED: Final = "selected by"
"""Attribute with the numbers of the queries that match an element. With its space it can't be an attribute of HTML."""
SET_APART: Final = "set apart"
"""Attribute of a matched element that is dropped: inline text in it has to leave the text around it."""

_PICTURES: Final = frozenset(
    "img source video audio iframe embed object track amp-img amp-video amp-iframe amp-audio".split()
)
_INLINE: Final = frozenset("a abbr b bdi bdo big cite code data em font i ins label mark q small span strong u".split())
_NAME: Final = re.compile(r"[A-Za-z_][\w.-]*")
_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNKNOWN: Final = "unknown"


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for in a page.

    Attributes:
        text: A CSS selector or an XPath 1.0 expression.
        language: Which of the two.
        use: What a match means: it holds the body, leaves the article, stays in it, or shows a field.
    """

    text: str
    language: Literal["css", "xpath"]
    use: Literal["body", "drop", "keep", "field"]


def check_query(query: Query) -> None:
    """Compile a query and ask it of an empty page.

    Raises:
        ValueError: It is no CSS selector, or no XPath expression, that can be evaluated.
    """
    try:
        if query.language == "css":
            LexborHTMLParser("").css(query.text)
        else:
            etree.XPath(query.text)(etree.Element("html"))
    except (SelectolaxError, etree.XPathError) as error:
        kind = "CSS selector" if query.language == "css" else "XPath expression"
        detail = "" if query.language == "css" else f": {error}"
        raise ValueError(f"{query.text!r} is no {kind} that can be evaluated{detail}") from error


def matches_of(attributes: Attributes) -> tuple[int, ...]:
    """The numbers of the queries that match the element with these attributes."""
    numbers = attributes.get(SELECTED)
    return tuple(map(int, numbers.split())) if numbers else ()


def select_html(text: str, queries: Sequence[Query]) -> Selected:
    """Parse the text of a page and ask it some queries.

    Args:
        text: HTML, already decoded and guarded.
        queries: The queries; their places are the numbers in `SELECTED`.

    Returns:
        The page. A query that can't be evaluated matches nothing.
    """
    tree = parse_html(text)
    found = _Found()
    for number, query in enumerate(queries):
        if query.language == "css":
            _ask_css(tree, number, query, found)
    if any(query.language == "xpath" for query in queries):
        mirror = _Mirror()
        tree.accept(mirror)
        for number, query in enumerate(queries):
            if query.language == "xpath":
                mirror.ask(number, query, found)
    return Selected(tree, tuple(queries), found)


class _Found:
    """What the queries of a page match.

    Attributes:
        numbers: Numbers of the queries, by the identity of the element.
        values: Texts that are not what an element shows, such as attributes, by number of the query.
    """

    __slots__ = ("numbers", "values")

    def __init__(self) -> None:
        self.numbers: dict[int, list[int]] = {}
        self.values: dict[int, list[str]] = {}

    def add(self, element: int, number: int) -> None:
        known = self.numbers.setdefault(element, [])
        if number not in known[-1:]:
            known.append(number)

    def add_value(self, number: int, value: str) -> None:
        value = " ".join(value.split())
        if value:
            self.values.setdefault(number, []).append(value)


class Selected:
    """A page whose elements show, as an attribute, which queries match them.

    Attributes:
        source: The text it was parsed from.
        values: Texts of fields that stand in attributes, or that an XPath expression computes from the page, by
            number of the query.
    """

    __slots__ = ("_numbers", "_queries", "_tree", "source", "values")

    def __init__(self, tree: LexborDocument, queries: tuple[Query, ...], found: _Found) -> None:
        self.source = tree.source
        self.values = {number: tuple(values) for number, values in found.values.items()}
        self._tree = tree
        self._queries = queries
        self._numbers = found.numbers

    def accept(self, visitor: Visitor) -> None:
        """Show the page, its pictures in dropped elements left out."""
        if self._numbers:
            self._tree.accept(_Marker(visitor, self._numbers, self._queries))
        else:
            self._tree.accept(visitor)


def _ask_css(tree: LexborDocument, number: int, query: Query, found: _Found) -> None:
    try:
        nodes = tree.css(query.text)
    except SelectolaxError:
        return
    for node in nodes:
        found.add(node.mem_id, number)
        value = _unshown(node.tag or "", node)
        if value and query.use == "field":
            found.add_value(number, value)


def _unshown(tag: str, element: Element) -> str:
    """The text of an element of the head, which no block shows."""
    if tag == "meta":
        return element.attributes.get("content") or ""
    return element.text() if tag == "title" else ""


class _Matched:
    """An element that queries match."""

    __slots__ = ("_element", "_signs")

    def __init__(self, element: Element, signs: Attributes) -> None:
        self._element = element
        self._signs = signs

    @property
    def attributes(self) -> Attributes:
        return {**self._element.attributes, **self._signs}

    @property
    def html(self) -> str | None:
        return self._element.html

    def text(self) -> str:
        return self._element.text()


class _Marker:
    """Shows the nodes of a tree on, matched elements with their attributes."""

    __slots__ = ("_dropped", "_kept", "_numbers", "_queries", "_visitor", "space", "text")

    def __init__(self, visitor: Visitor, numbers: dict[int, list[int]], queries: tuple[Query, ...]) -> None:
        self._visitor = visitor
        self._numbers = numbers
        self._queries = queries
        self._dropped = self._kept = -1  # depths of the outermost open elements that are dropped, or kept
        self.text = visitor.text
        self.space = visitor.space

    def open(self, tag: str, depth: int, element: Element) -> None:
        if depth <= self._dropped:
            self._dropped = -1
        if depth <= self._kept:
            self._kept = -1
        numbers = self._numbers.get(cast("LexborNode", element).mem_id)
        if numbers is None:
            if self._dropped < 0 or self._kept >= 0 or tag not in _PICTURES:
                self._visitor.open(tag, depth, element)
            return
        uses = {self._queries[number].use for number in numbers}
        if "keep" in uses and self._kept < 0:
            self._kept = depth
        if "drop" in uses and self._dropped < 0:
            self._dropped = depth
        is_dropped = self._dropped >= 0 and self._kept < 0
        if is_dropped and tag in _PICTURES:
            return
        signs: Attributes = {SELECTED: " ".join(map(str, numbers))}
        if is_dropped and "drop" in uses:
            signs[SET_APART] = ""
        if tag in _INLINE and "body" in uses:
            tag = "div"
        self._visitor.open(tag, depth, _Matched(element, signs))


class _Mirror:
    """A copy of a tree in lxml, for XPath; and which element is whose copy."""

    __slots__ = ("_elements", "_originals", "_path", "_pieces", "_shown")

    def __init__(self) -> None:
        self._elements: list[etree._Element] = []
        self._originals: dict[etree._Element, tuple[int, str]] = {}
        self._path: list[tuple[int, etree._Element]] = []
        self._pieces: list[str] = []
        self._shown: str | None = None

    def open(self, tag: str, depth: int, element: Element) -> None:
        self._leave(depth)
        self._write()
        attributes = {
            name: _NO_XML.sub("", value or "")
            for name, value in element.attributes.items()
            if _NAME.fullmatch(name) and name.isascii()
        }
        name = tag if _NAME.fullmatch(tag) and tag.isascii() else _UNKNOWN
        if self._path:
            copy = etree.SubElement(self._path[-1][1], name, attributes)
        elif self._elements:
            return  # a second root: no page has one
        else:
            copy = etree.Element(name, attributes)
        self._elements.append(copy)
        value = _unshown(tag, element)
        if tag == "title":
            copy.text = _NO_XML.sub("", value)
        self._originals[copy] = (cast("LexborNode", element).mem_id, value)
        self._path.append((depth, copy))

    def text(self, text: str, depth: int) -> None:
        self._leave(depth)
        self._pieces.append(text)

    def space(self, depth: int) -> None:
        self._leave(depth)
        self._pieces.append(" ")

    def ask(self, number: int, query: Query, found: _Found) -> None:
        """Evaluate an XPath query, and note what it matches."""
        self._leave(0)
        if not self._elements:
            return
        try:
            result: object = etree.XPath(query.text)(self._elements[0])
        except etree.XPathError:
            return
        if isinstance(result, str):
            # An expression may put words together that the page does not have; those are no text of it.
            if query.use == "field" and self._has(result):
                found.add_value(number, result)
            return
        for item in cast("Iterable[object]", result) if isinstance(result, list) else ():
            if isinstance(item, etree._Element):
                original, value = self._originals[item]
                found.add(original, number)
                if value and query.use == "field":
                    found.add_value(number, value)
            elif isinstance(item, str) and query.use == "field":
                found.add_value(number, item)

    def _leave(self, depth: int) -> None:
        """Leave every element at this depth or deeper."""
        path = self._path
        if path and path[-1][0] >= depth:
            self._write()
            while path and path[-1][0] >= depth:
                path.pop()

    def _write(self) -> None:
        """Write the text read since the last tag, all at once: pieces of it may be many."""
        if not self._pieces or not self._path:
            return
        text = _NO_XML.sub("", "".join(self._pieces))
        self._pieces.clear()
        parent = self._path[-1][1]
        if len(parent):
            last = parent[-1]
            last.tail = text
        else:
            parent.text = text

    def _has(self, text: str) -> bool:
        if self._shown is None:
            root = self._elements[0]
            attributes = (str(value) for element in self._elements for value in element.attrib.values())
            self._shown = " ".join(" ".join(["".join(map(str, root.itertext())), *attributes]).split())
        return " ".join(text.split()) in self._shown
