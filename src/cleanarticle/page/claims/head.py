"""The head of a page to its claims."""

from __future__ import annotations

from cleanarticle.page.claims.jsonld import read_json_ld
from cleanarticle.page.claims.meta import META_FIELDS, TIER_NAME, date_field
from cleanarticle.page.claims.model import Claims, Head
from cleanarticle.page.claims.values import type_name

__all__ = ["read_claims"]


def read_claims(head: Head, *, most_json: int) -> Claims:
    """Read what a page says of itself.

    Args:
        head: The page's head.
        most_json: Characters of structured data that are read at most, over all scripts.

    Returns:
        The claims. Broken structured data gives fewer of them, never an error.
    """
    claims = Claims(item_types={type_name(kind) for kind in set(head.item_types) if kind})
    read_json_ld(head, claims, most_json)
    for meta in head.metas:
        raw = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        name = raw.strip().lower()
        known = META_FIELDS.get(name) or date_field(name)
        # Documentation of card tags once said `value`, and some publishers write all their tags so.
        content = meta.get("content") or meta.get("value")
        if known is not None:
            claims.add(known, content, name)
        elif TIER_NAME.search(name):
            claims.add("tier", content, name)
    for link in head.links:
        rel = (link.get("rel") or "").lower().split()
        for name in ("canonical", "next"):
            if name in rel:
                claims.add(name, link.get("href"), "link")
    claims.add("base", head.base, "html")
    claims.add("title", head.title, "title")
    claims.add("language", head.language, "html")
    return claims
