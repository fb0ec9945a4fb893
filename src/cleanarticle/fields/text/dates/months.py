"""The names of months, in the languages that the lexicon knows."""

from __future__ import annotations

from functools import cache
from typing import Final

from cleanarticle.fields.text.dates.calendars import calendar_words
from cleanarticle.lexicon.words import load_words

__all__ = ["month_number"]

_SAME_MONTHS: Final = {"no": "nb", "nn": "nb", "bs": "sr", "in": "id", "iw": "he", "tl": "en", "fil": "en"}


def _fold(word: str) -> str:
    return word.lower().replace("\u0307", "").replace("ı", "i")


@cache
def _months() -> tuple[dict[str, dict[str, int]], dict[str, int]]:
    """Numbers by name, of each language and of all; zero where languages give a name to different months."""
    by_language: dict[str, dict[str, int]] = {}
    of_any: dict[str, int] = {}
    for language, forms in load_words("months").items():
        months = by_language.setdefault(language, {})
        for number, alternatives in enumerate(forms, 1):
            for form in map(_fold, alternatives.split("|")):
                months[form] = number
                of_any[form] = number if of_any.get(form, number) == number else 0
    return by_language, of_any


def month_number(word: str, language: str | None = None) -> int | None:
    """Number a month's name or abbreviation, in any of the languages known.

    Args:
        word: The name as it stands in the text, a full stop after it allowed.
        language: Code of the text's language; it decides where languages disagree.

    Returns:
        1 to 12, or None if the word names no month, or different ones in different languages.
    """
    folded = _fold(word.rstrip("."))
    by_language, of_any = _months()
    if language:
        primary = language.replace("_", "-").partition("-")[0].lower()
        own = by_language.get(_SAME_MONTHS.get(primary, primary))
        if own is not None and folded in own:
            return own[folded]
    number = of_any.get(folded) or None
    # Some abbreviations are common words in other languages ("2 des 2020 concurrents"): a capital or a full stop
    # shows them for what they are.
    is_word = number is not None and word[0].islower() and not word.endswith(".")
    return None if is_word and folded in calendar_words()["wordlike_months"] else number
