"""House forms of datelines, as a table, and the way of a paragraph through it.

Sentences start with places too, so each form asks for something that only datelines have: an agency, a day, a place in
capitals or a known one. Forms in Chinese, Japanese and Korean are in `east_asian`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple

from cleanarticle.fields.text.datelines.parts import (
    DASH,
    HEAD_LENGTH,
    LEAST_PARAGRAPH,
    LEAST_SENTENCE,
    DatelineMatch,
    Lead,
    could_be_abbreviation,
    is_caseless,
    is_city,
    is_day,
    is_kicker,
    is_known_agency,
    is_known_place,
    is_question,
    is_remark,
    is_sentence,
    is_title,
    line_match,
    names_month,
    read_lead,
    reads_as_sentence,
    starts_sentence,
    with_day,
)
from cleanarticle.fields.text.east_asian import read_east_asian_dateline
from cleanarticle.fields.text.names.places import could_be_place, is_place, is_region
from cleanarticle.fields.text.names.vocabulary import given_names, is_page_word, is_weekday
from cleanarticle.fields.text.patterns import compiled, is_east_asian

__all__ = ["parse_dateline"]

_MARKS: Final = frozenset("—–―-(（【[［〔:،,./|ـ")
_BRACKETS: Final = "(（【[［〔"

FormReader = Callable[[str], DatelineMatch | None]
"""Reads one form at the start of a paragraph; gives None if the paragraph does not start so."""


def parse_dateline(text: str) -> DatelineMatch | None:
    """Read the dateline at the start of a paragraph.

    Args:
        text: The paragraph, or its first hundred characters and more.

    Returns:
        The dateline, and where the report begins. Its date is set only if the line names day, month and year.
        None if the paragraph starts without one, and for sentences that merely start with a place.
    """
    head = text[:HEAD_LENGTH]
    first = head.lstrip()[:1]
    if not first:
        return None
    if first in _BRACKETS or is_east_asian(head[:12]):
        return read_east_asian_dateline(text) or (_read_first(_BRACKET_FORMS, text) if first == "(" else None)
    return _read_first(_FORMS, text) if _MARKS.intersection(head[:100]) else None


def _read_first(readers: tuple[FormReader, ...], text: str) -> DatelineMatch | None:
    return next((match for read in readers if (match := read(text)) is not None), None)


class DatelineCandidate(NamedTuple):
    """What the slots of a form hold, before it is checked.

    Attributes:
        text: The paragraph.
        lead: Place and day.
        agency: What stands where the agency does; empty if there is no such slot.
        rest: The report.
    """

    text: str
    lead: Lead
    agency: str
    rest: str

    @property
    def has_agency(self) -> bool:
        """Whether the agency is a known one."""
        return is_known_agency(self.agency)

    @property
    def may_have_agency(self) -> bool:
        """Whether the agency is a known one, or may be one by its capitals."""
        agency = self.agency
        return self.has_agency or (agency.isupper() and len(agency) < 8 and not is_region(agency))

    @property
    def is_shouted_or_dated(self) -> bool:
        """Whether the place is in capitals, or is known and has a day."""
        lead = self.lead
        return lead.is_shouted or (lead.has_day and lead.is_known)


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a dateline.

    Attributes:
        sign: What the form has for certain, to see quickly that most paragraphs do not have it.
        pattern: Matched at the start. Its slots are `lead` (place, day and agency as they come) or `place`, `day` and
            `agency`. The slot `line` is empty and marks where the dateline ends; the report begins at the match's end.
        check: What must hold of what the slots hold.
    """

    sign: str
    pattern: str
    check: Callable[[DatelineCandidate], bool]

    def __call__(self, text: str) -> DatelineMatch | None:
        """Read the form at the start of a paragraph."""
        head = text[:HEAD_LENGTH]
        match = compiled(self.pattern).match(head) if self.sign in head else None
        if match is None:
            return None
        slots = match.groupdict()
        lead = read_lead(slots["lead"]) if "lead" in slots else Lead(slots.get("place", "").strip())
        day = slots.get("day")
        if lead is None or (day and not is_day(day)):
            return None
        lead = with_day(lead, day) if day else lead
        agency = slots.get("agency", "").strip()
        if not self.check(DatelineCandidate(text, lead, agency, text[match.end() :])):
            return None
        return line_match(text, lead, agency or None, match.end(), text[: match.end("line")])


# --- a bracket in front -----------------------------------------------------------------------------------

_IN_FRONT: Final = r"\s*\((?P<agency>[^()\d]{2,40})\)"
_MARK: Final = rf"\s*(?:\.?\s?{DASH}|:)"
_DASHED_LEAD: Final = r"(?P<lead>[^()\n:;!?—]{2,70}?)(?P<line>)"
_DASHED_MARK: Final = r"(?P<mark>\s*[—―]\s*|(?<=[A-Z]{3})-\s|\s*--\s*|\.\s?[-–]\s*|\s(?:-|–|―)\s|\s?ـ\s?)"

_BRACKET_FORMS: Final[tuple[FormReader, ...]] = (
    Form(  # "(ANSA) - ROMA, 13 FEB - "
        "(",
        rf"(?>{_IN_FRONT}{_MARK}\s*){_DASHED_LEAD}{_DASHED_MARK}",
        lambda form: form.may_have_agency and form.is_shouted_or_dated and starts_sentence(form.rest),
    ),
    Form(  # "(Reuters) - "
        "(",
        rf"{_IN_FRONT}(?P<line>){_MARK}\s*",
        lambda form: form.may_have_agency and (not form.rest or starts_sentence(form.rest)),
    ),
    Form(  # "(Reuters) The bridge is closed again …"
        "(",
        rf"{_IN_FRONT}(?P<line>)(?!{_MARK})\s*",
        lambda form: form.has_agency and is_sentence(form.rest, LEAST_SENTENCE),
    ),
    Form(  # "(Ottawa) The bridge is closed again …", "(Ottawa) – The bridge …"
        "(",
        rf"\s*\((?P<place>[^()\d]{{2,40}})\)(?P<line>)(?:{_MARK})?\s*",
        lambda form: (
            is_city(form.lead.place) and form.lead.place[0].isupper() and is_sentence(form.rest, LEAST_SENTENCE)
        ),
    ),
)

# --- Arabic letters alone ---------------------------------------------------------------------------------

_ARABIC_PLACE: Final = r"(?P<place>[\u0600-\u06ff ]{2,19}[\u0600-\u06ff])"

_ARABIC_FORMS: Final[tuple[FormReader, ...]] = (
    Form(  # "به گزارش ایسنا، "
        "گزارش",
        r"به گزارش\s(?:خبرنگار\s|خبرگزاری\s){0,2}(?P<agency>[\u0600-\u06ff]{3,12})(?P<line>)\s?[،,؛:]\s*",
        lambda form: form.has_agency,
    ),
    Form(  # "الرياض 14 شعبان 1446 هـ الموافق 13 فبراير 2025 م واس ", the day of the lunar calendar before the day
        "م",
        r"(?P<place>[\u0600-\u06ff ]{3,25}?)\s(?:\d{1,2}\s[\u0600-\u06ff ]{3,15}\s\d{4}\s?هـ?\s)?(?:الموافق\s)?"
        r"(?P<day>\d{1,2}\s[\u0600-\u06ff]{3,10}\s\d{4})\s?م\s(?P<agency>[\u0600-\u06ff]{3,6})(?P<line>)\s*[-–:]?\s*",
        lambda form: form.has_agency,
    ),
    Form(  # "دمشق-سانا "
        "-",
        rf"{_ARABIC_PLACE}-\s?(?P<agency>[\u0600-\u06ff]{{3,10}})(?P<line>)\s",
        lambda form: form.has_agency and is_known_place(form.lead.place),
    ),
    Form(  # "الجزائر- "
        "-",
        rf"{_ARABIC_PLACE}(?P<line>)-\s+",
        lambda form: len(form.text) >= LEAST_PARAGRAPH and is_known_place(form.lead.place),
    ),
)


def _read_arabic(text: str) -> DatelineMatch | None:
    return _read_first(_ARABIC_FORMS, text) if "\u0600" <= text.lstrip()[:1] <= "\u06ff" else None


# --- the agency in brackets after the place ---------------------------------------------------------------

_BRACKETED: Final = (
    r"(?P<lead>[^()\n:;!?]{2,80}?)\s?[(\[](?P<inner>[^()\[\]\n]{2,45})[)\]]"
    rf"(?P<mark>\s*(?:\.?\s?{DASH}|[:=/.।])?)(?:\s*{DASH})?\s*"
)
_SLASHED: Final = (
    rf"(?P<lead>[^/\n:;!?]{{2,60}}?)\s?/\s?(?P<inner>[^/\n]{{2,30}}?)\s?/"
    rf"(?P<day>\s[^/\n]{{6,25}}\s/)?\s?\.?\s?(?:{DASH}|:)?\s*"
)
_NEWSROOM: Final = r"[^\W\d_][\w.&'’-]{2,20}(?:\s[^\W\d_][\w.&'’-]{2,20}){0,2}$"


def _read_bracketed(text: str) -> DatelineMatch | None:
    """Read "WASHINGTON (AP) — ", "Mumbai, Feb 13 (PTI) ", "МОСКВА, 13 февраля. /ТАСС/. "."""
    head = text[:HEAD_LENGTH]
    if "(" not in head and "[" not in head and "/" not in head:
        return None
    bracketed = compiled(_BRACKETED).match(head)
    match = bracketed or compiled(_SLASHED).match(head)
    if match is None:
        return None
    inner, rest = match["inner"].strip(), text[match.end() :]
    is_known = is_known_agency(inner) and not (inner.islower() and is_remark(inner))
    lead = read_lead(match["lead"], may_lack_month=is_known, may_lack_place=is_known)
    if lead is None or (not lead.has_day and is_kicker(lead.place)) or (rest and not starts_sentence(rest)):
        return None
    if bracketed is None:
        day = (match["day"] or "").strip(" /")
        lead = with_day(lead, day) if is_day(day) else lead
        line = text[: match.end()].rstrip(" .-–—:")
        return line_match(text, lead, inner, match.end(), line) if is_known else None
    mark = match["mark"].strip()
    agency: str | None = inner
    if is_known:
        if mark in ("", ".") and lead.place and not lead.certainty:
            return None
    else:
        content = _read_unknown_bracket(Bracket(lead, inner, mark))
        if content is None:
            return None
        lead, agency = content
    return line_match(text, lead, agency, match.end(), text[: match.start("mark")])


class Bracket(NamedTuple):
    """A bracket after a place that names no known agency, and the mark after it."""

    lead: Lead
    inner: str
    mark: str

    @property
    def is_dashed(self) -> bool:
        """Whether more than a full stop parts the dateline from the report."""
        return self.mark not in ("", ".")


class BracketContent(NamedTuple):
    """What a bracket may hold.

    Attributes:
        holds: Whether it does.
        suffices: Whether enough speaks for a dateline then.
        has_day: Whether it holds the day.
        has_agency: Whether it holds the agency.
    """

    holds: Callable[[Bracket], bool]
    suffices: Callable[[Bracket], bool]
    has_day: bool = False
    has_agency: bool = False


_BRACKET_CONTENTS: Final = (
    BracketContent(  # "WASHINGTON (January 24, 2017) — "
        lambda bracket: names_month(bracket.inner),
        lambda bracket: bracket.is_dashed and bracket.lead.certainty > 0,
        has_day=True,
    ),
    BracketContent(  # "Rostow (Russland) - "
        lambda bracket: is_region(bracket.inner),
        lambda bracket: bracket.is_dashed and bracket.lead.is_known,
    ),
    BracketContent(  # "KRAFTWERK (Düsseldorf) – ", "Sen. Jane Doe (pictured) - "
        lambda bracket: is_remark(bracket.inner) or is_place(bracket.inner) or is_title(bracket.lead.place),
        lambda bracket: False,
    ),
    BracketContent(  # "Münster (upm/ch). ": without anything else, initials in small letters after one name
        lambda bracket: could_be_abbreviation(bracket.inner),
        lambda bracket: bracket.mark != "" and (bracket.lead.certainty > 0 or _is_signed(bracket)),
        has_agency=True,
    ),
    BracketContent(  # "NORTHQUAY, Feb. 13 (Northquay Mercury) - "
        lambda bracket: compiled(_NEWSROOM).match(bracket.inner) is not None,
        lambda bracket: bracket.is_dashed and bracket.lead.certainty > 1 and _is_capitalised(bracket.inner),
        has_agency=True,
    ),
)


def _is_capitalised(text: str) -> bool:
    return all(word[0].isupper() for word in text.split())


def _is_signed(bracket: Bracket) -> bool:
    place = bracket.lead.place
    return " " not in place and place[:1].isupper() and bracket.inner.islower()


def _read_unknown_bracket(bracket: Bracket) -> tuple[Lead, str | None] | None:
    """Read a bracket that names no known agency: a day, a region, or an agency nobody has listed."""
    lead, inner, _ = bracket
    day, comma, agency = inner.rpartition(",")
    if comma and is_known_agency(agency) and is_day(day.strip()):
        return (with_day(lead, day), agency.strip()) if lead.certainty else None
    content = next((content for content in _BRACKET_CONTENTS if content.holds(bracket)), None)
    if content is None or not content.suffices(bracket):
        return None
    return with_day(lead, inner) if content.has_day else lead, inner if content.has_agency else None


# --- a dash after the place -------------------------------------------------------------------------------

_ANY_DASH: Final = r"[—–―ـ-]"
_DASHED: Final = _DASHED_LEAD + _DASHED_MARK
_AGENCY_AFTER_DASH: Final = (
    rf"\(?(?P<agency>[^\W\d_](?:[\w.\-]|\s(?=\S)){{1,24}}?)\)?(?P<mark>\s?(?:[.,:،]|{DASH})(?=\s|$)|\s(?=$))"
)
_CASELESS_AGENCY: Final = (
    rf"\(?(?P<agency>\w\.?\s?\w\.?\s?\w\.?(?=[\s):])|[\w.]{{2,12}})\)?(?P<mark>\s?(?:[.:،]|{DASH})(?=\s|$)|\s|$)"
)
_REPORTER: Final = r"\s*,?\s*(?:[^\W\d_]{2,15}\s){1,2}[^\W\d_]{2,20}\s?[.:]\s*"


def _read_dashed(text: str) -> DatelineMatch | None:
    """Read "JERUSALEM — ", "МОСКВА, 13 фев — РИА Новости. ", "القاهرة - رويترز"."""
    head = text[:HEAD_LENGTH]
    match = compiled(_DASHED).match(head) if compiled(_ANY_DASH).search(head) is not None else None
    if match is None:
        return None
    line, mark = match["lead"], match["mark"].strip()
    region = line.rpartition(", ")[2]
    if match["mark"][0] == "." and is_region(region) and ("." in region or (len(region) <= 5 and not region.isupper())):
        line += "."  # The full stop belongs to the region: "AUSTIN, Tex.- ".
    lead = read_lead(line)
    if lead is None or is_kicker(lead.place):
        return None
    rest = text[match.end() :]
    agency = compiled(_CASELESS_AGENCY if is_caseless(lead.place) else _AGENCY_AFTER_DASH).match(rest[:60])
    if agency is not None and is_known_agency(agency["agency"]):
        return _with_agency_after_dash(text, lead, match.end(), agency)
    may_go_on_small = lead.day is not None and lead.is_known
    if not (starts_sentence(rest) or may_go_on_small) or not _stands_alone(lead, mark, rest):
        return None
    return line_match(text, lead, None, match.end(), line)


def _with_agency_after_dash(text: str, lead: Lead, start: int, agency: re.Match[str]) -> DatelineMatch | None:
    """Read on after an agency that starts at an index; a comma after it must open the name of a reporter."""
    line, end = text[: start + agency.end("agency")], start + agency.end()
    if agency["mark"].strip() == ",":
        reporter = compiled(_REPORTER).match(text, end)
        if reporter is None:
            return None
        line, end = text[: reporter.end()].rstrip(" .:"), reporter.end()
    end += len(text[end:]) - len(text[end:].lstrip(" -–—ـ:"))
    return line_match(text, lead, agency["agency"].strip(), end, line)


# Longer than a name on a list, shorter than a first sentence.
_LEAST_REPORT: Final = 40
_LONG_DASHES: Final = ("—", "--", "―")
# "MILLQUAY - Two boats …"; labels ("THE STATE OF THE HARBOUR -") have more words, abbreviations fewer letters.
_MOST_WORDS_AT_SHORT_DASH: Final = 2
_LEAST_AT_SHORT_DASH: Final = 5


def _stands_alone(lead: Lead, mark: str, rest: str) -> bool:
    """Whether place and dash, without an agency, are a dateline and not the start of a sentence or a list."""
    if lead.agency is not None:
        return True
    if lead.has_day:
        return lead.is_shouted or lead.is_known or (lead.day is not None and _is_report(lead, rest))
    first = compiled(r"[\s,:;–—-]").split(rest, maxsplit=1)[0]
    if not rest or is_question(rest) or (len(first) > 3 and is_place(first)):
        return False  # An interview, or a route: "PARIS – London".
    if lead.is_shouted:
        return _stands_alone_in_capitals(lead, mark, rest)
    # "Berlin – Die Regierung …", but not "London – The capital – …".
    is_single = compiled(rf"\s{re.escape(mark)}\s").search(rest[:80]) is None
    if not is_single or len(rest) <= _LEAST_REPORT or not reads_as_sentence(rest):
        return False
    if lead.has_region:
        return not is_page_word(lead.city.split()[0])  # "Quayside, Ill. — ", but not "By Ida Holm, Washington — "
    is_surely_city = lead.is_plain or (mark in _LONG_DASHES and lead.city.casefold() not in given_names())
    return is_city(lead.city) and is_surely_city


def _is_report(lead: Lead, rest: str) -> bool:
    """Whether an unknown place with a whole day may open a report: not a weekday, a label or a list."""
    word = lead.city.casefold()
    return " " not in word and not is_weekday(word) and not is_page_word(word) and is_sentence(rest, LEAST_PARAGRAPH)


def _stands_alone_in_capitals(lead: Lead, mark: str, rest: str) -> bool:
    is_known_city = is_city(lead.city)
    if lead.has_region or (lead.is_plain and is_known_city):
        return True
    if len(rest) <= LEAST_SENTENCE or not reads_as_sentence(rest):
        return False
    is_unknown = len(lead.city) > 3 and not is_known_place(lead.city) and not is_title(lead.city)
    if mark in _LONG_DASHES or mark.startswith("."):
        return is_unknown or is_known_city
    words = lead.city.split()
    is_short = is_unknown and len(words) <= _MOST_WORDS_AT_SHORT_DASH and len(lead.city) >= _LEAST_AT_SHORT_DASH
    return len(rest) >= LEAST_PARAGRAPH and (
        (is_known_city and words[0].casefold() not in given_names())
        or (is_short and lead.city.replace(" ", "").isalpha() and not any(map(is_page_word, words)))
    )


# --- commas between place, day and agency -----------------------------------------------------------------

# Measured: at 3 and at 5, none of 271 pages changes.
_MOST_COMMAS: Final = 4
_AGENCY_BY_COMMA: Final = (
    r"(?P<agency>[^\W\d_][\w-]{1,20}(?P<second>\s[^\W\d_][\w-]{1,20})?)(?P<mark>\s?(?:\.\s?[-–—]|[.:])\s+|\s)"
)


def _read_commas(text: str) -> DatelineMatch | None:
    """Read "YEREVAN, FEBRUARY 13, ARMENPRESS. " and "Asunción, Agencia IP.- "."""
    for comma in islice(compiled(r",\s").finditer(text, 0, HEAD_LENGTH // 2), _MOST_COMMAS):
        match = compiled(_AGENCY_BY_COMMA).match(text, comma.end())
        if match is None:
            continue
        agency, mark, end = match["agency"], match["mark"].strip(), match.end()
        if match["second"] and not is_known_agency(agency):
            agency, mark, end = agency.partition(" ")[0], "", match.start("second") + 1
        if is_known_agency(agency):
            lead = read_lead(text[: comma.start()])
            if lead is None or not (lead.has_day or (mark and lead.certainty)) or not starts_sentence(text[end:]):
                return None
            return line_match(text, lead, agency, end, text[: match.start("agency") + len(agency)])
    return None


# --- a day of its own in front ----------------------------------------------------------------------------

_DAY_AND_BAR: Final = r"(?P<day>\d{1,2}\.\d{1,2}\.(?:19|20)\d\d)\s?[|–—-]\s?(?=[^\W\d_])"


def _read_after_day(text: str) -> DatelineMatch | None:
    """Read "13.02.2025 | Husum (iwr) - "."""
    dated = compiled(_DAY_AND_BAR).match(text[:HEAD_LENGTH])
    found = _read_first(_FORMS_AFTER_DAY, text[dated.end() :]) if dated is not None else None
    if dated is None or found is None:
        return None
    update = {"text": text[: dated.end()] + found.dateline.text, "date": with_day(Lead(""), dated["day"]).day}
    return DatelineMatch(found.dateline.model_copy(update=update), dated.end() + found.end)


# --- all forms, surer ones first --------------------------------------------------------------------------


def _is_paragraph_after_full_stop(form: DatelineCandidate) -> bool:
    """English papers do not end a dateline so, and English stories do begin with the name of a town."""
    least = LEAST_SENTENCE if form.lead.is_shouted or not form.lead.place.isascii() else LEAST_PARAGRAPH
    is_english = compiled(r"(?i)\b(?:the|it|is|was)\b").search(form.rest[:80]) is not None
    return is_sentence(form.rest, least) and not is_english and not is_kicker(form.lead.place)


def _is_paragraph_after_colon(form: DatelineCandidate) -> bool:
    least = LEAST_SENTENCE if is_caseless(form.lead.place) else 100
    if form.lead.is_shouted or form.lead.has_day:
        least = 0
    return is_sentence(form.rest, least) and not is_question(form.rest)


_FORMS_AFTER_DAY: Final[tuple[FormReader, ...]] = (
    _read_arabic,
    Form(  # "NEW YORK--(BUSINESS WIRE)--" and "TOKYO -- (Kyodo) --"
        "(",
        rf"(?P<lead>[^()\n]{{2,60}}?)\s?{DASH}\s?\((?P<agency>[^()\n]{{2,30}})\)(?P<line>)\s?(?:{DASH}|:)\s*",
        lambda form: form.has_agency,
    ),
    Form(  # "الخرطوم 13 - 2 (سونا) - "
        "(",
        rf"(?P<lead>[^\d()\n]{{2,30}}?)\s?-\s?\d{{1,2}}\s?-\s?\d{{1,2}}\s?"
        rf"\((?P<agency>[^()\n]{{2,20}})\)(?P<line>)\s?{DASH}\s*",
        lambda form: form.has_agency,
    ),
    Form(  # "New Delhi [India], February 13 (ANI): "
        "[",
        r"(?P<place>[^()\[\],\n]{2,40}?)\s?(?:\([^()\n]{2,25}\)\s?)?\[[^\[\]\d\n]{2,20}\],?\s"
        r"(?P<day>[^()\d\n]{3,12}\s\d{1,2}(?:,\s\d{4})?)\s?\((?P<agency>[^()\n]{2,20})\)(?P<line>)\s?[:–—-]?\s*",
        lambda form: form.has_agency and could_be_place(form.lead.place),
    ),
    _read_bracketed,
    Form(  # "КИЇВ. 13 лютого. УНІАН. ", "АСТАНА. КАЗИНФОРМ – " and "Москва. 13 февраля. ИНТЕРФАКС - "
        ".",
        r"(?P<place>[^\W\d_][^\d.\n]{1,30}?)\.\s(?:(?P<day>\d{1,2}\s[^\W\d_]{3,12})\.\s?)?"
        r"/?(?P<agency>[\w. -]{2,30}?)(?P<line>)/?(?:\s?[-–—]\s|\.\s|\.$)",
        lambda form: form.has_agency and could_be_place(form.lead.place) and form.lead.certainty > 0,
    ),
    _read_dashed,
    Form(  # "ТАСС, 13 февраля. "
        ",",
        r"(?P<agency>[^\W\d_][\w ]{1,20}?),\s(?P<day>\d{1,2}\s[^\W\d_]{3,12})(?P<line>)\.\s+",
        lambda form: form.has_agency,
    ),
    _read_commas,
    Form(  # "NEW DELHI: " and, before a sentence, "New Delhi: "
        ":",
        r"(?P<lead>[^()\n:;!?—]{3,40}?)(?P<line>)\s?:\s+",
        lambda form: form.lead.is_plain and is_city(form.lead.city) and _is_paragraph_after_colon(form),
    ),
    Form(  # "Lima, feb. 13. "
        ".",
        r"(?P<lead>[^\W\d_][^()\n:;!?]{2,40}?(?:\s[^\W\d_]{3,12}\.?\s\d{1,2}|\s\d{1,2}\s[^\W\d_]{3,12}))(?P<line>)\.\s+",
        lambda form: form.lead.has_day and form.lead.certainty > 1 and starts_sentence(form.rest),
    ),
    Form(  # "Erfurt. "
        ".",
        r"(?P<lead>[^\W\d_][^\d.\n()]{2,30}?)(?P<line>)\.\s+",
        lambda form: form.lead.is_plain and is_city(form.lead.place) and _is_paragraph_after_full_stop(form),
    ),
)
_FORMS: Final[tuple[FormReader, ...]] = (
    _read_arabic,
    _read_after_day,
    Form(  # "BERLIN taz | "
        "|",
        r"(?P<lead>[^\W\d_][^\d|\n()]{2,30}?)\s(?P<agency>[^\W\d_]{2,6})(?P<line>)\s?\|\s?",
        lambda form: form.has_agency and form.lead.place.isupper(),
    ),
    *_FORMS_AFTER_DAY[1:],
)
