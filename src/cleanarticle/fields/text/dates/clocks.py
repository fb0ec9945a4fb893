"""Read the times that stand at the entries of a live blog: clock times, and the minutes of a match.

A clock time is read from its shape alone, in the ways that pages of many languages write it: "20:42", "20.42 Uhr",
"20h42", "8:42 p.m.", "20時42分", "오후 8:42". What else has this shape is left out: dates ("20.04.2026"), scores
("2:0"), ranges of a timetable ("10.00–11.30"), sums.
"""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from cleanarticle.fields.text.dates.calendars import HALF_DAY, calendar_pattern
from cleanarticle.fields.text.patterns import compiled

__all__ = ["Stamp", "find_clock", "leading_clock", "leading_minute", "may_have_clock", "may_open_with_time"]

# Measured: at 720, 40 of 651 change (published; days right −3); at 2880, none of 2,304 pages changes.
_MINUTES_OF_A_DAY: Final = 24 * 60
# Measured: at 75, none of 2,304 pages changes, but a fixture; at 300, none of 2,304 pages changes.
_MOST_MINUTES_OF_A_MATCH: Final = 150
# Measured: at 60 and at 240, none of 246 pages changes.
_MOST_CHARACTERS: Final = 120

_CLOCK: Final = (
    rf"(?i)(?<![\d.,:/+\-])(?<!\d[–—])(?<!\d\s[–—-]\s){HALF_DAY}\s?(?P<hour>2[0-4]|[01]?\d)"
    r"(?:"
    r"\s?(?:[:.]|h(?:rs?)?\.?|[時时点點]|시)\s?(?P<minute>[0-5]\d)(?::[0-5]\d)?(?!\d|[.:]\d)[分분]?"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?(?:\s?uhr\b)?"
    r"|\s?(?P<whole_half>[ap])\.?m\b\.?"
    r"|\s?(?:uhr|h)\b"
    r")"
    r"(?!\s?[-–—]\s?\d|\s?[%%€$£])"
)
_SIGN_OF_CLOCK: Final = r"\d\s?(?:[:.]\s?[0-5]|[hH時时点點시]|[aApP]\.?[mM]|[uU][hH])"
"""What every clock time has after its hour, and most other lines with a digit have not."""
# A digit of the hour, a space and a half of the day: "오후 10:30".
_MOST_BEFORE_SIGN: Final = 4
_MINUTE: Final = (
    r"(?i)(?:(?:min(?:ut[aeo]?)?\.?|мин\.?)\s?)?(?P<minute>\d{1,3})"
    r"(?:\s?\.?\s?\+\s?(?P<extra>\d{1,2}))?"
    r"(?:['’′´]|\s['’′´](?!\w)|\s?\.?\s?(?:min|minut[aeo]?|spielminute|dk)\b\.?|\s?(?:мин|хв)\b\.?|\s?[分분])"
    r"(?:\s?\+\s?(?P<behind>\d{1,2})(?:\s?['’′])?)?"
)
_PREFIXED_MINUTE: Final = r"(?i)(?:min(?:ut[aeo]?)?\.?|мин\.?)\s?(?P<minute>\d{1,3})\b"
_OPENING: Final = r"(?i)[\s+•·|>*#(\[–—-]*(?:kl\.?\s)?"
_CLOSING: Final = r"\s?\(?[A-Z]{2,4}\)?(?=\s?[:–—|-])|\s?(?=[:–—|>)\]+])|\s?(?=[-.]\s)|(?=\n)|$"


class Stamp(NamedTuple):
    """A time as it stands in a line.

    Attributes:
        text: The time as written.
        minutes: Minutes since midnight; for a match, minutes played, times a hundred, plus those of stoppage time.
        kind: What it counts.
        start: Where it starts in the line.
        end: Where it ends.
    """

    text: str
    minutes: int
    kind: Literal["clock", "match"]
    start: int
    end: int

    def rest(self, line: str) -> str:
        """What else the line says, without the signs that part it from the time."""
        before, behind = line[: self.start].strip(" +•·|([–—-:"), line[self.end :].strip(" +•·|)]–—-:.,>\n")
        return f"{before} {behind}".strip()


def may_open_with_time(text: str) -> bool:
    """Tell whether a text may open with a time, by its first character: "kl." and "min" may stand before one."""
    first = text[:1]
    return first in "kKmM" or not (first.isascii() and first.isalpha())


def may_have_clock(line: str) -> bool:
    """Tell whether a short line has a digit with a sign of a clock time behind it."""
    return compiled(_SIGN_OF_CLOCK).search(line, 0, _MOST_CHARACTERS) is not None


def find_clock(line: str) -> Stamp | None:
    """Find the first clock time in a short line.

    Args:
        line: The line; only the first 120 characters are read.

    Returns:
        The time, or None.
    """
    sign = compiled(_SIGN_OF_CLOCK).search(line, 0, _MOST_CHARACTERS)
    if sign is None:
        return None
    match = calendar_pattern(_CLOCK).search(line, max(0, sign.start() - _MOST_BEFORE_SIGN), _MOST_CHARACTERS)
    return None if match is None else _clock(match)


def leading_clock(text: str, *, closed: bool) -> Stamp | None:
    """Read the clock time a text opens with.

    Args:
        text: A heading, or the beginning of a paragraph.
        closed: Whether a sign must part the time from the text: "14:05 – The gate opens", not "14:05 was late".

    Returns:
        The time, or None.
    """
    start = _start(text)
    first = text[start : start + 1]
    if first.isascii() and not first.isdigit():
        return None
    match = calendar_pattern(_CLOCK).match(text, start)
    if match is None or (closed and compiled(_CLOSING).match(text, match.end()) is None):
        return None
    return _clock(match)


def leading_minute(text: str) -> Stamp | None:
    """Read the minute of a match that a text opens with: "45'", "90.+3", "Min. 67"."""
    start = _start(text)
    first = text[start : start + 1]
    if not (first.isdigit() or first in "mMмМ"):
        return None
    match = compiled(_MINUTE).match(text, start)
    if match is not None:
        extra = match["extra"] or match["behind"]
    else:
        match, extra = compiled(_PREFIXED_MINUTE).match(text, start), None
    if match is None or int(match["minute"]) > _MOST_MINUTES_OF_A_MATCH:
        return None
    return Stamp(match[0], int(match["minute"]) * 100 + int(extra or 0), "match", match.start(), match.end())


def _start(text: str) -> int:
    if text[:1].isdigit() or not may_open_with_time(text):
        return 0
    opening = compiled(_OPENING).match(text, 0, _MOST_CHARACTERS)
    return opening.end() if opening is not None else 0


def _clock(match: re.Match[str]) -> Stamp | None:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or match["whole_half"] or "").lower()
    if match["morning"] or match["afternoon"]:
        half = "a" if match["morning"] else "p"
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    minutes = (hour * 60 + minute) % _MINUTES_OF_A_DAY
    return Stamp(match[0].strip(), minutes, "clock", match.start(), match.end())
