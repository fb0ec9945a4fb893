"""Datelines that end with a dash: "JERUSALEM — "."""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.fields.text.datelines.parts import (
    DASH,
    HEAD_LENGTH,
    DatelineMatch,
    Lead,
    is_city,
    is_kicker,
    is_known_agency,
    is_known_place,
    is_title,
    line_match,
    read_lead,
)
from cleanarticle.fields.text.datelines.sentences import (
    LEAST_SENTENCE,
    is_caseless,
    is_question,
    reads_as_sentence,
    starts_sentence,
)
from cleanarticle.fields.text.names import is_place, is_region

__all__ = ["DASHED", "read_dashed"]

DASHED: Final = re.compile(
    r"(?P<lead>[^()\n:;!?—]{2,70}?)(?P<mark>\s*—\s*|\s*--\s*|\.\s?[-–]\s*|\s(?:-|–|―)\s|\s?ـ\s?)"
)
_AGENCY_BEHIND: Final = re.compile(
    rf"\(?(?P<agency>[^\W\d_](?:[\w.\-]|\s(?=\S)){{1,24}}?)\)?(?P<mark>\s?(?:[.,:،]|{DASH})(?=\s|$)|\s(?=$))"
)
_CASELESS_AGENCY: Final = re.compile(
    rf"\(?(?P<agency>\w\.?\s?\w\.?\s?\w\.?(?=[\s):])|[\w.]{{2,12}})\)?(?P<mark>\s?(?:[.:،]|{DASH})(?=\s|$)|\s|$)"
)
_REPORTER: Final = re.compile(r"\s*,?\s*(?:[^\W\d_]{2,15}\s){1,2}[^\W\d_]{2,20}\s?[.:]\s*")


def read_dashed(text: str) -> DatelineMatch | None:
    """Read "JERUSALEM — ", "МОСКВА, 13 фев — РИА Новости. ", "القاهرة - رويترز"."""
    match = DASHED.match(text[:HEAD_LENGTH])
    if match is None:
        return None
    line = text[: match.start("mark")]
    if match["mark"].startswith(".") and _is_abbreviated_region(line.rpartition(", ")[2]):
        line += "."
    lead = read_lead(line)
    if lead is None or not lead.place or is_kicker(lead.place):
        return None
    rest = text[match.end() :]
    behind = (_CASELESS_AGENCY if is_caseless(lead.place) else _AGENCY_BEHIND).match(rest[:60])
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
    if not (starts_sentence(rest) or may_go_on_small) or not _stands_alone(lead, match["mark"].strip(), rest):
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
    if not rest or is_question(rest):
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
        return is_long and (is_unknown or is_city(city)) and reads_as_sentence(rest) and len(rest) > LEAST_SENTENCE
    # "Berlin – Die Regierung …", but not "London – The capital – …".
    is_single = not re.search(rf"\s{re.escape(mark)}\s", rest[:80])
    return lead.is_plain and is_city(city) and is_single and reads_as_sentence(rest) and len(rest) > 40
