"""Lengths of videos and recordings."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from cleanarticle.fields.media.titles import RECORDING_WORDS

__all__ = ["find_duration", "parse_duration"]

_ISO: Final = re.compile(
    r"-?P?(?:(\d{1,4})Y)?(?:(\d{1,4})M(?=\d{1,4}D|T|\d+W|$))?(?:(\d{1,4})W)?(?:(\d{1,4})D)?T?"
    r"(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})(?:\.\d{1,30})?S)?",
    re.IGNORECASE,
)
_CLOCK: Final = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})")
_SECONDS: Final = re.compile(r"(\d{1,6})(?:\.\d{1,20})?")


def _unit(name: str) -> str:
    words = (word for of_language in RECORDING_WORDS[name].values() for word in of_language)
    return rf"\s?(?:{'|'.join(words)})\b\.?"


_LABELLED: Final = re.compile(
    rf"(?:(\d{{1,3}}){_unit('hours')}\s?)?(?:(\d{{1,3}}){_unit('minutes')}\s?)?(?:(\d{{1,2}}){_unit('seconds')})?",
    re.IGNORECASE,
)
_LINE: Final = re.compile(
    r"(?:^|[\s(|])((?:\d{1,2}:)?\d{1,2}:\d{2})(?=\s?min\b|[\s)|]|$)|^\W*(\d{1,3}\s?min\b)", re.IGNORECASE
)
_MOST_DURATION: Final = dt.timedelta(hours=24)


def parse_duration(text: str) -> dt.timedelta | None:
    """Read a length: ISO 8601, also where its letters are out of order, minutes and seconds, or seconds.

    Args:
        text: `PT2M7S`, `T13M26S`, `P5M9.49S`, `02:07`, `1:02:07`, `127`, `2 min`.

    Returns:
        The length to the second; None if there is none, for zero and for more than a day.
    """
    text = text.strip()[:60]
    for pattern, seconds in ((_CLOCK, (3600, 60, 1)), (_LABELLED, (3600, 60, 1)), (_SECONDS, (1,))):
        match = pattern.fullmatch(text)
        if match is not None and any(match.groups()):
            return _length(sum(int(part or 0) * unit for part, unit in zip(match.groups(), seconds, strict=True)))
    match = _ISO.fullmatch(text)
    if match is None or not any(match.groups()):
        return None
    years, months, weeks, days, hours, minutes, secs = (int(part or 0) for part in match.groups())
    if years or weeks:
        return None
    # Without a T, an M before seconds or at the end means minutes all the same: nothing plays for months.
    return _length(months * 60 + days * 86_400 + hours * 3600 + minutes * 60 + secs)


def find_duration(line: str) -> dt.timedelta | None:
    """Find a length in a line of a player: "Watch (2:07)", "3 min"; None if there is none."""
    match = _LINE.search(line)
    return None if match is None else parse_duration(match[1] or match[2])


def _length(seconds: int) -> dt.timedelta | None:
    return dt.timedelta(seconds=seconds) if 0 < seconds <= _MOST_DURATION.total_seconds() else None
