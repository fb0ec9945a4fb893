"""Addresses that may be written: those of the web, of mail and of telephones, and relative ones."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

__all__ = ["safe_address"]

_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
_PICTURE_SCHEMES: Final = frozenset({"http", "https"})
_BEFORE_PATH: Final = re.compile(r"[^/?#\\]*")
_UNPRINTABLE: Final = re.compile(r"[\s\x00-\x20\x7f-\x9f\ud800-\udfff]")
_AROUND: Final = "".join(map(chr, range(0x21))) + "\x7f\xa0\u2028\u2029\ufeff"


def safe_address(address: str | None, *, picture: bool = False) -> str | None:
    """An address without control characters and white space; `None` if it is empty or has another scheme.

    Args:
        address: The address as the article has it.
        picture: True for the address of a picture, which is one of the web or relative.
    """
    stripped = (address or "").strip(_AROUND)
    before_path = _BEFORE_PATH.match(stripped)
    scheme, colon, _ = (before_path.group() if before_path else "").partition(":")
    if not stripped or (colon and scheme.lower() not in (_PICTURE_SCHEMES if picture else _SCHEMES)):
        return None
    return _UNPRINTABLE.sub(_percent_encoded, stripped)


def _percent_encoded(match: re.Match[str]) -> str:
    return quote(match.group(), errors="replace")
