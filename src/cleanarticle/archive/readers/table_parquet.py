"""Parquet files with a column of HTML."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import Any, Final

from cleanarticle.archive.optional import load
from cleanarticle.archive.reader import ArchiveReader, require_record
from cleanarticle.archive.records import Fault, ReadResult, Record
from cleanarticle.archive.table_columns import TableColumns, record_of_row

__all__ = ["ParquetReader"]

_ROWS: Final = 32
"""Rows in memory at once."""


class ParquetReader(ArchiveReader):
    """Reads the rows in their order, a few at a time. A fragment is the number of the row, from 0."""

    def results(self) -> Iterator[ReadResult]:
        """Read the rows; see `ArchiveReader.results`."""
        file = self._open()
        if isinstance(file, Fault):
            yield file
            return
        with file:
            columns = self._columns(file)
            metadata = file.metadata
            first = 0
            for index in range(metadata.num_row_groups):
                group = metadata.row_group(index)
                yield from map(self.filtered, self._group(file, columns, index, first))
                first += group.num_rows
                self.position += sum(group.column(number).total_compressed_size for number in range(group.num_columns))
        self.position = self.size

    def record(self, fragment: str) -> Record:
        """Read a row; see `ArchiveReader.record`."""
        file = self._open()
        if isinstance(file, Fault):
            return require_record(file)
        with file:
            metadata = file.metadata
            if not fragment.isdecimal() or int(fragment) >= metadata.num_rows:
                raise self.no_record(fragment)
            counts = [metadata.row_group(index).num_rows for index in range(metadata.num_row_groups)]
            ends = list(accumulate(counts))
            group = next(index for index, end in enumerate(ends) if int(fragment) < end)
            rows = self._group(file, self._columns(file), group, ends[group] - counts[group])
            place = self.place(fragment)
            return require_record(next(row for row in rows if row.place == place or _is_rest_of_group(row)))

    def _open(self) -> Any:
        arrow = load("pyarrow", "archive")
        parquet = load("pyarrow.parquet", "archive")
        try:
            return parquet.ParquetFile(self.path, pre_buffer=False, buffer_size=1 << 20)
        except (arrow.ArrowException, OSError, ValueError) as error:
            return Fault(self.place(), f"it is not a readable Parquet file: {error}")

    def _columns(self, file: Any) -> TableColumns:
        return self.options.columns.within(file.schema_arrow.names, self.path)

    def _group(self, file: Any, columns: TableColumns, group: int, first: int) -> Iterator[Record | Fault]:
        """The rows of a row group, the first of which has the number `first`."""
        arrow = load("pyarrow", "archive")
        number = first
        try:
            for batch in file.iter_batches(_ROWS, row_groups=[group], columns=list(columns.names())):
                for row in batch.to_pylist():
                    place = self.place(str(number))
                    yield record_of_row(row, columns, place, str(number), self.options.max_bytes)
                    number += 1
        except (arrow.ArrowException, OSError, ValueError, OverflowError) as error:
            end = first + file.metadata.row_group(group).num_rows - 1
            yield Fault(self.place(str(number)), f"rows {number} to {end} can't be read: {error}")


def _is_rest_of_group(result: ReadResult) -> bool:
    """True for the fault that stands for all further rows of a group."""
    return isinstance(result, Fault) and result.reason.startswith("rows ")
