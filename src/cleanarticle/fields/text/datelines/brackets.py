"""Datelines with the agency in brackets or between slashes: "WASHINGTON (AP) — "."""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.article import Dateline
from cleanarticle.fields.text.datelines.dashes import DASHED
from cleanarticle.fields.text.datelines.parts import (
    DASH,
    HEAD_LENGTH,
    DatelineMatch,
    Lead,
    could_be_abbreviation,
    is_city,
    is_day,
    is_kicker,
    is_known_agency,
    is_remark,
    is_title,
    line_match,
    names_month,
    read_lead,
    with_day,
)
from cleanarticle.fields.text.datelines.sentences import LEAST_SENTENCE, reads_as_sentence, starts_sentence
from cleanarticle.fields.text.names import could_be_place, is_place, is_region

__all__ = ["read_bracket_alone", "read_bracketed", "read_indian", "read_wire"]

_BRACKET_ALONE: Final = re.compile(rf"\s*\((?P<agency>[^()\d]{{2,40}})\)(?P<mark>\s*(?:\.?\s?{DASH}|:))?\s*")
_BRACKETED: Final = re.compile(
    r"(?P<lead>[^()\n:;!?]{2,80}?)\s?[(\[](?P<inner>[^()\[\]\n]{2,45})[)\]]"
    rf"(?P<mark>\s*(?:\.?\s?{DASH}|[:=/.।])?)(?:\s*{DASH})?\s*"
)
_SLASHED: Final = re.compile(
    rf"(?P<lead>[^/\n:;!?]{{2,60}}?)\s?/\s?(?P<inner>[^/\n]{{2,30}}?)\s?/"
    rf"(?P<day>\s[^/\n]{{6,25}}\s/)?(?P<mark>)\s?\.?\s?(?:{DASH}|:)?\s*"
)
_INDIAN: Final = re.compile(
    r"(?P<place>[^()\[\],\n]{2,40}?)\s?(?:\([^()\n]{2,25}\)\s?)?\[[^\[\]\d\n]{2,20}\],?\s"
    r"(?P<day>[^()\n]{3,12}\s\d{1,2}(?:,\s\d{4})?)\s?\((?P<agency>[^()\n]{2,20})\)\s?[:–—-]?\s*"
)
_WIRE: Final = re.compile(rf"(?P<lead>[^()\n]{{2,60}}?)\s?{DASH}\s?\((?P<inner>[^()\n]{{2,30}})\)\s?(?:{DASH}|:)\s*")
_ARABIC_NUMBERS: Final = re.compile(
    rf"(?P<lead>[^\d()\n]{{2,30}}?)\s?-\s?\d{{1,2}}\s?-\s?\d{{1,2}}\s?\((?P<inner>[^()\n]{{2,20}})\)\s?{DASH}\s*"
)
_NEWSROOM: Final = re.compile(r"[^\W\d_][\w.&'’-]{2,20}(?:\s[^\W\d_][\w.&'’-]{2,20}){0,2}$")


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
    inner = DASHED.match(text[:HEAD_LENGTH], match.end())
    if inner is not None:
        lead = read_lead(inner["lead"])
        is_sure = lead is not None and (lead.is_shouted or (lead.has_day and lead.is_known))
        if lead is not None and is_sure and starts_sentence(text[inner.end() :]):
            return line_match(text, lead, inside, inner.end(), text[: inner.start("mark")])
    if rest and not starts_sentence(rest):
        return None
    return DatelineMatch(Dateline(text=line, agency=inside, inline=True), match.end())


def _bracket_without_mark(text: str, inside: str, end: int, line: str) -> DatelineMatch | None:
    rest = text[end:]
    if len(rest) < LEAST_SENTENCE or not starts_sentence(rest) or not reads_as_sentence(rest):
        return None
    if is_known_agency(inside):
        return DatelineMatch(Dateline(text=line, agency=inside, inline=True), end)
    if is_city(inside) and inside[0].isupper():
        return DatelineMatch(Dateline(text=line, place=inside, inline=True), end)
    return None


def read_bracketed(text: str) -> DatelineMatch | None:
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
    if rest and not starts_sentence(rest):
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


def _could_be_newsroom(text: str) -> bool:
    """Whether the bracket behind a sure place holds a name as agencies and papers have: "Northquay Mercury"."""
    return _NEWSROOM.match(text) is not None and all(word[0].isupper() for word in text.split())


def read_wire(text: str) -> DatelineMatch | None:
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


def read_indian(text: str) -> DatelineMatch | None:
    """Read "New Delhi [India], February 13 (ANI): "."""
    match = _INDIAN.match(text[:HEAD_LENGTH])
    if match is None or not is_known_agency(match["agency"]) or not names_month(match["day"]):
        return None
    if not could_be_place(match["place"].strip()):
        return None
    lead = with_day(Lead(match["place"].strip()), match["day"])
    return line_match(text, lead, match["agency"].strip(), match.end(), text[: match.end("agency") + 1])
