"""One saved page: HTML, also as SingleFile saves it, or MHTML."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cleanarticle.archive.pagefile import PageKind, page_kind, record_of_file
from cleanarticle.archive.reader import Reader
from cleanarticle.archive.record import Fault, Found
from cleanarticle.archive.streams import read_at_most

__all__ = ["HtmlReader", "MhtmlReader"]


class HtmlReader(Reader):
    """Reads a file as one page. Its place is its path."""

    kind: PageKind = "html"

    def found(self) -> Iterator[Found]:
        """The one page; see `Reader.found`."""
        yield self.asked(self._found_of())
        self.position = self.size

    def _found_of(self) -> Found:
        place = self.place()
        try:
            with Path(self.path).open("rb") as file:
                data = read_at_most(file, self.options.max_bytes)
        except OSError as error:
            return Fault(place, f"the file can't be read: {error.strerror or error}")
        if data is None:
            return self.too_large(self.size, "")
        kind = page_kind(self.path) or self.kind
        return record_of_file(data, kind, place, Path(self.path).name, self.options.max_bytes)


class MhtmlReader(HtmlReader):
    """Reads a file as one page of MHTML, if its name does not tell otherwise."""

    kind: PageKind = "mhtml"
