"""The text of a paragraph with its marks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Final

from cleanarticle.content import MarkKind, Paragraph, TextMark
from cleanarticle.render.addresses import safe_address
from cleanarticle.render.markdown.escape import (
    clean,
    escape_address,
    escape_line_starts,
    escape_text,
    escape_title,
)
from cleanarticle.render.markdown.flanking import can_stand
from cleanarticle.render.markdown.mark_tree import MarkedPiece, Piece, pieces_of, plain_text

__all__ = ["TAGS", "InlineWriter", "as_attribute", "marked"]

_HARD_BREAK: Final = "\\\n"

_SIGNS: Final[Mapping[MarkKind, tuple[str, ...]]] = {
    "emphasis": ("*", "_"),
    "strong": ("**", "__"),
    "strike": ("~~",),
}
TAGS: Final[Mapping[MarkKind, str]] = {
    "emphasis": "em",
    "strong": "strong",
    "strike": "del",
    "code": "code",
    "sub": "sub",
    "sup": "sup",
    "highlight": "mark",
    "quote": "q",
    "abbreviation": "abbr",
}
"""Elements for what Markdown has no sign for, or whose signs can't stand at their place."""

_BACKTICKS: Final = re.compile(r"`+")
_SOME_SIGN: Final = "["
"""Stands for the first sign of a mark: all of them are punctuation."""


def marked(paragraph: Paragraph, kind: MarkKind) -> Paragraph:
    """A paragraph with a mark around its whole text."""
    mark = TextMark(kind=kind, start=0, end=len(paragraph.text))
    return Paragraph.model_construct(text=paragraph.text, marks=(mark, *paragraph.marks))


def as_attribute(value: str) -> str:
    """A value for an attribute. No sign of it ends the cell of a table."""
    return escape(" ".join(clean(value).split())).replace("|", "&#124;")


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """Where pieces stand."""

    line_break: str
    in_cell: bool = False
    in_link: bool = False
    dollars: bool = False


@dataclass(frozen=True, slots=True)
class InlineWriter:
    """Writes texts.

    Attributes:
        links: True to write links.
        images: True to write pictures.
        labels: Labels of footnotes by their ids. Signs of other footnotes are left out.
    """

    links: bool = True
    images: bool = True
    labels: Mapping[str, str] = field(default_factory=dict)

    def lines(self, paragraph: Paragraph) -> str:
        """A text of one or more lines, as a block of its own; empty if it has neither words nor pictures."""
        return escape_line_starts(self._whole(paragraph, line_break=_HARD_BREAK))

    def line(self, paragraph: Paragraph) -> str:
        """A text as one line, for a heading."""
        written = self._whole(paragraph, line_break=" ")
        return f"{written[:-1]}\\#" if written.endswith("#") else written

    def cell(self, paragraph: Paragraph, *, alone: bool) -> str:
        """A text as part of a table's cell; `alone` if the cell has no other."""
        return self._whole(paragraph, line_break="<br>", in_cell=True, dollars=not alone).replace("|", "\\|")

    def image(self, src: str | None, alt: str | None) -> str:
        """A picture; empty if its address can't be written."""
        address = safe_address(src, picture=True) if self.images else None
        if address is None:
            return ""
        words = " ".join(clean(alt or "").split())
        text = escape_text(words, in_link=True, dollars=True, before_mark=False, after_note=False) if words else ""
        return f"![{text}]({escape_address(address)})"

    def is_written(self, mark: TextMark) -> bool:
        """True for a mark that is written as one."""
        if mark.kind == "link":
            return self.links and safe_address(mark.href) is not None
        if mark.kind == "image":
            return self.images and safe_address(mark.href, picture=True) is not None
        if mark.kind == "footnote":
            return mark.href in self.labels
        if mark.kind == "math":
            return mark.mathml is None
        if mark.kind == "abbreviation":
            return bool(mark.title and mark.title.strip())
        return mark.kind != "break"

    def _whole(self, paragraph: Paragraph, *, line_break: str, in_cell: bool = False, dollars: bool = False) -> str:
        pieces = pieces_of(paragraph, self.is_written)
        dollars = dollars or _has_pair_of_dollars(paragraph)
        place = _Surroundings(line_break, in_cell=in_cell, dollars=dollars)
        return self._pieces(pieces, place, before="", after="")

    def _pieces(self, pieces: tuple[Piece, ...], place: _Surroundings, *, before: str, after: str) -> str:
        written = before
        for index, piece in enumerate(pieces):
            following = pieces[index + 1] if index + 1 < len(pieces) else None
            if isinstance(piece, str):
                previous = pieces[index - 1] if index else None
                written += _text(
                    piece,
                    place,
                    before_mark=following is not None,
                    after_note=isinstance(previous, MarkedPiece) and previous.mark.kind == "footnote",
                )
            else:
                next_sign = _after_mark(following) if following else after
                written += self._span(piece, place, before=written[-1:], after=next_sign)
        return written[len(before) :]

    def _span(self, span: MarkedPiece, place: _Surroundings, *, before: str, after: str) -> str:
        mark, pieces = span.mark, span.pieces
        if mark.kind == "footnote":
            return f"[^{self.labels[mark.href or '']}]"
        if mark.kind == "image":
            return self.image(mark.href, mark.title)
        if mark.kind == "link":
            return self._link(span, place)
        if mark.kind == "code" and (code := _code_span(pieces, before, place)):
            return code
        if mark.kind == "math":
            return _formula(pieces, before, place) or self._pieces(pieces, place, before=before, after=after)
        first, last = _first(pieces[0]), _last(pieces[-1])
        for sign in _SIGNS.get(mark.kind, ()):
            if can_stand(sign, before=before, first=first, last=last, after=after):
                return f"{sign}{self._pieces(pieces, place, before=sign, after=sign[0])}{sign}"
        tag = TAGS[mark.kind]
        title = f' title="{as_attribute(mark.title)}"' if mark.kind == "abbreviation" and mark.title else ""
        return f"<{tag}{title}>{self._pieces(pieces, place, before='>', after='<')}</{tag}>"

    def _link(self, span: MarkedPiece, place: _Surroundings) -> str:
        inside = _Surroundings(place.line_break, in_cell=place.in_cell, in_link=True, dollars=place.dollars)
        text = self._pieces(span.pieces, inside, before="[", after="]")
        address = escape_address(safe_address(span.mark.href) or "")
        title = escape_title(" ".join(clean(span.mark.title or "").split()))
        return f'[{text}]({address} "{title}")' if title else f"[{text}]({address})"


def _after_mark(following: Piece) -> str:
    """The character behind a mark. A formula may turn out to be text, so it counts as the stricter of the two."""
    is_formula = isinstance(following, MarkedPiece) and following.mark.kind == "math"
    return "x" if is_formula else _first(following)


def _has_pair_of_dollars(paragraph: Paragraph) -> bool:
    """True if a parser could read a formula: a text with one price in it stays as it is."""
    marks = paragraph.marks
    values = (paragraph.text, *(value or "" for mark in marks for value in (mark.href, mark.title)))
    return sum(value.count("$") for value in values) > 1 or any(mark.kind == "math" for mark in marks)


def _text(text: str, place: _Surroundings, *, before_mark: bool, after_note: bool) -> str:
    one_line = re.sub(r" *\n *", "\n", re.sub(r"[ \t]+", " ", clean(text)))
    escaped = escape_text(
        one_line, in_link=place.in_link, dollars=place.dollars, before_mark=before_mark, after_note=after_note
    )
    return escaped.replace("\n", place.line_break)


def _first(piece: Piece) -> str:
    return piece[0] if isinstance(piece, str) else _SOME_SIGN


def _last(piece: Piece) -> str:
    return piece[-1] if isinstance(piece, str) else _SOME_SIGN


def _code_span(pieces: tuple[Piece, ...], before: str, place: _Surroundings) -> str:
    """Code between backticks; empty if they can't stand there, or marks are in the code."""
    if not all(isinstance(piece, str) for piece in pieces) or before == "`":
        return ""
    code = clean(plain_text(pieces)).replace("\n", " ")
    if place.in_cell and "\\|" in code:  # parsers differ in what ends the cell
        return ""
    lengths = {len(found) for found in _BACKTICKS.findall(code)}
    fence = "`" * next(length for length in range(1, len(lengths) + 2) if length not in lengths)
    space = " " if code.startswith("`") or code.endswith("`") else ""
    return f"{fence}{space}{code}{space}{fence}"


def _formula(pieces: tuple[Piece, ...], before: str, place: _Surroundings) -> str:
    """TeX between dollars; empty if they can't stand there."""
    tex = " ".join(clean(plain_text(pieces)).split())
    is_plain = all(isinstance(piece, str) for piece in pieces)
    if not is_plain or "$" in tex or before == "$" or tex.endswith("\\") or (place.in_cell and "|" in tex):
        return ""
    return f"${tex}$"
