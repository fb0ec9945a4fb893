"""The marks of a text: what inline elements say of it, by offset."""

from __future__ import annotations

import unicodedata
from typing import Any, Final

from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.page.model import Block, RunMark
from cleanarticle.page.segment.formulas import formula_of_image, mathml_of
from cleanarticle.page.segment.text import BREAK, UNPRINTABLE, normalise_space
from cleanarticle.parse.document import Element
from cleanarticle.structure.addresses import Resolve, link_address

__all__ = ["marks_of", "shifted"]

MarkValues = dict[str, Any]
"""The values of a `TextMark`."""

_SPACE: Final = lazy_pattern(r"\s+")
_JOINER: Final = "\u200d"
_PLACES: Final = frozenset({"footnote", "image"})
_JOINED: Final = frozenset({"emphasis", "strong", "code", "sub", "sup", "strike", "highlight"})
"""Kinds of which two in a row are one: markup made by editors begins them anew within a word."""
_ADDRESSES: Final = ("src", "data-src", "data-lazy-src", "nitro-lazy-src", "data-original")
_MOST_TITLE: Final = 500
"""Characters of a title or alternative text that are kept."""


def marks_of(block: Block, resolve: Resolve) -> list[MarkValues]:
    """The marks of a block's text.

    Args:
        block: The block.
        resolve: Makes the addresses of links absolute.

    Returns:
        The values of its marks in their order, outer ones first. They are nested or apart.
    """
    if block.cells is not None:
        return _of_cells(block.cells, resolve)
    text = block.text
    marks: list[MarkValues] = []
    if "\n" in text:
        marks = [{"kind": "break", "start": at, "end": at + 1} for at, sign in enumerate(text) if sign == "\n"]
    if block.run is not None and block.run_marks:
        marks += _of_run(text, block.run, block.run_marks, resolve)
    return _nested(marks) if len(marks) > 1 else marks


def shifted(marks: list[MarkValues], by: int) -> list[MarkValues]:
    """Marks of a text that stands further behind, or, if negative, of the end of their text."""
    moved = ({**mark, "start": max(mark["start"] + by, 0), "end": mark["end"] + by} for mark in marks)
    return [mark for mark in moved if mark["end"] > mark["start"] or (mark["kind"] in _PLACES and mark["end"] >= 0)]


def _of_cells(cells: list[Block], resolve: Resolve) -> list[MarkValues]:
    marks: list[MarkValues] = []
    offset = 0
    for cell in cells:
        marks += shifted(marks_of(cell, resolve), offset)
        offset += len(cell.text) + 1
    return marks


def _of_run(text: str, run: list[str], run_marks: list[RunMark], resolve: Resolve) -> list[MarkValues]:
    """The marks of a run, at the offsets that their strings have in the text made of it."""
    begins, ends = _offsets(run)
    if ends[-1] != len(text):
        return []  # the text is not that of the run
    marks = []
    for first, last, kind, element in run_marks:
        values = _values(kind, element, resolve)
        if values is None:
            continue
        if kind in _PLACES:
            start = end = _place(text, run, first, ends[first])
        elif begins[first] < ends[last]:
            start, end = _whole_characters(text, begins[first], ends[last])
        else:
            continue
        if kind == "math":
            values["mathml"] = mathml_of(element)
        marks.append({"kind": kind, "start": start, "end": end, **values})
    return marks


def _offsets(run: list[str]) -> tuple[list[int], list[int]]:
    """For each string of a run, the offset in its text at which what follows begins, and that of the end before it.

    The text has one space, or line break, for white space of any length, and none at its ends.
    """
    begins, ends = [0] * (len(run) + 1), [0] * (len(run) + 1)
    length, waiting, is_apart = 0, 0, False
    for number, piece in enumerate(run):
        if piece == BREAK:
            piece = " "
        elif not piece.isprintable():
            piece = UNPRINTABLE.sub("", _SPACE.sub(" ", piece))
        content = " ".join(piece.split())
        if content:
            begin = length + (length > 0 and (is_apart or piece[0] == " "))
            for earlier in range(waiting, number + 1):
                begins[earlier] = begin
            waiting = number + 1
            length = begin + len(content)
            is_apart = piece[-1] == " "
        elif piece:
            is_apart = True
        ends[number + 1] = length
    for rest in range(waiting, len(run) + 1):
        begins[rest] = length
    return begins, ends


def _values(kind: str, element: Element, resolve: Resolve) -> MarkValues | None:
    """What the attributes of an element add to its mark; `None` if it is no mark without them."""
    attributes = element.attributes
    title = " ".join((attributes.get("title") or "")[:_MOST_TITLE].split()) or None
    if kind == "link":
        href = link_address(attributes.get("href"), resolve)
        return None if href is None else {"href": href, "title": title}
    if kind == "quote":
        return {"href": link_address(attributes.get("cite"), resolve)}
    if kind == "abbreviation":
        return None if title is None else {"title": title}
    if kind == "footnote":
        identifier = (attributes.get("href") or "").rpartition("#")[2]
        return {"href": identifier, "title": normalise_space(element.text())} if identifier else None
    if kind == "image":
        if formula_of_image(attributes):
            return None
        addresses = (link_address(attributes.get(name), resolve) for name in _ADDRESSES)
        src = next((address for address in addresses if address and not address.startswith("#")), None)
        alt = " ".join((attributes.get("alt") or "")[:_MOST_TITLE].split()) or None
        return {"href": src, "title": alt} if src is not None else None
    return {}


def _place(text: str, run: list[str], first: int, offset: int) -> int:
    """The offset of something that stands between two characters: where its white space is, too."""
    if not offset:
        return 0
    _, offset = _whole_characters(text, offset - 1, offset)
    is_after_space = first > 0 and run[first - 1][-1:].isspace()
    return offset + 1 if is_after_space and text[offset : offset + 1] == " " else offset


def _whole_characters(text: str, start: int, end: int) -> tuple[int, int]:
    """A span widened to the combining signs of its last character, and to the character of those at its start."""
    while end < len(text) and _extends(text, end):
        end += 1
    while start > 0 and _extends(text, start):
        start -= 1
    return start, end


def _extends(text: str, at: int) -> bool:
    """True if a character is part of the one before it."""
    sign = text[at]
    if sign.isascii():
        return text[at - 1] == _JOINER
    return sign == _JOINER or text[at - 1] == _JOINER or unicodedata.category(sign) in ("Mn", "Me", "Mc")


def _nested(marks: list[MarkValues]) -> list[MarkValues]:
    """Marks in their order, without second ones of a kind at one place, cut so that none crosses another."""
    # Of two with one span the outer one was closed later.
    marks = [mark for mark in reversed(marks) if mark["end"] > mark["start"]] + [
        mark for mark in marks if mark["end"] == mark["start"]
    ]
    marks.sort(key=lambda mark: (mark["start"], -mark["end"]))
    nested: list[MarkValues] = []
    around: list[MarkValues] = []
    depth = 0  # of the last mark
    for mark in marks:
        while around and around[-1]["end"] <= mark["start"] and not mark["start"] == mark["end"] == around[-1]["end"]:
            around.pop()
        if around and mark["end"] > around[-1]["end"]:
            mark["end"] = around[-1]["end"]
        kind = mark["kind"]
        if kind not in _PLACES:
            if any(outer["kind"] == kind for outer in around):
                continue
            last = nested[-1] if nested else None
            is_next = last is not None and last["kind"] == kind and last["end"] == mark["start"]
            if last is not None and is_next and kind in _JOINED and depth == len(around):
                last["end"] = mark["end"]
                around.append(last)
                continue
            depth = len(around)
            around.append(mark)
        nested.append(mark)
    return nested
