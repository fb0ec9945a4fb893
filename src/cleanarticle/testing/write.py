"""Writes fixtures: what a person reviews is laid out for reading, and what was there keeps its form and comments."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import tomlkit
from tomlkit.items import Array

from cleanarticle.testing.expected import FIELDS, Expected
from cleanarticle.testing.fixture import META_FILE, Meta, plain_data

__all__ = ["write_expected", "write_meta", "write_page"]

_TABLES: Final = ("open", "look_alikes")
_HEAD: Final = (*(name for name in Meta.model_fields if name not in _TABLES), *_TABLES)
"""Keys of `meta.toml` in order: tables last, since each runs to the next one."""


def write_page(folder: Path, html: bytes, *, packed: bool = True) -> None:
    """Write a page, packed or open, so that its changes can be read; the same bytes give the same file."""
    if packed:
        _replace(folder / "page.html.gz", gzip.compress(html, mtime=0))
    else:
        _replace(folder / "page.html", html)


def write_meta(folder: Path, meta: Meta) -> None:
    """Write what is known of a page; comments in a file that is there stay."""
    path = folder / META_FILE
    document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.document()
    values = meta.model_dump(exclude_defaults=True)
    for name in [name for name in document if name not in values]:
        del document[name]
    for name in sorted(values, key=_HEAD.index):
        if document.get(name) != values[name]:
            document[name] = values[name]
    _replace(path, tomlkit.dumps(document).encode())


def write_expected(path: Path, expected: Expected) -> None:
    """Write expectations, as TOML or JSON by the file's name, in the order of an article's fields.

    In TOML every paragraph has a line of its own, and comments of a file that is there stay.

    Args:
        path: `expected.toml` or `expected.json`.
        expected: The asserted fields.
    """
    ordered = {name: expected[name] for name in FIELDS if name in expected}
    if path.suffix == ".json":
        _replace(path, (json.dumps(ordered, ensure_ascii=False, indent=2) + "\n").encode())
        return
    document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.document()
    for name in [name for name in document if name not in ordered]:
        del document[name]
    there = plain_data(document.unwrap())
    for name, value in _tables_last(ordered).items():
        if name not in there or there[name] != value:
            document[name] = _item(value)
    _replace(path, tomlkit.dumps(document).encode())


def _tables_last(values: Mapping[str, Any]) -> dict[str, Any]:
    """TOML's tables run to the next table, so that plain values stand before all of them."""
    return dict(sorted(values.items(), key=lambda item: isinstance(item[1], dict)))


def _item(value: Any) -> Any:
    if isinstance(value, dict):
        table = tomlkit.table()
        for name, item in value.items():
            table[name] = _item(item)
        return table
    if value is None:
        return ""  # TOML has no null; an expectation of nothing is written so
    return _array(value) if isinstance(value, list) else value


def _array(values: list[Any]) -> Array:
    array = tomlkit.array()
    for value in values:
        array.append(_inline(value) if isinstance(value, dict) else value)
    return array.multiline(len(values) > 0)


def _inline(values: Mapping[str, Any]) -> Any:
    table = tomlkit.inline_table()
    table.update({name: "" if value is None else value for name, value in values.items()})
    return table


def _replace(path: Path, data: bytes) -> None:
    """Write in one step: whoever reads finds the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.new")
    draft.write_bytes(data)
    draft.replace(path)
