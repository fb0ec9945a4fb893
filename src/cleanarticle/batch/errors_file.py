"""`errors.jsonl`: one line for each record that has no row, with its reason and how to see it again."""

from __future__ import annotations

import json
import os
import shlex
from pathlib import Path
from types import TracebackType
from typing import Self

from cleanarticle.batch.work import FailureKind

__all__ = ["ErrorsFile", "error_line"]


def error_line(place: str, url: str | None, kind: FailureKind, message: str) -> str:
    """One record that has no row, as a line of JSON.

    Args:
        place: Where the record stands.
        url: Its address, if it is known.
        kind: Why it has no row.
        message: The same in words.

    Returns:
        An object with `place`, `url`, `kind`, `message`, and in `reproduce` the command that reads this record alone.
    """
    address = f" --url {shlex.quote(url)}" if url else ""
    row = {
        "place": place,
        "url": url,
        "kind": kind,
        "message": message,
        "reproduce": f"cleanarticle explain {shlex.quote(place)}{address}",
    }
    return json.dumps(row, ensure_ascii=False)


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
        self._lines: list[str] = []

    def __enter__(self) -> Self:
        """The file itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close it; what was not committed is not kept."""
        self._file.close()

    def add(self, line: str) -> None:
        """Add a line; it is written at the next commit."""
        self._lines.append(line)

    def commit(self) -> int:
        """Bring all lines to the disk.

        Returns:
            Bytes of the file.
        """
        if self._lines:
            data = memoryview("".join(f"{line}\n" for line in self._lines).encode("utf-8", "replace"))
            while data:
                data = data[self._file.write(data) :]
            self._lines.clear()
            os.fsync(self._file.fileno())
        return self._file.tell()
