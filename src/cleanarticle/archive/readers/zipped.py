"""Zip archives of saved pages."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from cleanarticle.archive.pagefile import page_kind, record_of_file
from cleanarticle.archive.reader import Reader, whole
from cleanarticle.archive.record import Fault, Found, Record, Skipped
from cleanarticle.archive.streams import read_at_most
from cleanarticle.errors import InputError

__all__ = ["ZipReader"]

_UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError)


class ZipReader(Reader):
    """Reads the pages of a zip archive in the order of its directory. A place is the name of the member.

    Of several members of one name the last is read, as it is unpacked.
    """

    def found(self) -> Iterator[Found]:
        """The members that are pages; see `Reader.found`."""
        try:
            archive = zipfile.ZipFile(self.path)
        except _UNREADABLE as error:
            yield Fault(self.place(), f"no zip archive that can be read: {error}")
            return
        with archive:
            for member in archive.infolist():
                if not member.is_dir():
                    yield self.asked(self._found_of(archive, member))
                self.position += member.compress_size
        self.position = self.size

    def record(self, fragment: str) -> Record:
        """Read the member of a name; see `Reader.record`."""
        try:
            with zipfile.ZipFile(self.path) as archive:
                return whole(self._found_of(archive, archive.getinfo(fragment)))
        except KeyError as error:
            raise InputError(f"there is no record at {self.place(fragment)}") from error
        except _UNREADABLE as error:
            raise InputError(f"{self.path} is no zip archive that can be read: {error}") from error

    def _found_of(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Found:
        name = member.filename
        place = self.place(name)
        kind = page_kind(name)
        if kind is None:
            return Skipped(place, None, "no page by its name")
        if member.file_size > self.options.max_bytes:
            return self.too_large(member.file_size, name)
        try:
            with archive.open(member) as stream:
                data = read_at_most(stream, self.options.max_bytes)
        except _UNREADABLE as error:
            return Fault(place, f"the member can't be read: {error}")
        if data is None:
            return self.too_large(member.file_size, name)
        return record_of_file(data, kind, place, name, self.options.max_bytes)
