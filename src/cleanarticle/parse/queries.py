"""HTML to a `Document` whose elements name the queries that match them: CSS by lexbor, XPath by lxml.

lexbor parses the page once. XPath is evaluated on an lxml copy of that tree, made only if there is an XPath query, so
that both languages see the same elements. Matches travel as an attribute that no parsed page can have.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, cast

from lxml import etree
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.parse.document import Attributes, Element, Visitor
from cleanarticle.parse.lexbor import LexborDocument, parse_html

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["MATCHED", "SET_APART", "QueriedDocument", "Query", "check_query", "parse_with_queries", "query_numbers"]

MATCHED: Final = "matched by"
"""Attribute with the numbers of the queries that match an element. The space keeps it apart from parsed attributes."""
SET_APART: Final = "set apart"
"""Attribute of a matched element that is dropped: its inline text becomes a block of its own."""

_PICTURES: Final = frozenset(
    "img source video audio iframe embed object track amp-img amp-video amp-iframe amp-audio".split()
)
_INLINE: Final = frozenset("a abbr b bdi bdo big cite code data em font i ins label mark q small span strong u".split())
_NAME: Final = lazy_pattern(r"[A-Za-z_][\w.-]*")
_NO_XML: Final = lazy_pattern("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNKNOWN: Final = "unknown"


@dataclass(frozen=True, slots=True)
class Query:
    """A CSS selector or XPath expression and its purpose.

    Attributes:
        text: A CSS selector or an XPath 1.0 expression.
        language: Which of the two.
        use: What a match does: it holds the body, leaves the article, stays in it, or gives a field.
    """

    text: str
    language: Literal["css", "xpath"]
    use: Literal["body", "drop", "keep", "field"]


def check_query(query: Query) -> None:
    """Compile a query and evaluate it on an empty page.

    Raises:
        ValueError: It is not a valid CSS selector or XPath expression.
    """
    try:
        if query.language == "css":
            LexborHTMLParser("").css(query.text)
        else:
            etree.XPath(query.text)(etree.Element("html"))
    except (SelectolaxError, etree.XPathError) as error:
        kind = "CSS selector" if query.language == "css" else "XPath expression"
        detail = "" if query.language == "css" else f": {error}"
        raise ValueError(f"{query.text!r} is not a valid {kind}{detail}") from error


def query_numbers(attributes: Attributes) -> tuple[int, ...]:
    """The numbers of the queries that match the element with these attributes."""
    numbers = attributes.get(MATCHED)
    return tuple(map(int, numbers.split())) if numbers else ()


def parse_with_queries(text: str, queries: Sequence[Query]) -> QueriedDocument:
    """Parse the text of a page and evaluate queries on it.

    Args:
        text: HTML, already decoded and guarded.
        queries: The queries; `MATCHED` numbers them by their positions.

    Returns:
        The page. A query that can't be evaluated matches nothing.
    """
    document = parse_html(text)
    matches = _QueryMatches()
    for number, query in enumerate(queries):
        if query.language == "css":
            _evaluate_css(document, number, query, matches)
    if any(query.language == "xpath" for query in queries):
        copy = _EtreeCopy()
        document.accept(copy)
        for number, query in enumerate(queries):
            if query.language == "xpath":
                copy.evaluate(number, query, matches)
    return QueriedDocument(document, tuple(queries), matches)


class _QueryMatches:
    """What the queries of a page match.

    Attributes:
        numbers: Numbers of the queries by the address of the lexbor node.
        values: Texts that no block shows, such as attributes, by number of the query.
    """

    __slots__ = ("numbers", "values")

    def __init__(self) -> None:
        self.numbers: dict[int, list[int]] = {}
        self.values: dict[int, list[str]] = {}

    def add(self, address: int, number: int) -> None:
        numbers = self.numbers.setdefault(address, [])
        if number not in numbers[-1:]:
            numbers.append(number)

    def add_value(self, number: int, value: str) -> None:
        value = " ".join(value.split())
        if value:
            self.values.setdefault(number, []).append(value)


class QueriedDocument:
    """A page whose elements have the queries that match them as an attribute.

    Attributes:
        source: The text it was parsed from.
        values: Values of fields that come from attributes or from an XPath expression that gives a string, by number
            of the query.
    """

    __slots__ = ("_document", "_numbers", "_queries", "source", "values")

    def __init__(self, document: LexborDocument, queries: tuple[Query, ...], matches: _QueryMatches) -> None:
        self.source = document.source
        self.values = {number: tuple(values) for number, values in matches.values.items()}
        self._document = document
        self._queries = queries
        self._numbers = matches.numbers

    def accept(self, visitor: Visitor) -> None:
        """Walk the page, leaving out pictures in dropped elements."""
        if self._numbers:
            visitor = _MatchMarker(visitor, self._numbers, self._queries)
        self._document.accept(visitor)


def _evaluate_css(document: LexborDocument, number: int, query: Query, matches: _QueryMatches) -> None:
    try:
        nodes = document.css(query.text)
    except SelectolaxError:
        return
    for node in nodes:
        matches.add(node.mem_id, number)
        value = _head_text(node.tag or "", node)
        if value and query.use == "field":
            matches.add_value(number, value)


def _head_text(tag: str, element: Element) -> str:
    """The text of `meta` and `title`, which no block shows; empty for other elements."""
    if tag == "meta":
        return element.attributes.get("content") or ""
    return element.text() if tag == "title" else ""


class _MatchedElement:
    """An element with the attributes that mark its matches."""

    __slots__ = ("_element", "_marks")

    def __init__(self, element: Element, marks: Attributes) -> None:
        self._element = element
        self._marks = marks

    @property
    def attributes(self) -> Attributes:
        return {**self._element.attributes, **self._marks}

    @property
    def html(self) -> str | None:
        return self._element.html

    def text(self) -> str:
        return self._element.text()


class _MatchMarker(Visitor):
    """Passes nodes on to a visitor and marks the matched elements."""

    __slots__ = ("_dropped", "_kept", "_numbers", "_queries", "_visitor")

    def __init__(self, visitor: Visitor, numbers: dict[int, list[int]], queries: tuple[Query, ...]) -> None:
        self._visitor = visitor
        self._numbers = numbers
        self._queries = queries
        self._dropped = self._kept = -1  # depths of the outermost open elements that are dropped, or kept

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
        marks: Attributes = {MATCHED: " ".join(map(str, numbers))}
        if is_dropped and "drop" in uses:
            marks[SET_APART] = ""
        # Only a container can hold the body.
        if tag in _INLINE and "body" in uses:
            tag = "div"
        self._visitor.open(tag, depth, _MatchedElement(element, marks))

    def text(self, text: str, depth: int) -> None:
        self._visitor.text(text, depth)

    def space(self, depth: int) -> None:
        self._visitor.space(depth)


class _EtreeCopy(Visitor):
    """Builds an lxml copy of a tree, and keeps the address of the lexbor node that each element copies."""

    __slots__ = ("_elements", "_originals", "_path", "_pending_text", "_shown")

    def __init__(self) -> None:
        self._elements: list[etree._Element] = []
        self._originals: dict[etree._Element, tuple[int, str]] = {}
        self._path: list[tuple[int, etree._Element]] = []
        self._pending_text: list[str] = []
        self._shown: str | None = None

    def open(self, tag: str, depth: int, element: Element) -> None:
        self._leave(depth)
        self._write_text()
        attributes = {
            name: _NO_XML.sub("", value or "")
            for name, value in element.attributes.items()
            if _NAME.fullmatch(name) and name.isascii()
        }
        name = tag if _NAME.fullmatch(tag) and tag.isascii() else _UNKNOWN
        if self._path:
            copy = etree.SubElement(self._path[-1][1], name, attributes)
        elif self._elements:
            return  # a tree has one root; a parsed page has no second one
        else:
            copy = etree.Element(name, attributes)
        self._elements.append(copy)
        value = _head_text(tag, element)
        if tag == "title":
            copy.text = _NO_XML.sub("", value)
        self._originals[copy] = (cast("LexborNode", element).mem_id, value)
        self._path.append((depth, copy))

    def text(self, text: str, depth: int) -> None:
        self._leave(depth)
        self._pending_text.append(text)

    def space(self, depth: int) -> None:
        self._leave(depth)
        self._pending_text.append(" ")

    def evaluate(self, number: int, query: Query, matches: _QueryMatches) -> None:
        """Evaluate an XPath query and add its matches."""
        self._leave(0)
        if not self._elements:
            return
        try:
            result: object = etree.XPath(query.text)(self._elements[0])
        except etree.XPathError:
            return
        if isinstance(result, str):
            # concat() and the like may build a string that the page does not contain: that is not its text.
            if query.use == "field" and self._contains(result):
                matches.add_value(number, result)
            return
        for item in cast("Iterable[object]", result) if isinstance(result, list) else ():
            if isinstance(item, etree._Element):
                address, value = self._originals[item]
                matches.add(address, number)
                if value and query.use == "field":
                    matches.add_value(number, value)
            elif isinstance(item, str) and query.use == "field":
                matches.add_value(number, item)

    def _leave(self, depth: int) -> None:
        """Close every element at this depth or deeper."""
        path = self._path
        if path and path[-1][0] >= depth:
            self._write_text()
            while path and path[-1][0] >= depth:
                path.pop()

    def _write_text(self) -> None:
        """Write the text since the last tag in one go: appending thousands of pieces to lxml would be quadratic."""
        if not self._pending_text or not self._path:
            return
        text = _NO_XML.sub("", "".join(self._pending_text))
        self._pending_text.clear()
        parent = self._path[-1][1]
        if len(parent):
            last = parent[-1]
            last.tail = text
        else:
            parent.text = text

    def _contains(self, text: str) -> bool:
        """True if the page has this text, in its content or in one attribute."""
        if self._shown is None:
            root = self._elements[0]
            attributes = (str(value) for element in self._elements for value in element.attrib.values())
            self._shown = " ".join(" ".join(["".join(map(str, root.itertext())), *attributes]).split())
        return " ".join(text.split()) in self._shown
