"""The words of a byline that decide: bywords ("By"), and those where what names its authors ends.

A line is a sequence of tokens, in which phrases of `lexicon/bywords.json` are looked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final, NamedTuple

from cleanarticle.fields.text.dates.months import month_number
from cleanarticle.fields.text.names.organisations import is_newsroom
from cleanarticle.fields.text.names.vocabulary import is_weekday
from cleanarticle.fields.text.patterns import compiled, is_east_asian
from cleanarticle.fields.text.words import listed, lower, ordered

__all__ = [
    "EDGES",
    "OUTER",
    "Token",
    "cut",
    "first_word",
    "is_byword",
    "is_nobody",
    "open_line",
    "opens_with_byword",
    "opens_with_date",
    "phrases",
    "presents_author",
    "tokenise",
    "without_addresses",
    "without_dates",
    "without_footnotes",
    "without_leading_date",
]

EDGES: Final = " \t|·•●⋅–—-:,;./>»\u3000：，、*+~"
"""What stands around names."""
OUTER: Final = EDGES + "()[]（）【】《》\"“”„«»'‘"
"""The same, with brackets and quotes."""

Token = tuple[str, int, int]
"""A word in lower case, with its start and end in the line."""

_MARKS: Final = "\u0300-\u036f\u064b-\u0652\u0900-\u0903\u093a-\u094f\u0e31-\u0e4e"
_WORD: Final = rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}'’\-])*(?:[:*]in(?:nen)?\b)?|[&+]"


def tokenise(line: str) -> list[Token]:
    """Read the words of a line; signs other than "&" and "+" part them."""
    folded = lower(line)
    words = compiled(_WORD)
    if len(folded) != len(line):  # Some capitals have longer small forms.
        return [(lower(match.group()), *match.span()) for match in words.finditer(line)]
    return [(match.group(), *match.span()) for match in words.finditer(folded)]


class PhraseIndex:
    """Phrases that are looked for at a given word, the longest first."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Index the phrases by their first words."""
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            words = tuple(token[0] for token in tokenise(phrase))
            self._by_first.setdefault(words[0], []).append(words)
        for group in self._by_first.values():
            group.sort(key=len, reverse=True)

    @property
    def first_words(self) -> frozenset[str]:
        """The words with which a phrase starts."""
        return frozenset(self._by_first)

    def __contains__(self, word: str) -> bool:
        """Tell whether a phrase starts with a word."""
        return word in self._by_first

    def at(self, tokens: Sequence[Token], index: int) -> int:
        """How many tokens the longest phrase that starts at a token takes; 0 if none does."""
        for words in self._by_first.get(tokens[index][0], ()):
            size = len(words)
            if size == 1 or words == tuple(token[0] for token in tokens[index : index + size]):
                return size
        return 0


@cache
def phrases(name: str) -> PhraseIndex:
    """Index a list of phrases of `lexicon/bywords.json`."""
    return PhraseIndex(ordered(f"bywords.{name}"))


def is_nobody(text: str) -> bool:
    """Tell whether a text stands where a name does and names nobody: "admin", "unknown"."""
    return lower(text) in listed("bywords.nobody")


# --- the byword -------------------------------------------------------------------------------------------

_COLONS: Final = (":", "：")
_LABEL_MARKS: Final = (*_COLONS, "|", "/", "=")
_MARKS_BEFORE: Final = tuple("·|•–—0123456789")
_YEAR_BEFORE: Final = r"\d{4},$"
_BEFORE_BYWORD: Final = OUTER + "0123456789"
# Measured: at 3 and at 5, none of 2,304 pages changes.
_LEAST_OF_VERB: Final = 4
# Measured: at 7, none of 455 pages changes; at 28, 1 of 2,304 changes (byline).
_MOST_WORDS_BEFORE: Final = 14
# Measured: at 100 and at 400, none of 2,304 pages changes.
_LINE_LENGTH: Final = 200
# Measured: at 15 and at 60, none of 440 pages changes.
_LONGEST_BYWORD: Final = 30


class Opened(NamedTuple):
    """A line after its byword.

    Attributes:
        rest: What follows the byword; without one, the line up to credits of others and buttons.
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
        The line after its byword, as far as it may name authors; None if it names somebody who did not write.
    """
    folded = lower(line)
    words = compiled(_WORD).findall(folded)
    if not words:
        return None
    if len(folded) == len(line) and _telling_words().isdisjoint(words):
        return Opened(line, "") if line.strip(EDGES) else None
    tokens = tokenise(line)
    opened = None if phrases("helper").at(tokens, 0) else _open(line, tokens)
    if opened is not None:
        return opened
    kept, helpers = cut(line, tokens)
    return Opened(kept, "", helpers) if kept.strip(EDGES) or helpers else None


def first_word(line: str) -> str:
    """The first word of a line, in the form of a token; empty if it has none."""
    match = compiled(_WORD).search(lower(line))
    return match.group() if match is not None else ""


def opens_with_byword(line: str) -> bool:
    """Tell whether a line has a byword in front of what it says."""
    words = compiled(_WORD).findall(lower(line[:_LINE_LENGTH]))
    # Most lines have no word that could be one, and finding its place takes longer.
    if not words or (words[0] not in _opening_words() and _inner_words().isdisjoint(words)):
        return False
    return bool(_byword(line))


@cache
def _telling_words() -> frozenset[str]:
    """Words of which one is in every line with a byword, and in every line that is cut."""
    return _opening_words() | _inner_words() | _deciding_words()


@cache
def _opening_words() -> frozenset[str]:
    return phrases("writer").first_words | phrases("label").first_words


@cache
def _inner_words() -> frozenset[str]:
    return listed("bywords.inner") | listed("bywords.inner_behind_mark")


def presents_author(line: str) -> bool:
    """Tell whether a line opens as the presentation of an author does ("Written by …"), and no teaser."""
    folded = lower(line[:_LINE_LENGTH])
    for word in _presenting_words():
        if word in folded:
            return _byword(line) in listed("bywords.presenting")
    return False


@cache
def _presenting_words() -> tuple[str, ...]:
    """Words of which one is in every line that presents an author."""
    return tuple(dict.fromkeys(phrase.partition(" ")[0] for phrase in ordered("bywords.presenting")))


def is_byword(text: str) -> bool:
    """Tell whether a text is a byword and nothing else: "By", "Author:"."""
    if len(text) > _LONGEST_BYWORD or first_word(text) not in _opening_words():
        return False
    tokens = tokenise(" ".join(text.split()))
    return bool(tokens) and len(tokens) in (phrases("writer").at(tokens, 0), phrases("label").at(tokens, 0))


def _byword(line: str) -> str:
    line = " ".join(line[:_LINE_LENGTH].split())
    tokens = tokenise(line)
    opened = _open(line, tokens) if tokens else None
    return opened.byword if opened is not None else ""


def _open(line: str, tokens: Sequence[Token]) -> Opened | None:
    opened = None
    if not line[: tokens[0][1]].strip(_BEFORE_BYWORD):
        opened = _open_with_writer(line, tokens) or _open_with_label(line, tokens)
    return opened or _open_inside(line, tokens)


def _open_with_writer(line: str, tokens: Sequence[Token]) -> Opened | None:
    """Read "By Jane Doe", "Ein Gastbeitrag von Jane Doe"."""
    taken = phrases("writer").at(tokens, 0)
    if not taken:
        return None
    first, (last, _, end) = tokens[0][0], tokens[taken - 1]
    rest = line[end:].lstrip(" :：")
    is_marked = line[end:].lstrip()[:1] in _COLONS
    if not (is_marked or line[end : end + 1].isspace()):
        return None
    if not is_marked and taken == 1 and first in listed("bywords.namelike") and not _opens_name(first, rest):
        return None
    return Opened(rest, first if taken == 1 else f"{first} {last}")


def _opens_name(byword: str, rest: str) -> bool:
    """Whether a byword that could be a part of a name is not: "Von Anna Müller" against "Von der Leyen"."""
    words = rest.split()
    if not words or not (words[0][0].isupper() or is_east_asian(words[0])):
        return "redaktion" in rest.lower()
    return len(words) > 1 or byword in listed("bywords.before_surname") or is_newsroom(words[0])


def _open_with_label(line: str, tokens: Sequence[Token]) -> Opened | None:
    """Read "Author: Jane Doe" and, of some labels, "Author Jane Doe"."""
    taken = phrases("label").at(tokens, 0)
    if not taken:
        return None
    last, _, end = tokens[taken - 1]
    rest = line[end:].lstrip(" .")
    if rest[:1] in _LABEL_MARKS:
        return Opened(rest[1:].strip(), last)
    return Opened(rest, last) if last in listed("bywords.bare_label") and rest[:1].isupper() else None


def _open_inside(line: str, tokens: Sequence[Token]) -> Opened | None:
    """Read "News By Jane Doe" and "12.3.2024 – von Jane Doe"."""
    is_after_verb = False
    anywhere, after_mark = listed("bywords.inner"), listed("bywords.inner_behind_mark")
    for index, (word, start, end) in enumerate(tokens[1:_MOST_WORDS_BEFORE], 1):
        if word in anywhere:
            first = index
            while first and phrases("writer").at(tokens, first - 1) >= index - first + 2:
                first -= 1
            if first == index and (is_after_verb or _belongs_to_verb(line, tokens, index)):
                is_after_verb = True  # "Reviewed by …", which "Written by …" may follow.
                continue
            return Opened(line[end:].lstrip(" :："), f"{tokens[first][0]} {word}")
        before = line[:start].rstrip()
        if word in after_mark and (before[-1:] in _MARKS_BEFORE or compiled(_YEAR_BEFORE).search(before[-5:])):
            return Opened(line[end:].lstrip(" :："), word)
    return None


def _belongs_to_verb(line: str, tokens: Sequence[Token], index: int) -> bool:
    """Whether the word before "by" makes it something else than a byword: "owned by", "Photo by", "More by"."""
    word, start, _ = tokens[index - 1]
    if not line[: tokens[index][1]].rstrip()[-1:].isalpha() or month_number(word) is not None:
        return False
    if line[start].islower() or word in phrases("other") or phrases("noise").at(tokens, index - 1) > 1:
        return True
    return len(word) > _LEAST_OF_VERB and word.endswith(("ed", "en"))


# --- the end of the authors -------------------------------------------------------------------------------

_ADDRESSES: Final = (
    r"https?://\S{1,200}|www\.\S{1,200}|[\w.+\-]{1,64}@[\w\-]{1,63}\.[\w.\-]{2,40}|@\s?[\w.]{2,40}|\[email.protected\]"
)
_FOOTNOTE: Final = r"(?<=[a-zß-ÿ.])(?:\d{1,2}(?:,\d{1,2})*|[¹²³⁴-⁹⁰†‡]+)(?=\s|[,;|]|$)"
# Measured: at 1, 1 of 2,304 changes (byline); at 3, none of 2,304 pages changes.
_LEAST_FOOTNOTES: Final = 2
# "on Friday, the 3": no date has more words before its first number.
_MOST_WORDS_OF_DATE: Final = 5
_NUMBER: Final = r"(?<![A-Z\d])\d"
"""The first digit of a number, unless it belongs to a name: "BR24"."""
_ANY_DIGIT: Final = r"\d"
_INSIDE_WORD: Final = r"[A-Za-z]\d+[A-Za-z]"


class Cut(NamedTuple):
    """A line up to what does not belong to its authors, and the part that names who helped them."""

    kept: str
    helpers: str


def cut(line: str, tokens: Sequence[Token]) -> Cut:
    """Cut a line where credits of others, buttons, dates and counts begin.

    Args:
        line: The line.
        tokens: Its words.

    Returns:
        What stands before the cut, and what names helpers after it. Nothing is kept of a line that reports what
        somebody says.
    """
    deciding = _deciding_words()
    for index, (word, start, _) in enumerate(tokens):
        if word not in deciding:
            continue
        helping = phrases("helper").at(tokens, index)
        if helping > 1 or (helping and _is_marked(line, tokens[index])):
            names = line[tokens[index + helping - 1][2] :].lstrip(" :：")
            return Cut(line[:start], cut(names, tokenise(names)).kept)
        other = phrases("other").at(tokens, index)
        # A noun ("photo", "edited") names somebody who did not write only with a colon or a preposition.
        if other and ((last := tokens[index + other - 1])[0] in listed("bywords.link") or _is_marked(line, last)):
            return Cut(line[:start], _helpers_after(line, tokens[index + other :]))
        if phrases("noise").at(tokens, index):
            return Cut(line[:start], "")
        if word in listed("bywords.speech") and index and line[start].islower():
            return Cut("", "")
    return Cut(line, "")


@cache
def _deciding_words() -> frozenset[str]:
    """Words with which something begins at which a line may be cut: most words are not among them."""
    return (
        phrases("helper").first_words
        | phrases("other").first_words
        | phrases("noise").first_words
        | listed("bywords.speech")
    )


def _helpers_after(line: str, tokens: Sequence[Token]) -> str:
    """Helpers that are named after the credits of others."""
    helper = phrases("helper")
    first = next((index for index in range(len(tokens)) if helper.at(tokens, index) > 1), None)
    return "" if first is None else cut(line, tokens[first:]).helpers


def _is_marked(line: str, token: Token) -> bool:
    """Whether a colon or a slash follows a word."""
    return line[token[2] :].lstrip()[:1] in (":", "/", "：")


def without_addresses(line: str) -> str:
    """Put bars for web addresses, addresses of mail and user names with an at sign."""
    if "@" in line or "://" in line or "www." in line or "[email" in line:
        return compiled(_ADDRESSES).sub(" | ", line)
    return line


def without_footnotes(line: str) -> str:
    """Drop figures that point from several names to notes."""
    if line.isascii() and compiled(_ANY_DIGIT).search(line) is None:
        return line
    footnote = compiled(_FOOTNOTE)
    return line if len(footnote.findall(line)) < _LEAST_FOOTNOTES else footnote.sub("", line)


def without_dates(text: str) -> str:
    """Drop a date in front; cut at the first number after it, with the words of the date that lead to it."""
    number = compiled(_NUMBER)
    if number.search(text) is None:
        return text
    text = without_leading_date(text)
    match = number.search(text)
    if match is None:
        return text
    words = text[: match.start()].split()
    if compiled(_INSIDE_WORD).match(text, match.start() - 1):
        words.pop()  # A user's name: "Bo2man".
    while words and _belongs_to_date(words[-1]):
        words.pop()
    if words and "-" in words[-1]:
        before, _, month = words[-1].rpartition("-")
        words[-1] = before if month_number(month) is not None else words[-1]
    return " ".join(words)


def without_leading_date(text: str) -> str:
    """Drop a date in front."""
    words = text.split()
    has_digits = False
    for index, word in enumerate(words):
        bare = word.strip(OUTER)
        if bare[:1].isdigit():
            has_digits = True
        elif not (_belongs_to_date(word) or (has_digits and lower(bare) in listed("bywords.time"))):
            return " ".join(words[index:]) if has_digits else text
    return ""


def opens_with_date(text: str) -> bool:
    """Tell whether a text opens with a date: numbers, and words that stand in dates before them."""
    for word in text.split()[:_MOST_WORDS_OF_DATE]:
        if word.strip(OUTER)[:1].isdigit():
            return True
        if not _belongs_to_date(word):
            return False
    return False


def _belongs_to_date(word: str) -> bool:
    """Whether a word may stand in a date beside its numbers."""
    bare = word.strip(OUTER)
    return not bare or bare in listed("bywords.date") or is_weekday(bare) or month_number(bare) is not None
