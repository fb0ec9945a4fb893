"""Class names that say what an element is, from the word list `classnames`."""

from __future__ import annotations

from math import inf
from typing import Final

from cleanarticle.lexicon.words import load_words
from cleanarticle.page.model import Container

__all__ = ["ClassNames", "class_names", "is_named"]

_LISTS: Final = load_words("classnames")


class ClassNames:
    """Class names of one meaning.

    Attributes:
        words: Words of which one is enough: "kicker".
        groups: Words of which all are needed: "over" and "line", for a class such as `over-line`.
        hints: All these words: an element without any of them has none of the names.
    """

    __slots__ = ("groups", "hints", "words")

    def __init__(self, words: frozenset[str], groups: tuple[frozenset[str], ...] = ()) -> None:
        self.words = words
        self.groups = groups
        self.hints = words.union(*groups)

    def match(self, container: Container) -> bool:
        """True if the element itself has one of the names."""
        own = container.names
        return bool(own) and not self.hints.isdisjoint(own) and self.has(own)

    def has(self, own: tuple[str, ...]) -> bool:
        """True if some words have one of the names among them."""
        if not self.words.isdisjoint(own):
            return True
        for group in self.groups:  # noqa: SIM110 - compiled without a closure
            if group.issubset(own):
                return True
        return False


def class_names(*lists: str) -> ClassNames:
    """Join lists of class names.

    Args:
        lists: Keys of the word list `classnames`; the languages of a list are put together.

    Returns:
        The class names of all these lists.
    """
    entries: list[str] = []
    for key in lists:
        by_language = _LISTS[key]
        parts = by_language.values() if isinstance(by_language, dict) else [by_language]
        entries += (entry for part in parts for entry in part)
    groups = tuple(frozenset(entry.split()) for entry in dict.fromkeys(entries) if " " in entry)
    return ClassNames(frozenset(entry for entry in entries if " " not in entry), groups)


def is_named(container: Container, names: ClassNames, levels: int, most_words: float = inf) -> bool:
    """Tell whether an element, or one around it, has a class name of a list.

    Args:
        container: The element.
        names: The list.
        levels: How many elements are asked: 2 for the element and its parent.
        most_words: Elements with more words hold other things as well: the first one ends the search.

    Returns:
        True if one of them has.
    """
    hints = names.hints
    ancestor: Container | None = container
    # Written out, because readers ask this of every block: a generator takes twice as long.
    while ancestor is not None and levels and ancestor.words <= most_words:
        own = ancestor.names
        if own and not hints.isdisjoint(own) and names.has(own):
            return True
        ancestor = ancestor.parent
        levels -= 1
    return False
