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
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
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

_DIGITS_TO_HASHES: Final = bytes.maketrans(b"0123456789", b"##########")

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
    )
    for character in characters
}
_REPLACED: Final = lazy_pattern(f"[{''.join(map(re.escape, _REPLACEMENTS))}]")

_SYMBOLS: Final = (
    " .:,;!?'\"()[]{}<>|/\\*+=_~-^•·∙‧|¦«»‹›←→↑↓↗⟶➔➜➤⇒×✕✖✗✓✔▲▼◀▶►◄▸▾▹▪■□◆◇●○◦★☆※❯❮"
    "、。，・【】「」『』《》〈〉［］،؛؟।¿¡"
    "📷📸🎥📹📺🎬🎧🔊🎙👉👇👆🔴⚡🔗💬✉📧📩🔔⬇⬆➡⬅📣📢📰📌🗣▷⏵⏯"
)

_UNSPACED: Final = lazy_pattern("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]")

_NO_CUES: Final[frozenset[str]] = frozenset()

# Starts and ends are kept in buckets by their outermost characters: by the long key, or the short one if the phrase is
# too short for it.
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


class _Match(NamedTuple):
    mode: Mode
    phrase: str
    sources: _Sources


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
    return _join(_fold(text).split())


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

    __slots__ = ("_anchors", "_by_anchor", "_ends", "_sources", "_starts", "_unspaced", "_unspaced_pattern")

    def __init__(self, lexicon: Lexicon) -> None:
        """Build the index.

        Args:
            lexicon: `{language: {cue: {mode: phrases}}}`, the phrases in normal form; those of `whole` trimmed, those
                of `end` without closing symbols.
        """
        self._sources = _sources_by_mode(lexicon)
        self._starts = _buckets(self._sources["start"], _head)
        self._ends = _buckets(self._sources["end"], _tail)
        anywhere = self._sources["anywhere"]
        self._unspaced = [phrase for phrase in anywhere if _UNSPACED.search(phrase)]
        self._unspaced_pattern: re.Pattern[str] | None = None
        self._by_anchor = _grouped_by_anchor(anywhere.keys() - set(self._unspaced))
        self._anchors = frozenset(self._by_anchor)

    def find(self, text: str) -> frozenset[str]:
        """The cues whose phrases a block has.

        Args:
            text: The block's text as the page has it.

        Returns:
            Names of the cues; empty for ordinary prose.
        """
        matches = self._find(text)
        if not matches:
            return _NO_CUES
        if len(matches) == 1:
            return _cues(matches[0].sources)
        return _NO_CUES.union(*(_cues(match.sources) for match in matches))

    def find_detail(self, text: str) -> tuple[PhraseHit, ...]:
        """Every phrase that a block has, for an explanation.

        Args:
            text: The block's text as the page has it.

        Returns:
            One hit a phrase and cue, in the order whole, start, end, anywhere. Their cues are those of `find`.
        """
        return tuple(hit for match in self._find(text) for hit in _hits(match))

    def _find(self, text: str) -> list[_Match]:
        # The most called function of the library: each index is asked one cheap question, and most say no.
        words = _fold(text).split()
        normal = _join(words)
        closed = normal.rstrip(_SYMBOLS)
        core = closed.lstrip(_SYMBOLS)
        matches: list[_Match] = []
        if core in self._sources["whole"]:
            matches += self._as("whole", [core])
        starts = self._starts
        if normal[:_KEY_LENGTH] in starts or normal[:_SHORT_KEY_LENGTH] in starts:
            matches += self._as("start", _starting(starts, normal))
        if len(core) != len(closed):
            matches += self._as("start", _starting(starts, normal.lstrip(_SYMBOLS)))
        ends = self._ends
        if closed[-_KEY_LENGTH:] in ends or closed[-_SHORT_KEY_LENGTH:] in ends:
            matches += self._as("end", _ending(ends, closed))
        if not self._anchors.isdisjoint(words):
            matches += self._as("anywhere", self._containing(normal, words))
        if not normal.isascii() and _UNSPACED.search(normal):
            matches += self._as("anywhere", self._containing_unspaced(normal))
        return matches

    def _as(self, mode: Mode, phrases: Iterable[str]) -> list[_Match]:
        sources = self._sources[mode]
        return [_Match(mode, phrase, sources[phrase]) for phrase in phrases]

    def _containing(self, normal: str, words: list[str]) -> list[str]:
        anchors = [word for word in dict.fromkeys(words) if word in self._anchors]
        phrases = (phrase for anchor in anchors for phrase in self._by_anchor[anchor])
        return [phrase for phrase in phrases if _contains(normal, phrase)]

    def _containing_unspaced(self, normal: str) -> Iterable[str]:
        # Compiling takes longer than reading all files; most processes never see a page in these scripts.
        pattern = self._unspaced_pattern
        if pattern is None:
            pattern = self._unspaced_pattern = _alternation(self._unspaced)
        return dict.fromkeys(pattern.findall(normal))


def _fold(text: str) -> str:
    # A table over bytes is many times faster than a regex or str.translate, and UTF-8 never reuses a digit's byte.
    if text.isascii():
        folded = text.lower().encode().translate(_DIGITS_TO_HASHES).decode()
    else:
        composed = unicodedata.normalize("NFC", text) if len(text) <= _COMPOSED_LENGTH else text
        plain = _REPLACED.sub(_replacement, composed.casefold())
        folded = plain.encode("utf-8", "surrogatepass").translate(_DIGITS_TO_HASHES).decode("utf-8", "surrogatepass")
    return _merge_digits(folded) if "#" in folded else folded


def _replacement(match: re.Match[str]) -> str:
    return _REPLACEMENTS[match[0]]


def _merge_digits(folded: str) -> str:
    # Each replacement at least halves the longest run, so that a loop ends after a logarithmic number of passes.
    for run in ("##", "#,#", "#.#"):
        while run in folded:
            folded = folded.replace(run, "#")
    return folded


def _join(words: list[str]) -> str:
    return " ".join(words).replace(" :", ":")


def _sources_by_mode(lexicon: Lexicon) -> dict[Mode, dict[str, _Sources]]:
    by_mode: dict[Mode, dict[str, _Sources]] = {"whole": {}, "start": {}, "end": {}, "anywhere": {}}
    for language, cues in lexicon.items():
        for cue, modes in cues.items():
            source = ((cue, language),)
            for mode, phrases in modes.items():
                sources = by_mode[mode]
                for phrase in phrases:
                    sources[phrase] = sources[phrase] + source if phrase in sources else source
    return by_mode


@lru_cache(maxsize=4096)
def _cues(sources: _Sources) -> frozenset[str]:
    return frozenset(cue for cue, _ in sources)


def _hits(match: _Match) -> list[PhraseHit]:
    languages: dict[str, set[str]] = {}
    for cue, language in match.sources:
        languages.setdefault(cue, set()).add(language)
    return [PhraseHit(cue, tuple(sorted(codes)), match.phrase, match.mode) for cue, codes in languages.items()]


def _head(phrase: str, length: int) -> str:
    return phrase[:length]


def _tail(phrase: str, length: int) -> str:
    return phrase[-length:]


def _buckets(phrases: Iterable[str], cut: Callable[[str, int], str]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for phrase in phrases:
        length = _KEY_LENGTH if len(phrase) >= _KEY_LENGTH else _SHORT_KEY_LENGTH
        groups.setdefault(cut(phrase, length), []).append(phrase)
    return {key: tuple(group) for key, group in groups.items()}


def _starting(starts: Mapping[str, tuple[str, ...]], normal: str) -> list[str]:
    phrases: list[str] = []
    for length in (_KEY_LENGTH, _SHORT_KEY_LENGTH):
        bucket = starts.get(normal[:length])
        if bucket is not None and normal.startswith(bucket):
            phrases += [phrase for phrase in bucket if _starts_with(normal, phrase)]
    return phrases


def _ending(ends: Mapping[str, tuple[str, ...]], normal: str) -> list[str]:
    phrases: list[str] = []
    for length in (_KEY_LENGTH, _SHORT_KEY_LENGTH):
        bucket = ends.get(normal[-length:])
        if bucket is not None and normal.endswith(bucket):
            phrases += [phrase for phrase in bucket if _ends_with(normal, phrase)]
    return phrases


def _starts_with(normal: str, phrase: str) -> bool:
    return normal.startswith(phrase) and not _is_inside_word(normal, len(phrase))


def _ends_with(normal: str, phrase: str) -> bool:
    return normal.endswith(phrase) and not _is_inside_word(normal, len(normal) - len(phrase))


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
    # Longest first: a phrase that begins with another one is found as itself.
    return re.compile("|".join(map(re.escape, sorted(phrases, key=len, reverse=True))) or r"(?!)")


def _grouped_by_anchor(phrases: Iterable[str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for phrase in sorted(phrases):
        groups.setdefault(_anchor(phrase), []).append(phrase)
    return groups


def _anchor(phrase: str) -> str:
    # Of the words inside, because punctuation may cling to the outer ones; the longest, because it is the rarest.
    inner = [word for word in phrase.split()[1:-1] if word.isalnum()]
    if not inner:
        raise ValueError(f"a phrase for anywhere needs a plain word between its first and its last: {phrase!r}")
    return max(inner, key=len)
