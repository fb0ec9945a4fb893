"""Pages cut and stretched to other sizes, by removing and repeating paragraphs of their body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpora import Page

__all__ = ["FACTORS", "growth_pages", "scaled"]

FACTORS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)

_PARAGRAPH = re.compile(rb"<p(?=[\s>])[^>]*>[^<]*(?:<(?!p[\s>]|/p\s*>)[^<]*){0,1000}</p\s*>", re.IGNORECASE)
_TAG = re.compile(rb"<[^>]*>")
_SHORTEST_PROSE = 80
_SMALLEST_PAGE = 20_000


def growth_pages(pages: Sequence[Page], number: int) -> list[Page]:
    """The pages whose bytes are prose to the largest part, for only prose can be cut or repeated."""
    large = [page for page in pages if len(page.html) >= _SMALLEST_PAGE and _prose(page.html)]
    return sorted(large, key=lambda page: (-_prose_share(page.html), page.id))[:number]


def scaled(html: bytes, factor: float) -> bytes:
    """A page of about `factor` times the size, with fewer or more paragraphs in the middle of its prose.

    Each copy of a paragraph begins with its number, so that all differ. A page can't be cut below
    what is not prose: the size reached is the caller's to look at.
    """
    prose = _prose(html)
    target = round(len(html) * factor)
    if target <= len(html):
        return _cut(html, prose, len(html) - target)
    return _stretched(html, prose, target - len(html))


def _prose(html: bytes) -> list[tuple[int, int]]:
    spans = (match.span() for match in _PARAGRAPH.finditer(html))
    return [span for span in spans if len(_TAG.sub(b"", html[slice(*span)])) >= _SHORTEST_PROSE]


def _prose_share(html: bytes) -> float:
    return sum(end - start for start, end in _prose(html)) / len(html)


def _cut(html: bytes, prose: Sequence[tuple[int, int]], excess: int) -> bytes:
    pieces, position = [], 0
    for start, end in prose[1:]:
        if excess < end - start:
            continue
        pieces.append(html[position:start])
        position = end
        excess -= end - start
    return b"".join([*pieces, html[position:]])


def _stretched(html: bytes, prose: Sequence[tuple[int, int]], missing: int) -> bytes:
    middle = prose[len(prose) // 2][1]
    copies: list[bytes] = []
    while missing > 0:
        start, end = prose[len(copies) % len(prose)]
        opening, _, rest = html[start:end].partition(b">")
        copy = b"%s>%d %s\n" % (opening, len(copies) + 1, rest)
        copies.append(copy)
        missing -= len(copy)
    return html[:middle] + b"\n" + b"".join(copies) + html[middle:]
