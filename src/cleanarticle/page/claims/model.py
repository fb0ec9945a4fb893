"""The claims of a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from cleanarticle.page.claims.values import plain_text
from cleanarticle.parse.document import Attributes

__all__ = ["AuthorNote", "Claim", "Claims", "Head", "LiveUpdate", "Recording"]

_MOST_CLAIMS: Final = 100
"""Claims for one field: readers may compare each with every block of the page."""


@dataclass(frozen=True, slots=True)
class Head:
    """The metadata of a page as it is written.

    Attributes:
        language: `lang` of the root element.
        title: Text of the `title` element.
        metas: Attributes of the `meta` elements.
        links: Attributes of the `link` elements.
        scripts: Texts of the JSON-LD scripts, in order.
        item_types: The microdata types of the containers, in order.
        base: Address of the `base` element.
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
    """One value that a page states about itself.

    Attributes:
        value: The value, white space collapsed, without markup.
        source: `json-ld`, `html`, `title`, `link`, or the name of a meta tag.
    """

    value: str
    source: str


@dataclass(frozen=True, slots=True)
class AuthorNote:
    """What structured data says about an author besides the name.

    Attributes:
        is_organisation: True if the author's type is an organisation.
        role: The job title; empty if there is none.
    """

    is_organisation: bool = False
    role: str = ""


@dataclass(frozen=True, slots=True)
class LiveUpdate:
    """One entry of a live blog in structured data.

    Attributes:
        title: Its headline; empty if it has none.
        body: The beginning of its text.
        published: Its time, as written.
        authors: Names of its authors.
    """

    title: str
    body: str
    published: str
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recording:
    """A video or recording in structured data.

    Attributes:
        kind: `video` or `audio`.
        title: Its name; empty if it has none.
        duration: Its length, as written.
        addresses: Addresses of its file, its player and its page, in this order.
        pictures: Addresses of its thumbnails.
        is_part: True if an article names it as its own; otherwise it is only on the same page.
    """

    kind: str
    title: str
    duration: str
    addresses: tuple[str, ...]
    pictures: tuple[str, ...]
    is_part: bool


@dataclass(frozen=True, slots=True)
class Claims:
    """All claims of a page, by field: JSON-LD first, then the meta tags in their order.

    Attributes:
        by_field: Lists of claims by name:

            - title, alternative_title, description, author, published, modified, section, tag, keywords, site_name,
              url, canonical, language, image, type, generator, body, next, base;
            - page_url: the address of the article in JSON-LD;
            - breadcrumb: the steps from the first to the last;
            - dateline: a dateline, or a place where the article was written;
            - page_published, page_modified: dates of the page, or of something unnamed, which may be the article's;
            - free, free_part: "true" or "false" if the article, or a part of it, is accessible for free; the part
              with its selector;
            - tier: the value of a meta tag that names a content tier;
            - live: the page is a live blog.
        authors: Notes on the authors in structured data, by the claimed name.
        updates: The entries of a live blog, in their order.
        types: JSON-LD types of the page's own objects, lower case, without prefix.
        part_types: JSON-LD types of their parts: authors, offers, comments.
        item_types: Microdata types.
        recordings: Videos and recordings in JSON-LD, in their order.
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
        """The first value that a source claims for a field."""
        return next((claim.value for claim in self.all(name) if claim.source == source), None)

    def add(self, name: str, value: object, source: str) -> None:
        """Add a claim for a field; values that are not text, empty or beyond the limit are ignored."""
        if not isinstance(value, str) or len(self.all(name)) >= _MOST_CLAIMS:
            return
        text = plain_text(value)
        if text:
            self.by_field.setdefault(name, []).append(Claim(text, source))
