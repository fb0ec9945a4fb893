"""JSON lines: an object a line, one of its keys the HTML."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from cleanarticle.archive.columns import Columns, record_of
from cleanarticle.archive.reader import Reader
from cleanarticle.archive.record import Fault, Found
from cleanarticle.archive.streams import CODECS, CorruptStream, Decompressed, codec_of

__all__ = ["JsonlReader"]

_LINE_FACTOR: Final = 6
"""How much longer than the page a line may be: JSON writes a control character as six."""
_OTHER_KEYS: Final = 1024 * 1024
_PIECE: Final = 64 * 1024


class JsonlReader(Reader):
    """Reads a file of JSON lines, compressed or not. A place is the number of the line, from 1.

    The columns are those of the first line that is an object; a later line may lack some.
    """

    def found(self) -> Iterator[Found]:
        """The rows in their order; see `Reader.found`."""
        columns: Columns | None = None
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
                        found = record_of(row, columns, self.place(str(number)), str(number), self.options.max_bytes)
                        yield self.asked(found)
            except CorruptStream as error:
                yield Fault(self.place(str(number + 1)), str(error))
        self.position = self.size

    def _lines(self, stream: BinaryIO) -> Iterator[bytes | None]:
        """The lines; `None` for one that is too long, which is read over."""
        limit = _LINE_FACTOR * self.options.max_bytes + _OTHER_KEYS
        while line := stream.readline(limit):
            if len(line) < limit or line.endswith(b"\n"):
                yield line
                continue
            while (piece := stream.readline(_PIECE)) and not piece.endswith(b"\n"):
                pass
            yield None

    def _row(self, line: bytes | None, number: int) -> dict[str, object] | Fault | None:
        """The object of a line; nothing for an empty line."""
        place = self.place(str(number))
        if line is None:
            return Fault(place, f"the line is longer than a page of {self.options.max_bytes:,} bytes can be")
        if not line.strip():
            return None
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            return Fault(place, f"the line is no JSON: {error}")
        if not isinstance(row, dict):
            return Fault(place, "the line is no JSON object")
        return row
