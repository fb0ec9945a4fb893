"""Parquet: a folder of part files, as other engines write and read it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from cleanarticle.archive.optional import load
from cleanarticle.archive.rows import Row, arrow_rows, arrow_schema
from cleanarticle.archive.writer import Token, absent, flush_folder, natural
from cleanarticle.errors import InputError

__all__ = ["ParquetWriter"]

_MOST_GROUP_BYTES: Final = 64 * 1024 * 1024
_MOST_GROUP_ROWS: Final = 10_000
_ROWS_AT_ONCE: Final = 256
_TEMPORARY: Final = ".writing.parquet"


class ParquetWriter:
    """Writes a folder of `part-00000.parquet` and so on: a part for each commit, since Parquet can't be appended to.

    A part has its name only once it is whole. Row groups have at most 10,000 rows and about 64 MB of Arrow data.
    """

    def __init__(self, path: str | os.PathLike[str], token: Token | None = None) -> None:
        """Begin or go on.

        Args:
            path: The folder.
            token: The state to go on from; a new folder if left out.

        Raises:
            InputError: The folder exists and is not empty, or lacks parts that it had in that state.
            MissingPackage: pyarrow is not installed.
        """
        self._arrow = load("pyarrow", "archive")
        self._parquet = load("pyarrow.parquet", "archive")
        self._schema = arrow_schema()
        self._rows: list[Row] = []
        self._batches: list[Any] = []
        self._batch_bytes = 0
        self._batch_rows = 0
        self._writer: Any = None
        self._parts = 0
        if token is None:
            self.path = absent(path)
            self.path.mkdir(exist_ok=True)
            return
        self.path = Path(path)
        self._cut_back(natural(token, "parts"))

    def write(self, rows: Sequence[Row]) -> None:
        """Take some rows; see `Writer.write`."""
        self._rows.extend(rows)
        while len(self._rows) >= _ROWS_AT_ONCE:
            self._convert(self._rows[:_ROWS_AT_ONCE])
            del self._rows[:_ROWS_AT_ONCE]

    def commit(self) -> Token:
        """End the part; see `Writer.commit`."""
        self._convert(self._rows)
        self._rows = []
        self._write_group()
        if self._writer is not None:
            self._writer.close()
            self._writer = None
            temporary = self.path / _TEMPORARY
            with temporary.open("rb+") as file:
                os.fsync(file.fileno())
            temporary.replace(self.path / _name(self._parts))
            flush_folder(self.path)
            self._parts += 1
        return {"parts": self._parts}

    def close(self) -> None:
        """Commit; without any row the output is one part with the columns and nothing in them."""
        if self.commit()["parts"] == 0:
            self._open()
            self.commit()

    def abandon(self) -> None:
        """Leave out the part that is not whole; see `Writer.abandon`."""
        try:
            if self._writer is not None:
                self._writer.close()
        finally:
            (self.path / _TEMPORARY).unlink(missing_ok=True)

    def _convert(self, rows: list[Row]) -> None:
        """Rows as Arrow data, which is smaller than they are, and whose size is known."""
        if not rows:
            return
        batch = arrow_rows(rows)
        self._batches.append(batch)
        self._batch_bytes += batch.nbytes
        self._batch_rows += batch.num_rows
        if self._batch_bytes >= _MOST_GROUP_BYTES or self._batch_rows + _ROWS_AT_ONCE > _MOST_GROUP_ROWS:
            self._write_group()

    def _write_group(self) -> None:
        if self._batches:
            self._open()
            table = self._arrow.Table.from_batches(self._batches, self._schema)
            self._writer.write_table(table, row_group_size=_MOST_GROUP_ROWS)
            self._batches, self._batch_bytes, self._batch_rows = [], 0, 0

    def _open(self) -> None:
        if self._writer is None:
            self._writer = self._parquet.ParquetWriter(self.path / _TEMPORARY, self._schema, compression="zstd")

    def _cut_back(self, parts: int) -> None:
        (self.path / _TEMPORARY).unlink(missing_ok=True)
        there = {path.name for path in self.path.glob("part-*.parquet")}
        kept = {_name(number) for number in range(parts)}
        if kept - there:
            raise InputError(f"{self.path} lacks {min(kept - there)}; the run can't be resumed")
        for name in there - kept:
            (self.path / name).unlink()
        self._parts = parts


def _name(number: int) -> str:
    return f"part-{number:05}.parquet"
