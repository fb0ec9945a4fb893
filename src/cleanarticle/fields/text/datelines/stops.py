"""Datelines that end with a full stop, a comma, a colon or a bar: "Erfurt. ", "NEW DELHI: "."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from cleanarticle.article import Dateline
from cleanarticle.fields.text.datelines.parts import (
    HEAD_LENGTH,
    DatelineMatch,
    Lead,
    is_city,
    is_day,
    is_kicker,
    is_known_agency,
    line_match,
    names_month,
    read_lead,
)
from cleanarticle.fields.text.datelines.sentences import (
    LEAST_PARAGRAPH,
    LEAST_SENTENCE,
    is_caseless,
    is_question,
    reads_as_sentence,
    starts_sentence,
)
from cleanarticle.fields.text.names import could_be_place

__all__ = ["read_bar", "read_colon", "read_commas", "read_dotted", "read_dotted_place"]

_MOST_COMMAS: Final = 4
_DOTTED: Final = re.compile(
    r"(?P<place>[^\W\d_][^\d.\n]{1,30}?)\.\s(?:(?P<day>\d{1,2}\s[^\W\d_]{3,12})\.\s?)?"
    r"/?(?P<agency>[\w. -]{2,30}?)/?(?:\s?[-–—]\s|\.\s|\.$)"
)
_DOTTED_PLACE: Final = re.compile(r"(?P<place>[^\W\d_][^\d.\n()]{2,30}?)\.\s+")
_DOTTED_DAY: Final = re.compile(
    r"(?P<lead>[^\W\d_][^()\n:;!?]{2,40}?(?:\s[^\W\d_]{3,12}\.?\s\d{1,2}|\s\d{1,2}\s[^\W\d_]{3,12}))\.\s+"
)
_ENGLISH: Final = re.compile(r"\b(?:the|it|is|was)\b", re.IGNORECASE)
_COMMA: Final = re.compile(r",\s")
_AGENCY_BY_COMMA: Final = re.compile(
    r"(?P<agency>[^\W\d_][\w-]{1,20}(?P<second>\s[^\W\d_][\w-]{1,20})?)"
    r"(?P<mark>\s?(?:\.\s?[-–—]|[.:])\s+|\s)"
)
_AGENCY_AND_DAY: Final = re.compile(r"(?P<agency>[^\W\d_][\w ]{1,20}?),\s(?P<day>\d{1,2}\s[^\W\d_]{3,12})\.\s+")
_COLON: Final = re.compile(r"(?P<lead>[^()\n:;!?—]{3,40}?)\s?:\s+")
_BAR: Final = re.compile(r"(?P<place>[^\W\d_][^\d|\n()]{2,30}?)\s(?P<agency>[^\W\d_]{2,6})\s?\|\s?")


def read_dotted(text: str) -> DatelineMatch | None:
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


def read_dotted_place(text: str) -> DatelineMatch | None:
    """Read "Erfurt. " and "Lima, feb. 13. " before a paragraph.

    English papers do not write so, and English stories do begin with the name of a town.
    """
    dated = _DOTTED_DAY.match(text[:HEAD_LENGTH])
    if dated is not None:
        lead = read_lead(dated["lead"])
        if lead is not None and lead.has_day and (lead.is_known or lead.is_shouted):
            rest = text[dated.end() :]
            return line_match(text, lead, None, dated.end(), dated["lead"]) if starts_sentence(rest) else None
    match = _DOTTED_PLACE.match(text[:HEAD_LENGTH])
    if match is None:
        return None
    lead, rest = read_lead(match["place"]), text[match.end() :]
    if lead is None or not lead.is_plain or not is_city(lead.place) or is_kicker(lead.place):
        return None
    is_paragraph = len(rest) >= (LEAST_SENTENCE if lead.is_shouted or not lead.place.isascii() else LEAST_PARAGRAPH)
    if not is_paragraph or not starts_sentence(rest) or not reads_as_sentence(rest) or _ENGLISH.search(rest[:80]):
        return None
    return line_match(text, lead, None, match.end(), match["place"])


def read_commas(text: str) -> DatelineMatch | None:
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
        return line_match(text, lead, agency, end, line) if is_sure and starts_sentence(text[end:]) else None
    return None


def read_colon(text: str) -> DatelineMatch | None:
    """Read "NEW DELHI: " and, before a sentence, "New Delhi: "."""
    match = _COLON.match(text[:HEAD_LENGTH])
    if match is None:
        return None
    lead, rest = read_lead(match["lead"]), text[match.end() :]
    if lead is None or not lead.place or not lead.is_plain or not is_city(lead.place.partition(",")[0]):
        return None
    if not starts_sentence(rest) or not reads_as_sentence(rest) or is_question(rest):
        return None
    least = LEAST_SENTENCE if is_caseless(lead.place) else 100
    if not (lead.is_shouted or lead.has_day) and len(rest) < least:
        return None
    return line_match(text, lead, None, match.end(), text[: match.end("lead")])


def read_bar(text: str) -> DatelineMatch | None:
    """Read "BERLIN taz | "."""
    match = _BAR.match(text[:HEAD_LENGTH])
    if match is None or not (is_known_agency(match["agency"]) and match["place"].isupper()):
        return None
    lead = read_lead(match["place"])
    return None if lead is None else line_match(text, lead, match["agency"], match.end(), text[: match.end("agency")])
