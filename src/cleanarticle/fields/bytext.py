"""Read bylines: the line that says who wrote an article, and what metadata says of its authors.

The reading goes one way, from the line to its parts: cut away what only stands beside names (dates, buttons,
credits of photographers), split the rest into pieces, and judge each piece by itself. Fewer authors rather
than wrong ones: a line that holds something unexplained gives nothing, unless a word like "By" opens it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Final, NamedTuple

from cleanarticle.article import Byline
from cleanarticle.fields.moments import month_number
from cleanarticle.fields.names import (
    GIVEN_NAMES,
    GLUED_IN_EXCEPTIONS,
    PARTICLES,
    are_name_words,
    has_east_asian_surname,
    is_agency,
    is_credential,
    is_east_asian,
    is_honorific,
    is_initials,
    is_newsroom,
    is_ordinary,
    is_page_word,
    is_place,
    is_role,
    is_role_word,
    is_weekday,
    looks_like_name,
    looks_like_organisation,
    may_close_agency,
    may_open_agency,
    strip_place,
    tidy_name,
)
from cleanarticle.lexicon.words import load_words

__all__ = ["looks_like_name", "parse_byline", "split_authors"]

_LINE_LENGTH: Final = 600
_UNMARKED_LENGTH: Final = 160

# --- phrases ----------------------------------------------------------------------------------------------

_MARKS: Final = "\u0300-\u036f\u064b-\u0652\u0900-\u0903\u093a-\u094f\u0e31-\u0e4e"
_WORD: Final = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}'’\-])*(?:[:*]in(?:nen)?\b)?|[&+]")

_Token = tuple[str, int, int]
"""A word in lower case, with its start and end in the line."""


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    return word.lower().replace("\u0307", "").replace("’", "'")


def _tokenise(line: str) -> list[_Token]:
    folded = _fold(line)
    if len(folded) != len(line):  # Some capitals have longer small forms.
        return [(_fold(match.group()), *match.span()) for match in _WORD.finditer(line)]
    return [(match.group(), *match.span()) for match in _WORD.finditer(folded)]


class _Phrases:
    """Phrases to be found at a given word, the longest first."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            words = tuple(token[0] for token in _tokenise(phrase))
            self._by_first.setdefault(words[0], []).append(words)
        for group in self._by_first.values():
            group.sort(key=len, reverse=True)

    def __contains__(self, word: str) -> bool:
        return word in self._by_first

    def at(self, tokens: Sequence[_Token], index: int) -> int:
        """How many tokens the longest phrase that starts at a token takes; 0 if none does."""
        for words in self._by_first.get(tokens[index][0], ()):
            size = len(words)
            if size == 1 or words == tuple(token[0] for token in tokens[index : index + size]):
                return size
        return 0


_BYWORDS: Final = load_words("bywords")
_WRITERS: Final = _Phrases(phrase for phrases in _BYWORDS["writer"].values() for phrase in phrases)
_LABELS: Final = _Phrases(phrase for phrases in _BYWORDS["label"].values() for phrase in phrases)
_OTHERS: Final = _Phrases(_BYWORDS["other"])
_NOISE: Final = _Phrases(_BYWORDS["noise"])
_SPEECH: Final = frozenset(_BYWORDS["speech"])
_AND_WORDS: Final = frozenset(_BYWORDS["and"])
_PLACE_WORDS: Final = frozenset(_BYWORDS["place"])
_FOR_WORDS: Final = frozenset(_BYWORDS["for"])

# Behind one of these a noun ("photo", "edited") names somebody who did not write, without a colon.
_LINKS: Final = frozenset({"by", "von", "par", "de", "di", "por", "door", "oleh", "of", "from", "reporting"})
# Bywords that are parts of names, too.
_NAMELIKE_BYWORDS: Final = frozenset({"von", "di", "av", "af", "του", "της", "των", "interview"})
# Bywords that may stand inside a line, behind a section or a date ("News By Jane Doe").
_INNER_BYWORDS: Final = frozenset({"by", "oleh", "بقلم", "מאת"})
_INNER_BEHIND_MARK: Final = frozenset({"von", "par", "por", "door", "av", "af", "di"})
# Behind these "in" opens a category of the site as often as a place.
_POSTED: Final = frozenset({"posted", "published", "submitted", "written"})
# Labels that need no colon.
_BARE_LABELS: Final = frozenset({
    "author", "authors", "autor", "autora", "autorin", "auteur", "auteurs", "auteure", "autrice", "autore",
    "автор", "автори", "авторы", "yazan", "yazar", "penulis", "reporter", "wartawan", "journalist",
})  # fmt: skip
# Bywords that dumps of a page's text glue to the name.
_GLUED_BYWORDS: Final = frozenset({
    "by", "von", "par", "por", "door", "oleh", "author", "authors", "autor", "auteur", "text",
})  # fmt: skip

# --- parting and cutting ----------------------------------------------------------------------------------

_EDGES: Final = " \t|·•–—-:,;./>»\u3000：，、*+~"
_OUTER: Final = _EDGES + "()[]（）【】\"“”„«»'‘"
_ADDRESSES: Final = re.compile(
    r"https?://\S{1,200}|www\.\S{1,200}|[\w.+\-]{1,64}@[\w\-]{1,63}\.[\w.\-]{2,40}|@\s?[\w.]{2,40}"
)
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_GLUED_AND: Final = re.compile(r"(?<=[^\W\d_A-Z]{2})and(?=[A-Z][a-z])")
# Letters behind which "and" ends a surname: "Holland", "Strand".
_BEFORE_AND: Final = frozenset("bhlmnrs")
_GLUED_DIGIT: Final = re.compile(r"(?<=\d)(?=[A-ZÀ-Þ][a-zß-ÿ])")
# What a capital may follow inside one surname: "MacDonald", "VanDyke".
_NAME_PREFIXES: Final = frozenset({
    "mac", "van", "von", "vander", "fitz", "san", "ben", "bin", "abu", "abd", "abdel", "abdul", "della",
    "dela", "des", "dos", "ter", "ten", "ver", "jean", "anne", "mary", "maria",
})  # fmt: skip


def _is_beside_names(word: str) -> bool:
    """Whether a word belongs to a role, a section, a newsroom or a button."""
    return _fold(word) in _NOISE or is_role(word) or is_role_word(word) or is_newsroom(word)


def _transition(word: str) -> int:
    """Where a capital follows a small letter, as it does where two words are glued; 0 if nowhere."""
    rest = word[1:]
    if rest.islower() or word.isupper():
        return 0
    for index in range(1, len(word)):
        if word[index].isupper() and word[index - 1].islower():
            return index
    return 0


def _unglue(words: Sequence[str]) -> list[str]:
    """Part what a dump of a page's text has glued together: "BySophie FosterTravel News Reporter"."""
    parted: list[str] = []
    for index, word in enumerate(words):
        cut = _transition(word)
        if not cut:
            parted.append(word)
            continue
        left, right = word[:cut], word[cut:]
        glued = _GLUED_AND.search(word)
        if glued is not None and (is_place(word[: glued.start()]) or word[glued.start() - 1] not in _BEFORE_AND):
            parted += (word[: glued.start()], "and", word[glued.end() :])
        elif _fold(left) in _GLUED_BYWORDS:
            parted += (left, *_unglue([right]))
        elif cut > 2 and _stand_apart(left, right, parted, words[index + 1 : index + 2]):
            parted += (left, "|", *_unglue([right]))
        else:
            parted.append(word)
    return parted


def _stand_apart(left: str, right: str, before: Sequence[str], behind: Sequence[str]) -> bool:
    """Whether the two sides of a glued word belong to different things."""
    match = _LETTERS.match(right[: _transition(right) or len(right)])
    first = match.group() if match is not None else right
    if _is_beside_names(first) or is_weekday(first) or month_number(first) is not None:
        return True
    if _is_beside_names(left) or (len(right) > 2 and right.isupper()):
        return True
    # Two names: each has another word of its own.
    return bool(
        before
        and behind
        and len(right) > 1
        and behind[0][0].isupper()
        and _fold(left) not in _NAME_PREFIXES
        and _fold(before[-1]) not in _GLUED_BYWORDS
        and looks_like_name(f"{before[-1]} {left}")
    )


def _cut(line: str, tokens: Sequence[_Token]) -> str:
    """Cut a line where credits of others, buttons, dates and counts begin."""
    for index, (word, start, _) in enumerate(tokens):
        if word in _OTHERS:
            taken = _OTHERS.at(tokens, index)
            if taken:
                last, _, end = tokens[index + taken - 1]
                if last in _LINKS or line[end:].lstrip()[:1] in (":", "/", "："):
                    return line[:start]
        if word in _NOISE and _NOISE.at(tokens, index):
            return line[:start]
        if word in _SPEECH and index and line[start].islower():
            return ""
    return line


_ANY_DIGIT: Final = re.compile(r"\d")
# A number behind a capital belongs to a name: "BR24".
_DIGIT: Final = re.compile(r"(?<![A-Z\d])\d")
_DATE_WORDS: Final = frozenset({
    "on", "at", "am", "le", "el", "il", "den", "em", "um", "the", "of", "a", "à", "de", "pm", "uhr", "vor",
    "hace", "há",
})  # fmt: skip
_TIME_WORDS: Final = frozenset(
    {"am", "pm", "uhr", "vor", "hace", "há", "um", "at", "h", "gmt", "utc", "est", "edt", "et", "ist"}
)


def _belongs_to_date(word: str) -> bool:
    bare = word.strip(_OUTER)
    return not bare or bare in _DATE_WORDS or is_weekday(bare) or month_number(bare) is not None


def _without_dates(text: str) -> str:
    """Drop a date in front; cut at the first number behind it, with the words of the date that lead to it."""
    if _DIGIT.search(text) is None:
        return text
    text = _without_leading_date(text)
    match = _DIGIT.search(text)
    if match is None:
        return text
    words = text[: match.start()].split()
    while words and _belongs_to_date(words[-1]):
        words.pop()
    if words and "-" in words[-1]:
        before, _, behind = words[-1].rpartition("-")
        words[-1] = before if month_number(behind) is not None else words[-1]
    return " ".join(words)


def _without_leading_date(text: str) -> str:
    words = text.split()
    has_digits = False
    for index, word in enumerate(words):
        bare = word.strip(_OUTER)
        if bare[:1].isdigit():
            has_digits = True
        elif not (_belongs_to_date(word) or (has_digits and _fold(bare) in _TIME_WORDS)):
            return " ".join(words[index:]) if has_digits else text
    return ""


# --- bywords ----------------------------------------------------------------------------------------------


class _Opened(NamedTuple):
    """A line behind its byword, and the byword; a line without one, cut where credits and buttons begin."""

    rest: str
    byword: str


def _open(line: str) -> _Opened | None:
    """Take the byword off a line. None if the line names somebody who did not write."""
    tokens = _tokenise(line)
    if not tokens:
        return None
    if not line[: tokens[0][1]].strip(_OUTER):
        opened = _open_with_writer(line, tokens) or _open_with_label(line, tokens)
        if opened is not None:
            return opened
    opened = _open_inside(line, tokens)
    if opened is not None:
        return opened
    kept = _cut(line, tokens)
    return _Opened(kept, "") if kept.strip(_EDGES) else None


def _open_with_writer(line: str, tokens: Sequence[_Token]) -> _Opened | None:
    taken = _WRITERS.at(tokens, 0)
    if not taken:
        return None
    first, (last, _, end) = tokens[0][0], tokens[taken - 1]
    gap = line[end:]
    rest = gap.lstrip(" :：")
    is_marked = gap.lstrip()[:1] in (":", "：")
    if not (is_marked or gap[:1].isspace()):
        return None
    if not is_marked and taken == 1 and first in _NAMELIKE_BYWORDS and not _opens_name(first, rest):
        return None
    return _Opened(rest, first if taken == 1 else f"{first} {last}")


def _opens_name(byword: str, rest: str) -> bool:
    """Whether a byword that could be a part of a name is none: "Von Anna Müller" against "Von der Leyen"."""
    words = rest.split()
    if not words or not (words[0][0].isupper() or is_east_asian(words[0])):
        return "redaktion" in rest.lower()
    return len(words) > 1 or byword in ("von", "av", "af")


def _open_with_label(line: str, tokens: Sequence[_Token]) -> _Opened | None:
    taken = _LABELS.at(tokens, 0)
    if not taken:
        return None
    last, _, end = tokens[taken - 1]
    rest = line[end:].lstrip()
    if rest[:1] in (":", "：", "|", "/", "="):
        return _Opened(rest[1:].strip(), last)
    if last in _BARE_LABELS and rest[:1].isupper():
        return _Opened(rest, last)
    return None


def _open_inside(line: str, tokens: Sequence[_Token]) -> _Opened | None:
    for index, (word, start, end) in enumerate(tokens[1:14], 1):
        if word in _INNER_BYWORDS:
            first = index
            while first and _WRITERS.at(tokens, first - 1) >= index - first + 2:
                first -= 1
            if first == index and _belongs_to_verb(line, tokens[index - 1], start):
                return None
            return _Opened(line[end:].lstrip(" :："), f"{tokens[first][0]} {word}")
        if word in _INNER_BEHIND_MARK and line[:start].rstrip()[-1:] in ("·", "|", "•", "–", "—"):
            return _Opened(line[end:].lstrip(" :："), word)
    return None


def _belongs_to_verb(line: str, token: _Token, end: int) -> bool:
    """Whether the word before "by" makes it something else than a byword: "owned by", "Photo by"."""
    word, start, _ = token
    if not line[:end].rstrip()[-1:].isalpha() or month_number(word) is not None:
        return False
    return line[start].islower() or word in _OTHERS


# --- pieces -----------------------------------------------------------------------------------------------


class _Piece(NamedTuple):
    """One part of a line and what joins it to the part before: "", "|", "," or "and"."""

    words: list[str]
    joint: str


# Words that join names in one language and open a place, or stand inside a name, in another.
_WEAK_ANDS: Final = frozenset({"y", "i", "e", "en", "a", "и", "ja"})
_SHOUTED_ANDS: Final = frozenset({"AND", "UND", "ET", "OCH", "OG"})
_SEPARATOR: Final = re.compile(r"\s*([|•;/‖>»、,،，&+]|(?<=\s)[–—-]{1,2}(?=\s)|--|—|(?<=\s)·|·(?=\s))(?!\s?[|•])\s*")


def _split(text: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    joint = ""
    for index, part in enumerate(_SEPARATOR.split(text)):
        if index % 2:
            joint = "," if part in ",،，" else "and" if part in "&+" else "|"
        else:
            _split_at_and(part.split(), joint, pieces)
    return pieces


def _split_at_and(words: list[str], joint: str, pieces: list[_Piece]) -> None:
    start = 0
    for index, word in enumerate(words):
        if word in _AND_WORDS or (word in _SHOUTED_ANDS and words[0].isupper()):
            _add(words[start:index], joint, pieces)
            start = index + 1
            joint = word if word in _WEAK_ANDS else "and"
    _add(words[start:], joint, pieces)


def _add(words: list[str], joint: str, pieces: list[_Piece]) -> None:
    """Add a piece; a weak "and" before one word that is no place joins a surname: "Ortega y Gasset"."""
    if not words:
        return
    if joint in _WEAK_ANDS and pieces:
        before = pieces[-1].words
        if len(words) <= 4 and is_place(" ".join(words).strip(_EDGES)):
            before += ("in", *words)
            return
        if len(words) == 1 and len(before) > 1 and joint in ("y", "i", "e"):
            before += (joint, *words)
            return
    pieces.append(_Piece(words, "and" if joint in _WEAK_ANDS else joint))


@dataclass(slots=True)
class _Found:
    """What the pieces of one line turned out to be."""

    names: list[str] = field(default_factory=list)
    singles: list[str] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    newsrooms: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    pieces: int = 0
    strange: int = 0
    is_prose: bool = False
    is_behind_role: bool = False


_BRACKETED: Final = re.compile(r"\s*[(\[（【]([^()\[\]（）【】]{0,80})[)\]）】]\s*")


def _take_brackets(text: str, found: _Found) -> str:
    """Take bracketed remarks out, and keep the agencies among them."""
    if "(" not in text and "[" not in text and "（" not in text and "【" not in text:
        return text
    for inner in _BRACKETED.findall(text):
        # The last word of "(with AFP)".
        for name in (inner.strip(), *inner.split()[-1:]):
            if is_agency(name, bracketed=name == inner.strip()):
                found.agencies.append(name)
                break
    return _BRACKETED.sub(" ", text)


def _read_piece(piece: _Piece, found: _Found, *, is_posted: bool) -> None:
    words, joint = piece
    is_behind_role, found.is_behind_role = found.is_behind_role, False
    is_plain = all(map(is_ordinary, words))
    if not is_plain:
        while len(words) > 1 and is_honorific(words[0]):
            words = words[1:]
        words = _take_place(words, found, is_posted=is_posted)
        words = _take_agencies(words, found) if words else words
        words = _take_role(words, joint, found)
        words = _take_credentials(words)
    text = " ".join(words).strip(_OUTER)
    if not text:
        return
    if words[-1].endswith(("...", "…")):
        found.strange += 1
        return
    if words[-1].endswith(".") and len(words[-1]) < 4:
        text += "."  # "Robert Miller Jr.", "Jane D."
    words = text.split()
    half = len(words) // 2
    if half > 1 and words[:half] == words[half:]:
        words = words[:half]
        text = " ".join(words)
    if joint and len(text) > 2 and is_place(text):
        found.places.append(text)
        return
    found.pieces += 1 if joint != "|" else 2
    if is_role_word(words[0]) and len(words) > 2 and _fold(words[0]) not in GIVEN_NAMES:
        found.strange += 1
    elif not is_plain and looks_like_organisation(text):
        if len(words) > 1 or not is_page_word(text):
            found.newsrooms.append(text)
    elif looks_like_name(text) if is_east_asian(text) else are_name_words(words):
        if len(words) == 1 and not is_east_asian(text):
            capitals = sum(character.isupper() for character in text)
            if capitals < 2 or "-" in text or text.startswith(("Mc", "Mac", "O'", "O’")):
                found.singles.append(text)
        elif not (is_behind_role and joint in (",", "and")) or _fold(words[0]) in GIVEN_NAMES:
            found.names.append(tidy_name(text))
    elif len(words) > 1 or not (is_page_word(text) or is_credential(text)):
        found.strange += 1
        found.is_prose = found.is_prose or sum(word.islower() for word in words) > 3


def _take_place(words: list[str], found: _Found, *, is_posted: bool) -> list[str]:
    """Take "in Shanghai" off the end, also where "in" is glued to the name before."""
    for index, word in enumerate(words[:-1]):
        if word in _PLACE_WORDS or (word == "IN" and words[0].isupper()):
            behind = words[index + 1 :]
            rest = " ".join(behind).strip(_EDGES)
            is_any = not is_posted and word in ("in", "à", "IN") and _could_be_place(behind)
            if is_place(rest) or (is_any and (not index or are_name_words(words[:index]))):
                found.places.append(tidy_name(rest) if word == "IN" else rest)
                return words[:index]
            if is_posted and word == "in":
                return words[:index]
        elif index and len(word) > 3 and word.endswith("in") and word[0].isupper():
            rest = " ".join(words[index + 1 :]).strip(_EDGES)
            if is_place(rest) and _fold(word) not in GLUED_IN_EXCEPTIONS:
                found.places.append(rest)
                return [*words[:index], word[:-2]]
    return words


def _could_be_place(words: Sequence[str]) -> bool:
    return len(words) <= 3 and all(word[0].isupper() and not is_role(word) for word in words)


def _take_agencies(words: list[str], found: _Found) -> list[str]:
    """Take agencies and outlets off both ends, and what follows "for"."""
    for index in range(1, len(words) - 1):
        if words[index].lower() in _FOR_WORDS:
            rest = " ".join(words[index + 1 :]).strip(_EDGES)
            if rest[:1].isupper() or is_agency(rest):
                found.newsrooms.append(rest)
                words = words[:index]
            break
    opens, closes = may_open_agency(words[0]), may_close_agency(words[-1])
    if not (opens or closes):
        return words
    whole = " ".join(words)
    if is_agency(whole):
        found.agencies.append(_without_article(whole))
        return []
    for size in range(min(4, len(words) - 1), 0, -1):
        tail, head = " ".join(words[-size:]), " ".join(words[:size])
        if closes and is_agency(tail) and _stands_out(tail, whole):
            found.agencies.append(_without_article(tail))
            return words[:-size]
        if opens and is_agency(head) and (_stands_out(head, whole) or all(map(_is_of_role, words[size:]))):
            found.agencies.append(_without_article(head))
            return words[size:]
    return words


def _stands_out(name: str, text: str) -> bool:
    """Whether an agency's name is no part of a person's: it has more words, a dot, or its own capitals."""
    return " " in name or "." in name or (name.isupper() and not text.isupper())


def _without_article(name: str) -> str:
    return name.removeprefix("The ").removeprefix("the ").strip(_EDGES)


def _is_of_role(word: str) -> bool:
    return is_role(word) or is_role_word(word)


def _take_role(words: list[str], joint: str, found: _Found) -> list[str]:
    """Take "Senior Political Editor" off, on either side of the name; what follows a role goes with it."""
    start = next((index for index, word in enumerate(words) if is_role(word)), None)
    if start is None or are_name_words(words):
        return words
    end = start + 1
    while start and is_role_word(words[start - 1]):
        start -= 1
    start = next((index for index in range(2, start) if is_role_word(words[index])), start)
    found.is_behind_role = True
    if start:
        if is_role_word(words[0]) or (joint == "," and _is_wordy_role(words[:start])):
            return []
        _take_place(words[start:], found, is_posted=False)
        return words[:start] if start > 1 or _fold(words[0]) in GIVEN_NAMES else []
    while end < len(words) and _is_of_role(words[end]):
        end += 1
    rest = words[end:] if words[end - 1][0].isupper() or is_role(words[end - 1]) else []
    return rest if len(rest) > 1 and looks_like_name(" ".join(rest)) else []


def _is_wordy_role(words: Sequence[str]) -> bool:
    """Whether the words before a role belong to it: "Family Law (Attorney)"."""
    return len(words) > 2 and not any(_fold(word) in GIVEN_NAMES for word in words)


def _take_credentials(words: list[str]) -> list[str]:
    """Take "RN" and "Ph.D." off the end of a name."""
    if len(words) < 2 or all(word.isupper() for word in words):
        return words
    while len(words) > 1 and is_credential(words[-1]):
        words = words[:-1]
    while len(words) > 2 and is_credential(words[0]) and not is_initials(words[0]):
        words = words[1:]
    return words


# --- East Asia --------------------------------------------------------------------------------------------

_KOREAN_REPORTER: Final = re.compile(
    r"(?<![가-힣])(?P<names>[가-힣]{2,4}(?:\s?[·,ㆍ]\s?[가-힣]{2,4}){0,5})\s?(?:(?:선임|수습|인턴|객원|전문|대표)\s?)?"
    r"(?:기자|특파원|앵커|논설위원|리포터|에디터|통신원|칼럼니스트)(?![가-힣]{3})"
)
_KOREAN_LABEL: Final = re.compile(
    r"(?<![가-힣])(?:글(?:·사진)?|취재|작성자?|저자|필자)\s?(?:[:=|/]\s?|\s)(?P<names>[가-힣]{2,4}(?![가-힣]))"
)
_FILED: Final = re.compile(
    r"[(\[（【［](?P<place>[^=＝)\]】]{1,20})[=＝](?P<who>[^)\]】］）]{2,24})[)\]】］）]"
    r"|^(?P<city>[^=＝\s]{2,12})[=＝](?P<reporter>[^=＝\s]{2,10})$"
)
_HAN_LABEL: Final = re.compile(
    r"(?:作者|撰文|撰稿人?|文責|文字|文|(?:本报|本報|特约|特約|实习|實習|见习)?(?:记者|記者)|通讯员|通訊員|筆者|著者|執筆者?"
    r"|取材|ライター|寄稿|采写|采访|採訪|编译|編譯|特派員)"
    r"(?:[·・、及和與&](?:文|写真|摄影|攝影|撮影|图|圖|構成|聞き手)){0,2}\s?(?P<mark>[:：＝=／/|｜]|\s)\s?"
)
_HAN_REPORTER: Final = re.compile(
    r"(?P<agency>中央社|新华社|新華社)?(?:记者|記者)(?P<name>[\u4e00-\u9fff]{2,8})"
    r"(?:[/／](?P<place>[\u4e00-\u9fff]{2,8}))?"
)
_HAN_REPORT: Final = re.compile(r"(?:综合|綜合|現場|现场|专访|專訪)?(?:报道|報道|報導|摄|攝|电|電|撰|文)$")
_JAPANESE_REPORTER: Final = re.compile(
    r"[（(【\[]?(?P<name>[\u3005\u4e00-\u9fff][\u3005\u3040-\u30ff\u4e00-\u9fff ]{1,7}?)"
    r"(?:記者|特派員|編集委員|論説委員)?[）)】\]]?$"
)
_HAN_SPLIT: Final = re.compile(r"[、，,；;／/｜|\s\u3000&和與与]+")
_KOREAN_SPLIT: Final = re.compile(r"[·,ㆍ\s]+")


def _read_east_asian(line: str, *, declared: bool) -> _Found | None:
    """Read the parts of a line in Chinese, Japanese or Korean; None if it names nobody."""
    found = _Found()
    filed = _FILED.search(line)
    if filed is not None and (filed["place"] or is_place(filed["city"])):
        found.places.append((filed["place"] or filed["city"]).strip())
        who = (filed["who"] or filed["reporter"]).strip()
        if is_agency(who, bracketed=True):
            found.agencies.append(who)
        elif looks_like_name(who):
            found.names.append(who)
    for pattern in (_KOREAN_REPORTER, _KOREAN_LABEL):
        for match in pattern.finditer(line):
            for name in _KOREAN_SPLIT.split(match["names"]):
                if looks_like_name(name) and has_east_asian_surname(name):
                    found.names.append(name)
    if not found.names:
        _read_han(line, found, declared=declared)
    return found if found.names or found.agencies else None


def _read_han(line: str, found: _Found, *, declared: bool) -> None:
    label = _HAN_LABEL.search(line)
    if label is not None and (label.start() < 12 or not label["mark"].isspace()):
        _read_han_names(line[label.end() :], found)
    reporter = _HAN_REPORTER.search(line)
    if not found.names and reporter is not None:
        _read_han_reporter(reporter, found)
    if found.names:
        return
    whole = _JAPANESE_REPORTER.match(line)
    bare = whole["name"].strip() if whole is not None else line.strip(_EDGES)
    if looks_like_name(bare) and (declared or has_east_asian_surname(bare) or "記者" in line):
        found.names.append(bare)
    elif declared:
        _read_han_names(line, found)


def _read_han_reporter(match: re.Match[str], found: _Found) -> None:
    """Read "記者王小明台北報導" and "記者王小明／台北報導"."""
    name, place = strip_place(_HAN_REPORT.sub("", match["name"]))
    if looks_like_name(name) and has_east_asian_surname(name):
        found.names.append(name)
        if match["agency"]:
            found.agencies.append(match["agency"])
        place = place or strip_place(_HAN_REPORT.sub("", match["place"] or ""))[1]
        if place:
            found.places.append(place)


def _read_han_names(text: str, found: _Found) -> None:
    """Read names up to the first thing that is none."""
    words = [word for word in _HAN_SPLIT.split(text[:80]) if word]
    index = 0
    while index < len(words):
        word = words[index].partition("（")[0].partition("(")[0]
        joined = f"{word} {words[index + 1]}" if index + 1 < len(words) else ""
        if 0 < len(word) < 3 and 4 < len(joined) < 7 and not has_east_asian_surname(word):
            word = joined
            index += 1
        if not looks_like_name(word):
            before, place = strip_place(_HAN_REPORT.sub("", word))
            if place and not before:
                found.places.append(place)
            elif is_agency(word):
                found.agencies.append(word)
            return
        found.names.append(word)
        index += 1


# --- the line ---------------------------------------------------------------------------------------------


def _read(line: str, *, declared: bool) -> _Found | None:
    """Read one line of collapsed white space; None if it is no byline."""
    if not line.isascii() and is_east_asian(line):
        found = _read_east_asian(line, declared=declared)
        if found is not None:
            return found
    if "@" in line or "://" in line or "www." in line:
        line = _ADDRESSES.sub(" | ", line)
    has_digits = _ANY_DIGIT.search(line) is not None
    words = (_GLUED_DIGIT.sub(" ", line) if has_digits else line).split()
    if words and may_open_agency(words[0]) and is_agency(line.strip(_EDGES)):
        return _Found(agencies=[_without_article(line.strip(_EDGES))])
    opened = _open(" ".join(_unglue(words)) if len(words) > 1 else line)
    if opened is None:
        return None
    rest, byword = opened
    if not (byword or declared) and len(line) > _UNMARKED_LENGTH:
        return None
    if has_digits:
        rest = _without_leading_date(rest)
    if byword:
        rest = _cut(rest, _tokenise(rest))
    if has_digits:
        rest = _without_dates(rest)
    found = _Found()
    is_posted = byword.partition(" ")[0] in _POSTED
    for piece in _split(_take_brackets(rest, found)):
        _read_piece(piece, found, is_posted=is_posted)
        if found.strange and not (byword or declared):
            return None
    return found if _is_sound(found, has_byword=bool(byword), declared=declared) else None


def _is_sound(found: _Found, *, has_byword: bool, declared: bool) -> bool:
    """Whether what was found is a byline, and not a sentence or a list of something else."""
    is_certain = has_byword or declared
    if found.is_prose and not found.names:
        return False
    singles = _unique(found.singles)
    if not found.names and is_certain and len(singles) == found.pieces < 3:
        found.names = singles
    if found.names:
        return is_certain or bool(found.places or found.agencies) or all(map(_is_convincing, found.names))
    if found.agencies:
        return True
    return bool(found.newsrooms) and (is_certain or is_newsroom(found.newsrooms[0].split()[-1]))


def _is_convincing(name: str) -> bool:
    """Whether a name stands without a byword or a place beside it.

    Two or three words with capitals do, and more with a common first name among them. In scripts without
    capitals nothing tells a name but a common surname, in East Asia.
    """
    if is_east_asian(name):
        return has_east_asian_surname(name)
    if not (name[0].isupper() or name[0].islower()):
        return False
    words = name.split()
    if len(words) < 4:
        return True
    return any(is_initials(word) or _fold(word) in GIVEN_NAMES or _fold(word) in PARTICLES for word in words)


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def parse_byline(text: str, *, maximum: int = 12, declared: bool = False) -> Byline | None:
    """Read a line that may say who wrote an article.

    Args:
        text: The line as it stands in the page; what lies beyond 600 characters is not read.
        maximum: How many authors are kept.
        declared: Whether the line stands where only an author's name stands (``rel="author"``, metadata),
            so that one word, or a Chinese or Japanese name without a label, is enough.

    Returns:
        The line with its authors, place and agency. A line that names only an agency or a newsroom has no
        authors. None if nothing in the line looks like a name, or if it reads like a sentence.
    """
    line = " ".join(text[:_LINE_LENGTH].split())
    if len(line) < 2:
        return None
    found = _read(line, declared=declared)
    if found is None:
        return None
    authors = tuple(_unique(found.names)[:maximum])
    agency = next(iter([*found.agencies, *found.newsrooms]), None)
    if not authors and agency is None:
        return None
    return Byline(text=line, authors=authors, place=next(iter(found.places), None), agency=agency)


# --- metadata ---------------------------------------------------------------------------------------------

_LISTED: Final = re.compile(r"\[(.{1,590})\]$")


def split_authors(value: str) -> tuple[str, ...]:
    """Read the people out of one value of metadata.

    "Doe, Jane" is one author, and comes out as "Jane Doe", if both sides have the length of a surname and a
    given name (one word each; initials, a second given name or a particle may stand beside it) and the words
    speak for that order: a common first name or an initial stands behind the comma, or none before it.
    Values with semicolons are split there first. Agencies, newsrooms, addresses and user names are no people.

    Args:
        value: The content of a meta tag, or a name in structured data.

    Returns:
        The authors in their order, without repetitions; empty if there are none.
    """
    text = " ".join(unescape(value[:_LINE_LENGTH]).split())
    listed = _LISTED.match(text)
    if listed is not None:
        text = ";".join(part.strip(" \"'“”‘’") for part in listed[1].split(","))
    names: list[str] = []
    for part in text.split(";"):
        turned = _turn(part)
        if turned is not None:
            names.append(tidy_name(turned))
        elif len(part) > 1:
            found = _read(part.strip(), declared=True)
            names += found.names if found is not None else ()
    return tuple(_unique(names))


def _turn(text: str) -> str | None:
    """Turn "Doe, Jane" around; None if it is something else."""
    surname, comma, given = text.partition(",")
    if not comma or "," in given or is_east_asian(text):
        return None
    before = [_fold(word) for word in surname.split() if _fold(word) not in PARTICLES]
    behind = given.split()
    plain = [word for word in behind if not is_initials(word)]
    if len(before) != 1 or not 1 <= len(behind) <= 3 or len(plain) > 2:
        return None
    name = f"{given.strip()} {surname.strip()}"
    if not looks_like_name(name) or any(map(is_credential, behind)) or is_place(given):
        return None
    is_given_behind = _fold(behind[0]) in GIVEN_NAMES
    if before[0] in GIVEN_NAMES and (is_given_behind or len(behind) > 1):
        return None
    return name if is_given_behind or len(plain) < len(behind) or len(behind) == 1 else None
