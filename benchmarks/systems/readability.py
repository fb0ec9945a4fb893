"""readability-lxml. It gives HTML, which is read here block by block."""

from __future__ import annotations

import re

import lxml.html
from lxml.etree import iterwalk
from readability import Document

from systems import Output

name = "readability"
distribution = "readability-lxml"
fields = frozenset({"title", "authors"})

_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|br|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|"
    "h[1-6]|header|hr|html|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)


def call(html: bytes, url: str | None) -> tuple[str, str, str | None]:
    """Extract the body as HTML, the title and the author."""
    document = Document(html, url=url)
    return document.summary(html_partial=True), document.short_title(), document.author()


def run(html: bytes, url: str | None) -> Output:
    """Extract and convert the body to text."""
    body, title, author = call(html, url)
    paragraphs = _paragraphs(body)
    return Output(
        text="\n\n".join(paragraphs),
        paragraphs=paragraphs,
        title=title,
        authors=(author,) if author and not author.startswith("[no-") else (),
    )


def _paragraphs(body: str) -> tuple[str, ...]:
    if not body.strip():
        return ()
    parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True)
    root = lxml.html.fragment_fromstring(body, create_parent="div", parser=parser)
    pieces: list[str] = []
    for event, element in iterwalk(root, events=("start", "end")):
        if _BLOCKS.fullmatch(element.tag):
            pieces.append("\n")
        text = element.text if event == "start" else element.tail
        pieces.append(" ".join((text or "").splitlines()))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return tuple(line for line in lines if line)
