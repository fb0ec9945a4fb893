"""The language of the article: what the page declares, checked against the text."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final, NamedTuple

from cleanarticle.article import FieldSource
from cleanarticle.fields.context import ArticleContext, FieldResult, word_set
from cleanarticle.lexicon.words import load_words

__all__ = ["Evidence", "language_of", "read_language"]

_TAG: Final = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|[0-9]{3}))?(?:[-_.@].*)?$")
_ORDER: Final = {"json-ld": 0, "html": 1, "content-language": 2, "og:locale": 3}
_SOURCES: Final[dict[str, FieldSource]] = {"json-ld": "json-ld", "html": "html"}
_THREE_LETTERS: Final = {
    "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it", "por": "pt", "nld": "nl",
    "dut": "nl", "rus": "ru", "pol": "pl", "tur": "tr", "ara": "ar", "zho": "zh", "chi": "zh", "jpn": "ja", "kor": "ko",
    "swe": "sv", "dan": "da", "nob": "nb", "fin": "fi", "ell": "el", "gre": "el", "heb": "he", "hin": "hi", "ces": "cs",
    "cze": "cs", "hun": "hu", "ron": "ro", "rum": "ro", "ukr": "uk", "vie": "vi", "tha": "th", "ind": "id", "cat": "ca",
}  # fmt: skip
"""Codes with three letters of languages that have one with two, which BCP 47 asks for."""
_RETIRED: Final = {"iw": "he", "in": "id", "ji": "yi", "jp": "ja", "cz": "cs"}
"""Retired codes, and codes of countries that are written for their languages and are no languages themselves."""
_SAMPLE: Final = 400
_MOST_TEXT: Final = 4_000
_MOST_WORDS: Final = 300
_SCRIPTS: Final = (
    (re.compile("[\u3040-\u30ff]"), 0.08, ("ja",)),
    (re.compile("[\uac00-\ud7a3]"), 0.3, ("ko",)),
    (re.compile("[\u4e00-\u9fff]"), 0.3, ("zh", "ja", "yue", "wuu")),
    (re.compile("[\u0400-\u04ff]"), 0.3, tuple("ru uk be bg sr mk kk ky mn tg tt ba cv os ce uz az sh bs".split())),
    (re.compile("[\u0600-\u06ff]"), 0.3, tuple("ar fa ur ps ckb ku sd ug arz dv ks az".split())),
    (re.compile("[\u0590-\u05ff]"), 0.3, ("he", "yi")),
    (re.compile("[\u0370-\u03ff]"), 0.3, ("el",)),
    (re.compile("[\u0e00-\u0e7f]"), 0.3, ("th",)),
    (re.compile("[\u0900-\u097f]"), 0.3, ("hi", "mr", "ne", "sa", "mai", "bho", "kok")),
    (re.compile("[\u0980-\u09ff]"), 0.3, ("bn", "as")),
    (re.compile("[\u0a00-\u0a7f]"), 0.3, ("pa",)),
    (re.compile("[\u0a80-\u0aff]"), 0.3, ("gu",)),
    (re.compile("[\u0b80-\u0bff]"), 0.3, ("ta",)),
    (re.compile("[\u0c00-\u0c7f]"), 0.3, ("te",)),
    (re.compile("[\u0c80-\u0cff]"), 0.3, ("kn",)),
    (re.compile("[\u0d00-\u0d7f]"), 0.3, ("ml",)),
    (re.compile("[\u10a0-\u10ff]"), 0.3, ("ka",)),
    (re.compile("[\u0530-\u058f]"), 0.3, ("hy",)),
    (re.compile("[\u1780-\u17ff]"), 0.3, ("km",)),
    (re.compile("[\u0e80-\u0eff]"), 0.3, ("lo",)),
    (re.compile("[\u1000-\u109f]"), 0.3, ("my",)),
    (re.compile("[\u1200-\u137f]"), 0.3, ("am", "ti")),
    (re.compile("[\u0d80-\u0dff]"), 0.3, ("si",)),
)
"""Letters with the share of them that a text has, and the languages that are written with them."""
_NEVER_LATIN: Final = frozenset(code for *_, codes in _SCRIPTS for code in codes) - word_set(
    "sr az uz ku bs sh tt kk tg ug ks sd mn kok"
)
_MARKS: Final = (
    (frozenset("іїєґ"), "uk"),
    (frozenset("ў"), "be"),
    (frozenset("ђћџљњј"), "sr"),
    (frozenset("ѓќѕ"), "mk"),
    (frozenset("ыэё"), "ru"),
    (frozenset("ъ"), "bg"),
    (frozenset("ٹڈڑںے"), "ur"),
    (frozenset("پچگژ"), "fa"),
    (frozenset("ৰৱ"), "as"),
    (frozenset("ײװײַ"), "yi"),
)
"""Letters that tell apart languages that share a script; the first language that has enough of them."""
_USUAL: Final = frozenset({"zh", "ar", "bn", "am", "he"})
"""Languages that a text in their script is in unless it has letters of another's own."""
_LEAST_MARKS: Final = 3
_FIRST_AFTER_LATIN: Final = "\u0370"
_STOP_WORDS: Final = {code: frozenset(words) for code, words in load_words("stopwords").items()}
_LANGUAGES_OF: Final[dict[str, tuple[str, ...]]] = {}
for _code, _words in _STOP_WORDS.items():
    for _word in _words:
        _LANGUAGES_OF[_word] = (*_LANGUAGES_OF.get(_word, ()), _code)
_ALIKE: Final = (
    word_set("nb nn no da"), word_set("hr bs sr sh sl me"), word_set("id ms"), word_set("cs sk"), word_set("gl pt"),
    word_set("xh zu ss nr"), word_set("nl af"), word_set("es gl ast an"), word_set("ca oc"),
)  # fmt: skip
"""Languages that stop words do not tell apart: the page's own word counts."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LEAST_WORDS: Final = 40
_FULL_SHARE: Final = 0.24
_LEAST_LOWER: Final = 0.5
_PROOFS: Final = ((0.14, 1.5), (0.05, 3.0))
"""Shares of stop words in a text that prove a language, with the times that its score must be that of any other:
languages that put words together have fewer. A word that several languages share counts for each by its part."""
_FOREIGN_SHARE: Final = 0.012
_FOREIGN_PART: Final = 0.2
"""Share of its stop words below which a language is not that of a text; and part of the share of the one that is."""
_AGREED, _UNCHECKED, _TOLD_BY_TEXT = 0.98, 0.8, 0.85


class Evidence(NamedTuple):
    """What a text says of its language.

    Attributes:
        language: The language; None if none is sure.
        possible: The languages that its letters leave possible; None if they are Latin, or unknown.
        shares: By language, the share of the words that are its stop words; None if there are too few words for that.
    """

    language: str | None
    possible: frozenset[str] | None
    shares: dict[str, float] | None


def read_language(context: ArticleContext) -> FieldResult[str | None]:
    """Read the language.

    What the page declares counts unless the text speaks against it: it has other letters, or next to none of the words
    that every text in that language has. Templates are copied with the language of their maker in them. Then another
    declaration that fits is taken, else the language that the text tells, else none.

    Args:
        context: The page and its body.

    Returns:
        A language tag: primary subtag in lower case, with script and region if the page names them.
    """
    claims = sorted(context.claims.all("language"), key=lambda claim: _ORDER.get(claim.source, 9))
    text = _text(context)
    tags = [(tag, claim) for claim in claims if (tag := _normalised(claim.value)) is not None]
    if tags and _is_spoken(tags[0][0].partition("-")[0], text):
        return FieldResult(tags[0][0], (), _SOURCES.get(tags[0][1].source, "meta"), _AGREED)
    evidence = language_of(text)
    for tag, claim in tags:
        if not _is_spoken_against(tag.partition("-")[0], evidence):
            certainty = _UNCHECKED if evidence.language is None else _AGREED
            return FieldResult(tag, (), _SOURCES.get(claim.source, "meta"), certainty)
    if evidence.language is None:
        return FieldResult(None)
    return FieldResult(evidence.language, (), "text", _TOLD_BY_TEXT)


def language_of(text: str) -> Evidence:
    """Tell the language of a text by its letters and by the words that are frequent in every text.

    Args:
        text: Some paragraphs.

    Returns:
        What the text says of its language.
    """
    sample = text[:_SAMPLE]
    if max(sample, default="") >= _FIRST_AFTER_LATIN:
        for pattern, share, languages in _SCRIPTS:
            if len(pattern.findall(sample)) > share * len(sample):
                return Evidence(_by_marks(sample, languages), frozenset(languages), None)
    found = _WORD.findall(text[:_MOST_TEXT])[:_MOST_WORDS]
    # Tables and lists of names are no text: most of their words are capitalised, or numbers.
    if len(found) < _LEAST_WORDS or sum(map(str.islower, found)) < _LEAST_LOWER * len(found):
        return Evidence(None, None, None)
    counts: Counter[str] = Counter()
    scores: dict[str, float] = {}
    for word in found:
        codes = _LANGUAGES_OF.get(word.casefold(), ())
        for code in codes:
            counts[code] += 1
            scores[code] = scores.get(code, 0.0) + 1 / len(codes)
    shares = {code: score / len(found) for code, score in scores.items()}
    best = min(scores, key=lambda code: (-scores[code], code), default="")
    rival = max((score for code, score in scores.items() if not _are_alike(best, code)), default=0.0)
    lead = scores.get(best, 0.0) / max(rival, 1.0)
    is_told = any(counts[best] >= least * len(found) and lead >= ahead for least, ahead in _PROOFS)
    return Evidence(best if is_told else None, None, shares)


def _text(context: ArticleContext) -> str:
    parts, length = [], 0
    for index in context.kept:
        parts.append(context.page.blocks[index].text)
        length += len(parts[-1])
        if length >= _MOST_TEXT:
            break
    return " ".join(parts)


def _is_spoken(primary: str, text: str) -> bool:
    """Whether the beginning of a text is full of a language's stop words: then no other needs to be looked at."""
    own = _STOP_WORDS.get(primary)
    if own is None:
        return False
    words = text[:_SAMPLE].casefold().split()
    return len(words) >= _LEAST_WORDS and sum(word in own for word in words) >= _FULL_SHARE * len(words)


def _by_marks(sample: str, languages: tuple[str, ...]) -> str | None:
    """The language of a script: the only one, or the one whose own letters stand in the text."""
    if len(languages) == 1:
        return languages[0]
    for letters, language in _MARKS:
        if language in languages and sum(map(sample.lower().count, letters)) >= _LEAST_MARKS:
            return language
    return languages[0] if languages[0] in _USUAL else None


def _is_spoken_against(primary: str, evidence: Evidence) -> bool:
    """Whether a text is in another language than the page declares.

    A text that quotes another language at length is still in its own.
    """
    if evidence.possible is not None:
        return primary not in evidence.possible
    if evidence.shares is None:
        return False
    if primary not in _STOP_WORDS:
        return primary in _NEVER_LATIN
    own = evidence.shares.get(primary, 0.0)
    if evidence.language is None:
        return own < _FOREIGN_SHARE
    return not _are_alike(evidence.language, primary) and own < _FOREIGN_PART * evidence.shares[evidence.language]


def _are_alike(first: str, second: str) -> bool:
    return first == second or any(first in group and second in group for group in _ALIKE)


def _normalised(value: str) -> str | None:
    match = _TAG.match(value.partition(",")[0].strip())
    if match is None:
        return None
    primary, script, region = match.groups()
    code = primary.lower()
    code = _THREE_LETTERS.get(code, _RETIRED.get(code, code))
    parts = (code, script.title() if script else None, region.upper() if region else None)
    return "-".join(part for part in parts if part)
