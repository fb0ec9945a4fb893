"""Labels before or behind a headline ("Live:", "Opinion |", "【社説】"), and those above a summary ("Key points")."""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.lexicon.words import load_words

__all__ = ["heads_summary", "is_label", "without_label"]

_LABELS: Final = frozenset(label for labels in load_words("labels").values() for label in labels)
_LEAST_WORDS: Final = 3
_LEAST_UNSPACED: Final = 8
_LONGEST: Final = max(map(len, _LABELS))
_EDGES: Final = " .,:：;!?*|｜·•-–—―+▼▲▾▸[](){}【】［］（）《》«»\"'“”„…"
_HEADINGS: Final = frozenset(heading for headings in load_words("summaries").values() for heading in headings)
_LONGEST_HEADING: Final = max(map(len, _HEADINGS)) + 6
_BEFORE: Final = re.compile(
    r"^(?P<label>[^|｜:：–—―\-]{2,30}?)\s*(?:[|｜:：]|\s[-–—―]\s)\s*(?=\S)|^[\[【［(（](?P<bracketed>[^\]】］)）]{2,30})[\]】］)）]\s*(?=\S)"
)
_BEHIND: Final = re.compile(r"\s*[|｜]\s*(?P<label>[^|｜]{2,30})$|\s*[\[【［](?P<bracketed>[^\]】］]{2,30})[\]】］]$")


def is_label(text: str) -> bool:
    """Whether a text is one of the labels, signs and brackets around it aside."""
    return len(text) <= _LONGEST + 4 and text.strip(_EDGES).casefold().replace("’", "'") in _LABELS


def heads_summary(text: str) -> bool:
    """Whether a text is a heading of a list of summary points, and nothing else."""
    return len(text) <= _LONGEST_HEADING and text.strip(_EDGES).casefold().replace("’", "'") in _HEADINGS


def without_label(title: str) -> str:
    """A headline without the label before or behind it, if enough of it is left."""
    for pattern in (_BEFORE, _BEHIND):
        found = pattern.search(title)
        if found is not None and is_label(found["label"] or found["bracketed"]):
            rest = title[found.end() :] if pattern is _BEFORE else title[: found.start()]
            if len(rest.split()) >= _LEAST_WORDS or (not rest.isascii() and len(rest) >= _LEAST_UNSPACED):
                title = rest.strip()
    return title
