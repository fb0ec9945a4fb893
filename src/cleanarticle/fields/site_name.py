"""The name of the site."""

from __future__ import annotations

from typing import Final

from cleanarticle.fields.sources import Reading, Sources

__all__ = ["read_site_name"]

_ORDER: Final = {"og:site_name": 0, "json-ld": 1}
_MOST_CHARACTERS: Final = 80


def read_site_name(sources: Sources) -> Reading[str | None]:
    """Read the name of the site: OpenGraph's, then the publisher in structured data, then the application's.

    Args:
        sources: The page and its body.

    Returns:
        The name.
    """
    claims = sorted(sources.claims.all("site_name"), key=lambda claim: _ORDER.get(claim.source, 9))
    for claim in claims:
        if len(claim.value) <= _MOST_CHARACTERS and "://" not in claim.value:
            return Reading(claim.value)
    return Reading(None)
