"""Datelines in scripts that run from right to left."""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.article import Dateline
from cleanarticle.fields.text.datelines.parts import (
    HEAD_LENGTH,
    DatelineMatch,
    Lead,
    is_known_agency,
    is_known_place,
    line_match,
    names_month,
    with_day,
)
from cleanarticle.fields.text.datelines.sentences import LEAST_PARAGRAPH

__all__ = ["read_right_to_left"]

_ARABIC_GLUED: Final = re.compile(
    r"(?P<place>[\u0600-\u06ff ]{2,19}[\u0600-\u06ff])-\s?(?P<agency>[\u0600-\u06ff]{3,10})?\s"
)
_PERSIAN: Final = re.compile(r"به گزارش\s(?:خبرنگار\s|خبرگزاری\s){0,2}(?P<agency>[\u0600-\u06ff]{3,12})\s?[،,؛:]\s*")
_SAUDI: Final = re.compile(
    r"(?P<place>[\u0600-\u06ff ]{3,25}?)\s(?:\d{1,2}\s[\u0600-\u06ff ]{3,15}\s\d{4}\s?هـ?\s)?(?:الموافق\s)?"
    r"(?P<day>\d{1,2}\s[\u0600-\u06ff]{3,10}\s\d{4})\s?م\s(?P<agency>[\u0600-\u06ff]{3,6})\s*[-–:]?\s*"
)


def _read_glued(text: str) -> DatelineMatch | None:
    """Read "دمشق-سانا " and "الجزائر- "."""
    match = _ARABIC_GLUED.match(text[:HEAD_LENGTH])
    if match is None or not is_known_place(match["place"].strip()):
        return None
    agency = match["agency"]
    if agency is not None and is_known_agency(agency):
        lead, line = Lead(match["place"].strip()), match.group()
        return line_match(text, lead, agency, match.end(), line)
    end = text.index("-") + 1
    if not text[end : end + 1].isspace() or len(text) < LEAST_PARAGRAPH:
        return None
    end += len(text[end:]) - len(text[end:].lstrip())
    return line_match(text, Lead(match["place"].strip()), None, end, match["place"])


def _read_arabic(text: str) -> DatelineMatch | None:
    """Read "به گزارش ایسنا، " and "الرياض … الموافق 13 فبراير 2025 م واس "."""
    match = _PERSIAN.match(text[:HEAD_LENGTH])
    if match is not None and is_known_agency(match["agency"]):
        line = match.group().rstrip(" ،,؛:")
        return DatelineMatch(Dateline(text=line, agency=match["agency"], inline=True), match.end())
    match = _SAUDI.match(text[:HEAD_LENGTH])
    if match is None or not is_known_agency(match["agency"]) or not names_month(match["day"].rsplit(" ", 1)[0]):
        return None
    lead = with_day(Lead(match["place"].strip()), match["day"])
    return line_match(text, lead, match["agency"], match.end(), text[: match.end("agency")])


def read_right_to_left(text: str) -> DatelineMatch | None:
    """Read the dateline of a paragraph that starts in Arabic letters."""
    is_arabic = "\u0600" <= text.lstrip()[:1] <= "\u06ff"
    return _read_arabic(text) or _read_glued(text) if is_arabic else None
