"""Script to values: reads the data literals in JavaScript without running it.

The parser of the standard library reads strict JSON. A forgiving tokenizer reads what only JavaScript allows: keys
without quotation marks, single quotation marks, names for repeated values.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final
from urllib.parse import unquote

from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.page.claims import parse_json

__all__ = ["BareToken", "read_values"]

# Measured: at 100 and at 400, none of 2,304 pages changes.
_MOST_ATTEMPTS: Final = 200
# Measured: at 10 and at 40, none of 2,304 pages changes.
_MOST_CALLS: Final = 20
# Measured: at 100 and at 400, none of 2,304 pages changes.
_LEAST_CHARACTERS: Final = 200
_ASSIGNED: Final = lazy_pattern(r"""[=(,?:]\s*+(?=[\[{])|JSON\.parse\(\s*+(?=["'`])""")
_STRING: Final = lazy_pattern(r""""(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|`(?:[^`\\]|\\.)*+`""", re.DOTALL)
_LONG_STRING: Final = lazy_pattern(r"""["'`](?:[^"'`\\\n]|\\.){100}""")
_TOKEN: Final = lazy_pattern(
    r"""
    "(?P<double>(?:[^"\\\n]|\\.)*+)"?
    | '(?P<single>(?:[^'\\\n]|\\.)*+)'?
    | `(?P<template>(?:[^`\\]|\\.)*+)`?
    | //[^\n]*+
    | /\*(?:[^*]|\*(?!/))*+
    | (?P<name>[\w$.]++)
    | (?P<sign>[\[\](){}:,;])
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE: Final = lazy_pattern(r"\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_ESCAPED: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": " ", "v": " ", "0": "", "\n": ""}
_DECODER: Final = json.JSONDecoder(strict=False)


class BareToken(str):
    """A word of a script without quotation marks: the name of a variable, a number, a keyword."""

    __slots__ = ()


def read_values(text: str) -> list[Any]:
    """Read the values in a script, attribute or text field.

    Args:
        text: JSON, JavaScript, or anything.

    Returns:
        Objects and lists in their order; empty if the text has no data. In values from JavaScript everything except
        strings, objects and lists is a `BareToken`.
    """
    text = text.strip()
    if text[:3] in ("%7B", "%5B", "%7b", "%5b"):
        text = unquote(text)
    if text[:1] in ("{", "["):
        value = parse_json(text)
        if value is not None:
            return [value]
    if len(text) < _LEAST_CHARACTERS or not _LONG_STRING.search(text):
        return []
    values, characters = _read_json(text)
    return values if characters > len(text) // 2 else [*values, read_literals(text)]


def _read_json(text: str) -> tuple[list[Any], int]:
    """The JSON values in a script, and how many of its characters they take."""
    values: list[Any] = []
    characters, wasted, attempts, position = 0, 0, 0, 0
    # A failed attempt may have read to the end: their number and cost are limited, so that the time stays linear.
    while attempts < _MOST_ATTEMPTS and wasted <= 2 * len(text):
        assignment = _ASSIGNED.search(text, position)
        if assignment is None:
            break
        start = position = assignment.end()
        try:
            if text[start] in "[{":
                value, position = _DECODER.raw_decode(text, start)
            else:
                value, position = _parse_argument(text, start)
        except (ValueError, RecursionError) as error:
            attempts += 1
            wasted += error.pos - start if isinstance(error, json.JSONDecodeError) else len(text) - start
        else:
            if position - start >= _LEAST_CHARACTERS:
                values.append(value)
                characters += position - start
    return values, characters


def _parse_argument(text: str, start: int) -> tuple[Any, int]:
    """The value of `JSON.parse("…")`, and where the string ends."""
    string = _STRING.match(text, start)
    if string is None:
        raise ValueError("the string has no end")
    value = parse_json(_unescape(string[0][1:-1]))
    if value is None:
        raise ValueError("the string is not JSON")
    return value, string.end()


def _unescape(raw: str) -> str:
    """The characters of a string literal."""
    if "\\" not in raw:
        return raw
    text = _ESCAPE.sub(_character, raw)
    # Two \u escapes make one character beyond the Basic Multilingual Plane.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")


def _character(escape: re.Match[str]) -> str:
    four, braced, two, other = escape.groups()
    code = four or braced or two
    if code:
        number = int(code, 16)
        return chr(number) if number <= 0x10FFFF else ""
    return _ESCAPED.get(other, other)


def read_literals(text: str) -> list[Any]:
    """Read every literal of a script and ignore the code between them.

    Args:
        text: JavaScript.

    Returns:
        The values. Parentheses count as a list, the braces of code as an object.
    """
    root: list[Any] = []
    # One entry for each open bracket: the value it makes, the key that waits for a value, the last name or string.
    stack: list[Any] = [root]
    keys: list[str | None] = [None]
    last: list[str] = [""]
    calls = 0
    for token in _TOKEN.finditer(text):
        sign = token["sign"]
        if sign is None:
            if token.lastgroup is not None:
                raw = token[token.lastgroup]
                value = BareToken(raw) if token.lastgroup == "name" else _unescape(raw)
                last[-1] = value
                _add(stack[-1], keys, value)
        elif sign in "[({":
            opened: Any = {} if sign == "{" else []
            _add(stack[-1], keys, opened)
            stack.append(opened)
            keys.append(None)
            last.append("")
        elif sign in "])}":
            if len(stack) > 1:
                closed = stack.pop()
                calls += calls < _MOST_CALLS and _bind_arguments(closed)
                keys.pop()
                last.pop()
        else:
            keys[-1] = last[-1] if sign == ":" and isinstance(stack[-1], dict) else None
    return root


def _add(holder: Any, keys: list[str | None], value: Any) -> None:
    if isinstance(holder, list):
        holder.append(value)
    elif keys[-1] is not None:
        holder[keys[-1]] = value
        keys[-1] = None
    elif isinstance(value, dict | list):  # code, such as `return {…}`: a value without a key
        holder[f"#{len(holder)}"] = value


def _bind_arguments(values: Any) -> bool:
    """Replace parameters by arguments in `(function(a, b) {…}(1, 2))`; return True if the list was such a call.

    Nuxt 2 writes its state so: each value that occurs twice is an argument.
    """
    if not isinstance(values, list) or len(values) != 4 or values[0] != "function":
        return False
    _, parameters, body, arguments = values
    if not (isinstance(parameters, list) and isinstance(body, dict) and isinstance(arguments, list)):
        return False
    names = [name for name in parameters if isinstance(name, BareToken)]
    _replace_names(body, dict(zip(names, arguments, strict=False)))
    return True


def _replace_names(value: Any, by_name: dict[BareToken, Any]) -> None:
    pending = [value]
    while pending:
        holder = pending.pop()
        for key, item in list(holder.items()) if isinstance(holder, dict) else list(enumerate(holder)):
            if isinstance(item, BareToken):
                holder[key] = by_name.get(item, item)
            elif isinstance(item, dict | list):
                pending.append(item)
