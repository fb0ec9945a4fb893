"""An article in the vocabulary of schema.org, as a plain dictionary: JSON-LD."""

from __future__ import annotations

import datetime as dt
from itertools import zip_longest
from typing import Any, Final

from cleanarticle.article import Article, Figure, LiveEntry, Media, PageType

__all__ = ["to_schema_org"]

_TYPES: Final[dict[PageType, str]] = {
    "article": "Article",
    "forum": "DiscussionForumPosting",
    "documentation": "TechArticle",
    "service": "WebPage",
    "listing": "CollectionPage",
    "collection": "CollectionPage",
    "product": "ItemPage",
}
_PAGES: Final = frozenset({"WebPage", "CollectionPage", "ItemPage"})
"""Types that are no articles: their text is not called the body of one."""


def to_schema_org(article: Article) -> dict[str, Any]:
    """Give an article the vocabulary of schema.org, to be written as JSON-LD.

    The type is `LiveBlogPosting` with entries, `NewsArticle` with a dateline, else `Article`, or what the type of the
    page asks for. `isAccessibleForFree` is left out where access is not known, or `metered`, which a boolean can't say.
    The kicker and the sources of fields are left out: the vocabulary has no names for them.

    Returns:
        Plain values by the names of the vocabulary, fields without a value left out.
    """
    kind = _type(article)
    common = {
        "@context": "https://schema.org",
        "@type": kind,
        "headline": article.title,
        "alternativeHeadline": _one_or_all(article.alternative_titles),
        "description": article.subtitle,
        "abstract": "\n".join(article.summary),
        "author": _authors(article),
        "contributor": [_named("Person", name) for name in article.byline.contributors] if article.byline else None,
        "datePublished": article.published.isoformat() if article.published else None,
        "dateModified": article.modified.isoformat() if article.modified else None,
        "inLanguage": article.language,
        "publisher": _named("Organization", article.site_name) if article.site_name else None,
        "keywords": list(article.tags),
        "image": [_picture(figure) for figure in article.figures if figure.src],
        "video": [_medium(medium) for medium in article.media if medium.kind == "video"],
        "audio": [_medium(medium) for medium in article.media if medium.kind == "audio"],
        "isAccessibleForFree": {"free": True, "subscriber": False}.get(article.access),
        "url": article.canonical_url or article.url,
    }
    own = {"text": article.text} if kind in _PAGES else _of_article(article)
    return _filled({**common, **own})


def _type(article: Article) -> str:
    """The narrowest type that is certain: reports alone have datelines."""
    if article.page_type == "article" and article.entries:
        return "LiveBlogPosting"
    if article.page_type == "article" and article.dateline is not None:
        return "NewsArticle"
    return _TYPES[article.page_type]


def _of_article(article: Article) -> dict[str, Any]:
    return {
        "dateline": article.dateline.text if article.dateline and _type(article) == "NewsArticle" else None,
        "articleSection": article.section,
        "articleBody": article.text,
        "wordCount": article.word_count,
        "liveBlogUpdate": [_update(entry) for entry in article.entries if _type(article) == "LiveBlogPosting"],
    }


def _authors(article: Article) -> list[dict[str, Any]]:
    byline = article.byline
    if byline is None:
        return []
    with_roles = zip_longest(byline.authors, byline.roles[: len(byline.authors)], fillvalue="")
    people = [_filled({**_named("Person", name), "jobTitle": role}) for name, role in with_roles]
    organisations = (*byline.organisations, *((byline.agency,) if byline.agency else ()))
    return [*people, *(_named("Organization", name) for name in organisations)]


def _picture(figure: Figure) -> dict[str, Any]:
    return _filled({"@type": "ImageObject", "url": figure.src, "caption": figure.caption, "creditText": figure.credit})


def _medium(medium: Media) -> dict[str, Any]:
    kind = "VideoObject" if medium.kind == "video" else "AudioObject"
    return _filled({"@type": kind, "name": medium.title, "duration": _duration(medium.duration), "url": medium.src})


def _update(entry: LiveEntry) -> dict[str, Any]:
    return _filled(
        {
            "@type": "BlogPosting",
            "headline": entry.title,
            "datePublished": entry.time.isoformat() if entry.time else None,
            "author": [_named("Person", name) for name in entry.authors],
            "articleBody": entry.text,
        }
    )


def _named(kind: str, name: str) -> dict[str, str]:
    return {"@type": kind, "name": name}


def _duration(length: dt.timedelta | None) -> str | None:
    """A length as ISO 8601, in seconds alone."""
    return None if length is None else f"PT{length.total_seconds():g}S"


def _one_or_all(texts: tuple[str, ...]) -> str | list[str] | None:
    return list(texts) if len(texts) > 1 else next(iter(texts), None)


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    """What has a value; `False` is one."""
    return {name: value for name, value in fields.items() if value or value is False}
