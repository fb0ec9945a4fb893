"""Notices at the end of a link that it opens a new tab or window: they are read to the blind, and no text."""

from __future__ import annotations

from functools import cache
from typing import Final

from cleanarticle.lexicon.words import words_of

__all__ = ["without_notice"]

_CLOSING: Final = " \t\n\r\f\xa0.)]）】"
_OPENING: Final = "([（【,，;、–—-"
_LEAST: Final = 3
"""Characters by which nearly all texts are known to be no notice; no notice is shorter."""


def without_notice(text: str) -> str:
    """The last text of a link without a notice that is all of it, or stands in brackets or behind a comma.

    Args:
        text: One text node.

    Returns:
        What is left, with white space at the end if the text has it; the same text if there is no notice.
    """
    bare = text.rstrip(_CLOSING)
    if bare[-_LEAST:].lower() not in _ends():
        return text
    bare = " ".join(bare.split())
    lower = bare.lower()
    for notice in _notices():
        if lower.endswith(notice) and len(lower) == len(bare):  # "İ" is two characters in lower case
            before = bare[: -len(notice)].rstrip()
            if not before or before[-1] in _OPENING:
                kept = before.rstrip(_OPENING + " ")
                return f"{kept} " if text[-1].isspace() else kept
    return text


@cache
def _notices() -> tuple[str, ...]:
    """The notices of all languages, the longest first: one may end like another."""
    return tuple(sorted(words_of("linknotices"), key=len, reverse=True))


@cache
def _ends() -> frozenset[str]:
    return frozenset(notice[-_LEAST:] for notice in _notices())
