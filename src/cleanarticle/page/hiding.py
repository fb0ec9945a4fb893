"""How the attributes of an element hide its text from a reader."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, Literal

from cleanarticle.lexicon.lazy_pattern import lazy_pattern

__all__ = ["HidingKind", "colours_of", "hiding_by_style", "hiding_of"]

HidingKind = Literal["not-displayed", "off-screen", "no-size", "same-colour", "transparent", "folded", "aria-hidden"]

_ZERO: Final = r"0(?:\.0+)?(?:px|em|rem|pt|%)?\s*(?:;|$|!)"
_FAR: Final = r"-\s*(?:[5-9]\d\d|\d{4,})(?:px|em|rem)"
_NOT_DISPLAYED: Final = lazy_pattern(r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*hidden)")
_OFF_SCREEN: Final = lazy_pattern(
    rf"(?<![\w-])(?:(?:left|top|right|text-indent)\s*:\s*{_FAR}"
    r"|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?\s*\))"
)
_NO_FONT: Final = lazy_pattern(rf"(?<![\w-])font-size\s*:\s*{_ZERO}")
_CLEAR: Final = lazy_pattern(rf"(?<![\w-])(?:opacity\s*:\s*{_ZERO}|color\s*:\s*transparent)")
_NO_BOX: Final = lazy_pattern(rf"(?<![\w-])(?:max-)?(?:height|width)\s*:\s*(?:{_ZERO}|1px\s*(?:;|$))")
_COLOURS: Final = lazy_pattern(r"(?<![\w-])(color|background(?:-color)?)\s*:\s*([#\w]+)")
# The blocks of a container ask about its style one after another.
_MOST_STYLES: Final = 64


@lru_cache(_MOST_STYLES)
def hiding_by_style(style: str) -> HidingKind | None:
    """How declarations of CSS hide text; None if they show it.

    A box without height or width hides nothing by itself: its text flows out of it.
    """
    style = style.lower()
    if _OFF_SCREEN.search(style):
        return "off-screen"
    is_clear = _CLEAR.search(style) is not None
    has_no_box = _NO_BOX.search(style) is not None
    if _NO_FONT.search(style) or (is_clear and has_no_box):
        return "no-size"
    colour, background = colours_of(style)
    if colour and colour == background:
        return "same-colour"
    if _NOT_DISPLAYED.search(style):
        return "not-displayed"
    if has_no_box and "overflow" in style:
        return "folded"
    return "transparent" if is_clear else None


def hiding_of(attributes: Mapping[str, str | None]) -> HidingKind | None:
    """How an element hides its text; None if it shows it."""
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return "not-displayed"
    style = attributes.get("style")
    kind = hiding_by_style(style) if style else None
    return kind or ("aria-hidden" if attributes.get("aria-hidden") == "true" else None)


def colours_of(style: str) -> tuple[str, str]:
    """The colours of text and background that declarations name; empty where they name none."""
    colours = {name.lower()[:10]: value.lower() for name, value in _COLOURS.findall(style.lower())}
    return colours.get("color", ""), colours.get("background", "")
