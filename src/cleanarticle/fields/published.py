"""When the article was published and last changed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from cleanarticle.fields.moments import find_moment, parse_moment
from cleanarticle.fields.sources import Reading, Sources, has_name
from cleanarticle.page import Inline, Within

__all__ = ["read_modified", "read_published"]

Moment = dt.datetime | dt.date

_DATE_NAMES: Final = frozenset(
    "date time timestamp published publish pubdate datetime dateline posted datum fecha data meta byline info".split()
)
_MOST_WORDS: Final = 30.0
_ELSEWHERE: Final = Within.NAV | Within.ASIDE | Within.FOOTER | Within.FORM | Within.HIDDEN
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
    return Reading(_visible(sources, language) or _in_address(sources))


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
        found = next((stamp.moment for stamp in _stamps(sources, language) if stamp.is_change), None)
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


def _visible(sources: Sources, language: str | None) -> Moment | None:
    """The first complete date in a short line near the headline."""
    headline = sources.headline if sources.headline is not None else sources.start
    for block in sources.top_blocks():
        container = block.container
        if block.words > _MOST_WORDS or container.within & _ELSEWHERE or block.index == headline:
            continue
        if _DIGITS.search(block.text) is None:
            continue
        if block.index < headline and not (block.cues & {"timestamp"} or has_name(container, _DATE_NAMES)):
            continue
        moment = find_moment(block.text, language=language)
        if moment is not None:
            return moment
    return None


def _in_address(sources: Sources) -> dt.date | None:
    address = sources.url or sources.claims.first("canonical") or sources.claims.first("url") or ""
    match = _IN_ADDRESS.search(address)
    if match is None:
        return None
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
