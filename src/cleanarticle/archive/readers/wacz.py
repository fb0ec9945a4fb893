"""WACZ: a zip archive that contains WARCs."""

from __future__ import annotations

import io
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final

from cleanarticle.archive.compression import ZIP_ERRORS
from cleanarticle.archive.reader import ArchiveReader, ReadOptions, require_record
from cleanarticle.archive.records import Fault, ReadResult, Record
from cleanarticle.archive.warc_file import WarcFile
from cleanarticle.errors import InputError

__all__ = ["WaczReader"]

_SUFFIXES: Final = (".warc", ".warc.gz", ".warc.zst")
# The fixed part of a local file header, APPNOTE.TXT 4.3.7.
_LOCAL_HEADER_BYTES: Final = 30


class WaczReader(ArchiveReader):
    """Reads the WARCs of a WACZ in the order of its directory. A fragment is `MEMBER@OFFSET`.

    A stored WARC, which the format prescribes, is read in place. A deflated one is unpacked to a temporary file.
    """

    def results(self) -> Iterator[ReadResult]:
        """Read the records of all WARCs; see `ArchiveReader.results`."""
        try:
            archive = zipfile.ZipFile(self.path)
        except ZIP_ERRORS as error:
            yield Fault(self.place(), f"it is not a readable WACZ: {error}")
            return
        with archive:
            members = [member for member in archive.infolist() if member.filename.lower().endswith(_SUFFIXES)]
            if not members:
                yield Fault(self.place(), "the WACZ contains no WARC")
            for member in members:
                yield from self._member_results(archive, member)
        self.position = self.size

    def record(self, fragment: str) -> Record:
        """Read the record at `MEMBER@OFFSET`; see `ArchiveReader.record`."""
        name, _, offset = fragment.rpartition("@")
        try:
            with (
                zipfile.ZipFile(self.path) as archive,
                _seekable(self.path, archive, archive.getinfo(name)) as file,
            ):
                result = self._warc(file, name, self.unfiltered).result_at(offset)
        except KeyError:
            result = None
        except ZIP_ERRORS as error:
            raise InputError(f"{self.path} is not a readable WACZ: {error}") from error
        if result is None:
            raise self.no_record(fragment)
        return require_record(result)

    def _member_results(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[ReadResult]:
        before = self.position
        try:
            with _seekable(self.path, archive, member) as file:
                for result in self._warc(file, member.filename, self.options).results():
                    self.position = before + min(file.tell(), member.compress_size)
                    yield result
        except ZIP_ERRORS as error:
            yield Fault(self.place(f"{member.filename}@0"), f"the WARC can't be read: {error}")
        self.position = before + member.compress_size

    def _warc(self, file: BinaryIO, name: str, options: ReadOptions) -> WarcFile:
        return WarcFile(file, options, lambda offset: self.place(f"{name}@{offset}"))


@contextmanager
def _seekable(path: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[BinaryIO]:
    """Open a member as a seekable file. To seek backwards, zipfile reads a member again from its start."""
    if member.compress_type == zipfile.ZIP_STORED:
        with Path(path).open("rb") as file:
            file.seek(member.header_offset)
            header = file.read(_LOCAL_HEADER_BYTES)
            if len(header) < _LOCAL_HEADER_BYTES or header[:4] != b"PK\x03\x04":
                raise zipfile.BadZipFile("the header of the member is missing")
            name_and_extra = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
            start = member.header_offset + _LOCAL_HEADER_BYTES + name_and_extra
            yield io.BufferedReader(_Slice(file, start, member.file_size))
        return
    with tempfile.TemporaryFile() as unpacked:
        with archive.open(member) as packed:
            shutil.copyfileobj(packed, unpacked)
        unpacked.seek(0)
        yield unpacked


class _Slice(io.RawIOBase):
    """A part of a file, as a file."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        self._file = file
        self._start = start
        self._size = size
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._size}[whence]
        self._position = max(0, base + offset)
        return self._position

    def readinto(self, buffer: Any) -> int:
        self._file.seek(self._start + self._position)
        data = self._file.read(max(0, min(len(buffer), self._size - self._position)))
        buffer[: len(data)] = data
        self._position += len(data)
        return len(data)
