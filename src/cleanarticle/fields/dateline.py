"""The dateline: where, when and by which agency the report was filed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice
from typing import Final

from cleanarticle.article import Byline, Dateline
from cleanarticle.body.select import heading_level
from cleanarticle.fields.class_names import class_names, is_named
from cleanarticle.fields.context import ArticleContext, FieldResult
from cleanarticle.fields.rank import Rank
from cleanarticle.fields.text.datelines.forms import parse_dateline
from cleanarticle.fields.text.datelines.parts import is_city, is_known_agency, is_known_place
from cleanarticle.fields.text.dates.moments import find_moment
from cleanarticle.fields.text.names.places import could_be_place
from cleanarticle.page.model import Block, Within

__all__ = ["read_dateline", "without_dateline"]

_NAMES: Final = class_names("dateline")
# Measured: at 7.5 and at 30, none of 374 pages changes.
_MOST_WORDS: Final = 15.0
_MARK: Final = " — "
_FIRST_PARAGRAPHS: Final = 2
"""A subtitle may be set like a paragraph, and the dateline opens the one after it."""


class DatelineRank(Rank):
    """What speaks for a dateline."""

    CLAIMED = 0.7
    """Structured data alone have it."""
    OF_BYLINE = 0.75
    """The byline has the place."""
    UNKNOWN_PLACE = 0.8
    """The text has it, with a place that no list has."""
    KNOWN_PLACE = 0.9
    """The text has it, with a known place."""
    WITH_DAY = 0.95
    """The text has it, with a day."""
    WITH_AGENCY = 0.97
    """The text has it, with a known agency."""
    AGREED = 0.99
    """Structured data have the same place."""


def read_dateline(
    context: ArticleContext, *, byline: Byline | None, consumed: Collection[int]
) -> FieldResult[Dateline | None]:
    """Read the dateline: at the start of the first paragraph, in an element of its own, in the byline, in JSON-LD.

    Args:
        context: The page and its body.
        byline: The byline, which may name the place.
        consumed: Indexes of the blocks that became another field, and so are not paragraphs.

    Returns:
        The dateline, and the block that shows it if it stands alone.
    """
    claimed = _claimed(context)
    for number, block in enumerate(islice(_paragraphs(context, consumed), _FIRST_PARAGRAPHS)):
        match = parse_dateline(block.text)
        if match is not None and (not number or _is_sure(match.dateline)):
            return FieldResult(match.dateline, (), "text", _rank(match.dateline, claimed).certainty)
    alone = _alone(context, consumed)
    if alone is not None:
        dateline, block = alone
        return FieldResult(dateline, (block.index,), "page", _rank(dateline, claimed).certainty)
    if byline is not None and byline.place and is_known_place(byline.place):
        dateline = Dateline(text=byline.place, place=byline.place)
        rank = _rank(dateline, claimed) if claimed else DatelineRank.OF_BYLINE
        return FieldResult(dateline, (), "page", rank.certainty)
    if claimed is not None:
        return FieldResult(claimed, (), "json-ld", DatelineRank.CLAIMED.certainty)
    return FieldResult(None)


def without_dateline(text: str) -> str:
    """The text of a first paragraph without the dateline it starts with."""
    match = parse_dateline(text)
    return text if match is None else text[match.end :]


def _rank(dateline: Dateline, claimed: Dateline | None) -> DatelineRank:
    if claimed is not None and claimed.place and dateline.place and _city(claimed) == _city(dateline):
        return DatelineRank.AGREED
    if dateline.agency is not None and is_known_agency(dateline.agency):
        return DatelineRank.WITH_AGENCY
    if dateline.date is not None:
        return DatelineRank.WITH_DAY
    return DatelineRank.KNOWN_PLACE if is_known_place(_city(dateline)) else DatelineRank.UNKNOWN_PLACE


def _is_sure(dateline: Dateline) -> bool:
    """True for a dateline that counts in the second paragraph too, where items of a list start like one."""
    return _rank(dateline, None) > DatelineRank.KNOWN_PLACE or dateline.text.partition(",")[0].isupper()


def _city(dateline: Dateline) -> str:
    return (dateline.place or "").partition(",")[0].casefold()


def _paragraphs(context: ArticleContext, consumed: Collection[int]) -> Iterator[Block]:
    """The blocks of the body that are neither a heading nor another field."""
    blocks = (context.page.blocks[index] for index in context.kept if index not in consumed)
    return (block for block in blocks if not heading_level(block))


def _alone(context: ArticleContext, consumed: Collection[int]) -> tuple[Dateline, Block] | None:
    """A dateline that is a block of its own, with a class that says so."""
    for block in context.top_blocks():
        if block.words > _MOST_WORDS or block.index in consumed or block.container.within & Within.HEADING:
            continue
        dateline = _parse_alone(block.text) if is_named(block.container, _NAMES, 2) else None
        if dateline is not None:
            return dateline, block
    return None


def _claimed(context: ArticleContext) -> Dateline | None:
    """The dateline of structured data, or the place where the article was written."""
    for claim in context.claims.all("dateline")[:4]:
        dateline = _parse_alone(claim.value[:100])
        # A country says where the publisher is.
        if dateline is not None and (dateline.agency or dateline.date or is_city(_city(dateline))):
            return dateline
    return None


def _parse_alone(line: str) -> Dateline | None:
    """Read a text that is nothing but a dateline.

    Sections and names stand in elements named so, too: without the form of a dateline, the text has to be a known
    place, or a place with a comma and a day.
    """
    text = line.rstrip(" -–—:,")
    match = parse_dateline(text + _MARK)
    if match is not None:
        return match.dateline.model_copy(update={"text": text, "inline": False})
    place, comma, _ = text.partition(",")
    place = place.partition("|")[0].strip()
    if not could_be_place(place):
        return None
    moment = find_moment(text)
    day = moment.date() if moment is not None and hasattr(moment, "date") else moment
    if not (is_known_place(place) or (day is not None and comma)):
        return None
    return Dateline(text=text, place=place, date=day)
