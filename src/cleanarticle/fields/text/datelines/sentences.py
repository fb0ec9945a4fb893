"""Tell whether what stands behind a dateline is a sentence."""

from __future__ import annotations

import re
from typing import Final

__all__ = [
    "LEAST_PARAGRAPH",
    "LEAST_SENTENCE",
    "is_caseless",
    "is_question",
    "reads_as_sentence",
    "starts_sentence",
]

LEAST_SENTENCE: Final = 30
"""Characters of a report that opens with a sentence."""
LEAST_PARAGRAPH: Final = 60
_OPENS_SENTENCE: Final = re.compile(r"[\"'“”„«»‘’¿¡(\[]{0,3}[^\W_]")


def starts_sentence(text: str) -> bool:
    """Whether a text starts as a sentence does: with anything but a small letter."""
    match = _OPENS_SENTENCE.match(text)
    return match is not None and not match.group()[-1].islower()


def reads_as_sentence(text: str) -> bool:
    """Whether two in five of the words behind the first are small: a sentence, even a German one, no headline."""
    words = [word for word in text[:80].split()[1:8] if word[0].isalpha()]
    return not words or not text[0].isascii() or sum(word[0].islower() for word in words) * 5 >= len(words) * 2


def is_caseless(text: str) -> bool:
    """Whether a text starts in a script without capitals."""
    return not (text[0].isupper() or text[0].islower())


def is_question(text: str) -> bool:
    """Whether a text is a short question, as an interview begins."""
    return len(text) < LEAST_PARAGRAPH and text.rstrip().endswith("?")
