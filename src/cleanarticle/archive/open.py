"""Open archives: read the records of several archives as one stream, or one record by its place."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from cleanarticle.archive.formats import archives_below, open_archive
from cleanarticle.archive.reader import ArchiveReader, ReadOptions
from cleanarticle.archive.record_filter import RecordFilter
from cleanarticle.archive.record_place import split_place
from cleanarticle.archive.records import Fault, ReadResult, Record
from cleanarticle.archive.table_columns import TableColumns
from cleanarticle.errors import InputError

__all__ = ["RecordStream", "expand_paths", "read", "read_record", "size_of"]

_STANDARD_INPUT: Final = "-"


class RecordStream(Iterator[ReadResult]):
    """The records of several archives, one archive after the other, with the position in all of them.

    Attributes:
        size: Bytes of all archives, as they are stored.
    """

    def __init__(self, readers: Iterable[ArchiveReader]) -> None:
        self._readers = list(readers)
        self.size = sum(reader.size for reader in self._readers)
        self._current: ArchiveReader | None = None
        self._before = 0
        self._results = self._all_results()

    @property
    def position(self) -> int:
        """Bytes that were read so far, of `size`."""
        return self._before + (self._current.position if self._current else 0)

    def __next__(self) -> ReadResult:
        """The next record, filtered record or fault.

        Raises:
            MissingPackage: An archive needs a package that is not installed.
            InputError: The only archive can't be used, for example a table without a column of HTML. One of several
                archives is a `Fault` instead.
            OSError: The only archive can't be read to its end; likewise.
        """
        return next(self._results)

    def _all_results(self) -> Iterator[ReadResult]:
        for reader in self._readers:
            self._current = reader
            try:
                yield from reader.results()
            except (InputError, OSError) as error:
                if len(self._readers) == 1:
                    raise
                yield Fault(reader.place(), str(error))  # one bad archive must not cost the archives after it
            self._current = None
            self._before += reader.size


def read(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    record_filter: RecordFilter | None = None,
    columns: TableColumns | None = None,
    max_bytes: int | None = None,
) -> RecordStream:
    """Read archives in the given order.

    Args:
        paths: Archives, folders and single pages; `-` for a list of paths on standard input, one a line. The archives
            in a folder are read after its pages.
        record_filter: Which records are read. Default: HTML with status 200.
        columns: Which columns of a table hold the pages. Default: found by common names.
        max_bytes: A larger page is not loaded; it is a `Fault`. Default: the default of `Limits`.

    Returns:
        An iterator of `Record`, `Skipped` and `Fault`, in the order of the archives.

    Raises:
        InputError: A path does not exist or has no known format. Nothing was read by then.
    """
    options = _options(record_filter, columns, max_bytes)
    return RecordStream([open_archive(path, options) for path in expand_paths(paths)])


def read_record(place: str, *, columns: TableColumns | None = None, max_bytes: int | None = None) -> Record:
    """Read one record by its place.

    Args:
        place: The `place` of a record or fault.
        columns: Which columns of a table hold the pages.
        max_bytes: Size of the largest page that is loaded.

    Raises:
        InputError: There is no such record, or it can't be read.
        MissingPackage: The archive needs a package that is not installed.
    """
    path, fragment = split_place(place)
    return open_archive(path, _options(None, columns, max_bytes)).record(fragment)


def size_of(paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]]) -> int:
    """Bytes of archives and folders, as they are stored.

    Raises:
        InputError: A path does not exist or has no known format.
    """
    return read(paths).size


def expand_paths(paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]]) -> list[str]:
    """Replace `-` by the paths on standard input, and add to each folder the archives in it.

    An archive that is given by itself is not added again by its folder, so expanding twice changes nothing.
    """
    given: list[str] = []
    for name in [paths] if isinstance(paths, (str, os.PathLike)) else paths:
        path = os.fspath(name)
        given += _paths_on_standard_input() if path == _STANDARD_INPUT else [path]
    by_itself = set(given)
    expanded: list[str] = []
    for path in given:
        archives = archives_below(path) if Path(path).is_dir() else ()
        expanded += [path, *(archive for archive in archives if archive not in by_itself)]
    return expanded


def _paths_on_standard_input() -> list[str]:
    return [line.rstrip("\r\n") for line in sys.stdin if line.strip()]


def _options(record_filter: RecordFilter | None, columns: TableColumns | None, max_bytes: int | None) -> ReadOptions:
    given: dict[str, Any] = {"record_filter": record_filter, "columns": columns, "max_bytes": max_bytes}
    return ReadOptions(**{name: value for name, value in given.items() if value is not None})
