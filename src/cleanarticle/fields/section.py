"""The section of the site that the article belongs to."""

from __future__ import annotations

from typing import Final

from cleanarticle.fields.claimed_titles import ClaimedTitles, field_source, is_name
from cleanarticle.fields.context import ArticleContext, FieldResult
from cleanarticle.fields.field_words import field_words
from cleanarticle.fields.text_key import text_key
from cleanarticle.lexicon.lazy_pattern import lazy_pattern

__all__ = ["read_section"]

# Measured: at 30, 33 of 2,304 change (section); at 120, 10 of 2,304 change (section).
_MOST_CHARACTERS: Final = 60
_GLUED: Final = lazy_pattern(r",(?=\S)")
_DOMAIN: Final = lazy_pattern(r"[\w-]+(?:\.[\w-]+)+")
# A certainty: `benchmarks/certainty.py` holds it against annotated pages.
_AGREED: Final = 0.95
# A certainty: `benchmarks/certainty.py` holds it against annotated pages.
_CLAIMED: Final = 0.85
# A certainty: `benchmarks/certainty.py` holds it against annotated pages.
_FROM_BREADCRUMBS: Final = 0.6
_NEVER: Final = frozenset(field_words("never_section"))


def read_section(context: ArticleContext, *, claimed_titles: ClaimedTitles) -> FieldResult[str | None]:
    """Read the section: the first that structured data or meta tags name, else the first step of the breadcrumbs.

    Args:
        context: The page and its body.
        claimed_titles: The titles in the page's metadata, which are not names of a section.

    Returns:
        The section's name.
    """
    titles = {title.key for title in claimed_titles.titles}
    claims = context.claims.all("section")
    for claim in claims:
        # "News,Politics": some systems join all sections, from the broadest on.
        name = _GLUED.split(claim.value.strip(" /,>"), maxsplit=1)[0]
        if _is_section(name, titles, claimed_titles.sites):
            others = {other.source for other in claims if text_key(other.value) == text_key(name)}
            certainty = _AGREED if len(others) > 1 else _CLAIMED
            return FieldResult(name, (), field_source(claim.source), certainty)
    for claim in context.claims.all("breadcrumb"):
        key = text_key(claim.value)
        is_host = any(host.startswith(key) for host in claimed_titles.hosts) or _DOMAIN.fullmatch(claim.value)
        if not is_host and _is_section(claim.value, titles, claimed_titles.sites):
            return FieldResult(claim.value, (), field_source(claim.source), _FROM_BREADCRUMBS)
    return FieldResult(None)


def _is_section(name: str, titles: set[str], sites: frozenset[str]) -> bool:
    key = text_key(name)
    return (
        bool(key)
        and len(name) <= _MOST_CHARACTERS
        and "://" not in name
        and not key.isdigit()
        and key not in _NEVER
        and key not in titles
        and not is_name(name, sites)
    )
