"""Part words that a dump of a page's text has glued together: "BySophie FosterTravel News Reporter"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from cleanarticle.fields.text.bylines.tokens import OUTER, Phrases, fold, listed_words
from cleanarticle.fields.text.dates.moments import month_number
from cleanarticle.fields.text.names import (
    is_newsroom,
    is_place,
    is_role,
    is_role_word,
    is_weekday,
    looks_like_name,
    name_words,
)

__all__ = ["GLUED_DIGIT", "unglue"]

GLUED_DIGIT: Final = re.compile(r"(?<=\d)(?=[A-ZÀ-Þ][a-zß-ÿ])")
"""Where a word is glued to a number before it."""

_LETTERS: Final = re.compile(r"[^\W\d_]+")
_GLUED_AND: Final = re.compile(r"(?<=[^\W\d_A-Z]{2})and(?=[A-Z][a-z])")
# Letters behind which "and" ends a surname: "Holland", "Strand".
_BEFORE_AND: Final = frozenset("bhlmnrs")
_NOISE: Final = Phrases.listed("noise")
_BYWORDS: Final = listed_words("glued")
# What opens a section or a date behind a name.
_PREPOSITIONS: Final = frozenset({"In", "On"})
# What a capital may follow inside one surname: "MacDonald", "VanDyke".


def unglue(words: Sequence[str]) -> list[str]:
    """Part glued words, with a bar between what belongs to different things.

    Args:
        words: The words of a line.

    Returns:
        The same letters, in more words.
    """
    parted: list[str] = []
    for index, word in enumerate(words):
        cut = _where_to_cut(word)
        if not cut:
            parted.append(word)
            continue
        left, right = word[:cut], word[cut:]
        glued = _GLUED_AND.search(word)
        if glued is not None and (is_place(word[: glued.start()]) or word[glued.start() - 1] not in _BEFORE_AND):
            parted += (word[: glued.start()], "and", word[glued.end() :])
        elif fold(left) in _BYWORDS:
            parted += (left, *unglue([right]))
        elif cut > 2 and _stand_apart(left, right, parted, words[index + 1 : index + 2]):
            parted += (left, "|", *unglue([right]))
        else:
            parted.append(word)
    return parted


def _transition(word: str) -> int:
    """Where a capital follows a small letter, as it does where two words are glued; 0 if nowhere."""
    rest = word[1:]
    if rest.islower() or word.isupper():
        return 0
    for index in range(1, len(word)):
        if word[index].isupper() and word[index - 1].islower():
            return index
    return 0


def _where_to_cut(word: str) -> int:
    """The first place in a glued word behind which something else begins, or else its first transition."""
    first = at = _transition(word)
    while at:
        rest = word[at:]
        following = _transition(rest)
        if _opens_other(rest[: following or len(rest)].rstrip(OUTER)):
            return at
        at = at + following if following else 0
    return first


def _opens_other(word: str) -> bool:
    """Whether a word belongs beside names, or to a date or section behind them."""
    return word in _PREPOSITIONS or _is_beside_names(word) or is_weekday(word) or month_number(word) is not None


def _stand_apart(left: str, right: str, before: Sequence[str], behind: Sequence[str]) -> bool:
    """Whether the two sides of a glued word belong to different things."""
    match = _LETTERS.match(right[: _transition(right) or len(right)])
    first = match.group() if match is not None else right
    if _opens_other(first):
        return True
    if _is_beside_names(left) or (len(right) > 2 and right.isupper()):
        return True
    # Two names: each has another word of its own.
    return bool(
        before
        and behind
        and len(right) > 1
        and behind[0][0].isupper()
        and fold(left) not in name_words().surname_prefixes
        and fold(before[-1]) not in _BYWORDS
        and looks_like_name(f"{before[-1]} {left}")
    )


def _is_beside_names(word: str) -> bool:
    """Whether a word belongs to a role, a section, a newsroom or a button."""
    return fold(word) in _NOISE or is_role(word) or is_role_word(word) or is_newsroom(word)
