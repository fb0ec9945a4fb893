"""Offsets from UTC, from the ways that pages write time zones."""

from __future__ import annotations

import calendar
import datetime as dt
from functools import cache
from typing import Any, Final

from cleanarticle.fields.text.patterns import compiled
from cleanarticle.lexicon.words import load_words

__all__ = ["ZONE", "is_american", "offset_of"]

ZONE: Final = (
    r"(?:(?:UTC|GMT)\s?[+\-−][0-9]{1,2}(?::?[0-9]{2})?|[+\-−][0-9]{2}:?[0-9]{2}|[Zz]\b|мск\b"
    r"|(?:Eastern|Central|Mountain|Pacific)(?:\s(?:Standard|Daylight))?(?:\sTime)?\b|[A-ZİМСК]{2,4}\b)"
)
"""What may be a zone, as a pattern without groups."""

_NUMERIC: Final = r"(?:UTC|GMT)?\s?(?P<sign>[+\-−])(?P<hours>[0-9]{1,2}):?(?P<minutes>[0-9]{2})?(?![0-9])"
_MONTH_FIRST: Final = frozenset({"EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT"})


class ZoneNames:
    """Minutes ahead of UTC, by the name of the zone."""

    def __init__(self, lists: dict[str, Any]) -> None:
        self.fixed: dict[str, int] = lists["fixed"]
        # In winter, for the names that cover summer time too.
        self.american: dict[str, int] = lists["american"]
        self.by_language: dict[str, dict[str, int]] = lists["by_language"]


@cache
def _zones() -> ZoneNames:
    return ZoneNames(load_words("zones"))


def is_american(zone: str) -> bool:
    """Tell whether a zone is one of North America, where dates start with the month."""
    name = zone.partition(" ")[0].upper()
    return name in _MONTH_FIRST or name in _zones().american


def offset_of(zone: str, moment: dt.datetime, language: str | None) -> int | None:
    """Read a zone's offset.

    Args:
        zone: The zone as written: "+08:00", "GMT-3", "CET", "ET", "Pacific Time".
        moment: The moment in the zone's own time; some names cover summer time and winter time.
        language: Code of the page's language; it decides between zones of one abbreviation.

    Returns:
        Minutes ahead of UTC, or None for an unknown zone.
    """
    match = compiled(_NUMERIC).match(zone)
    if match is not None:
        minutes = int(match["hours"]) * 60 + int(match["minutes"] or 0)
        return -minutes if match["sign"] in "-−" else minutes
    known = _zones()
    name, _, kind = zone.upper().partition(" ")
    if name in known.american:
        is_summer = kind.startswith("DAYLIGHT") or (not kind.startswith("STANDARD") and _is_american_summer(moment))
        return known.american[name] + 60 * is_summer
    of_languages = known.by_language.get(name)
    if of_languages is not None and language:
        code = language.replace("_", "-").lower()
        own = of_languages.get(code, of_languages.get(code.partition("-")[0]))
        if own is not None:
            return own
    return known.fixed.get(zone, known.fixed.get(name) if zone in "zZ" else None)


def _sunday(year: int, month: int, count: int) -> dt.datetime:
    """The month's count-th Sunday at two in the morning, the last one for -1."""
    days = [day for week in calendar.Calendar().monthdayscalendar(year, month) if (day := week[6])]
    return dt.datetime(year, month, days[count - 1 if count > 0 else count], 2)


def _is_american_summer(moment: dt.datetime) -> bool:
    year = moment.year
    if year >= 2007:
        return _sunday(year, 3, 2) <= moment < _sunday(year, 11, 1)
    return _sunday(year, 4, 1) <= moment < _sunday(year, 10, -1)
