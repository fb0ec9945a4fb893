"""Read the moments pages give: in metadata, in feeds' formats, and in the lines readers see.

A moment is an aware ``datetime`` where day, time and offset are all known, else the ``date``: without an
offset only the day is certain. Nothing is guessed from a clock: ages ("3 hours ago") and days without a year
give nothing.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from typing import Final, Literal, NamedTuple

from cleanarticle.lexicon.words import load_words

__all__ = ["DayOrder", "find_moment", "month_number", "parse_moment"]

DayOrder = Literal["dmy", "mdy"]
"""Which comes first where a date is three bare numbers: the day or the month."""

_VALUE_LENGTH: Final = 200
_LINE_LENGTH: Final = 1000
_FIRST_YEAR: Final = 1990
_LAST_YEAR: Final = 2100

_EARLIEST_EPOCH: Final = 788_918_400  # 1995-01-01
_LATEST_EPOCH: Final = 4_102_444_800  # 2100-01-01

# --- months -----------------------------------------------------------------------------------------------


def _fold(word: str) -> str:
    return word.lower().replace("\u0307", "").replace("ı", "i")


def _read_months() -> tuple[dict[str, dict[str, int]], dict[str, int]]:
    by_language: dict[str, dict[str, int]] = {}
    of_any: dict[str, int] = {}
    for language, forms in load_words("months").items():
        months = by_language.setdefault(language, {})
        for number, alternatives in enumerate(forms, 1):
            for form in alternatives.split("|"):
                folded = _fold(form)
                months[folded] = number
                # Zero marks a form that names different months in different languages.
                of_any[folded] = number if of_any.get(folded, number) == number else 0
    return by_language, of_any


_MONTHS_OF, _MONTHS = _read_months()
_SAME_MONTHS: Final = {"no": "nb", "nn": "nb", "bs": "sr", "in": "id", "iw": "he", "tl": "en", "fil": "en"}

# Abbreviations that are common words in other languages ("2 des 2020 concurrents"). A capital or a full stop
# shows them for what they are.
_WORDLIKE: Final = frozenset({"ara", "des", "elo", "led", "lis", "mac", "out", "pro", "set", "tra"})


def month_number(word: str, language: str | None = None) -> int | None:
    """Number a month's name or abbreviation, in any of the languages known.

    Args:
        word: The name as it stands in the text, a full stop behind it allowed.
        language: Code of the text's language; it decides where languages disagree.

    Returns:
        1 to 12, or None if the word names no month, or different ones in different languages.
    """
    folded = _fold(word.rstrip("."))
    if language:
        primary = language.replace("_", "-").partition("-")[0].lower()
        own = _MONTHS_OF.get(_SAME_MONTHS.get(primary, primary))
        if own is not None and folded in own:
            return own[folded]
    if folded in _WORDLIKE and word[:1].islower() and not word.endswith("."):
        return None
    return _MONTHS.get(folded) or None


# --- zones ------------------------------------------------------------------------------------------------

_ZONES: Final = {
    "UTC": 0, "GMT": 0, "Z": 0, "z": 0, "WET": 0, "WEST": 60, "WAT": 60, "BST": 60, "CET": 60, "MEZ": 60,
    "CEST": 120, "MESZ": 120, "EET": 120, "SAST": 120, "CAT": 120, "EEST": 180, "EAT": 180, "MSK": 180,
    "МСК": 180, "мск": 180, "TRT": 180, "GST": 240, "PKT": 300, "IST": 330, "NPT": 345, "WIB": 420,
    "ICT": 420, "WITA": 480, "SGT": 480, "HKT": 480, "PHT": 480, "MYT": 480, "AWST": 480, "WIT": 540,
    "JST": 540, "KST": 540, "ACST": 570, "AEST": 600, "ACDT": 630, "AEDT": 660, "NZST": 720, "NZDT": 780,
    "NDT": -150, "ADT": -180, "BRT": -180, "ART": -180, "NST": -210, "EDT": -240, "EST": -300,
    "CDT": -300, "CST": -360, "MDT": -360, "MST": -420, "PDT": -420, "PST": -480, "AKDT": -480,
    "AKST": -540, "HST": -600,
}  # fmt: skip
"""Minutes ahead of UTC."""

_AMERICAN_ZONES: Final = {"ET": -300, "CT": -360, "MT": -420, "PT": -480}
"""Minutes ahead of UTC in winter, for the names that cover summer time too."""

_MONTH_FIRST_ZONES: Final = frozenset({
    "ET", "CT", "MT", "PT", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT",
})  # fmt: skip


def _sunday(year: int, month: int, count: int) -> dt.datetime:
    """The month's count-th Sunday at two in the morning, the last one for -1."""
    days = [day for week in calendar.Calendar().monthdayscalendar(year, month) if (day := week[6])]
    return dt.datetime(year, month, days[count - 1 if count > 0 else count], 2)


def _is_american_summer(moment: dt.datetime) -> bool:
    year = moment.year
    if year >= 2007:
        return _sunday(year, 3, 2) <= moment < _sunday(year, 11, 1)
    return _sunday(year, 4, 1) <= moment < _sunday(year, 10, -1)


def _offset(zone: str, moment: dt.datetime, language: str | None) -> int | None:
    """Minutes ahead of UTC of a zone as written, at a moment of its own time."""
    match = _NUMERIC_OFFSET.match(zone)
    if match is not None:
        minutes = int(match["hours"]) * 60 + int(match["minutes"] or 0)
        return -minutes if match["sign"] in "-−" else minutes
    if zone == "CST" and language and language.lower().startswith("zh"):
        return 480
    if zone in _AMERICAN_ZONES:
        return _AMERICAN_ZONES[zone] + 60 * _is_american_summer(moment)
    return _ZONES.get(zone)


_NUMERIC_OFFSET: Final = re.compile(
    r"(?:UTC|GMT)?\s?(?P<sign>[+\-−])(?P<hours>[0-9]{1,2}):?(?P<minutes>[0-9]{2})?(?![0-9])"
)

# --- the shapes of dates ----------------------------------------------------------------------------------

_DIGITS: Final = str.maketrans(
    "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९০১২৩৪৫৬৭৮৯௦௧௨௩௪௫௬௭௮௯๐๑๒๓๔๕๖๗๘๙０１２３４５６７８９"
    "／：．－＋\u3000\u00a0\u202f\u2009،",
    "0123456789" * 7 + "/:.-+    ,",
    "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad",
)

_YEAR: Final = r"(?P<y>19[89][0-9]|2[0-5][0-9][0-9])"
_DAY: Final = r"(?P<d>[0-9]{1,2})"
_ORDINAL: Final = r"(?:st|nd|rd|th|er|re|e|º|ª|°|-го|-е)?"
# A letter or a combining mark of any script, without the signs that number dates in East Asia.
_LETTER: Final = r"[^\s0-9_!-/:-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\u3000-\u303f\uff00-\uff20年月日號号년월일]"
_MONTH: Final = rf"(?P<m>{_LETTER}{{1,15}}(?:\.[\u0e00-\u0e7f]{{1,2}})?(?: (?:الأول|الاول|الثاني))?\.?)"
_NO_YEAR_BEHIND: Final = r"(?![0-9]|\s{0,2},?\s{0,2}(?:19|20)[0-9]{2})"

# Each shape is matched where a number starts.
_YEAR_FIRST: Final = re.compile(_YEAR + r"(?P<mark>[-/.])\s?(?P<m>[0-9]{1,2})(?P=mark)\s?" + _DAY + r"(?![0-9])")
_EAST_ASIAN: Final = re.compile(
    r"(?P<y>[0-9]{1,4})\s?[年년]\s?(?P<m>[0-9]{1,2})\s?[月월]\s?(?P<d>[0-9]{1,2})\s?[日일號号]"
)
_NUMBERS: Final = re.compile(
    r"(?P<a>[0-9]{1,2})(?P<mark>[./-])\s?(?P<b>[0-9]{1,2})(?P=mark)\s?"
    r"(?P<y>(?:19[89]|20[0-9])[0-9]|[0-9]{2}(?![0-9:./-]))(?P<time>,?\s[0-9]{1,2}[:.][0-9]{2})?"
)
_DAY_MONTH_YEAR: Final = re.compile(
    _DAY + _ORDINAL + r"[\s.,\-/]{0,3}(?:(?:de|of)\s|d['’])?" + _MONTH
    + r"[\s,\-/'’]{0,3}(?:(?:de|del|of)\s)?(?:" + _YEAR + r"|(?P<short>[0-9]{2})(?!:)" + _NO_YEAR_BEHIND + ")"
)  # fmt: skip
_DAY_YEAR: Final = re.compile(
    _DAY + r"(?:st|nd|rd|th)?"
    r"(?P<clock>\s[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s(?:[+\-][0-9]{4}|[A-Z]{3,4}))?)?[\s,.]{0,3}" + _YEAR
)
_MONTH_AHEAD: Final = re.compile(_MONTH + r"\s{0,2}$")
_YEAR_MONTH_DAY: Final = re.compile(
    _YEAR + r"(?:eko|\.|\s?m\.)?[\s,\-]{0,2}" + _MONTH + r"[\s\-]{0,2}" + _DAY + r"(?!:)" + _NO_YEAR_BEHIND
)
_VIETNAMESE: Final = re.compile(_DAY + r"\s(?:tháng|thg)\s(?P<m>[0-9]{1,2})(?:\s?,|\snăm)?\s" + _YEAR, re.IGNORECASE)

_TIME: Final = (
    r"(?P<before>오전|오후|上午|下午|午前|午後)?\s?(?P<hour>[0-9]{1,2})"
    r"(?:(?:\s?h\s?|[:.])(?P<minute>[0-9]{2})(?:[:.](?P<second>[0-9]{2}))?(?:[.,][0-9]{1,9})?)?"
    r"\s{0,2}(?:(?P<half>[ap])\.?\s?m\b\.?)?\s{0,2}(?:Uhr\s)?[(\[]?"
    r"(?P<zone>(?:UTC|GMT)\s?[+\-−][0-9]{1,2}(?::?[0-9]{2})?|[+\-−][0-9]{2}:?[0-9]{2}|[Zz]\b|мск\b|[A-ZМСК]{2,4}\b)"
)
_TIME_BEHIND: Final = re.compile(
    r"[\s,;•·|@()\-–—/]{0,4}T?(?:(?:at|um|à|as|às|las|a las|alle|ore|om|kl|klo|o|об?|в|saat|pukul|lúc)\.?\s)?" + _TIME,
    re.IGNORECASE,
)
_TIME_AHEAD: Final = re.compile(
    r"(?<![0-9])" + _TIME + r"[)\]]?[\s,.•·|–—-]{0,4}(?:on\s)?(?:[^\W\d_]{2,10},?\s)?$", re.IGNORECASE
)


class _Day(NamedTuple):
    start: int
    end: int
    day: dt.date


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
    return year + 1900 if year >= 90 else year + 2000


def _found(match: re.Match[str], day: dt.date | None) -> _Day | None:
    return None if day is None else _Day(match.start(), match.end(), day)


def _read_numbered(match: re.Match[str], order: DayOrder | None, language: str | None) -> _Day | None:
    return _found(match, _date(int(match["y"]), int(match["m"]), int(match["d"])))


# The year before an era's first.
_ERAS: Final = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}


def _read_east_asian(match: re.Match[str], order: DayOrder | None, language: str | None) -> _Day | None:
    era = match.string[: match.start()].rstrip()[-2:]
    return _found(match, _date(int(match["y"]) + _ERAS.get(era, 0), int(match["m"]), int(match["d"])))


def _read_named(match: re.Match[str], order: DayOrder | None, language: str | None) -> _Day | None:
    written = match["m"]
    month = month_number(written, language)
    if month is None:
        return None
    year = int(match["y"]) if match["y"] else _full_year(match["short"])
    if year >= 2500 and "\u0e00" <= written[0] <= "\u0e7f":
        year -= 543  # Thai pages count from the Buddha's death.
    return _found(match, _date(year, month, int(match["d"])))


def _read_month_ahead(match: re.Match[str], order: DayOrder | None, language: str | None) -> _Day | None:
    start = max(0, match.start() - 20)
    ahead = _MONTH_AHEAD.search(match.string[start : match.start()])
    if ahead is None:
        return None
    written = ahead["m"]
    month = month_number(written, language) or month_number(_behind_capital(written), language)
    if month is None:
        return None
    day = _date(int(match["y"]), month, int(match["d"]))
    end = match.start("clock") if match["clock"] else match.end()
    return None if day is None else _Day(start + ahead.start(), end, day)


def _behind_capital(word: str) -> str:
    """What follows a word's last capital: "March" of a name and a month glued together."""
    for index in range(len(word) - 1, 0, -1):
        if word[index].isupper():
            return word[index:]
    return word


def _read_numbers(match: re.Match[str], order: DayOrder | None, language: str | None) -> _Day | None:
    first, second, digits, mark = match["a"], match["b"], match["y"], match["mark"]
    # "1.2.24" may as well be a version; two digits each, or a time behind, tell the date.
    if len(digits) == 2 and not (len(first) == len(second) == 2 or match["time"]):
        return None
    end = match.start("time") if match["time"] else match.end()
    year = _full_year(digits) if len(digits) == 2 else int(digits)
    one, two = int(first), int(second)
    if one > 12 or two > 12 or one == two:
        order = "mdy" if two > 12 else "dmy"
    elif order is None:
        order = "dmy" if mark == "." else _order_of(language)
        if order is None:
            time = _TIME_BEHIND.match(match.string, end)
            order = "mdy" if time is not None and time["zone"] in _MONTH_FIRST_ZONES else None
    if order is None:
        return None
    day = _date(year, two, one) if order == "dmy" else _date(year, one, two)
    return None if day is None else _Day(match.start(), end, day)


# Languages whose countries disagree, or that write the year first: three numbers say nothing there.
_UNDECIDED: Final = frozenset({"en", "fil", "tl", "zh", "ja", "ko", "hu", "lt", "mn", "fa", "eu"})


def _order_of(language: str | None) -> DayOrder | None:
    if not language:
        return None
    primary, _, region = language.replace("_", "-").lower().partition("-")
    if primary not in _UNDECIDED:
        return "dmy"
    if primary != "en" or region in ("", "ca"):
        return None
    return "mdy" if region in ("us", "ph") else "dmy"


_Read = Callable[[re.Match[str], "DayOrder | None", "str | None"], "_Day | None"]
_Shapes = tuple[tuple[re.Pattern[str], _Read], ...]

_SHAPES_OF_SHORT_NUMBER: Final[_Shapes] = (
    (_DAY_MONTH_YEAR, _read_named),
    (_DAY_YEAR, _read_month_ahead),
    (_NUMBERS, _read_numbers),
    (_VIETNAMESE, _read_numbered),
    (_EAST_ASIAN, _read_east_asian),
)
_SHAPES_OF_YEAR: Final[_Shapes] = (
    (_YEAR_FIRST, _read_numbered),
    (_YEAR_MONTH_DAY, _read_named),
    (_EAST_ASIAN, _read_east_asian),
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

_NUMBER: Final = re.compile(r"[0-9]+")
# Behind one of these a number is a part of something else: a time, a fraction, a sum.
_JOINTS: Final = frozenset(":./-")


def _find_day(text: str, order: DayOrder | None, language: str | None) -> _Day | None:
    for number in _NUMBER.finditer(text):
        start = number.start()
        if start > 1 and text[start - 1] in _JOINTS and text[start - 2].isdigit():
            continue
        for pattern, read in _SHAPES.get(number.end() - start, ()):
            match = pattern.match(text, start)
            found = read(match, order, language) if match is not None else None
            if found is not None:
                return found
    return None


def _with_time(text: str, found: _Day, language: str | None) -> dt.datetime | dt.date:
    """Add the time that stands beside the date, if it has an offset."""
    match = _TIME_BEHIND.match(text, found.end)
    moment = _moment(match, found.day, language)
    if moment is None and found.start:
        match = _TIME_AHEAD.search(text[max(0, found.start - 48) : found.start])
        moment = _moment(match, found.day, language)
    return moment or found.day


def _moment(match: re.Match[str] | None, day: dt.date, language: str | None) -> dt.datetime | None:
    if match is None or not (match["minute"] or match["half"] or match["before"]):
        return None
    hour = int(match["hour"])
    half = (match["half"] or "").lower() or ("p" if match["before"] in ("오후", "下午", "午後") else "")
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    try:
        time = dt.time(hour, int(match["minute"] or 0), int(match["second"] or 0))
        naive = dt.datetime.combine(day, time)
        minutes = _offset(match["zone"], naive, language)
        if minutes is None:
            return None
        return naive.replace(tzinfo=dt.timezone(dt.timedelta(minutes=minutes)))
    except ValueError:
        return None


# --- values without a visible shape -----------------------------------------------------------------------

_COMPACT: Final = re.compile(
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
    match = _COMPACT.match(value)
    if match is None:
        return None
    day = _date(int(match["y"]), int(match["m"]), int(match["d"]))
    if day is None or not match["zone"]:
        return day
    try:
        time = dt.time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
        minutes = _offset(match["zone"], dt.datetime.combine(day, time), language)
        return dt.datetime.combine(day, time, dt.timezone(dt.timedelta(minutes=minutes or 0)))
    except ValueError:
        return day


def parse_moment(
    value: str, *, default_order: DayOrder | None = None, language: str | None = None
) -> dt.datetime | dt.date | None:
    """Read one value that should hold a moment: a meta tag's, a ``datetime`` attribute's, or a visible date.

    ISO 8601 in the variants sites write, RFC 2822, epoch seconds and milliseconds, and dates as readers see
    them, in more than thirty languages, labels around them allowed ("Updated: 13 Feb 2025, 9:30 PM GMT+1").

    Args:
        value: The value; what lies beyond 200 characters is not read.
        default_order: How to read bare numbers that could be either ("03/02/2025"). Without it the language
            decides, then an American zone behind the time; else there is no result.
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


def find_moment(
    text: str, *, default_order: DayOrder | None = None, language: str | None = None
) -> dt.datetime | dt.date | None:
    """Find the first complete date inside a longer visible line, with its time if that has a zone.

    Args:
        text: The line; what lies beyond 1,000 characters is not read.
        default_order: How to read bare numbers, as for `parse_moment`.
        language: Code of the page's language.

    Returns:
        As for `parse_moment`. Never raises.
    """
    text = text[:_LINE_LENGTH]
    if not text.isascii():
        text = text.translate(_DIGITS)
    found = _find_day(text, default_order, language)
    return None if found is None else _with_time(text, found, language)
