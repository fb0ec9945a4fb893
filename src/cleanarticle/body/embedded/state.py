"""Scripts to state: the values of a page's data, and the table that resolves references between them.

Applications write the state of a page in a few forms: one JSON object; a list in which numbers are positions of other
items (Nuxt 3); a stream of numbered rows in which strings name other rows (Next.js); objects in a table by their keys
(Apollo). `EmbeddedState.follow` resolves the references of all of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from cleanarticle.body.embedded.js_literals import read_values
from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.page.claims import parse_json

__all__ = ["EmbeddedState", "is_streamed", "read_state", "read_stream"]

_PUSH: Final = lazy_pattern(r'__next_f\.push\(\s*+\[\s*+1\s*+,\s*+("(?:[^"\\]|\\.)*+")', re.DOTALL)
_ROW: Final = re.compile(rb"\s*+([0-9a-f]*+):(?:T([0-9a-f]{1,8}),|[A-Z]*+)")
_REFERENCE: Final = lazy_pattern(r"\$[L@]?([0-9a-f]+)")
_IS_NORMALISED: Final = lazy_pattern(r'"__ref\b|"type\\?":\s*+\\?"id\b')
# Measured: at 10 and at 40, none of 2,304 pages changes.
_LONGEST_REFERENCE: Final = 20
# Measured: at 100 and at 400, none of 2,304 pages changes.
_LEAST_NESTED: Final = 200
# Measured: at 3 and at 5, none of 2,304 pages changes.
_LEAST_PLACES: Final = 4


@dataclass(slots=True)
class EmbeddedState:
    """The values of one data source and the table of their references.

    Attributes:
        values: Objects and lists.
        size: Characters of the text they were read from.
        rows: Values by the reference that names them.
        is_flat: True if whole numbers are positions in the one list of values.
    """

    values: list[Any]
    size: int
    rows: dict[str, Any] = field(default_factory=dict)
    is_flat: bool = False
    _parsed: dict[str, Any] = field(default_factory=dict)

    def follow(self, value: Any) -> Any:
        """Resolve a value: the target of a known reference, parsed JSON for a string of JSON, else the value itself."""
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
        """Resolve a string that names a row, or is JSON itself: states are nested in each other."""
        if text[:1] == "$" and self.rows and len(text) < _LONGEST_REFERENCE:
            reference = _REFERENCE.fullmatch(text)
            return self.rows.get(reference[1], text) if reference else text
        if len(text) < _LEAST_NESTED or text[:1] not in "[{":
            return text
        if text not in self._parsed:
            value = parse_json(text)
            self._parsed[text] = text if value is None else value
        return self._parsed[text]


def read_state(text: str) -> EmbeddedState:
    """Read the state in a script, an attribute or a text field.

    Args:
        text: JSON or JavaScript.

    Returns:
        The state; without values if the text has none.
    """
    values = read_values(text)
    if len(values) == 1 and _is_flat(values[0]):
        return EmbeddedState(values[0], len(text), is_flat=True)
    return EmbeddedState(values, len(text), _keyed_objects(values) if _IS_NORMALISED.search(text) else {})


def _keyed_objects(values: list[Any]) -> dict[str, Any]:
    """The objects under keys that name type and identity, such as `Article:17`, by these keys."""
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
    """True if a script adds to the rows of a page that Next.js streams."""
    return _PUSH.search(script) is not None


def read_stream(scripts: Iterable[str]) -> EmbeddedState:
    """Read the rows of a page that Next.js streams: `id:JSON`, or `id:Tlength,text` with the length in bytes.

    Args:
        scripts: The page's scripts, in order; a row may continue in the next one.

    Returns:
        The state; without values if no script adds to such a stream.
    """
    chunks = []
    for script in scripts:
        for push in _PUSH.finditer(script):
            try:
                chunks.append(json.loads(push[1], strict=False))
            except ValueError:
                continue
    stream = "".join(chunks).encode("utf-8", "surrogatepass")
    rows: dict[str, Any] = {}
    position = 0
    while position < len(stream):
        row = _ROW.match(stream, position)
        end = stream.find(b"\n", position)
        end = len(stream) if end < 0 else end
        if row is None:
            position = end + 1
            continue
        name = row[1].decode()
        if row[2]:  # text: no line break ends it
            end = row.end() + int(row[2], 16)
            rows[name] = stream[row.end() : end].decode("utf-8", "replace")
            position = end
            continue
        with suppress(ValueError, RecursionError):
            rows[name] = json.loads(stream[row.end() : end], strict=False)
        position = end + 1
    return EmbeddedState([value for value in rows.values() if isinstance(value, dict | list)], len(stream), rows)


def _is_flat(value: Any) -> bool:
    """True for a list in which numbers are positions: its first item holds nothing but such numbers."""
    if not isinstance(value, list) or len(value) < _LEAST_PLACES:
        return False
    first = value[0]
    if isinstance(first, dict):
        return bool(first) and all(type(item) is int for item in first.values())
    return isinstance(first, list) and len(first) == 2 and isinstance(first[0], str) and type(first[1]) is int
