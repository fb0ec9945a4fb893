"""Years and days of other calendars that news sites use, as Gregorian ones.

The lunar Hijri calendar is left out: a day of it depends on who saw the moon, and pages that print one print the
Gregorian day beside it.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from cleanarticle.lexicon.words import load_words

__all__ = ["JALALI_MONTHS", "buddhist_year", "era_year", "jalali_day"]

JALALI_MONTHS: Final[dict[str, int]] = {
    form: number for number, forms in enumerate(load_words("calendars")["jalali"], 1) for form in forms.split("|")
}
"""Numbers of the months of the Solar Hijri calendar, by their Iranian, Dari and Pashto names."""

_FIRST_JALALI_YEAR: Final = 1369
_LAST_JALALI_YEAR: Final = 1478
_BUDDHIST_OFFSET: Final = 543
# The year before an era's first.
_ERAS: Final[dict[str, int]] = load_words("calendars")["eras"]
# Leap years of the Solar Hijri calendar, by the year's remainder modulo 33.
_JALALI_LEAPS: Final = (1, 5, 9, 13, 17, 22, 26, 30)
# The day before the first of Farvardin 1343.
_JALALI_EPOCH: Final = dt.date(1964, 3, 20).toordinal()
_JALALI_EPOCH_YEAR: Final = 1343


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
    leaps = sum(_is_jalali_leap(each) for each in range(_JALALI_EPOCH_YEAR, year))
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
        ahead: What stands before the year; the era is its end.
        year: The year of the era.

    Returns:
        The Gregorian year; the year itself if no era stands there.
    """
    return year + _ERAS.get(ahead.rstrip()[-2:], 0)
