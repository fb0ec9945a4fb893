"""Runs of four words, by which two texts are compared whatever their punctuation and markup."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cleanarticle.lexicon.lazy_pattern import lazy_pattern

__all__ = ["GRAM", "Shingles", "shingles_of", "words_of"]

GRAM: Final = 4
"""Words of a shingle. Four in a row seldom agree by chance."""

_UNSPACED: Final = lazy_pattern("([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])")


def words_of(text: str) -> list[str]:
    """Lower-case words of a text with their punctuation; the characters of scripts without spaces one by one."""
    if not text.isascii():
        text = _UNSPACED.sub(r" \1 ", text)
    return text.lower().split()


def shingles_of(text: str) -> Iterator[tuple[str, ...]]:
    """The shingles of a text, in order; none if it has fewer words than a shingle."""
    return _runs_of_four(words_of(text))


class Shingles:
    """The shingles of a text, to ask how much of another text stands in it."""

    __slots__ = ("_grams", "words")

    def __init__(self, text: str) -> None:
        """Read a text."""
        self.words = words_of(text)
        self._grams: dict[int, frozenset[tuple[str, ...]]] = {GRAM: frozenset(_runs_of_four(self.words))}

    def __len__(self) -> int:
        """Number of different shingles."""
        return len(self._grams[GRAM])

    def share_of(self, text: str) -> float:
        """The share of a text's shingles that stand here, 0 to 1.

        A text of fewer words than a shingle has is one shingle of its own length.
        """
        words = words_of(text)
        size = len(words)
        if size >= GRAM:
            known = self._grams[GRAM]
            return sum(map(known.__contains__, _runs_of_four(words))) / (size - GRAM + 1)
        if not size:
            return 0.0
        if size not in self._grams:
            self._grams[size] = frozenset(zip(*(self.words[at:] for at in range(size)), strict=False))
        return float(tuple(words) in self._grams[size])


def _runs_of_four(words: list[str]) -> Iterator[tuple[str, ...]]:
    return zip(words, words[1:], words[2:], words[3:], strict=False)
