"""Reads texts from values of structured data, which come in every shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any, Final

from cleanarticle.lexicon.lazy_pattern import lazy_pattern

__all__ = [
    "MOST_VALUE_CHARACTERS",
    "flattened",
    "names_of",
    "objects_of",
    "plain_text",
    "text_of",
    "texts_of",
    "truth_of",
    "type_name",
]

MOST_VALUE_CHARACTERS: Final = 400
"""Characters of a value to read where its beginning is enough."""
_NO_CHARACTER: Final = lazy_pattern("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")
_TYPE_PREFIX: Final = lazy_pattern(r"^.*[/:#]", re.DOTALL)
_TAG: Final = lazy_pattern(r"<[/!?a-zA-Z][^<>]{0,500}>")


def plain_text(value: str) -> str:
    """A text without markup, control characters and lone surrogates, white space collapsed."""
    if "&" in value:
        value = unescape(value)
    if "<" in value:
        value = _TAG.sub(" ", value)
    if not value.isprintable():
        value = _NO_CHARACTER.sub("", value)
    return " ".join(value.split())


def type_name(kind: str) -> str:
    """The name of a schema.org type in lower case, without the vocabulary before it."""
    return (kind if kind.isalpha() else _TYPE_PREFIX.sub("", kind).strip()).lower()


def objects_of(value: Any) -> list[dict[str, Any]]:
    """The objects among the items of a value."""
    return [item for item in flattened(value) if isinstance(item, dict)]


def truth_of(value: Any) -> str | None:
    """Read a boolean as publishers write it: `false`, "False", "http://schema.org/False", 0.

    Returns:
        "true" or "false"; `None` if it is neither.
    """
    if isinstance(value, list):
        value = next(iter(value), None)
    if isinstance(value, bool | int):
        return "true" if value else "false"
    if isinstance(value, str):
        word = _TYPE_PREFIX.sub("", value[:100]).strip().lower()
        return {"true": "true", "yes": "true", "1": "true", "false": "false", "no": "false", "0": "false"}.get(word)
    return None


def text_of(value: Any) -> str | None:
    """The text of a value: a string, the first string of a list, or the name of an object."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return next((item for item in value if isinstance(item, str)), None)
    if isinstance(value, dict):
        return next((value[key] for key in ("@value", "name") if isinstance(value.get(key), str)), None)
    return None


def texts_of(value: Any, key: str = "name") -> list[str]:
    """The texts of a value or its first hundred items; of objects the value of `key`."""
    values = value if isinstance(value, list) else [value]
    texts = [item.get(key) if isinstance(item, dict) else item for item in values[:100]]
    return [text for text in texts if isinstance(text, str)]


def names_of(value: Any, names_by_id: dict[str, Any]) -> Iterator[str]:
    """The names of people or organisations, given as text, objects, lists of these, or references by `@id`."""
    for item in flattened(value):
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            name, reference = item.get("name"), item.get("@id")
            if name is None and isinstance(reference, str):
                name = names_by_id.get(reference)
            yield from texts_of(name)


def flattened(value: Any) -> list[Any]:
    """The first fifty items of a value that may be a list of lists."""
    items = value if isinstance(value, list) else [value]
    return [inner for item in items[:50] for inner in (item if isinstance(item, list) else [item])][:50]
