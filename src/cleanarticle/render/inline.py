"""A text and its marks as a sequence of events, from which every format writes nested elements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import Final, NamedTuple, TypeAlias

from cleanarticle.content import MarkKind, TextMark

__all__ = ["InlineEvent", "MarkEnd", "MarkPlace", "MarkStart", "inline_events"]

_PLACES: Final[frozenset[MarkKind]] = frozenset({"footnote", "image"})


@dataclass(frozen=True, slots=True)
class MarkStart:
    """The text from here on has this mark."""

    mark: TextMark


@dataclass(frozen=True, slots=True)
class MarkEnd:
    """The text from here on does not have this mark any more."""

    mark: TextMark


@dataclass(frozen=True, slots=True)
class MarkPlace:
    """A mark without text: a footnote's sign or a picture."""

    mark: TextMark


InlineEvent: TypeAlias = str | MarkStart | MarkEnd | MarkPlace
"""A part of the text, or what happens between two parts."""


class _Span(NamedTuple):
    """A mark by its place: in the order of starts, an outer one first, in the order of the marks otherwise."""

    start: int
    negative_end: int
    number: int
    mark: TextMark

    @property
    def end(self) -> int:
        return -self.negative_end


def inline_events(text: str, marks: Sequence[TextMark]) -> Iterator[InlineEvent]:
    """The parts of a text, and between them where marks start and end, properly nested.

    Marks made by hand may be odd: what lies outside of the text is cut off, empty marks are left out, and so are links
    in links; a mark that crosses another is written in two parts. The parts together are the text.
    Marks of kind `break` are left out: the newline in the text says the same.
    """
    if not marks:
        if text:
            yield text
        return
    waiting = _spans(marks, len(text))
    heapify(waiting)
    opened: list[_Span] = []
    offset = 0
    while waiting or opened:
        next_start = waiting[0].start if waiting else len(text)
        if opened and (not waiting or opened[-1].end <= next_start):
            end = opened[-1].end
            if offset < end:
                yield text[offset:end]
                offset = end
            yield MarkEnd(opened.pop().mark)
            continue
        if offset < next_start:
            yield text[offset:next_start]
            offset = next_start
        span = heappop(waiting)
        if span.mark.kind in _PLACES:
            yield MarkPlace(span.mark)
        elif opened and span.end > opened[-1].end:
            cut = opened[-1].end
            heappush(waiting, span._replace(negative_end=-cut))
            heappush(waiting, span._replace(start=cut))
        elif span.mark.kind != "link" or all(outer.mark.kind != "link" for outer in opened):
            opened.append(span)
            yield MarkStart(span.mark)
    if offset < len(text):
        yield text[offset:]


def _spans(marks: Sequence[TextMark], length: int) -> list[_Span]:
    """Where the marks are in a text of this length. A place stands in a mark with the same start if it follows it."""
    spans: list[_Span] = []
    started = -1
    for number, mark in enumerate(marks):
        start, end = min(mark.start, length), min(mark.end, length)
        if mark.kind in _PLACES:
            spans.append(_Span(start, -start if started == start else -length - 1, number, mark))
        elif start < end and mark.kind != "break":
            started = start
            spans.append(_Span(start, -end, number, mark))
    return spans
