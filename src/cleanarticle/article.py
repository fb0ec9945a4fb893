"""The result of an extraction: `Article` and its parts, as frozen pydantic models."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Final, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, computed_field, model_validator

from cleanarticle.content import BodyBlock, Paragraph, blocks_of, paragraphs_in

__all__ = [
    "Access",
    "Article",
    "BodySource",
    "Byline",
    "Dateline",
    "FieldSource",
    "Figure",
    "Image",
    "Link",
    "LiveEntry",
    "Media",
    "PageType",
    "Provenance",
    "QualityReason",
]

Access = Literal["free", "metered", "subscriber", "unknown"]

BodySource = Literal["page", "json-ld", "embedded-state", "attribute", "template"]
"""Where the body was read: in the visible text of the page, or in its data.

`json-ld` is structured data, `embedded-state` the data of a script, `attribute` a long attribute, `template` a template
or text field.
"""

PageType = Literal["article", "forum", "documentation", "service", "listing", "collection", "product"]
"""The type of a page. A listing is a page of links to other pages, a collection a page of a shop's products."""

QualityReason = Literal[
    "sound",
    "doubtful",
    "shell-without-text",
    "consent-wall",
    "paywall-stub",
    "listing",
    "several-articles",
    "truncated",
]
"""The reason for the quality of a body.

`sound` is said of a body that is right with a chance of 0.8 or more, and of no other. A lower chance has the reason
that the page shows: it is a `shell-without-text` that a script fills, a `consent-wall`, a `paywall-stub` (the beginning
of an article for subscribers or accounts), a `listing` of other pages or products, a page of `several-articles`, or its
text is `truncated`. Without such a sign the body is `doubtful`.
"""

FieldSource = Literal[
    "page", "json-ld", "microdata", "meta", "title-tag", "html", "embedded-state", "url", "text", "profile"
]
"""What a field was read from.

`page` is the visible text, `json-ld` and `microdata` are structured data, `meta` is a meta tag (also of OpenGraph and
the like), `title-tag` the `title` element, `html` a link or an attribute of the markup, `embedded-state` the data of a
script, `url` the address of the page, `text` the words of the body, and `profile` an element that a selector of the
site's profile matches.
"""

_MOST_UNTIL_SUBTITLE: Final = 5
"""Paragraphs that are compared with the subtitle: its reader takes none behind the fourth."""

_COMPUTED: Final = frozenset({"paragraphs", "authors", "text", "word_count"})
"""Names that `model_dump` writes and that are no fields."""
_PARAGRAPHS: Final = TypeAdapter(tuple[Paragraph, ...])

Moment = Annotated[AwareDatetime | dt.date, Field(union_mode="smart")]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, ser_json_timedelta="float")


class Provenance(_Model):
    """Where the value of a field came from, and how certain it is.

    Attributes:
        source: What it was read from.
        certainty: How likely the value is right, from 0 to 1, as measured on annotated pages. It is highest where
            independent sources agree.
        agrees: Of a title that the page shows, whether its metadata claim the same; `None` where they claim none, and
            for other fields.
    """

    source: FieldSource
    certainty: Annotated[float, Field(ge=0, le=1)]
    agrees: bool | None = None


class Byline(_Model):
    """Who wrote the article.

    Attributes:
        text: The line as the page shows it.
        authors: Names of people, in the order of the page and with its capitals, without titles and roles. If the
            page has nothing else, a user name or initials.
        roles: For each author, in the same order, the titles, degrees, role and affiliation that the page gives
            ("Dr., Health Editor"); an empty string if it gives none.
        organisations: Organisations that are credited like authors, such as a desk or a partner; the site itself if
            no person is named. News agencies are in `agency`.
        contributors: People who helped ("with additional reporting by …"), in the order of the page.
        place: Where it was written, if the line says so ("in Shanghai").
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
    """Where, when and by which agency the report was filed ("OSLO, 3 May 2024 (Reuters) –").

    Attributes:
        text: The line as the page shows it, without the dash after it.
        place: City or region.
        date: The day, if the line gives day, month and year.
        agency: Name or abbreviation of the agency.
        inline: True if it is the start of the first paragraph, not a line of its own.
    """

    text: str
    place: str | None = None
    date: dt.date | None = None
    agency: str | None = None
    inline: bool = False


class Figure(_Model):
    """A picture that belongs to the article.

    Attributes:
        src: Address of the picture; absolute if the address of the page is known.
        alt: Alternative text.
        caption: Caption without the credit.
        credit: Who made or owns the picture, without the label ("Photo:").
    """

    src: str | None = None
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None


class Link(_Model):
    """A link in the body.

    Attributes:
        href: Its address.
        text: The linked text.
        title: Its title.
        paragraph: Index of its paragraph in `Article.paragraphs`.
    """

    href: str
    text: str
    title: str | None = None
    paragraph: int


class Image(_Model):
    """A picture of the article.

    Attributes:
        src: Its address.
        alt: Its alternative text.
        paragraph: Index of the paragraph in `Article.paragraphs` that it stands in; `None` for that of a figure.
    """

    src: str
    alt: str | None = None
    paragraph: int | None = None


class Media(_Model):
    """A video or an audio recording that is part of the article.

    Attributes:
        kind: `video` or `audio`.
        title: Its title.
        duration: Its length; seconds in JSON.
        src: Address of the file or its player; absolute if the address of the page is known.
    """

    kind: Literal["video", "audio"]
    title: str | None = None
    duration: dt.timedelta | None = None
    src: str | None = None


class LiveEntry(_Model):
    """One entry of a live blog or match ticker.

    Attributes:
        time: When it was written, if day, time and offset from UTC are known.
        stamp: The time as the page shows it: "20:42", "45'+2", "vor 3 Minuten".
        title: Its heading without the time.
        authors: Names of its authors.
        paragraphs: Its paragraphs below the heading, which are in `Article.paragraphs` too.
    """

    time: AwareDatetime | None = None
    stamp: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()

    @property
    def text(self) -> str:
        """The texts of the paragraphs, joined by blank lines."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)


class Article(_Model):
    """The article of one page, with its metadata: the result of `extract`.

    Every field is optional, because pages are. A field that the page does not give, or that can't be read, is `None`
    or an empty tuple. All texts are plain text with white space collapsed. Pages of other types, such as a forum or a
    product page, give their main content.

    Articles are immutable, comparable and hashable, and can be pickled. `model_dump_json` writes one as JSON,
    `model_validate_json` reads it again; `cleanarticle.render` writes it as Markdown and in other vocabularies.

    Attributes:
        title: The headline as the reader sees it, without the names of site and section.
        alternative_titles: Other titles that the page gives itself, such as a shorter one for search results.
        kicker: A label above or before the headline ("Live", "Opinion").
        subtitle: A text between headline and body that leads into it, without line breaks. It is in `paragraphs` too if
            it scores as a paragraph, or with the setting `include_subtitle`. Its further lines, and a list of points,
            are in `summary`.
        summary: Summary points between headline and body, in the order of the page. Points that are also part of the
            body are in `paragraphs` too.
        byline: Who wrote it: authors, organisations, contributors, agency.
        dateline: Where, when and by which agency it was filed.
        body: The body in document order, as typed blocks: paragraphs, lists, quotations, tables, figures in place. Each
            part of the page's text occurs at most once. `Article(paragraphs=…)` makes the body of paragraphs.
        body_source: Where the body was read: `page`, unless only the data of the page has it.
        figures: The pictures of the article, in the order of the page.
        media: The videos and audio recordings of the article, in the order of the page.
        published: When it was published: a datetime with a time zone, or a date if the page gives no time or no zone.
            Where a page says nothing but the day of its last change, it is that one, with a certainty of 0.6.
        modified: When it was last changed, in the same form.
        language: Code of its language (BCP 47), such as `en` or `pt-BR`.
        site_name: Name of the site.
        url: Address of the page, as the caller gave it.
        canonical_url: The address that the page gives as its canonical one.
        next_page: Address of the next page of an article that is split into pages.
        section: The section of the site.
        tags: Tags or keywords of the article.
        entries: The entries of a live blog in the order of the page, usually the newest first; empty for any other
            article. Their headings and paragraphs are in `paragraphs` too, in the same order.
        access: Who may read the article: `free` (everybody), `metered` (everybody, for a number of articles or after
            registration), `subscriber` (only those who pay) or `unknown` (the page does not say). The evidence, the
            strongest first:

            1. A visible notice below the text: that only subscribers can read on (`subscriber`), or that a limit is
               reached or an account is needed (`metered`). Only a meta tag that says `metered` outweighs it, because
               a meter shows such notices.
            2. Declarations: a meta tag with a content tier, and `isAccessibleForFree` of the article or a part of it
               in JSON-LD or microdata. `metered` wins among these, because a boolean can't express it. If they
               contradict each other and no notice is visible, the article is `free`.
            3. A label at the headline that marks articles for subscribers.
            4. A class such as `paywalled` around the text.

            A missing notice proves nothing: a script may add it.
        page_type: Type of the page; `article` if that is not clear.
        quality: The chance that the body is right, from 0 to 1: that its words agree with those of a careful annotation
            with an F1 of 0.9 or more. It is calibrated on annotated pages of sites that nothing was learned from. It
            belongs to the body of the default preset, whatever the preset of the text; 0 for an article made by hand.
        quality_reason: The reason for the quality: `sound`, `doubtful`, or the kind of page that makes it doubtful.
        sources: Where each field came from and how certain it is, by the name of the field. Empty fields are left out.
    """

    title: str | None = None
    alternative_titles: tuple[str, ...] = ()
    kicker: str | None = None
    subtitle: str | None = None
    summary: tuple[str, ...] = ()
    byline: Byline | None = None
    dateline: Dateline | None = None
    body: tuple[BodyBlock, ...] = ()
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
    quality: Annotated[float, Field(ge=0, le=1)] = 0.0
    quality_reason: QualityReason = "doubtful"
    sources: Mapping[str, Provenance] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _from_paragraphs(cls, values: Any) -> Any:
        """Take what `model_dump` writes beside the fields; paragraphs make the body where it is not given."""
        if not isinstance(values, Mapping):
            return values
        fields = {name: value for name, value in values.items() if name not in _COMPUTED}
        paragraphs = values.get("paragraphs")
        if paragraphs and "body" not in fields:
            fields["body"] = blocks_of(_PARAGRAPHS.validate_python(paragraphs))
        return fields

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The texts of the body in document order: paragraphs, headings, list items, quotes, table rows."""
        return tuple(paragraphs_in(self.body))

    @computed_field  # type: ignore[prop-decorator]
    @property
    def authors(self) -> tuple[str, ...]:
        """Everybody the article is credited to except contributors: people, then organisations, then the agency."""
        byline = self.byline
        if byline is None:
            return ()
        return (*byline.authors, *byline.organisations, *((byline.agency,) if byline.agency else ()))

    @computed_field  # type: ignore[prop-decorator]
    @property
    def text(self) -> str:
        """The texts of the paragraphs, joined by blank lines."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def word_count(self) -> int:
        """Number of words of the text, split at white space."""
        return sum(len(paragraph.text.split()) for paragraph in self.paragraphs)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links of the body, in document order."""
        return tuple(
            Link(href=mark.href, text=paragraph.text[mark.start : mark.end], title=mark.title, paragraph=index)
            for index, paragraph in enumerate(self.paragraphs)
            for mark in paragraph.marks
            if mark.kind == "link" and mark.href
        )

    @cached_property
    def images(self) -> tuple[Image, ...]:
        """The pictures of the article: those of the figures, then those inside of texts, with their paragraph."""
        figures = (Image(src=figure.src, alt=figure.alt) for figure in self.figures if figure.src)
        inline = (
            Image(src=mark.href, alt=mark.title, paragraph=index)
            for index, paragraph in enumerate(self.paragraphs)
            for mark in paragraph.marks
            if mark.kind == "image" and mark.href
        )
        return (*figures, *inline)

    @property
    def subtitle_in_text(self) -> bool:
        """True if one of the first paragraphs has the subtitle: above the text it would stand there twice."""
        subtitle = self.subtitle
        first = self.paragraphs[:_MOST_UNTIL_SUBTITLE]
        return subtitle is not None and any(subtitle in paragraph.text.replace("\n", " ") for paragraph in first)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Article:
        """A copy, with other values for some fields."""
        copy = super().model_copy(update=update, deep=deep)
        for name in ("paragraphs", "links", "images"):  # what was computed from the fields of this one
            copy.__dict__.pop(name, None)
        return copy

    def __hash__(self) -> int:
        """Equal articles have the same hash. `sources` is left out, because a mapping has no hash."""
        return hash((self.text, self.title, self.subtitle, self.byline, self.published, self.url, self.canonical_url))

    def __str__(self) -> str:
        """The title and the text, separated by a blank line."""
        return f"{self.title}\n\n{self.text}" if self.title else self.text

    def _repr_html_(self) -> str:
        """HTML for notebooks."""
        from cleanarticle.render.html import to_html  # it needs this module

        return to_html(self)
