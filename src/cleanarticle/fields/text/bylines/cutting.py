"""Cut away what stands beside names: addresses, dates, buttons, and the credits of those who did not write."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from cleanarticle.fields.text.bylines.tokens import OUTER, Phrases, Token, fold, listed_words
from cleanarticle.fields.text.dates.moments import month_number
from cleanarticle.fields.text.names import is_weekday

__all__ = [
    "HAS_DIGIT",
    "HELPERS",
    "NOISE",
    "OTHERS",
    "Cut",
    "belongs_to_date",
    "cut",
    "without_addresses",
    "without_dates",
    "without_footnotes",
    "without_leading_date",
]

OTHERS: Final = Phrases.listed("other")
"""Phrases before those who did not write: photographers, editors, translators."""

HAS_DIGIT: Final = re.compile(r"\d")

HELPERS: Final = Phrases.listed("helper")
"""Phrases before those who helped."""

NOISE: Final = Phrases.listed("noise")
"""Phrases of buttons, dates and counts."""

_SPEECH: Final = listed_words("speech")
# Behind one of these a noun ("photo", "edited") names somebody who did not write, without a colon.
_LINKS: Final = listed_words("link")
_DATE_WORDS: Final = listed_words("date")
_TIME_WORDS: Final = listed_words("time")
_ADDRESSES: Final = re.compile(
    r"https?://\S{1,200}|www\.\S{1,200}|[\w.+\-]{1,64}@[\w\-]{1,63}\.[\w.\-]{2,40}|@\s?[\w.]{2,40}|\[email.protected\]"
)
# A number behind a capital belongs to a name: "BR24".
_NUMBER: Final = re.compile(r"(?<![A-Z\d])\d")


_INSIDE_WORD: Final = re.compile(r"[A-Za-z]\d+[A-Za-z]")
# A figure behind a name points to a note.
_FOOTNOTE: Final = re.compile(r"(?<=[a-zß-ÿ.])(?:\d{1,2}(?:,\d{1,2})*|[¹²³⁴-⁹⁰†‡]+)(?=\s|[,;|]|$)")
_LEAST_FOOTNOTES: Final = 2


class Cut(NamedTuple):
    """A line up to what does not belong to its authors, and the part that names who helped them."""

    kept: str
    helpers: str


def without_addresses(line: str) -> str:
    """Web addresses, addresses of mail and user names with an at sign become bars."""
    if "@" in line or "://" in line or "www." in line or "[email" in line:
        return _ADDRESSES.sub(" | ", line)
    return line


def without_footnotes(line: str) -> str:
    """Figures that point from several names to notes go."""
    if len(_FOOTNOTE.findall(line)) < _LEAST_FOOTNOTES:
        return line
    return _FOOTNOTE.sub("", line)


def cut(line: str, tokens: Sequence[Token]) -> Cut:
    """Cut a line where credits of others, buttons, dates and counts begin.

    Args:
        line: The line.
        tokens: Its words.

    Returns:
        What stands before the cut, and what names helpers behind it. Nothing is kept of a line that reports what
        somebody says.
    """
    for index, (word, start, _) in enumerate(tokens):
        if word in HELPERS:
            taken = HELPERS.at(tokens, index)
            if taken and (taken > 1 or _is_marked(line, tokens[index])):
                behind = line[tokens[index + taken - 1][2] :].lstrip(" :：")
                return Cut(line[:start], cut(behind, _tokens_behind(tokens, index + taken, line, behind)).kept)
        if word in OTHERS:
            taken = OTHERS.at(tokens, index)
            if taken:
                last = tokens[index + taken - 1]
                if last[0] in _LINKS or _is_marked(line, last):
                    return Cut(line[:start], _helpers_behind(line, tokens, index + taken))
        if word in NOISE and NOISE.at(tokens, index):
            return Cut(line[:start], "")
        if word in _SPEECH and index and line[start].islower():
            return Cut("", "")
    return Cut(line, "")


def _helpers_behind(line: str, tokens: Sequence[Token], first: int) -> str:
    """Helpers that are named behind the credits of others."""
    for index in range(first, len(tokens)):
        if tokens[index][0] in HELPERS and HELPERS.at(tokens, index) > 1:
            return cut(line, tokens[index:]).helpers
    return ""


def _tokens_behind(tokens: Sequence[Token], index: int, line: str, behind: str) -> list[Token]:
    shift = len(line) - len(behind)
    return [(word, start - shift, end - shift) for word, start, end in tokens[index:]]


def _is_marked(line: str, token: Token) -> bool:
    """Whether a colon or a slash stands behind a word."""
    return line[token[2] :].lstrip()[:1] in (":", "/", "：")


def without_dates(text: str) -> str:
    """Drop a date in front; cut at the first number behind it, with the words of the date that lead to it."""
    if _NUMBER.search(text) is None:
        return text
    text = without_leading_date(text)
    match = _NUMBER.search(text)
    if match is None:
        return text
    words = text[: match.start()].split()
    if _INSIDE_WORD.match(text, match.start() - 1):
        words.pop()  # A user's name: "Bo2man".
    while words and belongs_to_date(words[-1]):
        words.pop()
    if words and "-" in words[-1]:
        before, _, behind = words[-1].rpartition("-")
        words[-1] = before if month_number(behind) is not None else words[-1]
    return " ".join(words)


def without_leading_date(text: str) -> str:
    """Drop a date in front."""
    words = text.split()
    has_digits = False
    for index, word in enumerate(words):
        bare = word.strip(OUTER)
        if bare[:1].isdigit():
            has_digits = True
        elif not (belongs_to_date(word) or (has_digits and fold(bare) in _TIME_WORDS)):
            return " ".join(words[index:]) if has_digits else text
    return ""


def belongs_to_date(word: str) -> bool:
    """Tell whether a word may stand in a date beside its numbers."""
    bare = word.strip(OUTER)
    return not bare or bare in _DATE_WORDS or is_weekday(bare) or month_number(bare) is not None
