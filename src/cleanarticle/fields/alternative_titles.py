"""Other titles that the page gives itself: for search results, for social networks, for a list of stories."""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.article import FieldSource
from cleanarticle.fields.claimed_titles import ClaimedTitles, field_source, is_name
from cleanarticle.fields.context import ArticleContext, FieldResult, compact
from cleanarticle.fields.text.labels import without_label
from cleanarticle.page.model import Within

__all__ = ["read_alternative_titles"]

_MOST: Final = 8
_MOST_CHARACTERS: Final = 200
_LEAST_IN_COMMON: Final = 0.3
_WORD: Final = re.compile(r"[^\W_]+")
_QUOTES: Final = "\"'“”„«»‘’「『(（[【"
_ELLIPSES: Final = ("…", "...")


def read_alternative_titles(
    context: ArticleContext,
    *,
    claimed_titles: ClaimedTitles,
    title: str | None,
    kicker: str | None,
    subtitle: str | None,
) -> FieldResult[tuple[str, ...]]:
    """Read the other titles of the article.

    Args:
        context: The page and its body.
        claimed_titles: The titles that the page gives itself.
        title: The title.
        kicker: The kicker: the title with it is no other title.
        subtitle: The subtitle, which some pages claim as a second headline.

    Returns:
        The titles in the order in which structured data, meta tags and the `title` element give them, without names
        of site and section, each wording once; the wording of the headline itself first, where the title has another.
    """
    if not title:
        return FieldResult(())
    claimed = claimed_titles
    key, label = compact(title), compact(kicker or "")
    before = claimed.labels | claimed.names | claimed.headings
    seen = {key, label + key, key + label, compact(subtitle or ""), label, ""}
    found: list[tuple[str, FieldSource]] = []
    for text, source in _candidates(context, claimed, title):
        text = without_label(text)
        text_key = compact(text)
        if text_key in seen or is_name(text, claimed.names) or len(text) > _MOST_CHARACTERS or len(found) >= _MOST:
            continue
        seen.add(text_key)
        is_cut = text.endswith(_ELLIPSES) and key.startswith(text_key)
        is_named = text_key.endswith(key) and text_key.removesuffix(key) in before
        if not is_cut and not is_named and not _adds_name(text, title):
            found.append((text, source))
    if not found:
        return FieldResult(())
    return FieldResult(tuple(text for text, _ in found), (), found[0][1], 0.9)


def _candidates(context: ArticleContext, claimed: ClaimedTitles, title: str) -> list[tuple[str, FieldSource]]:
    """What may be a title of the article: its headline, what is claimed, and what is claimed beside it.

    Structured data may hold other articles. Its first object is the page's own; others count if they share words.
    """
    found: list[tuple[str, FieldSource]] = []
    if context.headline is not None:
        headline = context.page.blocks[context.headline]
        is_heading = headline.container.within & Within.HEADING
        found.append((headline.text.replace("\n", " ") if is_heading else headline.text.split("\n")[0], "page"))
    own = next((claim for claim in claimed.titles if claim.source == "json-ld"), None)
    for claim in claimed.titles:
        if claim.source != "json-ld" or claim is own or _in_common(claim.text, title) >= _LEAST_IN_COMMON:
            found.append((claim.text, claim.source))
    descriptions = {compact(claim.value) for claim in context.claims.all("description")}
    alternatives = [
        claim
        for claim in context.claims.all("alternative_title")[:_MOST]
        if not claim.value.endswith(".") and compact(claim.value) not in descriptions
    ]
    return found + [
        (claim.value, field_source(claim.source))
        for number, claim in enumerate(alternatives)
        if not number or _in_common(claim.value, title) >= _LEAST_IN_COMMON
    ]


def _adds_name(text: str, title: str) -> bool:
    """Whether a title is the other with something behind a sign, such as the name of the site."""
    rest = text[len(title) :].lstrip() if text.casefold().startswith(title.casefold()) else ""
    return bool(rest) and not rest[0].isalnum() and rest[0] not in _QUOTES


def _in_common(one: str, other: str) -> float:
    """Share of common words, 0 to 1."""
    words, others = set(_WORD.findall(one.casefold())), set(_WORD.findall(other.casefold()))
    total = len(words) + len(others)
    return 2 * len(words & others) / total if total else 0.0
