"""ARC files, the predecessor of WARC."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cleanarticle.archive.columns import moment_of
from cleanarticle.archive.optional import load
from cleanarticle.archive.reader import Reader
from cleanarticle.archive.record import Fault, Found, Record, Skipped
from cleanarticle.archive.streams import read_at_most

__all__ = ["ArcReader"]


class ArcReader(Reader):
    """Reads the responses of an ARC file, compressed or not. A place is the number of the record, from 0.

    The first record describes the file. What stands behind a corrupt record is not read.
    """

    def found(self) -> Iterator[Found]:
        """The records in their order; see `Reader.found`."""
        iterator = load("warcio.archiveiterator", "arc").ArchiveIterator
        number = -1
        with Path(self.path).open("rb") as file:
            try:
                for number, record in enumerate(iterator(file)):
                    yield self.asked(self._found_of(record, number))
                    self.position = file.tell()
            except Exception as error:  # warcio raises whatever its parsing of broken bytes ends in
                yield Fault(self.place(str(number + 1)), f"the archive can't be read on: {error}")
        self.position = self.size

    def _found_of(self, record: Any, number: int) -> Found:
        place = self.place(str(number))
        head = record.rec_headers
        url = head.get_header("uri")
        if record.rec_type == "arc_header":
            return Skipped(place, None, "record type arc_header")
        if record.http_headers is None:
            return Skipped(place, url, "no HTTP response")
        status = record.http_headers.get_statuscode()
        media_type = record.http_headers.get_header("Content-Type") or ""
        wanted = self.options.wanted
        number_of_status = int(status) if status.isdecimal() else None
        reason = wanted.reason_to_skip(url=url, status=number_of_status, media_type=media_type)
        if reason is not None:
            return Skipped(place, url, reason)
        body = read_at_most(record.content_stream(), self.options.max_bytes)
        if body is None:
            return Fault(place, f"the page is larger than the limit of {self.options.max_bytes:,} bytes", url)
        if getattr(record.raw_stream, "limit", 0):
            return Fault(place, "the record is cut off", url)
        if not body:
            return Fault(place, "the response has no body", url)
        fetched = moment_of(head.get_header("archive-date") or "")
        return Record(body, url, _charset(media_type), fetched, url or str(number), place)


def _charset(content_type: str) -> str | None:
    for parameter in content_type.split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'") or None
    return None
