"""Other titles of the article: for search results, for social networks, for a list of stories."""

from __future__ import annotations

from typing import Final

from cleanarticle.article import FieldSource
from cleanarticle.fields.claimed_titles import ClaimedTitles, field_source, is_name
from cleanarticle.fields.context import ArticleContext, FieldResult
from cleanarticle.fields.text.labels import without_label
from cleanarticle.fields.text_key import text_key
from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.page.model import Within

__all__ = ["read_alternative_titles"]

# Measured: at 7, 2 of 2,304 change (alternative titles); at 9, 2 of 2,304 change (alternative titles).
_MOST: Final = 8
# Measured: at 100, 18 of 2,304 change (alternative titles); at 400, 5 of 2,304 change (alternative titles).
_MOST_CHARACTERS: Final = 200
# Measured: at 0.15, 10 of 2,304 change (alternative titles); at 0.45, 6 of 2,304 change (alternative titles 5).
_LEAST_IN_COMMON: Final = 0.3
_WORD: Final = lazy_pattern(r"[^\W_]+")
_QUOTES: Final = "\"'“”„«»‘’「『(（[【"
_ELLIPSES: Final = ("…", "...")
# Other titles are what metadata say they are; `benchmarks/certainty.py` has no annotation to hold it against.
_CERTAINTY: Final = 0.9


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
        claimed_titles: The titles in the page's metadata.
        title: The title.
        kicker: The kicker: the title with it is not another title.
        subtitle: The subtitle, which some pages claim as a second headline.

    Returns:
        The titles in the order of structured data, meta tags and the `title` element, without names of site and
        section, each wording once; the wording of the headline itself first, where the title has another.
    """
    if not title:
        return FieldResult(())
    key, label = text_key(title), text_key(kicker or "")
    prefixes = claimed_titles.labels | claimed_titles.names | claimed_titles.headings
    seen = {key, label + key, key + label, text_key(subtitle or ""), label, ""}
    titles: list[tuple[str, FieldSource]] = []
    for candidate, source in _candidates(context, claimed_titles, title):
        text = without_label(candidate)
        own_key = text_key(text)
        if len(titles) >= _MOST or own_key in seen or len(text) > _MOST_CHARACTERS:
            continue
        if is_name(text, claimed_titles.names):
            continue
        seen.add(own_key)
        is_cut = text.endswith(_ELLIPSES) and key.startswith(own_key)
        has_prefix = own_key.endswith(key) and own_key.removesuffix(key) in prefixes
        if not is_cut and not has_prefix and not _adds_name(text, title):
            titles.append((text, source))
    if not titles:
        return FieldResult(())
    return FieldResult(tuple(text for text, _ in titles), (), titles[0][1], _CERTAINTY)


def _candidates(context: ArticleContext, claimed_titles: ClaimedTitles, title: str) -> list[tuple[str, FieldSource]]:
    """The headline, the titles in the metadata, and the alternative ones there.

    Structured data may hold other articles. Its first object is the page's own; others count if they share words.
    """
    candidates: list[tuple[str, FieldSource]] = []
    if context.headline is not None:
        headline = context.page.blocks[context.headline]
        is_heading = headline.container.within & Within.HEADING
        candidates.append((headline.text.replace("\n", " ") if is_heading else headline.text.split("\n")[0], "page"))
    own = next((claim for claim in claimed_titles.titles if claim.source == "json-ld"), None)
    for claim in claimed_titles.titles:
        if claim.source != "json-ld" or claim is own or _in_common(claim.text, title) >= _LEAST_IN_COMMON:
            candidates.append((claim.text, claim.source))
    descriptions = {text_key(claim.value) for claim in context.claims.all("description")}
    alternatives = [
        claim
        for claim in context.claims.all("alternative_title")[:_MOST]
        if not claim.value.endswith(".") and text_key(claim.value) not in descriptions
    ]
    return candidates + [
        (claim.value, field_source(claim.source))
        for number, claim in enumerate(alternatives)
        if not number or _in_common(claim.value, title) >= _LEAST_IN_COMMON
    ]


def _adds_name(text: str, title: str) -> bool:
    """True if a text is the title with something after a separator, such as the name of the site."""
    rest = text[len(title) :].lstrip() if text.casefold().startswith(title.casefold()) else ""
    return bool(rest) and not rest[0].isalnum() and rest[0] not in _QUOTES


def _in_common(first: str, second: str) -> float:
    """The share of common words, 0 to 1 (Dice coefficient)."""
    words, others = set(_WORD.findall(first.casefold())), set(_WORD.findall(second.casefold()))
    total = len(words) + len(others)
    return 2 * len(words & others) / total if total else 0.0
