"""Which encoding makes most sense of bytes that nobody declares, by the letters of languages."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from cleanarticle.parse.decode.labels import CODECS, TABLES
from cleanarticle.parse.decode.letters import (
    COMMON_CHARACTERS,
    LATIN_LETTERS,
    MULTIBYTE,
    NEUTRAL,
    OTHER_LETTERS,
    SINGLE_BYTE,
)

__all__ = ["Sample"]

_NO_DIFFERENCE: Final = 0.05
"""So little more confidence does not prefer an encoding to a more common one."""
_TYPICAL_SHARE: Final = 0.35
"""Share of a text that its language's common characters make up."""
_UNKNOWN: Final = math.log(0.001)
_CAPITAL: Final = 2.0
"""How much rarer a capital letter is, as a difference of logarithms."""
_SAMPLE_SIZE: Final = 32_768
# Every second byte of a character is one of these, so that a word begins where a character does.
_find_words: Final = re.compile(rb"(?<![\x40-\x7e\x80-\xff])[\x40-\x7e]*+[\x80-\xff][\x40-\x7e\x80-\xff]*+").finditer
_find_among_ascii: Final = re.compile(rb"(?<=[A-Za-z])[\x80-\xff]|[\x80-\xff](?=[A-Za-z])").findall
_find_rows: Final = re.compile(rb"[\x80-\xff]{3,}").findall


@dataclass(frozen=True, slots=True)
class _Model:
    """How likely letters are in a language, as logarithms.

    Attributes:
        likelihoods: For each letter in both cases.
        typical: Mean over a text in the language.
        latin: Whether the letters stand among ASCII letters.
    """

    likelihoods: dict[str, float]
    typical: float
    latin: bool


def _model(letters: str, latin: bool) -> _Model:
    weights = [1 / (rank + 3) for rank in range(len(letters))]
    shares = [weight / sum(weights) for weight in weights]
    likelihoods = {}
    for letter, share in zip(letters, shares, strict=True):
        likelihoods[letter.upper()] = math.log(share) - (_CAPITAL if letter.upper() != letter else 0)
        likelihoods[letter] = math.log(share)
    return _Model(likelihoods, sum(share * math.log(share) for share in shares), latin)


_MODELS: Final = (
    *(_model(letters, latin=True) for letters in LATIN_LETTERS.values()),
    *(_model(letters, latin=False) for letters in OTHER_LETTERS.values()),
)


class Sample:
    """The words of a page that hold bytes beyond ASCII.

    Attributes:
        size: Number of bytes beyond ASCII.
    """

    __slots__ = ("_among_ascii", "_bytes", "_counts", "_in_rows", "size")

    def __init__(self, data: bytes) -> None:
        found: list[bytes] = []
        length = 0
        for word in _find_words(data):
            found.append(word[0])
            length += len(word[0])
            if length > _SAMPLE_SIZE:
                break
        self._bytes = b" ".join(found)[: 2 * _SAMPLE_SIZE]
        self._counts = Counter(byte for byte in self._bytes if byte >= 0x80)
        self.size = sum(self._counts.values())
        total = max(self.size, 1)
        self._among_ascii = len(_find_among_ascii(self._bytes)) / total
        self._in_rows = sum(map(len, _find_rows(self._bytes))) / total

    def best(self) -> tuple[str, float]:
        """The encoding that makes most sense, and how much: 1 for a typical text, 0 or less for nonsense."""
        confidences = [(name, self.confidence(name)) for name in (*MULTIBYTE, *SINGLE_BYTE)]
        most = max(confidence for _, confidence in confidences)
        return next(pair for pair in confidences if pair[1] >= most - _NO_DIFFERENCE)

    def confidence(self, name: str) -> float:
        """How much sense an encoding makes of the sample."""
        if name in MULTIBYTE:
            return self._confidence_in_characters(name)
        return self._confidence_in_letters(name) if name not in CODECS else 0.0

    def _confidence_in_characters(self, name: str) -> float:
        text = self._bytes.decode(CODECS[name], "replace")
        beyond = [character for character in text if not character.isascii()]
        if not beyond or text.count("\ufffd") * 20 > len(beyond):
            return 0.0
        common = COMMON_CHARACTERS[MULTIBYTE[name]]
        share = sum(character in common for character in beyond) / len(beyond)
        return min(share / _TYPICAL_SHARE, 1.0)

    def _confidence_in_letters(self, name: str) -> float:
        table = TABLES[name]
        counts = [(table[byte], count) for byte, count in self._counts.items() if table[byte] not in NEUTRAL]
        neutral = self.size - sum(count for _, count in counts)
        best = 0.0
        for model in _MODELS:
            likelihood = neutral * model.typical
            likelihood += sum(model.likelihoods.get(letter, _UNKNOWN) * count for letter, count in counts)
            surprise = max(model.typical - likelihood / self.size, 0.0)
            misplaced = self._in_rows if model.latin else self._among_ascii
            best = max(best, 1 - surprise / 2 - misplaced)
        return best
