"""The tags of the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cleanarticle.fields.sources import Reading, Sources

__all__ = ["read_tags"]

_MOST_TAGS: Final = 50
_MOST_CHARACTERS: Final = 80
_SEPARATOR: Final = re.compile(r"[,;،、，|]")


def read_tags(sources: Sources) -> Reading[tuple[str, ...]]:
    """Read the tags: tags the page claims one by one, else its keywords, else links marked as tags.

    Args:
        sources: The page and its body.

    Returns:
        The tags in their order, each once.
    """
    for names in (_claimed(sources), _keywords(sources), _linked(sources)):
        tags: dict[str, str] = {}
        for name in names:
            tag = name.strip(" #\"'“”")
            if tag and len(tag) <= _MOST_CHARACTERS:
                tags.setdefault(tag.casefold(), tag)
            if len(tags) == _MOST_TAGS:
                break
        if tags:
            return Reading(tuple(tags.values()))
    return Reading(())


def _claimed(sources: Sources) -> Iterator[str]:
    for claim in sources.claims.all("tag"):
        yield from _SEPARATOR.split(claim.value)


def _keywords(sources: Sources) -> Iterator[str]:
    """Keywords of the strongest source that has any: several sources repeat each other in other words."""
    claims = sources.claims.all("keywords")
    for claim in claims:
        if claim.source == claims[0].source:
            yield from _SEPARATOR.split(claim.value)


def _linked(sources: Sources) -> Iterator[str]:
    for inline in sources.page.inlines:
        if "tag" in (inline.attributes.get("rel") or "").split():
            yield inline.text
