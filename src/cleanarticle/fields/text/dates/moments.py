"""Read the moments pages give: in metadata, in feeds' formats, and in the lines readers see.

A moment is an aware ``datetime`` where day, time and offset are all known, else the ``date``: without an
offset only the day is certain. Nothing is guessed from a clock: ages ("3 hours ago") and days without a year
give nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Final, Literal, NamedTuple

from cleanarticle.fields.text.dates.calendars import (
    HALF_DAY,
    buddhist_year,
    calendar_pattern,
    era_year,
    jalali_day,
    jalali_months,
)
from cleanarticle.fields.text.dates.months import month_number
from cleanarticle.fields.text.dates.zones import ZONE, is_american, offset_of
from cleanarticle.fields.text.patterns import compiled

__all__ = ["DayOrder", "MomentMatch", "OrderSource", "find_moment", "find_moments", "order_of", "parse_moment"]

DayOrder = Literal["dmy", "mdy"]
"""Which comes first where a date is three bare numbers: the day or the month."""

OrderSource = DayOrder | Callable[[], DayOrder | None] | None
"""The order, or what finds it: few dates need it."""

# Measured: at 100 and at 400, none of 2,304 pages changes.
_VALUE_LENGTH: Final = 200
# Measured: at 500 and at 2000, none of 2,304 pages changes.
_LINE_LENGTH: Final = 1000
# Measured: at 1980 and at 2000, none of 2,304 pages changes.
_FIRST_YEAR: Final = 1990
# Measured: at 2090 and at 2110, none of 2,304 pages changes.
_LAST_YEAR: Final = 2100

_EARLIEST_EPOCH: Final = 788_918_400  # 1995-01-01
_LATEST_EPOCH: Final = 4_102_444_800  # 2100-01-01

# --- the shapes of dates ----------------------------------------------------------------------------------

_DIGITS: Final = str.maketrans(
    "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९০১২৩৪৫৬৭৮৯௦௧௨௩௪௫௬௭௮௯๐๑๒๓๔๕๖๗๘๙０１２３４５６７８９"
    "౦౧౨౩౪౫౬౭౮౯೦೧೨೩೪೫೬೭೮೯൦൧൨൩൪൫൬൭൮൯૦૧૨૩૪૫૬૭૮૯၀၁၂၃၄၅၆၇၈၉០១២៣៤៥៦៧៨៩"
    "／：．－＋\u3000\u00a0\u202f\u2009،‐‑",
    "0123456789" * 13 + "/:.-+    ,--",
    "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad",
)

_YEAR: Final = r"(?P<y>19[89][0-9]|2[0-5][0-9][0-9])"
_DAY: Final = r"(?P<d>[0-9]{1,2})"
_ORDINAL: Final = r"(?:st|nd|rd|th|er|re|e|º|ª|°|-го|-е)?"
# A letter or a combining mark of any script, without the signs that number dates in East Asia.
_LETTER: Final = r"[^\s0-9_!-/:-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\u3000-\u303f\uff00-\uff20年月日號号년월일]"
_MONTH: Final = rf"(?P<m>{_LETTER}{{1,15}}(?:\.[\u0e00-\u0e7f]{{1,2}})?(?: (?:الأول|الاول|الثاني))?\.?)"
_NO_YEAR_AFTER: Final = r"(?![0-9]|\s{0,2},?\s{0,2}(?:19|20)[0-9]{2})"

# Each shape is matched where a number starts.
_YEAR_FIRST: Final = _YEAR + r"(?P<mark>[-/.])\s?(?P<m>[0-9]{1,2})(?P=mark)\s?" + _DAY + r"(?![0-9])"
_EAST_ASIAN: Final = r"(?P<y>[0-9]{1,4})\s?[年년]\s?(?P<m>[0-9]{1,2})\s?[月월]\s?(?P<d>[0-9]{1,2})\s?[日일號号]"
_NUMBERS: Final = (
    r"(?P<a>[0-9]{1,2})(?P<mark>[./-])\s?(?P<b>[0-9]{1,2})(?P=mark)\s?"
    r"(?P<y>(?:19[89]|20[0-9]|25[3-9])[0-9]|[0-9]{2}(?![0-9:./-]))(?P<time>,?\s[0-9]{1,2}[:.][0-9]{2})?"
)
_DAY_MONTH_YEAR: Final = (
    _DAY + _ORDINAL + r"[\s.,\-/]{0,3}(?:(?:de|of)\s|d['’])?" + _MONTH
    + r"[\s,\-/'’]{0,3}(?:(?:de|del|of)\s|[พค]\.ศ\.\s?)?(?:"
    + _YEAR + r"|(?P<short>[0-9]{2})(?!:)" + _NO_YEAR_AFTER + ")"
)  # fmt: skip
_DAY_YEAR: Final = (
    _DAY + r"(?:st|nd|rd|th)?"
    r"(?P<clock>\s[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s(?:[+\-][0-9]{4}|[A-Z]{3,4}))?)?[\s,.]{0,3}" + _YEAR
)
_MONTH_AHEAD: Final = _MONTH + r"\s{0,2}$"
_JALALI: Final = _DAY + r"\s?(?P<m>%(jalali)s)(?:\sماه)?[\s,]{1,3}(?P<y>1[34][0-9]{2})(?![0-9])"
_JALALI_NUMBERS: Final = r"(?P<y>13[6-9][0-9]|140[0-9])(?P<mark>[-/.])(?P<m>[0-9]{1,2})(?P=mark)" + _DAY + r"(?![0-9])"
_YEAR_MONTH_DAY: Final = (
    _YEAR + r"(?:eko|\.|\s?m\.)?[\s,\-]{0,2}" + _MONTH + r"[\s\-]{0,2}" + _DAY + r"(?!:)" + _NO_YEAR_AFTER
)
_VIETNAMESE: Final = "(?i)" + _DAY + r"\s(?:tháng|thg)\s(?P<m>[0-9]{1,2})(?:\s?,|\snăm)?\s" + _YEAR

_TIME: Final = (
    HALF_DAY + r"\s?(?P<hour>[0-9]{1,2})"
    r"(?:(?:\s?h\s?|[:.時时点點]|시\s?)(?P<minute>[0-9]{2})(?:[:.](?P<second>[0-9]{2}))?(?:[.,][0-9]{1,9})?[分분]?)?"
    r"\s{0,2}(?:(?P<half>[ap])\.?\s?m\b\.?)?\s{0,2}(?:Uhr\s)?[(\[]?"
    r"(?P<zone>" + ZONE + ")"
)
_TIME_AFTER: Final = r"(?i)[\s,;•·|@()\-–—/]{0,4}T?(?:%(before_time)s\.?\s)?" + _TIME
_TIME_AHEAD: Final = r"(?i)(?<![0-9])" + _TIME + r"[)\]]?[\s,.•·|–—-]{0,4}(?:on\s)?(?:[^\W\d_]{2,10},?\s)?$"


class _DaySpan(NamedTuple):
    start: int
    end: int
    day: dt.date


class _Hints(NamedTuple):
    """What the caller knows of the dates in a text."""

    order: OrderSource
    language: str | None

    @property
    def primary(self) -> str:
        """Code of the language without its region."""
        return (self.language or "").replace("_", "-").partition("-")[0].lower()


def _date(year: int, month: int, day: int) -> dt.date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _full_year(digits: str) -> int:
    """Complete a year of two digits."""
    year = int(digits)
    return year if len(digits) > 2 else year + 1900 if year >= 90 else year + 2000


def _whole(match: re.Match[str], day: dt.date | None) -> _DaySpan | None:
    return None if day is None else _DaySpan(match.start(), match.end(), day)


def _read_numbered(match: re.Match[str], hints: _Hints) -> _DaySpan | None:
    year = buddhist_year(int(match["y"])) if hints.primary == "th" else int(match["y"])
    return _whole(match, _date(year, int(match["m"]), int(match["d"])))


def _read_east_asian(match: re.Match[str], hints: _Hints) -> _DaySpan | None:
    year = era_year(match.string[: match.start()], int(match["y"]))
    return _whole(match, _date(year, int(match["m"]), int(match["d"])))


def _read_jalali(match: re.Match[str], hints: _Hints) -> _DaySpan | None:
    return _whole(match, jalali_day(int(match["y"]), jalali_months()[match["m"]], int(match["d"])))


def _read_jalali_numbers(match: re.Match[str], hints: _Hints) -> _DaySpan | None:
    # In Arabic a year like this is one of the lunar calendar.
    if hints.primary not in ("fa", "prs", "ps"):
        return None
    return _whole(match, jalali_day(int(match["y"]), int(match["m"]), int(match["d"])))


def _read_named(match: re.Match[str], hints: _Hints) -> _DaySpan | None:
    written, digits = match["m"], match["y"] or match["short"]
    month = month_number(written, hints.language)
    if month is None:
        return None
    is_thai = "\u0e00" <= written[0] <= "\u0e7f"
    return _whole(match, _date(buddhist_year(int(digits)) if is_thai else _full_year(digits), month, int(match["d"])))


def _read_month_ahead(match: re.Match[str], hints: _Hints) -> _DaySpan | None:
    """Read "February 13, 2025" from its day on."""
    start = max(0, match.start() - 20)
    ahead = compiled(_MONTH_AHEAD).search(match.string[start : match.start()])
    if ahead is None:
        return None
    written = ahead["m"]
    month = month_number(written, hints.language) or month_number(_after_capital(written), hints.language)
    day = _date(int(match["y"]), month, int(match["d"])) if month is not None else None
    end = match.start("clock") if match["clock"] else match.end()
    return None if day is None else _DaySpan(start + ahead.start(), end, day)


def _after_capital(word: str) -> str:
    """The end of a word from its last capital after a small letter: "March" of "DoeMarch"."""
    for index in range(len(word) - 1, 0, -1):
        if word[index].isupper() and word[index - 1].islower():
            return word[index:]
    return word


def _read_numbers(match: re.Match[str], hints: _Hints) -> _DaySpan | None:
    """Read "13.02.2025" and "2/13/25"."""
    first, second, digits = match["a"], match["b"], match["y"]
    # "1.2.24" may as well be a version; two digits each, or a time after them, tell the date.
    if len(digits) == 2 and not (len(first) == len(second) == 2 or match["time"]):
        return None
    end = match.start("time") if match["time"] else match.end()
    order = _order_of_numbers(match, hints, end)
    if order is None:
        return None
    year = buddhist_year(int(digits)) if hints.primary == "th" else _full_year(digits)
    day, month = (int(first), int(second)) if order == "dmy" else (int(second), int(first))
    date = _date(year, month, day)
    return None if date is None else _DaySpan(match.start(), end, date)


def _order_of_numbers(match: re.Match[str], hints: _Hints, end: int) -> DayOrder | None:
    first, second = int(match["a"]), int(match["b"])
    if first > 12 or second > 12 or first == second:
        return "mdy" if second > 12 else "dmy"
    order = hints.order() if callable(hints.order) else hints.order
    order = order or ("dmy" if match["mark"] == "." else order_of(hints.language))
    if order is None:
        time = calendar_pattern(_TIME_AFTER).match(match.string, end)
        return "mdy" if time is not None and is_american(time["zone"]) else None
    return order


# Languages whose countries disagree, or that write the year first: three numbers say nothing there.
_UNDECIDED: Final = frozenset({"en", "fil", "tl", "zh", "ja", "ko", "hu", "lt", "mn", "fa", "eu"})


def order_of(language: str | None) -> DayOrder | None:
    """Tell which comes first in three bare numbers, the day or the month, in the dates of a language.

    Args:
        language: Code of the language, with its region where that decides: "en-US".

    Returns:
        The order, or None where the language alone does not decide.
    """
    if not language:
        return None
    primary, _, region = language.replace("_", "-").lower().partition("-")
    if primary not in _UNDECIDED:
        return "dmy"
    if primary != "en" or region in ("", "ca"):
        return None
    return "mdy" if region in ("us", "ph") else "dmy"


_Shapes = tuple[tuple[str, Callable[[re.Match[str], _Hints], _DaySpan | None]], ...]

_SHAPES_OF_SHORT_NUMBER: Final[_Shapes] = (
    (_DAY_MONTH_YEAR, _read_named),
    (_DAY_YEAR, _read_month_ahead),
    (_NUMBERS, _read_numbers),
    (_VIETNAMESE, _read_numbered),
    (_EAST_ASIAN, _read_east_asian),
    (_JALALI, _read_jalali),
)
_SHAPES_OF_YEAR: Final[_Shapes] = (
    (_YEAR_FIRST, _read_numbered),
    (_YEAR_MONTH_DAY, _read_named),
    (_EAST_ASIAN, _read_east_asian),
    (_JALALI_NUMBERS, _read_jalali_numbers),
)
_SHAPES_OF_GLUED_NUMBER: Final[_Shapes] = ((_DAY_YEAR, _read_month_ahead),)

# By the number of digits the date starts with. Dumps glue the year to the day ("Apr 042013").
_SHAPES: Final[dict[int, _Shapes]] = {
    1: _SHAPES_OF_SHORT_NUMBER,
    2: _SHAPES_OF_SHORT_NUMBER,
    3: ((_EAST_ASIAN, _read_east_asian),),
    4: _SHAPES_OF_YEAR,
    5: _SHAPES_OF_GLUED_NUMBER,
    6: _SHAPES_OF_GLUED_NUMBER,
}

_MOST_OF_YEAR: Final = len("2024")
_NUMBER: Final = r"[0-9]+"
# After one of these a number is a part of something else: a time, a fraction, a sum.
_JOINTS: Final = frozenset(":./-")


def _find_day(text: str, hints: _Hints, start_at: int) -> _DaySpan | None:
    numbers = list(compiled(_NUMBER).finditer(text, start_at))
    # A date goes on with another number, unless it is one run of digits.
    if numbers and len(numbers[-1][0]) <= _MOST_OF_YEAR:
        numbers.pop()
    for number in numbers:
        start = number.start()
        if start > 1 and text[start - 1] in _JOINTS and text[start - 2].isdigit():
            continue
        for pattern, read in _SHAPES.get(number.end() - start, ()):
            match = calendar_pattern(pattern).match(text, start)
            span = read(match, hints) if match is not None else None
            if span is not None:
                return span
    return None


def _with_time(text: str, span: _DaySpan, language: str | None) -> dt.datetime | dt.date:
    """Add the time that stands beside the date, if it has an offset."""
    moment = _moment(calendar_pattern(_TIME_AFTER).match(text, span.end), span.day, language)
    if moment is None and span.start:
        before = text[max(0, span.start - 48) : span.start]
        moment = _moment(calendar_pattern(_TIME_AHEAD).search(before), span.day, language)
    return moment or span.day


def _moment(match: re.Match[str] | None, day: dt.date, language: str | None) -> dt.datetime | None:
    if match is None or not (match["minute"] or match["half"] or match["morning"] or match["afternoon"]):
        return None
    hour = int(match["hour"])
    half = (match["half"] or "").lower() or ("p" if match["afternoon"] else "")
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    try:
        naive = dt.datetime.combine(day, dt.time(hour, int(match["minute"] or 0), int(match["second"] or 0)))
        minutes = offset_of(match["zone"], naive, language)
        return None if minutes is None else naive.replace(tzinfo=dt.timezone(dt.timedelta(minutes=minutes)))
    except ValueError:
        return None


# --- values without a visible shape -----------------------------------------------------------------------

_COMPACT: Final = (
    r"(?P<y>[12][0-9]{3})(?P<m>[0-9]{2})(?P<d>[0-9]{2})"
    r"(?:T?(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})(?P<second>[0-9]{2})?(?P<zone>Z|[+\-][0-9]{2}:?[0-9]{2})?)?$"
)


def _read_digits(value: str) -> dt.datetime | None:
    """Seconds or milliseconds since 1970."""
    number = int(value)
    if len(value) >= 12:
        number //= 1000
    if len(value) > 13 or not _EARLIEST_EPOCH <= number < _LATEST_EPOCH:
        return None
    return dt.datetime.fromtimestamp(number, dt.UTC)


def _read_iso(value: str) -> dt.datetime | dt.date | None:
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return None
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return None
    return moment if moment.tzinfo is not None else moment.date()


def _read_compact(value: str, language: str | None) -> dt.datetime | dt.date | None:
    match = compiled(_COMPACT).match(value)
    if match is None:
        return None
    day = _date(int(match["y"]), int(match["m"]), int(match["d"]))
    if day is None or not match["zone"]:
        return day
    try:
        time = dt.time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
        minutes = offset_of(match["zone"], dt.datetime.combine(day, time), language)
        return dt.datetime.combine(day, time, dt.timezone(dt.timedelta(minutes=minutes or 0)))
    except ValueError:
        return day


def parse_moment(
    value: str, *, default_order: OrderSource = None, language: str | None = None
) -> dt.datetime | dt.date | None:
    """Read one value that should hold a moment: a meta tag's, a ``datetime`` attribute's, or a visible date.

    ISO 8601 in the variants sites write, RFC 2822, epoch seconds and milliseconds, and dates as readers see
    them, in more than thirty languages, labels around them allowed ("Updated: 13 Feb 2025, 9:30 PM GMT+1").

    Args:
        value: The value; only the first 200 characters are read.
        default_order: How to read bare numbers that could be either ("03/02/2025"). Without it the language
            decides, then an American zone after the time; else there is no result.
        language: Code of the page's language, for instance "en-GB".

    Returns:
        An aware datetime if a time and its offset from UTC are known; a date if only the day is certain, as
        with any time without a zone; None if there is no complete date from 1990 to 2100. Never raises.
    """
    text = value[:_VALUE_LENGTH].strip()
    if len(text) < 6:
        return None
    if text.isascii():
        if text.isdigit():
            return _read_digits(text) or (_read_compact(text, language) if len(text) in (8, 12, 14) else None)
        if text[:2] in ("19", "20") and text[3].isdigit():
            moment = _read_iso(text) if text[4] == "-" else _read_compact(text, language)
            if moment is not None:
                return moment
    return find_moment(text, default_order=default_order, language=language)


class MomentMatch(NamedTuple):
    """A date in a line.

    Attributes:
        moment: The moment, as for `parse_moment`.
        before: What stands between it and the date before it, or the start of the line.
        after: The 40 characters after the day.
    """

    moment: dt.datetime | dt.date
    before: str
    after: str


def find_moments(text: str, *, default_order: OrderSource = None, language: str | None = None) -> Iterator[MomentMatch]:
    """Find the complete dates inside a visible line, each with its time if that has a zone.

    Args:
        text: The line; only the first 1,000 characters are read.
        default_order: How to read bare numbers, as for `parse_moment`.
        language: Code of the page's language.

    Yields:
        The dates in their order.
    """
    text = text[:_LINE_LENGTH]
    if compiled(r"\d").search(text) is None:
        return
    if not text.isascii():
        text = text.translate(_DIGITS)
    hints = _Hints(default_order, language)
    end = 0
    while (span := _find_day(text, hints, end)) is not None:
        last, end = end, max(span.end, end + 1)
        yield MomentMatch(_with_time(text, span, language), text[last : span.start], text[end : end + 40])


def find_moment(
    text: str, *, default_order: OrderSource = None, language: str | None = None
) -> dt.datetime | dt.date | None:
    """Find the first complete date inside a longer visible line, with its time if that has a zone.

    Args:
        text: The line; only the first 1,000 characters are read.
        default_order: How to read bare numbers, as for `parse_moment`.
        language: Code of the page's language.

    Returns:
        As for `parse_moment`. Never raises.
    """
    match = next(find_moments(text, default_order=default_order, language=language), None)
    return None if match is None else match.moment
