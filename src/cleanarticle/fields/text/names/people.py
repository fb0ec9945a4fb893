"""Names of people: in scripts with spaces, and in Chinese, Japanese and Korean."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Final, Literal

from cleanarticle.fields.text.dates.months import month_number
from cleanarticle.fields.text.folding import fold, folded
from cleanarticle.fields.text.names.organisations import agencies, looks_like_organisation
from cleanarticle.fields.text.names.places import east_asian_places
from cleanarticle.fields.text.names.vocabulary import NameWords, name_words
from cleanarticle.fields.text.patterns import MARKS, compiled, is_east_asian
from cleanarticle.lexicon.words import load_words

__all__ = ["are_name_words", "has_east_asian_surname", "is_initials", "is_ordinary", "looks_like_name"]

_NAME_WORD: Final = rf"(?:[^\W\d_]|[{MARKS}'’ʼ`´.\-‐‑·])+"
_LOWER_PREFIX: Final = r"(?:al|el|as|ad|ash|ar|an|at|az|ul|d|l|dell|dall|de|der|den|van|von|o|ó|t)?['’ʼ\-‐][^\W\d_]"
_INITIALS: Final = r"(?:[^\W\d_]\.-?){1,4}|[^\W\d_](?:\.?[^\W\d_])?\.?|[^\W\d_]{3}\."

_WordKind = Literal["particle", "initial", "soft", "full"]


def is_initials(word: str) -> bool:
    """Tell whether a word is one to four initials: "J.", "J.R.R.", "JP"."""
    return word.isupper() and compiled(_INITIALS).fullmatch(word) is not None


def are_name_words(words: Sequence[str]) -> bool:
    """Tell whether words, in a script with spaces, can be one person's name.

    Args:
        words: The words, without commas or brackets.

    Returns:
        Whether there are one to five of them besides particles ("van der"), each with a capital where the script has
        capitals, and none that says it is something else.
    """
    if not 1 <= len(words) <= 8:
        return False
    vocabulary = name_words()
    plains = [fold(word) for word in words]
    is_named = plains[0] in vocabulary.given
    kinds: list[_WordKind] = []
    for word, plain in zip(words, plains, strict=True):
        # "Emma Chef": behind a common first name some roles are surnames.
        may_be_role = len(words) == 2 and is_named and plain in vocabulary.soft_roles
        kind = _kind_of(word, plain, vocabulary, may_be_role=may_be_role)
        if kind is None:
            return False
        kinds.append(kind)
    counted = len(kinds) - kinds.count("particle")
    if "full" not in kinds or counted > 5:
        return False
    if counted == 1 and not is_named and month_number(words[0]):
        return False
    return _may_open(words[0], plains[0], vocabulary) and _may_close(words[-1], plains[-1], vocabulary)


def _kind_of(word: str, plain: str, vocabulary: NameWords, *, may_be_role: bool) -> _WordKind | None:
    """What a word is in a name; None if no name has it."""
    if not plain or len(word) > 30 or not (word.isalpha() or compiled(_NAME_WORD).fullmatch(word)):
        return None
    if plain in vocabulary.particles and not word[0].isupper():
        return "particle"
    if not _starts_like_name(word) or plain in vocabulary.hard_stops:
        return None
    if vocabulary.has_role(plain) and not may_be_role:
        return None
    if is_initials(word) or plain in vocabulary.suffixes:
        return "initial"
    return "soft" if plain in vocabulary.soft_stops else "full"


def _starts_like_name(word: str) -> bool:
    """Whether a word has a capital, perhaps after a prefix ("al-Assad"), or is in a script without capitals."""
    first = word[0]
    if first.isupper() or unicodedata.category(first) == "Lo" or "\u10d0" <= first <= "\u10ff":  # Georgian
        return True
    match = compiled(_LOWER_PREFIX).match(word)
    return match is not None and match.group()[-1].isupper()


def _may_open(word: str, plain: str, vocabulary: NameWords) -> bool:
    if plain in vocabulary.articles or (plain in vocabulary.particles and word[0].islower()):
        return False
    if plain in vocabulary.soft_stops and plain not in vocabulary.given and len(plain) > 3:
        return False
    return plain not in vocabulary.suffixes or len(plain) == 1


def _may_close(word: str, plain: str, vocabulary: NameWords) -> bool:
    return plain not in vocabulary.never_last and not (plain in vocabulary.particles and word[0].islower())


def looks_like_name(text: str) -> bool:
    """Tell whether a text has the shape of one person's name.

    In scripts with spaces: one to five words besides particles ("van der"), each with a capital where there
    are capitals, initials and apostrophes allowed. In Chinese, Japanese and Korean: two to five characters,
    a few more where a given name is spelt in kana or a foreign name is transcribed. Never with a digit, nor
    with a word of pages, prose or organisations.

    Args:
        text: The text, white space around it allowed.
    """
    text = text.strip()
    if not 2 <= len(text) <= 60:
        return False
    if is_east_asian(text):
        return _looks_like_east_asian_name(text)
    return are_name_words(text.split()) and not looks_like_organisation(text)


@cache
def _telling_words() -> frozenset[str]:
    """Words that may be more than a part of a name."""
    words, names, bywords = name_words(), agencies(), load_words("bywords")
    roles = words.honorifics | words.roles | words.role_words | words.credentials
    return roles | names.newsrooms | names.first_words | names.last_words | folded(bywords["place"] + bywords["for"])


@cache
def _longest_ordinary() -> int:
    """Letters of the shortest word that is a role by its ending."""
    return min(map(len, name_words().role_endings)) + 1


def is_ordinary(word: str) -> bool:
    """Tell quickly whether a word can be nothing but a part of a name: no title, role, agency or degree.

    A word that is not ordinary may still be a name; it only has to be looked at closely.
    """
    return (
        word.isalpha()
        and len(word) <= _longest_ordinary()
        and not word.isupper()
        and not word.endswith("in")
        and fold(word) not in _telling_words()
    )


# --- Chinese, Japanese and Korean -------------------------------------------------------------------------

_KATAKANA: Final = "[\u30a1-\u30fa\u30fc]{1,10}(?:[・＝=･][\u30a1-\u30fa\u30fc]{1,12}){1,3}"
_HAN_DOTTED: Final = "[\u4e00-\u9fff]{1,6}(?:[·•・‧][\u4e00-\u9fff]{1,8}){1,3}"
_TRANSCRIBED: Final = rf"{_KATAKANA}|{_HAN_DOTTED}"
_EAST_ASIAN_NAME: Final = (
    "[\uac00-\ud7a3]{2,5}|[\uac00-\ud7a3]{1,2} [\uac00-\ud7a3]{1,3}"
    "|[\u3005\u3400-\u4dbf\u4e00-\u9fff]{2,5}"
    "|[\u3005\u4e00-\u9fff][\u3005\u3040-\u30ff\u4e00-\u9fff]{1,7}"
    "|[\u3005\u4e00-\u9fff]{1,3} [\u3005\u3040-\u30ff\u4e00-\u9fff]{1,5}"
)
"""Hangul, Han, or Han and kana; with a space between surname and given name in Korean and Japanese."""


def _looks_like_east_asian_name(text: str) -> bool:
    text = text.replace("\u3000", " ")
    words = name_words()
    if any(stop in text for stop in words.east_asian_stops) or text in east_asian_places():
        return False
    if compiled(_TRANSCRIBED).fullmatch(text):
        return True
    return not text.endswith(words.east_asian_endings) and compiled(_EAST_ASIAN_NAME).fullmatch(text) is not None


def has_east_asian_surname(text: str) -> bool:
    """Tell whether a Chinese, Japanese or Korean text has a common surname and the length of a name."""
    bare, words = text.replace(" ", "").replace("\u3000", ""), name_words()
    if bare.startswith(words.long_surnames):
        return 3 <= len(bare) <= 7
    if bare[:1] in words.korean_surnames:
        return 2 <= len(bare) <= 4
    is_short = bare[:1] in words.chinese_surnames or bare.startswith(words.short_japanese_surnames)
    return is_short and 2 <= len(bare) <= 3
