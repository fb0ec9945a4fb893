"""Formulas as MathML: of their TeX, or of a page's own MathML, read and written anew."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from cleanarticle.render.markup import closing_tag, escape, opening_tag

__all__ = ["formula"]

_ELEMENTS: Final = frozenset(
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom menclose mfenced msub msup "
    "msubsup munder mover munderover mmultiscripts mprescripts none mtable mtr mlabeledtr mtd semantics".split()
)
"""Elements that draw a formula; those for actions, links, pictures and other markup are not among them."""
_LEFT_OUT: Final = frozenset({"annotation", "annotation-xml"})
_ATTRIBUTES: Final = frozenset(
    "accent accentunder align close columnalign columnspan dir display fence form largeop linethickness lspace "
    "mathvariant maxsize minsize movablelimits notation open rowspan rspace separator separators stretchy "
    "symmetric width".split()
)
_TOKEN: Final = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z-]*)(?P<attributes>[^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*)>"
    r"|(?P<text>[^<]+)|<!--.*?-->",
    re.DOTALL,
)
_ATTRIBUTE: Final = re.compile(r"(?P<name>[a-z]+)\s*=\s*(?P<value>\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+)")
_MOST_MARKUP: Final = 200_000
"""Characters of MathML that are read: ten times the longest formula whose TeX is read."""


def formula(text: str, mathml: str | None = None, *, is_block: bool = False) -> str:
    """A `math` element that shows a formula.

    Args:
        text: Its TeX, or what MathML without TeX shows as text.
        mathml: MathML of a page, for a formula without TeX. It is read, and what draws the formula is written; if it
            is no MathML, or does not show the text, the element has the text alone.
        is_block: True for a formula on a line of its own.
    """
    display = "block" if is_block else None
    if mathml is None:
        return f"{opening_tag('math', {'display': display, 'alttext': text})}<mtext>{escape(text)}</mtext></math>"
    reader = _Reader(display)
    drawn = reader.read(mathml) if len(mathml) <= _MOST_MARKUP else ""
    if drawn and "".join(reader.texts).split() == text.split():
        return drawn
    return f"{opening_tag('math', {'display': display})}<mtext>{escape(text)}</mtext></math>"


class _Reader:
    """Reads MathML of a page and writes it anew, of allowed elements and attributes alone."""

    def __init__(self, display: str | None) -> None:
        self.display = display
        self.texts: list[str] = []
        self.parts: list[str] = []
        self.opened: list[str] = []
        self.opened_left_out = 0

    def read(self, markup: str) -> str:
        """The formula; empty if the markup is not one `math` element of allowed elements."""
        markup = markup.strip()
        place = 0
        while place < len(markup):
            token = _TOKEN.match(markup, place)
            if token is None or not self._take(token):
                return ""
            place = token.end()
        return "" if self.opened else "".join(self.parts)

    def _take(self, token: re.Match[str]) -> bool:
        """Write what a token of the markup says; false if it must not be there."""
        name = token["name"]
        if name is None:
            return not token["text"] or self._text(unescape(token["text"]))
        name = name.lower()
        if token["end"]:
            return self._end(name)
        attributes = token["attributes"]
        return self._start(name, attributes) and (not attributes.rstrip().endswith("/") or self._end(name))

    def _start(self, name: str, attributes: str) -> bool:
        is_root = not self.opened
        self.opened.append(name)
        self.opened_left_out += name in _LEFT_OUT
        if self.opened_left_out:
            return not is_root
        if name not in _ELEMENTS or (name == "math") != is_root or (is_root and self.parts):
            return False
        given: dict[str, str | None] = {
            match["name"]: unescape(match["value"].strip("\"'"))
            for match in _ATTRIBUTE.finditer(attributes)
            if match["name"] in _ATTRIBUTES
        }
        if is_root and self.display is not None:
            given["display"] = self.display
        self.parts.append(opening_tag(name, given))
        return True

    def _end(self, name: str) -> bool:
        if not self.opened or self.opened.pop() != name:
            return False
        if not self.opened_left_out:
            self.parts.append(closing_tag(name))
        self.opened_left_out -= name in _LEFT_OUT
        return True

    def _text(self, text: str) -> bool:
        if not self.opened_left_out:
            self.texts.append(text)
            self.parts.append(escape(text))
        return bool(self.opened)
