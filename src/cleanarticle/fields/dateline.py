"""The dateline: where, when and by which agency the report was filed."""

from __future__ import annotations

from typing import Final

from cleanarticle.article import Byline, Dateline
from cleanarticle.fields.dateline_text import parse_dateline
from cleanarticle.fields.moments import find_moment
from cleanarticle.fields.names import could_be_place
from cleanarticle.fields.sources import Reading, Sources, has_name
from cleanarticle.page import Block, Within
from cleanarticle.select import heading_level

__all__ = ["read_dateline", "without_dateline"]

_NAMES: Final = frozenset({"dateline", "datelines"})
_MOST_WORDS: Final = 15.0
_MARK: Final = " — "


def read_dateline(sources: Sources, byline: Byline | None, lifted: frozenset[int]) -> Reading[Dateline | None]:
    """Read the dateline: at the start of the first paragraph, in an element of its own, or in the byline.

    Args:
        sources: The page and its body.
        byline: The byline, which may name the place.
        lifted: Blocks that are another field, and so no paragraph.

    Returns:
        The dateline, and the block that shows it if it stands alone.
    """
    first = first_paragraph(sources, lifted)
    match = parse_dateline(first.text) if first is not None else None
    if match is not None:
        return Reading(match.dateline.model_copy(update={"inline": True}))
    alone = _alone(sources, lifted)
    if alone is not None:
        return alone
    if byline is not None and byline.place:
        return Reading(Dateline(text=byline.place, place=byline.place))
    return Reading(None)


def first_paragraph(sources: Sources, lifted: frozenset[int]) -> Block | None:
    """The first block of the body that is neither a heading nor another field."""
    for index in sources.kept:
        block = sources.page.blocks[index]
        if index not in lifted and not heading_level(block):
            return block
    return None


def without_dateline(text: str) -> str:
    """The text of a first paragraph without the dateline it starts with."""
    match = parse_dateline(text)
    return text if match is None else text[match.end :]


def _alone(sources: Sources, lifted: frozenset[int]) -> Reading[Dateline | None] | None:
    """A dateline that is a block of its own, or a marked part of one, above the body."""
    for block in sources.top_blocks():
        if block.words > _MOST_WORDS or block.index in lifted or block.container.within & Within.HEADING:
            continue
        if not has_name(block.container, _NAMES, 2):
            continue
        dateline = _parse_alone(block.text)
        if dateline is not None:
            return Reading(dateline, (block.index,))
    return None


def _parse_alone(line: str) -> Dateline | None:
    text = line.rstrip(" -–—:,")
    match = parse_dateline(text + _MARK)
    if match is not None:
        return match.dateline.model_copy(update={"text": text, "inline": False})
    place = text.partition(",")[0].partition("|")[0].strip()
    if not could_be_place(place):
        return None
    moment = find_moment(text)
    day = moment.date() if moment is not None and hasattr(moment, "date") else moment
    return Dateline(text=text, place=place, date=day)
