"""The types of objects in JSON-LD."""

from __future__ import annotations

from typing import Any, Final

from cleanarticle.page.claims.values import type_name

__all__ = ["PAGE_TYPES", "is_article", "types_of"]

_ARTICLE_TYPES: Final = frozenset(
    "article newsarticle blogposting reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle "
    "reviewnewsarticle liveblogposting techarticle scholarlyarticle satiricalarticle advertisercontentarticle "
    "socialmediaposting report askpublicnewsarticle discussionforumposting interview medicalscholarlyarticle "
    "recipe review howto".split()
)
PAGE_TYPES: Final = frozenset(
    "webpage itempage medicalwebpage aboutpage faqpage qapage creativework guide learningresource course".split()
)
"""Types whose dates are the article's if JSON-LD describes no article."""


def is_article(node: dict[str, Any]) -> bool:
    """True for an object of a type of article, in a wide sense: also recipes, reviews, reports."""
    return not _ARTICLE_TYPES.isdisjoint(types_of(node))


def types_of(node: dict[str, Any]) -> list[str]:
    """The types of an object in lower case, without the vocabulary: `schema:NewsArticle` → newsarticle."""
    types = node.get("@type")
    return [type_name(kind) for kind in (types if isinstance(types, list) else [types]) if isinstance(kind, str)]
