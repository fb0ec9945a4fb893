"""The tags of the article."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from cleanarticle.article import FieldSource
from cleanarticle.fields.context import ArticleContext, FieldResult
from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.page.claims import Claim

__all__ = ["read_tags"]

# Measured: at 25, 28 of 2,304 change (tags); at 100, 10 of 2,304 change (tags).
_MOST_TAGS: Final = 50
# Measured: at 40, 40 of 2,147 change (tags); at 160, none of 2,304 pages changes.
_MOST_CHARACTERS: Final = 80
# Measured: at 7, 11 of 2,304 change (tags); at 9, 4 of 2,304 change (tags).
_MOST_WORDS: Final = 8
_SEPARATOR: Final = lazy_pattern(r"[,;،、，|]")
_MACHINE: Final = lazy_pattern(
    r"https?://|www\.|[\w-]+[:=]\S|.*\\u[0-9a-f]{4}|[0-9a-f]{12,}$|[\d\W_]*$|(?:[a-z0-9]+_){2,}[a-z0-9]+$|null$|none$|undefined$",
    re.IGNORECASE,
)
"""Tags for machines: addresses, `key:value`, `key=value`, hashes, numbers, names of variables."""
_YEAR: Final = lazy_pattern(r"(?:19|20)\d{2}$")
_SEEN_AND_SAID, _SEEN, _TAGS, _KEYWORDS = 0.9, 0.85, 0.8, 0.6


def read_tags(context: ArticleContext) -> FieldResult[tuple[str, ...]]:
    """Read the tags: the tags in the metadata, else the keywords there, else links marked as tags.

    Args:
        context: The page and its body.

    Returns:
        The tags in their order, each once; surest where some of those in the metadata are linked, too.
    """
    linked = _clean(_linked(context), context)
    tags, certainty, source = _claimed(context)
    if not tags:
        return FieldResult(tuple(linked.values()), (), "page", _SEEN) if linked else FieldResult(())
    if not linked.keys().isdisjoint(tags):
        certainty = _SEEN_AND_SAID
    return FieldResult(tuple(tags.values()), (), source, certainty)


def _claimed(context: ArticleContext) -> tuple[dict[str, str], float, FieldSource]:
    """Tags, or else keywords of the first source that has any: several sources repeat each other in other words."""
    claims = context.claims.all("tag")
    tags = _clean(_values(claims), context)
    if tags:
        return tags, _TAGS, "meta"
    claims = context.claims.all("keywords")
    for name in dict.fromkeys(claim.source for claim in claims):
        tags = _clean(_values(claim for claim in claims if claim.source == name), context)
        if tags:
            is_data = name == "json-ld"
            return tags, _TAGS if is_data else _KEYWORDS, "json-ld" if is_data else "meta"
    return {}, 0.0, "meta"


def _values(claims: Iterable[Claim]) -> Iterable[str]:
    for claim in claims:
        yield from _SEPARATOR.split(claim.value)


def _linked(context: ArticleContext) -> Iterable[str]:
    for inline in context.page.inlines:
        if "tag" in (inline.attributes.get("rel") or "").split():
            yield inline.text


def _clean(names: Iterable[str], context: ArticleContext) -> dict[str, str]:
    """The names that can be tags, each once, by their small letters."""
    site = (context.claims.first("site_name") or "").casefold()
    tags: dict[str, str] = {}
    for name in names:
        tag = name.strip(" #\"'“”«»[]{}")
        if not tag or len(tag) > _MOST_CHARACTERS or tag.count(" ") >= _MOST_WORDS or tag.casefold() == site:
            continue
        if _MACHINE.match(tag) is None or _YEAR.match(tag) is not None:
            tags.setdefault(tag.casefold(), tag)
        if len(tags) == _MOST_TAGS:
            break
    return tags
