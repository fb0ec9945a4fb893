"""Selection to Article: the paragraphs of the body, and the fields that are read beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from cleanarticle.article import Article, PageType, Paragraph, ParagraphKind, Provenance
from cleanarticle.body.select import Selection, heading_level
from cleanarticle.fields.access import read_access
from cleanarticle.fields.alternative_titles import read_alternative_titles
from cleanarticle.fields.byline import read_byline
from cleanarticle.fields.canonical import read_canonical_url
from cleanarticle.fields.claimed_titles import NO_TITLES, ClaimedTitles, claimed_titles
from cleanarticle.fields.context import ArticleContext, FieldResult
from cleanarticle.fields.dateline import read_dateline, without_dateline
from cleanarticle.fields.entries import read_entries
from cleanarticle.fields.figures import read_figures
from cleanarticle.fields.kicker import read_kicker
from cleanarticle.fields.language import read_language
from cleanarticle.fields.media import read_media
from cleanarticle.fields.next_page import read_next_page
from cleanarticle.fields.profile_fields import NO_PROFILE_FIELDS, ProfileFields
from cleanarticle.fields.published import read_modified, read_published
from cleanarticle.fields.section import read_section
from cleanarticle.fields.shown_dates import ShownDates
from cleanarticle.fields.site_name import read_site_name
from cleanarticle.fields.subtitle import read_subtitle
from cleanarticle.fields.summary import read_summary
from cleanarticle.fields.tags import read_tags
from cleanarticle.fields.title import read_title
from cleanarticle.page.model import Block, Within

__all__ = ["Assembly", "assemble"]

_KINDS: Final[dict[str, ParagraphKind]] = {
    "pre": "code",
    "tr": "table_row",
    "dt": "definition",
    "dd": "definition",
}

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Assembly:
    """The article with what it was made of.

    Attributes:
        article: The article; `None` if the page has no body.
        reason: Why there is none.
        selection: The body.
        consumed: Blocks that became a field and are no paragraph, by index, with the field's name.
        warnings: What was given for a field and could not be read.
        source: The page's markup; empty for what was none.
    """

    article: Article | None
    reason: str
    selection: Selection
    consumed: dict[int, str]
    warnings: tuple[str, ...] = ()
    source: str = ""


class FieldCollector:
    """Calls the readers, and notes which blocks became which field.

    Attributes:
        consumed: Blocks that became a field and are no paragraph, by index, with the field's name.
        context: Where each field came from that is not empty, by its name.
        warnings: What was given for a field and could not be read.
        source: The page's markup; empty for what was none.
    """

    __slots__ = ("_given", "_text", "consumed", "sources", "warnings")

    def __init__(self, text: frozenset[int], given: ProfileFields) -> None:
        """Start with an empty desk.

        Args:
            text: Blocks that are text whatever they look like; of all fields only the title may have them.
            given: What the profile of the page's site gives for fields.
        """
        self._text = text
        self._given = given
        self.consumed: dict[int, str] = {}
        self.sources: dict[str, Provenance] = {}
        self.warnings: list[str] = []

    def read(
        self,
        name: str,
        empty: T,
        reader: Callable[Concatenate[ArticleContext, P], FieldResult[T]],
        context: ArticleContext,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> FieldResult[T]:
        """Read one field; a field that fails is empty."""
        try:
            reading = self._chosen(name, context) or reader(context, *args, **kwargs)
        except Exception:
            # A page may be broken in a way no reader expects, and the article is worth more than one field.
            return FieldResult(empty)
        if name != "title" and not self._text.isdisjoint(reading.blocks):
            return FieldResult(empty)
        for index in reading.blocks:
            self.consumed.setdefault(index, name)
        if reading.source is not None:
            self.sources[name] = Provenance(source=reading.source, certainty=reading.certainty)
        return reading

    def _chosen(self, name: str, context: ArticleContext) -> FieldResult[Any] | None:
        """What a profile gives for a field, if it can be read."""
        given = self._given
        if name not in given.shown:
            return None
        reading = given.read(name, context)
        if reading is None:
            self.warnings.append(f"{given.profile}: what is selected as {name} can't be read: {given.text_of(name)!r}")
        return reading

    def blocks_of(self, name: str) -> frozenset[int]:
        """The blocks that became a field."""
        return frozenset(index for index, field in self.consumed.items() if field == name)


def assemble(
    selection: Selection,
    *,
    url: str | None,
    page_type: PageType = "article",
    strip_dateline: bool,
    given: ProfileFields = NO_PROFILE_FIELDS,
) -> Assembly:
    """Make the article.

    Args:
        selection: The body.
        url: The page's address, if it is known.
        page_type: What type of page it is.
        strip_dateline: Take an inline dateline out of the first paragraph.
        given: What the profile of the page's site gives for fields.

    Returns:
        The article with the blocks that became its fields.
    """
    if not selection.kept:
        return Assembly(None, "no block of the page reads like the body of an article", selection, {})
    context = ArticleContext.of(selection.ledger.page, selection.kept, url)
    # Only an article has a standfirst, a byline and captions; what looks like them on other pages is what they list.
    desk = FieldCollector(given.text if page_type == "article" else frozenset(selection.kept), given)
    claimed = _claimed_titles(context)
    title = desk.read("title", None, read_title, context, claimed)
    context = context.with_headline(title.blocks)
    language = desk.read("language", None, read_language, context).value
    figures = desk.read("figures", (), read_figures, context).value
    byline_read = desk.read("byline", None, read_byline, context)
    byline = byline_read.value
    byline_block = byline_read.blocks[0] if byline_read.blocks else None
    shown = desk.blocks_of("figures")
    subtitle_read = desk.read("subtitle", None, read_subtitle, context, title.value, byline_block, shown)
    subtitle = subtitle_read.value
    kicker = desk.read("kicker", None, read_kicker, context, claimed, title.value).value
    subtitle_block = subtitle_read.blocks[0] if subtitle_read.blocks else None
    summary = desk.read("summary", (), read_summary, context, subtitle_block, frozenset(desk.consumed)).value
    alternatives = desk.read(
        "alternative_titles", (), read_alternative_titles, context, claimed, title.value, kicker, subtitle
    ).value
    dateline = desk.read("dateline", None, read_dateline, context, byline, frozenset(desk.consumed)).value
    dates = ShownDates(context, language)
    published = desk.read("published", None, read_published, context, dates).value
    modified = desk.read("modified", None, read_modified, context, dates, published).value
    paragraphs = {block.index: paragraph(block) for block in selection.blocks if block.index not in desk.consumed}
    if not paragraphs:
        return Assembly(None, "all that was kept of the page are its headline and captions", selection, desk.consumed)
    if strip_dateline and dateline is not None and dateline.inline:
        _strip_dateline(paragraphs, dateline.text)
    entries = desk.read("entries", (), read_entries, context, paragraphs, language, published, modified).value
    article = Article(
        title=title.value,
        alternative_titles=alternatives,
        kicker=kicker,
        subtitle=subtitle,
        summary=summary,
        byline=byline,
        dateline=dateline,
        paragraphs=tuple(each for index, each in paragraphs.items() if index not in desk.consumed),
        body_source=selection.insertion.source if selection.insertion else "page",
        figures=figures,
        media=desk.read("media", (), read_media, context).value,
        published=published,
        modified=modified,
        language=language,
        site_name=desk.read("site_name", None, read_site_name, context, claimed).value,
        url=url,
        canonical_url=desk.read("canonical_url", None, read_canonical_url, context).value,
        next_page=desk.read("next_page", None, read_next_page, context).value,
        section=desk.read("section", None, read_section, context, claimed).value,
        tags=desk.read("tags", (), read_tags, context).value,
        entries=entries,
        access=desk.read("access", "unknown", read_access, context).value,
        page_type=page_type,
        sources=desk.sources,
    )
    return Assembly(article, "", selection, desk.consumed, tuple(desk.warnings))


def _claimed_titles(context: ArticleContext) -> ClaimedTitles:
    try:
        return claimed_titles(context)
    except Exception:
        # As for a field: the article is worth more than what the page says of itself.
        return NO_TITLES


def _strip_dateline(paragraphs: dict[int, Paragraph], line: str) -> None:
    for index, each in paragraphs.items():
        if each.kind != "heading" and each.text.lstrip().startswith(line):
            text = without_dateline(each.text)
            if text:
                paragraphs[index] = Paragraph(text=text, kind=each.kind, level=each.level)
            return


def paragraph(block: Block) -> Paragraph:
    """The paragraph a block of the body makes."""
    level = heading_level(block)
    if level:
        return Paragraph(text=block.text, kind="heading", level=level)
    container = block.container
    kind = _KINDS.get(block.tag)
    if kind is not None:
        return Paragraph(text=block.text, kind=kind)
    if container.within & Within.PRE:
        return Paragraph(text=block.text, kind="code")
    parent = container.parent
    if container.tag == "li" or (parent is not None and parent.tag == "li" and parent.first == block.index):
        return Paragraph(text=block.text, kind="list_item", level=max(1, container.list_depth))
    if container.within & Within.QUOTE:
        return Paragraph(text=block.text, kind="quote")
    return Paragraph(text=block.text)
