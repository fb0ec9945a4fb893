"""jusText with the stop words of the page's own language, English where it has no list for it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import justext

from corpora import page_language
from systems import Output

name = "justext"
distribution = "jusText"
fields: frozenset[str] = frozenset()

_STOPLISTS = {
    "ar": "Arabic",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fi": "Finnish",
    "fr": "French",
    "hu": "Hungarian",
    "it": "Italian",
    "ko": "Korean",
    "nb": "Norwegian_Bokmal",
    "nl": "Dutch",
    "nn": "Norwegian_Nynorsk",
    "no": "Norwegian_Bokmal",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
}


def call(html: bytes, url: str | None) -> Any:
    """Classify the page's paragraphs."""
    return justext.justext(html, _stoplist(_STOPLISTS.get(page_language(html), "English")))


def run(html: bytes, url: str | None) -> Output:
    """Classify, and keep what is not boilerplate."""
    paragraphs = tuple(paragraph.text for paragraph in call(html, url) if not paragraph.is_boilerplate)
    return Output(text="\n\n".join(paragraphs), paragraphs=paragraphs)


@lru_cache
def _stoplist(language: str) -> frozenset[str]:
    return frozenset(justext.get_stoplist(language))
