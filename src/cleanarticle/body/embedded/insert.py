"""Document and body to Document: the page with the body from its data where its own would stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from cleanarticle.parse.document import EMPTY_ELEMENT, Attributes, Document, Element, Visitor

__all__ = ["GRAFTED", "graft"]

GRAFTED: Final = "data-embedded-body"
"""Attribute of the element that the body is put into."""

_TEXT: Final = "#text"
_TITLES: Final = frozenset({"h1", "h2"})
_ROOTS: Final = frozenset({"html", "body", "main"})
_INLINE: Final = frozenset("a abbr b bdi cite code em font i mark q s small span strong sub sup time u".split())
_MOST_HEADER_WORDS: Final = 60
"""Words of the largest element around a headline that can be the article's header."""
_LEAST_OPENING: Final = 20


@dataclass(slots=True)
class _Rows:
    """Nodes in document order, one row a node, as parallel columns: a document that can be cut and joined.

    Attributes:
        tags: Element name, or `_TEXT`.
        depths: Number of ancestors.
        elements: The element; one without attributes for a text.
        texts: The characters of a text, one space for white space between tags; empty for elements.
        source: Nothing: it was not parsed from HTML of its own.
    """

    tags: list[str] = field(default_factory=list)
    depths: list[int] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    source: str = ""

    def open(self, tag: str, depth: int, element: Element) -> None:
        self._add(tag, depth, element, "")

    def text(self, text: str, depth: int) -> None:
        self._add(_TEXT, depth, EMPTY_ELEMENT, text)

    def space(self, depth: int) -> None:
        self._add(_TEXT, depth, EMPTY_ELEMENT, " ")

    def accept(self, visitor: Visitor) -> None:
        for tag, depth, element, text in zip(self.tags, self.depths, self.elements, self.texts, strict=True):
            if tag != _TEXT:
                visitor.open(tag, depth, element)
            elif text == " ":
                visitor.space(depth)
            else:
                visitor.text(text, depth)

    def append(self, others: _Rows, start: int, end: int, lift: int) -> None:
        """Add some rows of another document, so much deeper."""
        self.tags += others.tags[start:end]
        self.depths += [depth + lift for depth in others.depths[start:end]]
        self.elements += others.elements[start:end]
        self.texts += others.texts[start:end]

    def _add(self, tag: str, depth: int, element: Element, text: str) -> None:
        self.tags.append(tag)
        self.depths.append(depth)
        self.elements.append(element)
        self.texts.append(text)


class _Frame:
    """The element around a body that was put into a page."""

    __slots__ = ()

    @property
    def attributes(self) -> Attributes:
        return {GRAFTED: ""}

    @property
    def html(self) -> str:
        return ""

    def text(self) -> str:
        return ""


def graft(document: Document, fragment: Document, *, titles: Sequence[str], opening: str) -> Document:
    """Put a body into a page.

    It goes where the page's own begins, if it shows a beginning; else behind the header with the headline; else to
    the start of the page, with the first of the titles above it.

    Args:
        document: The page.
        fragment: The body, parsed as a page of its own.
        titles: Titles that the body and the page have.
        opening: Text of the first block that the page shows of the body; empty if it shows nothing.

    Returns:
        A new document. The element around the body has the attribute `GRAFTED`.
    """
    page, body = _Rows(), _Rows()
    document.accept(page)
    fragment.accept(body)
    place = _before(page, opening) if len(opening) >= _LEAST_OPENING else -1
    headline = _find_headline(page, titles)
    if place < 0 and headline >= 0:
        place = _behind_header(page, headline)
    at, depth = (place, _depth_at(page, place)) if place >= 0 else _start(page)
    joined = _Rows()
    joined.append(page, 0, at, 0)
    if headline < 0 and titles:
        joined.open("h1", depth, EMPTY_ELEMENT)
        joined.text(titles[0], depth + 1)
    joined.open("article", depth, _Frame())
    start = body.tags.index("body") + 1 if "body" in body.tags else 0
    if start < len(body.tags):
        joined.append(body, start, len(body.tags), depth + 1 - body.depths[start])
    joined.append(page, at, len(page.tags), 0)
    return joined


def _before(page: _Rows, opening: str) -> int:
    """Row of the block-level element that begins with a text; -1 if there is none."""
    for at, (tag, text) in enumerate(zip(page.tags, page.texts, strict=True)):
        if tag == _TEXT and len(text) >= _LEAST_OPENING // 2 and opening.startswith(" ".join(text.split())):
            return _block_around(page, at)
    return -1


def _block_around(page: _Rows, at: int) -> int:
    """Row of the innermost block-level element around a row."""
    depth = page.depths[at]
    for row in range(at - 1, -1, -1):
        if page.depths[row] < depth:
            depth = page.depths[row]
            if page.tags[row] not in _INLINE:
                return row if page.tags[row] not in _ROOTS else at
    return -1


def _find_headline(page: _Rows, titles: Sequence[str]) -> int:
    """Row of the heading that shows one of the titles; -1 if none does."""
    wanted = {_letters(title) for title in titles} - {""}
    for at, tag in enumerate(page.tags):
        if tag in _TITLES and _letters("".join(page.texts[at : _end(page, at)])) in wanted:
            return at
    return -1


def _behind_header(page: _Rows, headline: int) -> int:
    """Row behind the largest element around a headline that holds no more words than a header does."""
    depths, tags = page.depths, page.tags
    end = _end(page, headline)
    words, depth = 0, depths[headline]
    for row in range(headline - 1, -1, -1):
        if tags[row] == _TEXT:
            words += len(page.texts[row].split())
        if depths[row] < depth:
            depth = depths[row]
            if tags[row] in _ROOTS:
                break
            outer = end
            while outer < len(tags) and depths[outer] > depth and words <= _MOST_HEADER_WORDS:
                words += len(page.texts[outer].split()) if tags[outer] == _TEXT else 0
                outer += 1
            if words > _MOST_HEADER_WORDS:
                break
            end = outer
    return end


def _end(page: _Rows, start: int) -> int:
    """Row behind everything in an element."""
    end = start + 1
    while end < len(page.depths) and page.depths[end] > page.depths[start]:
        end += 1
    return end


def _depth_at(page: _Rows, at: int) -> int:
    """Depth of an element that is put before a row, as its sibling; behind the last row, below the page's body."""
    if at < len(page.depths):
        return max(1, page.depths[at])
    return min(2, len(page.depths))


def _start(page: _Rows) -> tuple[int, int]:
    """Row and depth of the first child of `main`, or of `body`, or of the root."""
    for tag in ("main", "body"):
        if tag in page.tags:
            at = page.tags.index(tag)
            return at + 1, page.depths[at] + 1
    return min(1, len(page.tags)), 1


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))
