"""Text that a person copied out of a browser, to Document: every line becomes a paragraph.

No markup is left that could tell a headline from a caption. The first line of some length stands as the headline,
as it does on a page.
"""

from __future__ import annotations

from typing import Final

from cleanarticle.parse.document import EMPTY_ELEMENT, Document, Visitor

__all__ = ["read_plaintext"]

_LEAST_HEADLINE_WORDS: Final = 4
_MOST_HEADLINE_WORDS: Final = 40


def read_plaintext(text: str) -> Document:
    """Read copied-out text.

    Args:
        text: The text; a line is a block, empty lines part blocks.

    Returns:
        A page of an `article` whose lines are paragraphs, the first that reads like a headline an `h1`.
    """
    lines = [line.strip() for line in text.splitlines()]
    return PlaintextDocument([line for line in lines if line])


class PlaintextDocument:
    __slots__ = ("_lines", "source")

    def __init__(self, lines: list[str]) -> None:
        self.source = ""
        self._lines = lines

    def accept(self, visitor: Visitor) -> None:
        """Show each line as a paragraph."""
        headline = next((at for at, line in enumerate(self._lines) if _reads_like_headline(line)), -1)
        for depth, tag in enumerate(("html", "body", "article")):
            visitor.open(tag, depth, EMPTY_ELEMENT)
        for at, line in enumerate(self._lines):
            visitor.open("h1" if at == headline else "p", 3, EMPTY_ELEMENT)
            visitor.text(line, 4)


def _reads_like_headline(line: str) -> bool:
    words = len(line.split())
    is_long_enough = words >= _LEAST_HEADLINE_WORDS or (words < 3 and len(line) >= 10 and not line.isascii())
    return is_long_enough and words <= _MOST_HEADLINE_WORDS and line[-1] not in ".。:"
