"""The parts of a dateline: what may be its place, its day and its agency."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, NamedTuple

from cleanarticle.article import Dateline
from cleanarticle.fields.text.dates.moments import find_moment
from cleanarticle.fields.text.dates.months import month_number
from cleanarticle.fields.text.names import (
    could_be_place,
    given_names,
    is_agency,
    is_honorific,
    is_place,
    is_plain_place,
    is_region,
    is_role,
    is_weekday,
    tidy_place,
)
from cleanarticle.lexicon.words import load_words

__all__ = [
    "DASH",
    "HEAD_LENGTH",
    "DatelineMatch",
    "Lead",
    "could_be_abbreviation",
    "is_city",
    "is_day",
    "is_kicker",
    "is_known_agency",
    "is_known_place",
    "is_remark",
    "is_title",
    "line_match",
    "names_month",
    "names_site",
    "read_lead",
    "with_day",
]

DASH: Final = r"(?:[-–—―‒]{1,3}|ـ)"
"""Pattern of the dash between a dateline and the report."""
HEAD_LENGTH: Final = 160
"""Characters of a paragraph in which a dateline ends."""

_WORDS: Final = load_words("datelines")


def _folded(words: list[str]) -> frozenset[str]:
    return frozenset(word.casefold() for word in words)


_AGENCIES: Final = _folded(_WORDS["agencies"])
_CITIES: Final = _folded(_WORDS["cities"])
_REMARKS: Final = _folded(_WORDS["remarks"])
_LABEL_WORDS: Final = _folded(_WORDS["label_words"])
_PLACE_SUFFIXES: Final = _folded(_WORDS["place_suffixes"])
_AGENCY_OPENERS: Final = tuple(f"{word} " for word in _WORDS["agency_openers"])
_CORRESPONDENTS: Final = tuple(_WORDS["correspondents"])
_KICKERS: Final = frozenset(load_words("places")["kickers"])


class DatelineMatch(NamedTuple):
    """A dateline at the start of a text.

    Attributes:
        dateline: What it says.
        end: Index in the text where the report begins, behind the dash and the spaces.
    """

    dateline: Dateline
    end: int


class Lead(NamedTuple):
    """What stands before the mark: "PARIS, 13 février".

    Attributes:
        place: The place, with its region; empty if there is none.
        day: The day, if it is complete.
        agency: The agency, if it stands here.
        has_day: Whether a day is named, complete or not.
        has_region: Whether a known region stands behind the place.
    """

    place: str
    day: dt.date | None = None
    agency: str | None = None
    has_day: bool = False
    has_region: bool = False

    @property
    def is_shouted(self) -> bool:
        """Whether the place is in capitals; its region need not be."""
        city = self.place.partition(",")[0]
        return city.isupper() and sum(character.isalpha() for character in city) > 2

    @property
    def is_known(self) -> bool:
        """Whether the place is a known one, or stands in a known region."""
        return self.has_region or is_known_place(self.place) or is_known_place(self.place.partition(",")[0])

    @property
    def is_plain(self) -> bool:
        """Whether the place is a known one, and nothing else."""
        return _is_plain_known_place(self.place) or _is_plain_known_place(self.place.partition(",")[0])


def line_match(text: str, lead: Lead, agency: str | None, end: int, line: str) -> DatelineMatch:
    """Make the match of a lead and an agency."""
    place = lead.place
    if lead.is_shouted:
        city, *regions = place.split(",")
        place = ",".join([tidy_place(city), *(_tidy_region(region) for region in regions)])
    name = agency or lead.agency
    if name is not None:
        name = next((name[len(word) :].strip() for word in _CORRESPONDENTS if name.lower().startswith(word)), name)
    dateline = Dateline(text=line.strip(), place=place or None, date=lead.day, agency=name, inline=True)
    return DatelineMatch(dateline, end)


def _tidy_region(region: str) -> str:
    name = region.strip()
    return f" {tidy_place(name)}" if name.isupper() and name.isalpha() and len(name) > 3 else region


# --- places -----------------------------------------------------------------------------------------------


def is_known_place(text: str) -> bool:
    """Tell whether a text is a known city, country or region, or several joined by a slash."""
    return is_place(text) or all(part.strip().casefold() in _CITIES or is_place(part) for part in text.split("/"))


def _is_plain_known_place(text: str) -> bool:
    """Tell whether a text is a known place, and neither a common word nor a first name."""
    return is_plain_place(text) or all(
        part.strip().casefold() in _CITIES or is_plain_place(part) for part in text.split("/")
    )


def is_city(text: str) -> bool:
    """Tell whether a text is a known place that is no country, or one that is a city too."""
    return text.casefold() in _CITIES or (is_known_place(text) and not is_region(text))


def is_kicker(place: str) -> bool:
    """Tell whether one of the words is a label: "INTERVIEW", "CHAPTER ONE", "MODERATOR"."""
    words = [word.strip(".,'’") for word in place.lower().split()]
    return place.lower() in _KICKERS or any(word in _KICKERS for word in words) or words[0] in _LABEL_WORDS


def is_title(place: str) -> bool:
    """Tell whether an unknown name is that of a person or a work rather than a place: "LONDON CALLING", "DR. DOE"."""
    words = place.partition(",")[0].split()
    if is_honorific(words[0]) or any(is_role(word) for word in words):
        return True
    if words[0].lower() == "the" or (len(words) > 1 and words[0].casefold() in given_names()):
        return True
    if len(words) > 1 and words[-1].casefold() not in _PLACE_SUFFIXES:
        return any(is_plain_place(" ".join(words[:count])) for count in range(1, len(words)))
    return False


# --- agencies ---------------------------------------------------------------------------------------------

_SITE: Final = re.compile(r"[\w-]{2,30}\.(?:com|co|id|co\.id|ru|ua|org|net|tv|de|info|news|az|uz)$", re.IGNORECASE)
_CALL_SIGN: Final = re.compile(r"[KW][A-Z]{3}(?:-TV)?$")
_JOINT: Final = re.compile(r"\s?[/+–-]\s?|\s+and\s+")
_ABBREVIATION: Final = re.compile(r"[^\W\d_]{2,6}(?:[/-][^\W\d_]{2,14})?$")


def names_site(text: str) -> bool:
    """Tell whether a text is the address of a site: "KOMPAS.com"."""
    return _SITE.match(text) is not None


def is_known_agency(text: str) -> bool:
    """Tell whether a text, where only an agency stands, names one or several known ones."""
    text = text.strip()
    text = next((text[len(word) :].strip() for word in _CORRESPONDENTS if text.lower().startswith(word)), text)
    if is_agency(text, bracketed=True) or text.casefold() in _AGENCIES or _CALL_SIGN.match(text):
        return True
    if text.lower().startswith(_AGENCY_OPENERS) or names_site(text):
        return True
    parts = _JOINT.split(text)
    return len(parts) > 1 and any(is_agency(part, bracketed=True) or part.casefold() in _AGENCIES for part in parts)


def could_be_abbreviation(text: str) -> bool:
    """Tell whether an unknown abbreviation has the form of an agency's: "dpo", "KXAN", "upm/ch"."""
    if is_remark(text) or _ABBREVIATION.match(text) is None:
        return False
    return text.islower() or (len(text) <= 8 and text.isupper() and text.isalpha())


def is_remark(text: str) -> bool:
    """Tell whether what stands in the bracket behind a name is a remark: "pictured", "NYSE: HRB"."""
    return text.partition(":")[0].strip().casefold() in _REMARKS


# --- days -------------------------------------------------------------------------------------------------

_MONTH: Final = r"[^\s\d.,()]{3,14}\.?"
_DAY: Final = re.compile(
    rf"(?:(?:le|den|el|em|il|am)\s)?(?:(?P<before>{_MONTH})\s?)?(?P<number>\d{{1,2}})"
    rf"(?:st|nd|rd|th|er|º|\.|-го)?"
    rf"(?:\s?(?:de\s)?(?P<behind>{_MONTH}))?(?:,?\s?(?:de\s)?(?P<year>(?:19|20)\d\d)\.?)?"
    r"(?:\s?(?:г|р|року|года|d)\.?)?$"
)
_NUMERIC_DAY: Final = re.compile(
    r"\d{1,2}[./-]\s?\d{1,2}(?:[./-]\s?(?:\d{4}|\d{2})?)?\.?$|(?:19|20)\d\d\.?(?:\s\S{3,12}\s\d{1,2}\.?)?$"
)
_BARE_DAY: Final = re.compile(r"\d{1,2}$")


def is_day(text: str) -> bool:
    """Tell whether a part of a lead is a day, with or without its year."""
    return names_month(text) or _NUMERIC_DAY.match(text) is not None


def names_month(text: str) -> bool:
    """Tell whether a part of a lead is a day with a month's name."""
    match = _DAY.match(text)
    return match is not None and any(
        written is not None and month_number(written) is not None for written in match.group("before", "behind")
    )


def with_day(lead: Lead, text: str) -> Lead:
    """The lead with a day that stands elsewhere."""
    day = find_moment(text)
    return lead._replace(day=day.date() if isinstance(day, dt.datetime) else day, has_day=True)


# --- the lead ---------------------------------------------------------------------------------------------

_COMMA: Final = re.compile(r"\s*[,،]\s*|(?<=[A-ZА-ЯЄІЇҐ]{3})\.\s+(?=\d)|(?<=\w{4})\.\s+(?=\d\d?/)|(?<=\w{4})\.\s*$")
_DAY_BEHIND_PLACE: Final = re.compile(r"(?P<place>\D{2,40}?)\s(?:في\s)?(?P<day>\d.{2,24})$")
_DAY_AHEAD: Final = re.compile(r"(?P<day>\d{1,2}\.\d{1,2}\.(?:\d{4})?)\s+(?P<place>\D{2,40})$")


def read_lead(text: str, *, may_lack_month: bool = False, may_lack_place: bool = False) -> Lead | None:
    """Read place, region, day and agency, in this order or with the day first.

    Args:
        text: What stands before the mark.
        may_lack_month: Whether a number alone may be the day: "SEVILLA, 13".
        may_lack_place: Whether a day alone is enough.

    Returns:
        The lead; None if there is anything else.
    """
    parts = [part for part in _COMMA.split(text.strip()) if part]
    if not 1 <= len(parts) <= 6:
        return None
    inner = _DAY_BEHIND_PLACE.match(parts[0]) or _DAY_AHEAD.match(parts[0])
    if inner is not None and is_day(inner["day"]):
        parts[:1] = [inner["place"], inner["day"]]
    place: list[str] = []
    days: list[str] = []
    agency: str | None = None
    has_region = False
    for part in parts:
        if names_site(part):
            agency = part
        elif any(character.isdigit() for character in part):
            if not is_day(part) and not (may_lack_month and _BARE_DAY.match(part)):
                return None
            days.append(part)
        elif days and is_weekday(part):
            days.append(part)
        elif place and is_region(part) and len(place) < 3:
            place.append(part)
            has_region = True
        elif _is_agency_part(part, has_day=bool(days)):
            agency = part
        elif len(place) < 2 and could_be_place(part):
            place.append(part)
        else:
            return None
    if not place and not (may_lack_place and days):
        return None
    if place and agency is None and len(place) > 1 and not has_region and not place[0].isupper():
        return None
    day = find_moment(", ".join(days)) if days else None
    if isinstance(day, dt.datetime):
        day = day.date()
    return Lead(", ".join(place), day, agency, bool(days), has_region)


def _is_agency_part(part: str, *, has_day: bool) -> bool:
    """Whether a part between commas is an agency: behind a day an unknown abbreviation may be one."""
    if is_agency(part) or part.lower().startswith(_AGENCY_OPENERS):
        return True
    return has_day and (part.casefold() in _AGENCIES or (part.isupper() and part.isalpha() and 2 <= len(part) <= 6))
