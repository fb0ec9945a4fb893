"""Addresses that may be written: those of pages, mail and telephones, never of scripts or data."""

from __future__ import annotations

import re
from html import unescape
from typing import Final
from urllib.parse import quote

__all__ = ["identifier", "safe_address"]

_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
_PICTURE_SCHEMES: Final = frozenset({"http", "https"})
_PATH: Final = re.compile(r"[/?#]")
_CONTROLS: Final = "".join(map(chr, (*range(0x21), *range(0x7F, 0xA1))))
_ENCODED: Final = re.compile(
    r"[\s\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufdd0-\ufdef\ufff0-\uffff"
    r"\U0001fffe\U0001ffff]"
)
"""White space, controls, invisible signs of direction and width, surrogates and noncharacters."""


def safe_address(address: str | None, *, picture: bool = False) -> str | None:
    """An address as it may be written, or `None` if it may not be.

    Addresses with the schemes http, https, mailto and tel, relative ones and fragments are safe. A colon before the
    path makes a scheme, whatever stands before it: browsers read "java&Tab;script:" as one. Control characters and
    white space are percent-encoded; nothing else is, so the caller escapes the address for its format.

    Args:
        address: The address as the article has it.
        picture: True for the address of a picture, which is one of the web or relative.
    """
    if address is None:
        return None
    stripped = address.strip(_CONTROLS)
    # What escapes the address for another format may decode character references in it.
    schemes = _PICTURE_SCHEMES if picture else _SCHEMES
    if not stripped or not all(_has_scheme(each, schemes) for each in (stripped, unescape(stripped).strip(_CONTROLS))):
        return None
    return _ENCODED.sub(_percent, stripped)


def identifier(name: str) -> str:
    """A page's id as an attribute and a fragment can have it: without white space and controls."""
    return _ENCODED.sub("-", name.strip(_CONTROLS))


def _has_scheme(address: str, schemes: frozenset[str]) -> bool:
    """True for an address with one of these schemes, or with none."""
    before_path = _PATH.split(address, maxsplit=1)[0]
    scheme, colon, _ = before_path.partition(":")
    return not colon or scheme.lower() in schemes


def _percent(match: re.Match[str]) -> str:
    return quote(match[0].encode("utf-8", "surrogatepass"))
