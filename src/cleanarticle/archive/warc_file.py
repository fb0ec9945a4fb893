"""The records of a WARC. Each compressed member is read on its own, so that a corrupt one costs only itself."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from cleanarticle.archive.compression import (
    CHUNK,
    CODECS,
    Codec,
    CorruptStream,
    Decompressed,
    codec_of,
    read_at_most,
    zstd_with,
)
from cleanarticle.archive.optional import load
from cleanarticle.archive.reader import ReadOptions
from cleanarticle.archive.records import Fault, ReadResult, Record, Skipped, http_charset, over_limit
from cleanarticle.archive.table_columns import parse_time
from cleanarticle.errors import MissingPackage

__all__ = ["WarcFile", "is_warc"]

_DIGITS: Final = re.compile(r"\d{1,18}", re.ASCII)
_VERSION: Final = b"WARC/1."
_MEMBER_MAGIC: Final = {"gz": b"\x1f\x8b\x08", "zst": b"\x28\xb5\x2f\xfd"}
_DICTIONARY_MAGIC: Final = b"\x5d\x2a\x4d\x18"
# The file may claim 4 GiB, and pack more; `zstd --train` makes 110 KiB unless it is told otherwise.
_MOST_DICTIONARY_BYTES: Final = 64 * 1024 * 1024
# A header has one or two URLs. Less loses records with long ones; more reads further into data without a header.
_MOST_HEADER_BYTES: Final = 64 * 1024
_MOST_ENVELOPE_BYTES: Final = 1024 * 1024
"""Bytes of HTTP headers that a record may have beside a page of the largest size; a longer record is not loaded."""


@dataclass(frozen=True, slots=True)
class _Offset:
    """Where a record begins.

    Attributes:
        member: Offset of the compressed member in the file; 0 in an uncompressed file.
        inner: Offset of the record in the decompressed member.
    """

    member: int
    inner: int


class _UncompressedFile:
    """An uncompressed file with the interface of `Decompressed`: it is one member."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.truncated = False

    def read(self, size: int = -1) -> bytes:
        return self._file.read(size)

    def tell(self) -> int:
        return self._file.tell()

    @property
    def consumed(self) -> int:
        return self._file.tell()


def is_warc(head: bytes) -> bool:
    """True if a file that begins with these bytes is a WARC, compressed or not."""
    if head.startswith(_DICTIONARY_MAGIC):
        return True
    codec = codec_of(head)
    return _begins_record(io.BytesIO(head), CODECS[codec]) if codec in _MEMBER_MAGIC else head.startswith(_VERSION)


def _begins_record(file: BinaryIO, codec: Codec) -> bool:
    try:
        return Decompressed(file, codec, one_member=True).read(len(_VERSION)) == _VERSION
    except (CorruptStream, MissingPackage):
        return False


class WarcFile:
    """One WARC in a seekable file.

    Args:
        file: The WARC.
        options: How it is read.
        place: Makes the place of a record from its fragment.
    """

    def __init__(self, file: BinaryIO, options: ReadOptions, place: Callable[[str], str]) -> None:
        self.options = options
        self.archive_iterator: Any = load("fastwarc.warc", "archive").ArchiveIterator
        self._file = file
        self._place = place
        self._codec: Codec | None = None
        self._member_magic = b""
        self._first = self._read_start()

    def results(self) -> Iterator[ReadResult]:
        """Read all records in their order."""
        yield from self._results_from(_Offset(self._first, 0))

    def result_at(self, fragment: str) -> ReadResult | None:
        """Read the record at a place; `None` if none begins there."""
        member, _, inner = fragment.partition("+") if self._codec else ("0", "+", fragment)
        if not _DIGITS.fullmatch(member) or not _DIGITS.fullmatch(inner or "0"):
            return None
        offset = _Offset(int(member), int(inner or 0))
        result = next(self._results_from(offset), None)
        return result if result is not None and result.place == self.place(offset) else None

    def place(self, offset: _Offset) -> str:
        """The place of the record at an offset."""
        if self._codec is None:
            return self._place(str(offset.inner))
        return self._place(f"{offset.member}+{offset.inner}" if offset.inner else str(offset.member))

    def _read_start(self) -> int:
        """Find out how the file is compressed. Returns the offset of the first record, after a zstd dictionary."""
        head = self._file.read(8)
        self._file.seek(0)
        if head.startswith(_DICTIONARY_MAGIC):
            size = int.from_bytes(head[4:], "little")
            self._codec, self._member_magic = zstd_with(self._read_dictionary(size)), _MEMBER_MAGIC["zst"]
            return 8 + size
        name = codec_of(head)
        if name is not None:
            self._codec, self._member_magic = CODECS[name], _MEMBER_MAGIC.get(name, b"")
        return 0

    def _read_dictionary(self, size: int) -> bytes:
        """Read the dictionary, which may be a zstd frame itself; empty if it is corrupt."""
        self._file.seek(8)
        dictionary = self._file.read(min(size, _MOST_DICTIONARY_BYTES))
        if not dictionary.startswith(_MEMBER_MAGIC["zst"]):
            return dictionary
        try:
            return read_at_most(Decompressed(io.BytesIO(dictionary), CODECS["zst"]), _MOST_DICTIONARY_BYTES) or b""
        except CorruptStream:
            return b""

    def _results_from(self, offset: _Offset | None) -> Iterator[ReadResult]:
        while offset is not None:
            offset = yield from self._read_member(offset)

    def _read_member(self, offset: _Offset) -> Generator[ReadResult, None, _Offset | None]:
        """Read one member. Returns where to go on; `None` at the end of the file."""
        stream = self._open(offset)
        if stream is None:
            return None
        member = _WarcMember(self, stream, offset)
        yield from member.results()
        if member.broken_at is not None:
            return self._find_record_after(member.broken_at)
        if self._codec is None or stream.truncated:
            return None
        end = stream.consumed
        self._file.seek(end)
        head = self._file.read(4)
        if not head:
            return None
        if head.startswith(self._member_magic):
            return _Offset(end, 0)
        yield Fault(self.place(_Offset(end, 0)), "no record begins here")
        return self._find_record_after(_Offset(end, 0))

    def _open(self, offset: _Offset) -> Any:
        """The stream of a member from an offset on; `None` if the member is corrupt before it."""
        if self._codec is None:
            self._file.seek(offset.inner)
            return _UncompressedFile(self._file)
        self._file.seek(offset.member)
        stream = Decompressed(self._file, self._codec, one_member=True)
        left = offset.inner
        try:
            while left and (data := stream.read(min(left, CHUNK))):
                left -= len(data)
        except CorruptStream:
            return None
        return stream

    def _find_record_after(self, broken: _Offset) -> _Offset | None:
        """Search for the next record after a broken one: in its member, then in the members after it."""
        within = self._find_in_member(broken)
        if within is not None or self._codec is None or not self._member_magic:
            return within
        for position in _find_all(self._chunks_from(broken.member + 1), self._member_magic, broken.member + 1):
            self._file.seek(position)
            if _begins_record(self._file, self._codec):
                return _Offset(position, 0)
        return None

    def _find_in_member(self, broken: _Offset) -> _Offset | None:
        start = broken.inner + 1
        stream = self._open(_Offset(broken.member, start))
        if stream is None:
            return None
        try:
            for position in _find_all(iter(lambda: stream.read(CHUNK), b""), b"\n" + _VERSION, start):
                return _Offset(broken.member, position + 1)
        except CorruptStream:
            pass
        return None

    def _chunks_from(self, position: int) -> Iterator[bytes]:
        """The rest of the file in chunks. The file may be sought elsewhere between two of them."""
        while True:
            self._file.seek(position)
            data = self._file.read(CHUNK)
            if not data:
                return
            position += len(data)
            yield data


class _WarcMember:
    """The records of one member, from an offset on.

    Attributes:
        broken_at: The record at which reading broke off; `None` if the member was read to its end.
    """

    def __init__(self, warc: WarcFile, stream: Any, offset: _Offset) -> None:
        self._warc = warc
        self._options = warc.options
        self._stream = stream
        self._start = offset
        self._count = 0
        self._last = offset
        self.broken_at: _Offset | None = None

    def results(self) -> Iterator[ReadResult]:
        """Read the records up to the end of the member, or up to where it is broken.

        Each record is held back until the stream was read beyond it: only then a wrong checksum shows.
        """
        iterator = self._warc.archive_iterator(
            self._stream, parse_http=False, stream_detect=False, max_header_len=_MOST_HEADER_BYTES
        )
        held: ReadResult | None = None
        try:
            for record in iterator:
                if held is not None:
                    yield held
                self._count += 1
                self._last = _Offset(self._start.member, record.stream_pos)
                held = self._read_record(record)
        except CorruptStream as error:
            # The failed checksum of a member with one record is that of the record. Of several records, those before
            # the corrupt data are good.
            if held is not None and self._count > 1:
                yield held
            yield self._broken(str(error))
            return
        except (OSError, ValueError, RuntimeError, UnicodeError) as error:
            if held is not None:
                yield held
            yield self._broken(
                f"the data after this record is not a WARC record: {error}"
                if self._count
                else f"this is not a WARC record: {error}"
            )
            return
        if held is not None:
            yield held
        if self._stream.truncated and not isinstance(held, Fault):
            yield self._broken("the file ends within a record")
        elif not self._count and self._stream.consumed > self._start.member + self._start.inner:
            yield self._broken("this is not a WARC record")

    def _broken(self, reason: str) -> Fault:
        self.broken_at = self._last
        return Fault(self._warc.place(self._last), reason)

    def _read_record(self, record: Any) -> ReadResult:
        headers = record.headers
        place = self._warc.place(self._last)
        url = (headers.get("WARC-Target-URI") or "").strip().strip("<>") or None
        length = (headers.get("Content-Length") or "").strip()
        if not length.isdecimal():
            return Fault(place, "the record has no Content-Length, or its header is truncated", url)
        size = int(length)
        record_type = str(headers.get("WARC-Type") or "").strip().lower()
        reason = self._reason_to_skip(record_type, url, headers)
        limit = self._options.max_bytes
        if reason is not None:
            return self._read_over(record, size, Skipped(place, url, reason))
        if size > limit + _MOST_ENVELOPE_BYTES:
            return self._read_over(record, size, over_limit(place, limit, url, size=size))
        block = record.reader.read(size)
        if len(block) < size:
            return _truncated(place, url, len(block), size)
        record_id = (record.record_id or "").strip("<>") or place
        fetched = parse_time(headers.get("WARC-Date") or "")
        if record_type == "resource":
            charset = http_charset(headers.get("Content-Type") or "")
            if len(block) > limit:
                return over_limit(place, limit, url, size=len(block))
            return Record(block, url, charset, fetched, record_id, place) if block else Fault(place, "it is empty", url)
        return self._read_response(record, block, Record(b"", url, None, fetched, record_id, place))

    def _reason_to_skip(self, record_type: str, url: str | None, headers: Any) -> str | None:
        if record_type == "revisit":
            return "revisit of a page in another record"
        if record_type not in {"response", "resource"}:
            return f"record type {record_type or 'unknown'}"
        media_type = headers.get("Content-Type") or ""
        if record_type == "response":
            if not media_type.lower().lstrip().startswith("application/http"):
                return f"not an HTTP response: {media_type or 'no Content-Type'}"
            media_type = ""  # that of the page is in the HTTP headers
        return self._options.record_filter.reason_to_skip(url=url, media_type=media_type)

    def _read_over(self, record: Any, length: int, result: ReadResult) -> ReadResult:
        """Read over the block of a record. Returns the result, or a fault if the block is truncated."""
        size = 0
        while size < length and (data := record.reader.read(min(CHUNK, length - size))):
            size += len(data)
        return result if size == length else _truncated(result.place, result.url, size, length)

    def _read_response(self, record: Any, block: bytes, page: Record) -> ReadResult:
        """The page of an HTTP response, without its encodings. `page` has everything but body and charset."""
        place, url = page.place, page.url
        record.set_bytes_content(block)
        try:
            record.parse_http(auto_decode="all", max_header_len=_MOST_ENVELOPE_BYTES)
            headers = record.http_headers
            status, media_type = headers.status_code, headers.get("Content-Type")
        except (OSError, ValueError, RuntimeError, UnicodeError, AttributeError) as error:
            return Fault(place, f"the HTTP headers can't be parsed: {error}", url)
        if status is None:
            return Fault(place, "the HTTP headers can't be parsed: they have no status", url)
        reason = self._options.record_filter.reason_to_skip(url=url, status=status, media_type=media_type)
        if reason is not None:
            return Skipped(place, url, reason)
        limit = self._options.max_bytes
        try:
            body = read_at_most(record.reader, limit)  # a small block may unpack to any size
        except (OSError, ValueError, RuntimeError) as error:
            return Fault(place, f"the content encoding can't be decoded: {error}", url)
        if body is None:
            return over_limit(place, limit, url)
        if not body:
            return Fault(place, "the response has no body", url)
        return Record(body, url, http_charset(media_type or ""), page.fetched, page.id, place)


def _truncated(place: str, url: str | None, size: int, length: int) -> Fault:
    return Fault(place, f"the record is truncated: {size:,} of {length:,} bytes are there", url)


def _find_all(chunks: Iterator[bytes], sought: bytes, start: int) -> Iterator[int]:
    """The positions of some bytes in a stream of chunks, the first of which is at position `start`."""
    tail = b""
    for data in chunks:
        window = tail + data
        window_start = start - len(tail)
        index = window.find(sought)
        while index >= 0:
            yield window_start + index
            index = window.find(sought, index + 1)
        start += len(data)
        tail = window[-(len(sought) - 1) :]
