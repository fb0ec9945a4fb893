"""Selection to Article: run the readers of the fields in their order, and make the paragraphs of the text."""

from __future__ import annotations

import logging
import traceback
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any, Final

from cleanarticle.article import Article, PageType, Provenance, QualityReason
from cleanarticle.body.select import Selection
from cleanarticle.content import Paragraph
from cleanarticle.fields.context import ArticleContext, FieldResult
from cleanarticle.fields.paragraphs import paragraphs_of, without_inline_dateline
from cleanarticle.fields.profile_fields import NO_PROFILE_FIELDS, ProfileFields
from cleanarticle.fields.standfirst import further_lines
from cleanarticle.fields.table import FIELDS, TEXT_FIELDS, FieldSpec
from cleanarticle.page.model import Block
from cleanarticle.quality.assess import assess
from cleanarticle.quality.signs import kind_without_body
from cleanarticle.structure import body_of
from cleanarticle.structure.addresses import Resolve
from cleanarticle.structure.positions import SourcePositions

__all__ = ["CollectedFields", "collect_fields"]

_LOG: Final = logging.getLogger("cleanarticle")
# Longer than nearly all captions, bylines and standfirsts; shorter than many a paragraph.
_LONG: Final = 40.0
_KINDS: Final[dict[QualityReason, str]] = {
    "shell-without-text": "it is a shell without text",
    "consent-wall": "it shows a wall that asks for consent",
    "paywall-stub": "it shows the notice of a paywall",
    "listing": "it is a listing",
}
"""Kinds of page without an article, as a message says it; there is nothing to say of a `doubtful` one."""


@dataclass(frozen=True, slots=True)
class CollectedFields:
    """The article, and what became of the blocks it was made of.

    Attributes:
        article: The article; `None` if the page has no text.
        reason: Why there is no article; empty if there is one.
        blocks: The field that each block became, by the block's index.
        paragraphs: Indexes of the blocks that are paragraphs of the text. The subtitle may be a paragraph too.
        warnings: Fields whose reader failed, and texts of a profile that could not be read.
        quality_reason: The one of the article, or the kind of a page without one.
    """

    article: Article | None
    reason: str
    blocks: dict[int, str]
    paragraphs: frozenset[int] = frozenset()
    warnings: tuple[str, ...] = ()
    quality_reason: QualityReason = "doubtful"


def collect_fields(
    body: Selection,
    text: Selection,
    *,
    url: str | None,
    page_type: PageType,
    strip_dateline: bool,
    include_subtitle: bool,
    profile_fields: ProfileFields = NO_PROFILE_FIELDS,
    positions: SourcePositions | None = None,
) -> CollectedFields:
    """Read the fields and make the article.

    The fields are read around one selection and the paragraphs made of another, so that the fields are the same
    whatever threshold the caller has.

    Args:
        body: The selection at the default threshold: all fields but the text are read around it, and the quality is
            its; `text` takes its place if it is empty.
        text: The selection at the caller's threshold, on the same page: the paragraphs, and the entries in them.
        url: The page's address, if it is known.
        page_type: The type of the page.
        strip_dateline: Take an inline dateline out of the first paragraph.
        include_subtitle: Let the text have the subtitle as a paragraph, whatever its score.
        profile_fields: What the profile of the page's site gives for fields.
        positions: Finds the positions of paragraphs in the source, if they are asked for.

    Returns:
        The article, without those fields whose reader failed: such a failure is a warning.
    """
    if not text.kept:
        return _without_article("no block of the page reads like the body of an article", text, page_type)
    body = body if body.kept else text
    page, kept = text.ledger.page, body.kept
    # Only an article has a subtitle, a byline and captions; what looks like them on other pages is what they list.
    reserved = profile_fields.kept if page_type == "article" else frozenset(kept)
    collector = _FieldCollector(profile_fields, reserved)
    context = ArticleContext(page, kept, url, prose=_own_prose(body))
    context = collector.read_all(FIELDS, context)
    consumed, known = collector.consumed, collector.known
    paragraphs = paragraphs_of([block for block in text.blocks if block.index not in consumed], context.absolute)
    if not paragraphs:
        reason = "all that was kept of the page are its headline and captions"
        without = _without_article(reason, text, page_type)
        return replace(without, blocks=consumed, warnings=tuple(collector.warnings))
    paragraphs = _with_subtitle(
        paragraphs,
        text,
        known["subtitle_blocks"],
        consumed,
        context.absolute,
        byline=known["byline_blocks"],
        whatever_its_score=include_subtitle,
    )
    dateline = known["dateline"]
    if strip_dateline and dateline is not None and dateline.inline:
        paragraphs = without_inline_dateline(paragraphs, dateline)
    if positions is not None:
        paragraphs = {
            index: paragraph.model_copy(update={"position": positions.of(page.blocks[index])})
            for index, paragraph in paragraphs.items()
        }
    known["paragraphs"] = paragraphs
    if text.kept != kept:
        context = ArticleContext(page, text.kept, url, known["title_blocks"])
    collector.read_all(TEXT_FIELDS, context)
    paragraphs = {index: paragraph for index, paragraph in paragraphs.items() if consumed.get(index) != "entries"}
    access = collector.sources.get("access")
    quality = assess(body, page_type, known["access"], is_noticed=access is not None and access.source == "page")
    article = Article(
        **{field.name: known[field.name] for field in (*FIELDS, *TEXT_FIELDS) if field.in_article},
        body=body_of(page, paragraphs, known["figures_places"], context.absolute, positions),
        body_source=text.insertion.source if text.insertion else "page",
        url=url,
        page_type=page_type,
        quality=quality.chance,
        quality_reason=quality.reason,
        sources=collector.sources,
    )
    return CollectedFields(article, "", consumed, frozenset(paragraphs), tuple(collector.warnings), quality.reason)


def _without_article(reason: str, text: Selection, page_type: PageType) -> CollectedFields:
    kind = kind_without_body(text, page_type)
    return CollectedFields(None, "; ".join(filter(None, (reason, _KINDS.get(kind)))), {}, quality_reason=kind)


def _own_prose(body: Selection) -> frozenset[int]:
    """The long blocks above the threshold in the element that directly holds most of the body."""
    words: defaultdict[int, float] = defaultdict(float)
    for block in body.blocks:
        words[_around(block)] += block.words
    own = max(words, key=words.__getitem__)
    return frozenset(
        block.index
        for block in body.blocks
        if block.words > _LONG and _around(block) == own and body.ledger.is_above(block.index)
    )


def _around(block: Block) -> int:
    parent = block.container.parent
    return 0 if parent is None else parent.index


def _with_subtitle(
    paragraphs: dict[int, Paragraph],
    text: Selection,
    shown: tuple[int, ...],
    consumed: Mapping[int, str],
    resolve: Resolve,
    *,
    byline: Sequence[int],
    whatever_its_score: bool,
) -> dict[int, Paragraph]:
    """The paragraphs with the standfirst, if it scores as one, or goes on in them.

    Of the blocks that show the subtitle the first that scores as a paragraph counts, so that no word comes twice. What
    stands above the byline is the head of the article, whatever it scores: pasted text has no markup to say so.
    """
    if not shown:
        return paragraphs
    page, kept = text.ledger.page, set(text.kept)
    start = min(byline, default=0)
    above = [index for index in sorted(shown) if index in kept and index >= start and text.ledger.is_above(index)]
    first = above[0] if above else shown[0]
    below = further_lines(page, first)
    is_dropped = text.ledger.veto(first) is not None  # an appeal that the site repeats looks like a standfirst
    goes_on = bool(below) and below[0].index in paragraphs and not is_dropped
    is_asked_for = whatever_its_score and page.blocks[first].text not in {each.text for each in paragraphs.values()}
    if not (above or goes_on or is_asked_for):
        return paragraphs
    points = takewhile(lambda block: consumed.get(block.index) == "summary", below)
    added = paragraphs_of([page.blocks[first], *points], resolve)
    return dict(sorted((paragraphs | added).items()))


class _FieldCollector:
    """Runs readers, and notes what they give.

    Attributes:
        known: What later readers may need, by its name there: the fields and their blocks.
        consumed: The field that each block became, by the block's index. Later readers leave these blocks alone.
        sources: Where each field that is not empty was read.
        warnings: Fields whose reader failed, and texts of a profile that could not be read.
    """

    __slots__ = ("_profile_fields", "_reserved", "consumed", "known", "sources", "warnings")

    def __init__(self, profile_fields: ProfileFields, reserved: frozenset[int]) -> None:
        self._profile_fields = profile_fields
        self._reserved = reserved
        self.consumed: dict[int, str] = {}
        self.known: dict[str, Any] = {"consumed": self.consumed}
        self.sources: dict[str, Provenance] = {}
        self.warnings: list[str] = []

    def read_all(self, fields: Iterable[FieldSpec], context: ArticleContext) -> ArticleContext:
        """Read fields in their order; return the context, with the headline from the title on."""
        for field in fields:
            result = self._read(field, context)
            self.known[field.name] = result.value
            self.known[f"{field.name}_blocks"] = result.blocks
            self.known[f"{field.name}_places"] = result.places
            for index in result.blocks:
                self.consumed.setdefault(index, field.name)
            if result.source is not None and field.in_article:
                self.sources[field.name] = Provenance(
                    source=result.source, certainty=result.certainty, agrees=result.agrees
                )
            if field.name == "title":
                context = context.with_headline(result.blocks)
        return context

    def _read(self, field: FieldSpec, context: ArticleContext) -> FieldResult[Any]:
        """Read one field. It is empty if its reader fails, or takes blocks that are reserved for the text."""
        try:
            result = self._from_profile(field.name, context)
            if result is None:
                result = field.read(context, **{need: self.known[need] for need in field.needs})
        except Exception as error:
            # A page may be broken in a way that no reader expects, and the article is worth more than one field.
            self._warn(field.name, error)
            return FieldResult(field.empty)
        # A headline is not text, even where it is kept and the page is not an article.
        if field.name != "title" and not self._reserved.isdisjoint(result.blocks):
            return FieldResult(field.empty)
        return result

    def _from_profile(self, name: str, context: ArticleContext) -> FieldResult[Any] | None:
        profile_fields = self._profile_fields
        if name not in profile_fields.texts:
            return None
        result = profile_fields.read(name, context)
        if result is None:
            text = profile_fields.text_of(name)
            self.warnings.append(f"{profile_fields.profile}: what is selected as {name} can't be read: {text!r}")
        return result

    def _warn(self, name: str, error: Exception) -> None:
        """Note a reader that failed, without the exception's message, which may hold text of the page."""
        *_, (frame, line) = traceback.walk_tb(error.__traceback__)
        warning = f"{name}: its reader raised {type(error).__name__} at {frame.f_code.co_filename}:{line}"
        self.warnings.append(warning)
        _LOG.warning(warning)
