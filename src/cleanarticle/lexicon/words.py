"""Read the word lists that lie beside this module: months, bywords, agencies, places."""

from __future__ import annotations

import json
import pkgutil
from typing import Any

__all__ = ["languages_of", "load_words"]


def load_words(name: str) -> Any:
    """Read one word list.

    Args:
        name: File name without its suffix, for instance "months".

    Returns:
        The decoded JSON value.

    Raises:
        FileNotFoundError: If there is no such list.
    """
    data = pkgutil.get_data("cleanarticle.lexicon", f"{name}.json")
    if data is None:
        raise FileNotFoundError(f"no word list named {name!r}")
    return json.loads(data)


def languages_of(name: str) -> tuple[str, ...]:
    """Codes of the languages in which a list has words.

    Args:
        name: A list that has its words by language, such as "months", or such a part of one, as "bywords.writer".

    Returns:
        The codes, sorted; none if there is no such list.
    """
    file, *parts = name.split(".")
    try:
        words = load_words(file)
        for part in parts:
            words = words[part]
    except (FileNotFoundError, KeyError, TypeError):
        return ()
    # What is named by anything longer than a code of ISO 639-1 is a part of a list.
    return tuple(sorted(words)) if isinstance(words, dict) and all(len(key) == 2 for key in words) else ()
