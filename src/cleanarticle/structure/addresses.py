"""The addresses of links and pictures in a text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from cleanarticle.lexicon.lazy_pattern import lazy_pattern

__all__ = ["Resolve", "link_address"]

Resolve = Callable[[str], str | None]
"""Makes an address absolute; `None` if it is none."""

_INVISIBLE: Final = lazy_pattern(r"[\x00-\x20\x7f-\xa0]+")
_SCHEME: Final = lazy_pattern(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_SAFE_SCHEMES: Final = frozenset({"http:", "https:", "mailto:", "tel:"})
_MOST_CHARACTERS: Final = 4_000
"""Of an address; browsers and servers take no longer ones."""


def link_address(address: str | None, resolve: Resolve) -> str | None:
    """The address of a link: absolute, a fragment of the page itself, or `None` for scripts, data and the like."""
    if not address or len(address) > _MOST_CHARACTERS:
        return None
    address = address.strip()
    # A browser ignores line breaks and tabs in an address, also in its scheme.
    scheme = _SCHEME.match(_INVISIBLE.sub("", address))
    if scheme is not None and scheme[0].lower() not in _SAFE_SCHEMES:
        return None
    if address.startswith("#"):
        return address if len(address) > 1 else None
    if scheme is not None and not scheme[0].lower().startswith("http"):
        return _INVISIBLE.sub("", address)
    resolved = resolve(_INVISIBLE.sub(" ", address).replace(" ", "%20"))
    return resolved or None
