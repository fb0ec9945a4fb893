"""Places: known cities, countries and regions, and what has the shape of one."""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.fields.text.names.capitals import capitalise, lower
from cleanarticle.fields.text.names.common import HARD_STOPS, PARTICLES
from cleanarticle.fields.text.names.folding import MARKS, fold, folded
from cleanarticle.lexicon.words import load_words

__all__ = [
    "EAST_ASIAN_PLACES",
    "could_be_place",
    "is_place",
    "is_plain_place",
    "is_region",
    "strip_place",
    "tidy_place",
]

_PLACES: Final = load_words("places")
_CITIES: Final = folded(city for cities in _PLACES["cities"].values() for city in cities)
_REGIONS: Final = folded(_PLACES["regions"])
_WORDLIKE_PLACES: Final = folded(_PLACES["wordlike"])
EAST_ASIAN_PLACES: Final = frozenset(city for language in ("zh", "ja", "ko") for city in _PLACES["cities"][language])
_PLACE_ABBREVIATIONS: Final = frozenset(_PLACES["abbreviations"])


def is_place(text: str) -> bool:
    """Tell whether a text is a known city, country or region, or several joined by a slash."""
    folded = fold(" ".join(text.split()))
    if folded in _CITIES or folded in _REGIONS:
        return True
    return "/" in folded and all(fold(part.strip()) in _CITIES for part in folded.split("/"))


def is_plain_place(text: str) -> bool:
    """Tell whether a text is a known place and neither a common word nor a first name."""
    return is_place(text) and fold(text) not in _WORDLIKE_PLACES


def is_region(text: str) -> bool:
    """Tell whether a text is a known country, state or province, or its abbreviation."""
    return fold(text) in _REGIONS


def strip_place(text: str) -> tuple[str, str | None]:
    """Cut a known Chinese, Japanese or Korean place off the end of a text.

    Returns:
        What stands before it, and the place; the text itself and None if there is none.
    """
    for length in range(min(8, len(text)), 1, -1):
        if text[-length:] in EAST_ASIAN_PLACES:
            return text[:-length], text[-length:]
    return text, None


_PLACE_WORD: Final = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}’'.\-‐/])*")
_PLACE_PARTICLES: Final = PARTICLES | {
    "of",
    "am",
    "an",
    "on",
    "upon",
    "under",
    "sur",
    "en",
    "nad",
    "del",
    "city",
    "in",
}


def could_be_place(text: str) -> bool:
    """Tell whether a text has the shape of a place's name: up to five words with capitals, or particles."""
    words = text.split()
    if not 1 <= len(words) <= 5 or len(text) > 45:
        return False
    for index, word in enumerate(words):
        if _PLACE_WORD.fullmatch(word) is None:
            return False
        if word[0].islower() and (not index or fold(word) not in _PLACE_PARTICLES):
            return False
    return not any(fold(word) in HARD_STOPS and fold(word) not in _PLACE_PARTICLES for word in words[1:])


def tidy_place(place: str) -> str:
    """Bring a place in capitals to the form of running text: "RIO DE JANEIRO" to "Rio de Janeiro"."""
    turkish = any(character in "İŞĞ" for character in place)
    tidied = []
    words = place.split()
    for index, word in enumerate(words):
        if "." in word[:-1] or (len(words) == 1 and word in _PLACE_ABBREVIATIONS):
            tidied.append(word)
        elif index and fold(word) in _PLACE_PARTICLES - {"city"}:
            tidied.append(lower(word, turkish=turkish))
        else:
            tidied.append(capitalise(word, turkish=turkish))
    return " ".join(tidied)
