"""The records of a WARC: each member of the file is read on its own, so that a corrupt one costs only itself."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from cleanarticle.archive.columns import moment_of
from cleanarticle.archive.optional import load
from cleanarticle.archive.reader import Options
from cleanarticle.archive.record import Fault, Found, Record, Skipped
from cleanarticle.archive.streams import CODECS, CorruptStream, Decompressed, codec_of, read_at_most
from cleanarticle.errors import MissingPackage

__all__ = ["Warc", "is_warc"]

_DIGITS: Final = re.compile(r"\d{1,18}", re.ASCII)
_CHUNK: Final = 64 * 1024
_VERSION: Final = b"WARC/1."
_MEMBER_MAGIC: Final = {"gz": b"\x1f\x8b\x08", "zst": b"\x28\xb5\x2f\xfd"}
_DICTIONARY_MAGIC: Final = b"\x5d\x2a\x4d\x18"
_ZSTD_MAGIC: Final = b"\x28\xb5\x2f\xfd"
_MOST_DICTIONARY_BYTES: Final = 64 * 1024 * 1024
_MOST_HEADER_BYTES: Final = 64 * 1024
_MOST_ENVELOPE_BYTES: Final = 1024 * 1024
"""What the head of an HTTP response may add to the page before the record is not even loaded."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a record begins: the offset of its member in the file, and its own offset in what the member holds.

    An uncompressed file is one member, that begins with the file.
    """

    member: int
    inner: int


class _Plain:
    """An uncompressed file, as the one member that it is."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.cut = False

    def read(self, size: int = -1) -> bytes:
        return self._file.read(size)

    def tell(self) -> int:
        return self._file.tell()

    @property
    def consumed(self) -> int:
        return self._file.tell()


def is_warc(head: bytes) -> bool:
    """Whether a file that begins like this is a WARC, compressed or not."""
    if head.startswith(_DICTIONARY_MAGIC):
        return True
    codec = codec_of(head)
    return _begins_record(io.BytesIO(head), codec) if codec in _MEMBER_MAGIC else head.startswith(_VERSION)


def _begins_record(file: BinaryIO, codec: str | None, maker: Callable[[], Any] | None = None) -> bool:
    try:
        stream = Decompressed(file, maker or CODECS[codec or ""], one_member=True)
        return stream.read(len(_VERSION)) == _VERSION
    except (CorruptStream, MissingPackage):
        return False


class Warc:
    """One WARC in a file that can be sought in.

    Args:
        file: The WARC.
        options: How it is read.
        place: Says where a record stands, by its fragment.
    """

    def __init__(self, file: BinaryIO, options: Options, place: Callable[[str], str]) -> None:
        self._file = file
        self._options = options
        self._place = place
        self._iterator: Any = load("fastwarc.warc", "archive").ArchiveIterator
        self._codec: str | None = None
        self._maker: Callable[[], Any] | None = None
        self._first = self._beginning()

    def found(self) -> Iterator[Found]:
        """Read all records in their order."""
        yield from self._from(_Spot(self._first, 0))

    def at(self, fragment: str) -> Found | None:
        """Read the record at a place; `None` if there is none."""
        member, _, inner = fragment.partition("+") if self._maker else ("0", "+", fragment)
        if not _DIGITS.fullmatch(member) or not _DIGITS.fullmatch(inner or "0"):
            return None
        spot = _Spot(int(member), int(inner or 0))
        found = next(self._from(spot), None)
        return found if found is not None and found.place == self.place(spot) else None

    def place(self, spot: _Spot) -> str:
        """Say where a record stands."""
        if self._maker is None:
            return self._place(str(spot.inner))
        return self._place(f"{spot.member}+{spot.inner}" if spot.inner else str(spot.member))

    def _beginning(self) -> int:
        """Tell how the file is compressed, and where the first record begins: behind a dictionary, if there is one."""
        head = self._file.read(8)
        self._file.seek(0)
        if head.startswith(_DICTIONARY_MAGIC):
            return self._with_dictionary(int.from_bytes(head[4:], "little"))
        self._codec = codec_of(head)
        self._maker = CODECS[self._codec] if self._codec else None
        return 0

    def _with_dictionary(self, size: int) -> int:
        self._file.seek(8)
        dictionary = self._file.read(min(size, _MOST_DICTIONARY_BYTES))
        if dictionary.startswith(_ZSTD_MAGIC):
            try:
                unpacked = Decompressed(io.BytesIO(dictionary), CODECS["zst"])
                dictionary = read_at_most(unpacked, _MOST_DICTIONARY_BYTES) or b""
            except CorruptStream:
                dictionary = b""
        zstd = CODECS["zst"]
        self._codec = "zst"
        self._maker = lambda: zstd(dictionary)  # type: ignore[call-arg]
        return 8 + size

    def _from(self, spot: _Spot | None) -> Iterator[Found]:
        while spot is not None:
            spot = yield from self._member(spot)

    def _member(self, spot: _Spot) -> Generator[Found, None, _Spot | None]:
        """Read one member from a spot on. Returns where to go on; `None` at the end of the file."""
        stream = self._opened(spot)
        if stream is None:
            return None
        reading = _Reading(self, stream, spot)
        yield from reading.found()
        if reading.failed_at is not None:
            return self._next_record(reading.failed_at)
        if self._maker is None or stream.cut:
            return None
        end = stream.consumed
        self._file.seek(end)
        head = self._file.read(4)
        if not head:
            return None
        if head.startswith(_MEMBER_MAGIC.get(self._codec or "", b"")) and head:
            return _Spot(end, 0)
        yield Fault(self.place(_Spot(end, 0)), "no record begins here")
        return self._next_record(_Spot(end, 0))

    def _opened(self, spot: _Spot) -> Any:
        if self._maker is None:
            self._file.seek(spot.inner)
            return _Plain(self._file)
        self._file.seek(spot.member)
        stream = Decompressed(self._file, self._maker, one_member=True)
        left = spot.inner
        try:
            while left and (data := stream.read(min(left, _CHUNK))):
                left -= len(data)
        except CorruptStream:
            return None
        return stream

    def _next_record(self, failed: _Spot) -> _Spot | None:
        """Search behind a broken record for the next one: in the same member, then in the members behind it."""
        within = self._next_within(failed)
        if within is not None or self._maker is None:
            return within
        magic = _MEMBER_MAGIC.get(self._codec or "")
        if magic is None:
            return None
        for offset in _occurrences(self._reader_from(failed.member + 1), magic, failed.member + 1):
            self._file.seek(offset)
            if _begins_record(self._file, self._codec, self._maker):
                return _Spot(offset, 0)
        return None

    def _reader_from(self, offset: int) -> Callable[[], bytes]:
        position = offset

        def read() -> bytes:
            nonlocal position
            self._file.seek(position)
            data = self._file.read(_CHUNK)
            position += len(data)
            return data

        return read

    def _next_within(self, failed: _Spot) -> _Spot | None:
        start = _Spot(failed.member, failed.inner + 1)
        stream = self._opened(start)
        if stream is None:
            return None
        try:
            for offset in _occurrences(lambda: stream.read(_CHUNK), b"\n" + _VERSION, start.inner):
                return _Spot(failed.member, offset + 1)
        except CorruptStream:
            pass
        return None


class _Reading:
    """One member that is being read.

    Attributes:
        failed_at: Where it broke off; `None` if it was read to its end.
    """

    def __init__(self, warc: Warc, stream: Any, spot: _Spot) -> None:
        self._warc = warc
        self._stream = stream
        self._start = spot
        self._count = 0
        self._last = spot
        self.failed_at: _Spot | None = None

    def found(self) -> Iterator[Found]:
        """The records up to the end, or up to where the member is broken.

        A record is given once the stream was read on behind it: a wrong checksum shows only there.
        """
        iterator = self._warc._iterator(
            self._stream, parse_http=False, stream_detect=False, max_header_len=_MOST_HEADER_BYTES
        )
        held: Found | None = None
        try:
            for record in iterator:
                if held is not None:
                    yield held
                self._count += 1
                self._last = _Spot(self._start.member, record.stream_pos)
                held = self._found_of(record)
        except CorruptStream as error:
            if held is not None and self._count > 1:
                yield held
            yield self._broken(str(error))
            return
        except (OSError, ValueError, RuntimeError, UnicodeError) as error:
            if held is not None:
                yield held
            yield self._broken(
                f"behind this place stands no WARC record: {error}" if self._count else f"no WARC record: {error}"
            )
            return
        if held is not None:
            yield held
        if self._stream.cut and not isinstance(held, Fault):
            yield self._broken("the file ends within a record")
        elif not self._count and self._stream.consumed > self._start.member + self._start.inner:
            yield self._broken("no WARC record")

    def _broken(self, reason: str) -> Fault:
        self.failed_at = self._last
        return Fault(self._warc.place(self._last), reason)

    def _found_of(self, record: Any) -> Found:
        headers = record.headers
        place = self._warc.place(self._last)
        url = (headers.get("WARC-Target-URI") or "").strip().strip("<>") or None
        length = (headers.get("Content-Length") or "").strip()
        if not length.isdecimal():
            return Fault(place, "the record does not say its length, or its head is cut off", url)
        kind = str(headers.get("WARC-Type") or "").strip().lower()
        reason = self._reason_to_skip(kind, url, headers)
        options = self._warc._options
        limit = options.max_bytes
        if reason is None and int(length) > limit + _MOST_ENVELOPE_BYTES:
            fault = f"the record has {int(length):,} bytes, more than the limit of {limit:,}"
            return self._after_reading(record, int(length), Fault(place, fault, url), url)
        if reason is not None:
            return self._after_reading(record, int(length), Skipped(place, url, reason), url)
        raw = record.reader.read(int(length))
        if len(raw) < int(length):
            return self._short(place, len(raw), int(length), url)
        record_id = (record.record_id or "").strip("<>") or place
        fetched = moment_of(headers.get("WARC-Date") or "")
        if kind == "resource":
            charset = _charset(headers.get("Content-Type") or "")
            if len(raw) > limit:
                return Fault(place, f"the page has {len(raw):,} bytes, more than the limit of {limit:,}", url)
            return Record(raw, url, charset, fetched, record_id, place) if raw else Fault(place, "no page", url)
        return self._response(record, raw, Record(b"", url, None, fetched, record_id, place))

    def _reason_to_skip(self, kind: str, url: str | None, headers: Any) -> str | None:
        wanted = self._warc._options.wanted
        if kind == "revisit":
            return "revisit of a page that stands elsewhere"
        if kind not in {"response", "resource"}:
            return f"record type {kind or 'unknown'}"
        media_type = headers.get("Content-Type") or ""
        if kind == "response":
            if not media_type.lower().lstrip().startswith("application/http"):
                return f"no HTTP response, but {media_type or 'nothing named'}"
            media_type = ""
        return wanted.reason_to_skip(url=url, media_type=media_type)

    def _after_reading(self, record: Any, length: int, found: Found, url: str | None) -> Found:
        """Read over a block; what was found, or a fault if the block is cut."""
        size = 0
        while size < length and (data := record.reader.read(min(_CHUNK, length - size))):
            size += len(data)
        return found if size == length else self._short(found.place, size, length, url)

    @staticmethod
    def _short(place: str, size: int, length: int, url: str | None) -> Fault:
        return Fault(place, f"the record is cut off: {size:,} of {length:,} bytes are there", url)

    def _response(self, record: Any, raw: bytes, bare: Record) -> Found:
        """The page of an HTTP response, with its encodings taken off."""
        record.set_bytes_content(raw)
        try:
            record.parse_http(auto_decode="all", max_header_len=_MOST_ENVELOPE_BYTES)
            headers = record.http_headers
            status, media_type = headers.status_code, headers.get("Content-Type")
        except (OSError, ValueError, RuntimeError, UnicodeError, AttributeError) as error:
            return Fault(bare.place, f"the HTTP head can't be read: {error}", bare.url)
        if status is None:
            return Fault(bare.place, "the HTTP head can't be read: it has no status", bare.url)
        reason = self._warc._options.wanted.reason_to_skip(url=bare.url, status=status, media_type=media_type)
        if reason is not None:
            return Skipped(bare.place, bare.url, reason)
        limit = self._warc._options.max_bytes
        try:
            body = read_at_most(record.reader, limit)
        except (OSError, ValueError, RuntimeError) as error:
            return Fault(bare.place, f"the content encoding can't be taken off: {error}", bare.url)
        if body is None:
            return Fault(bare.place, f"the page is larger than the limit of {limit:,} bytes", bare.url)
        if not body:
            return Fault(bare.place, "the response has no body", bare.url)
        return Record(body, bare.url, _charset(media_type or ""), bare.fetched, bare.id, bare.place)


def _charset(content_type: str) -> str | None:
    """The charset that a `Content-Type` names."""
    for parameter in content_type.split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'") or None
    return None


def _occurrences(read: Callable[[], bytes], sought: bytes, offset: int) -> Iterator[int]:
    """Where some bytes stand in a stream, with the offsets counted from a given one."""
    tail = b""
    while data := read():
        window = tail + data
        start = offset - len(tail)
        at = window.find(sought)
        while at >= 0:
            yield start + at
            at = window.find(sought, at + 1)
        offset += len(data)
        tail = window[-(len(sought) - 1) :]
