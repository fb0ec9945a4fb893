"""Read datelines: the start of a paragraph that says where, when and by which agency a report was filed.

A dateline is a place, then perhaps a day and an agency, then a dash, a bracket or a colon, and then the
report begins. Sentences start with places too, so something has to stand behind the place that only datelines
have (an agency, a day), or the place has to be in capitals, as only they write it, or to be known.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, NamedTuple

from cleanarticle.article import Dateline
from cleanarticle.fields.moments import find_moment, month_number
from cleanarticle.fields.names import (
    could_be_place,
    is_agency,
    is_east_asian,
    is_place,
    is_plain_place,
    is_region,
    is_weekday,
    looks_like_name,
    strip_place,
    tidy_place,
)
from cleanarticle.lexicon.words import load_words

__all__ = ["DatelineMatch", "parse_dateline"]

_HEAD_LENGTH: Final = 160


class DatelineMatch(NamedTuple):
    """A dateline at the start of a text.

    Attributes:
        dateline: What it says.
        end: Index in the text where the report begins, behind the dash and the spaces.
    """

    dateline: Dateline
    end: int


class _Lead(NamedTuple):
    """What stands before the mark: "PARIS, 13 février"."""

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
        return self.has_region or is_place(self.place) or is_place(self.place.partition(",")[0])


_KICKERS: Final = frozenset(load_words("places")["kickers"])

# --- the parts before the mark ----------------------------------------------------------------------------

_COMMA: Final = re.compile(r"\s*[,،]\s*|(?<=[A-ZА-ЯЄІЇҐ]{3})\.\s+(?=\d)|(?<=\w{4})\.\s*$")
_MONTH: Final = r"[^\s\d.,()]{3,14}\.?"
_DAY: Final = re.compile(
    rf"(?:(?P<before>{_MONTH})\s?)?(?P<number>\d{{1,2}})(?:st|nd|rd|th|er|º|\.|-го)?"
    rf"(?:\s?(?:de\s)?(?P<behind>{_MONTH}))?(?:,?\s?(?:de\s)?(?P<year>(?:19|20)\d\d)\.?)?"
    r"(?:\s?(?:г|р|року|года)\.?)?$"
)
_NUMERIC_DAY: Final = re.compile(
    r"\d{1,2}[./-]\s?\d{1,2}(?:[./-]\s?(?:\d{4}|\d{2})?)?\.?$|(?:19|20)\d\d\.?(?:\s\S{3,12}\s\d{1,2}\.?)?$"
)
_DAY_BEHIND_PLACE: Final = re.compile(r"(?P<place>\D{2,40}?)\s(?:في\s)?(?P<day>\d.{2,24})$")
_DAY_AHEAD: Final = re.compile(r"(?P<day>\d{1,2}\.\d{1,2}\.(?:\d{4})?)\s+(?P<place>\D{2,40})$")


def _is_day(text: str) -> bool:
    return _names_month(text) or _NUMERIC_DAY.match(text) is not None


def _names_month(text: str) -> bool:
    match = _DAY.match(text)
    return match is not None and any(
        written is not None and month_number(written) is not None for written in match.group("before", "behind")
    )


def _read_lead(text: str) -> _Lead | None:
    """Read place, region, day and agency, in this order or with the day first; None if there is more."""
    parts = [part for part in _COMMA.split(text.strip()) if part]
    if not 1 <= len(parts) <= 6:
        return None
    inner = _DAY_BEHIND_PLACE.match(parts[0]) or _DAY_AHEAD.match(parts[0])
    if inner is not None and _is_day(inner["day"]):
        parts[:1] = [inner["place"], inner["day"]]
    place: list[str] = []
    days: list[str] = []
    agency: str | None = None
    has_region = False
    for part in parts:
        if any(character.isdigit() for character in part):
            if not _is_day(part):
                return None
            days.append(part)
        elif days and is_weekday(part):
            days.append(part)
        elif place and is_region(part) and len(place) < 3:
            place.append(part)
            has_region = True
        elif is_agency(part) or _names_site(part):
            agency = part
        elif len(place) < 2 and could_be_place(part):
            place.append(part)
        else:
            return None
    if not place or (agency is None and len(place) > 1 and not has_region and not place[0].isupper()):
        return None
    day = find_moment(", ".join(days)) if days else None
    if isinstance(day, dt.datetime):
        day = day.date()
    return _Lead(", ".join(place), day, agency, bool(days), has_region)


_SITE: Final = re.compile(r"[\w-]{2,30}\.(?:com|co|id|co\.id|ru|ua|org|net|tv)$", re.IGNORECASE)


def _names_site(text: str) -> bool:
    return _SITE.match(text) is not None


# --- forms ------------------------------------------------------------------------------------------------

_DASH: Final = r"(?:[-–—―‒]{1,3}|ـ)"
_BRACKET_ONLY: Final = re.compile(rf"\s*\((?P<agency>[^()\d]{{2,40}})\)\s*(?:{_DASH}|:)\s*")
_BRACKETED: Final = re.compile(
    r"(?P<lead>[^()\n:;!?]{2,80}?)\s?[(\[](?P<inner>[^()\[\]\n]{2,45})[)\]]"
    rf"(?P<mark>\s*(?:\.?\s?{_DASH}|[:=/.])?)(?:\s*{_DASH})?\s*"
)
_SLASHED: Final = re.compile(
    rf"(?P<lead>[^/\n:;!?]{{2,60}}?)\s?/\s?(?P<inner>[^/\n]{{2,30}}?)\s?/\s?\.?\s?(?:{_DASH}|:)?\s*"
)
_DASHED: Final = re.compile(r"(?P<lead>[^()\n:;!?—]{2,70}?)(?P<mark>\s*—\s*|\s*--\s*|\s(?:-|–|―)\s|\s?ـ\s?)")
_AGENCY_BEHIND: Final = re.compile(
    rf"\(?(?P<agency>[^\W\d_](?:[\w.\-]|\s(?=\S)){{1,24}}?)\)?(?P<mark>\s?(?:[.,:،]|{_DASH})(?=\s|$)|\s(?=$))"
)
_CASELESS_AGENCY: Final = re.compile(
    rf"\(?(?P<agency>\w\.?\s?\w\.?\s?\w\.?(?=[\s):])|[\w.]{{2,12}})\)?(?P<mark>\s?(?:[.:،]|{_DASH})(?=\s|$)|\s|$)"
)
_REPORTER: Final = re.compile(r"\s*,?\s*(?:[^\W\d_]{2,15}\s){1,2}[^\W\d_]{2,20}\s?[.:]\s*")
_DOTTED: Final = re.compile(
    r"(?P<place>[^\W\d_][^\d.\n]{1,30}?)\.\s(?P<day>\d{1,2}\s[^\W\d_]{3,12})\.\s?"
    r"/?(?P<agency>[\w. -]{2,30}?)/?(?:\s?[-–—]\s|\.\s|\.$)"
)
_COLON: Final = re.compile(r"(?P<lead>[^()\n:;!?—]{3,40}?)\s?:\s+")
_WIRE: Final = re.compile(rf"(?P<lead>[^()\n]{{2,60}}?)\s?{_DASH}\s?\((?P<inner>[^()\n]{{2,30}})\)\s?{_DASH}\s*")
_OPENS_SENTENCE: Final = re.compile(r"[\"'“”„«»‘’¿¡(\[]{0,3}[^\W_]")


def _match(text: str, lead: _Lead, agency: str | None, end: int, line: str) -> DatelineMatch:
    place = lead.place
    if lead.is_shouted:
        city, comma, region = place.partition(",")
        place = tidy_place(city) + comma + region
    dateline = Dateline(text=line.strip(), place=place, date=lead.day, agency=agency or lead.agency, inline=True)
    return DatelineMatch(dateline, end)


def _starts_sentence(text: str) -> bool:
    """Whether a text starts as a sentence does: with anything but a small letter."""
    match = _OPENS_SENTENCE.match(text)
    return match is not None and not match.group()[-1].islower()


def _is_kicker(place: str) -> bool:
    words = place.lower().split()
    return place.lower() in _KICKERS or any(word.strip(".,'’") in _KICKERS for word in words)


def _read_bracket_only(text: str) -> DatelineMatch | None:
    """Read "(Reuters) - " and "(ANSA) - ROMA, 13 FEB - "."""
    match = _BRACKET_ONLY.match(text)
    if match is None:
        return None
    agency = match["agency"].strip()
    if not (is_agency(agency, bracketed=True) or (agency.isupper() and len(agency) < 8 and not is_region(agency))):
        return None
    inner = _DASHED.match(text[:_HEAD_LENGTH], match.end())
    if inner is not None:
        lead = _read_lead(inner["lead"])
        if lead is not None and lead.is_shouted and _starts_sentence(text[inner.end() :]):
            return _match(text, lead, agency, inner.end(), text[: inner.start("mark")])
    line = text[: match.end("agency") + 1]
    return DatelineMatch(Dateline(text=line.strip(), agency=agency, inline=True), match.end())


def _read_bracketed(text: str) -> DatelineMatch | None:
    """Read "WASHINGTON (AP) — ", "Mumbai, Feb 13 (PTI) ", "WASHINGTON (January 24, 2017) — "."""
    match = _BRACKETED.match(text[:_HEAD_LENGTH]) or _SLASHED.match(text[:_HEAD_LENGTH])
    if match is None:
        return None
    inner = match["inner"].strip()
    lead, region = _read_lead(match["lead"]), None
    if lead is None or (not lead.has_day and _is_kicker(lead.place)):
        return None
    is_dashed = bool(match.groupdict().get("mark", "").strip(" .")) or match.re is _SLASHED
    agency: str | None = inner
    if not is_agency(inner, bracketed=True):
        first, comma, second = inner.rpartition(",")
        if comma and is_agency(second, bracketed=True) and _is_day(first.strip()):
            lead, agency = _with_day(lead, first), second.strip()
        elif _names_month(inner):
            lead, agency = _with_day(lead, inner), None
        elif is_region(inner) and (lead.is_known or not inner.isupper()):
            agency, region = None, inner
        elif not _could_be_agency(inner) and not (
            _could_be_newsroom(inner) and (lead.is_shouted or (lead.is_known and lead.has_day))
        ):
            return None
        if not is_dashed or not (lead.is_shouted or lead.is_known or lead.has_day or region):
            return None
    elif not (is_dashed or lead.has_day or lead.is_shouted or lead.is_known):
        return None
    rest = text[match.end() :]
    if rest and not _starts_sentence(rest):
        return None
    return _match(
        text,
        lead,
        agency,
        match.end(),
        text[: match.start("mark") if "mark" in match.groupdict() else match.end()],
    )


def _with_day(lead: _Lead, text: str) -> _Lead:
    day = find_moment(text)
    return lead._replace(day=day.date() if isinstance(day, dt.datetime) else day, has_day=True)


def _could_be_agency(text: str) -> bool:
    """Whether an unknown abbreviation has the form of an agency's: "dpo", "KXAN"."""
    return len(text) <= 8 and " " not in text and (text.isupper() or text.islower()) and text.isalpha()


_NEWSROOM: Final = re.compile(r"[^\W\d_][\w.&'’-]{2,20}(?:\s[^\W\d_][\w.&'’-]{2,20}){0,2}$")


def _could_be_newsroom(text: str) -> bool:
    """Whether the bracket behind a sure place holds a name as agencies and papers have: "Northquay Mercury"."""
    return _NEWSROOM.match(text) is not None and all(word[0].isupper() for word in text.split())


def _is_caseless(text: str) -> bool:
    return not (text[0].isupper() or text[0].islower())


def _read_dashed(text: str) -> DatelineMatch | None:
    """Read "JERUSALEM — ", "МОСКВА, 13 фев — РИА Новости. ", "القاهرة - رويترز"."""
    match = _DASHED.match(text[:_HEAD_LENGTH])
    if match is None:
        return None
    lead = _read_lead(match["lead"])
    if lead is None or _is_kicker(lead.place):
        return None
    line = text[: match.start("mark")]
    rest = text[match.end() :]
    behind = (_CASELESS_AGENCY if _is_caseless(lead.place) else _AGENCY_BEHIND).match(rest[:60])
    if behind is not None and is_agency(behind["agency"], bracketed=True):
        end = match.end() + behind.end()
        line = text[: match.end() + behind.end("agency")]
        if behind["mark"].strip() == ",":
            reporter = _REPORTER.match(text, end)
            if reporter is None:
                return None
            line, end = text[: reporter.end()].rstrip(" .:"), reporter.end()
        end += len(text[end:]) - len(text[end:].lstrip(" -–—ـ:"))
        return _match(text, lead, behind["agency"].strip(), end, line)
    if not _starts_sentence(rest) or not _stands_alone(lead, match["mark"].strip(), rest):
        return None
    return _match(text, lead, None, match.end(), line)


def _stands_alone(lead: _Lead, mark: str, rest: str) -> bool:
    """Whether place and dash, without an agency, are a dateline and not the start of a sentence or a list."""
    if lead.agency is not None:
        return True
    if lead.has_day:
        return lead.is_shouted or lead.is_known
    if not rest or is_place(re.split(r"[\s,:;–—-]", rest, maxsplit=1)[0]):
        return False
    is_long = mark in ("—", "--")
    if lead.is_shouted:
        return (is_long and _reads_as_sentence(rest)) or is_plain_place(lead.place) or lead.has_region
    # "Berlin – Die Regierung …", but not "London – The capital – …".
    is_single = not re.search(rf"\s{re.escape(mark)}\s", rest[:80])
    return is_plain_place(lead.place) and is_single and _reads_as_sentence(rest) and len(rest) > 40


def _reads_as_sentence(text: str) -> bool:
    """Whether the words behind the first are mostly small: a sentence, no headline."""
    words = [word for word in text[:80].split()[1:8] if word[0].isalpha()]
    return not words or not text[0].isascii() or sum(word[0].islower() for word in words) * 2 >= len(words)


def _read_dotted(text: str) -> DatelineMatch | None:
    """Read "КИЇВ. 13 лютого. УНІАН. " and "Москва. 13 февраля. ИНТЕРФАКС - "."""
    match = _DOTTED.match(text[:_HEAD_LENGTH])
    if match is None or not is_agency(match["agency"], bracketed=True) or not could_be_place(match["place"]):
        return None
    if not _is_day(match["day"]):
        return None
    lead = _Lead(match["place"].strip(), has_day=True)
    return _match(text, lead, match["agency"].strip(), match.end(), text[: match.end("agency")])


def _read_colon(text: str) -> DatelineMatch | None:
    """Read "NEW DELHI: " and, before a sentence, "New Delhi: "."""
    match = _COLON.match(text[:_HEAD_LENGTH])
    if match is None:
        return None
    lead = _read_lead(match["lead"])
    if lead is None or not is_plain_place(lead.place.partition(",")[0]):
        return None
    rest = text[match.end() :]
    if not _starts_sentence(rest) or not _reads_as_sentence(rest):
        return None
    if not (lead.is_shouted or lead.has_day) and len(rest) < 100:
        return None
    return _match(text, lead, None, match.end(), text[: match.end("lead")])


def _read_wire(text: str) -> DatelineMatch | None:
    """Read "NEW YORK--(BUSINESS WIRE)--" and "TOKYO -- (Kyodo) --"."""
    match = _WIRE.match(text[:_HEAD_LENGTH])
    if match is None or not is_agency(match["inner"], bracketed=True):
        return None
    lead = _read_lead(match["lead"])
    if lead is None:
        return None
    return _match(text, lead, match["inner"].strip(), match.end(), text[: match.end("inner") + 1])


# --- East Asia --------------------------------------------------------------------------------------------

_HAN: Final = "\u4e00-\u9fff"
_HAN_FILED: Final = re.compile(
    rf"(?P<open>[（(【\[]?)\s?(?P<where>[{_HAN}]{{2,14}}?)?\s?(?:(?P<year>\d{{4}})年)?(?:(?P<month>\d{{1,2}})月)?"
    rf"(?P<day>\d{{1,2}})日(?:专|專|综合|綜合|外)?(?:电|電|讯|訊)\s?[）)】\]]?\s?(?:[（(](?:[^（()）]{{0,8}})?(?:记者|記者)[^（()）]{{1,30}}[）)])?\s*[-–—:：]?\s*"
)
_JAPANESE_FILED: Final = re.compile(
    r"【(?P<place>[^】＝=]{2,12}?)(?:[＝=](?P<who>[^】]{2,20})|(?P<agency>共同|時事|ロイター))】\s*"
)
_JAPANESE_WIRE: Final = re.compile(
    r"[\[［](?P<place>[^\]］\d]{2,12}?)[\s\u3000](?:\d{1,2}月)?[\d０-９]{1,2}日[\s\u3000](?P<agency>[^\]］]{2,12})[\]］]\s*[-–—－]?\s*"
)
_KOREAN_FILED: Final = re.compile(
    r"[(\[（【［](?P<place>[^=)\]＝]{1,20})[=＝](?P<who>[^)\]）】］]{2,20})[)\]）】］]\s*"
    r"(?P<reporter>[가-힣\s,·]{2,40}?(?:기자|특파원|통신원|기자단))?\s?(?:=\s?)?"
)
_KOREAN_PAPERS: Final = ("통신", "일보", "신문", "방송")
_HAN_REPORTER: Final = re.compile(rf"(?:特派员|特派員|记者|記者)[{_HAN}]{{2,4}}$")


def _read_east_asian(text: str) -> DatelineMatch | None:
    head = text[:_HEAD_LENGTH]
    match = _HAN_FILED.match(head)
    if match is not None and (match["where"] or match["open"]):
        return _read_han(text, match)
    match = _JAPANESE_FILED.match(head) or _JAPANESE_WIRE.match(head)
    if match is not None:
        groups = match.groupdict()
        who = groups.get("who")
        agency = groups.get("agency") or (who if who and is_agency(who, bracketed=True) else None)
        if agency is None and not (who and (is_place(match["place"]) or looks_like_name(who))):
            return None
        dateline = Dateline(
            text=match.group().rstrip(" -–—－"), place=match["place"].strip(), agency=agency, inline=True
        )
        return DatelineMatch(dateline, match.end())
    match = _KOREAN_FILED.match(head)
    if match is None:
        return None
    who = match["who"].strip()
    agency = who if is_agency(who, bracketed=True) or "뉴스" in who or who.endswith(_KOREAN_PAPERS) else None
    if agency is None and not is_place(match["place"].strip()):
        return None
    line = text[: match.end()].rstrip(" =")
    return DatelineMatch(Dateline(text=line, place=match["place"].strip(), agency=agency, inline=True), match.end())


def _read_han(text: str, match: re.Match[str]) -> DatelineMatch | None:
    """Read "新华社北京2月13日电", "（中央社記者王小明台北13日電）"."""
    where, place = strip_place(match["where"] or "")
    reporter = _HAN_REPORTER.search(where)
    agency: str | None = where[: reporter.start()] if reporter is not None else where
    if agency and not is_agency(agency, bracketed=True):
        if place is not None:
            return None
        agency, place = _part_agency(agency)
    if not agency and not place:
        return None
    day = None
    if match["year"] and match["month"]:
        found = find_moment(f"{match['year']}-{match['month']}-{match['day']}")
        day = found.date() if isinstance(found, dt.datetime) else found
    line = match.group().rstrip(" -–—:：")
    return DatelineMatch(Dateline(text=line, place=place, date=day, agency=agency or None, inline=True), match.end())


def _part_agency(text: str) -> tuple[str | None, str | None]:
    """Part a known agency from the unknown place behind it."""
    for length in range(min(6, len(text)), 1, -1):
        if is_agency(text[:length], bracketed=True):
            return text[:length], text[length:] or None
    return None, text if len(text) <= 5 else None


# --- the start of a paragraph -----------------------------------------------------------------------------

_MARKS: Final = frozenset("—–-(（【[［:=./ـ")
_READERS: Final = (_read_wire, _read_bracketed, _read_dotted, _read_dashed, _read_colon)


def parse_dateline(text: str) -> DatelineMatch | None:
    """Read the dateline at the start of a paragraph.

    Args:
        text: The paragraph, or its first hundred characters and more.

    Returns:
        The dateline, and where the report begins. Its date is set only if the line names day, month and year.
        None if the paragraph starts without one, and for sentences that merely start with a place.
    """
    head = text[:_HEAD_LENGTH]
    if not _MARKS.intersection(head[:100]):
        return None
    first = head.lstrip()[:1]
    if not first:
        return None
    if first in "(（【[［" or is_east_asian(head[:12]):
        found = _read_east_asian(text)
        if found is not None or first != "(":
            return found
        return _read_bracket_only(text)
    for read in _READERS:
        found = read(text)
        if found is not None:
            return found
    return None
