"""Names of people: in scripts with spaces, and in Chinese, Japanese and Korean."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Final, Literal

from cleanarticle.fields.text.dates.months import month_number
from cleanarticle.fields.text.names.organisations import agencies, looks_like_organisation
from cleanarticle.fields.text.names.places import east_asian_places
from cleanarticle.fields.text.names.vocabulary import given_names, hard_stops, is_role, soft_stops
from cleanarticle.fields.text.patterns import MARKS, compiled, is_east_asian
from cleanarticle.fields.text.words import fold, folded, listed, ordered

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
    plains = [fold(word) for word in words]
    is_named = plains[0] in given_names()
    kinds: list[_WordKind] = []
    for word, plain in zip(words, plains, strict=True):
        # "Emma Chef": behind a common first name some roles are surnames.
        may_be_role = len(words) == 2 and is_named and plain in folded("namewords.soft_roles")
        kind = _kind_of(word, plain, may_be_role=may_be_role)
        if kind is None:
            return False
        kinds.append(kind)
    counted = len(kinds) - kinds.count("particle")
    if "full" not in kinds or counted > 5:
        return False
    if counted == 1 and not is_named and month_number(words[0]):
        return False
    return _may_open(words[0], plains[0]) and _may_close(words[-1], plains[-1])


def _kind_of(word: str, plain: str, *, may_be_role: bool) -> _WordKind | None:
    """What a word is in a name; None if no name has it."""
    if not plain or len(word) > 30 or not (word.isalpha() or compiled(_NAME_WORD).fullmatch(word)):
        return None
    if plain in folded("namewords.particles") and not word[0].isupper():
        return "particle"
    if not _starts_like_name(word) or plain in hard_stops():
        return None
    if is_role(plain) and not may_be_role:
        return None
    if is_initials(word) or plain in folded("namewords.suffixes"):
        return "initial"
    return "soft" if plain in soft_stops() else "full"


def _starts_like_name(word: str) -> bool:
    """Whether a word has a capital, perhaps after a prefix ("al-Assad"), or is in a script without capitals."""
    first = word[0]
    if first.isupper() or unicodedata.category(first) == "Lo" or "\u10d0" <= first <= "\u10ff":  # Georgian
        return True
    match = compiled(_LOWER_PREFIX).match(word)
    return match is not None and match.group()[-1].isupper()


def _may_open(word: str, plain: str) -> bool:
    if plain in folded("namewords.articles") or (plain in folded("namewords.particles") and word[0].islower()):
        return False
    if plain in soft_stops() and plain not in given_names() and len(plain) > 3:
        return False
    return plain not in folded("namewords.suffixes") or len(plain) == 1


def _may_close(word: str, plain: str) -> bool:
    return plain not in folded("namewords.never_last") and not (
        plain in folded("namewords.particles") and word[0].islower()
    )


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
    lists = ("honorifics", "roles", "role_words", "credentials")
    names = agencies().first_words | agencies().last_words | folded("agencies.words")
    return names.union(*(folded(f"namewords.{name}") for name in lists), folded("bywords.place"), folded("bywords.for"))


def is_ordinary(word: str) -> bool:
    """Tell quickly whether a word can be nothing but a part of a name: no title, role, agency or degree.

    A word that is not ordinary may still be a name; it only has to be looked at closely.
    """
    # Longer words may be roles or organisations by their endings.
    is_plain = word.isalpha() and len(word) <= 8 and not word.isupper() and not word.endswith("in")
    return is_plain and fold(word) not in _telling_words()


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


@cache
def _long_surnames() -> tuple[str, ...]:
    names = (ordered(f"namewords.sinosphere_surnames.{code}") for code in ("zh_double", "ko_double", "ja"))
    return tuple(name for group in names for name in group if len(name) > 1)


def _looks_like_east_asian_name(text: str) -> bool:
    text = text.replace("\u3000", " ")
    if any(stop in text for stop in ordered("namewords.sinosphere_stop")) or text in east_asian_places():
        return False
    if compiled(_TRANSCRIBED).fullmatch(text):
        return True
    is_organisation = text.endswith(ordered("namewords.sinosphere_org_endings"))
    return not is_organisation and compiled(_EAST_ASIAN_NAME).fullmatch(text) is not None


def has_east_asian_surname(text: str) -> bool:
    """Tell whether a Chinese, Japanese or Korean text has a common surname and the length of a name."""
    bare = text.replace(" ", "").replace("\u3000", "")
    if bare.startswith(_long_surnames()):
        return 3 <= len(bare) <= 7
    if bare[:1] in listed("namewords.sinosphere_surnames.ko"):
        return 2 <= len(bare) <= 4
    known = (listed("namewords.sinosphere_surnames.zh"), listed("namewords.sinosphere_surnames.ja"))
    return 2 <= len(bare) <= 3 and any(bare[0] in surnames for surnames in known)
