"""Signatures of texts: a hash of the words to find the same text, MinHash values to find nearly the same.

MinHash (Broder, On the resemblance and containment of documents, 1997): the share of equal values of two signatures
estimates the Jaccard similarity of their sets of shingles. One pass over the shingles gives all values (Li, Owen and
Zhang, One permutation hashing, 2012). Empty values are filled with others (Shrivastava, Optimal densification for fast
and accurate minwise hashing, 2017).
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

from cleanarticle.page.shingles import GRAM, words_of

__all__ = ["NEAR", "Similarity", "TextSignature", "signature_of", "similarity_of"]

Similarity: TypeAlias = Literal["exact", "near"]
"""Which texts are duplicates: those with the same words, or with nearly the same words."""

NEAR: Final = 0.7
"""Texts are nearly the same from this Jaccard similarity of their 4-word shingles."""

# At similarity 0.7, 20 bands find 0.975 of the texts and 30 find 0.996; each one is a key to store and look up.
_BANDS: Final = 25
_ROWS: Final = 5
"""Texts are compared if all values of a band agree: with probability 0.99 at similarity 0.7, and 0.06 at 0.3."""
_VALUES: Final = _BANDS * _ROWS
# No hash is negative.
_EMPTY: Final = -1
# Makes 8 bytes a signed number: SQLite has no unsigned ones.
_SIGNED: Final = 1 << 63
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class TextSignature:
    """Compares a text with others.

    Attributes:
        digest: Hash of its words.
        values: The lower 16 bits of its MinHash values; empty if only the same words count.
        keys: A number for each band of values. Texts that share a key are compared.
    """

    digest: bytes
    values: bytes = b""
    keys: tuple[int, ...] = ()


def signature_of(text: str, similarity: Similarity) -> TextSignature | None:
    """Make the signature of a text. Case, punctuation and white space do not count.

    Returns:
        The signature; `None` for a text without words.
    """
    words = _WORD.findall(" ".join(words_of(unicodedata.normalize("NFKC", text))))
    if not words:
        return None
    digest = blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=16).digest()
    if similarity == "exact":
        return TextSignature(digest)
    values = _minima(words)
    keys = tuple(_key(band, values[band * _ROWS : (band + 1) * _ROWS]) for band in range(_BANDS))
    return TextSignature(digest, array("H", [value & 0xFFFF for value in values]).tobytes(), keys)


def similarity_of(first: bytes, second: bytes) -> float:
    """Estimate the Jaccard similarity of two texts, 0 to 1, from the `values` of their signatures."""
    equal: int = sum(map(eq, array("H", first), array("H", second)))
    return equal / _VALUES


def _minima(words: list[str]) -> list[int]:
    """Sort the shingles by hash into as many classes as there are values, and take the least hash of each."""
    size = min(GRAM, len(words))
    shingles = {" ".join(words[start : start + size]) for start in range(len(words) - size + 1)}
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
        value if value != _EMPTY else minima[next(other for other in _fill_order(place) if filled[other])]
        for place, value in enumerate(minima)
    ]


@cache
def _fill_order(place: int) -> tuple[int, ...]:
    """The order in which an empty value looks for a filled one. It is the same in every process."""
    return tuple(random.Random(place).sample(range(_VALUES), _VALUES))  # noqa: S311 (not a secret)


def _key(band: int, values: list[int]) -> int:
    data = b"".join([band.to_bytes(2, "big"), *(value.to_bytes(8, "big") for value in values)])
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big") - _SIGNED
