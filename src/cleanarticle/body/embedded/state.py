"""Scripts to state: the values of a page's data, with what they refer to each other by.

Applications write the state of a page in a few forms: one JSON object; a list in which numbers are places of other
items (Nuxt 3); a stream of numbered rows in which strings name other rows (Next.js); objects in a table under their
keys (Apollo). `State` hides the difference: `follow` gives what a reference stands for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from cleanarticle.body.embedded.literals import read_values
from cleanarticle.page.claims import parse_json

__all__ = ["State", "is_streamed", "read_state", "read_stream"]

_PUSH: Final = re.compile(r'__next_f\.push\(\s*+\[\s*+1\s*+,\s*+("(?:[^"\\]|\\.)*+")', re.DOTALL)
_ROW: Final = re.compile(rb"\s*+([0-9a-f]*+):(?:T([0-9a-f]{1,8}),|[A-Z]*+)")
_REFERENCE: Final = re.compile(r"\$[L@]?([0-9a-f]+)")
_IS_NORMALISED: Final = re.compile(r'"__ref\b|"type\\?":\s*+\\?"id\b')
_LONGEST_REFERENCE: Final = 20
_LEAST_NESTED: Final = 200
_LEAST_PLACES: Final = 4


@dataclass(slots=True)
class State:
    """Values with the table of what they refer to.

    Attributes:
        values: Objects and lists.
        size: Characters of the text they were read from.
        rows: Values by the reference that stands for them.
        is_flat: Whether whole numbers are places in the one list of values.
    """

    values: list[Any]
    size: int
    rows: dict[str, Any] = field(default_factory=dict)
    is_flat: bool = False
    _parsed: dict[str, Any] = field(default_factory=dict)

    def follow(self, value: Any) -> Any:
        """What a value stands for: itself, unless it is a reference that the state knows."""
        if isinstance(value, str):
            return self._follow_text(value)
        if self.is_flat and type(value) is int:
            return self.values[value] if 0 <= value < len(self.values) else None
        if isinstance(value, dict) and len(value) <= 4:
            key = value.get("__ref") or (value.get("id") if value.get("type") == "id" else None)
            if isinstance(key, str):
                return self.rows.get(key, value)
        return value

    def _follow_text(self, text: str) -> Any:
        """A string that names a row, or is JSON itself, as states are nested in each other."""
        if text[:1] == "$" and self.rows and len(text) < _LONGEST_REFERENCE:
            reference = _REFERENCE.fullmatch(text)
            return self.rows.get(reference[1], text) if reference else text
        if len(text) < _LEAST_NESTED or text[:1] not in "[{":
            return text
        if text not in self._parsed:
            value = parse_json(text)
            self._parsed[text] = text if value is None else value
        return self._parsed[text]


def read_state(text: str) -> State:
    """Read the state in a script, an attribute or a text field.

    Args:
        text: JSON or JavaScript.

    Returns:
        The state; empty where the text holds none.
    """
    values = read_values(text)
    if len(values) == 1 and _is_flat(values[0]):
        return State(values[0], len(text), is_flat=True)
    return State(values, len(text), _tables(values) if _IS_NORMALISED.search(text) else {})


def _tables(values: list[Any]) -> dict[str, Any]:
    """Objects by the key they stand under, of all objects that say what they are in their key: `Article:17`."""
    rows: dict[str, Any] = {}
    pending = list(values)
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            rows.update((key, item) for key, item in value.items() if ":" in key and isinstance(item, dict))
            pending.extend(item for item in value.values() if isinstance(item, dict | list))
        elif isinstance(value, list):
            pending.extend(item for item in value if isinstance(item, dict | list))
    return rows


def is_streamed(script: str) -> bool:
    """Whether a script adds to the rows of a streamed page."""
    return _PUSH.search(script) is not None


def read_stream(scripts: Iterable[str]) -> State:
    """Read the rows of a page that Next.js streams: `id:JSON`, or `id:Tlength,text` with the length in bytes.

    Args:
        scripts: The page's scripts, in order; a row may go on in the next.

    Returns:
        The state; empty where no script adds to such a stream.
    """
    pieces = []
    for script in scripts:
        for found in _PUSH.finditer(script):
            try:
                pieces.append(json.loads(found[1], strict=False))
            except ValueError:
                continue
    stream = "".join(pieces).encode("utf-8", "surrogatepass")
    rows: dict[str, Any] = {}
    at = 0
    while at < len(stream):
        row = _ROW.match(stream, at)
        end = stream.find(b"\n", at)
        end = len(stream) if end < 0 else end
        if row is None:
            at = end + 1
            continue
        name = row[1].decode()
        if row[2]:
            end = row.end() + int(row[2], 16)
            rows[name] = stream[row.end() : end].decode("utf-8", "replace")
            at = end
            continue
        with suppress(ValueError, RecursionError):
            rows[name] = json.loads(stream[row.end() : end], strict=False)
        at = end + 1
    return State([value for value in rows.values() if isinstance(value, dict | list)], len(stream), rows)


def _is_flat(value: Any) -> bool:
    """Whether a list is one in which numbers are places: its first item says nothing but where the others are."""
    if not isinstance(value, list) or len(value) < _LEAST_PLACES:
        return False
    first = value[0]
    if isinstance(first, dict):
        return bool(first) and all(type(item) is int for item in first.values())
    return isinstance(first, list) and len(first) == 2 and isinstance(first[0], str) and type(first[1]) is int
