"""The files of JSON lines in the run folder: `errors.jsonl` and `duplicates.jsonl`."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from cleanarticle.archive.writer import write_all
from cleanarticle.errors import BatchError

__all__ = ["JsonLinesFile"]


class JsonLinesFile:
    """A file of JSON lines that grows only at a commit."""

    def __init__(self, path: Path, keep: int) -> None:
        """Open the file, and remove what was written after the last commit.

        Args:
            path: The file.
            keep: Its size in bytes at the last commit.

        Raises:
            BatchError: It is shorter than that.
        """
        path.touch()
        if path.stat().st_size < keep:
            raise BatchError(f"{path} is shorter than it was; the run can't be resumed: start again with --overwrite")
        os.truncate(path, keep)
        self._file = path.open("ab", buffering=0)
        self._committed = keep
        self._lines: list[bytes] = []

    def __enter__(self) -> Self:
        """Return the file."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the file. Lines that were not committed are lost."""
        os.ftruncate(self._file.fileno(), self._committed)
        self._file.close()

    def add(self, row: Mapping[str, Any]) -> None:
        """Add a line for the next commit."""
        self._lines.append(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n")

    def commit(self) -> int:
        """Bring all lines to the disk. Returns the size of the file in bytes."""
        if self._lines:
            write_all(self._file.fileno(), b"".join(self._lines))
            os.fsync(self._file.fileno())
            self._lines.clear()
            self._committed = os.fstat(self._file.fileno()).st_size
        return self._committed
