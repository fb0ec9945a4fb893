"""WARC files: uncompressed, gzip or zstd, a member a record or not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cleanarticle.archive.reader import Reader, whole
from cleanarticle.archive.record import Found, Record
from cleanarticle.archive.warcs import Warc
from cleanarticle.errors import InputError

__all__ = ["WarcReader"]


class WarcReader(Reader):
    """Reads the responses, and the resources that are pages. A place is the offset of the record in bytes.

    Where a compressed member holds several records, the place is `MEMBER+OFFSET`: the offset of the member in the file,
    and that of the record in what the member holds.
    """

    def found(self) -> Iterator[Found]:
        """The records in their order; see `Reader.found`."""
        with Path(self.path).open("rb") as file:
            for found in Warc(file, self.options, self.place).found():
                self.position = file.tell()
                yield found
            self.position = self.size

    def record(self, fragment: str) -> Record:
        """Read the record at an offset; see `Reader.record`."""
        with Path(self.path).open("rb") as file:
            found = Warc(file, self.everything, self.place).at(fragment)
        if found is None:
            raise InputError(f"there is no record at {self.place(fragment)}")
        return whole(found)
