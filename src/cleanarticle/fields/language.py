"""The language of the article: what the page declares, checked against the text."""

from __future__ import annotations

from typing import Final, NamedTuple

from cleanarticle.article import FieldSource
from cleanarticle.fields.context import ArticleContext, FieldResult
from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.lexicon.words import load_words

__all__ = ["LanguageEvidence", "language_of", "read_language"]

_TAG: Final = lazy_pattern(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|[0-9]{3}))?(?:[-_.@].*)?$")
_ORDER: Final = {"json-ld": 0, "html": 1, "content-language": 2, "og:locale": 3}
_SOURCES: Final[dict[str, FieldSource]] = {"json-ld": "json-ld", "html": "html"}
_DATA: Final = load_words("languages")
_TWO_LETTERS: Final[dict[str, str]] = _DATA["two_letters"]
"""Codes with three letters of languages that have one with two, which BCP 47 asks for."""
_RETIRED: Final[dict[str, str]] = _DATA["retired"]
"""Retired codes, and codes of countries that some pages have for the language of the country."""
# Measured: at 200, 2 of 242 change (certainties); at 800, none of 243 pages changes, but a fixture.
_SAMPLE: Final = 400
# Measured: at 2,000, none of 290; at 8,000, none of 406 pages changes. Time grows with it.
_MOST_TEXT: Final = 4_000
# Measured: at 150, 6 of 505 change (language 1); at 600, 7 of 571 change (language 1).
_MOST_WORDS: Final = 300
_SCRIPTS: Final = tuple(
    (lazy_pattern(f"[\\u{script['first']}-\\u{script['last']}]"), script["least_share"], tuple(script["languages"]))
    for script in _DATA["scripts"]
)
"""Letters of a script, the share of them that a text in the script has, and the languages that are written in it."""
_NEVER_LATIN: Final = frozenset(code for *_, codes in _SCRIPTS for code in codes).difference(_DATA["also_latin"])
_MARKS: Final[tuple[tuple[frozenset[str], str], ...]] = tuple(
    (frozenset(mark["letters"]), mark["language"]) for mark in _DATA["marks"]
)
"""Letters that only one language of a script has; the first language with enough of them counts."""
_USUAL: Final[frozenset[str]] = frozenset(_DATA["usual"])
"""The languages of a text in their script that has no letters of another language's own."""
# Measured: at 2, none of 2,304 pages changes; at 4, 3 of 2,304 change (language 1).
_LEAST_MARKS: Final = 3
_FIRST_AFTER_LATIN: Final = "\u0370"
_STOP_WORDS: Final = {code: frozenset(words) for code, words in load_words("stopwords").items()}
_LANGUAGES_OF: Final[dict[str, tuple[str, ...]]] = {}
for _code, _list in _STOP_WORDS.items():
    for _word in _list:
        _LANGUAGES_OF[_word] = (*_LANGUAGES_OF.get(_word, ()), _code)
_ALIKE: Final = {
    code: frozenset(other for group in _DATA["alike"] if code in group for other in group)
    for code in {code for group in _DATA["alike"] for code in group}
}
"""Languages with much the same stop words as another: here the language that the page declares counts."""
_WORD: Final = lazy_pattern(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# Measured: at 20, 5 of 2,304 change (certainties); at 80, 5 of 267 change (certainties).
_LEAST_WORDS: Final = 40
# A certainty: `benchmarks/certainty.py` holds it against annotated pages.
_FULL_SHARE: Final = 0.24
# Measured: at 0.35, 30 of 2,304 change (language 4); at 0.65, 40 of 710 change (language 3).
_LEAST_LOWER: Final = 0.5
_PROOFS: Final = ((0.14, 1.5), (0.05, 3.0))
"""Shares of stop words in a text that prove a language, with the times that its score must be that of any other:
languages that put words together have fewer. A word that several languages share counts for each by its part."""
# Measured: at 0.006, none of 2,304 pages changes; at 0.024, none of 2,304 pages changes, but a fixture.
_FOREIGN_SHARE: Final = 0.012
_FOREIGN_PART: Final = 0.2
"""Share of its stop words below which a language is not that of a text; and part of the share of the one that is."""
_AGREED, _UNCHECKED, _TOLD_BY_TEXT = 0.98, 0.8, 0.85


class LanguageEvidence(NamedTuple):
    """The language of a text, by its letters and words.

    Attributes:
        language: The language; None if it is not sure.
        possible: The languages that are written in its letters; None if these are Latin, or unknown.
        shares: By language, the share of the words that are its stop words; None if there are too few words for that.
    """

    language: str | None
    possible: frozenset[str] | None
    shares: dict[str, float] | None


def read_language(context: ArticleContext) -> FieldResult[str | None]:
    """Read the language.

    The language that the page declares counts, unless the text has other letters, or next to none of the words that
    every text in that language has: templates are copied with the language of their maker in them. Then another
    declaration that fits the text is taken, else the language of the text, else none.

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


def language_of(text: str) -> LanguageEvidence:
    """Find the language of a text by its letters and its stop words.

    Args:
        text: Some paragraphs.

    Returns:
        The evidence; without a language if the text is short or mixed.
    """
    sample = text[:_SAMPLE]
    if max(sample, default="") >= _FIRST_AFTER_LATIN:
        late = "".join(sign for sign in set(sample) if sign >= _FIRST_AFTER_LATIN)
        for pattern, share, languages in _SCRIPTS:
            # Mostly they are quotation marks.
            if pattern.search(late) is not None and len(pattern.findall(sample)) > share * len(sample):
                return LanguageEvidence(_by_marks(sample, languages), frozenset(languages), None)
    words = _words(text[:_MOST_TEXT])
    # Tables and lists of names: most of their words are capitalised, or numbers.
    if len(words) < _LEAST_WORDS or sum(map(str.islower, words)) < _LEAST_LOWER * len(words):
        return LanguageEvidence(None, None, None)
    folded = list(map(str.casefold, words))
    scores = _scores_of(folded)
    shares = {code: score / len(words) for code, score in scores.items()}
    best = min(scores, key=lambda code: (-scores[code], code), default="")
    rival = max((score for code, score in scores.items() if not _are_alike(best, code)), default=0.0)
    lead = scores.get(best, 0.0) / max(rival, 1.0)
    own = _STOP_WORDS.get(best, frozenset())
    count = sum(word in own for word in folded)
    is_told = any(count >= least * len(words) and lead >= ahead for least, ahead in _PROOFS)
    return LanguageEvidence(best if is_told else None, None, shares)


def _words(text: str) -> list[str]:
    """The first words of a text."""
    words: list[str] = []
    for part in text.split():
        # Most parts are a word and nothing else.
        if part.isalpha():
            words.append(part)
        else:
            words += _WORD.findall(part)
        if len(words) >= _MOST_WORDS:
            break
    return words[:_MOST_WORDS]


def _scores_of(words: list[str]) -> dict[str, float]:
    """The number of words that are stop words of each language; one of several languages counts in part."""
    scores: dict[str, float] = {}
    for word in words:
        codes = _LANGUAGES_OF.get(word)
        if codes is not None:
            part = 1 / len(codes)
            for code in codes:
                scores[code] = scores.get(code, 0.0) + part
    return scores


def _text(context: ArticleContext) -> str:
    parts, length = [], 0
    for index in context.kept:
        parts.append(context.page.blocks[index].text)
        length += len(parts[-1])
        if length >= _MOST_TEXT:
            break
    return " ".join(parts)


def _is_spoken(primary: str, text: str) -> bool:
    """True if the beginning of a text is full of a language's stop words. It is a quick test of the usual case."""
    own = _STOP_WORDS.get(primary)
    if own is None:
        return False
    words = text[:_SAMPLE].casefold().split()
    return len(words) >= _LEAST_WORDS and sum(word in own for word in words) >= _FULL_SHARE * len(words)


def _by_marks(sample: str, languages: tuple[str, ...]) -> str | None:
    """The language of a script: the only one, or the one whose own letters are in the text."""
    if len(languages) == 1:
        return languages[0]
    for letters, language in _MARKS:
        if language in languages and sum(map(sample.lower().count, letters)) >= _LEAST_MARKS:
            return language
    return languages[0] if languages[0] in _USUAL else None


def _is_spoken_against(primary: str, evidence: LanguageEvidence) -> bool:
    """True if a text is in another language than the page declares.

    It may quote another language at length, so that a few stop words of its own are enough.
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
    return first == second or second in _ALIKE.get(first, ())


def _normalised(value: str) -> str | None:
    match = _TAG.match(value.partition(",")[0].strip())
    if match is None:
        return None
    primary, script, region = match.groups()
    code = primary.lower()
    code = _TWO_LETTERS.get(code, _RETIRED.get(code, code))
    parts = (code, script.title() if script else None, region.upper() if region else None)
    return "-".join(part for part in parts if part)
