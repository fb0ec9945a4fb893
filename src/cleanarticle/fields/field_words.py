"""Words of the language of the page that decide on a field, from the word list `fieldwords`."""

from __future__ import annotations

from typing import Final

from cleanarticle.lexicon.words import load_words

__all__ = ["field_words"]

_LISTS: Final = load_words("fieldwords")


def field_words(name: str) -> tuple[str, ...]:
    """The words of one list in all its languages, in lower case, each once."""
    return tuple(dict.fromkeys(word for words in _LISTS[name].values() for word in words))
