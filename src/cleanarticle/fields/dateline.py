"""The dateline: where, when and by which agency the report was filed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from cleanarticle.article import Byline, Dateline
from cleanarticle.body.select import heading_level
from cleanarticle.fields.context import ArticleContext, FieldResult, has_name
from cleanarticle.fields.text.datelines.forms import parse_dateline
from cleanarticle.fields.text.datelines.parts import is_city, is_known_agency, is_known_place
from cleanarticle.fields.text.dates.moments import find_moment
from cleanarticle.fields.text.names.places import could_be_place
from cleanarticle.page.model import Block, Within

__all__ = ["read_dateline", "without_dateline"]

_NAMES: Final = frozenset({"dateline", "datelines"})
_MOST_WORDS: Final = 15.0
_MARK: Final = " — "
_FIRST_PARAGRAPHS: Final = 2
"""A standfirst may be set like a paragraph, and the dateline opens the one behind it."""

# How likely a dateline is right, by what speaks for it.
_AGREED: Final = 0.99
_WITH_AGENCY: Final = 0.97
_WITH_DAY: Final = 0.95
_KNOWN_PLACE: Final = 0.9
_UNKNOWN_PLACE: Final = 0.8
_OF_BYLINE: Final = 0.75
_CLAIMED: Final = 0.7


def read_dateline(
    context: ArticleContext, byline: Byline | None, consumed: frozenset[int]
) -> FieldResult[Dateline | None]:
    """Read the dateline: at the start of the first paragraph, in an element of its own, in the byline, in JSON-LD.

    Args:
        context: The page and its body.
        byline: The byline, which may name the place.
        consumed: Blocks that are another field, and so no paragraph.

    Returns:
        The dateline, and the block that shows it if it stands alone.
    """
    claimed = _claimed(context)
    for number, block in enumerate(islice(_paragraphs(context, consumed), _FIRST_PARAGRAPHS)):
        match = parse_dateline(block.text)
        if match is not None and (not number or _is_sure(match.dateline)):
            return FieldResult(match.dateline, (), "text", _certainty(match.dateline, claimed))
    alone = _alone(context, consumed)
    if alone is not None:
        dateline, block = alone
        return FieldResult(dateline, (block.index,), "page", _certainty(dateline, claimed))
    if byline is not None and byline.place and is_known_place(byline.place):
        dateline = Dateline(text=byline.place, place=byline.place)
        return FieldResult(dateline, (), "page", max(_OF_BYLINE, _certainty(dateline, claimed) if claimed else 0))
    return FieldResult(None) if claimed is None else FieldResult(claimed, (), "json-ld", _CLAIMED)


def without_dateline(text: str) -> str:
    """The text of a first paragraph without the dateline it starts with."""
    match = parse_dateline(text)
    return text if match is None else text[match.end :]


def _certainty(dateline: Dateline, claimed: Dateline | None) -> float:
    if claimed is not None and claimed.place and dateline.place and _city(claimed) == _city(dateline):
        return _AGREED
    if dateline.agency is not None and is_known_agency(dateline.agency):
        return _WITH_AGENCY
    if dateline.date is not None:
        return _WITH_DAY
    return _KNOWN_PLACE if is_known_place(_city(dateline)) else _UNKNOWN_PLACE


def _is_sure(dateline: Dateline) -> bool:
    """Whether a dateline behind the first paragraph is one: elsewhere items of a list start like it."""
    return _certainty(dateline, None) > _KNOWN_PLACE or dateline.text.partition(",")[0].isupper()


def _city(dateline: Dateline) -> str:
    return (dateline.place or "").partition(",")[0].casefold()


def _paragraphs(context: ArticleContext, consumed: frozenset[int]) -> Iterator[Block]:
    """The blocks of the body that are neither a heading nor another field."""
    blocks = (context.page.blocks[index] for index in context.kept if index not in consumed)
    return (block for block in blocks if not heading_level(block))


def _alone(context: ArticleContext, consumed: frozenset[int]) -> tuple[Dateline, Block] | None:
    """A dateline that is a block of its own above the body."""
    for block in context.top_blocks():
        if block.words > _MOST_WORDS or block.index in consumed or block.container.within & Within.HEADING:
            continue
        if not has_name(block.container, _NAMES, 2):
            continue
        dateline = _parse_alone(block.text)
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
    """Read a text that is nothing but a dateline; names call sections and dates so too."""
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
