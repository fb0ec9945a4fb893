"""The fields of meta tags by their names."""

from __future__ import annotations

from typing import Final

from cleanarticle.lexicon.lazy_pattern import lazy_pattern

__all__ = ["CARD_LABEL", "META_FIELDS", "TIER_NAME", "date_field"]

META_FIELDS: Final[dict[str, str]] = {
    "og:title": "title",
    "twitter:title": "title",
    "dc.title": "title",
    "dc:title": "title",
    "dcterms.title": "title",
    "parsely-title": "title",
    "sailthru.title": "title",
    "headline": "title",
    "og:description": "description",
    "description": "description",
    "twitter:description": "description",
    "dc.description": "description",
    "sailthru.description": "description",
    "author": "author",
    "article:author": "author",
    "article:author_name": "author",
    "article:byline": "author",
    "og:article:author": "author",
    "og:author": "author",
    "author_name": "author",
    "writer": "author",
    "parsely-author": "author",
    "sailthru.author": "author",
    "dc.creator": "author",
    "dc:creator": "author",
    "dc.creator.name": "author",
    "dcterms.creator": "author",
    "byl": "author",
    "byline": "author",
    "cxenseparse:author": "author",
    "citation_author": "author",
    "article:published_time": "published",
    "og:article:published_time": "published",
    "article:published": "published",
    "datepublished": "published",
    "date": "published",
    "dc.date": "published",
    "dc:date": "published",
    "dc.created": "published",
    "dc.issued": "published",
    "dc.date.created": "published",
    "dc.date.issued": "published",
    "dcterms.created": "published",
    "dcterms.date": "published",
    "dcterms.issued": "published",
    "parsely-pub-date": "published",
    "sailthru.date": "published",
    "pubdate": "published",
    "publishdate": "published",
    "publish-date": "published",
    "publication_date": "published",
    "publish_date": "published",
    "cxenseparse:recs:publishtime": "published",
    "originalpublicationdate": "published",
    "citation_publication_date": "published",
    "published": "published",
    "og:published_time": "published",
    "article.published": "published",
    "article:modified_time": "modified",
    "modified": "modified",
    "updated": "modified",
    "article.updated": "modified",
    "og:updated_time": "modified",
    "og:article:modified_time": "modified",
    "lastmod": "modified",
    "last-modified": "modified",
    "datemodified": "modified",
    "dcterms.modified": "modified",
    "article:section": "section",
    "og:article:section": "section",
    "section": "section",
    "parsely-section": "section",
    "cxenseparse:pageclass": "section",
    "article:tag": "tag",
    "og:article:tag": "tag",
    "news_keywords": "keywords",
    "keywords": "keywords",
    "parsely-tags": "keywords",
    "dc.subject": "keywords",
    "dc:subject": "keywords",
    "sailthru.tags": "keywords",
    "og:site_name": "site_name",
    "application-name": "site_name",
    "og:url": "url",
    "og:locale": "language",
    "og:image": "image",
    "twitter:image": "image",
    "content-language": "language",
    "og:type": "type",
    "isaccessibleforfree": "free",
    "generator": "generator",
}
CARD_LABEL: Final = "twitter:label"
"""Begins the name of a tag with the label of a value on a card; `twitter:data1` has the value for `twitter:label1`."""
_PUBLISHED_ENDINGS: Final = (
    "publisheddate", "publishdate", "publicationdate", "datepublished", "publishedtime", "publishtime", "publishedat",
    "publisheddatetime", "firstpublished", "firstpublicationdate", "pubdate", "articledateoriginal", "publishedon",
)  # fmt: skip
_MODIFIED_ENDINGS: Final = ("modifieddate", "modifiedtime", "datemodified", "lastmodified", "lastupdated", "updatedat")
"""Endings of names of meta tags that date the article, without separators between words."""
_NO_LETTER: Final = lazy_pattern(r"[^a-z]+")
TIER_NAME: Final = lazy_pattern(
    r"^(?!ads?:|adv:)(?:.*[:._-])?(?:content[_-]?tier|tier|access[_-]?(?:status|level|type)|pay[_-]?wall(?:ed)?|"
    r"(?:is[_-]?)?(?:premium|paid)|(?:paid|premium)[_-]?content|subscribers?[_-]?only|metered)$"
)
"""Matches names of meta tags that say who may read the article."""


def date_field(name: str) -> str | None:
    """The field of a date in a meta tag with an uncommon name, such as "w-published-date" or "cdc:first_published".

    The date may be that of the page, its file or its template, so these are fields of their own.
    """
    if not ("pub" in name or "mod" in name or "upd" in name or "date" in name) or len(name) > 60:
        return None
    letters = _NO_LETTER.sub("", name)
    if letters.endswith(_PUBLISHED_ENDINGS):
        return "page_published"
    return "page_modified" if letters.endswith(_MODIFIED_ENDINGS) else None
