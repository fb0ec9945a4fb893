"""Loads the fixture pages and compares articles with what is expected of them."""

from __future__ import annotations

import codecs
import datetime as dt
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

import lxml.html

from cleanarticle.article import Article, Figure, LiveEntry, Paragraph

ROOT: Final = Path(__file__).resolve().parents[1]
FIXTURES: Final = ROOT / "fixtures"

FIELDS: Final = frozenset(Article.model_fields) - {"url", "canonical_url"} | {"excludes"}

_UNSEEN: Final = frozenset({"script", "style", "template", "head", "title", "textarea", "select", "svg"})
_INLINE_TAGS: Final = """
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr output q rb rp rt
    ruby s samp small span strike strong sub sup time tt u var wbr
"""
_INLINE: Final = frozenset(_INLINE_TAGS.split())
_WORD: Final = re.compile(r"[^\W_]+|[^\s]")
_LITERAL: Final = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff"))

T = TypeVar("T", Figure, LiveEntry)


@dataclass(frozen=True)
class FixturePage:
    """One page with what must come out of it.

    Attributes:
        name: `host/slug`, the folder's place among the fixtures.
        html: The page, byte for byte.
        url: Its address.
        charset: Charset of the HTTP header, if there was one.
        encoding: The encoding the bytes are really in.
        language: Primary language tag.
        reason: Why the case exists.
        open: What still comes out wrong, if anything does.
        expected: The asserted fields and `excludes`.
    """

    name: str
    html: bytes
    url: str
    charset: str | None
    encoding: str
    language: str
    reason: str
    open: str | None
    expected: dict[str, Any]

    @property
    def text(self) -> str:
        """The page as text, decoded with the encoding it is really in."""
        return self.html.decode(self.encoding)

    @property
    def paragraphs(self) -> list[dict[str, Any]]:
        """The expected paragraphs, each as an object with at least `text`."""
        return [{"text": item} if isinstance(item, str) else item for item in self.expected.get("paragraphs", [])]


def load_fixtures() -> tuple[FixturePage, ...]:
    """Every fixture with an article, sorted by name."""
    return tuple(page for page in _load_all() if page.paragraphs)


def load_pages_without_article() -> tuple[FixturePage, ...]:
    """Every fixture that holds no article: those that expect no paragraph, sorted by name."""
    return tuple(page for page in _load_all() if not page.paragraphs)


@cache
def _load_all() -> tuple[FixturePage, ...]:
    return tuple(_load(path.parent) for path in sorted(FIXTURES.glob("*/*/page.html")))


def _load(folder: Path) -> FixturePage:
    meta = tomllib.loads((folder / "meta.toml").read_text(encoding="utf-8"))
    encoding = meta.get("encoding", "utf-8")
    codecs.lookup(encoding)
    return FixturePage(
        name=folder.relative_to(FIXTURES).as_posix(),
        html=(folder / "page.html").read_bytes(),
        url=meta["url"],
        charset=meta.get("charset"),
        encoding=encoding,
        language=meta["language"],
        reason=meta["reason"],
        open=meta.get("open"),
        expected=json.loads((folder / "expected.json").read_text(encoding="utf-8")),
    )


def differences(article: Article, expected: dict[str, Any]) -> list[str]:
    """Every asserted field that differs, one readable report each.

    Only what `expected` names is compared. Figures with neither caption nor credit are left out of the
    comparison, and a language is compared by its primary tag.
    """
    reports: list[str] = []
    for name, want in expected.items():
        if name == "excludes":
            reports += [f"excludes: {cruft!r} is in the text" for cruft in want if cruft in article.text]
        elif name == "paragraphs":
            reports += _paragraph_differences(article.paragraphs, want)
        else:
            got = _comparable(name, article, want)
            if got != want:
                reports.append(f"{name}:\n    expected {want!r}\n    got      {got!r}")
    return reports


def _comparable(name: str, article: Article, want: Any) -> Any:
    value = getattr(article, name)
    if name in {"published", "modified"}:
        return _moment(value, want)
    if name == "language":
        return value and value.split("-")[0].lower()
    if name in ("tags", "alternative_titles", "summary"):
        return list(value)
    if name == "entries":
        return [_entry(entry, item) for entry, item in _padded(value, want)]
    if name == "figures":
        seen = [figure for figure in value if figure.caption or figure.credit]
        return [_figure(figure, item) for figure, item in _padded(seen, want)]
    if name == "media":
        return [media.model_dump(mode="json") for media in value]
    if name in {"byline", "dateline"} and want:
        return value and {key: _plain(getattr(value, key)) for key in want}
    return value


def _moment(value: dt.date | None, want: str | None) -> str | None:
    """The value as `want` writes it if both name the same moment; a date never equals a date with time."""
    if value is None:
        return None
    if want and isinstance(value, dt.datetime) and "T" in want and value == dt.datetime.fromisoformat(want):
        return want
    return value.isoformat()


def _padded(seen: Iterable[T], want: list[dict[str, Any]]) -> Iterator[tuple[T, dict[str, Any]]]:
    """Each value with the expectation of its place; one that is not expected is compared by all it has."""
    for index, value in enumerate(seen):
        yield value, want[index] if index < len(want) else dict.fromkeys(type(value).model_fields)


def _figure(figure: Figure, want: dict[str, Any]) -> dict[str, Any]:
    return {key: getattr(figure, key) for key in want}


def _entry(entry: LiveEntry, want: dict[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = {key: _plain(getattr(entry, key)) for key in want}
    if "time" in want:
        shown["time"] = _moment(entry.time, want["time"])
    if "paragraphs" in want:
        shown["paragraphs"] = [paragraph.text for paragraph in entry.paragraphs]
    return shown


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def _paragraph_differences(got: tuple[Paragraph, ...], want: list[str | dict[str, Any]]) -> list[str]:
    items = [{"text": item} if isinstance(item, str) else item for item in want]
    lines = list(_diff([p.text for p in got], [item["text"] for item in items]))
    if lines:
        return ["paragraphs (- missing, + too much):\n" + "\n".join(lines)]
    return [
        f"paragraph {index} {key}: expected {value!r}, got {getattr(paragraph, key)!r}: {paragraph.text[:60]}"
        for index, (paragraph, item) in enumerate(zip(got, items, strict=True))
        for key, value in item.items()
        if getattr(paragraph, key) != value
    ]


def _diff(got: list[str], want: list[str]) -> Iterator[str]:
    """Lines `- missing` and `+ too much`, in the order of the page."""
    for action, i, j, k, m in SequenceMatcher(None, want, got, autojunk=False).get_opcodes():
        if action != "equal":
            yield from (f"    - {text!r}" for text in want[i:j])
            yield from (f"    + {text!r}" for text in got[k:m])


def words(text: str) -> list[str]:
    """Words and single signs; scripts without spaces are cut into characters."""
    return [
        part for word in _WORD.findall(text.translate(_INVISIBLE)) for part in (word if _is_unspaced(word) else [word])
    ]


def _is_unspaced(word: str) -> bool:
    return any("\u3040" <= sign <= "\u30ff" or "\u3400" <= sign <= "\u9fff" for sign in word)


def page_text(html_text: str) -> str:
    """All text of a page in document order, as lxml reads it.

    Inline elements never separate words, every other element does. Scripts, styles and the head are left out.
    """
    parts: list[str] = []
    root = lxml.html.document_fromstring(html_text)
    pending: list[tuple[bool, Any]] = [(False, root)]
    while pending:
        leaving, element = pending.pop()
        block = not isinstance(element.tag, str) or element.tag not in _INLINE
        separator = " " if block and isinstance(element.tag, str) else ""
        if leaving:
            parts += [separator, element.tail or ""]
            continue
        pending.append((True, element))
        if isinstance(element.tag, str) and element.tag not in _UNSEEN:
            parts += [separator, element.text or ""]
            pending += [(False, child) for child in reversed(element)]
    return "".join(parts)


def data_text(html_text: str) -> str:
    """The text of all strings in a page's scripts, in order, whatever the scripts do with them.

    A stream is cut anywhere: its pieces are one string.
    """
    strings: list[str] = []
    stream = ""
    for script in lxml.html.document_fromstring(html_text).iter("script"):
        found = [json.loads(literal, strict=False) for literal in _LITERAL.findall(script.text or "")]
        if "__next_f" in (script.text or ""):
            stream += "".join(found)
        else:
            strings += found
    return " ".join(page_text(text) if "<" in text else text for text in [*strings, stream])


def source_text(page: FixturePage) -> str:
    """Where every word of a page's article stands: the page's text, and its data if the body was read there."""
    text = page_text(page.text)
    return text if page.expected.get("body_source", "page") == "page" else f"{text} {data_text(page.text)}"


def first_missing(needles: Iterable[str], haystack: Iterable[str]) -> tuple[int, str] | None:
    """Place and value of the first needle that breaks the subsequence; `None` if all stand there in order."""
    rest = iter(haystack)
    for index, needle in enumerate(needles):
        if needle not in rest:
            return index, needle
    return None
