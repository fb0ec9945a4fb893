"""JSON as publishers write it."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any, Final

__all__ = ["parse_json"]

_TRAILING_COMMA: Final = re.compile(r",(\s*[\]}])")
_WRAPPING: Final = re.compile(r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)[\s;]*$")


def parse_json(text: str) -> Any:
    """Parse JSON as publishers write it: wrapped in comments, with trailing commas and raw line breaks."""
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
