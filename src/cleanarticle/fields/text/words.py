"""Words in the form in which they are compared, and the lists of the lexicon in which they are looked up.

A list is named by its file and its key: "bywords.noise". Where a list has its words by language, all count.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from cleanarticle.lexicon.words import load_words

__all__ = ["fold", "folded", "listed", "lower", "ordered"]


def lower(text: str) -> str:
    """A text in lower case, with one kind of apostrophe; a Turkish capital I leaves no dot of its own."""
    if text.isascii():
        return text.lower()
    return text.lower().replace("\u0307", "").replace("’", "'")


def fold(word: str) -> str:
    """A word in lower case, with one kind of apostrophe and without the full stops around it."""
    if word.isascii():
        return word.lower().strip(".")
    return lower(word).strip(".")


_load = cache(load_words)


@cache
def ordered(name: str) -> tuple[str, ...]:
    """The words of a list, in their order."""
    file, *keys = name.split(".")
    words: Any = _load(file)
    for key in keys:
        words = words[key]
    groups: Iterable[Iterable[str]] = words.values() if isinstance(words, dict) else [words]
    return tuple(word for group in groups for word in group)


@cache
def listed(name: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(ordered(name))


@cache
def folded(name: str) -> frozenset[str]:
    """The words of a list, folded."""
    return frozenset(map(fold, ordered(name)))
