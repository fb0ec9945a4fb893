"""Readers of annotated corpora: three layouts on disk, one `Page` in memory.

The layout is recognised from the folder:

* ``truth.jsonl`` beside ``pages/ID.html.gz``: one JSON object a line, with ``id`` and any of ``url``,
  ``kind``, ``title``, ``subtitle``, ``authors``, ``date``, ``paragraphs`` or ``body``, ``with``, ``without``.
* ``ground-truth.json`` beside ``html/ID.html.gz``: the Article Extraction Benchmark as published; an object
  that maps an id to ``articleBody`` and, in some releases, ``url``.
* ``dev/ground-truth/ID.json`` beside ``dev/html/ID.html.gz``: WCXB as published. The annotation is expected
  under ``ground_truth`` (or at the top) as ``main_content``, ``title``, ``author``, ``publish_date``,
  ``with`` and ``without``; the page's kind as ``page_type``, at the top or one object down, a string or an
  object with ``primary``.

A key that is absent, null or blank is unknown, and unknown is not measured.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["LayoutError", "Page", "Truth", "page_language", "read_corpus"]

_HTML_TAG = re.compile(rb"<html\b[^>]{0,2000}", re.IGNORECASE)
_LANG = re.compile(rb"""\s(?:xml:)?lang\s*=\s*["']?\s*([a-z]{2,3})\b""", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HEAD_BYTES = 65_536


class LayoutError(ValueError):
    """The folder holds none of the layouts this module reads."""


@dataclass(frozen=True, slots=True)
class Truth:
    """What a person found in the page; None is unknown.

    Attributes:
        title: Headline.
        subtitle: Standfirst below the headline.
        authors: Names, in the order of the page.
        date: Day of publication, ``YYYY-MM-DD``.
        paragraphs: The body, one string a paragraph.
        body: The body as one text, where its paragraphs are not told apart.
        present: Snippets that must come out.
        absent: Snippets that must not come out.
    """

    title: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] | None = None
    date: str | None = None
    paragraphs: tuple[str, ...] | None = None
    body: str | None = None
    present: tuple[str, ...] | None = None
    absent: tuple[str, ...] | None = None

    @property
    def text(self) -> str | None:
        """The body as one text, or None where the corpus does not give it."""
        if self.body is not None:
            return self.body
        return None if self.paragraphs is None else "\n\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Page:
    """One annotated page.

    Attributes:
        id: Name of the page within its corpus.
        url: Address it was fetched from, if the corpus says so.
        kind: "article", "forum", "product" …; "article" where the corpus does not say.
        language: First subtag of ``<html lang>``, lower case; "und" where the page has none.
        html: The bytes as fetched.
        truth: What must come out.
    """

    id: str
    url: str | None
    kind: str
    language: str
    html: bytes
    truth: Truth


def read_corpus(folder: Path, kinds: frozenset[str] = frozenset()) -> list[Page]:
    """Read every page of a corpus, in the order of its annotation.

    Args:
        folder: The corpus, in one of the three layouts.
        kinds: Kinds of page to keep; empty keeps all.

    Returns:
        The pages, in memory.

    Raises:
        LayoutError: If the folder has none of the layouts.
        OSError: If a page of the annotation is missing or is not gzip.
    """
    if (folder / "truth.jsonl").is_file():
        pages = _read_truth_lines(folder, kinds)
    elif (folder / "ground-truth.json").is_file():
        pages = _read_aeb(folder, kinds)
    elif (folder / "dev" / "ground-truth").is_dir():
        pages = _read_wcxb(folder / "dev", kinds)
    else:
        raise LayoutError(f"{folder}: neither truth.jsonl, nor ground-truth.json, nor dev/ground-truth/")
    return list(pages)


def page_language(html: bytes) -> str:
    """The page's own word for its language: first subtag of ``<html lang>``, or "und"."""
    tag = _HTML_TAG.search(html, 0, _HEAD_BYTES)
    lang = _LANG.search(tag.group()) if tag else None
    return lang.group(1).decode("ascii").lower() if lang else "und"


def _read_truth_lines(folder: Path, kinds: frozenset[str]) -> Iterator[Page]:
    with (folder / "truth.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    for row in rows:
        kind = _text(row.get("kind")) or "article"
        if not kinds or kind in kinds:
            truth = Truth(
                title=_text(row.get("title")),
                subtitle=_text(row.get("subtitle")),
                authors=_texts(row.get("authors")),
                date=_day(row.get("date")),
                paragraphs=_texts(row.get("paragraphs")),
                body=_text(row.get("body")),
                present=_texts(row.get("with")),
                absent=_texts(row.get("without")),
            )
            yield _page(row["id"], row.get("url"), kind, folder / "pages", truth)


def _read_aeb(folder: Path, kinds: frozenset[str]) -> Iterator[Page]:
    if kinds and "article" not in kinds:
        return
    rows: dict[str, dict[str, Any]] = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for page_id, row in rows.items():
        truth = Truth(body=row.get("articleBody") or "")
        yield _page(page_id, row.get("url"), "article", folder / "html", truth)


def _read_wcxb(split: Path, kinds: frozenset[str]) -> Iterator[Page]:
    for path in sorted((split / "ground-truth").glob("*.json")):
        row: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        kind = _wcxb_kind(row)
        if kinds and kind not in kinds:
            continue
        annotation = row.get("ground_truth", row)
        truth = Truth(
            title=_text(annotation.get("title")),
            authors=_texts(annotation.get("author")),
            date=_day(annotation.get("publish_date")),
            body=annotation.get("main_content") or "",
            present=_texts(annotation.get("with")),
            absent=_texts(annotation.get("without")),
        )
        yield _page(path.stem, row.get("url"), kind, split / "html", truth)


def _wcxb_kind(row: dict[str, Any]) -> str:
    holders = [row, *(value for value in row.values() if isinstance(value, dict))]
    for holder in holders:
        kind = holder.get("page_type")
        kind = kind.get("primary") if isinstance(kind, dict) else kind
        if isinstance(kind, str) and kind.strip():
            return kind.strip().lower()
    return "article"


def _page(page_id: str, url: object, kind: str, html_folder: Path, truth: Truth) -> Page:
    html = gzip.decompress((html_folder / f"{page_id}.html.gz").read_bytes())
    return Page(page_id, _text(url), kind, page_language(html), html, truth)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _texts(value: object) -> tuple[str, ...] | None:
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list):
        return None
    return tuple(item for item in value if isinstance(item, str) and item.strip()) or None


def _day(value: object) -> str | None:
    match = _DAY.match(value.strip()) if isinstance(value, str) else None
    return match.group() if match else None
