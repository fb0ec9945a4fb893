"""The base of all readers: the records of one archive in their order, and how much of it was read."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from cleanarticle.archive.record_filter import EVERYTHING, RecordFilter
from cleanarticle.archive.record_place import place_of
from cleanarticle.archive.records import Fault, ReadResult, Record, Skipped, over_limit
from cleanarticle.archive.table_columns import TableColumns
from cleanarticle.errors import InputError
from cleanarticle.parse.limits import Limits

__all__ = ["ArchiveReader", "ReadOptions", "require_record"]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How archives are read.

    Attributes:
        record_filter: Which records are read.
        columns: Which columns of a table hold the pages.
        max_bytes: A larger page is not loaded; it is a `Fault`.
    """

    record_filter: RecordFilter = field(default_factory=RecordFilter)
    columns: TableColumns = field(default_factory=TableColumns)
    max_bytes: int = Limits().max_bytes


class ArchiveReader(ABC):
    """Reads one archive, in memory that does not grow with the archive.

    Attributes:
        path: The archive.
        options: How it is read.
        position: Bytes of the archive that were read so far, as it is stored.
    """

    def __init__(self, path: str, options: ReadOptions) -> None:
        self.path = path
        self.options = options
        self.position = 0

    @property
    def size(self) -> int:
        """Bytes of the archive, as it is stored."""
        try:
            return Path(self.path).stat().st_size
        except OSError:
            return 0

    @abstractmethod
    def results(self) -> Iterator[ReadResult]:
        """Read the archive from its beginning.

        Yields:
            Its records, the records that were filtered out, and the places that can't be read, in their order.

        Raises:
            MissingPackage: The format needs a package that is not installed.
            InputError: The archive as a whole can't be used, for example a table without a column of HTML.
                Nothing else is raised, whatever the bytes are: damage becomes a `Fault`.
        """

    def record(self, fragment: str) -> Record:
        """Read one record again, whether or not the filter passes it.

        Args:
            fragment: Its place in the archive.

        Raises:
            InputError: There is no such record, or it can't be read.
        """
        place = self.place(fragment)
        for result in type(self)(self.path, self.unfiltered).results():
            if result.place == place:
                return require_record(result)
        raise self.no_record(fragment)

    @property
    def unfiltered(self) -> ReadOptions:
        """The same options with a filter that passes every record."""
        return replace(self.options, record_filter=EVERYTHING)

    def place(self, fragment: str = "") -> str:
        """The place of a record of this archive."""
        return place_of(self.path, fragment)

    def filtered(self, result: ReadResult) -> ReadResult:
        """The result, or `Skipped` if it is a record whose URL the filter does not pass."""
        if isinstance(result, Record):
            reason = self.options.record_filter.reason_to_skip(url=result.url)
            if reason:
                return Skipped(result.place, result.url, reason)
        return result

    def over_limit(self, fragment: str, size: int | None = None) -> Fault:
        """The fault of a page of this archive that is too large to load."""
        return over_limit(self.place(fragment), self.options.max_bytes, size=size)

    def no_record(self, fragment: str) -> InputError:
        """The error for a fragment that leads to no record."""
        return InputError(f"there is no record at {self.place(fragment)}; copy the place as a row or an error has it")


def require_record(result: ReadResult) -> Record:
    """The result, if it is a record.

    Raises:
        InputError: It is not. The message has its place and reason.
    """
    if isinstance(result, Record):
        return result
    raise InputError(f"{result.place} can't be read: {result.reason}")
