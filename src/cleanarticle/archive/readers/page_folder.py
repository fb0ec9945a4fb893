"""A folder of saved pages, with its subfolders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cleanarticle.archive.formats import pages_below
from cleanarticle.archive.reader import ArchiveReader
from cleanarticle.archive.record_place import place_of
from cleanarticle.archive.records import Fault, ReadResult, Skipped, over_limit
from cleanarticle.archive.saved_page import page_format, record_of_file

__all__ = ["FolderReader"]


class FolderReader(ArchiveReader):
    """Reads the pages in a folder and its subfolders, sorted by path. A place is the path of a file.

    Archives in the folder have readers of their own. Links to folders are not followed.
    """

    @property
    def size(self) -> int:
        """Bytes of all files in the folder that are not archives."""
        return sum(_size(path) for path in pages_below(self.path))

    def results(self) -> Iterator[ReadResult]:
        """Read the files; see `ArchiveReader.results`."""
        for path in pages_below(self.path):
            yield self.filtered(self._result(path))
            self.position += _size(path)

    def _result(self, path: str) -> ReadResult:
        place = place_of(path)
        file_format = page_format(path)
        if file_format is None:
            return Skipped(place, None, "not a page by its name")
        limit = self.options.max_bytes
        try:
            size = Path(path).stat().st_size
            if size > limit:
                return over_limit(place, limit, size=size)
            data = Path(path).read_bytes()
        except OSError as error:
            return Fault(place, f"the file can't be read: {error.strerror or error}")
        return record_of_file(data, file_format, place, Path(path).relative_to(self.path).as_posix(), limit)


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0
