"""WACZ: a zip archive with WARCs in it."""

from __future__ import annotations

import io
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final

from cleanarticle.archive.reader import Options, Reader, whole
from cleanarticle.archive.record import Fault, Found, Record
from cleanarticle.archive.warcs import Warc
from cleanarticle.errors import InputError

__all__ = ["WaczReader"]

_SUFFIXES: Final = (".warc", ".warc.gz", ".warc.zst")
_UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError)
_LOCAL_HEADER_BYTES: Final = 30


class WaczReader(Reader):
    """Reads the WARCs of a WACZ in the order of its directory. A place is `MEMBER@OFFSET`.

    A WARC that is stored, as the format asks, is read where it stands; a deflated one is unpacked to a temporary file.
    """

    def found(self) -> Iterator[Found]:
        """The records of all WARCs; see `Reader.found`."""
        try:
            archive = zipfile.ZipFile(self.path)
        except _UNREADABLE as error:
            yield Fault(self.place(), f"no WACZ that can be read: {error}")
            return
        with archive:
            members = [member for member in archive.infolist() if _is_warc(member)]
            if not members:
                yield Fault(self.place(), "the WACZ holds no WARC")
            for member in members:
                yield from self._member(archive, member)
        self.position = self.size

    def record(self, fragment: str) -> Record:
        """Read the record at `MEMBER@OFFSET`; see `Reader.record`."""
        name, _, offset = fragment.rpartition("@")
        try:
            with zipfile.ZipFile(self.path) as archive, _opened(self.path, archive, archive.getinfo(name)) as file:
                found = self._warc(file, name, self.everything).at(offset)
        except KeyError:
            found = None
        except _UNREADABLE as error:
            raise InputError(f"{self.path} can't be read: {error}") from error
        if found is None:
            raise InputError(f"there is no record at {self.place(fragment)}")
        return whole(found)

    def _member(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[Found]:
        before = self.position
        try:
            with _opened(self.path, archive, member) as file:
                for found in self._warc(file, member.filename, self.options).found():
                    self.position = before + min(file.tell(), member.compress_size)
                    yield found
        except _UNREADABLE as error:
            yield Fault(self.place(f"{member.filename}@0"), f"the member can't be read: {error}")
        self.position = before + member.compress_size

    def _warc(self, file: BinaryIO, name: str, options: Options) -> Warc:
        return Warc(file, options, lambda offset: self.place(f"{name}@{offset}"))


def _is_warc(member: zipfile.ZipInfo) -> bool:
    return member.filename.lower().endswith(_SUFFIXES)


@contextmanager
def _opened(path: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[BinaryIO]:
    """A member as a file that can be sought in."""
    if member.compress_type == zipfile.ZIP_STORED:
        with Path(path).open("rb") as file:
            file.seek(member.header_offset)
            header = file.read(_LOCAL_HEADER_BYTES)
            if len(header) < _LOCAL_HEADER_BYTES or header[:4] != b"PK\x03\x04":
                raise zipfile.BadZipFile("the member's header is missing")
            lengths = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
            start = member.header_offset + _LOCAL_HEADER_BYTES + lengths
            yield io.BufferedReader(_Slice(file, start, member.file_size))
        return
    with tempfile.TemporaryFile() as unpacked:
        with archive.open(member) as packed:
            shutil.copyfileobj(packed, unpacked)
        unpacked.seek(0)
        yield unpacked


class _Slice(io.RawIOBase):
    """A part of a file."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        self._file = file
        self._start = start
        self._size = size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: Any) -> int:
        self._file.seek(self._start + self._at)
        data = self._file.read(max(0, min(len(buffer), self._size - self._at)))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)
