"""The split of annotated pages by site: nine tenths to develop on, and a frozen tenth to look at seldom."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b
from urllib.parse import urlsplit

from corpora import Page

__all__ = ["development", "frozen", "is_frozen", "site_of"]

_PARTS = 10
_BELOW_COUNTRY = frozenset("ac co com edu gen go gob gouv gov gv ltd mil ne net nom or org plc".split())
"""Labels that a country's registry sells domains below, as in "example.co.uk"."""
_PUBLISHER = re.compile(r"(.+)\.V\d")
_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/[^/]+/(?:https?:/+)?(.*)")
_ADDRESS = re.compile(r"[\d.]+|.*:.*")


def site_of(page: Page | str) -> str:
    """The site of a page or an address, so that all its pages are on one side of a split.

    Args:
        page: A page of a corpus, or an address. Of an archived page the site is the one that was archived.

    Returns:
        The publisher, if the id of the page has ``.V`` and a number after it; else the registered domain. Without an
        address, the id of the page; empty for an address without a host.
    """
    publisher = None if isinstance(page, str) else _PUBLISHER.match(page.id)
    if publisher:
        return publisher[1]
    url = page if isinstance(page, str) else page.url or ""
    archived = _ARCHIVED.match(url)
    host = (urlsplit(f"http://{archived[1]}" if archived else url).hostname or "").rstrip(".")
    site = host if _ADDRESS.fullmatch(host) else _registered_domain(host.split("."))
    return site if site or isinstance(page, str) else page.id


def is_frozen(page: Page | str) -> bool:
    """True if the site of a page or an address is in the frozen tenth."""
    digest = blake2b(site_of(page).encode(), digest_size=8).digest()
    return int.from_bytes(digest) % _PARTS == 0


def development(pages: Iterable[Page]) -> list[Page]:
    """The pages of the sites that are developed on."""
    return [page for page in pages if not is_frozen(page)]


def frozen(pages: Iterable[Page]) -> list[Page]:
    """The pages of the frozen sites."""
    return [page for page in pages if is_frozen(page)]


def _registered_domain(labels: list[str]) -> str:
    is_below_country = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _BELOW_COUNTRY
    return ".".join(labels[-3:] if is_below_country else labels[-2:])
