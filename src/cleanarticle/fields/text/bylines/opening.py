"""Take the byword off a line: "By", "Ein Gastbeitrag von", "Autor:"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from cleanarticle.fields.text.bylines.cutting import HELPERS, NOISE, OTHERS, cut
from cleanarticle.fields.text.bylines.tokens import EDGES, OUTER, Phrases, Token, listed_words, tokenise
from cleanarticle.fields.text.dates.moments import month_number
from cleanarticle.fields.text.names import is_newsroom
from cleanarticle.fields.text.patterns import is_east_asian

__all__ = ["Opened", "is_byword", "open_line", "opens_with_byword", "presents_author"]

_WRITERS: Final = Phrases.listed("writer")
_LABELS: Final = Phrases.listed("label")
# Bywords that are parts of names, too.
_NAMELIKE: Final = listed_words("namelike")
# Bywords that may stand inside a line, behind a section or a date ("News By Jane Doe").
_INNER: Final = listed_words("inner")
_INNER_BEHIND_MARK: Final = listed_words("inner_behind_mark")
# Labels that need no colon.
_BARE_LABELS: Final = listed_words("bare_label")
_COLONS: Final = (":", "：")
_LABEL_MARKS: Final = (*_COLONS, "|", "/", "=")
_MARKS_BEFORE: Final = (*"·|•–—0123456789",)
_LEAST_OF_VERB: Final = 4
_BEFORE_BYWORD: Final = OUTER + "0123456789"
_MOST_WORDS_BEFORE: Final = 14
_LINE_LENGTH: Final = 200
# What opens the presentation of an author below the text, and no teaser of another article.
_PRESENTING: Final = listed_words("presenting")
_LONGEST_BYWORD: Final = 30


class Opened(NamedTuple):
    """A line behind its byword, and the byword.

    Attributes:
        rest: What stands behind the byword; without one, the line up to credits of others and buttons.
        byword: The first word of the byword, or its first and last; empty if there is none.
        helpers: The part that names who helped, where the line has no byword.
    """

    rest: str
    byword: str
    helpers: str = ""


def open_line(line: str) -> Opened | None:
    """Take the byword off a line.

    Args:
        line: The line, white space collapsed.

    Returns:
        The line behind its byword, or as far as it may name authors; None if it names somebody who did not write.
    """
    tokens = tokenise(line)
    if not tokens:
        return None
    opened = None if HELPERS.at(tokens, 0) else _open(line, tokens)
    if opened is not None:
        return opened
    kept, helpers = cut(line, tokens)
    return Opened(kept, "", helpers) if kept.strip(EDGES) or helpers else None


def _open(line: str, tokens: Sequence[Token]) -> Opened | None:
    if not line[: tokens[0][1]].strip(_BEFORE_BYWORD):
        opened = _open_with_writer(line, tokens) or _open_with_label(line, tokens)
        if opened is not None:
            return opened
    return _open_inside(line, tokens)


def opens_with_byword(line: str) -> bool:
    """Tell whether a byword stands before what the line says."""
    return bool(_byword(line))


def presents_author(line: str) -> bool:
    """Tell whether a line opens as the presentation of an author does, and a teaser does not: "Written by …"."""
    return _byword(line) in _PRESENTING


def _byword(line: str) -> str:
    line = " ".join(line[:_LINE_LENGTH].split())
    tokens = tokenise(line)
    opened = _open(line, tokens) if tokens else None
    return opened.byword if opened is not None else ""


def is_byword(text: str) -> bool:
    """Tell whether a text is a byword and nothing else: "By", "Author:"."""
    if len(text) > _LONGEST_BYWORD:
        return False
    tokens = tokenise(" ".join(text.split()))
    return bool(tokens) and len(tokens) in (_WRITERS.at(tokens, 0), _LABELS.at(tokens, 0))


def _open_with_writer(line: str, tokens: Sequence[Token]) -> Opened | None:
    taken = _WRITERS.at(tokens, 0)
    if not taken:
        return None
    first, (last, _, end) = tokens[0][0], tokens[taken - 1]
    gap = line[end:]
    rest = gap.lstrip(" :：")
    is_marked = gap.lstrip()[:1] in _COLONS
    if not (is_marked or gap[:1].isspace()):
        return None
    if not is_marked and taken == 1 and first in _NAMELIKE and not _opens_name(first, rest):
        return None
    return Opened(rest, first if taken == 1 else f"{first} {last}")


def _opens_name(byword: str, rest: str) -> bool:
    """Whether a byword that could be a part of a name is none: "Von Anna Müller" against "Von der Leyen"."""
    words = rest.split()
    if not words or not (words[0][0].isupper() or is_east_asian(words[0])):
        return "redaktion" in rest.lower()
    return len(words) > 1 or byword in ("von", "av", "af") or is_newsroom(words[0])


def _open_with_label(line: str, tokens: Sequence[Token]) -> Opened | None:
    taken = _LABELS.at(tokens, 0)
    if not taken:
        return None
    last, _, end = tokens[taken - 1]
    rest = line[end:].lstrip(" .")
    if rest[:1] in _LABEL_MARKS:
        return Opened(rest[1:].strip(), last)
    if last in _BARE_LABELS and rest[:1].isupper():
        return Opened(rest, last)
    return None


def _open_inside(line: str, tokens: Sequence[Token]) -> Opened | None:
    is_behind_verb = False
    for index, (word, start, end) in enumerate(tokens[1:_MOST_WORDS_BEFORE], 1):
        if word in _INNER:
            first = index
            while first and _WRITERS.at(tokens, first - 1) >= index - first + 2:
                first -= 1
            if first == index and (is_behind_verb or _belongs_to_verb(line, tokens, index)):
                is_behind_verb = True  # "Reviewed by …", which "Written by …" may follow.
                continue
            return Opened(line[end:].lstrip(" :："), f"{tokens[first][0]} {word}")
        if word in _INNER_BEHIND_MARK and line[:start].rstrip()[-1:] in _MARKS_BEFORE:
            return Opened(line[end:].lstrip(" :："), word)
    return None


def _belongs_to_verb(line: str, tokens: Sequence[Token], index: int) -> bool:
    """Whether the word before "by" makes it something else than a byword: "owned by", "Photo by", "More by"."""
    word, start, _ = tokens[index - 1]
    if not line[: tokens[index][1]].rstrip()[-1:].isalpha() or month_number(word) is not None:
        return False
    if line[start].islower() or word in OTHERS or NOISE.at(tokens, index - 1) > 1:
        return True
    return len(word) > _LEAST_OF_VERB and word.endswith(("ed", "en"))
