"""Places: known cities, countries and regions, and what has the shape of one."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from cleanarticle.fields.text.names.vocabulary import hard_stops
from cleanarticle.fields.text.patterns import MARKS, compiled
from cleanarticle.fields.text.words import fold, folded, listed

__all__ = [
    "could_be_place",
    "east_asian_places",
    "is_place",
    "is_plain_place",
    "is_region",
    "strip_place",
    "tidy_place",
]

_PLACE_WORD: Final = rf"[^\W\d_](?:[^\W\d_]|[{MARKS}’'.\-‐/])*"
_LETTERS: Final = r"[^\W\d_]+"


@cache
def _particles() -> frozenset[str]:
    """Words inside a place's name that need no capital."""
    return folded("namewords.particles") | folded("places.particles")


@cache
def east_asian_places() -> frozenset[str]:
    """Known places in Chinese, Japanese and Korean script."""
    return frozenset[str]().union(*(listed(f"places.cities.{language}") for language in ("zh", "ja", "ko")))


def is_place(text: str) -> bool:
    """Tell whether a text is a known city, country or region, or several cities joined by a slash."""
    name, cities = fold(" ".join(text.split())), folded("places.cities")
    if name in cities or name in folded("places.regions"):
        return True
    return "/" in name and all(fold(part.strip()) in cities for part in name.split("/"))


def is_plain_place(text: str) -> bool:
    """Tell whether a text is a known place and neither a common word nor a first name."""
    return is_place(text) and fold(text) not in folded("places.wordlike")


def is_region(text: str) -> bool:
    """Tell whether a text is a known country, state or province, or its abbreviation."""
    return fold(text) in folded("places.regions")


def strip_place(text: str) -> tuple[str, str | None]:
    """Cut a known Chinese, Japanese or Korean place off the end of a text.

    Returns:
        The text before the place, and the place; the whole text and None if it ends in none.
    """
    known = east_asian_places()
    for length in range(min(8, len(text)), 1, -1):
        if text[-length:] in known:
            return text[:-length], text[-length:]
    return text, None


def could_be_place(text: str) -> bool:
    """Tell whether a text has the shape of a place's name: up to five words with capitals, or particles."""
    words = text.split()
    if not 1 <= len(words) <= 5 or len(text) > 45:
        return False
    particles, stops = _particles(), hard_stops()
    for index, word in enumerate(words):
        if compiled(_PLACE_WORD).fullmatch(word) is None:
            return False
        plain = fold(word)
        if word[0].islower() and (not index or plain not in particles):
            return False
        if index and plain in stops and plain not in particles:
            return False
    return True


def tidy_place(place: str) -> str:
    """Bring a place in capitals to the form of running text: "RIO DE JANEIRO" to "Rio de Janeiro"."""
    is_turkish = any(character in "İŞĞ" for character in place)
    words = place.split()
    return " ".join(_tidy_word(word, index, len(words), is_turkish=is_turkish) for index, word in enumerate(words))


def _tidy_word(word: str, index: int, count: int, *, is_turkish: bool) -> str:
    if "." in word[:-1] or (count == 1 and word in listed("places.abbreviations")):
        return word
    plain = fold(word)
    if index and plain in _particles() and plain != "city":
        return _lower(word, is_turkish=is_turkish)
    return compiled(_LETTERS).sub(lambda part: _capitalise(part, is_turkish=is_turkish), word)


def _capitalise(match: re.Match[str], *, is_turkish: bool) -> str:
    """Letters with a capital in front: "McDonald-Smith" has three."""
    letters = match.group()
    if len(letters) > 3 and letters.upper().startswith("MC"):
        return "Mc" + letters[2].upper() + _lower(letters[3:], is_turkish=is_turkish)
    return letters[0].upper() + _lower(letters[1:], is_turkish=is_turkish)


def _lower(letters: str, *, is_turkish: bool) -> str:
    """Letters in lower case; in Turkish, a capital I has no dot."""
    if is_turkish:
        letters = letters.replace("I", "ı")
    return letters.replace("İ", "i").lower()
