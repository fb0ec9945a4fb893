"""Text that a person copied out of a browser, to Document: every line becomes a paragraph.

No markup is left that could tell a headline from a caption. The first line of some length stands as the headline,
as it does on a page.
"""

from __future__ import annotations

from typing import Final

from cleanarticle.dom.document import TEXT, Attributes, Document

__all__ = ["read_plaintext"]

_NO_ATTRIBUTES: Final[Attributes] = {}
_LEAST_HEADLINE_WORDS: Final = 4
_MOST_HEADLINE_WORDS: Final = 40


def read_plaintext(text: str) -> Document:
    """Read copied-out text.

    Args:
        text: The text; a line is a block, empty lines part blocks.

    Returns:
        A document of an `article` whose lines are paragraphs, the first that reads like a headline an `h1`.
    """
    lines = [line.strip() for line in text.splitlines()]
    lines = [line for line in lines if line]
    headline = next((at for at, line in enumerate(lines) if _reads_like_headline(line)), -1)
    document = Document([], [], [], [])
    for depth, tag in enumerate(("html", "body", "article")):
        _add(document, tag, depth)
    for at, line in enumerate(lines):
        _add(document, "h1" if at == headline else "p", 3)
        _add(document, TEXT, 4, line)
    return document


def _reads_like_headline(line: str) -> bool:
    words = len(line.split())
    is_long_enough = words >= _LEAST_HEADLINE_WORDS or (words < 3 and len(line) >= 10 and not line.isascii())
    return is_long_enough and words <= _MOST_HEADLINE_WORDS and line[-1] not in ".。:"


def _add(document: Document, tag: str, depth: int, text: str = "") -> None:
    document.tags.append(tag)
    document.depths.append(depth)
    document.attributes.append(_NO_ATTRIBUTES)
    document.texts.append(text)
