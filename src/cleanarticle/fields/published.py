"""When the article was published and last changed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import chain
from typing import Final, NamedTuple

from cleanarticle.fields.moments import find_moment, parse_moment
from cleanarticle.fields.sources import Reading, Sources, has_name, word_set
from cleanarticle.page import Block, Inline, Within

__all__ = ["read_modified", "read_published"]

Moment = dt.datetime | dt.date

_DATE_NAMES: Final = word_set(
    "date time timestamp published publish pubdate datetime dateline posted datum fecha data meta byline info"
)
_MOST_WORDS: Final = 30.0
_ELSEWHERE: Final = Within.NAV | Within.ASIDE | Within.FOOTER | Within.FORM | Within.HIDDEN
_ELSEWHERE_BELOW: Final = Within.NAV | Within.FORM | Within.HIDDEN
_MOST_WORDS_OF_DATE: Final = 8.0
_LINES_ABOVE: Final = 4
_LINES_BEHIND: Final = 6
_LINES_BELOW: Final = 4
_CHANGED: Final = ("modified", "updated", "update", "changed", "aktualisiert", "revised")
_DIGITS: Final = re.compile(r"\d")
_IN_ADDRESS: Final = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)")


class _Stamp(NamedTuple):
    moment: Moment
    is_change: bool
    block: int


def read_published(sources: Sources, language: str | None) -> Reading[Moment | None]:
    """Read when the article was published.

    Args:
        sources: The page and its body.
        language: Code of the page's language.

    Returns:
        An aware datetime, or a date where no time with a zone is given, and the block that shows it.
    """
    claimed = _claimed(sources, "published", language)
    if claimed is not None:
        return Reading(claimed)
    for stamp in _stamps(sources, language):
        if not stamp.is_change:
            return Reading(stamp.moment)
    for stamp in _visible(sources, language):
        if not stamp.is_change:
            return Reading(stamp.moment)
    return Reading(_in_address(sources))


def read_modified(sources: Sources, language: str | None, published: Moment | None) -> Reading[Moment | None]:
    """Read when the article was last changed.

    Args:
        sources: The page and its body.
        language: Code of the page's language.
        published: When it was published; nothing is changed before.

    Returns:
        As for `read_published`.
    """
    found = _claimed(sources, "modified", language)
    if found is None:
        stamps = chain(_stamps(sources, language), _visible(sources, language))
        found = next((stamp.moment for stamp in stamps if stamp.is_change), None)
    if found is None or (published is not None and _is_before(found, published)):
        return Reading(None)
    return Reading(found)


def _claimed(sources: Sources, field: str, language: str | None) -> Moment | None:
    """The first claim that is a moment; one with a time if another claim adds it to the same day."""
    found: Moment | None = None
    for claim in sources.claims.all(field)[:8]:
        moment = parse_moment(claim.value, language=language)
        if moment is None:
            continue
        if isinstance(moment, dt.datetime):
            if found is None or _same_day(moment, found):
                return moment
        elif found is None:
            found = moment
    return found


def _same_day(moment: dt.datetime, day: Moment) -> bool:
    return moment.date() == (day.date() if isinstance(day, dt.datetime) else day)


def _is_before(one: Moment, other: Moment) -> bool:
    if isinstance(one, dt.datetime) and isinstance(other, dt.datetime):
        return one < other
    return _day(one) < _day(other)


def _day(moment: Moment) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment


def _stamps(sources: Sources, language: str | None) -> Iterator[_Stamp]:
    """The moments that `time` elements and microdata near the headline give."""
    for inline in sources.top_inlines():
        if inline.tag != "time" and "date" not in (inline.attributes.get("itemprop") or "").lower():
            continue
        moment = _moment_of(inline, language)
        if moment is not None:
            yield _Stamp(moment, _says_change(inline), inline.block)


def _moment_of(inline: Inline, language: str | None) -> Moment | None:
    attributes = inline.attributes
    for value in (attributes.get("datetime"), attributes.get("content"), inline.text):
        if value:
            moment = parse_moment(value, language=language)
            if moment is not None:
                return moment
    return None


def _says_change(inline: Inline) -> bool:
    attributes = inline.attributes
    said = " ".join((attributes.get("itemprop") or "", attributes.get("class") or "", inline.text[:20])).lower()
    return any(word in said for word in _CHANGED)


def _visible(sources: Sources, language: str | None) -> Iterator[_Stamp]:
    """The complete dates in short lines near the headline, then in lines behind the body that say when."""
    blocks = sources.page.blocks
    headline = sources.headline if sources.headline is not None else sources.start
    for block in blocks[sources.top.start : sources.start + _LINES_BELOW]:
        if block.index in sources.titles or (block.index > sources.start and block.index in sources.body):
            continue
        if block.words > _MOST_WORDS or _DIGITS.search(block.text) is None:
            continue
        is_below = block.index > headline
        if sources.is_apart(block.container, _ELSEWHERE_BELOW if is_below else _ELSEWHERE):
            continue
        if not is_below and not _may_stand_above(block, headline):
            continue
        yield from _stamps_in(block, language)
    for block in blocks[sources.end : sources.end + _LINES_BEHIND]:
        if block.words <= _MOST_WORDS and "timestamp" in block.cues:
            yield from _stamps_in(block, language)


def _may_stand_above(block: Block, headline: int) -> bool:
    """Whether a line above the headline may date the article: little but a date, or marked as one."""
    if block.words <= _MOST_WORDS_OF_DATE and headline - block.index <= _LINES_ABOVE:
        return True
    return "timestamp" in block.cues or has_name(block.container, _DATE_NAMES)


def _stamps_in(block: Block, language: str | None) -> Iterator[_Stamp]:
    moment = find_moment(block.text, language=language)
    if moment is not None:
        head = _DIGITS.split(block.text, 1)[0].lower()
        yield _Stamp(moment, any(word in head for word in _CHANGED), block.index)


def _in_address(sources: Sources) -> dt.date | None:
    address = sources.url or sources.claims.first("canonical") or sources.claims.first("url") or ""
    match = _IN_ADDRESS.search(address)
    if match is None:
        return None
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
