"""The fields of an article in the order in which they are read, each with what it needs from those before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from cleanarticle.fields.access import read_access
from cleanarticle.fields.alternative_titles import read_alternative_titles
from cleanarticle.fields.byline import read_byline
from cleanarticle.fields.canonical import read_canonical_url
from cleanarticle.fields.claimed_titles import NO_TITLES, read_claimed_titles
from cleanarticle.fields.context import FieldResult
from cleanarticle.fields.dateline import read_dateline
from cleanarticle.fields.entries import read_entries
from cleanarticle.fields.figures import read_figures
from cleanarticle.fields.kicker import read_kicker
from cleanarticle.fields.language import read_language
from cleanarticle.fields.media import read_media
from cleanarticle.fields.next_page import read_next_page
from cleanarticle.fields.published import read_modified, read_published
from cleanarticle.fields.section import read_section
from cleanarticle.fields.shown_dates import NO_DATES, read_shown_dates
from cleanarticle.fields.site_name import read_site_name
from cleanarticle.fields.subtitle import read_subtitle
from cleanarticle.fields.summary import read_summary
from cleanarticle.fields.tags import read_tags
from cleanarticle.fields.title import read_title

__all__ = ["FIELDS", "TEXT_FIELDS", "FieldSpec"]


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """How one field is read.

    Attributes:
        name: The field's name in `Article`.
        read: The reader. It gets the `ArticleContext`, and its needs as keywords.
        needs: What the reader needs: the value of a field (`title`), the indexes of the blocks that show it
            (`title_blocks`), `consumed` (the blocks that became a field so far), or `paragraphs` (the paragraph of
            each block of the text).
        empty: The value of the field if it can't be read.
        in_article: False for what only other readers use.
    """

    name: str
    read: Callable[..., FieldResult[Any]]
    needs: tuple[str, ...] = ()
    empty: Any = None
    in_article: bool = True


FIELDS: Final = (
    FieldSpec("claimed_titles", read_claimed_titles, empty=NO_TITLES, in_article=False),
    FieldSpec("title", read_title, ("claimed_titles",)),
    FieldSpec("language", read_language),
    FieldSpec("figures", read_figures, empty=()),
    FieldSpec("byline", read_byline),
    FieldSpec("subtitle", read_subtitle, ("title", "byline_blocks", "figures_blocks")),
    FieldSpec("kicker", read_kicker, ("claimed_titles", "title")),
    FieldSpec("summary", read_summary, ("subtitle_blocks", "consumed"), empty=()),
    FieldSpec(
        "alternative_titles", read_alternative_titles, ("claimed_titles", "title", "kicker", "subtitle"), empty=()
    ),
    FieldSpec("dateline", read_dateline, ("byline", "consumed")),
    FieldSpec("shown_dates", read_shown_dates, ("language",), empty=NO_DATES, in_article=False),
    FieldSpec("published", read_published, ("shown_dates", "dateline")),
    FieldSpec("modified", read_modified, ("shown_dates", "published")),
    FieldSpec("media", read_media, empty=()),
    FieldSpec("site_name", read_site_name, ("claimed_titles",)),
    FieldSpec("canonical_url", read_canonical_url),
    FieldSpec("next_page", read_next_page),
    FieldSpec("section", read_section, ("claimed_titles",)),
    FieldSpec("tags", read_tags, empty=()),
    FieldSpec("access", read_access, empty="unknown"),
)
"""Fields that are read around the body. A field that consumes blocks stands before those that must not have them."""

TEXT_FIELDS: Final = (
    FieldSpec("entries", read_entries, ("paragraphs", "language", "published", "modified"), empty=()),
)
"""Fields that are read in the paragraphs of the text, after all others."""
