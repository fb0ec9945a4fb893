"""When the article was published and last changed: what the page claims, weighed against what it shows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from cleanarticle.article import FieldSource
from cleanarticle.fields.context import ArticleContext, FieldResult
from cleanarticle.fields.shown_dates import Moment, ShownDate, ShownDates
from cleanarticle.fields.text.dates.moments import parse_moment
from cleanarticle.fields.text.dates.months import month_number
from cleanarticle.page.claims import Claim

__all__ = ["read_modified", "read_published"]

_MOST_CLAIMS: Final = 8
_STEP_OF_ZONES: Final = dt.timedelta(minutes=15)
_WESTERNMOST: Final = dt.timedelta(hours=-12)
_EASTERNMOST: Final = dt.timedelta(hours=14)
_NEXT_DAY: Final = dt.timedelta(days=1)

# How likely a date is right, by what speaks for it: measured on annotated pages.
_AGREED: Final = 0.98
_CLAIMED_TWICE: Final = 0.93
_CLAIMED: Final = 0.84
_CONTRADICTED: Final = 0.5
_SHOWN_EARLIER: Final = 0.95
_SHOWN_WITH_LABEL: Final = 0.92
_SHOWN: Final = 0.91
_SHOWN_ABOVE: Final = 0.88
_OF_THE_PAGE: Final = 0.85
_IN_ADDRESS: Final = 0.7
_IN_NUMBER: Final = 0.6


class _Claimed(NamedTuple):
    moment: Moment
    source: FieldSource

    @property
    def day(self) -> dt.date:
        return _day(self.moment)


def read_published(context: ArticleContext, *, shown_dates: ShownDates) -> FieldResult[Moment | None]:
    """Read when the article was published.

    Structured data and meta tags come first, those of the article before those of the page. A date that the page
    shows earlier than these claim is the right one: systems that publish a page anew claim the day they did. A
    later one is the day of a change.

    Args:
        context: The page and its body.
        shown_dates: The dates that the page shows.

    Returns:
        An aware datetime, or a date where no time with a zone is given.
    """
    language, shown = shown_dates.language, shown_dates.of("published")
    claimed = _claims(context.claims.all("published"), language)
    of_page = _claims(context.claims.all("page_published"), language)
    if claimed:
        return _weigh(claimed, shown, context, _CLAIMED)
    if of_page and not any(date.role for date in shown):
        return _weigh([min(of_page, key=lambda claim: claim.day)], shown, context, _OF_THE_PAGE)
    if shown:
        best = min(shown, key=lambda date: _rank(date, context))
        certainty = _SHOWN_WITH_LABEL if best.role else _SHOWN_ABOVE if best.place == "above" else _SHOWN
        if any(_may_be_same(claim.moment, best.day) for claim in of_page):
            certainty = _AGREED
        return FieldResult(_with_time(best, [*shown, *of_page]), (), best.source, certainty)
    return _in_address(context)


def read_modified(
    context: ArticleContext, *, shown_dates: ShownDates, published: Moment | None
) -> FieldResult[Moment | None]:
    """Read when the article was last changed.

    Args:
        context: The page and its body.
        shown_dates: The dates that the page shows.
        published: When it was published; nothing is changed before.

    Returns:
        As for `read_published`.
    """
    language, shown = shown_dates.language, shown_dates.of("modified")
    claimed = _claims(context.claims.all("modified") or context.claims.all("page_modified"), language)
    found: _Claimed | ShownDate
    if claimed:
        found = claimed[0]
        certainty = _AGREED if any(_may_be_same(found.moment, date.day) for date in shown) else _CLAIMED
        moment = _with_time(found, claimed)
    elif shown:
        found = shown[0]
        certainty, moment = _SHOWN_WITH_LABEL, _with_time(found, shown)
    else:
        return FieldResult(None)
    if published is not None and _is_before(moment, published):
        return FieldResult(None)
    return FieldResult(moment, (), found.source, certainty)


# --- weighing ---------------------------------------------------------------------------------------------


def _weigh(
    claimed: Sequence[_Claimed], shown: Sequence[ShownDate], context: ArticleContext, certainty: float
) -> FieldResult[Moment | None]:
    """Choose between what is claimed and what is shown."""
    first = claimed[0]
    agreed = next((claim for claim in claimed if any(_may_be_same(claim.moment, date.day) for date in shown)), None)
    address = _day_of_address(context)
    if agreed is not None:
        others = [claim._replace(moment=_as_shown(claim.moment, shown)) for claim in claimed]
        moment = _with_time(agreed._replace(moment=_as_shown(agreed.moment, shown)), [*others, *shown])
        return FieldResult(moment, (), agreed.source, _AGREED)
    if address is not None and _may_be_same(first.moment, address):
        return FieldResult(_with_time(first, claimed), (), first.source, _AGREED)
    days = {date.day for date in shown}
    if len(days) == 1 and max(days) < first.day and _is_prominent(shown[0]):
        return FieldResult(_with_time(shown[0], shown), (), shown[0].source, _SHOWN_EARLIER)
    if days:
        certainty = _CONTRADICTED
    elif any(claim.source != first.source and claim.day == first.day for claim in claimed):
        certainty = _CLAIMED_TWICE
    return FieldResult(_with_time(first, claimed), (), first.source, certainty)


def _is_prominent(date: ShownDate) -> bool:
    return date.place == "below" or date.role == "published" or date.source != "page"


def _rank(date: ShownDate, context: ArticleContext) -> tuple[bool, bool, bool, bool]:
    """The order in which shown dates are believed: outside the body, labelled, below the headline, marked as a date."""
    return (date.block in context.body, date.role is None, date.place == "above", date.source == "page")


def _as_shown(moment: Moment, shown: Sequence[ShownDate]) -> Moment:
    """The same moment in the zone of the page, where it is given in UTC and the page shows its own clock time."""
    if not isinstance(moment, dt.datetime) or moment.utcoffset() != dt.timedelta():
        return moment
    for date in shown:
        if date.clock is None:
            continue
        local = dt.datetime.combine(date.day, dt.time(date.clock // 60, date.clock % 60), dt.UTC)
        offset = local - moment.replace(second=0, microsecond=0)
        if not offset % _STEP_OF_ZONES and _WESTERNMOST <= offset <= _EASTERNMOST:
            return moment.astimezone(dt.timezone(offset))
    return moment


def _claims(claims: Sequence[Claim], language: str | None) -> list[_Claimed]:
    found = []
    for claim in claims[:_MOST_CLAIMS]:
        moment = parse_moment(claim.value, language=language)
        if moment is not None:
            found.append(_Claimed(moment, _source_of(claim)))
    return found


def _source_of(claim: Claim) -> FieldSource:
    if claim.source == "json-ld":
        return "json-ld"
    return "microdata" if claim.source in ("datepublished", "datemodified") else "meta"


def _with_time(date: _Claimed | ShownDate, others: Sequence[_Claimed | ShownDate]) -> Moment:
    """The moment; where it is but a day, with the time that another source gives for this day."""
    if isinstance(date.moment, dt.datetime):
        return date.moment
    return next(
        (each.moment for each in others if isinstance(each.moment, dt.datetime) and each.day == date.day), date.moment
    )


def _may_be_same(moment: Moment, day: dt.date) -> bool:
    """Whether a moment falls on a day in some zone; a day whose zone is unknown may be the next one elsewhere."""
    if not isinstance(moment, dt.datetime):
        return abs(moment - day) <= _NEXT_DAY
    utc = moment.astimezone(dt.UTC)
    return (utc + _WESTERNMOST).date() <= day <= (utc + _EASTERNMOST).date()


def _is_before(one: Moment, other: Moment) -> bool:
    if isinstance(one, dt.datetime) and isinstance(other, dt.datetime):
        return one < other
    return _day(one) < _day(other)


def _day(moment: Moment) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment


# --- the address ------------------------------------------------------------------------------------------

_DAY_IN_PATH: Final = re.compile(r"/((?:19|20)\d\d)[/_-](\d{1,2}|[a-z]{3,9})[/_-](\d{1,2})(?=[/_.+-]|$)", re.IGNORECASE)
_DAY_IN_NUMBER: Final = re.compile(r"(?<!\d)((?:199|20[0-4])\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=\d{0,12}(?!\d))")


def _day_of_address(context: ArticleContext) -> dt.date | None:
    match = _DAY_IN_PATH.search(context.address)
    if match is None:
        return None
    month = int(match[2]) if match[2].isdigit() else month_number(match[2])
    return _date(int(match[1]), month or 0, int(match[3]))


def _in_address(context: ArticleContext) -> FieldResult[Moment | None]:
    day = _day_of_address(context)
    if day is not None:
        return FieldResult(day, (), "url", _IN_ADDRESS)
    match = _DAY_IN_NUMBER.search(context.address)
    day = _date(int(match[1]), int(match[2]), int(match[3])) if match is not None else None
    return FieldResult(None) if day is None else FieldResult(day, (), "url", _IN_NUMBER)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
