"""Years and days of other calendars that news sites use, as Gregorian ones.

The lunar Hijri calendar is left out: a day of it depends on who saw the moon, and pages that print one print the
Gregorian day beside it.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import Any, Final

from cleanarticle.fields.text.patterns import with_words
from cleanarticle.lexicon.words import load_words

__all__ = ["HALF_DAY", "buddhist_year", "calendar_pattern", "calendar_words", "era_year", "jalali_day", "jalali_months"]

HALF_DAY: Final = r"(?:(?P<morning>%(morning)s)|(?P<afternoon>%(afternoon)s))?"
"""What may stand before an hour in East Asia, as a pattern over the words about calendars."""

# 1990 to 2100: pages of the web. Outside, a number of four digits is more often a Gregorian or lunar year.
_FIRST_JALALI_YEAR: Final = 1369
# See above.
_LAST_JALALI_YEAR: Final = 1478
# Measured: at 271 and at 1086, none of 2,304 pages changes.
_BUDDHIST_OFFSET: Final = 543
# Leap years of the Solar Hijri calendar, by the year's remainder modulo 33.
_JALALI_LEAPS: Final = (1, 5, 9, 13, 17, 22, 26, 30)
# The day before the first of Farvardin 1343.
_JALALI_EPOCH: Final = dt.date(1964, 3, 20).toordinal()
# Any year will do from which the days of all years above can be counted.
_JALALI_EPOCH_YEAR: Final = 1343


@cache
def calendar_words() -> dict[str, Any]:
    """Load the words about calendars and times of day."""
    words: dict[str, Any] = load_words("calendars")
    return words


@cache
def calendar_pattern(template: str) -> re.Pattern[str]:
    """Compile a pattern that names lists of words about calendars and times of day: `%(morning)s`."""
    return with_words(template, "calendars")


@cache
def jalali_months() -> dict[str, int]:
    """Numbers of the months of the Solar Hijri calendar, by their Iranian, Dari and Pashto names."""
    return {form: number for number, forms in enumerate(calendar_words()["jalali"], 1) for form in forms.split("|")}


def jalali_day(year: int, month: int, day: int) -> dt.date | None:
    """Convert a day of the Solar Hijri (Jalali) calendar.

    Eight of 33 years are leap years. The rule agrees with the astronomical calendar for the years 1206 to 1498
    (K. M. Borkowski, The Persian calendar for 3000 years, Earth, Moon, and Planets 74, 1996).

    Args:
        year: The year, 1369 to 1478 (1990 to 2100).
        month: 1 (Farvardin) to 12 (Esfand).
        day: 1 to 31.

    Returns:
        The Gregorian day; None if there is no such day, or the year is out of range.
    """
    if not (_FIRST_JALALI_YEAR <= year <= _LAST_JALALI_YEAR and 1 <= month <= 12 and day >= 1):
        return None
    if day > (31 if month <= 6 else 30 if month <= 11 or _is_jalali_leap(year) else 29):
        return None
    leaps = sum(map(_is_jalali_leap, range(_JALALI_EPOCH_YEAR, year)))
    days = 365 * (year - _JALALI_EPOCH_YEAR) + leaps + 31 * (month - 1) - max(0, month - 7) + day
    return dt.date.fromordinal(_JALALI_EPOCH + days)


def _is_jalali_leap(year: int) -> bool:
    return year % 33 in _JALALI_LEAPS


def buddhist_year(year: int) -> int:
    """Convert a year counted from the Buddha's death, as in Thailand; others stay as they are.

    Of two digits only those are read that can mean one year: 2550 and later, or the Gregorian 2000 to 2032.
    """
    if year < 100:
        return year + 2500 - _BUDDHIST_OFFSET if year >= 50 else year + 2000 if year <= 32 else 0
    return year - _BUDDHIST_OFFSET if year >= 2500 else year


def era_year(ahead: str, year: int) -> int:
    """Convert a year of a Japanese era or of the Republic of China.

    Args:
        ahead: The text before the year; the era is its end.
        year: The year of the era.

    Returns:
        The Gregorian year; the year itself if no era stands there.
    """
    year_before_first: int = calendar_words()["eras"].get(ahead.rstrip()[-2:], 0)
    return year + year_before_first
