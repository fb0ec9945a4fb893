"""Words in the form in which they are compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

__all__ = ["flat", "fold", "folded", "lower"]


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


def folded(words: Iterable[str] | Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Fold a list of words, which may be grouped by language."""
    return frozenset(map(fold, flat(words)))


def flat(words: Iterable[str] | Mapping[str, Iterable[str]]) -> list[str]:
    """The words of a list that may be grouped by language."""
    return [word for group in words.values() for word in group] if isinstance(words, Mapping) else list(words)
