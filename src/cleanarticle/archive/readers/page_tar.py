"""Tar archives of saved pages, compressed or not, read as a stream."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from cleanarticle.archive.compression import CODECS, Decompressed, codec_of, read_at_most
from cleanarticle.archive.reader import ArchiveReader
from cleanarticle.archive.records import Fault, ReadResult, Skipped
from cleanarticle.archive.saved_page import page_format, record_of_file

__all__ = ["TarReader"]

_UNREADABLE: Final = (tarfile.TarError, OSError, EOFError, ValueError)


class TarReader(ArchiveReader):
    """Reads the pages of a tar archive in their order. A fragment is the name of a member.

    Of several members with the same name all are read, and `record` reads the first one.
    """

    def results(self) -> Iterator[ReadResult]:
        """Read the members; see `ArchiveReader.results`."""
        last = ""
        invalid_headers: list[int] = []
        with Path(self.path).open("rb") as file:
            codec = codec_of(file.read(8))
            file.seek(0)
            stream: Any = Decompressed(file, CODECS[codec]) if codec else file
            try:
                with tarfile.open(
                    fileobj=stream, mode="r|", ignore_zeros=True, tarinfo=_header_class(invalid_headers), errorlevel=1
                ) as archive:
                    for member in archive:
                        archive.members.clear()  # type: ignore[attr-defined]  # else it remembers every member
                        yield from self._skipped_blocks(invalid_headers, last)
                        last = member.name
                        if not member.isdir():
                            yield self.filtered(self._result(archive, member))
                        self.position = file.tell()
            except _UNREADABLE as error:
                yield Fault(self.place(last), f"the archive can't be read from here on: {error}")
            else:
                yield from self._skipped_blocks(invalid_headers, last)
        self.position = self.size

    def _skipped_blocks(self, offsets: list[int], last: str) -> Iterator[Fault]:
        """One fault for the blocks with invalid headers since the last member."""
        if offsets:
            where = f"after {last}" if last else "at the beginning"
            yield Fault(self.place(last), f"{len(offsets)} blocks {where} are not part of a tar archive")
            offsets.clear()

    def _result(self, archive: tarfile.TarFile, member: tarfile.TarInfo) -> ReadResult:
        place = self.place(member.name)
        file_format = page_format(member.name)
        if file_format is None:
            return Skipped(place, None, "not a page by its name")
        if not member.isfile():
            return Skipped(place, None, "link or device")
        if member.size > self.options.max_bytes:
            return self.over_limit(member.name, member.size)
        data = read_at_most(archive.extractfile(member), self.options.max_bytes) or b""
        return record_of_file(data, file_format, place, member.name, self.options.max_bytes)


def _header_class(invalid: list[int]) -> type[tarfile.TarInfo]:
    """A class of headers that appends the offsets of invalid ones to a list: tarfile skips those silently."""

    class Header(tarfile.TarInfo):
        @classmethod
        def fromtarfile(cls, tarfile: Any) -> Any:  # the standard library names the parameter like this
            try:
                return super().fromtarfile(tarfile)
            except _INVALID:
                invalid.append(tarfile.offset)
                raise

    return Header


_INVALID: Final[type[Exception]] = tarfile.InvalidHeaderError  # type: ignore[attr-defined]
