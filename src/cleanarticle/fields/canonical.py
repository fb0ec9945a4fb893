"""The address the publisher wants the article to be known by."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from cleanarticle.article import FieldSource
from cleanarticle.fields.context import ArticleContext, FieldResult, absolute

__all__ = ["read_canonical_url"]

_FIELDS: Final[tuple[tuple[str, FieldSource], ...]] = (("canonical", "html"), ("url", "meta"), ("page_url", "json-ld"))
_AGREED, _LINK, _OTHER, _ELSEWHERE = 0.98, 0.9, 0.75, 0.6


def read_canonical_url(context: ArticleContext) -> FieldResult[str | None]:
    """Read the canonical address: the canonical link, else OpenGraph's, else that of structured data.

    An address that leads to the front page of a site is none of an article that has another.

    Args:
        context: The page and its body.

    Returns:
        An absolute address; surest where two of the context, or one and the page's own address, agree.
    """
    found = list(_addresses(context))
    if not found:
        return FieldResult(None)
    address, source = found[0]
    witnesses = [each for each, _ in found[1:]] + ([context.url] if context.url else [])
    if any(_key(each) == _key(address) for each in witnesses):
        certainty = _AGREED
    elif context.url and _host(context.url) != _host(address):
        certainty = _ELSEWHERE
    else:
        certainty = _LINK if source == "html" else _OTHER
    return FieldResult(address, (), source, certainty)


def _addresses(context: ArticleContext) -> list[tuple[str, FieldSource]]:
    """The first address of each source that can be the article's."""
    found: list[tuple[str, FieldSource]] = []
    is_deep = bool(context.url) and _has_path(context.url or "")
    for field, source in _FIELDS:
        for claim in context.claims.all(field):
            address = absolute(claim.value, context)
            if address is None or not address.startswith(("http://", "https://")) or not _host(address):
                continue
            if is_deep and not _has_path(address):
                continue
            found.append((address, source))
            break
    return found


def _has_path(address: str) -> bool:
    """Whether an address leads further than to the front page of its host."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.path.strip("/") or parts.query)


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _key(address: str) -> str:
    """What two spellings of one address have in common."""
    plain = address.partition("#")[0].partition("://")[2].lower().removeprefix("www.")
    return plain.rstrip("/")
