"""Parquet files with a column of HTML."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import Any, Final

from cleanarticle.archive.columns import Columns, record_of
from cleanarticle.archive.optional import load
from cleanarticle.archive.reader import Reader, whole
from cleanarticle.archive.record import Fault, Found, Record
from cleanarticle.errors import InputError

__all__ = ["ParquetReader"]

_ROWS: Final = 32
"""Rows in memory at once."""


class ParquetReader(Reader):
    """Reads the rows in their order, a few at a time. A place is the number of the row, from 0."""

    def found(self) -> Iterator[Found]:
        """The rows; see `Reader.found`."""
        file = self._opened()
        if isinstance(file, Fault):
            yield file
            return
        with file:
            columns = self._columns(file)
            metadata = file.metadata
            first = 0
            for group in range(metadata.num_row_groups):
                about = metadata.row_group(group)
                yield from map(self.asked, self._group(file, columns, group, first))
                first += about.num_rows
                self.position += sum(about.column(index).total_compressed_size for index in range(about.num_columns))
        self.position = self.size

    def record(self, fragment: str) -> Record:
        """Read a row; see `Reader.record`."""
        file = self._opened()
        if isinstance(file, Fault):
            return whole(file)
        with file:
            metadata = file.metadata
            if not fragment.isdecimal() or int(fragment) >= metadata.num_rows:
                raise InputError(f"there is no record at {self.place(fragment)}")
            counts = [metadata.row_group(group).num_rows for group in range(metadata.num_row_groups)]
            ends = list(accumulate(counts))
            group = next(index for index, end in enumerate(ends) if int(fragment) < end)
            rows = self._group(file, self._columns(file), group, ends[group] - counts[group])
            return whole(next(found for found in rows if found.place == self.place(fragment) or _is_last(found)))

    def _opened(self) -> Any:
        arrow = load("pyarrow", "archive")
        parquet = load("pyarrow.parquet", "archive")
        try:
            return parquet.ParquetFile(self.path, pre_buffer=False, buffer_size=1 << 20)
        except (arrow.ArrowException, OSError, ValueError) as error:
            return Fault(self.place(), f"no Parquet file that can be read: {error}")

    def _columns(self, file: Any) -> Columns:
        return self.options.columns.within(file.schema_arrow.names, self.path)

    def _group(self, file: Any, columns: Columns, group: int, first: int) -> Iterator[Found]:
        arrow = load("pyarrow", "archive")
        number = first
        try:
            for batch in file.iter_batches(_ROWS, row_groups=[group], columns=list(columns.named())):
                for row in batch.to_pylist():
                    place = self.place(str(number))
                    yield record_of(row, columns, place, str(number), self.options.max_bytes)
                    number += 1
        except (arrow.ArrowException, OSError, ValueError, OverflowError) as error:
            end = first + file.metadata.row_group(group).num_rows - 1
            yield Fault(self.place(str(number)), f"rows {number} to {end} can't be read: {error}")


def _is_last(found: Found) -> bool:
    """Whether nothing of the group comes behind it."""
    return isinstance(found, Fault) and found.reason.startswith("rows ")
