"""Names of people, in scripts with spaces and without."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from cleanarticle.fields.text.dates.moments import month_number
from cleanarticle.fields.text.names.common import ARTICLES, GIVEN_NAMES, HARD_STOPS, PARTICLES, SOFT_STOPS, SUFFIXES
from cleanarticle.fields.text.names.east_asian import is_east_asian, looks_like_east_asian_name
from cleanarticle.fields.text.names.folding import MARKS, fold, folded
from cleanarticle.fields.text.names.organisations import FIRST_WORDS, LAST_WORDS, NEWSROOMS, looks_like_organisation
from cleanarticle.fields.text.names.roles import (
    CREDENTIALS,
    HONORIFICS,
    ROLE_ENDINGS,
    ROLE_WORDS,
    ROLES,
    is_role,
    is_soft_role,
)
from cleanarticle.lexicon.words import load_words

__all__ = ["are_name_words", "is_initials", "is_ordinary", "looks_like_name"]

_NAME_WORD: Final = re.compile(rf"(?:[^\W\d_]|[{MARKS}'’ʼ`´.\-‐‑·])+")
_LOWER_PREFIX: Final = re.compile(
    r"(?:al|el|as|ad|ash|ar|an|at|az|ul|d|l|dell|dall|de|der|den|van|von|o|ó|t)?['’ʼ\-‐][^\W\d_]"
)
# Particles that are no surname, and bywords.
_NEVER_LAST: Final = frozenset({"von", "van", "der", "den", "del", "by", "par", "por"})
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.-?){1,4}|[^\W\d_](?:\.?[^\W\d_])?\.?|[^\W\d_]{3}\.")


def is_initials(word: str) -> bool:
    """Tell whether a word is one to four initials: "J.", "J.R.R.", "JP"."""
    return word.isupper() and _INITIALS.fullmatch(word) is not None


def _is_caseless(character: str) -> bool:
    return unicodedata.category(character) == "Lo" or "\u10d0" <= character <= "\u10ff"


def _starts_like_name(word: str) -> bool:
    first = word[0]
    if first.isupper() or _is_caseless(first):
        return True
    match = _LOWER_PREFIX.match(word)
    return match is not None and match.group()[-1].isupper()


def are_name_words(words: Sequence[str]) -> bool:
    """Tell whether words, in a script with spaces, can be one person's name.

    Args:
        words: The words, without commas or brackets.

    Returns:
        Whether there are one to five of them besides particles, each with a capital where the script has
        capitals, and none that tells of something else.
    """
    if not 1 <= len(words) <= 8:
        return False
    plains = [fold(word) for word in words]
    counted = full = soft = 0
    for word, plain in zip(words, plains, strict=True):
        if _NAME_WORD.fullmatch(word) is None or not plain or len(word) > 30:
            return False
        if plain in PARTICLES and not word[0].isupper():
            continue
        if not _starts_like_name(word) or plain in HARD_STOPS:
            return False
        if is_role(word) and not (is_soft_role(word) and len(words) == 2 and plains[0] in GIVEN_NAMES):
            return False
        counted += 1
        if is_initials(word) or plain in SUFFIXES:
            continue
        full += 1
        soft += plain in SOFT_STOPS
    if not full or counted > 5 or soft == full:
        return False
    if counted == 1 and month_number(words[0]) and plains[0] not in GIVEN_NAMES:
        return False
    first, last = words[0], words[-1]
    if plains[0] in ARTICLES or (plains[0] in SOFT_STOPS and plains[0] not in GIVEN_NAMES and len(plains[0]) > 3):
        return False
    if plains[0] in PARTICLES and first[0].islower():
        return False
    if plains[-1] in _NEVER_LAST or (plains[-1] in PARTICLES and last[0].islower()):
        return False
    return plains[0] not in SUFFIXES or len(plains[0]) == 1


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
        return looks_like_east_asian_name(text)
    return are_name_words(text.split()) and not looks_like_organisation(text)


_BYWORDS: Final = load_words("bywords")
_TELLING: Final = (
    HONORIFICS
    | ROLES
    | ROLE_WORDS
    | NEWSROOMS
    | CREDENTIALS
    | FIRST_WORDS
    | LAST_WORDS
    | folded(_BYWORDS["place"] + _BYWORDS["for"])
)
_ORDINARY_LENGTH: Final = min(map(len, ROLE_ENDINGS)) + 1


def is_ordinary(word: str) -> bool:
    """Tell quickly whether a word can be nothing but a part of a name: no title, role, agency or degree.

    A word that is not ordinary may still be a name; it only has to be looked at closely.
    """
    return (
        word.isalpha()
        and len(word) <= _ORDINARY_LENGTH
        and not word.isupper()
        and not word.endswith("in")
        and fold(word) not in _TELLING
    )
