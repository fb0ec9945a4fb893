"""A single saved page, HTML or MHTML."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cleanarticle.archive.compression import read_at_most
from cleanarticle.archive.reader import ArchiveReader
from cleanarticle.archive.records import Fault, ReadResult
from cleanarticle.archive.saved_page import PageFormat, page_format, record_of_file

__all__ = ["HtmlReader", "MhtmlReader"]


class HtmlReader(ArchiveReader):
    """Reads a file as one page, by default HTML. Its place is its path."""

    default_format: PageFormat = "html"

    def results(self) -> Iterator[ReadResult]:
        """Read the page; see `ArchiveReader.results`."""
        yield self.filtered(self._result())
        self.position = self.size

    def _result(self) -> ReadResult:
        place = self.place()
        try:
            with Path(self.path).open("rb") as file:
                data = read_at_most(file, self.options.max_bytes)
        except OSError as error:
            return Fault(place, f"the file can't be read: {error.strerror or error}")
        if data is None:
            return self.over_limit("", self.size)
        file_format = page_format(self.path) or self.default_format
        return record_of_file(data, file_format, place, Path(self.path).name, self.options.max_bytes)


class MhtmlReader(HtmlReader):
    """Reads a file as one page, by default MHTML."""

    default_format: PageFormat = "mhtml"
