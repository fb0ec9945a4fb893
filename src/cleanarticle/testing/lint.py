"""What is wrong with fixtures themselves: expectations that hold cruft, say nothing, or can't be true of the page."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, Final
from unicodedata import normalize

from cleanarticle.errors import FixtureError, InputError
from cleanarticle.extraction import Extraction
from cleanarticle.lexicon.phrases import PHRASES
from cleanarticle.testing.check import Setup, inspected
from cleanarticle.testing.expected import EXCLUDES, PARAGRAPHS
from cleanarticle.testing.fixture import META_FILE, Fixture, read_fixture

__all__ = ["CODES", "Finding", "lint"]

CODES: Final = {
    "absent": "a text is expected that does not stand in the page",
    "byline": "an expected paragraph is the byline",
    "caption": "an expected paragraph is the caption or the credit of a picture",
    "contradiction": "a text is excluded and expected",
    "cruft": "an expected paragraph is what a rule of the library drops, wherever it stands",
    "duplicate": "a paragraph is expected twice and stands once in the page",
    "empty": "an expectation asserts nothing",
    "excluded-absent": "a text is excluded that does not stand in the page",
    "malformed": "a file is missing or can't be read",
    "order": "paragraphs are expected in another order than they stand in the page",
    "reason": "the reason does not say why the case exists",
    "script": "an expected text holds code or markup",
    "stale-draft": "a draft that nobody has accepted for long",
}
"""Codes of findings, with what each says."""

_CODE: Final = re.compile(
    r"\bfunction\s*\w*\(|\b(?:var|let|const)\s+\w+\s*=|\b(?:document|window)\.\w|=>\s*\{|</?[a-z][a-z0-9]*(?:\s[^<>]*)?>"
    r"|&(?:nbsp|amp|quot|lt|gt|#\d+);|\{\{|\[/?[a-z]+_[a-z_]+[^\]]*\]"
)
_CODE_KINDS: Final = frozenset({"code"})
_ELEMENTS: Final = {
    "heading": "h2",
    "list_item": "li",
    "quote": "blockquote",
    "code": "pre",
    "definition": "dd",
    "caption": "figcaption",
}
_RULE_CODES: Final = {
    "photo-caption": "caption",
    "photo-credit": "caption",
    "byline-line": "byline",
    "author-card": "byline",
}
_CUE_CODES: Final = {"photo-credit": "caption", "byline": "byline"}
_LEAST_REASON_WORDS: Final = 3
_LEAST_REASON_LETTERS: Final = 12
_TOLD: Final = 60
_READ_ALOUD: Final = ("title", "kicker", "subtitle", "summary")
"""Fields besides the paragraphs whose texts are words of the page."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with a fixture.

    Attributes:
        code: What kind of thing, one of `CODES`.
        file: Where.
        message: What is wrong, and what to do.
    """

    code: str
    file: Path
    message: str


def lint(
    folders: Iterable[Path], setup: Setup | None = None, *, today: dt.date | None = None, days: int = 30
) -> Iterator[Finding]:
    """Look for what is wrong with fixtures themselves; what comes out of their pages does not count.

    Args:
        folders: Where they lie, as `find` gives them.
        setup: What the extractor is made from; the defaults if left out.
        today: The day drafts are old or not; today if left out.
        days: How old a draft may be: since its page was fetched, or else since `meta.toml` was written.

    Yields:
        Findings, fixture by fixture.
    """
    setup = setup or Setup()
    for folder in folders:
        try:
            fixture = read_fixture(folder)
        except FixtureError as error:
            yield Finding("malformed", folder, str(error))
            continue
        yield from _meta_findings(fixture, today or dt.date.today(), days)
        for code, message in _expected_findings(fixture, setup):
            yield Finding(code, fixture.expected_file, message)


def _meta_findings(fixture: Fixture, today: dt.date, days: int) -> Iterator[Finding]:
    meta, file = fixture.meta, fixture.folder / META_FILE
    reason = meta.reason.strip()
    few = len(reason.split()) < _LEAST_REASON_WORDS and (reason.isascii() or len(reason) < _LEAST_REASON_LETTERS)
    if few:
        yield Finding("reason", file, f"{reason!r} does not say why this case exists; say what must come out right")
    since = meta.fetched or dt.date.fromtimestamp(file.stat().st_mtime)
    if meta.draft and (today - since).days > days:
        yield Finding("stale-draft", file, f"a draft since {since}; review it, or take it away")


def _expected_findings(fixture: Fixture, setup: Setup) -> Iterator[tuple[str, str]]:
    expected = fixture.expected
    yield from _empty(expected)
    texts = [text for name in _READ_ALOUD for text in _texts(expected.get(name))]
    paragraphs = _paragraphs(expected.get(PARAGRAPHS))
    yield from _scripts(texts, paragraphs)
    extraction = inspected(fixture, setup)
    yield from _places(extraction, texts, expected.get(PARAGRAPHS))
    yield from _excluded(extraction, expected)
    yield from _own_parts(extraction, expected, paragraphs)
    yield from _phrases(paragraphs)
    yield from _dropped_alone(extraction, setup, paragraphs)


def _empty(expected: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if not expected:
        yield "empty", "asserts nothing; name at least one field of the article"
    if expected.get(EXCLUDES) == []:
        yield "empty", "excludes names nothing; write down what must not come out, or leave it out"
    pieces = expected.get(PARAGRAPHS)
    for name, value in expected.items():
        if isinstance(value, list):
            yield from (("empty", f"{name} holds an empty text") for text in _texts(value) if not text.strip())
        elif isinstance(value, str) and value and not value.strip():
            yield "empty", f"{name} is nothing but white space"
    if isinstance(pieces, dict):
        for name in ("contains", "excludes"):
            if any(not piece.strip() for piece in pieces.get(name) or ()):
                yield "empty", f"{PARAGRAPHS}.{name} holds an empty piece, which stands in every text"


def _scripts(texts: list[str], paragraphs: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    prose = [text for text, kind in paragraphs if kind not in _CODE_KINDS]
    for text in (*texts, *prose):
        if found := _CODE.search(text):
            yield "script", f"{_told(text)} holds {found.group()!r}"


def _places(extraction: Extraction, texts: list[str], asserted: Any) -> Iterator[tuple[str, str]]:
    """Texts that stand nowhere in the page, and paragraphs that stand in another order."""
    pieces = asserted if isinstance(asserted, dict) else {}
    alone = [*texts, *(pieces.get("contains") or ()), *filter(None, (pieces.get("starts"), pieces.get("ends")))]
    for text in alone:
        if _is_nowhere(extraction, text):
            yield "absent", f"{_told(text)} does not stand in the page"
    page = _letters("".join(entry.text for entry in extraction.ledger))
    at = 0
    met: set[str] = set()
    for text, _ in _paragraphs(asserted):
        letters = _letters(text)
        place = page.find(letters, at)
        if place >= 0:
            at = place + len(letters)
        elif letters in met and page.count(letters) < 2:
            yield "duplicate", f"{_told(text)} is expected twice, and stands once in the page"
        elif letters in page:
            yield "order", f"{_told(text)} stands in the page before what is expected above it"
        elif _is_nowhere(extraction, text):
            yield "absent", f"{_told(text)} does not stand in the page"
        met.add(letters)


def _excluded(extraction: Extraction, expected: dict[str, Any]) -> Iterator[tuple[str, str]]:
    paragraphs = expected.get(PARAGRAPHS)
    pieces = paragraphs.get("excludes", []) if isinstance(paragraphs, dict) else []
    wanted = [text for text, _ in _paragraphs(paragraphs)]
    if isinstance(paragraphs, dict):
        wanted += [text for name in ("contains", "starts", "ends") for text in _texts(paragraphs.get(name))]
    for piece in (*(expected.get(EXCLUDES) or ()), *pieces):
        if _is_nowhere(extraction, piece):
            yield "excluded-absent", f"{_told(piece)} does not stand in the page, so that it can't come out"
        for text in wanted:
            if piece.strip() and piece in text:
                yield "contradiction", f"{_told(piece)} is excluded, and stands in the expected {_told(text)}"


def _own_parts(
    extraction: Extraction, expected: dict[str, Any], paragraphs: list[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Paragraphs that are another field of the article, as it comes out or as it is expected."""
    article = extraction.article
    captions = {text for figure in expected.get("figures") or () for text in _texts(list(figure.values()))}
    byline = expected.get("byline")
    bylines = set(_texts(byline.get("text"))) if isinstance(byline, dict) else set()
    if article:
        captions |= {text for figure in article.figures for text in (figure.caption, figure.credit) if text}
        bylines |= {article.byline.text} if article.byline else set()
    kept = {paragraph.text for paragraph in article.paragraphs} if article else set()
    for text, _ in paragraphs:
        if text in captions and text not in kept:
            yield "caption", f"{_told(text)} is the caption or credit of a picture"
        elif text in bylines and text not in kept:
            yield "byline", f"{_told(text)} is the byline"


def _phrases(paragraphs: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Paragraphs that are nothing but a phrase that pages print around an article."""
    for text, kind in paragraphs:
        hit = next((hit for hit in PHRASES.find_detail(text) if hit.mode == "whole"), None)
        if hit and kind != "heading":
            yield _CUE_CODES.get(hit.cue, "cruft"), f"{_told(text)} is a phrase of {hit.cue}, and no prose"


def _dropped_alone(
    extraction: Extraction, setup: Setup, paragraphs: list[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Paragraphs that rules drop in the page, and also where nothing but what is expected is around them."""
    dropped = {
        (_letters(entry.text), mark.rule)
        for entry in extraction.ledger
        for mark in entry.marks
        if mark.kind == "drop" and not mark.overruled
    }
    kept = {_letters(entry.text) for entry in extraction.ledger if entry.kept}
    suspects = {letters for letters, _ in dropped} - kept
    if not any(_letters(text) in suspects for text, _ in paragraphs):
        return
    lines = "".join(f"<{_element(kind)}>{escape(text)}</{_element(kind)}>" for text, kind in paragraphs)
    alone = setup.extractor.inspect(f"<title>-</title><article>{lines}</article>")
    for entry in alone.ledger:
        for mark in entry.marks:
            if mark.kind == "drop" and not mark.overruled and (_letters(entry.text), mark.rule) in dropped:
                code = _RULE_CODES.get(mark.rule, "cruft")
                yield code, f"{_told(entry.text)} is dropped by {mark.rule}, even by itself: {mark.reason}"


def _element(kind: str) -> str:
    return _ELEMENTS.get(kind, "p")


def _is_nowhere(extraction: Extraction, text: str) -> bool:
    try:
        return extraction.explain(text).finding == "nowhere"
    except InputError:
        return False  # signs only: they can't be looked for


def _paragraphs(value: Any) -> list[tuple[str, str]]:
    """The expected paragraphs with their kinds; none where they are asserted by pieces."""
    if not isinstance(value, list):
        return []
    items = ({"text": item} if isinstance(item, str) else item for item in value)
    return [(item["text"], item.get("kind", "paragraph")) for item in items]


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, normalize("NFKC", text).casefold()))


def _told(text: str) -> str:
    return repr(text if len(text) <= _TOLD else text[: _TOLD - 1] + "…")
