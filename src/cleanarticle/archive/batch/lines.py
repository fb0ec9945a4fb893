"""Files of JSON lines beside the output: `errors.jsonl` and `duplicates.jsonl`."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from cleanarticle.archive.writer import write_all
from cleanarticle.errors import BatchError

__all__ = ["LinesFile"]


class LinesFile:
    """A file that is written in whole lines."""

    def __init__(self, path: Path, keep: int) -> None:
        """Open it, and cut off what stands behind the last commit.

        Args:
            path: The file.
            keep: Bytes of it that count.

        Raises:
            BatchError: It is shorter than that.
        """
        path.touch()
        if path.stat().st_size < keep:
            raise BatchError(f"{path} is shorter than it was; the run can't be resumed: begin anew with --overwrite")
        os.truncate(path, keep)
        self._file = path.open("ab", buffering=0)
        self._committed = keep
        self._lines: list[bytes] = []

    def __enter__(self) -> Self:
        """The file itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close it; what was not committed is not kept."""
        os.ftruncate(self._file.fileno(), self._committed)
        self._file.close()

    def add(self, row: Mapping[str, Any]) -> None:
        """Add a line; it is written at the next commit."""
        self._lines.append(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n")

    def commit(self) -> int:
        """Bring all lines to the disk.

        Returns:
            Bytes of the file.
        """
        if self._lines:
            write_all(self._file.fileno(), b"".join(self._lines))
            os.fsync(self._file.fileno())
            self._lines.clear()
            self._committed = os.fstat(self._file.fileno()).st_size
        return self._committed
