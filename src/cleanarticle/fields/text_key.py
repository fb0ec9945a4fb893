"""The key of a text: its letters and digits, by which two texts are compared."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["text_key"]

_WORD: Final = re.compile(r"[^\W_]+")
_COMPACT_LENGTH: Final = 400


def text_key(text: str) -> str:
    """The letters and digits of the first 400 characters of a text, in lower case, without spaces and punctuation."""
    return "".join(_WORD.findall(text[:_COMPACT_LENGTH].casefold()))
