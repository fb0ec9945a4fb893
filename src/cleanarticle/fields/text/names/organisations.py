"""Agencies, newsrooms and other organisations that are credited like people."""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.fields.text.names.common import GIVEN_NAMES
from cleanarticle.fields.text.names.east_asian import EAST_ASIAN_ORGANISATION_ENDINGS, is_east_asian
from cleanarticle.fields.text.names.folding import fold, folded
from cleanarticle.lexicon.words import load_words

__all__ = [
    "FIRST_WORDS",
    "LAST_WORDS",
    "NEWSROOMS",
    "is_agency",
    "is_desk",
    "is_newsroom",
    "is_wordlike_agency",
    "looks_like_organisation",
    "may_close_agency",
    "may_open_agency",
]

_AGENCIES: Final = load_words("agencies")
NEWSROOMS: Final = folded(_AGENCIES["words"])
_WORDLIKE: Final = frozenset(_AGENCIES["wordlike"])
_ENDINGS: Final = tuple(_AGENCIES["endings"])
_LEAST_LONG: Final = 9
_MOST_OF_INITIALS: Final = 5
_DESKS: Final = folded(_AGENCIES["desks"])
_EAST_ASIAN_AGENCIES: Final = frozenset(_AGENCIES["sinosphere"])
_EAST_ASIAN_WIRES: Final = frozenset(_AGENCIES["sinosphere_wires"])


def _agency_key(text: str) -> str:
    words = text.replace(".", "").lower().replace("\u0307", "").split()
    if words and words[0] == "the":
        del words[0]
    return ("" if all(len(word) == 1 for word in words) else " ").join(words)


def _is_acronym(name: str) -> bool:
    return " " not in name and len(name) <= 8 and (name.isupper() or name.islower())


_LISTED: Final = [*_AGENCIES["agencies"], *_AGENCIES["outlets"]]
_AGENCY_KEYS: Final = frozenset(map(_agency_key, _AGENCIES["agencies"]))
_ALL_KEYS: Final = frozenset(map(_agency_key, _LISTED))
_ACRONYMS: Final = frozenset(name for name in _LISTED if _is_acronym(name))
_SAFE_KEYS: Final = frozenset(_agency_key(name) for name in _LISTED if " " in name or "." in name)


def is_agency(text: str, *, bracketed: bool = False) -> bool:
    """Tell whether a text is the name of a known agency or outlet, or several of them joined by a slash.

    Args:
        text: The text, for instance "Associated Press", "dpa/lby", "AFP/Reuters".
        bracketed: Whether it stands where only an agency stands, as in brackets behind a place. Elsewhere an
            abbreviation counts only as its agency writes it: "ANA" is an agency, "Ana" a first name.
    """
    text = text.strip()
    if text in _EAST_ASIAN_AGENCIES:
        return True
    key = _agency_key(text)
    if bracketed:
        return key in _ALL_KEYS or ("/" in key and key.partition("/")[0].strip() in _AGENCY_KEYS)
    if key in _SAFE_KEYS or text in _ACRONYMS or text.removeprefix("The ").removeprefix("the ") in _ACRONYMS:
        return True
    is_listed = key in _ALL_KEYS and key not in GIVEN_NAMES and not text.islower()
    if is_listed and (not _is_acronym_key(key) or (text.istitle() and len(text) > _MOST_OF_INITIALS)):
        return True
    return "/" in text and _is_signed_agency([part.strip() for part in text.split("/")])


def _is_signed_agency(parts: list[str]) -> bool:
    """Whether parts between slashes are an agency and the initials of a desk: "dpa/lby", "abc/dpa"."""
    if parts[0] in _ACRONYMS:
        return True
    return any(part in _ACRONYMS for part in parts) and all(len(part) <= _MOST_OF_INITIALS for part in parts)


def is_news_agency(text: str) -> bool:
    """Tell whether a text that is a known agency or outlet is an agency: it sells its reports to other newsrooms."""
    text = text.strip()
    if text in _EAST_ASIAN_WIRES:
        return True
    key = _agency_key(text)
    return key in _AGENCY_KEYS or ("/" in key and any(part.strip() in _AGENCY_KEYS for part in key.split("/")))


def is_wordlike_agency(text: str) -> bool:
    """Tell whether an agency's or outlet's name is a common word, which alone in a line says nothing."""
    return text.strip() in _WORDLIKE


# The first and last words of agencies' names: most words are neither, which is cheap to see.
FIRST_WORDS: Final = frozenset(key.split()[0] for key in _ALL_KEYS) | {"the"}
LAST_WORDS: Final = frozenset(key.split()[-1] for key in _ALL_KEYS)


def may_open_agency(word: str) -> bool:
    """Tell whether an agency's or outlet's name may start with a word."""
    return fold(word).replace(".", "") in FIRST_WORDS or "/" in word


def may_close_agency(word: str) -> bool:
    """Tell whether an agency's or outlet's name may end with a word."""
    return fold(word).replace(".", "") in LAST_WORDS


_ACRONYM_KEYS: Final = frozenset(_agency_key(name) for name in _ACRONYMS)


def _is_acronym_key(key: str) -> bool:
    return key in _ACRONYM_KEYS


_DOMAIN: Final = re.compile(r"[\w-]{2,40}(?:\.[\w-]{2,30}){1,3}")
_DOMAIN_ENDINGS: Final = (
    ".com", ".org", ".net", ".de", ".at", ".ch", ".fr", ".es", ".it", ".nl", ".uk", ".ru", ".ua", ".pl",
    ".is", ".no", ".se", ".dk", ".br", ".pt", ".tr", ".id", ".co", ".tv", ".io", ".eu", ".info", ".news",
)  # fmt: skip


def is_newsroom(text: str) -> bool:
    """Tell whether a text is nothing but a word for the people of a newsroom: "Staff", "Redaktion"."""
    return fold(text) in NEWSROOMS


def is_desk(text: str) -> bool:
    """Tell whether a text ends in a word that only a newsroom signs with: "IN-Redaktion", "Harbour Post Staff"."""
    return fold(text.replace("-", " ").split()[-1]) in _DESKS


def looks_like_organisation(text: str) -> bool:
    """Tell whether a text names a company, a newsroom or a site rather than a person."""
    if is_agency(text):
        return True
    if is_east_asian(text):
        return text.endswith(EAST_ASIAN_ORGANISATION_ENDINGS) and len(text) <= 20
    if _DOMAIN.fullmatch(text) and text.lower().endswith(_DOMAIN_ENDINGS):
        return True
    words = text.split()
    if len(words) > 7:
        return False
    return any(map(_is_of_organisation, words))


def _is_of_organisation(word: str) -> bool:
    plain = fold(word)
    if plain in NEWSROOMS or fold(word.rpartition("-")[2]) in NEWSROOMS:
        return True
    return len(plain) > _LEAST_LONG and plain.endswith(_ENDINGS)
