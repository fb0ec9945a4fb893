"""Labels before or after a headline ("Live:", "Opinion |", "【社説】"), and those above a summary ("Key points")."""

from __future__ import annotations

from functools import cache
from typing import Final

from cleanarticle.fields.text.patterns import compiled
from cleanarticle.fields.text.words import listed, ordered

__all__ = ["heads_summary", "is_label", "without_label"]

# Measured: at 2 and at 4, none of 2,304 pages changes.
_LEAST_WORDS: Final = 3
# Measured: at 7 and at 9, none of 2,304 pages changes.
_LEAST_UNSPACED: Final = 8
_EDGES: Final = " .,:：;!?*|｜·•-–—―+▼▲▾▸[](){}【】［］（）《》«»\"'“”„…"
_BEFORE: Final = (
    r"^(?P<label>[^|｜:：–—―\-]{2,30}?)\s*(?:[|｜:：]|\s[-–—―]\s)\s*(?=\S)"
    r"|^[\[【［(（](?P<bracketed>[^\]】］)）]{2,30})[\]】］)）]\s*(?=\S)"
)
_PARTING: Final = r"[|｜:：\[\]【】［］(（)）]|\s[-–—―]\s"
"""One of the signs that part a label from a headline."""
_AFTER: Final = r"\s*[|｜]\s*(?P<label>[^|｜]{2,30})$|\s*[\[【［](?P<bracketed>[^\]】］]{2,30})[\]】］]$"


def is_label(text: str) -> bool:
    """Tell whether a text is one of the labels, signs and brackets around it aside."""
    return _is_listed(text, "labels", 4)


def heads_summary(text: str) -> bool:
    """Tell whether a text is a heading of a list of summary points, and nothing else."""
    return _is_listed(text, "summaries", 6)


@cache
def _longest(name: str) -> int:
    return max(map(len, ordered(name)))


def _is_listed(text: str, name: str, signs: int) -> bool:
    if len(text) > _longest(name) + signs:
        return False
    return text.strip(_EDGES).casefold().replace("’", "'") in listed(name)


def without_label(title: str) -> str:
    """A headline without the label before or after it, if enough of it is left."""
    if compiled(_PARTING).search(title) is None:
        return title
    for pattern in (_BEFORE, _AFTER):
        match = compiled(pattern).search(title)
        if match is not None and is_label(match["label"] or match["bracketed"]):
            rest = title[match.end() :] if pattern is _BEFORE else title[: match.start()]
            if len(rest.split()) >= _LEAST_WORDS or (not rest.isascii() and len(rest) >= _LEAST_UNSPACED):
                title = rest.strip()
    return title
