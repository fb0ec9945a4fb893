"""The names of months, in the languages that the lexicon knows."""

from __future__ import annotations

from typing import Final

from cleanarticle.lexicon.words import load_words

__all__ = ["month_number"]


def _fold(word: str) -> str:
    return word.lower().replace("\u0307", "").replace("ı", "i")


def _read_months() -> tuple[dict[str, dict[str, int]], dict[str, int]]:
    by_language: dict[str, dict[str, int]] = {}
    of_any: dict[str, int] = {}
    for language, forms in load_words("months").items():
        months = by_language.setdefault(language, {})
        for number, alternatives in enumerate(forms, 1):
            for form in alternatives.split("|"):
                folded = _fold(form)
                months[folded] = number
                # Zero marks a form that names different months in different languages.
                of_any[folded] = number if of_any.get(folded, number) == number else 0
    return by_language, of_any


_MONTHS_OF, _MONTHS = _read_months()
_SAME_MONTHS: Final = {"no": "nb", "nn": "nb", "bs": "sr", "in": "id", "iw": "he", "tl": "en", "fil": "en"}

# Abbreviations that are common words in other languages ("2 des 2020 concurrents"). A capital or a full stop
# shows them for what they are.
_WORDLIKE: Final = frozenset({"ara", "des", "elo", "led", "lis", "mac", "out", "pro", "set", "tra"})


def month_number(word: str, language: str | None = None) -> int | None:
    """Number a month's name or abbreviation, in any of the languages known.

    Args:
        word: The name as it stands in the text, a full stop behind it allowed.
        language: Code of the text's language; it decides where languages disagree.

    Returns:
        1 to 12, or None if the word names no month, or different ones in different languages.
    """
    folded = _fold(word.rstrip("."))
    if language:
        primary = language.replace("_", "-").partition("-")[0].lower()
        own = _MONTHS_OF.get(_SAME_MONTHS.get(primary, primary))
        if own is not None and folded in own:
            return own[folded]
    if folded in _WORDLIKE and word[:1].islower() and not word.endswith("."):
        return None
    return _MONTHS.get(folded) or None
