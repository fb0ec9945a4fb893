"""Parses JSON as publishers write it."""

from __future__ import annotations

import json
from html import unescape
from typing import Any, Final

from cleanarticle.lexicon.lazy_pattern import lazy_pattern

__all__ = ["parse_json"]

_TRAILING_COMMA: Final = lazy_pattern(r",(\s*[\]}])")
_WRAPPING: Final = lazy_pattern(r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)[\s;]*$")


def parse_json(text: str) -> Any:
    """Parse JSON that may be wrapped in comments, escaped as HTML, or have trailing commas and raw line breaks.

    Returns:
        The value; `None` if the text can't be repaired.
    """
    for attempt in (str, _repaired):
        try:
            return json.loads(attempt(text), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _repaired(text: str) -> str:
    text = _WRAPPING.sub("", text.strip()).strip().rstrip(";")
    if "&quot;" in text and '"' not in text:
        text = unescape(text)
    return _TRAILING_COMMA.sub(r"\1", text)
