"""House forms of datelines in scripts with spaces between the words."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from typing import Final

from cleanarticle.article import Dateline
from cleanarticle.fields.dateline_parts import (
    HEAD_LENGTH,
    DatelineMatch,
    Lead,
    could_be_abbreviation,
    is_city,
    is_day,
    is_kicker,
    is_known_agency,
    is_known_place,
    is_remark,
    is_title,
    line_match,
    names_month,
    read_lead,
    with_day,
)
from cleanarticle.fields.names import could_be_place, is_place, is_region

__all__ = ["READERS", "read_bracket_alone"]

_DASH: Final = r"(?:[-–—―‒]{1,3}|ـ)"
_LEAST_SENTENCE: Final = 30
_LEAST_PARAGRAPH: Final = 60
_MOST_COMMAS: Final = 4

# --- what stands behind the mark --------------------------------------------------------------------------

_OPENS_SENTENCE: Final = re.compile(r"[\"'“”„«»‘’¿¡(\[]{0,3}[^\W_]")
_ENGLISH: Final = re.compile(r"\b(?:the|it|is|was)\b", re.IGNORECASE)


def _starts_sentence(text: str) -> bool:
    """Whether a text starts as a sentence does: with anything but a small letter."""
    match = _OPENS_SENTENCE.match(text)
    return match is not None and not match.group()[-1].islower()


def _reads_as_sentence(text: str) -> bool:
    """Whether two in five of the words behind the first are small: a sentence, even a German one, no headline."""
    words = [word for word in text[:80].split()[1:8] if word[0].isalpha()]
    return not words or not text[0].isascii() or sum(word[0].islower() for word in words) * 5 >= len(words) * 2


def _is_caseless(text: str) -> bool:
    return not (text[0].isupper() or text[0].islower())


def _is_question(text: str) -> bool:
    return len(text) < _LEAST_PARAGRAPH and text.rstrip().endswith("?")


# --- the agency in brackets -------------------------------------------------------------------------------

_BRACKET_ALONE: Final = re.compile(rf"\s*\((?P<agency>[^()\d]{{2,40}})\)(?P<mark>\s*(?:\.?\s?{_DASH}|:))?\s*")
_BRACKETED: Final = re.compile(
    r"(?P<lead>[^()\n:;!?]{2,80}?)\s?[(\[](?P<inner>[^()\[\]\n]{2,45})[)\]]"
    rf"(?P<mark>\s*(?:\.?\s?{_DASH}|[:=/.।])?)(?:\s*{_DASH})?\s*"
)
_SLASHED: Final = re.compile(
    rf"(?P<lead>[^/\n:;!?]{{2,60}}?)\s?/\s?(?P<inner>[^/\n]{{2,30}}?)\s?/"
    rf"(?P<day>\s[^/\n]{{6,25}}\s/)?(?P<mark>)\s?\.?\s?(?:{_DASH}|:)?\s*"
)
_INDIAN: Final = re.compile(
    r"(?P<place>[^()\[\],\n]{2,40}?)\s?(?:\([^()\n]{2,25}\)\s?)?\[[^\[\]\d\n]{2,20}\],?\s"
    r"(?P<day>[^()\n]{3,12}\s\d{1,2}(?:,\s\d{4})?)\s?\((?P<agency>[^()\n]{2,20})\)\s?[:–—-]?\s*"
)
_WIRE: Final = re.compile(rf"(?P<lead>[^()\n]{{2,60}}?)\s?{_DASH}\s?\((?P<inner>[^()\n]{{2,30}})\)\s?(?:{_DASH}|:)\s*")
_ARABIC_NUMBERS: Final = re.compile(
    rf"(?P<lead>[^\d()\n]{{2,30}}?)\s?-\s?\d{{1,2}}\s?-\s?\d{{1,2}}\s?\((?P<inner>[^()\n]{{2,20}})\)\s?{_DASH}\s*"
)


def read_bracket_alone(text: str) -> DatelineMatch | None:
    """Read "(Reuters) - ", "(Ottawa) " and "(ANSA) - ROMA, 13 FEB - "."""
    match = _BRACKET_ALONE.match(text[:HEAD_LENGTH])
    if match is None:
        return None
    inside, rest = match["agency"].strip(), text[match.end() :]
    line = text[: match.end("agency") + 1].strip()
    if not match["mark"]:
        return _bracket_without_mark(text, inside, match.end(), line)
    if not (is_known_agency(inside) or (inside.isupper() and len(inside) < 8 and not is_region(inside))):
        return None
    inner = _DASHED.match(text[:HEAD_LENGTH], match.end())
    if inner is not None:
        lead = read_lead(inner["lead"])
        is_sure = lead is not None and (lead.is_shouted or (lead.has_day and lead.is_known))
        if lead is not None and is_sure and _starts_sentence(text[inner.end() :]):
            return line_match(text, lead, inside, inner.end(), text[: inner.start("mark")])
    if rest and not _starts_sentence(rest):
        return None
    return DatelineMatch(Dateline(text=line, agency=inside, inline=True), match.end())


def _bracket_without_mark(text: str, inside: str, end: int, line: str) -> DatelineMatch | None:
    rest = text[end:]
    if len(rest) < _LEAST_SENTENCE or not _starts_sentence(rest) or not _reads_as_sentence(rest):
        return None
    if is_known_agency(inside):
        return DatelineMatch(Dateline(text=line, agency=inside, inline=True), end)
    if is_city(inside) and inside[0].isupper():
        return DatelineMatch(Dateline(text=line, place=inside, inline=True), end)
    return None


def _read_bracketed(text: str) -> DatelineMatch | None:
    """Read "WASHINGTON (AP) — ", "Mumbai, Feb 13 (PTI) ", "WASHINGTON (January 24, 2017) — "."""
    match = _BRACKETED.match(text[:HEAD_LENGTH]) or _SLASHED.match(text[:HEAD_LENGTH])
    if match is None:
        return None
    inner = match["inner"].strip()
    is_known = is_known_agency(inner) and not (inner.islower() and is_remark(inner))
    lead = read_lead(match["lead"], may_lack_month=is_known, may_lack_place=is_known)
    if lead is None or (not lead.has_day and is_kicker(lead.place)):
        return None
    is_slashed = match.re is _SLASHED
    if is_slashed and not is_known:
        return None
    if is_slashed and match["day"] and is_day(match["day"].strip(" /")):
        lead = with_day(lead, match["day"].strip(" /"))
    is_dashed = bool(match["mark"].strip(" .")) or is_slashed
    agency: str | None = inner
    if is_known:
        if not (is_dashed or lead.has_day or lead.is_shouted or lead.is_known or not lead.place):
            return None
    else:
        unknown = _unknown_bracket(lead, inner, is_dashed=is_dashed, mark=match["mark"].strip())
        if unknown is None:
            return None
        lead, agency = unknown
    rest = text[match.end() :]
    if rest and not _starts_sentence(rest):
        return None
    end = match.end() if is_slashed else match.start("mark")
    return line_match(text, lead, agency, match.end(), text[:end].rstrip(" .-–—:") if is_slashed else text[:end])


def _unknown_bracket(lead: Lead, inner: str, *, is_dashed: bool, mark: str) -> tuple[Lead, str | None] | None:
    """Read a bracket that names no known agency: a day, a region, or an agency nobody has listed."""
    is_sure = lead.is_shouted or lead.is_known or lead.has_day
    first, comma, second = inner.rpartition(",")
    if comma and is_known_agency(second) and is_day(first.strip()):
        return (with_day(lead, first), second.strip()) if is_sure else None
    if names_month(inner):
        return (with_day(lead, inner), None) if is_dashed and is_sure else None
    if is_region(inner):
        return (lead, None) if is_dashed and lead.is_known else None
    if is_remark(inner) or is_place(inner) or is_title(lead.place):
        return None
    if could_be_abbreviation(inner):
        is_marked = is_dashed or mark == "."
        is_single = " " not in lead.place and lead.place[:1].isupper() and inner.islower()
        return (lead, inner) if is_marked and (is_sure or is_single) else None
    if not is_dashed or not _could_be_newsroom(inner):
        return None
    sure = sum((lead.is_known, lead.is_shouted, lead.has_day))
    return (lead, inner) if sure > 1 else None


_NEWSROOM: Final = re.compile(r"[^\W\d_][\w.&'’-]{2,20}(?:\s[^\W\d_][\w.&'’-]{2,20}){0,2}$")


def _could_be_newsroom(text: str) -> bool:
    """Whether the bracket behind a sure place holds a name as agencies and papers have: "Northquay Mercury"."""
    return _NEWSROOM.match(text) is not None and all(word[0].isupper() for word in text.split())


def _read_wire(text: str) -> DatelineMatch | None:
    """Read "NEW YORK--(BUSINESS WIRE)--" and "TOKYO -- (Kyodo) --"."""
    match = _WIRE.match(text[:HEAD_LENGTH]) or _ARABIC_NUMBERS.match(text[:HEAD_LENGTH])
    if match is None or not is_known_agency(match["inner"]):
        return None
    lead = read_lead(match["lead"])
    if lead is None:
        return None
    if match.re is _ARABIC_NUMBERS:
        lead = lead._replace(has_day=True)
    return line_match(text, lead, match["inner"].strip(), match.end(), text[: match.end("inner") + 1])


def _read_indian(text: str) -> DatelineMatch | None:
    """Read "New Delhi [India], February 13 (ANI): "."""
    match = _INDIAN.match(text[:HEAD_LENGTH])
    if match is None or not is_known_agency(match["agency"]) or not names_month(match["day"]):
        return None
    if not could_be_place(match["place"].strip()):
        return None
    lead = with_day(Lead(match["place"].strip()), match["day"])
    return line_match(text, lead, match["agency"].strip(), match.end(), text[: match.end("agency") + 1])


# --- a dash -----------------------------------------------------------------------------------------------

_DASHED: Final = re.compile(
    r"(?P<lead>[^()\n:;!?—]{2,70}?)(?P<mark>\s*—\s*|\s*--\s*|\.\s?[-–]\s*|\s(?:-|–|―)\s|\s?ـ\s?)"
)
_AGENCY_BEHIND: Final = re.compile(
    rf"\(?(?P<agency>[^\W\d_](?:[\w.\-]|\s(?=\S)){{1,24}}?)\)?(?P<mark>\s?(?:[.,:،]|{_DASH})(?=\s|$)|\s(?=$))"
)
_CASELESS_AGENCY: Final = re.compile(
    rf"\(?(?P<agency>\w\.?\s?\w\.?\s?\w\.?(?=[\s):])|[\w.]{{2,12}})\)?(?P<mark>\s?(?:[.:،]|{_DASH})(?=\s|$)|\s|$)"
)
_REPORTER: Final = re.compile(r"\s*,?\s*(?:[^\W\d_]{2,15}\s){1,2}[^\W\d_]{2,20}\s?[.:]\s*")


def _read_dashed(text: str) -> DatelineMatch | None:
    """Read "JERUSALEM — ", "МОСКВА, 13 фев — РИА Новости. ", "القاهرة - رويترز"."""
    match = _DASHED.match(text[:HEAD_LENGTH])
    if match is None:
        return None
    line = text[: match.start("mark")]
    if match["mark"].startswith(".") and _is_abbreviated_region(line.rpartition(", ")[2]):
        line += "."
    lead = read_lead(line)
    if lead is None or not lead.place or is_kicker(lead.place):
        return None
    rest = text[match.end() :]
    behind = (_CASELESS_AGENCY if _is_caseless(lead.place) else _AGENCY_BEHIND).match(rest[:60])
    if behind is not None and is_known_agency(behind["agency"]):
        end = match.end() + behind.end()
        line = text[: match.end() + behind.end("agency")]
        if behind["mark"].strip() == ",":
            reporter = _REPORTER.match(text, end)
            if reporter is None:
                return None
            line, end = text[: reporter.end()].rstrip(" .:"), reporter.end()
        end += len(text[end:]) - len(text[end:].lstrip(" -–—ـ:"))
        return line_match(text, lead, behind["agency"].strip(), end, line)
    may_go_on_small = lead.day is not None and lead.is_known
    if not (_starts_sentence(rest) or may_go_on_small) or not _stands_alone(lead, match["mark"].strip(), rest):
        return None
    return line_match(text, lead, None, match.end(), line)


def _is_abbreviated_region(text: str) -> bool:
    return is_region(text) and ("." in text or (len(text) <= 5 and not text.isupper()))


def _stands_alone(lead: Lead, mark: str, rest: str) -> bool:
    """Whether place and dash, without an agency, are a dateline and not the start of a sentence or a list."""
    if lead.agency is not None:
        return True
    if lead.has_day:
        return lead.is_shouted or lead.is_known
    if not rest or _is_question(rest):
        return False
    first = re.split(r"[\s,:;–—-]", rest, maxsplit=1)[0]
    if len(first) > 3 and is_place(first):
        return False
    is_long = mark in ("—", "--") or mark.startswith(".")
    city = lead.place.partition(",")[0]
    if lead.is_shouted:
        if lead.has_region or (lead.is_plain and is_city(city)):
            return True
        is_unknown = not is_known_place(city) and len(city) > 3 and not is_title(city)
        return is_long and (is_unknown or is_city(city)) and _reads_as_sentence(rest) and len(rest) > _LEAST_SENTENCE
    # "Berlin – Die Regierung …", but not "London – The capital – …".
    is_single = not re.search(rf"\s{re.escape(mark)}\s", rest[:80])
    return lead.is_plain and is_city(city) and is_single and _reads_as_sentence(rest) and len(rest) > 40


_ARABIC_GLUED: Final = re.compile(
    r"(?P<place>[\u0600-\u06ff ]{2,19}[\u0600-\u06ff])-\s?(?P<agency>[\u0600-\u06ff]{3,10})?\s"
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
    if not text[end : end + 1].isspace() or len(text) < _LEAST_PARAGRAPH:
        return None
    end += len(text[end:]) - len(text[end:].lstrip())
    return line_match(text, Lead(match["place"].strip()), None, end, match["place"])


# --- a full stop, a comma, a colon, a bar -----------------------------------------------------------------

_DOTTED: Final = re.compile(
    r"(?P<place>[^\W\d_][^\d.\n]{1,30}?)\.\s(?:(?P<day>\d{1,2}\s[^\W\d_]{3,12})\.\s?)?"
    r"/?(?P<agency>[\w. -]{2,30}?)/?(?:\s?[-–—]\s|\.\s|\.$)"
)
_DOTTED_PLACE: Final = re.compile(r"(?P<place>[^\W\d_][^\d.\n()]{2,30}?)\.\s+")
_DOTTED_DAY: Final = re.compile(
    r"(?P<lead>[^\W\d_][^()\n:;!?]{2,40}?(?:\s[^\W\d_]{3,12}\.?\s\d{1,2}|\s\d{1,2}\s[^\W\d_]{3,12}))\.\s+"
)
_COMMA: Final = re.compile(r",\s")
_AGENCY_BY_COMMA: Final = re.compile(
    r"(?P<agency>[^\W\d_][\w-]{1,20}(?P<second>\s[^\W\d_][\w-]{1,20})?)"
    r"(?P<mark>\s?(?:\.\s?[-–—]|[.:])\s+|\s)"
)
_AGENCY_AND_DAY: Final = re.compile(r"(?P<agency>[^\W\d_][\w ]{1,20}?),\s(?P<day>\d{1,2}\s[^\W\d_]{3,12})\.\s+")
_COLON: Final = re.compile(r"(?P<lead>[^()\n:;!?—]{3,40}?)\s?:\s+")
_BAR: Final = re.compile(r"(?P<place>[^\W\d_][^\d|\n()]{2,30}?)\s(?P<agency>[^\W\d_]{2,6})\s?\|\s?")
_DAY_AND_BAR: Final = re.compile(r"(?P<day>\d{1,2}\.\d{1,2}\.(?:19|20)\d\d)\s?[|–—-]\s?(?=[^\W\d_])")
_PERSIAN: Final = re.compile(r"به گزارش\s(?:خبرنگار\s|خبرگزاری\s){0,2}(?P<agency>[\u0600-\u06ff]{3,12})\s?[،,؛:]\s*")
_SAUDI: Final = re.compile(
    r"(?P<place>[\u0600-\u06ff ]{3,25}?)\s(?:\d{1,2}\s[\u0600-\u06ff ]{3,15}\s\d{4}\s?هـ?\s)?(?:الموافق\s)?"
    r"(?P<day>\d{1,2}\s[\u0600-\u06ff]{3,10}\s\d{4})\s?م\s(?P<agency>[\u0600-\u06ff]{3,6})\s*[-–:]?\s*"
)


def _read_dotted(text: str) -> DatelineMatch | None:
    """Read "КИЇВ. 13 лютого. УНІАН. ", "АСТАНА. КАЗИНФОРМ – " and "Москва. 13 февраля. ИНТЕРФАКС - "."""
    match = _DOTTED.match(text[:HEAD_LENGTH])
    if match is None or not is_known_agency(match["agency"]) or not could_be_place(match["place"]):
        return None
    if match["day"] and not is_day(match["day"]):
        return None
    lead = Lead(match["place"].strip(), has_day=bool(match["day"]))
    if not (lead.has_day or lead.is_shouted or lead.is_known):
        return None
    return line_match(text, lead, match["agency"].strip(), match.end(), text[: match.end("agency")])


def _read_dotted_place(text: str) -> DatelineMatch | None:
    """Read "Erfurt. " and "Lima, feb. 13. " before a paragraph.

    English papers do not write so, and English stories do begin with the name of a town.
    """
    dated = _DOTTED_DAY.match(text[:HEAD_LENGTH])
    if dated is not None:
        lead = read_lead(dated["lead"])
        if lead is not None and lead.has_day and (lead.is_known or lead.is_shouted):
            rest = text[dated.end() :]
            return line_match(text, lead, None, dated.end(), dated["lead"]) if _starts_sentence(rest) else None
    match = _DOTTED_PLACE.match(text[:HEAD_LENGTH])
    if match is None:
        return None
    lead, rest = read_lead(match["place"]), text[match.end() :]
    if lead is None or not lead.is_plain or not is_city(lead.place) or is_kicker(lead.place):
        return None
    is_paragraph = len(rest) >= (_LEAST_SENTENCE if lead.is_shouted or not lead.place.isascii() else _LEAST_PARAGRAPH)
    if not is_paragraph or not _starts_sentence(rest) or not _reads_as_sentence(rest) or _ENGLISH.search(rest[:80]):
        return None
    return line_match(text, lead, None, match.end(), match["place"])


def _read_commas(text: str) -> DatelineMatch | None:
    """Read "YEREVAN, FEBRUARY 13, ARMENPRESS. ", "Asunción, Agencia IP.- " and "ТАСС, 13 февраля. "."""
    alone = _AGENCY_AND_DAY.match(text[:HEAD_LENGTH])
    if alone is not None and is_known_agency(alone["agency"]) and names_month(alone["day"]):
        line = text[: alone.end("day")]
        return DatelineMatch(Dateline(text=line, agency=alone["agency"], inline=True), alone.end())
    for comma in islice(_COMMA.finditer(text, 0, HEAD_LENGTH // 2), _MOST_COMMAS):
        match = _AGENCY_BY_COMMA.match(text, comma.end())
        if match is None:
            continue
        agency, mark, end = match["agency"], match["mark"].strip(), match.end()
        if match["second"] and not is_known_agency(agency):
            agency, mark = agency.partition(" ")[0], ""
            end = match.start("second") + 1
        if not is_known_agency(agency):
            continue
        lead = read_lead(text[: comma.start()])
        if lead is None or not lead.place:
            return None
        is_sure = lead.has_day or (mark and (lead.is_shouted or lead.is_known))
        line = text[: match.start("agency") + len(agency)]
        return line_match(text, lead, agency, end, line) if is_sure and _starts_sentence(text[end:]) else None
    return None


def _read_colon(text: str) -> DatelineMatch | None:
    """Read "NEW DELHI: " and, before a sentence, "New Delhi: "."""
    match = _COLON.match(text[:HEAD_LENGTH])
    if match is None:
        return None
    lead, rest = read_lead(match["lead"]), text[match.end() :]
    if lead is None or not lead.place or not lead.is_plain or not is_city(lead.place.partition(",")[0]):
        return None
    if not _starts_sentence(rest) or not _reads_as_sentence(rest) or _is_question(rest):
        return None
    least = _LEAST_SENTENCE if _is_caseless(lead.place) else 100
    if not (lead.is_shouted or lead.has_day) and len(rest) < least:
        return None
    return line_match(text, lead, None, match.end(), text[: match.end("lead")])


def _read_bar(text: str) -> DatelineMatch | None:
    """Read "BERLIN taz | " and "13.02.2025 | Husum (iwr) - "."""
    dated = _DAY_AND_BAR.match(text[:HEAD_LENGTH])
    if dated is not None:
        for read in READERS:
            found = read(text[dated.end() :]) if read is not _read_bar else None
            if found is not None:
                place = Lead(found.dateline.place or "")
                day = with_day(place, dated["day"]).day
                line = text[: dated.end()] + found.dateline.text
                dateline = found.dateline.model_copy(update={"text": line, "date": day})
                return DatelineMatch(dateline, dated.end() + found.end)
        return None
    match = _BAR.match(text[:HEAD_LENGTH])
    if match is None or not (is_known_agency(match["agency"]) and match["place"].isupper()):
        return None
    lead = read_lead(match["place"])
    return None if lead is None else line_match(text, lead, match["agency"], match.end(), text[: match.end("agency")])


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


def _is_right_to_left(text: str) -> bool:
    return "\u0600" <= text.lstrip()[:1] <= "\u06ff"


def _read_right_to_left(text: str) -> DatelineMatch | None:
    return (_read_arabic(text) or _read_glued(text)) if _is_right_to_left(text) else None


READERS: Final[tuple[Callable[[str], DatelineMatch | None], ...]] = (
    _read_right_to_left,
    _read_bar,
    _read_wire,
    _read_indian,
    _read_bracketed,
    _read_dotted,
    _read_dashed,
    _read_commas,
    _read_colon,
    _read_dotted_place,
)
"""Readers of one form each, surer forms first."""
