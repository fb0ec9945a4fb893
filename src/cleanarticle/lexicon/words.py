"""Read the lists of words beside this module: months, bylines, agencies, places and so on, one JSON file each."""

from __future__ import annotations

import json
import pkgutil
from functools import cache
from typing import Any

__all__ = ["languages_of", "load_words", "month_names", "words_of"]


@cache
def load_words(name: str) -> Any:
    """Read a list of words. It is read once, and shared: don't change it.

    Args:
        name: The file's name without its suffix, for instance "months".

    Returns:
        The decoded JSON value.

    Raises:
        FileNotFoundError: There is no such list.
    """
    data = pkgutil.get_data("cleanarticle.lexicon", f"{name}.json")
    if data is None:
        raise FileNotFoundError(f"no word list named {name!r}")
    return json.loads(data)


def words_of(name: str) -> frozenset[str]:
    """The words of a list in all languages.

    Args:
        name: A list that has its words by language, such as "rights", or such a part of one, as "bywords.writer".

    Raises:
        FileNotFoundError: There is no such list.
        KeyError: The list has no such part.
    """
    return frozenset(word for words in _part(name).values() for word in words)


def languages_of(name: str) -> tuple[str, ...]:
    """Codes of the languages in which a list has words, sorted; none if there is no such list.

    Args:
        name: A list that has its words by language, such as "months", or such a part of one, as "bywords.writer".
    """
    try:
        words = _part(name)
    except (FileNotFoundError, KeyError, TypeError):
        return ()
    # Keys that are longer than a code of ISO 639-1 name parts of a list, not languages.
    return tuple(sorted(words)) if isinstance(words, dict) and all(len(key) == 2 for key in words) else ()


@cache
def month_names() -> frozenset[str]:
    """Names and abbreviations of months in all languages, case folded. Each word of a longer name counts alone."""
    return frozenset(word for forms in words_of("months") for word in forms.casefold().replace("|", " ").split())


def _part(name: str) -> Any:
    file, *keys = name.split(".")
    part = load_words(file)
    for key in keys:
        part = part[key]
    return part
