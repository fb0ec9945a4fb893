"""What a page says of itself, as types."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from cleanarticle.page.claims.values import plain_text
from cleanarticle.parse.document import Attributes

__all__ = ["AuthorNote", "Claim", "Claims", "Head", "LiveUpdate", "Recording"]

_MOST_CLAIMS: Final = 100
"""Claims for one field: what reads them may compare each with every block of the page."""


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

    def add(self, name: str, value: object, source: str) -> None:
        """Add a claim for a field, if the value is a text, and there are not too many for it already."""
        if not isinstance(value, str) or len(self.all(name)) >= _MOST_CLAIMS:
            return
        text = plain_text(value)
        if text:
            self.by_field.setdefault(name, []).append(Claim(text, source))
