"""Neutral words of the same shape: a page keeps its form and says nothing any more."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

from cleanarticle.lexicon.phrases import PHRASES

__all__ = ["Neutral", "cue_words", "words_in"]

_UNSPACED: Final = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Letters of scripts that put no spaces between words: each is a word, so that a piece of a text stays one."""
_WORD: Final = re.compile(rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])[^\W\d_]|[\u0300-\u036f])+")
_PIECE: Final = re.compile(r"https?://[^\s\"'<>\\]+|(?<=@)[\w-]+(?:\.[\w-]+)+|\d{5,}|" + _WORD.pattern)
_VOWELS: Final = "aeiou"
_CONSONANTS: Final = "bdfgklmnprstv"
_TRIES: Final = 20
_BLOCK: Final = 0x7F


def words_in(text: str) -> list[str]:
    """The words of a text that would be replaced, in lower case, in order."""
    return [word.lower() for word in _WORD.findall(text)]


def cue_words(text: str) -> frozenset[str]:
    """The words of a block by which it gives cues of the lexicon, in lower case; rules read them."""
    return frozenset(word for hit in PHRASES.find_detail(text) for word in words_in(hit.phrase))


@dataclass
class Neutral:
    """Replaces words, each by the same one everywhere.

    A replacement has the length, the case, letter by letter, and the script of its word. Numbers of five and more
    digits are replaced too; shorter ones are days, times and counts. Hosts become names that are reserved for examples.

    Attributes:
        kept: Words that stay, in lower case.
        avoided: Words that no replacement may be, in lower case: those of the page.
        hosts: What each host becomes; one that is not in it stays.
    """

    kept: Collection[str] = frozenset()
    avoided: Collection[str] = frozenset()
    hosts: Mapping[str, str] = field(default_factory=dict)

    def text(self, text: str) -> str:
        """A text with its words and addresses replaced."""
        return _PIECE.sub(self._piece, text)

    def url(self, url: str) -> str:
        """An address with its host, and the words of its path, replaced; what is no part of either goes."""
        try:
            parts = urlsplit(url)
            host = parts.hostname or ""
        except ValueError:
            return self.text(url)
        if parts.scheme not in ("http", "https", ""):
            return url if parts.scheme == "data" else f"{parts.scheme}:"
        netloc = self.hosts.get(host, parts.netloc)
        return urlunsplit((parts.scheme, netloc, self._words(parts.path), self._words(parts.query), ""))

    def value(self, value: Any) -> Any:
        """Data with its texts replaced, at any depth; what is named by `@` stays, as types of structured data do."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.value(item) for item in value]
        if isinstance(value, dict):
            return {key: item if key.startswith("@") else self.value(item) for key, item in value.items()}
        return value

    def _piece(self, match: re.Match[str]) -> str:
        piece = match.group()
        if piece.startswith(("http://", "https://")):
            return self.url(piece)
        if piece[0].isdecimal():
            digits = "".join(str(byte % 10) for byte in sha256(piece.encode()).digest())
            return digits[: len(piece)].ljust(len(piece), "0")
        if "." in piece:
            return self.hosts.get(piece.lower(), self._words(piece))
        return self._word(piece)

    def _words(self, text: str) -> str:
        return _WORD.sub(lambda match: self._word(match.group()), text)

    def _word(self, word: str) -> str:
        low = word.lower()
        if low in self.kept or len(low) != len(word):
            return word
        for attempt in range(_TRIES):
            new = _replacement(low, attempt)
            if new not in self.avoided:
                break
        else:
            return word
        pairs = zip(word, new, strict=True)
        return "".join(sign.upper() if old.isupper() else sign for old, sign in pairs)


@cache
def _replacement(word: str, attempt: int) -> str:
    """A word of the same length and script that looks like none; the same for the same word."""
    digest = sha256(f"{attempt}:{word}".encode()).digest()
    phase = digest[-1] % 2
    signs = []
    for place, old in enumerate(word):
        chance = digest[place % 31] + 7 * place
        letters = (_CONSONANTS, _VOWELS)[(place + phase) % 2] if "a" <= old <= "z" else _like(old)
        signs.append(letters[chance % len(letters)])
    return "".join(signs)


@cache
def _like(sign: str) -> str:
    """The letters that stand beside a letter in Unicode, of its script and kind; the letter itself if it is a mark."""
    if unicodedata.category(sign).startswith("M"):
        return sign
    first = ord(sign) & ~_BLOCK
    return "".join(filter(lambda each: _kind(each) == _kind(sign), map(chr, range(first, first + _BLOCK + 1)))) or sign


def _kind(sign: str) -> tuple[str, str, bool]:
    """What letters that may replace each other have in common; the last: whether upper and lower case are a pair."""
    script = unicodedata.name(sign, "").partition(" ")[0]
    return unicodedata.category(sign), script, len(sign.upper()) == 1 and sign.upper().lower() == sign
