"""Text copied from a browser to `Document`: every line becomes a paragraph.

No markup is left to tell a headline from a caption. The first line that reads like a headline becomes the `h1`.
"""

from __future__ import annotations

from typing import Final

from cleanarticle.parse.document import EMPTY_ELEMENT, Document, Visitor

__all__ = ["read_plaintext"]

# Not measured, for want of annotated pasted texts: a first line of fewer words is a section or a place.
_LEAST_HEADLINE_WORDS: Final = 4
# A first line with more is a paragraph, even without a full stop at its end.
_MOST_HEADLINE_WORDS: Final = 40


def read_plaintext(text: str) -> Document:
    """Read copied text, one block a line; empty lines are ignored.

    Returns:
        A page with one `article`, whose lines are paragraphs and at most one `h1`.
    """
    lines = [line.strip() for line in text.splitlines()]
    return PlaintextDocument([line for line in lines if line])


class PlaintextDocument:
    """A page made of lines of text."""

    __slots__ = ("_lines", "source")

    def __init__(self, lines: list[str]) -> None:
        self.source = ""
        self._lines = lines

    def accept(self, visitor: Visitor) -> None:
        """Pass each line as a paragraph or headline."""
        headline = next((index for index, line in enumerate(self._lines) if _reads_like_headline(line)), -1)
        for depth, tag in enumerate(("html", "body", "article")):
            visitor.open(tag, depth, EMPTY_ELEMENT)
        for index, line in enumerate(self._lines):
            visitor.open("h1" if index == headline else "p", 3, EMPTY_ELEMENT)
            visitor.text(line, 4)


def _reads_like_headline(line: str) -> bool:
    words = len(line.split())
    # Scripts without spaces make one or two "words" of a whole headline.
    is_long_enough = words >= _LEAST_HEADLINE_WORDS or (words < 3 and len(line) >= 10 and not line.isascii())
    return is_long_enough and words <= _MOST_HEADLINE_WORDS and line[-1] not in ".。:"
