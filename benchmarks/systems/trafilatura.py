"""Trafilatura with its default settings and its metadata. Comments have a field of their own, unused here."""

from __future__ import annotations

from typing import Any

import trafilatura

from systems import Output, by_lines

name = "trafilatura"
distribution = "trafilatura"
fields = frozenset({"title", "date", "authors"})


def call(html: bytes, url: str | None) -> Any:
    """Extract text and metadata."""
    return trafilatura.bare_extraction(html, url=url, with_metadata=True)


def run(html: bytes, url: str | None) -> Output:
    """Extract and convert: one line a paragraph, authors separated by semicolons."""
    document = call(html, url)
    if document is None:
        return Output()
    text = document.text or ""
    return Output(
        text=text,
        paragraphs=by_lines(text),
        title=document.title,
        authors=tuple(author.strip() for author in (document.author or "").split(";") if author.strip()),
        date=document.date,
    )
