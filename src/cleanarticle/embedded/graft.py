"""Document and body to Document: the page with the body from its data where its own would stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cleanarticle.dom.document import TEXT, Attributes, Document

__all__ = ["GRAFTED", "graft"]

GRAFTED: Final = "data-embedded-body"
"""Attribute of the element that the body is put into."""

_NO_ATTRIBUTES: Final[Attributes] = {}
_TITLES: Final = frozenset({"h1", "h2"})
_ROOTS: Final = frozenset({"html", "body", "main"})
_INLINE: Final = frozenset("a abbr b bdi cite code em font i mark q s small span strong sub sup time u".split())
_MOST_HEADER_WORDS: Final = 60
"""Words of the largest element around a headline that can be the article's header."""
_LEAST_OPENING: Final = 20


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
    place = _before(document, opening) if len(opening) >= _LEAST_OPENING else -1
    headline = _find_headline(document, titles)
    if place < 0 and headline >= 0:
        place = _behind_header(document, headline)
    at, depth = (place, _depth_at(document, place)) if place >= 0 else _start(document)
    rows = _rows(fragment, depth)
    if headline < 0 and titles:
        rows = _with_headline(rows, titles[0], depth)
    return Document(
        [*document.tags[:at], *rows.tags, *document.tags[at:]],
        [*document.depths[:at], *rows.depths, *document.depths[at:]],
        [*document.attributes[:at], *rows.attributes, *document.attributes[at:]],
        [*document.texts[:at], *rows.texts, *document.texts[at:]],
    )


def _rows(fragment: Document, depth: int) -> Document:
    """What stands in the body of a fragment, in an element of its own at a depth."""
    start = fragment.tags.index("body") + 1 if "body" in fragment.tags else 0
    lift = depth + 1 - (fragment.depths[start] if start < len(fragment.depths) else 0)
    return Document(
        ["article", *fragment.tags[start:]],
        [depth, *(own + lift for own in fragment.depths[start:])],
        [{GRAFTED: ""}, *fragment.attributes[start:]],
        ["", *fragment.texts[start:]],
    )


def _with_headline(rows: Document, title: str, depth: int) -> Document:
    return Document(
        ["h1", TEXT, *rows.tags],
        [depth, depth + 1, *rows.depths],
        [{}, _NO_ATTRIBUTES, *rows.attributes],
        ["", title, *rows.texts],
    )


def _before(document: Document, opening: str) -> int:
    """Row of the block-level element that begins with a text; -1 if there is none."""
    for at, (tag, text) in enumerate(zip(document.tags, document.texts, strict=True)):
        if tag == TEXT and len(text) >= _LEAST_OPENING // 2 and opening.startswith(" ".join(text.split())):
            return _block_around(document, at)
    return -1


def _block_around(document: Document, at: int) -> int:
    """Row of the innermost block-level element around a row."""
    depth = document.depths[at]
    for row in range(at - 1, -1, -1):
        if document.depths[row] < depth:
            depth = document.depths[row]
            if document.tags[row] not in _INLINE:
                return row if document.tags[row] not in _ROOTS else at
    return -1


def _find_headline(document: Document, titles: Sequence[str]) -> int:
    """Row of the heading that shows one of the titles; -1 if none does."""
    wanted = {_letters(title) for title in titles} - {""}
    for at, tag in enumerate(document.tags):
        if tag in _TITLES and _letters("".join(document.texts[at : _end(document, at)])) in wanted:
            return at
    return -1


def _behind_header(document: Document, headline: int) -> int:
    """Row behind the largest element around a headline that holds no more words than a header does."""
    depths, tags = document.depths, document.tags
    end = _end(document, headline)
    words, depth = 0, depths[headline]
    for row in range(headline - 1, -1, -1):
        if tags[row] == TEXT:
            words += len(document.texts[row].split())
        if depths[row] < depth:
            depth = depths[row]
            if tags[row] in _ROOTS:
                break
            outer = end
            while outer < len(tags) and depths[outer] > depth and words <= _MOST_HEADER_WORDS:
                words += len(document.texts[outer].split()) if tags[outer] == TEXT else 0
                outer += 1
            if words > _MOST_HEADER_WORDS:
                break
            end = outer
    return end


def _end(document: Document, start: int) -> int:
    """Row behind everything in an element."""
    end = start + 1
    while end < len(document.depths) and document.depths[end] > document.depths[start]:
        end += 1
    return end


def _depth_at(document: Document, at: int) -> int:
    """Depth of an element that is put before a row, as its sibling; behind the last row, below the page's body."""
    if at < len(document.depths):
        return max(1, document.depths[at])
    return min(2, len(document.depths))


def _start(document: Document) -> tuple[int, int]:
    """Row and depth of the first child of `main`, or of `body`, or of the root."""
    for tag in ("main", "body"):
        if tag in document.tags:
            at = document.tags.index(tag)
            return at + 1, document.depths[at] + 1
    return min(1, len(document.tags)), 1


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))
