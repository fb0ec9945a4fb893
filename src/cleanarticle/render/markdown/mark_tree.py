"""The marks of a text as a tree: pieces of text, and spans with pieces in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

from cleanarticle.content import MarkKind, Paragraph, TextMark

__all__ = ["MarkedPiece", "Piece", "pieces_of", "plain_text"]

_PLACES: Final[frozenset[MarkKind]] = frozenset({"image", "footnote"})
_NESTED: Final[frozenset[MarkKind]] = frozenset({"quote", "sub", "sup", *_PLACES})
"""Kinds that mean something inside of the same kind. Emphasis in emphasis, and a link in a link, is one."""


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """A mark with what it contains. A place between two characters has no pieces."""

    mark: TextMark
    pieces: tuple[Piece, ...]


Piece: TypeAlias = str | MarkedPiece


@dataclass(slots=True)
class _Open:
    """A span while its pieces are collected. `mark` is `None` for the whole text."""

    mark: TextMark | None
    start: int
    end: int
    pieces: list[Piece]


def pieces_of(paragraph: Paragraph, is_written: Callable[[TextMark], bool]) -> tuple[Piece, ...]:
    """The text of a paragraph with its marks.

    White space at the ends of the text is left out, and that at the ends of a mark is moved out of it. Marks without
    text or picture are left out. Signs of footnotes in a link stand behind it.

    Args:
        paragraph: A paragraph.
        is_written: False for a mark that is to be left out; its text stays.
    """
    text = paragraph.text
    first = len(text) - len(text.lstrip())
    root = _Open(None, first, max(first, len(text.rstrip())), [])
    stack, position = [root], first
    for start, end, mark in _ranges(text, root, filter(is_written, paragraph.marks)):
        while len(stack) > 1 and not _is_in(start, end, stack[-1]):
            position = _close(stack, text, position)
        parent = stack[-1]
        if mark.kind not in _NESTED and any(outer.mark and outer.mark.kind == mark.kind for outer in stack):
            continue
        _add_text(parent, text[position:start])
        position = max(position, start)
        stack.append(_Open(mark, start, min(end, parent.end), []))
    while len(stack) > 1:
        position = _close(stack, text, position)
    _add_text(root, text[position : root.end])
    return tuple(root.pieces)


def plain_text(pieces: Iterable[Piece]) -> str:
    """The text of pieces."""
    return "".join(piece if isinstance(piece, str) else plain_text(piece.pieces) for piece in pieces)


def _ranges(text: str, root: _Open, marks: Iterable[TextMark]) -> list[tuple[int, int, TextMark]]:
    """Starts and ends of marks without the white space at their ends, ordered by the starts."""
    ranges = []
    for mark in marks:
        start = min(max(mark.start, root.start), root.end)
        end = min(max(mark.end, start), root.end)
        while end > start and text[end - 1].isspace():
            end -= 1
        while start < end and text[start].isspace():
            start += 1
        ranges.append((start, start if mark.kind in _PLACES else end, mark))
    return sorted(ranges, key=lambda found: found[0])


def _is_in(start: int, end: int, outer: _Open) -> bool:
    if outer.mark is None or outer.mark.kind in _PLACES:
        return outer.mark is None
    return start < outer.end or start == end == outer.start == outer.end


def _add_text(span: _Open, text: str) -> None:
    """Add text to the piece before it, if that is text: what means something across both has to be seen as a whole."""
    if text and span.pieces and isinstance(span.pieces[-1], str):
        span.pieces[-1] += text
    elif text:
        span.pieces.append(text)


def _close(stack: list[_Open], text: str, position: int) -> int:
    """Put the innermost span into the one around it."""
    span = stack.pop()
    _add_text(span, text[position : span.end])
    position = max(position, span.end)
    if span.mark is None or not (span.pieces or span.mark.kind in _PLACES):
        return position
    around = stack[-1]
    pieces, notes = _without_notes(span.pieces) if span.mark.kind == "link" else (span.pieces, [])
    if (pieces and span.mark.kind == "link") or span.mark.kind in _PLACES or plain_text(pieces).strip():
        around.pieces.append(MarkedPiece(span.mark, tuple(pieces)))
    else:
        for piece in pieces:
            if isinstance(piece, str):
                _add_text(around, piece)
            else:
                around.pieces.append(piece)
    around.pieces.extend(notes)
    return position


def _without_notes(pieces: Iterable[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Pieces without signs of footnotes, which are links themselves, and those signs."""
    others: list[Piece] = []
    notes: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str):
            others.append(piece)
        elif piece.mark.kind == "footnote":
            notes.append(piece)
        else:
            inner, inner_notes = _without_notes(piece.pieces)
            others.append(MarkedPiece(piece.mark, tuple(inner)))
            notes += inner_notes
    return others, notes
