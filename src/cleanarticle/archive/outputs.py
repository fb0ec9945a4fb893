"""The formats of outputs, and the writer of each."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any, Final, Literal

from cleanarticle.archive.writer import OutputState, Writer
from cleanarticle.errors import InputError

__all__ = ["OutputKind", "open_writer", "output_kind"]

OutputKind = Literal["jsonl", "csv", "parquet", "sqlite", "markdown", "html", "text", "json", "tei"]

_SUFFIXES: Final[dict[OutputKind, tuple[str, ...]]] = {
    "jsonl": (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".jsonl.zst", ".ndjson.zst"),
    "csv": (".csv", ".csv.gz", ".csv.zst"),
    "parquet": (".parquet",),
    "sqlite": (".sqlite", ".sqlite3", ".db"),
}
_WRITERS: Final[dict[OutputKind, tuple[str, dict[str, str]]]] = {
    "jsonl": ("jsonl.JsonlWriter", {}),
    "csv": ("csv.CsvWriter", {}),
    "parquet": ("parquet.ParquetWriter", {}),
    "sqlite": ("sqlite.SqliteWriter", {}),
    "markdown": ("page_files.PageFilesWriter", {"form": "markdown"}),
    "html": ("page_files.PageFilesWriter", {"form": "html"}),
    "text": ("page_files.PageFilesWriter", {"form": "text"}),
    "json": ("page_files.PageFilesWriter", {"form": "json"}),
    "tei": ("page_files.PageFilesWriter", {"form": "tei"}),
}


def output_kind(path: str | os.PathLike[str]) -> OutputKind:
    """The kind of an output by its name: `markdown`, a folder of pages, for a name without a suffix.

    Raises:
        InputError: No kind of output has this suffix.
    """
    name = os.fspath(path)
    for kind, suffixes in _SUFFIXES.items():
        if name.lower().endswith(suffixes):
            return kind
    if os.path.splitext(name.rstrip("/\\"))[1]:  # noqa: PTH122 (a Path would lose the slash at the end)
        known = " ".join(suffix for suffixes in _SUFFIXES.values() for suffix in suffixes)
        raise InputError(f"{name}: no output has this suffix; use one of {known}, or no suffix for a folder of pages")
    return "markdown"


def open_writer(
    path: str | os.PathLike[str], *, kind: OutputKind | None = None, state: OutputState | None = None
) -> Writer:
    """Begin an output, or continue one.

    Args:
        path: The file or folder.
        kind: What is written. Default: by the name of the output. `markdown`, `html`, `text`, `json` and `tei` are
            folders of pages.
        state: The state to continue from, as `Writer.commit` returned it. What was written after it is removed.
            Default: a new output.

    Raises:
        InputError: The output exists already, or does not match the state.
        MissingPackage: The kind needs a package that is not installed.
    """
    name, settings = _WRITERS[kind or output_kind(path)]
    module, _, of_class = name.partition(".")
    writer_class: Any = getattr(import_module(f"cleanarticle.archive.writers.{module}"), of_class)
    writer: Writer = writer_class(path, state, **settings)
    return writer
