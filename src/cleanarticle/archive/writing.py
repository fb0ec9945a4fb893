"""Which writer writes an output."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any, Final, Literal

from cleanarticle.archive.writer import Token, Writer
from cleanarticle.errors import InputError

__all__ = ["OutputKind", "open_writer", "output_kind"]

OutputKind = Literal["jsonl", "parquet", "sqlite", "markdown", "json", "text"]

_SUFFIXES: Final[dict[OutputKind, tuple[str, ...]]] = {
    "jsonl": (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".jsonl.zst", ".ndjson.zst"),
    "parquet": (".parquet",),
    "sqlite": (".sqlite", ".sqlite3", ".db"),
}
_WRITERS: Final[dict[OutputKind, tuple[str, dict[str, str]]]] = {
    "jsonl": ("jsonl.JsonlWriter", {}),
    "parquet": ("parquet.ParquetWriter", {}),
    "sqlite": ("sqlite.SqliteWriter", {}),
    "markdown": ("pages.PagesWriter", {"form": "markdown"}),
    "json": ("pages.PagesWriter", {"form": "json"}),
    "text": ("pages.PagesWriter", {"form": "text"}),
}


def output_kind(path: str | os.PathLike[str]) -> OutputKind:
    """Tell by the name of an output what is written.

    Returns:
        The kind; `markdown`, a folder of pages, for a name without a suffix.

    Raises:
        InputError: The suffix is of no kind that can be written.
    """
    name = os.fspath(path)
    for kind, suffixes in _SUFFIXES.items():
        if name.lower().endswith(suffixes):
            return kind
    if os.path.splitext(name.rstrip("/\\"))[1]:  # noqa: PTH122 (a Path would lose the slash at the end)
        known = " ".join(suffix for suffixes in _SUFFIXES.values() for suffix in suffixes)
        raise InputError(f"{name}: no output by its name; known are {known}, and a folder without a suffix")
    return "markdown"


def open_writer(path: str | os.PathLike[str], *, kind: OutputKind | None = None, token: Token | None = None) -> Writer:
    """Begin an output, or go on with one.

    Args:
        path: The file or folder.
        kind: What is written; told by the name if left out. The kinds `markdown`, `json` and `text` are folders of
            pages.
        token: The state to go on from, as `Writer.commit` gave it; what was written after it is taken back. A new
            output if left out.

    Returns:
        The writer.

    Raises:
        InputError: The output exists already, or is not what it was in that state.
        MissingPackage: The kind needs a package that is not installed.
    """
    name, settings = _WRITERS[kind or output_kind(path)]
    module, _, of_class = name.partition(".")
    made: Any = getattr(import_module(f"cleanarticle.archive.writers.{module}"), of_class)
    writer: Writer = made(path, token, **settings)
    return writer
