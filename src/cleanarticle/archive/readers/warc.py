"""WARC files: uncompressed, gzip or zstd."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cleanarticle.archive.reader import ArchiveReader, require_record
from cleanarticle.archive.records import ReadResult, Record
from cleanarticle.archive.warc_file import WarcFile

__all__ = ["WarcReader"]


class WarcReader(ArchiveReader):
    """Reads the responses and resources that are pages. A fragment is the offset of the record in bytes.

    If a compressed member holds several records, the fragment is `MEMBER+OFFSET`: the offset of the member in the file,
    and the offset of the record in the decompressed member.
    """

    def results(self) -> Iterator[ReadResult]:
        """Read the records; see `ArchiveReader.results`."""
        with Path(self.path).open("rb") as file:
            for result in WarcFile(file, self.options, self.place).results():
                self.position = file.tell()
                yield result
            self.position = self.size

    def record(self, fragment: str) -> Record:
        """Read the record at an offset; see `ArchiveReader.record`."""
        with Path(self.path).open("rb") as file:
            result = WarcFile(file, self.unfiltered, self.place).result_at(fragment)
        if result is None:
            raise self.no_record(fragment)
        return require_record(result)
