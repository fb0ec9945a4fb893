"""What a reader gives for each record of an archive: a page, a record that was filtered out, or a damaged place."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypeAlias

__all__ = ["Fault", "ReadResult", "Record", "Skipped", "http_charset", "over_limit"]


@dataclass(frozen=True, slots=True)
class Record:
    """One page of an archive.

    Attributes:
        body: The bytes of the page, without transfer and content encoding.
        url: Its URL; `None` if the archive does not have it.
        charset: The charset of the HTTP header, if there was one.
        fetched: When it was fetched, with a time zone; `None` if the archive does not have it.
        id: Its name in the archive: a WARC record id, a path in a zip, the key of a row.
        place: Where it is, as `PATH#FRAGMENT`. `read_record` reads it again by its place.
    """

    body: bytes
    url: str | None
    charset: str | None
    fetched: dt.datetime | None
    id: str
    place: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record that was filtered out: not a page, another status, an excluded URL.

    Attributes:
        place: Where it is.
        url: Its URL, if known.
        reason: Why it was filtered out, in a few words: `media type image/png`, `status 404`, `URL excluded`.
    """

    place: str
    url: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A place in an archive that can't be read. Reading goes on after it if the format allows that.

    Attributes:
        place: Where it is.
        reason: What is wrong.
        url: The URL of the record, if it could be read.
    """

    place: str
    reason: str
    url: str | None = None


ReadResult: TypeAlias = Record | Skipped | Fault


def over_limit(place: str, limit: int, url: str | None = None, *, size: int | None = None) -> Fault:
    """Make the fault of a page that is too large to load.

    Args:
        place: Where it is.
        limit: Bytes that are allowed.
        url: Its URL, if known.
        size: Its size in bytes, if known.
    """
    length = "more bytes than" if size is None else f"{size:,} bytes, more than"
    return Fault(place, f"the page has {length} the limit of {limit:,} (max_bytes)", url)


def http_charset(content_type: str) -> str | None:
    """The charset parameter of a `Content-Type` header, if there is one."""
    for parameter in content_type.split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'") or None
    return None
