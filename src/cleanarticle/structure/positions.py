"""Where in the source a text of the body stands: the path of its element, and its span in the markup."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator
from html import unescape
from typing import Final

from cleanarticle.content import SourcePosition
from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.page.model import Block
from cleanarticle.page.segment.text import UNPRINTABLE
from cleanarticle.parse.document import EMPTY_ELEMENT, Document, Element, Visitor

__all__ = ["SourcePositions"]

_TOKEN: Final = lazy_pattern(
    r"<!--.*?(?:-->|$)|<(script|style|template|title)\b[^>]*>.*?(?:</\1\s*>|$)"
    r"|<[/!?a-z](?:[^>\"']|\"[^\"]{0,4000}\"|'[^']{0,4000}'){0,4000}>|[^<]+|<",
    re.IGNORECASE | re.DOTALL,
)
"""A comment, an element whose content is no text, a tag, a text, or a sign that begins none of them."""
_PIECE: Final = lazy_pattern(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?|\s+|[^&\s]+|&")
_SPACE: Final = lazy_pattern(r"\s+")
_ENDS: Final = 32
"""Characters at the beginning and at the end of a text that are looked for. Between them may be formulas and signs of
notes, of which the markup has more than the text."""
_UNIQUE_LEVELS: Final = 2
"""Levels with one element of a name each: `html`, `body`."""
_MOST_LONGER: Final = 4
"""How many times as long as its text a span may be, in characters that are no white space."""


class SourcePositions:
    """The positions of texts in one source. Texts are asked for in the order of the page."""

    __slots__ = ("_cursor", "_letters", "_offsets", "_paths", "_to_source")

    def __init__(self, document: Document, markup: str, to_source: Callable[[int], int] | None) -> None:
        """Read the source once.

        Args:
            document: The parsed page.
            markup: Its markup; empty if it was parsed from none.
            to_source: Turns an offset in the markup into one in what the caller gave; `None` if none can be told.
        """
        self._paths = _PathVisitor()
        document.accept(self._paths)
        self._to_source = to_source
        self._offsets = array("q")
        self._letters = "".join(_letters(markup, self._offsets)) if to_source is not None else ""
        self._cursor = 0

    def of(self, block: Block) -> SourcePosition:
        """The position of a block."""
        path = self._paths.path(block.container.element)
        span = self._span("".join(block.text.split()))
        if span is None or self._to_source is None:
            return SourcePosition(path=path)
        return SourcePosition(path=path, start=self._to_source(span[0]), end=self._to_source(span[1]))

    def _span(self, text: str) -> tuple[int, int] | None:
        head, tail = text[:_ENDS], text[-_ENDS:]
        for cursor in (self._cursor, 0):
            first = self._letters.find(head, cursor) if head else -1
            if first < 0:
                continue
            last = self._letters.find(tail, max(first, first + len(text) - len(tail)))
            if last < 0 or last + len(tail) - first > _MOST_LONGER * len(text):
                last = self._letters.find(tail, first)
            if last < 0 or last + len(tail) - first > _MOST_LONGER * len(text):
                continue
            self._cursor = first
            return self._offsets[2 * first], self._offsets[2 * (last + len(tail)) - 1]
        return None


def _letters(markup: str, offsets: array[int]) -> Iterator[str]:
    """The characters of a markup's text without white space; the offsets get the start and the end of each."""
    for token in _TOKEN.finditer(markup):
        start = token.start()
        if markup[start] == "<" and token.end() - start > 1:
            continue
        for piece in _PIECE.finditer(token[0]):
            at = start + piece.start()
            content = piece[0]
            if content.isspace():
                continue
            if content[0] == "&" and len(content) > 1:
                for sign in UNPRINTABLE.sub("", _SPACE.sub("", unescape(content))):
                    offsets.extend((at, at + len(content)))
                    yield sign
                continue
            for sign in content:
                if not UNPRINTABLE.match(sign):
                    offsets.extend((at, at + 1))
                    yield sign
                at += 1


class _PathVisitor(Visitor):
    """Notes of every element the one around it and the step from there, from which its path is made when asked for."""

    __slots__ = ("_counts", "_open", "_steps")

    def __init__(self) -> None:
        self._steps: dict[int, tuple[int, str]] = {}
        self._open: list[int] = []
        self._counts: list[dict[str, int]] = [{}]

    def open(self, tag: str, depth: int, element: Element) -> None:
        """Enter an element."""
        del self._open[depth:], self._counts[depth + 1 :]
        counts = self._counts[depth]
        counts[tag] = counts.get(tag, 0) + 1
        identity = _identity(element)
        step = tag if depth < _UNIQUE_LEVELS else f"{tag}:nth-of-type({counts[tag]})"
        self._steps[identity] = (self._open[-1] if self._open else 0, step)
        self._open.append(identity)
        self._counts.append({})

    def path(self, element: Element) -> str | None:
        """A CSS selector that matches the element alone; `None` for one that the page does not have."""
        steps: list[str] = []
        identity = _identity(element)
        while identity in self._steps:
            identity, step = self._steps[identity]
            steps.append(step)
        return " > ".join(reversed(steps)) or None


def _identity(element: Element) -> int:
    """What two objects for one element of a tree have in common."""
    if element is EMPTY_ELEMENT:
        return -1
    inner: object = element
    while True:
        address = getattr(inner, "mem_id", None)
        if isinstance(address, int):
            return address
        around, inner = inner, getattr(inner, "_element", None)
        if inner is None:
            return id(around)
