"""Zip archives of saved pages."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from cleanarticle.archive.compression import ZIP_ERRORS, read_at_most
from cleanarticle.archive.reader import ArchiveReader, require_record
from cleanarticle.archive.records import Fault, ReadResult, Record, Skipped
from cleanarticle.archive.saved_page import page_format, record_of_file
from cleanarticle.errors import InputError

__all__ = ["ZipReader"]


class ZipReader(ArchiveReader):
    """Reads the pages of a zip archive in the order of its directory. A fragment is the name of a member.

    Of several members with the same name, `record` reads the last one, as unzipping does.
    """

    def results(self) -> Iterator[ReadResult]:
        """Read the members; see `ArchiveReader.results`."""
        try:
            archive = zipfile.ZipFile(self.path)
        except ZIP_ERRORS as error:
            yield Fault(self.place(), f"it is not a readable zip archive: {error}")
            return
        with archive:
            for member in archive.infolist():
                if not member.is_dir():
                    yield self.filtered(self._result(archive, member))
                self.position += member.compress_size
        self.position = self.size

    def record(self, fragment: str) -> Record:
        """Read the member with a name; see `ArchiveReader.record`."""
        try:
            with zipfile.ZipFile(self.path) as archive:
                return require_record(self._result(archive, archive.getinfo(fragment)))
        except KeyError as error:
            raise self.no_record(fragment) from error
        except ZIP_ERRORS as error:
            raise InputError(f"{self.path} is not a readable zip archive: {error}") from error

    def _result(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> ReadResult:
        name = member.filename
        place = self.place(name)
        file_format = page_format(name)
        if file_format is None:
            return Skipped(place, None, "not a page by its name")
        if member.file_size > self.options.max_bytes:
            return self.over_limit(name, member.file_size)
        try:
            with archive.open(member) as stream:
                data = read_at_most(stream, self.options.max_bytes)
        except ZIP_ERRORS as error:
            return Fault(place, f"the member can't be read: {error}")
        if data is None:  # the directory may give a wrong size
            return self.over_limit(name)
        return record_of_file(data, file_format, place, name, self.options.max_bytes)
