"""Find the phrases that news pages print around an article: "Advertisement", "Photo: …", "Sign up for …".

The phrases are data: the folder `phrases` beside this module has one JSON file a language, of the shape
`{cue: {mode: [phrase, …]}}`. A *cue* names what the phrase points to ("photo-credit"). A *mode* says where in a block
the phrase must be:

- `whole`: the block is the phrase and nothing else, apart from symbols and punctuation around it;
- `start`: the block begins with it, apart from symbols before it;
- `end`: the block ends with it, apart from symbols and punctuation after it;
- `anywhere`: the block contains it. In scripts that put spaces between words it has at least three words.

A phrase matches complete words only, except in scripts that put no spaces between words (Chinese, Japanese, Thai)
or attach particles to them (Korean). All languages are searched at once: what a page says about its language is often
wrong, and many pages mix two.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final, Literal, NamedTuple

from cleanarticle.lexicon.lazy_pattern import lazy_pattern

__all__ = [
    "Lexicon",
    "Mode",
    "PhraseFinder",
    "PhraseHit",
    "bundled_phrases",
    "cue_names",
    "load_lexicon",
    "normalise",
    "trim",
]

Mode = Literal["whole", "start", "end", "anywhere"]

Lexicon = Mapping[str, Mapping[str, Mapping[Mode, Iterable[str]]]]
"""`{language: {cue: {mode: phrases}}}`; the phrases are in normal form."""

_REPLACEMENTS: Final = {
    character: replacement
    for characters, replacement in (
        ("‘’‚‛ʼ`´′", "'"),
        ("“”„‟″＂", '"'),
        ("‐‑‒–—―−－─", "-"),
        ("…", "..."),
        ("：", ":"),
        ("（", "("),
        ("）", ")"),
        ("／", "/"),
        ("｜", "|"),
        ("！", "!"),
        ("？", "?"),
        ("ı", "i"),
        ("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९๐๑๒๓๔๕๖๗๘๙０１２３４５６７８９", "#"),
        # Invisible characters: the dot that lower-casing leaves of a dotted capital I, the soft hyphen, joiners,
        # direction marks, the emoji selector, the byte order mark.
        ("\u0307\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufe0f\ufeff", ""),
        ("\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))), " "),
    )
    for character in characters
}
_REPLACED: Final = lazy_pattern(f"[{''.join(map(re.escape, _REPLACEMENTS))}]")

_SYMBOLS: Final = (
    " .:,;!?'\"()[]{}<>|/\\*+=_~-^•·∙‧|¦«»‹›←→↑↓↗⟶➔➜➤⇒×✕✖✗✓✔▲▼◀▶►◄▸▾▹▪■□◆◇●○◦★☆※❯❮"
    "、。，・【】「」『』《》〈〉［］،؛؟।¿¡"
    "📷📸🎥📹📺🎬🎧🔊🎙👉👇👆🔴⚡🔗💬✉📧📩🔔⬇⬆➡⬅📣📢📰📌🗣▷⏵⏯"
)

_ASCII_SYMBOLS: Final = "".join(filter(str.isascii, _SYMBOLS))
"""For ASCII text, because stripping looks at each of the characters that it may strip."""

# A table over bytes is many times faster than a regex or `str.translate`, and UTF-8 never reuses the byte of an ASCII
# character.
_FOLD_ASCII: Final = bytes.maketrans(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789\t\n\v\f\r\x1c\x1d\x1e\x1f",
    b"abcdefghijklmnopqrstuvwxyz##########         ",
)

_UNSPACED: Final = lazy_pattern("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]")

# Starts and ends are filed by their outermost characters: by the long key, or the short one if the phrase is too short
# for it.
_KEY_LENGTH: Final = 4
# "tv" and "ещё" are shorter than the long key.
_SHORT_KEY_LENGTH: Final = 2

# Composing takes quadratic time in a run of combining marks; no phrase needs a text as long as this.
_COMPOSED_LENGTH: Final = 1000


class PhraseHit(NamedTuple):
    """One phrase that was found.

    Attributes:
        cue: What the phrase points to.
        languages: Codes of the languages whose file has the phrase for this cue, sorted.
        phrase: The phrase in normal form.
        mode: Where in the block it had to be.
    """

    cue: str
    languages: tuple[str, ...]
    phrase: str
    mode: Mode


_Sources = tuple[tuple[str, str], ...]
"""Cue and language of each list that has a phrase."""

_Match = tuple[Mode, str]
"""Where in the block the phrase had to be, and the phrase."""

_Buckets = dict[str, tuple[str, ...]]
"""Phrases by their outermost characters."""

_Anchored = dict[str, dict[str, tuple[str, ...]]]
"""Phrases by one of their words, then by the first character of the next word."""


def normalise(text: str) -> str:
    """Bring text to the form in which phrases are written and compared.

    Case is folded; quotes, dashes, ellipses and full-width punctuation become their plain ASCII forms; invisible
    characters go; each number, with its inner points and commas, becomes ``#`` ("1,204 Comments" → "# comments",
    "05:00" → "#:#"); white space is collapsed, and goes before a colon.

    Args:
        text: Any text.

    Returns:
        The text in normal form. Normalising it again changes nothing.
    """
    plain = text if text.isascii() else _make_plain(text)
    folded = plain.encode("utf-8", "surrogatepass").translate(_FOLD_ASCII).decode("utf-8", "surrogatepass").strip(" ")
    if "  " in folded:
        folded = " ".join(folded.split())
    if "#" in folded:
        folded = _merge_digits(folded)
    return folded.replace(" :", ":") if " :" in folded else folded


def trim(normal: str) -> str:
    """Take symbols, punctuation and white space off both ends of a text in normal form."""
    return normal.strip(_SYMBOLS)


@cache
def load_lexicon() -> Lexicon:
    """Read the phrases of all languages that have a file in the package."""
    from importlib.resources import files  # not needed to import the library

    folder = files("cleanarticle.lexicon").joinpath("phrases")
    by_language = {file.name.removesuffix(".json"): file for file in folder.iterdir()}
    return {language: json.loads(by_language[language].read_bytes()) for language in sorted(by_language)}


@cache
def cue_names() -> frozenset[str]:
    """Names of all cues that the package has phrases for."""
    return frozenset(cue for cues in load_lexicon().values() for cue in cues)


@cache
def bundled_phrases() -> PhraseFinder:
    """The index over the phrases of the package. The first call builds it, which takes longer than a page."""
    return PhraseFinder(load_lexicon())


class PhraseFinder:
    """An index over the phrases of all languages. It never changes once built, and is safe in threads."""

    __slots__ = ("_anchored", "_cues", "_ends", "_numbers", "_sources", "_starts", "_unspaced", "_whole")

    def __init__(self, lexicon: Lexicon) -> None:
        """Build the index.

        Args:
            lexicon: `{language: {cue: {mode: phrases}}}`, the phrases in normal form; those of `whole` trimmed, those
                of `end` without closing symbols.
        """
        self._numbers, self._sources = _number_sources(lexicon)
        self._cues = [frozenset([cue for cue, _ in sources]) for sources in self._sources]
        self._whole = self._numbers["whole"]
        self._starts = _buckets(self._numbers["start"], at_end=False)
        self._ends = _buckets(self._numbers["end"], at_end=True)
        unspaced = [phrase for phrase in self._numbers["anywhere"] if _UNSPACED.search(phrase)]
        self._unspaced = _alternation(unspaced)
        self._anchored = _anchored(self._numbers["anywhere"].keys() - set(unspaced))

    def find(self, text: str) -> frozenset[str]:
        """The cues whose phrases a block has.

        Args:
            text: The block's text as the page has it.

        Returns:
            Names of the cues; empty for ordinary prose.
        """
        cues: frozenset[str] = frozenset()
        for mode, phrase in self._find(text):
            own = self._cues[self._numbers[mode][phrase]]
            cues = cues | own if cues else own
        return cues

    def find_detail(self, text: str) -> tuple[PhraseHit, ...]:
        """Every phrase that a block has, for an explanation.

        Args:
            text: The block's text as the page has it.

        Returns:
            One hit a phrase and cue, in the order whole, start, end, anywhere. Their cues are those of `find`.
        """
        hits: list[PhraseHit] = []
        for mode, phrase in self._find(text):
            hits += _hits(mode, phrase, self._sources[self._numbers[mode][phrase]])
        return tuple(hits)

    def _find(self, text: str) -> list[_Match]:
        # One of the most called functions: each index is asked one cheap question, and most say no.
        normal = normalise(text)
        is_ascii = normal.isascii()
        symbols = _ASCII_SYMBOLS if is_ascii else _SYMBOLS
        closed = normal.rstrip(symbols)
        core = closed.lstrip(symbols)
        matches: list[_Match] = []
        if core in self._whole:
            matches.append(("whole", core))
        self._add_starting(normal, matches)
        if len(core) != len(closed):
            self._add_starting(normal.lstrip(symbols), matches)
        self._add_ending(closed, matches)
        self._add_containing(normal, matches)
        if not is_ascii and _UNSPACED.search(normal):
            matches += [("anywhere", phrase) for phrase in dict.fromkeys(self._unspaced.findall(normal))]
        return matches

    def _add_starting(self, normal: str, matches: list[_Match]) -> None:
        for length in (_KEY_LENGTH, _SHORT_KEY_LENGTH):
            bucket = self._starts.get(normal[:length])
            if bucket is not None and normal.startswith(bucket):
                for phrase in bucket:
                    if normal.startswith(phrase) and not _is_inside_word(normal, len(phrase)):
                        matches.append(("start", phrase))

    def _add_ending(self, normal: str, matches: list[_Match]) -> None:
        for length in (_KEY_LENGTH, _SHORT_KEY_LENGTH):
            bucket = self._ends.get(normal[-length:])
            if bucket is not None and normal.endswith(bucket):
                for phrase in bucket:
                    if normal.endswith(phrase) and not _is_inside_word(normal, len(normal) - len(phrase)):
                        matches.append(("end", phrase))

    def _add_containing(self, normal: str, matches: list[_Match]) -> None:
        words = normal.split(" ")
        phrases: list[str] = []
        for index in range(1, len(words) - 1):
            group = self._anchored.get(words[index])
            if group is not None:
                phrases += group.get(words[index + 1][0], ())
        for phrase in dict.fromkeys(phrases) if phrases else ():
            if _contains(normal, phrase):
                matches.append(("anywhere", phrase))


def _make_plain(text: str) -> str:
    composed = unicodedata.normalize("NFC", text) if len(text) <= _COMPOSED_LENGTH else text
    folded = composed.casefold()
    for character in set(_REPLACED.findall(folded)):
        folded = folded.replace(character, _REPLACEMENTS[character])
    return folded


def _merge_digits(folded: str) -> str:
    # Each replacement at least halves the longest run, so that a loop ends after a logarithmic number of passes.
    for run in ("##", "#,#", "#.#"):
        while run in folded:
            folded = folded.replace(run, "#")
    return folded


def _number_sources(lexicon: Lexicon) -> tuple[dict[Mode, dict[str, int]], list[_Sources]]:
    """For each mode the number of each phrase; and for each number the lists that have its phrases."""
    by_mode: dict[Mode, dict[str, int]] = {"whole": {}, "start": {}, "end": {}, "anywhere": {}}
    numbers: dict[_Sources, int] = {}
    sources: list[_Sources] = []
    for language, cues in lexicon.items():
        for cue, modes in cues.items():
            source = ((cue, language),)
            for mode, phrases in modes.items():
                known = by_mode[mode]
                for phrase in phrases:
                    all_sources = sources[known[phrase]] + source if phrase in known else source
                    number = numbers.setdefault(all_sources, len(sources))
                    if number == len(sources):
                        sources.append(all_sources)
                    known[phrase] = number
    return by_mode, sources


def _hits(mode: Mode, phrase: str, sources: _Sources) -> list[PhraseHit]:
    languages: dict[str, set[str]] = {}
    for cue, language in sources:
        languages.setdefault(cue, set()).add(language)
    return [PhraseHit(cue, tuple(sorted(codes)), phrase, mode) for cue, codes in languages.items()]


def _buckets(phrases: Iterable[str], *, at_end: bool) -> _Buckets:
    groups: dict[str, list[str]] = {}
    for phrase in phrases:
        length = _KEY_LENGTH if len(phrase) >= _KEY_LENGTH else _SHORT_KEY_LENGTH
        groups.setdefault(phrase[-length:] if at_end else phrase[:length], []).append(phrase)
    return {key: tuple(group) for key, group in groups.items()}


def _contains(normal: str, phrase: str) -> bool:
    start = normal.find(phrase)
    while start >= 0:
        end = start + len(phrase)
        if not (_is_inside_word(normal, start) or _is_inside_word(normal, end)):
            return True
        start = normal.find(phrase, end)
    return False


def _is_inside_word(normal: str, index: int) -> bool:
    """True if the characters on both sides of an index belong to one word."""
    pair = normal[index - 1 : index + 1] if index else ""
    return len(pair) == 2 and pair.isalnum() and not _UNSPACED.search(pair)


def _alternation(phrases: Iterable[str]) -> re.Pattern[str]:
    # Longest first: a phrase that begins with another one is found as itself. Lazy: compiling takes longer than reading
    # all files, and most processes never see a page in these scripts.
    return lazy_pattern("|".join(map(re.escape, sorted(phrases, key=len, reverse=True))) or r"(?!)")


def _anchored(phrases: Iterable[str]) -> _Anchored:
    groups: _Anchored = {}
    for phrase in sorted(phrases):
        words = phrase.split()
        # Of the words inside, because punctuation may cling to the outer ones; the longest, because it is the rarest.
        inner = [(len(word), -index) for index, word in enumerate(words[1:-1], 1)]
        if not inner:
            raise ValueError(f"a phrase for anywhere has at least three words: {phrase!r}")
        index = -max(inner)[1]
        group = groups.setdefault(words[index], {})
        following = words[index + 1][0]
        group[following] = (*group.get(following, ()), phrase)
    return groups
