"""A folder of saved pages, with the folders in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cleanarticle.archive.files import files_below
from cleanarticle.archive.pagefile import page_kind, record_of_file
from cleanarticle.archive.places import place_of
from cleanarticle.archive.reader import Reader
from cleanarticle.archive.reading import is_archive
from cleanarticle.archive.record import Fault, Found, Skipped

__all__ = ["FolderReader"]


class FolderReader(Reader):
    """Reads the pages below a folder, sorted by path; links to folders are not followed, archives are left out.

    A place is the path of a file.
    """

    @property
    def size(self) -> int:
        """Bytes of all files below the folder that are no archives."""
        return sum(_size(path) for path in _pages(self.path))

    def found(self) -> Iterator[Found]:
        """The files that are pages; see `Reader.found`."""
        for path in _pages(self.path):
            yield self.asked(self._found_of(path))
            self.position += _size(path)

    def _found_of(self, path: str) -> Found:
        place = place_of(path)
        kind = page_kind(path)
        if kind is None:
            return Skipped(place, None, "no page by its name")
        limit = self.options.max_bytes
        try:
            size = Path(path).stat().st_size
            if size > limit:
                return Fault(place, f"the page has {size:,} bytes, more than the limit of {limit:,}")
            data = Path(path).read_bytes()
        except OSError as error:
            return Fault(place, f"the file can't be read: {error.strerror or error}")
        return record_of_file(data, kind, place, Path(path).relative_to(self.path).as_posix(), limit)


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0


def _pages(folder: str) -> Iterator[str]:
    """The files below a folder that are no archives: each of those has a reader of its own."""
    return (path for path in files_below(folder) if not is_archive(path))
