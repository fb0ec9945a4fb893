"""Regular expressions that several readers share; each is compiled when it is first used.

Compiling all expressions of the readers takes longer than reading a page, which needs few of them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from cleanarticle.lexicon.words import load_words

__all__ = ["MARKS", "compiled", "is_east_asian", "with_words"]

MARKS: Final = "\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0900-\u0903\u093a-\u094f\u0981-\u0dff\u0e31-\u0e4e\u200c\u200d"
"""Combining marks and joiners inside words, as the inside of a character class."""
_EAST_ASIAN: Final = "[\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]"


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern once. Flags stand in the pattern: "(?i)…"."""
    return re.compile(pattern)


def with_words(template: str, name: str) -> re.Pattern[str]:
    """Compile a pattern that names lists of a file of the lexicon: `%(reporters)s` stands for any word of that list."""
    lists = {key: words for key, words in load_words(name).items() if isinstance(words, list)}
    return re.compile(template % {key: f"(?:{'|'.join(words)})" for key, words in lists.items()})


def is_east_asian(text: str) -> bool:
    """Tell whether a text has a Chinese, Japanese or Korean character."""
    return not text.isascii() and compiled(_EAST_ASIAN).search(text) is not None
