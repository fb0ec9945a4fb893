"""Words that are parts of names, and words beside names: titles, degrees, roles, labels of pages."""

from __future__ import annotations

from functools import cache

from cleanarticle.fields.text.words import fold, folded, ordered

__all__ = [
    "given_names",
    "hard_stops",
    "is_credential",
    "is_honorific",
    "is_page_word",
    "is_role",
    "is_role_word",
    "is_weekday",
    "soft_stops",
]


def given_names() -> frozenset[str]:
    """Common first names, in lower case: evidence where the order or the end of a name is in doubt."""
    return folded("namewords.given")


@cache
def soft_stops() -> frozenset[str]:
    """Words that stop a name only where nothing else is in it: short ones, and surnames in another language."""
    short = (word for word in folded("namewords.stop") if len(word) <= 3)
    return folded("namewords.soft_stop") | folded("namewords.days") | frozenset(short)


@cache
def hard_stops() -> frozenset[str]:
    """Words that no name has."""
    stops = folded("namewords.stop") - soft_stops() | folded("namewords.short_stop")
    return (stops - folded("namewords.soft_stop") - folded("namewords.particles") - given_names()) | {"the"}


def is_page_word(word: str) -> bool:
    """Tell whether pages put a word beside names: a section, a button, a label."""
    plain = fold(word)
    return plain in hard_stops() or (plain in soft_stops() and plain not in given_names())


def is_weekday(word: str) -> bool:
    """Tell whether a word is the name of a day of the week, or its abbreviation."""
    plain = fold(word)
    return plain in folded("namewords.days") or plain in folded("namewords.short_days")


def is_honorific(word: str) -> bool:
    """Tell whether a word is a title in front of a name: "Dr.", "Herr". Short ones need their full stop."""
    plain = fold(word)
    if plain not in folded("namewords.honorifics"):
        return False
    return word.endswith(".") or len(plain) > 4 or plain in folded("namewords.clear_honorifics")


def is_credential(word: str) -> bool:
    """Tell whether a word is a degree or licence after a name: "Ph.D.", "RN", "CPA®"."""
    plain = word.rstrip("®™*")
    if fold(plain) in folded("namewords.credentials"):
        return "." in word[:-1] or sum(character.isupper() for character in word) > 1
    return word != plain and plain.isupper()


def is_role(word: str) -> bool:
    """Tell whether a word names what somebody is: "editor", "Korrespondentin"."""
    plain = fold(word)
    return plain in folded("namewords.roles") or (len(plain) > 9 and plain.endswith(ordered("namewords.role_endings")))


def is_role_word(word: str) -> bool:
    """Tell whether a word stands beside one that names a role: "senior", "political"."""
    return fold(word) in folded("namewords.role_words")
