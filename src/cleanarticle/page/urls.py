"""Helpers for addresses."""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

__all__ = ["host_of"]

_MOST_ADDRESSES: Final = 32
"""A page's own addresses, of which several fields ask for the host."""


@lru_cache(maxsize=_MOST_ADDRESSES)
def host_of(address: str | None) -> str:
    """The host of an address in lower case, without port; empty for an address without one or with a broken one."""
    try:
        return urlsplit(address or "").hostname or ""
    except ValueError:
        return ""
