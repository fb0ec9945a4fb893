"""`errors.jsonl`: one line for each record that has no row, with its reason and how to see it again."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import Self

from cleanarticle.archive.rows import ErrorRow, json_line
from cleanarticle.archive.writer import write_all

__all__ = ["ErrorsFile"]


class ErrorsFile:
    """The file, written in whole lines."""

    def __init__(self, path: Path, keep: int) -> None:
        """Open it, and cut off what stands behind the last commit.

        Args:
            path: The file.
            keep: Bytes of it that count.
        """
        path.touch()
        os.truncate(path, keep)
        self._file = path.open("ab", buffering=0)
        self._lines: list[bytes] = []

    def __enter__(self) -> Self:
        """The file itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close it; what was not committed is not kept."""
        self._file.close()

    def add(self, row: ErrorRow) -> None:
        """Add a record; it is written at the next commit."""
        self._lines.append(json_line(row))

    def commit(self) -> int:
        """Bring all lines to the disk.

        Returns:
            Bytes of the file.
        """
        if self._lines:
            write_all(self._file.fileno(), b"".join(self._lines))
            self._lines.clear()
            os.fsync(self._file.fileno())
        return os.fstat(self._file.fileno()).st_size
