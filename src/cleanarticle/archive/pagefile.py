"""A page that is saved as a file: HTML, with the comment that SingleFile leaves, or MHTML; either may be gzipped."""

from __future__ import annotations

import datetime as dt
import io
import re
from email import message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Final, Literal

from cleanarticle.archive.record import Fault, Found, Record
from cleanarticle.archive.streams import CODECS, CorruptStream, Decompressed, read_at_most

__all__ = ["PageKind", "page_kind", "record_of_file"]

PageKind = Literal["html", "mhtml"]

_SUFFIXES: Final[dict[str, PageKind]] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
}
_HEAD_BYTES: Final = 8192
_SINGLE_FILE: Final = re.compile(
    rb"<!--\s{0,20}Page saved with SingleFile\s{1,20}url:[ \t]{0,20}(\S{1,4000})(?:\s{1,20}saved date:([^\n]{1,100}))?"
)
_JAVASCRIPT_DATE: Final = re.compile(r"(\w{3}) (\d\d) (\d{4}) (\d\d):(\d\d):(\d\d) GMT([+-])(\d\d)(\d\d)", re.ASCII)
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PAGE_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})


def page_kind(name: str) -> PageKind | None:
    """Tell by the name of a file which kind of page it is; `None` if it is none."""
    lowered = name.lower().removesuffix(".gz")
    return next((kind for suffix, kind in _SUFFIXES.items() if lowered.endswith(suffix)), None)


def record_of_file(data: bytes, kind: PageKind, place: str, id: str, max_bytes: int) -> Found:  # noqa: A002
    """Make a record of a saved page.

    Args:
        data: The file, gzipped or not.
        kind: What it is.
        place: Where it stands.
        id: What names it.
        max_bytes: Size of the largest page.

    Returns:
        The record; a fault if the file is empty, corrupt, too large, or an MHTML without a page.
    """
    if data.startswith(b"\x1f\x8b"):
        try:
            unpacked = read_at_most(Decompressed(io.BytesIO(data), CODECS["gz"]), max_bytes)
        except CorruptStream as error:
            return Fault(place, str(error))
        if unpacked is None:
            return Fault(place, f"the page is larger than the limit of {max_bytes:,} bytes")
        data = unpacked
    if not data.strip():
        return Fault(place, "the file is empty")
    if kind == "mhtml":
        return _of_mhtml(data, place, id)
    url, fetched = _single_file(data)
    return Record(data, url, None, fetched, id, place)


def _single_file(data: bytes) -> tuple[str | None, dt.datetime | None]:
    """Address and time that SingleFile writes in a comment at the beginning of what it saves."""
    found = _SINGLE_FILE.search(data[:_HEAD_BYTES])
    if not found:
        return None, None
    url = unescape(found[1].decode("utf-8", "replace"))
    saved = _JAVASCRIPT_DATE.search((found[2] or b"").decode("ascii", "replace"))
    return url, _moment(saved) if saved else None


def _moment(found: re.Match[str]) -> dt.datetime | None:
    month, day, year, hour, minute, second, sign, hours, minutes = found.groups()
    offset = dt.timedelta(hours=int(hours), minutes=int(minutes))
    try:
        zone = dt.timezone(-offset if sign == "-" else offset)
        number = _MONTHS.index(month) + 1
        return dt.datetime(int(year), number, int(day), int(hour), int(minute), int(second), tzinfo=zone)
    except ValueError:
        return None


def _of_mhtml(data: bytes, place: str, id: str) -> Found:  # noqa: A002
    """The main part: the one that the root names as its start, or else the first page."""
    try:
        message = message_from_bytes(data)
        url = _header(message, "Snapshot-Content-Location")
        part = _main_part(message)
        if part is None:
            return Fault(place, "the MHTML has no part that is a page", url)
        body = part.get_payload(decode=True)
        charset = part.get_content_charset()
        url = url or _header(part, "Content-Location")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        return Fault(place, f"the MHTML can't be read: {error}")
    if not isinstance(body, bytes) or not body.strip():
        return Fault(place, "the page of the MHTML is empty", url)
    return Record(body, url, charset, _date(message), id, place)


def _main_part(message: Message) -> Message | None:
    pages = [part for part in message.walk() if part.get_content_type() in _PAGE_TYPES]
    start = message.get_param("start")
    named = [part for part in pages if start and _header(part, "Content-ID") == start]
    return next(iter([*named, *pages]), None)


def _header(message: Message, name: str) -> str | None:
    value = message.get(name)
    return str(value).strip() or None if value is not None else None


def _date(message: Message) -> dt.datetime | None:
    try:
        found = parsedate_to_datetime(_header(message, "Date") or "")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)
