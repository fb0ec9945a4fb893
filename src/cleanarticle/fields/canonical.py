"""The canonical address: the one by which the publisher wants the article to be known."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from cleanarticle.article import FieldSource
from cleanarticle.fields.context import ArticleContext, FieldResult
from cleanarticle.page.urls import host_of

__all__ = ["read_canonical_url"]

_FIELDS: Final[tuple[tuple[str, FieldSource], ...]] = (("canonical", "html"), ("url", "meta"), ("page_url", "json-ld"))
_AGREED, _LINK, _OTHER, _ELSEWHERE = 0.98, 0.9, 0.75, 0.6


def read_canonical_url(context: ArticleContext) -> FieldResult[str | None]:
    """Read the canonical address: the canonical link, else OpenGraph's, else that of structured data.

    The address of a front page does not count if the article has a path.

    Args:
        context: The page and its body.

    Returns:
        An absolute address; surest where two of these, or one and the page's own address, agree.
    """
    addresses = _addresses(context)
    if not addresses:
        return FieldResult(None)
    address, source = addresses[0]
    others = [other for other, _ in addresses[1:]] + ([context.url] if context.url else [])
    if any(_key(other) == _key(address) for other in others):
        certainty = _AGREED
    elif context.url and _host(context.url) != _host(address):
        certainty = _ELSEWHERE
    else:
        certainty = _LINK if source == "html" else _OTHER
    return FieldResult(address, (), source, certainty)


def _addresses(context: ArticleContext) -> list[tuple[str, FieldSource]]:
    """The first address of each source that can be the article's."""
    addresses: list[tuple[str, FieldSource]] = []
    needs_path = bool(context.url) and _has_path(context.url or "")
    for field, source in _FIELDS:
        for claim in context.claims.all(field):
            address = context.absolute(claim.value)
            if address is None or not address.startswith(("http://", "https://")) or not _host(address):
                continue
            if _has_path(address) or not needs_path:
                addresses.append((address, source))
                break
    return addresses


def _has_path(address: str) -> bool:
    """True if an address has a path or a query: it is not that of a front page."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.path.strip("/") or parts.query)


def _host(address: str) -> str:
    return host_of(address).removeprefix("www.")


def _key(address: str) -> str:
    """An address without scheme, "www.", fragment and the slash at its end."""
    plain = address.partition("#")[0].partition("://")[2].lower().removeprefix("www.")
    return plain.rstrip("/")
