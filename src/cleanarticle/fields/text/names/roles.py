"""Titles, degrees and roles: what stands beside a name and says what somebody is."""

from __future__ import annotations

from typing import Final

from cleanarticle.fields.text.names.common import WORDS
from cleanarticle.fields.text.names.folding import fold, folded

__all__ = [
    "CREDENTIALS",
    "HONORIFICS",
    "ROLES",
    "ROLE_ENDINGS",
    "ROLE_WORDS",
    "is_credential",
    "is_honorific",
    "is_role",
    "is_role_word",
    "is_soft_role",
]

HONORIFICS: Final = folded(WORDS["honorifics"])
_CLEAR_HONORIFICS: Final = frozenset({"dr", "dra", "mr", "mrs", "ms", "mme", "prof", "herr", "frau", "dott"})
CREDENTIALS: Final = folded(WORDS["credentials"])
ROLES: Final = folded(
    role for roles in WORDS["roles"].values() for role in roles if " " not in role and role != "grand"
)
_SOFT_ROLES: Final = folded(WORDS["soft_roles"])
ROLE_WORDS: Final = folded(WORDS["role_words"])
ROLE_ENDINGS: Final = (
    "redakteur", "redakteurin", "korrespondent", "korrespondentin", "reporterin", "journalist",
    "journalistin", "autorin", "redaktør", "redaktör", "redactrice", "redacteur", "muhabiri",
    "ologist", "grapher",
)  # fmt: skip


def is_honorific(word: str) -> bool:
    """Tell whether a word is a title in front of a name: "Dr.", "Herr". Short ones need their full stop."""
    plain = fold(word)
    return plain in HONORIFICS and (word.endswith(".") or plain in _CLEAR_HONORIFICS or len(plain) > 4)


def is_credential(word: str) -> bool:
    """Tell whether a word is a degree or licence behind a name: "Ph.D.", "RN", "CPA®"."""
    plain = word.rstrip("®™*")
    if fold(plain) in CREDENTIALS:
        return "." in word[:-1] or sum(character.isupper() for character in word) > 1
    return word != plain and plain.isupper()


def is_role(word: str) -> bool:
    """Tell whether a word names what somebody is: "editor", "Korrespondentin"."""
    plain = fold(word)
    return plain in ROLES or (len(plain) > 9 and plain.endswith(ROLE_ENDINGS))


def is_role_word(word: str) -> bool:
    """Tell whether a word stands beside one that names a role: "senior", "political"."""
    return fold(word) in ROLE_WORDS


def is_soft_role(word: str) -> bool:
    """Tell whether a word that names a role is a surname, too: behind a common first name it is no role."""
    return fold(word) in _SOFT_ROLES
