"""The words of a line with their places, and phrases to be found among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from cleanarticle.lexicon.words import load_words

__all__ = ["BYWORDS", "EDGES", "OUTER", "Phrases", "Token", "fold", "listed_words", "tokenise"]

BYWORDS: Final = load_words("bywords")
"""The words and phrases of bylines, by what they do."""

EDGES: Final = " \t|·•●⋅–—-:,;./>»\u3000：，、*+~"
"""What stands around names."""

OUTER: Final = EDGES + "()[]（）【】《》\"“”„«»'‘"
"""The same, with brackets and quotes."""

_MARKS: Final = "\u0300-\u036f\u064b-\u0652\u0900-\u0903\u093a-\u094f\u0e31-\u0e4e"
_WORD: Final = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}'’\-])*(?:[:*]in(?:nen)?\b)?|[&+]")

Token = tuple[str, int, int]
"""A word in lower case, with its start and end in the line."""


def fold(word: str) -> str:
    """A word in lower case, with one kind of apostrophe."""
    if word.isascii():
        return word.lower()
    return word.lower().replace("\u0307", "").replace("’", "'")


def tokenise(line: str) -> list[Token]:
    """The words of a line."""
    folded = fold(line)
    if len(folded) != len(line):  # Some capitals have longer small forms.
        return [(fold(match.group()), *match.span()) for match in _WORD.finditer(line)]
    return [(match.group(), *match.span()) for match in _WORD.finditer(folded)]


def listed_words(name: str) -> frozenset[str]:
    """One list of single words."""
    return frozenset(BYWORDS[name])


class Phrases:
    """Phrases to be found at a given word, the longest first."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Index the phrases by their first words."""
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            words = tuple(token[0] for token in tokenise(phrase))
            self._by_first.setdefault(words[0], []).append(words)
        for group in self._by_first.values():
            group.sort(key=len, reverse=True)

    @classmethod
    def listed(cls, name: str) -> Phrases:
        """The phrases of one list, which may be parted by language."""
        phrases = BYWORDS[name]
        if isinstance(phrases, dict):
            return cls(phrase for group in phrases.values() for phrase in group)
        return cls(phrases)

    def __contains__(self, word: str) -> bool:
        return word in self._by_first

    def at(self, tokens: Sequence[Token], index: int) -> int:
        """How many tokens the longest phrase that starts at a token takes; 0 if none does."""
        for words in self._by_first.get(tokens[index][0], ()):
            size = len(words)
            if size == 1 or words == tuple(token[0] for token in tokens[index : index + size]):
                return size
        return 0
