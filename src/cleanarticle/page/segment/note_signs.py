"""Links that are signs and no words: references to footnotes, and the anchors of headings."""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.parse.document import Attributes

__all__ = ["is_anchor_sign", "is_note_sign"]

_ANCHORS: Final = frozenset({"#", "¶", "§", "∞", "🔗", "⚓", "link", "permalink"})
_SIGN: Final = lazy_pattern(
    r"(?P<bracketed>[\[(（〔［]\s?)?(?:(?:note|nb|n|fn)\.?\s)?(?:\d{1,4}|[a-z]{1,2}|[ivxl]{1,5}|[*†‡§¶‖]{1,4})(?:\s?[\])）〕］])?",
    re.IGNORECASE,
)
"""The sign of a note: a number, a letter or a symbol, often in brackets."""
_NOTE_NAMES: Final = ("footnote", "noteref", "note-ref", "fnref", "fn-ref", "reference", "citation", "endnote")
_NOTE_IDS: Final = ("fn", "note", "cite", "ref", "_ftn", "_edn")


def is_anchor_sign(text: str) -> bool:
    """True for the text of a link by which a heading leads to itself."""
    return text in _ANCHORS or text.lower() in _ANCHORS


def is_note_sign(text: str, attributes: Attributes, *, is_raised: bool) -> bool:
    """True for a link that is the sign of a footnote.

    Args:
        text: What is linked.
        attributes: The attributes of the link.
        is_raised: True if it stands in a `sup` element.
    """
    address = attributes.get("href")
    if not address or len(text) > 12:
        return False
    fragment = address.rpartition("#")[2].lower() if "#" in address else ""
    if not fragment:
        return False
    match = _SIGN.fullmatch(text)
    if match is None:
        return False
    if is_raised or match["bracketed"]:
        return address.startswith("#") or fragment.startswith(_NOTE_IDS)
    names = " ".join(attributes.get(name) or "" for name in ("class", "role", "rel", "epub:type")).lower()
    return any(name in names for name in _NOTE_NAMES)
