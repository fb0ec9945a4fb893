"""A page that was saved as a file: HTML (with the comment that SingleFile adds) or MHTML, gzipped or not."""

from __future__ import annotations

import datetime as dt
import io
import re
from email import message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Final, Literal

from cleanarticle.archive.compression import CODECS, CorruptStream, Decompressed, read_at_most
from cleanarticle.archive.record_filter import HTML_TYPES
from cleanarticle.archive.records import Fault, Record, over_limit

__all__ = ["PageFormat", "page_format", "record_of_file"]

PageFormat = Literal["html", "mhtml"]

_SUFFIXES: Final[dict[str, PageFormat]] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
}
# The pattern takes 4,225 bytes at most, and the comment follows <html>. Further on, a page may quote such a comment.
_HEAD_BYTES: Final = 8192
_SINGLE_FILE: Final = re.compile(
    rb"<!--\s{0,20}Page saved with SingleFile\s{1,20}url:[ \t]{0,20}(\S{1,4000})(?:\s{1,20}saved date:([^\n]{1,100}))?"
)
_JAVASCRIPT_DATE: Final = re.compile(r"(\w{3}) (\d\d) (\d{4}) (\d\d):(\d\d):(\d\d) GMT([+-])(\d\d)(\d\d)", re.ASCII)
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def page_format(name: str) -> PageFormat | None:
    """The format of a saved page by its file name; `None` if the file is not a page."""
    lowered = name.lower().removesuffix(".gz")
    return next((known for suffix, known in _SUFFIXES.items() if lowered.endswith(suffix)), None)


def record_of_file(data: bytes, file_format: PageFormat, place: str, id: str, max_bytes: int) -> Record | Fault:  # noqa: A002
    """Make a record from a saved page.

    Args:
        data: The file, gzipped or not.
        file_format: Its format.
        place: Where it is.
        id: Its name.
        max_bytes: A page that unpacks to more is a fault.

    Returns:
        The record; a fault if the file is empty, corrupt, too large, or an MHTML without a page.
    """
    if data.startswith(b"\x1f\x8b"):
        try:
            unpacked = read_at_most(Decompressed(io.BytesIO(data), CODECS["gz"]), max_bytes)
        except CorruptStream as error:
            return Fault(place, str(error))
        if unpacked is None:
            return over_limit(place, max_bytes)
        data = unpacked
    if not data.strip():
        return Fault(place, "the file is empty")
    if file_format == "mhtml":
        return _record_of_mhtml(data, place, id)
    url, fetched = _read_single_file_comment(data)
    return Record(data, url, None, fetched, id, place)


def _read_single_file_comment(data: bytes) -> tuple[str | None, dt.datetime | None]:
    """The URL and time that SingleFile writes in a comment at the beginning of a page."""
    comment = _SINGLE_FILE.search(data[:_HEAD_BYTES])
    if not comment:
        return None, None
    url = unescape(comment[1].decode("utf-8", "replace"))
    saved = _JAVASCRIPT_DATE.search((comment[2] or b"").decode("ascii", "replace"))
    return url, _javascript_time(saved) if saved else None


def _javascript_time(match: re.Match[str]) -> dt.datetime | None:
    month, day, year, hour, minute, second, sign, hours, minutes = match.groups()
    offset = dt.timedelta(hours=int(hours), minutes=int(minutes))
    try:
        zone = dt.timezone(-offset if sign == "-" else offset)
        number = _MONTHS.index(month) + 1
        return dt.datetime(int(year), number, int(day), int(hour), int(minute), int(second), tzinfo=zone)
    except ValueError:
        return None


def _record_of_mhtml(data: bytes, place: str, id: str) -> Record | Fault:  # noqa: A002
    try:
        message = message_from_bytes(data)
        url = _header(message, "Snapshot-Content-Location")
        part = _main_part(message)
        if part is None:
            return Fault(place, "the MHTML has no HTML part", url)
        body = part.get_payload(decode=True)
        charset = part.get_content_charset()
        url = url or _header(part, "Content-Location")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:  # the email package is lax
        return Fault(place, f"the MHTML can't be parsed: {error}")
    if not isinstance(body, bytes) or not body.strip():
        return Fault(place, "the HTML part of the MHTML is empty", url)
    return Record(body, url, charset, _date(message), id, place)


def _main_part(message: Message) -> Message | None:
    """The HTML part that the root names as `start`, else the first one."""
    pages = [part for part in message.walk() if part.get_content_type() in HTML_TYPES]
    start = message.get_param("start")
    named = [part for part in pages if start and _header(part, "Content-ID") == start]
    return next(iter([*named, *pages]), None)


def _header(message: Message, name: str) -> str | None:
    value = message.get(name)
    return str(value).strip() or None if value is not None else None


def _date(message: Message) -> dt.datetime | None:
    try:
        date = parsedate_to_datetime(_header(message, "Date") or "")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=dt.UTC)
