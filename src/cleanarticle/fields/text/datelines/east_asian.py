"""House forms of datelines in Chinese, Japanese and Korean."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from cleanarticle.article import Dateline
from cleanarticle.fields.text.datelines.parts import HEAD_LENGTH, DatelineMatch, dateline_words
from cleanarticle.fields.text.dates.moments import find_moment
from cleanarticle.fields.text.east_asian import FILED, HAN, HAN_REPORTER
from cleanarticle.fields.text.names import is_agency, is_place, looks_like_name, strip_place

__all__ = ["read_east_asian"]


_FILED: Final = r"(?:专|專|综合|綜合|外)*(?:电|電|讯|訊|消息)(?:報導|报道)?"
_HAN_FILED: Final = re.compile(
    rf"(?P<open>[（(【\[]?)\s?(?P<where>[{HAN}]{{2,14}}?)?\s?(?:(?P<year>\d{{4}})年)?(?:(?P<month>\d{{1,2}})月)?"
    rf"(?P<day>\d{{1,2}})日(?:{_FILED})\s?[）)】\]]?\s?(?:[（(](?:[^（()）]{{0,8}})?{HAN_REPORTER}[^（()）]{{1,30}}[）)])?"
    r"\s?(?:题[：:])?\s*[-–—:：]?\s*"
)
_HAN_AGENCY: Final = re.compile(
    rf"(?P<agency>[{HAN}]{{2,6}}?)(?:讯|訊|消息)\s?(?:[（(]{HAN_REPORTER}[^（()）]{{1,30}}[）)]|[：:])\s*"
)
_HAN_REPORTED: Final = re.compile(
    rf"(?P<open>[〔【（(\[]?)(?:记者|記者|特派员|特派員|通讯员)(?P<who>[{HAN}]{{2,4}}(?:、[{HAN}]{{2,4}})*)"
    rf"(?P<mark>\s?[／/]\s?)?(?P<place>[{HAN}]{{0,5}}?)(?:综合|綜合)?(?:报道|報導|報道|電|电)[〕】）)\]]?\s*"
)
_HAN_REPORTER: Final = re.compile(rf"(?:特派员|特派員|记者|記者)[{HAN}]{{2,4}}$")
_JAPANESE_FILED: Final = re.compile(
    r"[【（](?P<place>[^】）＝=]{2,12}?)(?:[＝=](?P<who>[^】）]{2,20})|(?P<agency>共同|時事|ロイター))[】）]\s*"
)
_JAPANESE_WIRE: Final = re.compile(
    r"[\[［](?P<place>[^\]］\d]{2,12}?)[\s\u3000](?:\d{1,2}月)?[\d０-９]{1,2}日[\s\u3000](?P<agency>[^\]］]{2,12})[\]］]\s*[-–—－]?\s*"
)
_JAPANESE_DAY: Final = re.compile(
    rf"【(?P<where>[{HAN}]{{2,10}})?\d{{1,2}}月\d{{1,2}}日\s?(?P<agency>[^】\d]{{2,15}})?】\s*"
)
_JAPANESE_AGENCY: Final = re.compile(r"[（(](?P<agency>[^（()）]{2,12})[）)]\s?[：:]\s*")
_KOREAN_FILED: Final = re.compile(
    FILED + r"\s*"
    r"(?P<reporter>[가-힣\s,·]{2,40}?(?:기자|특파원|통신원|기자단))?\s?(?:=\s?)?"
)
_KOREAN_DESK: Final = re.compile(
    r"[\[【](?P<agency>[가-힣A-Za-z0-9]{2,12})(?:\((?P<place>[가-힣]{2,6})\))?"
    r"(?:[\s=＝](?P<reporter>[가-힣\s,·]{2,20}\s?(?:기자|특파원)))?[\]】]\s*"
)


def _is_agency(text: str) -> bool:
    return text in dateline_words().east_asian_agencies or is_agency(text, bracketed=True)


def read_east_asian(text: str) -> DatelineMatch | None:
    """Read the dateline at the start of a Chinese, Japanese or Korean paragraph.

    Args:
        text: The paragraph.

    Returns:
        The dateline, and where the report begins; None if there is none.
    """
    head = text[:HEAD_LENGTH]
    for read in (_read_korean, _read_han, _read_reported, _read_japanese):
        found = read(head)
        if found is not None:
            return found
    return None


def _match(line: str, end: int, place: str | None, agency: str | None, day: dt.date | None = None) -> DatelineMatch:
    text = line.rstrip(" -–—－:：=＝")
    place = place.strip() if place else None
    return DatelineMatch(Dateline(text=text, place=place or None, date=day, agency=agency or None, inline=True), end)


def _read_korean(head: str) -> DatelineMatch | None:
    """Read "(서울=연합뉴스) 홍길동 기자 = ", "[이데일리 홍길동 기자] "."""
    match = _KOREAN_FILED.match(head)
    if match is not None:
        who, place = match["who"].strip(), match["place"].strip()
        desk = _KOREAN_DESK.match(head)
        if desk is not None and desk["place"]:
            return _match(desk.group(), desk.end(), desk["place"], desk["agency"])
        if place in dateline_words().no_places:
            return None
        agency = who if _is_agency(who) or "뉴스" in who or who.endswith(dateline_words().korean_papers) else None
        if agency is None and not _is_korean_place(place):
            return None
        return _match(match.group(), match.end(), place, agency)
    match = _KOREAN_DESK.match(head)
    if match is None or match["agency"] in dateline_words().no_places:
        return None
    agency = match["agency"]
    if not (_is_agency(agency) or (agency.endswith(dateline_words().korean_papers) and len(agency) > 2)):
        return None
    return _match(match.group(), match.end(), match["place"], agency)


def _is_korean_place(place: str) -> bool:
    return "가" <= place[0] <= "힣" and is_place(place)


def _read_han(head: str) -> DatelineMatch | None:
    """Read "新华社北京2月13日电", "（中央社記者王小明台北13日電）", "央视网消息："."""
    match = _HAN_FILED.match(head)
    if match is None or not (match["where"] or match["open"]):
        match = _HAN_AGENCY.match(head)
        if match is None or not _is_agency(match["agency"]):
            return None
        return _match(match.group(), match.end(), None, match["agency"])
    where, place = strip_place(match["where"] or "")
    reporter = _HAN_REPORTER.search(where)
    agency: str | None = where[: reporter.start()] if reporter is not None else where
    if agency and not _is_agency(agency):
        if place is not None:
            return None
        agency, place = _part_agency(agency)
    if not agency and not place:
        return None
    day = None
    if match["year"] and match["month"]:
        found = find_moment(f"{match['year']}-{match['month']}-{match['day']}")
        day = found.date() if isinstance(found, dt.datetime) else found
    return _match(match.group(), match.end(), place, agency, day)


def _part_agency(text: str) -> tuple[str | None, str | None]:
    """Part a known agency from the unknown place behind it."""
    for length in range(min(6, len(text)), 1, -1):
        if _is_agency(text[:length]):
            return text[:length], text[length:] or None
    return None, text if len(text) <= 5 else None


def _read_reported(head: str) -> DatelineMatch | None:
    """Read "〔記者王小明／台北報導〕" and "【記者王小明台中報導】"."""
    match = _HAN_REPORTED.match(head)
    if match is None or not (match["open"] or match["mark"]):
        return None
    place: str | None = match["place"]
    if not match["mark"]:
        _, place = strip_place(match["who"] + match["place"])
    return _match(match.group(), match.end(), place, None) if place else None


def _read_japanese(head: str) -> DatelineMatch | None:
    """Read "【ワシントン共同】", "[東京 13日 ロイター] - ", "【2月13日 AFP】"."""
    match = _JAPANESE_FILED.match(head) or _JAPANESE_WIRE.match(head)
    if match is not None:
        groups = match.groupdict()
        place, who = match["place"].strip(), groups.get("who")
        agency = groups.get("agency") or (who if who and _is_agency(who) else None)
        if place in dateline_words().no_places or (
            agency is None and not (who and (is_place(place) or looks_like_name(who)))
        ):
            return None
        return _match(match.group(), match.end(), place, agency)
    match = _JAPANESE_DAY.match(head)
    if match is not None:
        agency, where = match["agency"], match["where"]
        if agency and _is_agency(agency.strip()):
            return _match(match.group(), match.end(), where, agency.strip())
        known, place_behind = _part_agency(where or "")
        return None if known is None else _match(match.group(), match.end(), place_behind, known)
    match = _JAPANESE_AGENCY.match(head)
    if match is None or not _is_agency(match["agency"]):
        return None
    return _match(match.group(), match.end(), None, match["agency"])
