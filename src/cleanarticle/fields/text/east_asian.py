"""Bylines and datelines in Chinese, Japanese and Korean, where labels, signs and surnames tell names.

Patterns name lists of `lexicon/eastasian.json`: `%(reporters)s` stands for any word of that list.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import Final, NamedTuple

from cleanarticle.article import Dateline
from cleanarticle.fields.text.bylines.cues import EDGES
from cleanarticle.fields.text.bylines.findings import Findings
from cleanarticle.fields.text.datelines.parts import HEAD_LENGTH, DatelineMatch
from cleanarticle.fields.text.dates.moments import find_moment
from cleanarticle.fields.text.names.organisations import is_agency, is_news_agency
from cleanarticle.fields.text.names.people import has_east_asian_surname, looks_like_name
from cleanarticle.fields.text.names.places import is_place, strip_place
from cleanarticle.fields.text.patterns import with_words
from cleanarticle.fields.text.words import listed, ordered

__all__ = ["read_east_asian_byline", "read_east_asian_dateline"]

_FILED: Final = r"[(\[（【［](?P<place>[^=＝)\]】]{1,20})[=＝](?P<who>[^)\]】］）]{2,24})[)\]】］）]"
"""Where a report was filed, and by whom: "(서울=연합뉴스)", "【東京＝山田太郎】"."""


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return with_words(template, "eastasian")


# --- bylines ----------------------------------------------------------------------------------------------

_KOREAN_BYLINES: Final = (
    # "홍길동·김철수 기자"
    r"(?<![가-힣])(?P<names>[가-힣]{2,4}(?:\s?[·,ㆍ]\s?[가-힣]{2,4}){0,5})\s?"
    r"(?P<role>(?:%(korean_ranks)s\s?)?%(korean_roles)s)(?![가-힣]{3})",
    # "글: 홍길동"
    r"(?<![가-힣])%(korean_labels)s\s?(?:[:=|/]\s?|\s)(?P<names>[가-힣]{2,4}(?P<role>)(?![가-힣]))",
)
_FILED_OR_ALONE: Final = _FILED + r"|^(?P<city>[^=＝\s]{2,12})[=＝](?P<reporter>[^=＝\s]{2,10})$"
_LABEL: Final = (
    r"(?:%(labels)s|%(reporter_ranks)s?%(reporters)s)"
    r"(?:[·・、及和與&]%(also)s){0,2}\s?(?P<mark>[:：＝=／/|｜]|\s)\s?"
)
_REPORTER: Final = (
    r"(?P<agency>%(agencies_before_reporter)s)?%(reporters)s(?P<name>[一-鿿]{2,8})(?:[/／](?P<place>[一-鿿]{2,8}))?"
)
_REPORT: Final = r"%(kinds_of_report)s?%(reports)s$"
_JAPANESE_REPORTER: Final = (
    r"[（(【\[]?(?P<name>[\u3005\u4e00-\u9fff][\u3005\u3040-\u30ff\u4e00-\u9fff ]{1,7}?)"
    r"(?P<role>%(japanese_roles)s)?[）)】\]]?$"
)
_SPLIT: Final = r"[、，,；;／/｜|\s\u3000&和與与]+"
_KOREAN_SPLIT: Final = r"[·,ㆍ\s]+"
# Measured: at 6 and at 24, none of 256 pages changes.
_LABEL_WITHIN: Final = 12
# Measured: at 40 and at 160, none of 256 pages changes.
_NAMES_LENGTH: Final = 80


def read_east_asian_byline(line: str, *, declared: bool) -> Findings | None:
    """Read the parts of a line in Chinese, Japanese or Korean.

    Args:
        line: The line, white space collapsed.
        declared: Whether it stands where only an author's name stands.

    Returns:
        What it names; None if that is nobody.
    """
    found = Findings()
    bare = line.strip(EDGES)
    if is_agency(bare):
        _add_agency(bare, found)
        return found
    _read_filed(line, found)
    for template in _KOREAN_BYLINES:
        for match in _pattern(template).finditer(line):
            for name in re.split(_KOREAN_SPLIT, match["names"]):
                if _is_sure_name(name) and name not in found.names:
                    found.add_person(name, filter(None, [match["role"]]))
    if not found.people:
        _read_label(line, found)
    if not found.people:
        _read_reporter(line, found)
    if not found.people:
        _read_bare_names(line, found, declared=declared)
    return found if found.people or found.agencies or found.organisations else None


def _add_agency(name: str, found: Findings) -> None:
    (found.agencies if is_news_agency(name) else found.organisations).append(name)


def _is_sure_name(name: str) -> bool:
    return looks_like_name(name) and has_east_asian_surname(name)


def _read_filed(line: str, found: Findings) -> None:
    filed = _pattern(_FILED_OR_ALONE).search(line)
    if filed is None or not (filed["place"] or is_place(filed["city"])):
        return
    found.places.append((filed["place"] or filed["city"]).strip())
    who = (filed["who"] or filed["reporter"]).strip()
    if is_agency(who, bracketed=True):
        _add_agency(who, found)
    elif looks_like_name(who):
        found.add_person(who)


def _read_label(line: str, found: Findings) -> None:
    """Read "作者：王小明、李四" and "文·写真／小山ひろし"."""
    label = _pattern(_LABEL).search(line)
    if label is not None and (label.start() < _LABEL_WITHIN or not label["mark"].isspace()):
        _read_names(line[label.end() :], found)


def _read_reporter(line: str, found: Findings) -> None:
    """Read "記者王小明台北報導" and "記者王小明／台北報導"."""
    match = _pattern(_REPORTER).search(line)
    if match is None:
        return
    name, place = match["name"], None
    if not _is_sure_name(name):
        name, place = _strip_report(name)
    if not _is_sure_name(name):
        return
    found.add_person(name)
    if match["agency"]:
        found.agencies.append(match["agency"])
    place = place or _strip_report(match["place"] or "")[1]
    if place:
        found.places.append(place)


def _strip_report(text: str) -> tuple[str, str | None]:
    """What stands before the place and the word for a report: "王小明台北報導" gives "王小明" and "台北"."""
    return strip_place(_pattern(_REPORT).sub("", text))


def _read_bare_names(line: str, found: Findings, *, declared: bool) -> None:
    match = _pattern(_JAPANESE_REPORTER).match(line)
    name = match["name"].strip() if match is not None else line.strip(EDGES)
    if looks_like_name(name) and (declared or has_east_asian_surname(name) or "記者" in line):
        found.add_person(name, filter(None, [match["role"]] if match is not None else []))
    elif declared:
        _read_names(line, found)


def _read_names(text: str, found: Findings) -> None:
    """Read names up to the first thing that is not one."""
    words = list(filter(None, re.split(_SPLIT, text[:_NAMES_LENGTH])))
    index = 0
    while index < len(words):
        word = re.split("[（(]", words[index], maxsplit=1)[0]
        joined = f"{word} {words[index + 1]}" if index + 1 < len(words) else ""
        if 0 < len(word) < 3 and 4 < len(joined) < 7 and not has_east_asian_surname(word):
            word = joined  # Surname and given name with a space between.
            index += 1
        if not looks_like_name(word):
            before, place = _strip_report(word)
            if place and not before:
                found.places.append(place)
            elif is_agency(word):
                _add_agency(word, found)
            return
        found.add_person(word)
        index += 1


# --- datelines --------------------------------------------------------------------------------------------


class Filing(NamedTuple):
    """What a dateline says."""

    place: str | None
    agency: str | None
    day: dt.date | None = None


def read_east_asian_dateline(text: str) -> DatelineMatch | None:
    """Read the dateline at the start of a Chinese, Japanese or Korean paragraph.

    Args:
        text: The paragraph.

    Returns:
        The dateline, and where the report begins; None if there is none.
    """
    head = text[:HEAD_LENGTH]
    for forms in _FORMS:
        for template, read in forms:
            match = _pattern(template).match(head)
            if match is not None:
                filing = read(match)
                if filing is not None:
                    return _dateline_match(match, filing)
                break
    return None


def _dateline_match(match: re.Match[str], filing: Filing) -> DatelineMatch:
    line, place = match.group().rstrip(" -–—－:：=＝"), (filing.place or "").strip()
    dateline = Dateline(text=line, place=place or None, date=filing.day, agency=filing.agency, inline=True)
    return DatelineMatch(dateline, match.end())


def _is_agency(text: str) -> bool:
    return text in listed("eastasian.dateline_agencies") or is_agency(text, bracketed=True)


def _read_korean(match: re.Match[str]) -> Filing | None:
    """Read "(서울=연합뉴스) 홍길동 기자 = "."""
    who, place = match["who"].strip(), match["place"].strip()
    if place in listed("eastasian.no_places"):
        return None
    is_named = _is_agency(who) or "뉴스" in who or who.endswith(ordered("eastasian.korean_papers"))
    is_known = "가" <= place[0] <= "힣" and is_place(place)
    return Filing(place, who if is_named else None) if is_named or is_known else None


def _read_korean_desk(match: re.Match[str]) -> Filing | None:
    """Read "[이데일리 홍길동 기자] "."""
    agency = match["agency"]
    is_paper = len(agency) > 2 and agency.endswith(ordered("eastasian.korean_papers"))
    is_named = agency not in listed("eastasian.no_places") and (is_paper or _is_agency(agency))
    return Filing(match["place"], agency) if is_named else None


def _read_chinese(match: re.Match[str]) -> Filing | None:
    """Read "新华社北京2月13日电" and "（中央社記者王小明台北13日電）"."""
    where, place = strip_place(match["where"] or "")
    agency: str | None = _pattern(r"%(correspondent)s[一-鿿]{2,4}$").sub("", where)
    if agency and not _is_agency(agency):
        if place is not None:
            return None
        agency, place = _part_agency(agency)
    if not agency and not place:
        return None
    moment = (
        find_moment(f"{match['year']}-{match['month']}-{match['day']}") if match["year"] and match["month"] else None
    )
    return Filing(place, agency or None, moment.date() if isinstance(moment, dt.datetime) else moment)


def _part_agency(text: str) -> tuple[str | None, str | None]:
    """Part a known agency from the unknown place after it."""
    for length in range(min(6, len(text)), 1, -1):
        if _is_agency(text[:length]):
            return text[:length], text[length:] or None
    return None, text if len(text) <= 5 else None


def _read_agency(match: re.Match[str]) -> Filing | None:
    """Read "央视网消息：" and "（時事通信）："."""
    return Filing(None, match["agency"]) if _is_agency(match["agency"]) else None


def _read_reported(match: re.Match[str]) -> Filing | None:
    """Read "〔記者王小明／台北報導〕" and "【記者王小明台中報導】"."""
    place = match["place"] if match["mark"] else strip_place(match["who"] + match["place"])[1]
    return Filing(place, None) if place and (match["open"] or match["mark"]) else None


def _read_japanese(match: re.Match[str]) -> Filing | None:
    """Read "【ワシントン共同】", "【東京＝山田太郎】" and "[東京 13日 ロイター] - "."""
    place, who = match["place"].strip(), match["who"]
    agency = match["agency"] or (who if who and _is_agency(who) else None)
    is_filed = agency is not None or (who and (is_place(place) or looks_like_name(who)))
    return Filing(place, agency) if is_filed and place not in listed("eastasian.no_places") else None


def _read_japanese_day(match: re.Match[str]) -> Filing | None:
    """Read "【2月13日 AFP】" and "【共同東京2月13日】"."""
    agency = (match["agency"] or "").strip()
    if _is_agency(agency):
        return Filing(match["where"], agency)
    known, place = _part_agency(match["where"] or "")
    return Filing(place, known) if known is not None else None


_KOREAN: Final = _FILED + r"\s*(?:[가-힣\s,·]{2,40}?%(korean_bylines)s)?\s?(?:=\s?)?"
_KOREAN_DESK: Final = (
    r"[\[【](?P<agency>[가-힣A-Za-z0-9]{2,12})(?:\((?P<place>[가-힣]{2,6})\))?"
    r"(?:[\s=＝][가-힣\s,·]{2,20}\s?%(korean_desks)s)?[\]】]\s*"
)
_CHINESE: Final = (
    r"(?=[（(【\[]|\s?[一-鿿]{2})[（(【\[]?\s?(?P<where>[一-鿿]{2,14}?)?\s?"
    r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日"
    r"%(kinds_of_wire)s*%(wires)s(?:報導|报道)?\s?[）)】\]]?\s?"
    r"(?:[（(](?:[^（()）]{0,8})?%(reporters)s[^（()）]{1,30}[）)])?\s?(?:题[：:])?\s*[-–—:：]?\s*"
)
_CHINESE_AGENCY: Final = r"(?P<agency>[一-鿿]{2,6}?)%(messages)s\s?(?:[（(]%(reporters)s[^（()）]{1,30}[）)]|[：:])\s*"
_REPORTED: Final = (
    r"(?P<open>[〔【（(\[]?)%(correspondents)s(?P<who>[一-鿿]{2,4}(?:、[一-鿿]{2,4})*)"
    r"(?P<mark>\s?[／/]\s?)?(?P<place>[一-鿿]{0,5}?)(?:综合|綜合)?%(reported)s[〕】）)\]]?\s*"
)
_JAPANESE: Final = (
    r"[【（](?P<place>[^】）＝=]{2,12}?)(?:[＝=](?P<who>[^】）]{2,20})|(?P<agency>%(japanese_wires)s))[】）]\s*"
)
_JAPANESE_WIRE: Final = (
    r"[\[［](?P<place>[^\]］\d]{2,12}?)[\s\u3000](?:\d{1,2}月)?[\d０-９]{1,2}日[\s\u3000]"
    r"(?P<agency>[^\]］]{2,12})(?P<who>)[\]］]\s*[-–—－]?\s*"
)
_JAPANESE_DAY: Final = r"【(?P<where>[一-鿿]{2,10})?\d{1,2}月\d{1,2}日\s?(?P<agency>[^】\d]{2,15})?】\s*"
_JAPANESE_AGENCY: Final = r"[（(](?P<agency>[^（()）]{2,12})[）)]\s?[：:]\s*"

_FORMS: Final = (
    ((_KOREAN, _read_korean), (_KOREAN_DESK, _read_korean_desk)),
    ((_CHINESE, _read_chinese), (_CHINESE_AGENCY, _read_agency)),
    ((_REPORTED, _read_reported),),
    (
        (_JAPANESE, _read_japanese),
        (_JAPANESE_WIRE, _read_japanese),
        (_JAPANESE_DAY, _read_japanese_day),
        (_JAPANESE_AGENCY, _read_agency),
    ),
)
"""Groups of forms: of each group the first pattern that matches decides."""
