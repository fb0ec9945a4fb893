"""The address the publisher wants the article to be known by."""

from __future__ import annotations

from cleanarticle.fields.sources import Reading, Sources, absolute

__all__ = ["read_canonical_url"]


def read_canonical_url(sources: Sources) -> Reading[str | None]:
    """Read the canonical address: the canonical link, else OpenGraph's.

    Args:
        sources: The page and its body.

    Returns:
        An absolute address.
    """
    for field in ("canonical", "url"):
        for claim in sources.claims.all(field):
            address = absolute(claim.value, sources)
            if address is not None and address.startswith(("http://", "https://")):
                return Reading(address)
    return Reading(None)
