"""The meaning of an element's attributes: names, roles, styles, sources."""

from __future__ import annotations

from enum import IntEnum
from html import unescape
from typing import Final

from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.page.model import Within
from cleanarticle.parse.document import Attributes, Element

__all__ = ["InlineKind", "kind_by_class", "meaning_of", "split_names", "with_source"]

_ROLES: Final[dict[str, int]] = {
    "article": Within.ARTICLE,
    "main": Within.MAIN,
    "complementary": Within.ASIDE,
    "navigation": Within.NAV,
    "menu": Within.NAV,
    "menubar": Within.NAV,
    "banner": Within.HEADER,
    "contentinfo": Within.FOOTER,
    "search": Within.FORM,
    "dialog": Within.DIALOG,
    "alertdialog": Within.DIALOG,
    "button": Within.BUTTON,
    "blockquote": Within.QUOTE,
}
_LETTERS: Final = bytes(code if code in b"abcdefghijklmnopqrstuvwxyz" else ord(" ") for code in range(256))
_HIDDEN_STYLE: Final = lazy_pattern(r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*hidden)")
_MARK_NAMES: Final = ("author", "byline", "writer", "date", "time", "publish", "credit", "copyright", "photo")
_HIDDEN_NAMES: Final = ("sr-only", "visually-hidden", "visuallyhidden", "screen-reader", "screenreader", "a11y-hidden")
_SOURCE: Final = lazy_pattern(
    r"""<source\s[^<>]{0,500}?(?<=\s)src\s?=\s?("[^"<>]{1,2000}"|'[^'<>]{1,2000}'|[^\s"'<>]{1,2000})"""
)
# Measured: at 5,000, 1 of 256 changes (media); at 80,000, none of 256 pages changes.
_MOST_PLAYER: Final = 20_000
_LEFT_OUT_NAMES: Final = ("editsection", "katex-html", "mathjax_preview", "mathjax_svg", "mathjax_chtml")
"""Classes of what is not text: links to edit a section, and formulas drawn with glyphs beside their TeX."""
_BREAK_NAMES: Final = frozenset(("br", "linebreak", "line-break"))
"""Classes of empty elements that mean a line break, in markup generated from data."""


class InlineKind(IntEnum):
    """What an inline element does to the text in it: mark it, hide it, break the line, link onwards, leave it out."""

    MARKED = 1
    HIDDEN = 2
    BREAK = 3
    PAGINATION = 4
    LEFT_OUT = 5


def split_names(raw: str) -> tuple[str, ...]:
    """The words of class names and ids, lower case: `postBody__ad-slot` → post, body, ad, slot."""
    if raw.isascii():
        encoded = raw.encode()
        if encoded.islower():
            return tuple(encoded.translate(_LETTERS).decode().split())
    words = []
    place, size = 0, len(raw)
    while place < size:
        start = place
        while place < size and "A" <= raw[place] <= "Z":
            place += 1
        capitals = place - start
        while place < size and "a" <= raw[place] <= "z":
            place += 1
        if place > start + capitals:  # the last capital begins the word of the small letters
            first = start
            start += max(capitals - 1, 0)
            if capitals > 2:
                words.append(raw[first:start].lower())
            words.append(raw[start:place].lower())
        elif capitals > 1:
            words.append(raw[start:place].lower())
        elif not capitals:
            place += 1
    return tuple(words)


def meaning_of(attributes: Attributes) -> int:
    """What role, `hidden` and style say about an element and its content, as bits of `Within`."""
    role = attributes.get("role")
    meaning = _ROLES.get(role, 0) if role else 0
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        meaning |= Within.HIDDEN
    style = attributes.get("style")
    if style:
        style = style.lower()
        if ("none" in style or "hidden" in style) and _HIDDEN_STYLE.search(style):
            meaning |= Within.HIDDEN
    return meaning


def with_source(element: Element) -> Attributes:
    """The attributes of a player; without an address of its own it gets that of its first `source`."""
    attributes = element.attributes
    if attributes.get("src"):
        return attributes
    source = _SOURCE.search((element.html or "")[:_MOST_PLAYER])
    return attributes if source is None else {**attributes, "src": unescape(source[1].strip("\"'"))}


def kind_by_class(classes: str) -> InlineKind | None:
    """The kind of an inline element by its classes, given in lower case."""
    for name in _LEFT_OUT_NAMES:
        if name in classes:
            return InlineKind.LEFT_OUT
    if classes == "mathjax":
        return InlineKind.LEFT_OUT
    for name in _HIDDEN_NAMES:
        if name in classes:
            return InlineKind.HIDDEN
    if not _BREAK_NAMES.isdisjoint(classes.split()):
        return InlineKind.BREAK
    for name in _MARK_NAMES:
        if name in classes:
            return InlineKind.MARKED
    return None
