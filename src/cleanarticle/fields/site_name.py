"""The name of the site."""

from __future__ import annotations

import unicodedata
from typing import Final

from cleanarticle.article import FieldSource
from cleanarticle.fields.claimed_titles import ClaimedTitles, is_name, parts
from cleanarticle.fields.context import ArticleContext, FieldResult
from cleanarticle.fields.text_key import text_key

__all__ = ["read_site_name"]

_SOURCES: Final[dict[str, tuple[FieldSource, float]]] = {
    "og:site_name": ("meta", 0.95),
    "json-ld": ("json-ld", 0.9),
    "application-name": ("meta", 0.7),
}
"""Sources of claims, the most trusted first, each with its certainty."""
_ORDER: Final = tuple(_SOURCES)
_EDGES: Final = " -–—|｜·:"
# A certainty: `benchmarks/certainty.py` holds it against annotated pages.
_AGREED: Final = 0.98
# A certainty: `benchmarks/certainty.py` holds it against annotated pages.
_FROM_TITLE: Final = 0.7
# Measured: at 40, 25 of 1,562 change (site name); at 160, 2 of 2,304 change (site name).
_MOST_CHARACTERS: Final = 80


def read_site_name(context: ArticleContext, *, claimed_titles: ClaimedTitles) -> FieldResult[str | None]:
    """Read the name of the site: OpenGraph's, then the publisher in structured data, then the application's.

    Without any of them, the name is looked for after a title in the metadata, where the host has the same letters.

    Args:
        context: The page and its body.
        claimed_titles: The titles in the page's metadata.

    Returns:
        The name.
    """
    hosts = claimed_titles.hosts
    claims = sorted(context.claims.all("site_name"), key=lambda claim: _ORDER.index(claim.source))
    for claim in claims:
        name = _without_motto(claim.value, hosts)
        if len(name) <= _MOST_CHARACTERS and "://" not in name and text_key(name):
            source, certainty = _SOURCES[claim.source]
            others = {other.source for other in claims if text_key(other.value) == text_key(name)}
            return FieldResult(name, (), source, _AGREED if len(others) > 1 else certainty)
    for title in claimed_titles.titles:
        for part in parts(title.whole):
            if part != title.text and is_name(_plain(part), hosts):
                return FieldResult(part.strip(_EDGES), (), title.source, _FROM_TITLE)
    return FieldResult(None)


def _without_motto(name: str, hosts: frozenset[str]) -> str:
    """The part of a name that the host has too ("The Quay" of "The Quay – news from the harbour"), else all of it."""
    return next((part.strip(_EDGES) for part in parts(name) if is_name(_plain(part), hosts)), name)


def _plain(text: str) -> str:
    """The key of a name without accents, as hosts have it."""
    letters = unicodedata.normalize("NFKD", text[:_MOST_CHARACTERS])
    return text_key("".join(letter for letter in letters if not unicodedata.combining(letter)))
