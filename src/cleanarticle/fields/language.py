"""The language of the article: what the page declares, checked against the text."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from cleanarticle.article import FieldSource
from cleanarticle.fields.sources import Reading, Sources, word_set
from cleanarticle.lexicon.words import load_words

__all__ = ["language_of", "read_language"]

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
_RETIRED: Final = {
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "jp": "ja",
    "cn": "zh",
    "kr": "ko",
    "gr": "el",
    "cz": "cs",
    "ua": "uk",
}
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
_MARKS: Final = (
    (frozenset("іїєґ"), "uk"),
    (frozenset("ў"), "be"),
    (frozenset("ђћџљњј"), "sr"),
    (frozenset("ѓќѕ"), "mk"),
    (frozenset("ыэё"), "ru"),
    (frozenset("پچگژ"), "fa"),
    (frozenset("ٹڈڑںے"), "ur"),
)
"""Letters that tell apart languages that share a script; the first language that has enough of them."""
_ONLY_IN_SCRIPT: Final = {"fa", "ur", "ar"}
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
_LEAST_SHARE: Final = 0.14
_FOREIGN_SHARE: Final = 0.05
_LEAD: Final = 1.6
_ALONE_SHARE: Final = 0.2
_AGREED, _UNCHECKED, _TOLD_BY_TEXT = 0.98, 0.8, 0.85


def read_language(sources: Sources) -> Reading[str | None]:
    """Read the language.

    What the page declares counts unless the text speaks against it: it has other letters, or next to none of the words
    that every text in that language has. Templates are copied with the language of their maker in them. Then another
    declaration that fits is taken, else the language that the text tells, else none.

    Args:
        sources: The page and its body.

    Returns:
        A language tag: primary subtag in lower case, with script and region if the page names them.
    """
    claims = sorted(sources.claims.all("language"), key=lambda claim: _ORDER.get(claim.source, 9))
    text = _text(sources)
    told, possible, is_checked = language_of(text)
    for claim in claims:
        tag = _normalised(claim.value)
        if tag is None:
            continue
        primary = tag.partition("-")[0]
        if possible is not None and primary not in possible:
            continue
        if not _is_spoken_against(primary, told, text, is_checked=is_checked):
            certainty = _AGREED if told is not None else _UNCHECKED
            return Reading(tag, (), _SOURCES.get(claim.source, "meta"), certainty)
    if told is None:
        return Reading(None)
    return Reading(told, (), "text", _TOLD_BY_TEXT)


def language_of(text: str) -> tuple[str | None, frozenset[str] | None, bool]:
    """Tell the language of a text by its letters and by the words that are frequent in every text.

    Args:
        text: Some paragraphs.

    Returns:
        The language, None if it is none that is sure; the languages that its letters leave possible, None if they are
        Latin or unknown; and whether it has enough words for a check.
    """
    sample = text[:_SAMPLE]
    if max(sample, default="") >= _FIRST_AFTER_LATIN:
        for pattern, share, languages in _SCRIPTS:
            if len(pattern.findall(sample)) > share * len(sample):
                return _by_marks(sample, languages), frozenset(languages), True
    words = [match.casefold() for match in _WORD.findall(text[:_MOST_TEXT])[:_MOST_WORDS]]
    if len(words) < _LEAST_WORDS:
        return None, None, False
    counts = Counter(code for word in words for code in _LANGUAGES_OF.get(word, ()))
    ranked = counts.most_common(6)
    if not ranked or ranked[0][1] < _LEAST_SHARE * len(words):
        return None, None, True
    best, most = ranked[0]
    rival = next((count for code, count in ranked[1:] if not _are_alike(best, code)), 0)
    if most < _LEAD * rival and not (most > _ALONE_SHARE * len(words) and most > rival + 8):
        return None, None, True
    return best, None, True


def _text(sources: Sources) -> str:
    parts, length = [], 0
    for index in sources.kept:
        parts.append(sources.page.blocks[index].text)
        length += len(parts[-1])
        if length >= _MOST_TEXT:
            break
    return " ".join(parts)


def _by_marks(sample: str, languages: tuple[str, ...]) -> str | None:
    """The language of a script: the only one, or the one whose own letters stand in the text."""
    if len(languages) == 1:
        return languages[0]
    for letters, language in _MARKS:
        if language in languages and sum(map(sample.lower().count, letters)) >= _LEAST_MARKS:
            return language
    return {"zh": "zh", "ar": "ar"}.get(languages[0])


def _is_spoken_against(primary: str, told: str | None, text: str, *, is_checked: bool) -> bool:
    """Whether the text is in another language than a page declares."""
    if not is_checked:
        return False
    if told is not None:
        return told != primary and not _are_alike(told, primary) and primary in _STOP_WORDS
    if primary not in _STOP_WORDS:
        return False
    words = [match.casefold() for match in _WORD.findall(text[:_MOST_TEXT])[:_MOST_WORDS]]
    own = sum(word in _STOP_WORDS[primary] for word in words)
    return len(words) >= _LEAST_WORDS and own < _FOREIGN_SHARE * len(words)


def _are_alike(first: str, second: str) -> bool:
    return any(first in group and second in group for group in _ALIKE)


def _normalised(value: str) -> str | None:
    match = _TAG.match(value.partition(",")[0].strip())
    if match is None:
        return None
    primary, script, region = match.groups()
    code = primary.lower()
    code = _THREE_LETTERS.get(code, _RETIRED.get(code, code))
    parts = (code, script.title() if script else None, region.upper() if region else None)
    return "-".join(part for part in parts if part)
