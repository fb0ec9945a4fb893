"""What comes out: the Article and its parts, as frozen pydantic models."""

from __future__ import annotations

import datetime as dt
from html import escape
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

__all__ = ["Article", "Byline", "Dateline", "Figure", "Paragraph", "ParagraphKind"]

ParagraphKind = Literal[
    "paragraph", "heading", "list_item", "quote", "code", "table_row", "definition", "caption"
]

Moment = Annotated[AwareDatetime | dt.date, Field(union_mode="smart")]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


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


class Byline(_Model):
    """Who wrote it.

    Attributes:
        text: The line as it stands in the page.
        authors: People, in the order of the page.
        place: Where they wrote it, if the line says so ("in Shanghai").
        agency: The agency or organisation, if the line names one.
    """

    text: str
    authors: tuple[str, ...] = ()
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


class Article(_Model):
    """The article of one page. A field that could not be read is empty."""

    title: str | None = None
    subtitle: str | None = None
    byline: Byline | None = None
    dateline: Dateline | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    figures: tuple[Figure, ...] = ()
    published: Moment | None = None
    modified: Moment | None = None
    language: str | None = None
    site_name: str | None = None
    url: str | None = None
    canonical_url: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The paragraphs' texts, joined by blank lines."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def word_count(self) -> int:
        """Number of white-space separated words of the text."""
        return sum(len(paragraph.text.split()) for paragraph in self.paragraphs)
