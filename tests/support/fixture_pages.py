"""The fixture pages, for tests that ask more of them than their expectations say."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import lxml.html
import pytest

from cleanarticle.errors import FixtureError
from cleanarticle.fixtures import Fixture, find, read_fixture

ROOT: Final = Path(__file__).resolve().parents[2]
FIXTURES: Final = ROOT / "fixtures"

_UNSEEN: Final = frozenset({"script", "style", "template", "head", "title", "textarea", "select", "svg"})
_INLINE_TAGS: Final = """
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr output q rb rp rt
    ruby s samp small span strike strong sub sup time tt u var wbr
"""
_INLINE: Final = frozenset(_INLINE_TAGS.split())
_WORD: Final = re.compile(r"[^\W_]+|[^\s]")
_LITERAL: Final = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff"))


@dataclass(frozen=True, eq=False)
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
        expected: The asserted fields and `excludes`.
    """

    name: str
    html: bytes
    url: str
    charset: str | None
    encoding: str
    language: str
    reason: str
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


def on_every_page(name: str, pages: Iterable[FixturePage]) -> pytest.MarkDecorator:
    """Run a test on each page, as argument `name`. All but every fifth are slow: it asks the same of any page."""
    cases = [
        pytest.param(page, id=page.name, marks=pytest.mark.slow if number % 5 else ())
        for number, page in enumerate(pages)
    ]
    return pytest.mark.parametrize(name, cases)


@cache
def _load_all() -> tuple[FixturePage, ...]:
    return tuple(fixture_page(read_fixture(folder)) for folder in find([FIXTURES]))


def fixture_page(fixture: Fixture) -> FixturePage:
    """The page of a fixture of this repository.

    Raises:
        FixtureError: Its `meta.toml` has no language.
    """
    meta = fixture.meta
    encoding = meta.encoding or "utf-8"
    codecs.lookup(encoding)
    if not meta.language:
        raise FixtureError(f'fixtures/{fixture.name}/meta.toml has no language; add language = "en"')
    return FixturePage(
        name=fixture.name,
        html=fixture.html,
        url=meta.url,
        charset=meta.charset,
        encoding=encoding,
        language=meta.language,
        reason=meta.reason,
        expected=fixture.expected,
    )


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
