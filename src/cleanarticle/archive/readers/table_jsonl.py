"""JSON lines with a key for the HTML."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from cleanarticle.archive.compression import CHUNK, CODECS, CorruptStream, Decompressed, codec_of
from cleanarticle.archive.reader import ArchiveReader
from cleanarticle.archive.records import Fault, ReadResult
from cleanarticle.archive.table_columns import TableColumns, record_of_row

__all__ = ["JsonlReader"]

_LINE_FACTOR: Final = 6
"""How much longer than the page a line may be: JSON writes a control character as six."""
# Room for the other columns beside a page of the largest size; a longer line is not loaded.
_OTHER_KEYS: Final = 1024 * 1024


class JsonlReader(ArchiveReader):
    """Reads a file of JSON lines, compressed or not. A fragment is the number of the line, from 1.

    The first object decides which columns there are. A later line may lack some of them.
    """

    def results(self) -> Iterator[ReadResult]:
        """Read the rows; see `ArchiveReader.results`."""
        columns: TableColumns | None = None
        number = 0
        with Path(self.path).open("rb") as file:
            codec = codec_of(file.read(8))
            file.seek(0)
            stream: BinaryIO = io.BufferedReader(Decompressed(file, CODECS[codec])) if codec else file
            try:
                for number, line in enumerate(self._lines(stream), 1):
                    self.position = file.tell()
                    row = self._row(line, number)
                    if isinstance(row, Fault):
                        yield row
                    elif row is not None:
                        columns = columns or self.options.columns.within(row, self.path)
                        place = self.place(str(number))
                        yield self.filtered(record_of_row(row, columns, place, str(number), self.options.max_bytes))
            except CorruptStream as error:
                yield Fault(self.place(str(number + 1)), str(error))
        self.position = self.size

    def _lines(self, stream: BinaryIO) -> Iterator[bytes | None]:
        """The lines; `None` for a line that is too long to load."""
        limit = _LINE_FACTOR * self.options.max_bytes + _OTHER_KEYS
        while line := stream.readline(limit):
            if len(line) < limit or line.endswith(b"\n"):
                yield line
                continue
            while (piece := stream.readline(CHUNK)) and not piece.endswith(b"\n"):
                pass
            yield None

    def _row(self, line: bytes | None, number: int) -> dict[str, object] | Fault | None:
        """The object of a line; `None` for an empty line."""
        if line is None:
            return self.over_limit(str(number))
        if not line.strip():
            return None
        place = self.place(str(number))
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            return Fault(place, f"the line is not JSON: {error}")
        if not isinstance(row, dict):
            return Fault(place, "the line is not a JSON object")
        return row
