"""Resiliparse's main-content extraction: text alone, from bytes, with its own detection of the encoding."""

from __future__ import annotations

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding

from systems import Output, by_lines

name = "resiliparse"
distribution = "Resiliparse"
fields: frozenset[str] = frozenset()


def call(html: bytes, url: str | None) -> str:
    """Extract the text."""
    return str(extract_plain_text(bytes_to_str(html, detect_encoding(html)), main_content=True))


def run(html: bytes, url: str | None) -> Output:
    """Extract and split at line breaks, which is what separates its blocks."""
    text = call(html, url)
    return Output(text=text, paragraphs=by_lines(text))
