"""Head to Claims."""

from __future__ import annotations

from cleanarticle.lexicon.words import words_of
from cleanarticle.page.claims.jsonld import read_json_ld
from cleanarticle.page.claims.meta import CARD_LABEL, META_FIELDS, TIER_NAME, date_field
from cleanarticle.page.claims.model import Claims, Head
from cleanarticle.page.claims.values import type_name
from cleanarticle.parse.document import Attributes

__all__ = ["read_claims"]


def read_claims(head: Head, *, most_json: int) -> Claims:
    """Read the metadata of a page.

    Args:
        head: The page's head.
        most_json: The most characters of structured data to read, over all scripts.

    Returns:
        The claims. Broken structured data gives fewer claims, never an error.
    """
    claims = Claims(item_types={type_name(kind) for kind in set(head.item_types) if kind})
    read_json_ld(head, claims, most_json)
    for meta in head.metas:
        name, content = _name(meta), _content(meta)
        field = META_FIELDS.get(name) or date_field(name)
        if field is not None:
            claims.add(field, content, name)
        elif TIER_NAME.search(name):
            claims.add("tier", content, name)
        elif name.startswith(CARD_LABEL) and content and _names_author(content):
            card = name.replace("label", "data")
            claims.add("author", next((_content(other) for other in head.metas if _name(other) == card), None), card)
    for link in head.links:
        rel = (link.get("rel") or "").lower().split()
        for name in ("canonical", "next"):
            if name in rel:
                claims.add(name, link.get("href"), "link")
    claims.add("base", head.base, "html")
    claims.add("title", head.title, "title")
    claims.add("language", head.language, "html")
    return claims


def _name(meta: Attributes) -> str:
    raw = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
    return raw.strip().lower()


def _content(meta: Attributes) -> str | None:
    # The documentation of Twitter cards once said `value`, and some publishers write all their tags so.
    return meta.get("content") or meta.get("value")


def _names_author(label: str) -> bool:
    """True for the label of a card's author: "Written by"."""
    label = label.casefold().strip(" :")
    return label in words_of("bywords.writer") or label in words_of("bywords.label")
