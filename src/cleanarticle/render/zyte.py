"""An article in the shape of Zyte's schema for articles, as a plain dictionary."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from cleanarticle.article import Article, Moment
from cleanarticle.render.html import to_html

__all__ = ["to_zyte"]


def to_zyte(article: Article, *, url: str | None = None) -> dict[str, Any]:
    """Give an article the shape of Zyte's schema, which `zyte_common_items.Article` has.

    A day alone becomes its midnight without a zone, because the format has no days; the first picture is the main one;
    everybody the article is credited to is an author, with the whole byline as `nameRaw`. Unknown values are left out;
    so are breadcrumbs, the dates as written and metadata, which an article does not hold, and addresses that are not
    absolute. `articleBodyHtml` is what `to_html` writes of the body.

    Args:
        article: The article.
        url: The address of the page, which the schema requires; that of the article, or else the one that the page
            names as its own, if left out.

    Returns:
        Plain values by the names of the schema.
    """
    images = _addresses(figure.src for figure in article.figures)
    language = (article.language or "").partition("-")[0]
    fields = {
        "headline": article.title,
        "datePublished": _moment(article.published),
        "dateModified": _moment(article.modified),
        "authors": _authors(article),
        "inLanguage": language if len(language) == 2 else None,
        "mainImage": images[0] if images else None,
        "images": images,
        "description": article.subtitle or "\n".join(article.summary),
        "articleBody": article.text.strip(),
        "articleBodyHtml": to_html(article, head=False) if article.body else None,
        "videos": _addresses(medium.src for medium in article.media if medium.kind == "video"),
        "audios": _addresses(medium.src for medium in article.media if medium.kind == "audio"),
        "canonicalUrl": article.canonical_url,
        "url": url or article.url or article.canonical_url,
    }
    return {name: value for name, value in fields.items() if value}


def _authors(article: Article) -> list[dict[str, str]]:
    byline = article.byline
    return [{"name": name, "nameRaw": byline.text} for name in article.authors] if byline else []


def _addresses(given: Iterable[str | None]) -> list[dict[str, str]]:
    """The absolute addresses: the schema has no relative ones, and no data in their place."""
    return [{"url": address} for address in given if address and address.startswith(("https://", "http://"))]


def _moment(moment: Moment | None) -> str | None:
    """A moment in the schema's format, which has no days: a day alone is its midnight, without a zone."""
    if moment is None:
        return None
    if not isinstance(moment, dt.datetime):
        return f"{moment.isoformat()}T00:00:00"
    text = moment.isoformat(timespec="seconds")
    return f"{text.removesuffix('+00:00')}Z" if text.endswith("+00:00") else text
