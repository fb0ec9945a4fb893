"""The name of the site."""

from __future__ import annotations

import unicodedata
from typing import Final

from cleanarticle.article import FieldSource
from cleanarticle.fields.claimed_titles import ClaimedTitles, is_name, parts
from cleanarticle.fields.context import ArticleContext, FieldResult, compact

__all__ = ["read_site_name"]

_ORDER: Final[dict[str, tuple[int, FieldSource, float]]] = {
    "og:site_name": (0, "meta", 0.95),
    "json-ld": (1, "json-ld", 0.9),
    "application-name": (2, "meta", 0.7),
}
_EDGES: Final = " -–—|｜·:"
_AGREED: Final = 0.98
_FROM_TITLE: Final = 0.7
_MOST_CHARACTERS: Final = 80


def read_site_name(context: ArticleContext, *, claimed_titles: ClaimedTitles) -> FieldResult[str | None]:
    """Read the name of the site: OpenGraph's, then the publisher in structured data, then the application's.

    A page that claims none may have it behind its title, where it is known by the host.

    Args:
        context: The page and its body.
        claimed_titles: The titles that the page gives itself.

    Returns:
        The name.
    """
    claimed = claimed_titles
    hosts = claimed.hosts
    claims = sorted(context.claims.all("site_name"), key=lambda claim: _ORDER[claim.source][0])
    for claim in claims:
        name = _without_motto(claim.value, hosts)
        if len(name) <= _MOST_CHARACTERS and "://" not in name and compact(name):
            _, source, certainty = _ORDER[claim.source]
            others = {other.source for other in claims if compact(other.value) == compact(name)}
            return FieldResult(name, (), source, _AGREED if len(others) > 1 else certainty)
    for title in claimed.titles:
        for part in parts(title.whole):
            if part != title.text and is_name(_plain(part), hosts):
                return FieldResult(part.strip(_EDGES), (), title.source, _FROM_TITLE)
    return FieldResult(None)


def _without_motto(name: str, hosts: frozenset[str]) -> str:
    """Of a name with a motto beside it ("The Quay – news from the harbour") the part that the host knows."""
    return next((part.strip(_EDGES) for part in parts(name) if is_name(_plain(part), hosts)), name)


def _plain(text: str) -> str:
    """A name as a host has it: letters and digits without accents."""
    letters = unicodedata.normalize("NFKD", text[:_MOST_CHARACTERS])
    return compact("".join(letter for letter in letters if not unicodedata.combining(letter)))
