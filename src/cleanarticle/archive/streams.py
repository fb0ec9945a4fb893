"""Compressed files as streams: gzip, bzip2, xz and zstd, in bounded memory, with the place of each member.

The modules of the standard library read on over the end of a member, and some take a cut file for a whole one. Here the
end of each member is known, and a cut or corrupt one is told.
"""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO, Final, Protocol

from cleanarticle.archive.optional import load

__all__ = ["CODECS", "CorruptStream", "Decompressed", "codec_of", "read_at_most"]

_CHUNK: Final = 64 * 1024
_SMALL_CHUNK: Final = 4 * 1024
"""What zstd is fed at once: its output can't be bounded, and is at most 32,768 times as large."""

MAGIC: Final = {b"\x1f\x8b": "gz", b"BZh": "bz2", b"\xfd7zXZ\0": "xz", b"\x28\xb5\x2f\xfd": "zst"}


class CorruptStream(OSError):
    """Compressed data is corrupt, or ends too early."""


class Decompressor(Protocol):
    """The way of the standard library's incremental decompressors."""

    eof: bool
    unused_data: bytes
    needs_input: bool

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Take some data in, give at most so many bytes out."""


class _Gzip:
    def __init__(self) -> None:
        self._inner = zlib.decompressobj(31)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


class _Zstd:
    """One frame. It gives out all it can at once, so the stream feeds it little at a time."""

    needs_input = True

    def __init__(self, dictionary: bytes | None = None) -> None:
        zstandard = load("zstandard", "archive")
        self._error = zstandard.ZstdError
        known = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
        self._inner: Any = zstandard.ZstdDecompressor(dict_data=known).decompressobj()

    @property
    def eof(self) -> bool:
        return bool(self._inner.eof)

    @property
    def unused_data(self) -> bytes:
        return bytes(self._inner.unused_data)

    def decompress(self, data: bytes, max_length: int) -> bytes:
        try:
            return bytes(self._inner.decompress(data))
        except self._error as error:
            raise CorruptStream(str(error)) from error


Codec = Callable[[], Any]

CODECS: Final[dict[str, Codec]] = {
    "gz": _Gzip,
    "bz2": bz2.BZ2Decompressor,
    "xz": lzma.LZMADecompressor,
    "zst": _Zstd,
}
"""Makes the decompressor of a member, by the file's suffix."""


def codec_of(head: bytes) -> str | None:
    """Tell by the first bytes of a file how it is compressed: a key of `CODECS`, or `None`."""
    return next((name for magic, name in MAGIC.items() if head.startswith(magic)), None)


class Decompressed(io.RawIOBase):
    """The content of a compressed file, or of one member of it.

    Attributes:
        start: Offset of the member in the file.
        consumed: Offset in the file up to which the data was used; once a member ended, that is its end.
        cut: Whether the file ended within a member.
    """

    def __init__(self, file: BinaryIO, codec: Codec, *, one_member: bool = False) -> None:
        self._file = file
        self._codec = codec
        self._one_member = one_member
        self._chunk = _SMALL_CHUNK if codec is _Zstd or getattr(codec, "small", False) else _CHUNK
        self._decompressor: Decompressor = codec()
        self._ready = b""
        self._held = b""
        self._done = False
        self._fed = 0
        self._given = 0
        self.start = file.tell()
        self.consumed = self.start
        self.cut = False

    def readable(self) -> bool:
        """Always true."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer.

        Returns:
            Number of bytes; 0 at the end.

        Raises:
            CorruptStream: The data is corrupt, or ends within a member (for one member, `cut` says that instead).
        """
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def read(self, size: int = -1) -> bytes:
        """Read at most so many bytes; all that is left, if negative. Empty at the end.

        Raises:
            CorruptStream: The data is corrupt, or ends within a member (for one member, `cut` says that instead).
        """
        if size < 0:
            return b"".join(iter(lambda: self.read(_CHUNK), b""))
        while not self._ready and not self._done and size:
            self._ready = self._more(max(size, _CHUNK))
        data, self._ready = self._ready[:size], self._ready[size:]
        self._given += len(data)
        return data

    def tell(self) -> int:
        """Bytes that were given out so far."""
        return self._given

    def _more(self, most: int) -> bytes:
        """Some more bytes; none where a member begins or the file ends."""
        decompressor = self._decompressor
        data = b""
        if decompressor.needs_input:
            data = self._held or self._file.read(self._chunk)
            self._held = b""
            if len(data) > self._chunk:
                data, self._held = data[: self._chunk], data[self._chunk :]
            self._fed += len(data)
        try:
            found = decompressor.decompress(data, most)
        except (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError) as error:
            raise CorruptStream(f"compressed data is corrupt: {error}") from error
        self.consumed = self.start + self._fed - len(decompressor.unused_data)
        if decompressor.eof:
            self._next_member(decompressor.unused_data)
        elif decompressor.needs_input and not data and not found:
            self._ended()
        return found

    def _next_member(self, rest: bytes) -> None:
        self._held = rest + self._held
        self._fed -= len(rest)
        if self._one_member:
            self._done = True
            return
        self._decompressor = self._codec()
        if not self._held:
            self._held = self._file.read(self._chunk)
        self._done = not self._held.strip(b"\0") and not self._file.read(1)

    def _ended(self) -> None:
        self._done = self.cut = True
        if not self._one_member:
            raise CorruptStream("the file ends within compressed data")


def read_at_most(stream: Any, limit: int) -> bytes | None:
    """Read a stream to its end.

    Returns:
        Its bytes; `None` if it has more than the limit, which are not read.
    """
    parts: list[bytes] = []
    size = 0
    while data := stream.read(min(_CHUNK, limit + 1 - size)):
        parts.append(data)
        size += len(data)
        if size > limit:
            return None
    return b"".join(parts)
