"""Detects the encoding of bytes without a declaration, by the letter frequencies of languages."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from cleanarticle.parse.decode.labels import CODECS, table_of
from cleanarticle.parse.decode.letter_frequencies import (
    COMMON_CHARACTERS,
    LATIN_LETTERS,
    MULTIBYTE,
    NEUTRAL,
    OTHER_LETTERS,
    SINGLE_BYTE,
)

__all__ = ["ByteSample"]

_NO_DIFFERENCE: Final = 0.05
"""An encoding must be this much more confident than a more common one."""
_TYPICAL_SHARE: Final = 0.35
"""Share of common characters in a typical text."""
_UNKNOWN: Final = math.log(0.001)
_CAPITAL: Final = 2.0
"""How much rarer a capital letter is, as a difference of logarithms."""
# It bounds the time for a page of megabytes, which is read no further to guess its encoding.
_SAMPLE_SIZE: Final = 32_768
# Every second byte of a character is one of these, so that a word begins where a character does.
_find_words: Final = re.compile(rb"(?<![\x40-\x7e\x80-\xff])[\x40-\x7e]*+[\x80-\xff][\x40-\x7e\x80-\xff]*+").finditer
_find_among_ascii: Final = re.compile(rb"(?<=[A-Za-z])[\x80-\xff]|[\x80-\xff](?=[A-Za-z])").findall
_find_rows: Final = re.compile(rb"[\x80-\xff]{3,}").findall


@dataclass(frozen=True, slots=True)
class _LetterModel:
    """The letter frequencies of a language, as logarithms.

    Attributes:
        likelihoods: Of each letter, in both cases.
        typical: Mean over a text in the language.
        latin: True for languages that also use ASCII letters.
    """

    likelihoods: dict[str, float]
    typical: float
    latin: bool


def _letter_model(letters: str, latin: bool) -> _LetterModel:
    weights = [1 / (rank + 3) for rank in range(len(letters))]
    shares = [weight / sum(weights) for weight in weights]
    likelihoods = {}
    for letter, share in zip(letters, shares, strict=True):
        likelihoods[letter.upper()] = math.log(share) - (_CAPITAL if letter.upper() != letter else 0)
        likelihoods[letter] = math.log(share)
    return _LetterModel(likelihoods, sum(share * math.log(share) for share in shares), latin)


_MODELS: Final = (
    *(_letter_model(letters, latin=True) for letters in LATIN_LETTERS.values()),
    *(_letter_model(letters, latin=False) for letters in OTHER_LETTERS.values()),
)


class ByteSample:
    """The words of a page with bytes beyond ASCII, as a sample of its text.

    Attributes:
        size: Number of bytes beyond ASCII.
    """

    __slots__ = ("_among_ascii", "_bytes", "_counts", "_in_rows", "size")

    def __init__(self, data: bytes) -> None:
        words: list[bytes] = []
        length = 0
        for word in _find_words(data):
            words.append(word[0])
            length += len(word[0])
            if length > _SAMPLE_SIZE:
                break
        self._bytes = b" ".join(words)[: 2 * _SAMPLE_SIZE]
        self._counts = Counter(byte for byte in self._bytes if byte >= 0x80)
        self.size = sum(self._counts.values())
        total = max(self.size, 1)
        self._among_ascii = len(_find_among_ascii(self._bytes)) / total
        self._in_rows = sum(map(len, _find_rows(self._bytes))) / total

    def best(self) -> tuple[str, float]:
        """The most likely encoding and its confidence; of nearly equal ones the more common."""
        confidences = [(name, self.confidence(name)) for name in (*MULTIBYTE, *SINGLE_BYTE)]
        most = max(confidence for _, confidence in confidences)
        return next(pair for pair in confidences if pair[1] >= most - _NO_DIFFERENCE)

    def confidence(self, name: str) -> float:
        """The confidence in an encoding: 1 if it gives typical text, 0 or less if it gives nonsense."""
        if name in MULTIBYTE:
            return self._confidence_in_characters(name)
        return self._confidence_in_letters(name) if name not in CODECS else 0.0

    def _confidence_in_characters(self, name: str) -> float:
        text = self._bytes.decode(CODECS[name], "replace")
        non_ascii = [character for character in text if not character.isascii()]
        if not non_ascii or text.count("\ufffd") * 20 > len(non_ascii):
            return 0.0
        common = COMMON_CHARACTERS[MULTIBYTE[name]]
        share = sum(character in common for character in non_ascii) / len(non_ascii)
        return min(share / _TYPICAL_SHARE, 1.0)

    def _confidence_in_letters(self, name: str) -> float:
        table = table_of(name)
        counts = [(table[byte], count) for byte, count in self._counts.items() if table[byte] not in NEUTRAL]
        neutral = self.size - sum(count for _, count in counts)
        best = 0.0
        for model in _MODELS:
            likelihood = neutral * model.typical
            likelihood += sum(model.likelihoods.get(letter, _UNKNOWN) * count for letter, count in counts)
            surprise = max(model.typical - likelihood / self.size, 0.0)
            # Letters of Latin scripts rarely come in rows of three; other scripts do not mix with ASCII letters.
            misplaced = self._in_rows if model.latin else self._among_ascii
            best = max(best, 1 - surprise / 2 - misplaced)
        return best
