"""By what texts are compared: a hash of the words for the same text, MinHash values for nearly the same.

MinHash is Broder's (On the resemblance and containment of documents, 1997): the share of equal values of two
signatures estimates the Jaccard similarity of their sets of shingles. The values come from one pass over the shingles
(Li, Owen, Zhang: One permutation hashing, 2012), empty ones are filled as by Shrivastava (Optimal densification for
fast and accurate minwise hashing, 2017).
"""

from __future__ import annotations

import random
import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from operator import eq
from typing import Final, Literal, TypeAlias

from cleanarticle.score.shingles import GRAM, words_of

__all__ = ["NEAR", "Signature", "Similarity", "likeness", "sign"]

Similarity: TypeAlias = Literal["exact", "near"]
"""Which texts are taken for the same."""

NEAR: Final = 0.7
"""Jaccard similarity of the runs of four words from which on two texts are nearly the same."""

_BANDS: Final = 25
_ROWS: Final = 5
"""Two texts meet if all values of a band agree: at a similarity of 0.7 with probability 0.99, at 0.3 with 0.06."""
_VALUES: Final = _BANDS * _ROWS
_EMPTY: Final = -1
_SIGNED: Final = 1 << 63
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Signature:
    """What is kept of a text to compare it.

    Attributes:
        digest: Hash of its words.
        values: The lower 16 bits of its MinHash values; empty if only the same text is looked for.
        keys: A number for each band of them: texts that share one are compared.
    """

    digest: bytes
    values: bytes = b""
    keys: tuple[int, ...] = ()


def sign(text: str, similarity: Similarity) -> Signature | None:
    """Make the signature of a text: of its words, whatever their case, punctuation and white space.

    Returns:
        The signature; `None` for a text without words, which is like no other.
    """
    words = _WORD.findall(" ".join(words_of(unicodedata.normalize("NFKC", text))))
    if not words:
        return None
    digest = blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=16).digest()
    if similarity == "exact":
        return Signature(digest)
    values = _minima(words)
    keys = tuple(_key(band, values[band * _ROWS : (band + 1) * _ROWS]) for band in range(_BANDS))
    return Signature(digest, array("H", [value & 0xFFFF for value in values]).tobytes(), keys)


def likeness(first: bytes, second: bytes) -> float:
    """Estimate the Jaccard similarity of two texts from the `values` of their signatures, 0 to 1."""
    equal: int = sum(map(eq, array("H", first), array("H", second)))
    return equal / _VALUES


def _minima(words: list[str]) -> list[int]:
    """The least hash of the shingles in each of as many classes as there are values."""
    size = min(GRAM, len(words))
    shingles = {" ".join(words[at : at + size]) for at in range(len(words) - size + 1)}
    minima = [_EMPTY] * _VALUES
    for shingle in shingles:
        digest = blake2b(shingle.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        value, place = divmod(int.from_bytes(digest, "big"), _VALUES)
        if minima[place] == _EMPTY or value < minima[place]:
            minima[place] = value
    filled = [value != _EMPTY for value in minima]
    if all(filled):
        return minima
    return [
        value if value != _EMPTY else minima[next(other for other in _turns(place) if filled[other])]
        for place, value in enumerate(minima)
    ]


@cache
def _turns(place: int) -> tuple[int, ...]:
    """The order, the same in every process, in which an empty value asks the others."""
    return tuple(random.Random(place).sample(range(_VALUES), _VALUES))  # noqa: S311 (no secret)


def _key(band: int, values: list[int]) -> int:
    data = b"".join([band.to_bytes(2, "big"), *(value.to_bytes(8, "big") for value in values)])
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big") - _SIGNED
