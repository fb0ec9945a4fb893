"""Words that are parts of names, and words beside names: titles, degrees, roles, labels of pages."""

from __future__ import annotations

from functools import cache
from typing import Any

from cleanarticle.fields.text.folding import fold, folded
from cleanarticle.lexicon.words import load_words

__all__ = [
    "given_names",
    "is_credential",
    "is_honorific",
    "is_page_word",
    "is_role",
    "is_role_word",
    "is_weekday",
    "name_words",
]


class NameWords:
    """The word lists about names, folded."""

    def __init__(self, lists: dict[str, Any]) -> None:
        self.particles = folded(lists["particles"])
        self.never_last = folded(lists["never_last"])
        self.given = folded(lists["given"])
        self.in_exceptions = folded(lists["in_names"])
        self.surname_prefixes = folded(lists["surname_prefixes"])
        self.inner_capitals = tuple(lists["inner_capitals"])
        self.articles = folded(lists["articles"])
        self.suffixes = folded(lists["suffixes"])
        self.weekdays = folded(lists["days"]) | folded(lists["short_days"])
        stops, soft = folded(lists["stop"]), folded(lists["soft_stop"])
        # Short words, and those that are surnames in another language, stop a name only where nothing else is in it.
        self.soft_stops = soft | folded(lists["days"]) | {word for word in stops if len(word) <= 3}
        self.hard_stops = (stops - self.soft_stops | folded(lists["short_stop"])) - soft - self.particles - self.given
        self.hard_stops |= {"the"}
        self.honorifics = folded(lists["honorifics"])
        self.clear_honorifics = folded(lists["clear_honorifics"])
        self.credentials = folded(lists["credentials"])
        self.roles = folded(lists["roles"])
        self.soft_roles = folded(lists["soft_roles"])
        self.role_words = folded(lists["role_words"])
        self.role_endings = tuple(lists["role_endings"])
        self.east_asian_stops = tuple(lists["sinosphere_stop"])
        self.east_asian_endings = tuple(lists["sinosphere_org_endings"])
        surnames = lists["sinosphere_surnames"]
        self.chinese_surnames = frozenset(surnames["zh"])
        self.korean_surnames = frozenset(surnames["ko"])
        japanese = surnames["ja"]
        self.long_surnames = (*surnames["zh_double"], *surnames["ko_double"], *(name for name in japanese if name[1:]))
        self.short_japanese_surnames = tuple(name for name in japanese if len(name) == 1)

    def has_role(self, plain: str) -> bool:
        """Tell whether a folded word names what somebody is."""
        return plain in self.roles or (len(plain) > 9 and plain.endswith(self.role_endings))


@cache
def name_words() -> NameWords:
    """Load the word lists about names."""
    return NameWords(load_words("namewords"))


def given_names() -> frozenset[str]:
    """Common first names, in lower case: evidence where the order or the end of a name is in doubt."""
    return name_words().given


def is_page_word(word: str) -> bool:
    """Tell whether pages put a word beside names: a section, a button, a label."""
    plain, words = fold(word), name_words()
    return plain in words.hard_stops or (plain in words.soft_stops and plain not in words.given)


def is_weekday(word: str) -> bool:
    """Tell whether a word is the name of a day of the week, or its abbreviation."""
    return fold(word) in name_words().weekdays


def is_honorific(word: str) -> bool:
    """Tell whether a word is a title in front of a name: "Dr.", "Herr". Short ones need their full stop."""
    plain, words = fold(word), name_words()
    return plain in words.honorifics and (word.endswith(".") or plain in words.clear_honorifics or len(plain) > 4)


def is_credential(word: str) -> bool:
    """Tell whether a word is a degree or licence after a name: "Ph.D.", "RN", "CPA®"."""
    plain = word.rstrip("®™*")
    if fold(plain) in name_words().credentials:
        return "." in word[:-1] or sum(character.isupper() for character in word) > 1
    return word != plain and plain.isupper()


def is_role(word: str) -> bool:
    """Tell whether a word names what somebody is: "editor", "Korrespondentin"."""
    return name_words().has_role(fold(word))


def is_role_word(word: str) -> bool:
    """Tell whether a word stands beside one that names a role: "senior", "political"."""
    return fold(word) in name_words().role_words
