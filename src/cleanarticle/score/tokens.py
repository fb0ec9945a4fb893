"""The words of a text, and how many of them are read."""

from __future__ import annotations

from typing import Final

from cleanarticle.lexicon.lazy_pattern import lazy_pattern

__all__ = ["END_CHARACTERS", "MOST_CHARACTERS", "SHORT", "ends_of", "tokens_of"]

SHORT: Final = 24
"""Words of a text of which all are read; of a longer one only the first and the last two are. Foreign text
whose wording tells is short: labels, invitations, credits. Long paragraphs quote any word."""
MOST_CHARACTERS: Final = 160
"""Characters of a text that may have so few words. At 400 every paragraph is divided into words to count them, which
takes twice as long."""
END_CHARACTERS: Final = 40
"""Characters at each end of a longer text in which its first and last two words stand."""

_UNSPACED: Final = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Scripts without spaces: each character is a word."""
_TOKEN: Final = lazy_pattern(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")


def ends_of(text: str) -> tuple[list[str], list[str], bool]:
    """The first words of a text, the last ones, and whether these are all of a short text."""
    if len(text) > MOST_CHARACTERS:
        return tokens_of(text[:END_CHARACTERS]), tokens_of(text[-END_CHARACTERS:]), False
    tokens = tokens_of(text)
    return tokens, tokens, len(tokens) <= SHORT


def tokens_of(text: str) -> list[str]:
    """The words of a text in lower case, numbers as 0. Signs are none: a quote is the habit of a few sites."""
    return ["0" if token.isdigit() else token for token in _TOKEN.findall(text.lower())]
