"""What every reader is: an archive's records in its order, and how much of it was read."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from cleanarticle.archive.columns import Columns
from cleanarticle.archive.places import place_of
from cleanarticle.archive.record import Fault, Found, Record, Skipped
from cleanarticle.archive.wanted import EVERYTHING, Wanted
from cleanarticle.errors import InputError
from cleanarticle.parse.limits import Limits

__all__ = ["Options", "Reader", "whole"]


@dataclass(frozen=True, slots=True)
class Options:
    """How archives are read.

    Attributes:
        wanted: Which records are read.
        columns: Which columns of a table hold the pages.
        max_bytes: Size of the largest page that is loaded; a larger one is a fault.
    """

    wanted: Wanted = field(default_factory=Wanted)
    columns: Columns = field(default_factory=Columns)
    max_bytes: int = Limits().max_bytes


class Reader(ABC):
    """Reads one archive. What it holds in memory does not grow with the archive.

    Attributes:
        path: The archive.
        options: How it is read.
        position: Bytes of the archive that were read so far, as they are stored.
    """

    def __init__(self, path: str, options: Options) -> None:
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

    @property
    def everything(self) -> Options:
        """The options, but every record is asked for."""
        return replace(self.options, wanted=EVERYTHING)

    @abstractmethod
    def found(self) -> Iterator[Found]:
        """Read the archive from its beginning.

        Yields:
            Its records in their order, those that are not asked for, and the places that can't be read.

        Raises:
            MissingPackage: It needs a package that is not installed.
            InputError: It is not what it seems to be, such as a table without a column of HTML.
        """

    def record(self, fragment: str) -> Record:
        """Read one record again.

        Args:
            fragment: Its place in the archive.

        Returns:
            The record, whether or not it is asked for by the options.

        Raises:
            InputError: There is none, or it can't be read.
        """
        place = self.place(fragment)
        for found in type(self)(self.path, self.everything).found():
            if found.place == place:
                return whole(found)
        raise InputError(f"there is no record at {place}")

    def place(self, fragment: str = "") -> str:
        """Where a record of this archive stands."""
        return place_of(self.path, fragment)

    def asked(self, found: Found) -> Found:
        """A record, unless its address is not asked for."""
        if isinstance(found, Record):
            reason = self.options.wanted.reason_to_skip(url=found.url)
            if reason:
                return Skipped(found.place, found.url, reason)
        return found

    def too_large(self, size: int, fragment: str, url: str | None = None) -> Fault:
        """The fault of a record over the limit of size."""
        limit = self.options.max_bytes
        return Fault(self.place(fragment), f"the page has {size:,} bytes, more than the limit of {limit:,}", url)


def whole(found: Found) -> Record:
    """The record that was found.

    Raises:
        InputError: It is none.
    """
    if isinstance(found, Record):
        return found
    raise InputError(f"{found.place} can't be read: {found.reason}")
