"""What a page says of itself: JSON-LD, OpenGraph, other meta tags and microdata, as claims with their sources.

Nothing here is trusted. Values are typed one by one, because structured data comes broken in every way: strings for
lists, lists for strings, missing keys, raw newlines, HTML in text, several articles, megabytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Final

from cleanarticle.dom.document import Attributes

__all__ = [
    "AuthorNote",
    "Claim",
    "Claims",
    "Head",
    "LiveUpdate",
    "Recording",
    "parse_json",
    "plain_text",
    "read_claims",
    "type_name",
]

_ARTICLE_TYPES: Final = frozenset(
    "article newsarticle blogposting reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle "
    "reviewnewsarticle liveblogposting techarticle scholarlyarticle satiricalarticle advertisercontentarticle "
    "socialmediaposting report askpublicnewsarticle discussionforumposting interview medicalscholarlyarticle "
    "recipe review howto".split()
)
_NESTING: Final = (dict, list)
_MOST_NODES: Final = 20_000
_MOST_DEPTH: Final = 60
_MOST_ARTICLES: Final = 30
_MOST_CLAIMS: Final = 100
"""Claims for one field: what reads them may compare each with every block of the page."""
_MOST_RECORDINGS: Final = 50
_MOST_PICTURES: Final = 10
_MOST_ADDRESS_CHARACTERS: Final = 2_000
_RECORDING_TYPES: Final = {"videoobject": "video", "audioobject": "audio"}
_RECORDING_KEYS: Final = ("video", "audio", "associatedMedia", "hasPart")
"""Keys under which an article names its films and recordings."""
_MOST_UPDATES: Final = 1000
_MOST_UPDATE_CHARACTERS: Final = 400
_MOST_ROLE_CHARACTERS: Final = 120
_NO_CHARACTER: Final = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")
_TYPE_PREFIX: Final = re.compile(r"^.*[/:#]", re.DOTALL)
_TAG: Final = re.compile(r"<[/!?a-zA-Z][^<>]{0,500}>")
_TRAILING_COMMA: Final = re.compile(r",(\s*[\]}])")
_WRAPPING: Final = re.compile(r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)[\s;]*$")

_META_FIELDS: Final[dict[str, str]] = {
    "og:title": "title",
    "twitter:title": "title",
    "dc.title": "title",
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
    "parsely-author": "author",
    "sailthru.author": "author",
    "dc.creator": "author",
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
_PUBLISHED_ENDINGS: Final = (
    "publisheddate", "publishdate", "publicationdate", "datepublished", "publishedtime", "publishtime", "publishedat",
    "publisheddatetime", "firstpublished", "firstpublicationdate", "pubdate", "articledateoriginal",
)  # fmt: skip
_MODIFIED_ENDINGS: Final = ("modifieddate", "modifiedtime", "datemodified", "lastmodified", "lastupdated", "updatedat")
"""Ends of the names of meta tags that date the article, without what parts their words."""
_NO_LETTER: Final = re.compile(r"[^a-z]+")
_PAGE_TYPES: Final = frozenset(
    "webpage itempage medicalwebpage aboutpage faqpage qapage creativework guide learningresource course".split()
)
"""Types of JSON-LD whose dates are the article's where no article is described."""
_TIER_NAME: Final = re.compile(
    r"^(?!ads?:|adv:)(?:.*[:._-])?(?:content[_-]?tier|tier|access[_-]?(?:status|level|type)|pay[_-]?wall(?:ed)?|"
    r"(?:is[_-]?)?(?:premium|paid)|(?:paid|premium)[_-]?content|subscribers?[_-]?only|metered)$"
)
"""Ends of the names of meta tags that say who may read the article."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the page says of itself outside its text.

    Attributes:
        language: `lang` of the root element.
        title: Text of the `title` element.
        metas: Attributes of the `meta` elements.
        links: Attributes of the `link` elements.
        scripts: Texts of the structured-data scripts, in order.
        item_types: The microdata types of the containers, in order.
        base: The address that relative ones are relative to, if the page names one.
    """

    language: str | None = None
    title: str | None = None
    metas: tuple[Attributes, ...] = ()
    links: tuple[Attributes, ...] = ()
    scripts: tuple[str, ...] = ()
    item_types: tuple[str | None, ...] = ()
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One value a page states about itself.

    Attributes:
        value: The value, white space collapsed, without markup.
        source: Where it stands: `json-ld`, or the meta tag's name.
    """

    value: str
    source: str


@dataclass(frozen=True, slots=True)
class AuthorNote:
    """What structured data says of an author besides the name.

    Attributes:
        is_organisation: Whether its type is that of an organisation.
        role: The job title; empty if there is none.
    """

    is_organisation: bool = False
    role: str = ""


@dataclass(frozen=True, slots=True)
class LiveUpdate:
    """One entry of a live blog, as structured data has it.

    Attributes:
        title: Its headline; empty if it has none.
        body: The beginning of its text.
        published: When it was published, as written.
        authors: Names of its authors.
    """

    title: str
    body: str
    published: str
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recording:
    """A film or recording, as structured data has it.

    Attributes:
        kind: `video` or `audio`.
        title: Its name; empty if it has none.
        duration: Its length, as written.
        addresses: Where it is: its file, its player, its page, in this order.
        pictures: Its still pictures.
        is_part: Whether an article names it as its own; otherwise it merely stands on the page.
    """

    kind: str
    title: str
    duration: str
    addresses: tuple[str, ...]
    pictures: tuple[str, ...]
    is_part: bool


@dataclass(frozen=True, slots=True)
class Claims:
    """All claims of a page, by field, JSON-LD first, then the meta tags in their order.

    Attributes:
        by_field: Lists of claims under title, description, author, published, modified, section, tag, keywords,
            site_name, url, language, image, type, generator, body, alternative_title, next, base; page_url (the
            address of the article in JSON-LD); breadcrumb (the steps from the first to the last); dateline (a dateline,
            or a place where it was written); page_published and page_modified (dates of the page, or of something that
            is not named, which may be the article's); free and free_part (whether the article, or a part of it, is
            accessible for free, the part with its selector), tier (meta tags that name a content tier), live (it is a
            live blog).
        authors: What structured data says of the authors it names, by the claimed name.
        updates: The entries of a live blog, in their order.
        types: Types that JSON-LD gives the page's own objects, lower case, without prefix.
        part_types: Types that it gives the parts of these: their authors, offers, comments.
        item_types: Types that microdata gives.
        recordings: Films and recordings of JSON-LD, in their order.
    """

    by_field: dict[str, list[Claim]] = field(default_factory=dict)
    types: set[str] = field(default_factory=set)
    authors: dict[str, AuthorNote] = field(default_factory=dict)
    updates: list[LiveUpdate] = field(default_factory=list)
    part_types: set[str] = field(default_factory=set)
    item_types: set[str] = field(default_factory=set)
    recordings: list[Recording] = field(default_factory=list)

    def all(self, name: str) -> list[Claim]:
        """All claims for a field."""
        return self.by_field.get(name, [])

    def first(self, name: str) -> str | None:
        """The value of the first claim for a field."""
        claims = self.by_field.get(name)
        return claims[0].value if claims else None

    def from_source(self, name: str, source: str) -> str | None:
        """The value a source claims for a field."""
        return next((claim.value for claim in self.all(name) if claim.source == source), None)


def read_claims(head: Head, *, most_json: int) -> Claims:
    """Read what a page says of itself.

    Args:
        head: The page's head.
        most_json: Characters of structured data that are read at most, over all scripts.

    Returns:
        The claims. Broken structured data gives fewer of them, never an error.
    """
    claims = Claims(item_types={type_name(kind) for kind in set(head.item_types) if kind})
    _read_json_ld(head, claims, most_json)
    for meta in head.metas:
        raw = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        name = raw.strip().lower()
        known = _META_FIELDS.get(name) or _date_field(name)
        # Documentation of card tags once said `value`, and some publishers write all their tags so.
        content = meta.get("content") or meta.get("value")
        if known is not None:
            _add(claims, known, content, name)
        elif _TIER_NAME.search(name):
            _add(claims, "tier", content, name)
    for link in head.links:
        rel = (link.get("rel") or "").lower().split()
        for name in ("canonical", "next"):
            if name in rel:
                _add(claims, name, link.get("href"), "link")
    _add(claims, "base", head.base, "html")
    _add(claims, "title", head.title, "title")
    _add(claims, "language", head.language, "html")
    return claims


def _date_field(name: str) -> str | None:
    """The date that a meta tag of an uncommon name gives: "w-published-date", "cdc:first_published".

    It may be one of the page, its file or its template.
    """
    if not ("pub" in name or "mod" in name or "upd" in name or "date" in name) or len(name) > 60:
        return None
    letters = _NO_LETTER.sub("", name)
    if letters.endswith(_PUBLISHED_ENDINGS):
        return "page_published"
    return "page_modified" if letters.endswith(_MODIFIED_ENDINGS) else None


def plain_text(value: str) -> str:
    """A claimed text without markup, control characters and lone surrogates, white space collapsed."""
    if "&" in value:
        value = unescape(value)
    if "<" in value:
        value = _TAG.sub(" ", value)
    if not value.isprintable():
        value = _NO_CHARACTER.sub("", value)
    return " ".join(value.split())


def type_name(kind: str) -> str:
    """The name of a type of schema.org, lower case, without the vocabulary before it."""
    return (kind if kind.isalpha() else _TYPE_PREFIX.sub("", kind).strip()).lower()


def _add(claims: Claims, name: str, value: object, source: str) -> None:
    if not isinstance(value, str) or len(claims.all(name)) >= _MOST_CLAIMS:
        return
    text = plain_text(value)
    if text:
        claims.by_field.setdefault(name, []).append(Claim(text, source))


def _read_json_ld(head: Head, claims: Claims, most_json: int) -> None:
    budget, articles = most_json, 0
    for text in head.scripts:
        if len(text) > budget:
            continue
        budget -= len(text)
        data = parse_json(text)
        if data is None:
            continue
        nodes = list(_nodes(data))
        own = _own_objects(data)
        own_ids = _read_types(own, nodes, claims)
        _read_recordings(own, claims)
        named: dict[str, dict[str, Any]] = {}
        for node in nodes:
            if isinstance(node.get("@id"), str) and "name" in node:
                named.setdefault(node["@id"], node)
        names_by_id = {reference: node["name"] for reference, node in named.items()}
        for node in nodes:
            if _is_article(node) and articles < _MOST_ARTICLES:
                articles += 1
                _read_article(node, names_by_id, claims)
                # Others may review what the article is about, on days of their own.
                if id(node) in own_ids or _types_of(node) != ["review"]:
                    _read_dates(node, claims, "")
            elif "breadcrumblist" in _types_of(node) and not claims.all("breadcrumb"):
                _read_breadcrumbs(node, claims)
            elif id(node) in own_ids and not _PAGE_TYPES.isdisjoint(_types_of(node)):
                _read_dates(node, claims, "page_")
        _read_authors([node for node in own if _is_article(node)] or list(filter(_is_article, nodes)), named, claims)


def parse_json(text: str) -> Any:
    """Parse JSON as publishers write it: wrapped in comments, with trailing commas and raw line breaks."""
    for attempt in (str, _repaired):
        try:
            return json.loads(attempt(text), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _repaired(text: str) -> str:
    text = _WRAPPING.sub("", text.strip()).strip().rstrip(";")
    if "&quot;" in text and '"' not in text:
        text = unescape(text)
    return _TRAILING_COMMA.sub(r"\1", text)


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """All objects in document order, without recursion and not more than a page can need."""
    stack: list[tuple[Any, int]] = [(data, 0)]
    seen = 0
    while stack and seen < _MOST_NODES:
        value, depth = stack.pop()
        seen += 1
        if isinstance(value, dict):
            yield value
            children: Iterable[Any] = value.values()
        elif isinstance(value, list):
            children = value
        else:
            continue
        if depth < _MOST_DEPTH:
            nested = [(child, depth + 1) for child in children if isinstance(child, _NESTING)]
            stack += reversed(nested)


def _own_objects(data: Any) -> list[dict[str, Any]]:
    """The objects that describe the page itself, and not a part of it."""
    roots = _objects(data)
    own = roots + [node for root in roots for node in _objects(root.get("@graph"))]
    return own + [node for root in own for node in _objects(root.get("mainEntity"))]


def _read_types(own: list[dict[str, Any]], nodes: list[dict[str, Any]], claims: Claims) -> set[int]:
    """Tell the types of the page's own objects from those of their parts; gives the identities of its own."""
    claims.types.update(kind for node in own for kind in _types_of(node))
    known = {id(node) for node in own}
    claims.part_types.update(kind for node in nodes if id(node) not in known for kind in _types_of(node))
    return known


def _objects(value: Any) -> list[dict[str, Any]]:
    return [item for item in _flattened(value) if isinstance(item, dict)]


def _is_article(node: dict[str, Any]) -> bool:
    return not _ARTICLE_TYPES.isdisjoint(_types_of(node))


def _types_of(node: dict[str, Any]) -> list[str]:
    types = node.get("@type")
    return [type_name(kind) for kind in (types if isinstance(types, list) else [types]) if isinstance(kind, str)]


def _read_article(node: dict[str, Any], names_by_id: dict[str, Any], claims: Claims) -> None:
    source = "json-ld"
    for key, name in (
        ("headline", "title"),
        ("name", "title"),
        ("alternativeHeadline", "alternative_title"),
        ("description", "description"),
        ("articleBody", "body"),
        ("inLanguage", "language"),
        ("url", "page_url"),
    ):
        _add(claims, name, _text(node.get(key)), source)
    page = node.get("mainEntityOfPage")
    _add(claims, "page_url", page.get("@id") if isinstance(page, dict) else page, source)
    for section in _texts(node.get("articleSection")):
        _add(claims, "section", section, source)
    for keyword in _texts(node.get("keywords")):
        _add(claims, "keywords", keyword, source)
    for publisher in _names(node.get("publisher"), names_by_id):
        _add(claims, "site_name", publisher, source)
    for image in _texts(node.get("image"), "url"):
        _add(claims, "image", image, source)
    _add(claims, "free", _truth(node.get("isAccessibleForFree")), source)
    for part in _flattened(node.get("hasPart")):
        if isinstance(part, dict):
            truth, selector = _truth(part.get("isAccessibleForFree")), _text(part.get("cssSelector")) or ""
            _add(claims, "free_part", truth and f"{truth} {selector[:100]}", source)
    for place in (node.get("dateline"), *_places(node.get("locationCreated"))):
        _add(claims, "dateline", _text(place), source)
    _read_live_updates(node, claims, source)


def _read_breadcrumbs(node: dict[str, Any], claims: Claims) -> None:
    """The names of the steps in their order, which their positions give where they are numbers."""
    steps = _objects(node.get("itemListElement"))
    if all(isinstance(step.get("position"), int) for step in steps):
        steps.sort(key=lambda step: int(step["position"]))
    for step in steps:
        item = step.get("item")
        _add(
            claims,
            "breadcrumb",
            _text(step.get("name")) or (_text(item) if isinstance(item, dict) else None),
            "json-ld",
        )


def _read_dates(node: dict[str, Any], claims: Claims, prefix: str) -> None:
    _add(claims, f"{prefix}published", _text(node.get("datePublished")), "json-ld")
    _add(claims, f"{prefix}modified", _text(node.get("dateModified")), "json-ld")


def _places(value: Any) -> list[Any]:
    """Names of places, given as text, places or addresses."""
    found = []
    for item in _flattened(value):
        address = item.get("address") if isinstance(item, dict) else None
        named = isinstance(item, dict) and _text(item)
        found.append(address.get("addressLocality") if isinstance(address, dict) and not named else item)
    return found


def _read_authors(articles: list[dict[str, Any]], named: dict[str, dict[str, Any]], claims: Claims) -> None:
    """Read the authors of the page's own article: of the first that has any, and of others of the same headline.

    Args:
        articles: The article objects in their order.
        named: Objects with a name, by their identifiers.
        claims: What the authors are added to, unless an earlier script named them.
    """
    if claims.all("author"):
        return
    headline: str | None = None
    for node in articles[:_MOST_ARTICLES]:
        authors = node.get("author") or node.get("creator")
        title = _text(node.get("headline")) or _text(node.get("name")) or ""
        if not authors or (claims.all("author") and title != headline):
            continue
        headline = title
        for item in _flattened(authors):
            _read_author(item, named, claims)


def _read_author(item: Any, named: dict[str, dict[str, Any]], claims: Claims) -> None:
    if isinstance(item, list):
        return
    note = AuthorNote()
    if isinstance(item, dict):
        reference = item.get("@id")
        node = named.get(reference, item) if isinstance(reference, str) and "name" not in item else item
        is_organisation = any(kind.endswith("organization") for kind in _types_of(node))
        note = AuthorNote(is_organisation, plain_text((_text(node.get("jobTitle")) or "")[:_MOST_ROLE_CHARACTERS]))
        item = node
    for name in _names(item, {}):
        _add(claims, "author", name, "json-ld")
        claims.authors.setdefault(plain_text(name), note)


def _read_live_updates(node: dict[str, Any], claims: Claims, source: str) -> None:
    updates = node.get("liveBlogUpdate")
    if updates is not None or any(kind.endswith("LiveBlogPosting") for kind in _texts(node.get("@type"))):
        _add(claims, "live", "LiveBlogPosting", source)
    for update in (updates if isinstance(updates, list) else [updates])[:_MOST_UPDATES]:
        if isinstance(update, dict) and len(claims.updates) < _MOST_UPDATES:
            title, body, published = (
                plain_text((_text(update.get(key)) or "")[:_MOST_UPDATE_CHARACTERS])
                for key in ("headline", "articleBody", "datePublished")
            )
            authors = tuple(plain_text(name) for name in _names(update.get("author"), {}))
            claims.updates.append(LiveUpdate(title, body, published, authors))


def _read_recordings(own: list[dict[str, Any]], claims: Claims) -> None:
    """Read the films and recordings that an article names as its own, or that stand beside it."""
    for node in own:
        if _is_article(node):
            for part in (part for key in _RECORDING_KEYS for part in _objects(node.get(key))):
                _add_recording(part, claims, is_part=True)
        else:
            _add_recording(node, claims, is_part=False)


def _add_recording(node: dict[str, Any], claims: Claims, *, is_part: bool) -> None:
    kind = next((_RECORDING_TYPES[name] for name in _types_of(node) if name in _RECORDING_TYPES), None)
    if kind is None or len(claims.recordings) >= _MOST_RECORDINGS:
        return
    title, duration = (
        plain_text((_text(node.get(key)) or "")[:_MOST_UPDATE_CHARACTERS]) for key in ("name", "duration")
    )
    addresses = [_text(node.get(key)) or "" for key in ("contentUrl", "embedUrl", "url")]
    pictures = [picture for key in ("thumbnailUrl", "thumbnail", "image") for picture in _texts(node.get(key), "url")]
    claims.recordings.append(
        Recording(kind, title, duration, _clean(addresses), _clean(pictures[:_MOST_PICTURES]), is_part)
    )


def _clean(values: list[str]) -> tuple[str, ...]:
    """Values that are not empty, each once, none of them longer than an address can be."""
    texts = [plain_text(value) for value in values if len(value) <= _MOST_ADDRESS_CHARACTERS]
    return tuple(dict.fromkeys(text for text in texts if text))


def _truth(value: Any) -> str | None:
    """A boolean as publishers write it: `false`, "False", "http://schema.org/False", 0."""
    if isinstance(value, list):
        value = next(iter(value), None)
    if isinstance(value, bool | int):
        return "true" if value else "false"
    if isinstance(value, str):
        word = _TYPE_PREFIX.sub("", value[:100]).strip().lower()
        return {"true": "true", "yes": "true", "1": "true", "false": "false", "no": "false", "0": "false"}.get(word)
    return None


def _text(value: Any) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return next((item for item in value if isinstance(item, str)), None)
    if isinstance(value, dict):
        return next((value[key] for key in ("@value", "name") if isinstance(value.get(key), str)), None)
    return None


def _texts(value: Any, key: str = "name") -> list[str]:
    values = value if isinstance(value, list) else [value]
    found = [item.get(key) if isinstance(item, dict) else item for item in values[:100]]
    return [item for item in found if isinstance(item, str)]


def _names(value: Any, names_by_id: dict[str, Any]) -> Iterator[str]:
    """Names of people or organisations, given as text, objects, lists of these, or references by `@id`."""
    for item in _flattened(value):
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            name, reference = item.get("name"), item.get("@id")
            if name is None and isinstance(reference, str):
                name = names_by_id.get(reference)
            yield from _texts(name)


def _flattened(value: Any) -> list[Any]:
    """The items of a value that may be a list of lists, fifty at most."""
    items = value if isinstance(value, list) else [value]
    return [each for item in items[:50] for each in (item if isinstance(item, list) else [item])][:50]
