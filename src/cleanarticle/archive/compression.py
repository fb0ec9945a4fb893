"""Compressed files as streams (gzip, bzip2, xz, zstd) in bounded memory, with the offset of each member.

The file classes of the standard library hide where a member ends, and some treat a truncated file as complete. A record
of a WARC is a member, so this module keeps the offsets and raises an error for truncated data.
"""

from __future__ import annotations

import bz2
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO, Final, Protocol

from cleanarticle.archive.optional import load

__all__ = [
    "CHUNK",
    "CODECS",
    "ZIP_ERRORS",
    "Codec",
    "CorruptStream",
    "Decompressed",
    "codec_of",
    "read_at_most",
    "zstd_with",
]

# Gunzip takes 5.5 s a GB in chunks of 4 KiB, 3.8 in 64, 3.1 in 1,024; each open stream holds one or two of them.
CHUNK: Final = 64 * 1024
_SMALL_CHUNK: Final = 4 * 1024
"""Bytes of zstd input at once: its output has no limit of its own and is at most 32,768 times as large."""

_MAGIC: Final = {b"\x1f\x8b": "gz", b"BZh": "bz2", b"\xfd7zXZ\0": "xz", b"\x28\xb5\x2f\xfd": "zst"}


ZIP_ERRORS: Final = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError)
"""What zipfile raises for damaged, encrypted and unsupported archives."""


class CorruptStream(OSError):
    """Compressed data is corrupt or truncated."""


class Decompressor(Protocol):
    """The interface of the incremental decompressors of the standard library."""

    eof: bool
    unused_data: bytes
    needs_input: bool

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Feed data and return at most `max_length` bytes."""


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
    """Decompresses one frame. It ignores `max_length`, so the stream feeds it small chunks."""

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
"""Makes the decompressor for one member, by codec name."""


def zstd_with(dictionary: bytes) -> Codec:
    """The codec of zstd with a dictionary."""
    return lambda: _Zstd(dictionary)


def codec_of(head: bytes) -> str | None:
    """The codec of a file by its first bytes: a key of `CODECS`, or `None` if it is not compressed."""
    return next((name for magic, name in _MAGIC.items() if head.startswith(magic)), None)


class Decompressed(io.RawIOBase):
    """The content of a compressed file, or of one member of it.

    Attributes:
        start: Offset in the file where reading began.
        consumed: Offset in the file up to which data was used; after a member ended, the end of the member.
        truncated: True if the file ended within a member.
    """

    def __init__(self, file: BinaryIO, codec: Codec, *, one_member: bool = False) -> None:
        self._file = file
        self._codec = codec
        self._one_member = one_member
        self._decompressor: Decompressor = codec()
        self._chunk = _SMALL_CHUNK if isinstance(self._decompressor, _Zstd) else CHUNK
        self._ready = b""
        self._held = b""
        self._done = False
        self._fed = 0
        self._given = 0
        self.start = file.tell()
        self.consumed = self.start
        self.truncated = False

    def readable(self) -> bool:
        """True; required by `io.BufferedReader`."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer and return the number of bytes; see `read`."""
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def read(self, size: int = -1) -> bytes:
        """Read at most `size` bytes; the whole rest if `size` is negative. Empty at the end.

        Raises:
            CorruptStream: The data is corrupt or truncated. If only one member is read, truncation sets `truncated`
                instead, because the records before the cut are still good.
        """
        if size < 0:
            return b"".join(iter(lambda: self.read(CHUNK), b""))
        while not self._ready and not self._done and size:
            self._ready = self._more(max(size, CHUNK))
        data, self._ready = self._ready[:size], self._ready[size:]
        self._given += len(data)
        return data

    def tell(self) -> int:
        """Number of decompressed bytes that were read so far."""
        return self._given

    def _more(self, most: int) -> bytes:
        """Decompress some more bytes; empty at the start of a member and at the end of the file."""
        decompressor = self._decompressor
        data = b""
        if decompressor.needs_input:
            data = self._held or self._file.read(self._chunk)
            self._held = b""
            if len(data) > self._chunk:
                data, self._held = data[: self._chunk], data[self._chunk :]
            self._fed += len(data)
        try:
            unpacked = decompressor.decompress(data, most)
        except (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError) as error:
            raise CorruptStream(f"the compressed data is corrupt: {error}") from error
        self.consumed = self.start + self._fed - len(decompressor.unused_data)
        if decompressor.eof:
            self._next_member(decompressor.unused_data)
        elif decompressor.needs_input and not data and not unpacked:
            self._ended()
        return unpacked

    def _next_member(self, rest: bytes) -> None:
        self._held = rest + self._held
        self._fed -= len(rest)
        if self._one_member:
            self._done = True
            return
        self._decompressor = self._codec()
        if not self._held:
            self._held = self._file.read(self._chunk)
        self._done = not self._held.strip(b"\0") and not self._file.read(1)  # zeros may pad the file

    def _ended(self) -> None:
        self._done = self.truncated = True
        if not self._one_member:
            raise CorruptStream("the compressed data is truncated")


def read_at_most(stream: Any, limit: int) -> bytes | None:
    """Read a stream to its end.

    Returns:
        Its bytes; `None` if it has more than `limit` bytes. At most one byte beyond the limit is read.
    """
    parts: list[bytes] = []
    size = 0
    while data := stream.read(min(CHUNK, limit + 1 - size)):
        parts.append(data)
        size += len(data)
        if size > limit:
            return None
    return b"".join(parts)
