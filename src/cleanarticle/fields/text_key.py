"""The key of a text: its letters and digits, by which two texts are compared."""

from __future__ import annotations

from typing import Final

from cleanarticle.lexicon.lazy_pattern import lazy_pattern

__all__ = ["text_key"]

_WORD: Final = lazy_pattern(r"[^\W_]+")
_LOWER: Final = bytes(range(128)).lower() + bytes(128)
_NOT_IN_KEY: Final = bytes(code for code in range(128) if not chr(code).isalnum())
# Measured: at 200 and at 800, none of 306 pages changes.
_COMPACT_LENGTH: Final = 400


def text_key(text: str) -> str:
    """The letters and digits of the first 400 characters of a text, in lower case, without spaces and punctuation."""
    start = text[:_COMPACT_LENGTH]
    if start.isascii():
        return start.encode().translate(_LOWER, _NOT_IN_KEY).decode()
    return "".join(_WORD.findall(start.casefold()))
