"""Text and attributes as HTML and XML can have them."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["clean_text", "closing_tag", "escape", "opening_tag"]

_NO_TEXT: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
"""Controls, surrogates and noncharacters: XML 1.0 forbids most of them, HTML all."""
_SPECIAL: Final = re.compile('[&<>"\r]')
_REFERENCES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}


def clean_text(text: str) -> str:
    """The text without characters that no format can have, of the same length, with the same words.

    Those that are white space become spaces, the others replacement characters.
    """
    return _NO_TEXT.sub(lambda match: " " if match[0].isspace() else "\ufffd", text)


def escape(text: str) -> str:
    """The text for an element, or for an attribute in double quotes."""
    return _SPECIAL.sub(lambda match: _REFERENCES[match[0]], clean_text(text))


def opening_tag(name: str, attributes: dict[str, str | None] | None = None, *, end: str = ">") -> str:
    """A start tag; attributes whose value is `None` are left out."""
    given = (attributes or {}).items()
    return f"<{name}" + "".join(f' {key}="{escape(value)}"' for key, value in given if value is not None) + end


def closing_tag(name: str) -> str:
    """An end tag."""
    return f"</{name}>"
