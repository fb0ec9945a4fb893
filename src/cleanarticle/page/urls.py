"""Helpers for addresses."""

from __future__ import annotations

from urllib.parse import urlsplit

__all__ = ["host_of"]


def host_of(address: str | None) -> str:
    """The host of an address in lower case, without port; empty for an address without one or with a broken one."""
    try:
        return urlsplit(address or "").hostname or ""
    except ValueError:
        return ""
