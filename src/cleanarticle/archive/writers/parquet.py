"""Parquet: a folder of part files, as Spark and Ray write and read it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from cleanarticle.archive.optional import load
from cleanarticle.archive.rows import Row, arrow_rows, arrow_schema
from cleanarticle.archive.writer import OutputState, new_output, state_number, sync_folder
from cleanarticle.errors import InputError

__all__ = ["ParquetWriter"]

# The writer and every reader hold a group in memory: this bounds it where articles are long.
_MOST_GROUP_BYTES: Final = 64 * 1024 * 1024
# About 40 MB of usual articles. Small groups pack worse: 3,800 bytes a row by 10, 2,160 by 100 (fixtures).
_MOST_GROUP_ROWS: Final = 10_000
# Rows as Python objects take three times their Arrow data, so few are held; by 8 converting takes half as long again.
_ROWS_AT_ONCE: Final = 256
_TEMPORARY: Final = ".writing.parquet"


class ParquetWriter:
    """Writes a folder with `part-00000.parquet` and so on, one part for each commit: a Parquet file can't grow.

    A part gets its name when it is complete. Row groups have at most 10,000 rows and about 64 MB of Arrow data.
    """

    def __init__(self, path: str | os.PathLike[str], state: OutputState | None = None) -> None:
        """Begin an output, or continue one.

        Args:
            path: The folder.
            state: The state to continue from. Default: a new folder.

        Raises:
            InputError: The folder exists and is not empty, or lacks parts that it has in the state.
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
        if state is None:
            self.path = new_output(path)
            self.path.mkdir(exist_ok=True)
            return
        self.path = Path(path)
        self._cut_back(state_number(state, "parts"))

    def write(self, rows: Sequence[Row]) -> None:
        """Write some rows; see `Writer.write`."""
        self._rows.extend(rows)
        while len(self._rows) >= _ROWS_AT_ONCE:
            self._convert(self._rows[:_ROWS_AT_ONCE])
            del self._rows[:_ROWS_AT_ONCE]

    def commit(self) -> OutputState:
        """Complete the part; see `Writer.commit`."""
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
            sync_folder(self.path)
            self._parts += 1
        return {"parts": self._parts}

    def close(self) -> None:
        """Commit. An output without rows is one part that has the columns only."""
        if self.commit()["parts"] == 0:
            self._open()
            self.commit()

    def abandon(self) -> None:
        """Remove the incomplete part; see `Writer.abandon`."""
        try:
            if self._writer is not None:
                self._writer.close()
        finally:
            (self.path / _TEMPORARY).unlink(missing_ok=True)

    def _convert(self, rows: list[Row]) -> None:
        """Convert rows to Arrow data, which is smaller and has a known size."""
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
        present = {path.name for path in self.path.glob("part-*.parquet")}
        kept = {_name(number) for number in range(parts)}
        if kept - present:
            raise InputError(
                f"{self.path / min(kept - present)} is missing; the output can't be resumed: write a new output"
            )
        for name in present - kept:
            (self.path / name).unlink()
        self._parts = parts


def _name(number: int) -> str:
    return f"part-{number:05}.parquet"
