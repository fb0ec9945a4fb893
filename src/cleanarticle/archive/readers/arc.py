"""ARC files, the format of web archives before WARC."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cleanarticle.archive.compression import read_at_most
from cleanarticle.archive.optional import load
from cleanarticle.archive.reader import ArchiveReader
from cleanarticle.archive.records import Fault, ReadResult, Record, Skipped, http_charset, over_limit
from cleanarticle.archive.table_columns import parse_time

__all__ = ["ArcReader"]


class ArcReader(ArchiveReader):
    """Reads the responses of an ARC file, compressed or not. A fragment is the number of the record, from 0.

    Record 0 describes the file. Nothing after a corrupt record is read.
    """

    def results(self) -> Iterator[ReadResult]:
        """Read the records; see `ArchiveReader.results`."""
        iterator = load("warcio.archiveiterator", "arc").ArchiveIterator
        number = -1
        with Path(self.path).open("rb") as file:
            try:
                for number, record in enumerate(iterator(file)):
                    yield self.filtered(self._result(record, number))
                    self.position = file.tell()
            except Exception as error:  # on broken bytes warcio raises whatever its parsing runs into
                yield Fault(self.place(str(number + 1)), f"the archive can't be read from here on: {error}")
        self.position = self.size

    def _result(self, record: Any, number: int) -> ReadResult:
        place = self.place(str(number))
        head = record.rec_headers
        url = head.get_header("uri")
        if record.rec_type == "arc_header":
            return Skipped(place, None, "record type arc_header")
        if record.http_headers is None:
            return Skipped(place, url, "not an HTTP response")
        code = record.http_headers.get_statuscode()
        status = int(code) if code.isdecimal() else None
        media_type = record.http_headers.get_header("Content-Type") or ""
        reason = self.options.record_filter.reason_to_skip(url=url, status=status, media_type=media_type)
        if reason is not None:
            return Skipped(place, url, reason)
        body = read_at_most(record.content_stream(), self.options.max_bytes)
        if body is None:
            return over_limit(place, self.options.max_bytes, url)
        if getattr(record.raw_stream, "limit", 0):
            return Fault(place, "the record is truncated", url)
        if not body:
            return Fault(place, "the response has no body", url)
        fetched = parse_time(head.get_header("archive-date") or "")
        return Record(body, url, http_charset(media_type), fetched, url or str(number), place)
