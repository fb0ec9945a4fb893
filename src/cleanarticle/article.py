"""What comes out: the Article and its parts, as frozen pydantic models."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from html import escape
from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

__all__ = [
    "Access",
    "Article",
    "BodySource",
    "Byline",
    "Dateline",
    "FieldSource",
    "Figure",
    "LiveEntry",
    "Media",
    "PageType",
    "Paragraph",
    "ParagraphKind",
    "Provenance",
]

Access = Literal["free", "metered", "subscriber", "unknown"]

ParagraphKind = Literal["paragraph", "heading", "list_item", "quote", "code", "table_row", "definition", "caption"]

BodySource = Literal["page", "json-ld", "embedded-state", "attribute", "template"]
"""Where the body was read: in the text of the page, or in data that it carries out of sight.

`json-ld` is structured data, `embedded-state` the data of a script, `attribute` a long attribute, `template` a template
or text field.
"""

PageType = Literal["article", "forum", "documentation", "service", "listing", "collection", "product"]
"""What kind of page it is. A listing is a page of links to other pages, a collection one of a shop's products."""

FieldSource = Literal[
    "page", "json-ld", "microdata", "meta", "title-tag", "html", "embedded-state", "url", "text", "profile"
]
"""What a field was read from.

`page` is what the reader sees, `json-ld` and `microdata` structured data, `meta` a meta tag (OpenGraph and its kin
included), `title-tag` the `title` element, `html` a link or an attribute of the page's markup, `embedded-state` the
data of a script, `url` the page's address, `text` the words of the body, and `profile` what a selector of the site's
profile matches.
"""

Moment = Annotated[AwareDatetime | dt.date, Field(union_mode="smart")]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Paragraph(_Model):
    """One block of the body, as the reader sees it.

    Attributes:
        text: The words, white space collapsed; a line break inside the block is a newline.
        kind: What the block is.
        level: 1 to 6 for headings, nesting depth from 1 for list items, 0 otherwise.
    """

    text: str
    kind: ParagraphKind = "paragraph"
    level: int = 0


class Provenance(_Model):
    """Where the value of a field came from, and how sure it is.

    Attributes:
        source: What it was read from.
        certainty: How likely it is right, from 0 to 1: highest where independent witnesses agree.
    """

    source: FieldSource
    certainty: Annotated[float, Field(ge=0, le=1)]


class Byline(_Model):
    """Who wrote it.

    Attributes:
        text: The line as it stands in the page.
        authors: People, in the order of the page, without titles and roles; capitals as they stand there. Where the
            page has nothing else, the name of a user or initials.
        roles: For each author, in the same order, the titles, degrees and role that the page names, and what they
            belong to ("Dr., Health Editor"); empty where it names none.
        organisations: Organisations that are credited like authors, such as a desk or a partner; the site itself where
            no person is named. Agencies are apart.
        contributors: People who helped ("with additional reporting by …"), in the order of the page.
        place: Where they wrote it, if the line says so ("in Shanghai").
        agency: The news agency, if the line names one.
    """

    text: str
    authors: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    place: str | None = None
    agency: str | None = None


class Dateline(_Model):
    """Where, when and by which agency the report was filed.

    Attributes:
        text: The line as it stands in the page, without the dash behind it.
        place: City or region.
        date: The day, if the line names one completely.
        agency: The agency's name or abbreviation.
        inline: Whether the line stands at the start of the first paragraph.
    """

    text: str
    place: str | None = None
    date: dt.date | None = None
    agency: str | None = None
    inline: bool = False


class Figure(_Model):
    """A picture that belongs to the article.

    Attributes:
        src: Address of the picture as the page gives it, made absolute if the page's address is known.
        alt: Replacement text.
        caption: Caption without the credit.
        credit: Who made or owns the picture, without the label ("Photo:").
    """

    src: str | None = None
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None


class Media(_Model):
    """A video or a recording that is part of the article.

    Attributes:
        kind: `video` or `audio`.
        title: Its title, if the page names one.
        duration: Its length, if the page tells.
        src: Address of the file or of its player, made absolute if the page's address is known.
    """

    kind: Literal["video", "audio"]
    title: str | None = None
    duration: dt.timedelta | None = None
    src: str | None = None


class LiveEntry(_Model):
    """One entry of a live blog, or of the ticker of a match.

    Attributes:
        time: When it was written, if day, clock time and offset from UTC are known.
        stamp: The time as the page shows it: "20:42", "45'+2", "vor 3 Minuten".
        title: Its heading without the time.
        authors: People the entry names as its authors.
        paragraphs: Its paragraphs below the heading; they stand in `Article.paragraphs` as well.
    """

    time: AwareDatetime | None = None
    stamp: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()

    @property
    def text(self) -> str:
        """The paragraphs' texts, joined by blank lines."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)


class Article(_Model):
    """The article of one page. A field that could not be read is empty.

    Pages of other kinds give their main content.

    Attributes:
        title: The headline as the reader sees it, without the names of site and section.
        alternative_titles: Other titles that the page gives itself, such as a shorter one for search results.
        kicker: A label above or before the headline ("Live", "Opinion").
        subtitle: The standfirst; the points of a summary that is a list are in `summary`.
        summary: Summary points between headline and body, in the order of the page. Where they count as a part of the
            body they stand in `paragraphs` as well.
        byline: Who wrote it.
        dateline: Where, when and by which agency it was filed.
        paragraphs: The body, every word of it once.
        body_source: Where the paragraphs were read: `page`, unless the page holds its body in data alone.
        figures: The pictures that belong to it, in the order of the page.
        media: The videos and recordings that are part of it, in the order of the page.
        published: When it was published: an aware datetime, or a date where no time with a zone is given.
        modified: When it was last changed, likewise.
        language: Code of its language (BCP 47).
        site_name: Name of the site.
        url: The page's address, if the caller gave it.
        canonical_url: The address that the page names as its own.
        next_page: Address of the article's next page, if it goes on there.
        section: The section of the site it stands in.
        tags: Its tags, or keywords.
        entries: The entries of a live blog in the order of the page, mostly the newest first; empty for any other
            article. Their headings and paragraphs stand in `paragraphs` as well, in the same order.
        access: Who may read the article. `free`: everybody. `metered`: everybody, for a number of articles or after
            registering. `subscriber`: those who pay. `unknown`: the page does not say.

            What the reader sees comes first: a notice below the text that only those who pay may read on
            (`subscriber`), or that a limit is reached or an account needed (`metered`). It outweighs everything
            but a meta tag that says `metered`, of which it is the proof. Then comes what the page declares: a meta
            tag that names a content tier, and `isAccessibleForFree` of the article or a part of it in JSON-LD or
            microdata. `metered` wins among these, because a boolean cannot say it; free here and paid there, with no
            notice to be seen, is `free`. Then a label at the headline that says the article is for those who pay,
            and last a class like `paywalled` around the text. The absence of a notice proves nothing: scripts may
            put it there.
        page_type: What type of page it is; `article` where that is not clear.
        sources: Where each field came from, by the field's name; fields that are empty are left out.
    """

    title: str | None = None
    alternative_titles: tuple[str, ...] = ()
    kicker: str | None = None
    subtitle: str | None = None
    summary: tuple[str, ...] = ()
    byline: Byline | None = None
    dateline: Dateline | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    body_source: BodySource = "page"
    figures: tuple[Figure, ...] = ()
    media: tuple[Media, ...] = ()
    published: Moment | None = None
    modified: Moment | None = None
    language: str | None = None
    site_name: str | None = None
    url: str | None = None
    canonical_url: str | None = None
    next_page: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    entries: tuple[LiveEntry, ...] = ()
    access: Access = "unknown"
    page_type: PageType = "article"
    sources: Mapping[str, Provenance] = Field(default_factory=dict)

    @property
    def authors(self) -> tuple[str, ...]:
        """Everybody the article is credited to, people first, then organisations, then the agency; no contributors."""
        byline = self.byline
        if byline is None:
            return ()
        return (*byline.authors, *byline.organisations, *((byline.agency,) if byline.agency else ()))

    @property
    def text(self) -> str:
        """The paragraphs' texts, joined by blank lines."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def word_count(self) -> int:
        """Number of white-space separated words of the text."""
        return sum(len(paragraph.text.split()) for paragraph in self.paragraphs)

    def __hash__(self) -> int:
        """The same for equal articles; `sources` is left out, because a mapping has no hash."""
        return hash((self.text, self.title, self.subtitle, self.byline, self.published, self.url, self.canonical_url))

    def __str__(self) -> str:
        """The title and the text, with a blank line between."""
        return f"{self.title}\n\n{self.text}" if self.title else self.text

    def _repr_html_(self) -> str:
        """The article as a notebook shows it."""
        head = [
            _element("h1", self.title),
            _element("p", self.subtitle, "em"),
            _element("p", self.byline.text if self.byline else None, "small"),
            _element("p", _day(self.published) if self.published else None, "small"),
        ]
        return "<article>" + "".join(head) + "".join(map(_html, self.paragraphs)) + "</article>"


def _day(moment: dt.date) -> str:
    return moment.date().isoformat() if isinstance(moment, dt.datetime) else moment.isoformat()


_ELEMENTS: Final[dict[ParagraphKind, str]] = {"list_item": "li", "quote": "blockquote", "code": "pre"}


def _html(paragraph: Paragraph) -> str:
    if paragraph.kind == "heading":
        return _element(f"h{min(6, max(2, paragraph.level))}", paragraph.text)
    return _element(_ELEMENTS.get(paragraph.kind, "p"), paragraph.text)


def _element(tag: str, text: str | None, inner: str | None = None) -> str:
    if not text:
        return ""
    content = escape(text)
    if inner:
        content = f"<{inner}>{content}</{inner}>"
    return f"<{tag}>{content}</{tag}>"
