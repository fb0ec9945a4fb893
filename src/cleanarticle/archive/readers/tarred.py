"""Tar archives of saved pages, compressed or not, read as a stream."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from cleanarticle.archive.pagefile import page_kind, record_of_file
from cleanarticle.archive.reader import Reader
from cleanarticle.archive.record import Fault, Found, Skipped
from cleanarticle.archive.streams import CODECS, Decompressed, codec_of, read_at_most

__all__ = ["TarReader"]

_UNREADABLE: Final = (tarfile.TarError, OSError, EOFError, ValueError)


class TarReader(Reader):
    """Reads the pages of a tar archive in their order. A place is the name of the member.

    Of several members of one name all are read; read again is the first.
    """

    def found(self) -> Iterator[Found]:
        """The members that are pages; see `Reader.found`."""
        last = ""
        broken: list[int] = []
        with Path(self.path).open("rb") as file:
            codec = codec_of(file.read(8))
            file.seek(0)
            stream: Any = Decompressed(file, CODECS[codec]) if codec else file
            try:
                with tarfile.open(
                    fileobj=stream, mode="r|", ignore_zeros=True, tarinfo=_noting(broken), errorlevel=1
                ) as archive:
                    for member in archive:
                        archive.members.clear()  # type: ignore[attr-defined]  # or it remembers every member
                        yield from self._broken(broken, last)
                        last = member.name
                        if not member.isdir():
                            yield self.asked(self._found_of(archive, member))
                        self.position = file.tell()
            except _UNREADABLE as error:
                yield Fault(self.place(last), f"the archive can't be read on: {error}")
            else:
                yield from self._broken(broken, last)
        self.position = self.size

    def _broken(self, offsets: list[int], last: str) -> Iterator[Fault]:
        """One fault for the blocks that were read over."""
        if offsets:
            behind = f"behind {last}" if last else "at the beginning"
            yield Fault(self.place(last), f"{len(offsets)} blocks {behind} are no part of a tar archive")
            offsets.clear()

    def _found_of(self, archive: tarfile.TarFile, member: tarfile.TarInfo) -> Found:
        place = self.place(member.name)
        kind = page_kind(member.name)
        if kind is None or not member.isfile():
            return Skipped(place, None, "no page by its name" if kind is None else "no file, but a link or a device")
        if member.size > self.options.max_bytes:
            return self.too_large(member.size, member.name)
        stream = archive.extractfile(member)
        data = read_at_most(stream, self.options.max_bytes) or b""
        return record_of_file(data, kind, place, member.name, self.options.max_bytes)


def _noting(broken: list[int]) -> type[tarfile.TarInfo]:
    """Headers of members; those that are invalid are noted, because tarfile passes over them in silence."""

    class Header(tarfile.TarInfo):
        @classmethod
        def fromtarfile(cls, tarfile: Any) -> Any:  # the parameter's name is that of the standard library
            try:
                return super().fromtarfile(tarfile)
            except _INVALID:
                broken.append(tarfile.offset)
                raise

    return Header


_INVALID: Final[type[Exception]] = tarfile.InvalidHeaderError  # type: ignore[attr-defined]
