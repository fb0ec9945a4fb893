"""Read bylines in Chinese, Japanese and Korean, where nothing but labels and surnames tells names."""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.fields.text.bylines.cues import EDGES
from cleanarticle.fields.text.bylines.findings import Findings
from cleanarticle.fields.text.east_asian import FILED, HAN, HAN_REPORTER
from cleanarticle.fields.text.names import (
    has_east_asian_surname,
    is_agency,
    is_news_agency,
    is_place,
    looks_like_name,
    strip_place,
)

__all__ = ["read_east_asian"]

_KOREAN_REPORTER: Final = re.compile(
    r"(?<![가-힣])(?P<names>[가-힣]{2,4}(?:\s?[·,ㆍ]\s?[가-힣]{2,4}){0,5})\s?"
    r"(?P<role>(?:(?:선임|수습|인턴|객원|전문|대표)\s?)?"
    r"(?:기자|특파원|앵커|논설위원|리포터|에디터|통신원|칼럼니스트))(?![가-힣]{3})"
)
_KOREAN_LABEL: Final = re.compile(
    r"(?<![가-힣])(?:글(?:·사진)?|취재|작성자?|저자|필자)\s?(?:[:=|/]\s?|\s)(?P<names>[가-힣]{2,4}(?![가-힣]))"
)
_FILED: Final = re.compile(FILED + r"|^(?P<city>[^=＝\s]{2,12})[=＝](?P<reporter>[^=＝\s]{2,10})$")
_HAN_LABEL: Final = re.compile(
    r"(?:作者|撰文|撰稿人?|文責|文字|文|(?:本报|本報|特约|特約|实习|實習|见习)?"
    + HAN_REPORTER
    + r"|通讯员|通訊員|筆者|著者|執筆者?"
    r"|取材|ライター|寄稿|采写|采访|採訪|编译|編譯|特派員)"
    r"(?:[·・、及和與&](?:文|写真|摄影|攝影|撮影|图|圖|構成|聞き手)){0,2}\s?(?P<mark>[:：＝=／/|｜]|\s)\s?"
)
_HAN_REPORTER: Final = re.compile(
    rf"(?P<agency>中央社|新华社|新華社)?{HAN_REPORTER}(?P<name>[{HAN}]{{2,8}})"
    rf"(?:[/／](?P<place>[{HAN}]{{2,8}}))?"
)
_HAN_REPORT: Final = re.compile(r"(?:综合|綜合|現場|现场|专访|專訪)?(?:报道|報道|報導|摄|攝|电|電|撰|文)$")
_JAPANESE_REPORTER: Final = re.compile(
    r"[（(【\[]?(?P<name>[\u3005\u4e00-\u9fff][\u3005\u3040-\u30ff\u4e00-\u9fff ]{1,7}?)"
    r"(?P<role>記者|特派員|編集委員|論説委員)?[）)】\]]?$"
)
_HAN_SPLIT: Final = re.compile(r"[、，,；;／/｜|\s\u3000&和與与]+")
_KOREAN_SPLIT: Final = re.compile(r"[·,ㆍ\s]+")
_LABEL_WITHIN: Final = 12
_NAMES_LENGTH: Final = 80


def read_east_asian(line: str, *, declared: bool) -> Findings | None:
    """Read the parts of a line in Chinese, Japanese or Korean.

    Args:
        line: The line, white space collapsed.
        declared: Whether it stands where only an author's name stands.

    Returns:
        What it names; None if that is nobody.
    """
    found = Findings()
    if is_agency(line.strip(EDGES)):
        _add_agency(line.strip(EDGES), found)
        return found
    filed = _FILED.search(line)
    if filed is not None and (filed["place"] or is_place(filed["city"])):
        found.places.append((filed["place"] or filed["city"]).strip())
        who = (filed["who"] or filed["reporter"]).strip()
        if is_agency(who, bracketed=True):
            _add_agency(who, found)
        elif looks_like_name(who):
            found.add_person(who)
    for match in _KOREAN_REPORTER.finditer(line):
        _add_koreans(match["names"], [match["role"]], found)
    for match in _KOREAN_LABEL.finditer(line):
        _add_koreans(match["names"], [], found)
    if not found.people:
        _read_han(line, found, declared=declared)
    return found if found.people or found.agencies or found.organisations else None


def _add_agency(name: str, found: Findings) -> None:
    (found.agencies if is_news_agency(name) else found.organisations).append(name)


def _add_koreans(names: str, roles: list[str], found: Findings) -> None:
    for name in _KOREAN_SPLIT.split(names):
        if looks_like_name(name) and has_east_asian_surname(name) and name not in found.names:
            found.add_person(name, roles)


def _read_han(line: str, found: Findings, *, declared: bool) -> None:
    label = _HAN_LABEL.search(line)
    if label is not None and (label.start() < _LABEL_WITHIN or not label["mark"].isspace()):
        _read_han_names(line[label.end() :], found)
    reporter = _HAN_REPORTER.search(line)
    if not found.people and reporter is not None:
        _read_han_reporter(reporter, found)
    if found.people:
        return
    whole = _JAPANESE_REPORTER.match(line)
    bare = whole["name"].strip() if whole is not None else line.strip(EDGES)
    if looks_like_name(bare) and (declared or has_east_asian_surname(bare) or "記者" in line):
        found.add_person(bare, [whole["role"]] if whole is not None and whole["role"] else [])
    elif declared:
        _read_han_names(line, found)


def _read_han_reporter(match: re.Match[str], found: Findings) -> None:
    """Read "記者王小明台北報導" and "記者王小明／台北報導"."""
    name, place = match["name"], None
    if not (looks_like_name(name) and has_east_asian_surname(name)):
        name, place = strip_place(_HAN_REPORT.sub("", name))
    if looks_like_name(name) and has_east_asian_surname(name):
        found.add_person(name)
        if match["agency"]:
            found.agencies.append(match["agency"])
        place = place or strip_place(_HAN_REPORT.sub("", match["place"] or ""))[1]
        if place:
            found.places.append(place)


def _read_han_names(text: str, found: Findings) -> None:
    """Read names up to the first thing that is none."""
    words = [word for word in _HAN_SPLIT.split(text[:_NAMES_LENGTH]) if word]
    index = 0
    while index < len(words):
        word = words[index].partition("（")[0].partition("(")[0]
        joined = f"{word} {words[index + 1]}" if index + 1 < len(words) else ""
        if 0 < len(word) < 3 and 4 < len(joined) < 7 and not has_east_asian_surname(word):
            word = joined
            index += 1
        if not looks_like_name(word):
            before, place = strip_place(_HAN_REPORT.sub("", word))
            if place and not before:
                found.places.append(place)
            elif is_agency(word):
                _add_agency(word, found)
            return
        found.add_person(word)
        index += 1
