"""Labels before or after a headline ("Live:", "Opinion |", "【社説】"), and those above a summary ("Key points")."""

from __future__ import annotations

from functools import cache
from typing import Final

from cleanarticle.fields.text.folding import flat
from cleanarticle.fields.text.patterns import compiled
from cleanarticle.lexicon.words import load_words

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
_AFTER: Final = r"\s*[|｜]\s*(?P<label>[^|｜]{2,30})$|\s*[\[【［](?P<bracketed>[^\]】］]{2,30})[\]】］]$"


@cache
def _labels(name: str) -> tuple[frozenset[str], int]:
    """A list of labels, and the length of the longest."""
    labels = frozenset(flat(load_words(name)))
    return labels, max(map(len, labels))


def is_label(text: str) -> bool:
    """Tell whether a text is one of the labels, signs and brackets around it aside."""
    labels, longest = _labels("labels")
    return len(text) <= longest + 4 and _bare(text) in labels


def heads_summary(text: str) -> bool:
    """Tell whether a text is a heading of a list of summary points, and nothing else."""
    headings, longest = _labels("summaries")
    return len(text) <= longest + 6 and _bare(text) in headings


def _bare(text: str) -> str:
    return text.strip(_EDGES).casefold().replace("’", "'")


def without_label(title: str) -> str:
    """A headline without the label before or after it, if enough of it is left."""
    for pattern in (_BEFORE, _AFTER):
        match = compiled(pattern).search(title)
        if match is not None and is_label(match["label"] or match["bracketed"]):
            rest = title[match.end() :] if pattern is _BEFORE else title[: match.start()]
            if len(rest.split()) >= _LEAST_WORDS or (not rest.isascii() and len(rest) >= _LEAST_UNSPACED):
                title = rest.strip()
    return title
