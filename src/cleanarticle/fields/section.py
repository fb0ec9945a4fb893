"""The section of the site that the article stands in."""

from __future__ import annotations

from typing import Final

from cleanarticle.fields.sources import Reading, Sources

__all__ = ["read_section"]

_MOST_CHARACTERS: Final = 60


def read_section(sources: Sources) -> Reading[str | None]:
    """Read the section: the first that structured data or meta tags name.

    Args:
        sources: The page and its body.

    Returns:
        The section's name.
    """
    for claim in sources.claims.all("section"):
        name = claim.value.strip(" /,")
        if name and len(name) <= _MOST_CHARACTERS and "://" not in name and not name.isdigit():
            return Reading(name)
    return Reading(None)
