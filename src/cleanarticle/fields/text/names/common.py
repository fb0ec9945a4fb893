"""Words that are parts of names, and words that are none."""

from __future__ import annotations

from typing import Final

from cleanarticle.fields.text.names.folding import fold, folded
from cleanarticle.lexicon.words import load_words

__all__ = [
    "ARTICLES",
    "GIVEN_NAMES",
    "GLUED_IN_EXCEPTIONS",
    "HARD_STOPS",
    "PARTICLES",
    "SOFT_STOPS",
    "SUFFIXES",
    "WORDS",
    "is_page_word",
    "is_weekday",
]

WORDS: Final = load_words("namewords")
"""The word lists about names, by what the words are."""

PARTICLES: Final = folded(WORDS["particles"])
"""Words inside a name that need no capital, in lower case."""

GIVEN_NAMES: Final = folded(WORDS["given"])
"""Common first names, in lower case: evidence where an order of names is in doubt."""

GLUED_IN_EXCEPTIONS: Final = folded(WORDS["in_names"])
"""Names that end in "in", in lower case: nothing is glued to them."""

ARTICLES: Final = folded(WORDS["articles"])
"""Words that may stand inside a name, but open something else."""

SUFFIXES: Final = folded(WORDS["suffixes"])
"""What may follow a surname: "Jr.", "III"."""

_WEEKDAYS: Final = folded([*WORDS["days"], *WORDS["short_days"]])
_LISTED_STOPS: Final = folded(word for words in WORDS["stop"].values() for word in words)
SOFT_STOPS: Final = (
    folded(WORDS["soft_stop"]) | folded(WORDS["days"]) | {word for word in _LISTED_STOPS if len(word) <= 3}
)
"""Words that stop a name only where nothing else speaks for one: short ones, and surnames in some other language."""

HARD_STOPS: Final = (
    (_LISTED_STOPS - SOFT_STOPS | folded(WORDS["short_stop"])) - folded(WORDS["soft_stop"]) - PARTICLES - GIVEN_NAMES
) | {"the"}
"""Words that no name has."""


def is_page_word(word: str) -> bool:
    """Tell whether a word is one that pages put beside names: a section, a button, a label."""
    plain = fold(word)
    return plain in HARD_STOPS or (plain in SOFT_STOPS and plain not in GIVEN_NAMES)


def is_weekday(word: str) -> bool:
    """Tell whether a word is the name of a day of the week."""
    return fold(word) in _WEEKDAYS
