"""JSON-LD to Claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from cleanarticle.page.claims.authors import MOST_ARTICLES, read_authors
from cleanarticle.page.claims.lenient_json import parse_json
from cleanarticle.page.claims.model import Claims, Head, LiveUpdate
from cleanarticle.page.claims.recordings import read_recordings
from cleanarticle.page.claims.types import PAGE_TYPES, is_article, types_of
from cleanarticle.page.claims.values import (
    MOST_VALUE_CHARACTERS,
    flattened,
    names_of,
    objects_of,
    plain_text,
    text_of,
    texts_of,
    truth_of,
)

__all__ = ["read_json_ld"]

_NESTING: Final = (dict, list)
# Measured: at 5,000 and at 80,000, none of 256 pages changes.
_MOST_NODES: Final = 20_000
# Measured: at 20 and at 120, none of 256 pages changes.
_MOST_DEPTH: Final = 60
# Measured: at 250 and at 4,000, none of 256 pages changes.
_MOST_UPDATES: Final = 1000


def read_json_ld(head: Head, claims: Claims, most_json: int) -> None:
    """Add the JSON-LD of a page to its claims.

    Scripts that exceed what is left of `most_json` characters are skipped.
    """
    budget, articles = most_json, 0
    for text in head.scripts:
        if len(text) > budget:
            continue
        budget -= len(text)
        data = parse_json(text)
        if data is None:
            continue
        nodes = list(_nodes(data))
        own = _own_objects(data)
        own_ids = _read_types(own, nodes, claims)
        read_recordings(own, claims)
        named: dict[str, dict[str, Any]] = {}
        for node in nodes:
            if isinstance(node.get("@id"), str) and "name" in node:
                named.setdefault(node["@id"], node)
        names_by_id = {reference: node["name"] for reference, node in named.items()}
        for node in nodes:
            if is_article(node) and articles < MOST_ARTICLES:
                articles += 1
                _read_article(node, names_by_id, claims)
                # A review inside the page's data may be a reader's, with a date of its own.
                if id(node) in own_ids or types_of(node) != ["review"]:
                    _read_dates(node, claims, "")
            elif "breadcrumblist" in types_of(node) and not claims.all("breadcrumb"):
                _read_breadcrumbs(node, claims)
            elif id(node) in own_ids and not PAGE_TYPES.isdisjoint(types_of(node)):
                _read_dates(node, claims, "page_")
        read_authors([node for node in own if is_article(node)] or list(filter(is_article, nodes)), named, claims)


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """All objects in document order, up to `_MOST_NODES` values and `_MOST_DEPTH` levels, without recursion."""
    stack: list[tuple[Any, int]] = [(data, 0)]
    seen = 0
    while stack and seen < _MOST_NODES:
        value, depth = stack.pop()
        seen += 1
        if isinstance(value, dict):
            yield value
            children: Iterable[Any] = value.values()
        elif isinstance(value, list):
            children = value
        else:
            continue
        if depth < _MOST_DEPTH:
            nested = [(child, depth + 1) for child in children if isinstance(child, _NESTING)]
            stack += reversed(nested)


def _own_objects(data: Any) -> list[dict[str, Any]]:
    """The objects that describe the page itself: roots, members of `@graph`, and their main entities."""
    roots = objects_of(data)
    own = roots + [node for root in roots for node in objects_of(root.get("@graph"))]
    return own + [node for root in own for node in objects_of(root.get("mainEntity"))]


def _read_types(own: list[dict[str, Any]], nodes: list[dict[str, Any]], claims: Claims) -> set[int]:
    """Add the types of the page's own objects and those of their parts; return the ids of its own."""
    claims.types.update(kind for node in own for kind in types_of(node))
    own_ids = {id(node) for node in own}
    claims.part_types.update(kind for node in nodes if id(node) not in own_ids for kind in types_of(node))
    return own_ids


def _read_article(node: dict[str, Any], names_by_id: dict[str, Any], claims: Claims) -> None:
    source = "json-ld"
    for key, name in (
        ("headline", "title"),
        ("name", "title"),
        ("alternativeHeadline", "alternative_title"),
        ("description", "description"),
        ("articleBody", "body"),
        ("inLanguage", "language"),
        ("url", "page_url"),
    ):
        claims.add(name, text_of(node.get(key)), source)
    page = node.get("mainEntityOfPage")
    claims.add("page_url", page.get("@id") if isinstance(page, dict) else page, source)
    for section in texts_of(node.get("articleSection")):
        claims.add("section", section, source)
    for keyword in texts_of(node.get("keywords")):
        claims.add("keywords", keyword, source)
    for publisher in names_of(node.get("publisher"), names_by_id):
        claims.add("site_name", publisher, source)
    for image in texts_of(node.get("image"), "url"):
        claims.add("image", image, source)
    claims.add("free", truth_of(node.get("isAccessibleForFree")), source)
    for part in flattened(node.get("hasPart")):
        if isinstance(part, dict):
            truth, selector = truth_of(part.get("isAccessibleForFree")), text_of(part.get("cssSelector")) or ""
            claims.add("free_part", truth and f"{truth} {selector[:100]}", source)
    for place in (node.get("dateline"), *_places(node.get("locationCreated"))):
        claims.add("dateline", text_of(place), source)
    _read_live_updates(node, claims, source)


def _read_breadcrumbs(node: dict[str, Any], claims: Claims) -> None:
    """Add the names of the breadcrumb steps, sorted by their positions if all of them are numbers."""
    steps = objects_of(node.get("itemListElement"))
    if all(isinstance(step.get("position"), int) for step in steps):
        steps.sort(key=lambda step: int(step["position"]))
    for step in steps:
        item = step.get("item")
        claims.add(
            "breadcrumb",
            text_of(step.get("name")) or (text_of(item) if isinstance(item, dict) else None),
            "json-ld",
        )


def _read_dates(node: dict[str, Any], claims: Claims, prefix: str) -> None:
    claims.add(f"{prefix}published", text_of(node.get("datePublished")), "json-ld")
    claims.add(f"{prefix}modified", text_of(node.get("dateModified")), "json-ld")


def _places(value: Any) -> list[Any]:
    """Names of places, given as text, places or addresses."""
    places = []
    for item in flattened(value):
        address = item.get("address") if isinstance(item, dict) else None
        named = isinstance(item, dict) and text_of(item)
        places.append(address.get("addressLocality") if isinstance(address, dict) and not named else item)
    return places


def _read_live_updates(node: dict[str, Any], claims: Claims, source: str) -> None:
    updates = node.get("liveBlogUpdate")
    if updates is not None or any(kind.endswith("LiveBlogPosting") for kind in texts_of(node.get("@type"))):
        claims.add("live", "LiveBlogPosting", source)
    for update in (updates if isinstance(updates, list) else [updates])[:_MOST_UPDATES]:
        if isinstance(update, dict) and len(claims.updates) < _MOST_UPDATES:
            title, body, published = (
                plain_text((text_of(update.get(key)) or "")[:MOST_VALUE_CHARACTERS])
                for key in ("headline", "articleBody", "datePublished")
            )
            authors = tuple(plain_text(name) for name in names_of(update.get("author"), {}))
            claims.updates.append(LiveUpdate(title, body, published, authors))
