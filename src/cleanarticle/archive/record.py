"""What a reader finds in an archive: a page, a record that was not asked for, or a place that can't be read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypeAlias

__all__ = ["Fault", "Found", "Record", "Skipped"]


@dataclass(frozen=True, slots=True)
class Record:
    """One page of an archive.

    Attributes:
        body: The bytes of the page, with every transfer and content encoding taken off.
        url: Its address; `None` if the archive does not tell.
        charset: The charset of the HTTP header, if there was one.
        fetched: When it was fetched, with a zone; `None` if the archive does not tell.
        id: What names the record in its archive: a WARC record id, a path in a zip, the key of a row.
        place: Where it stands, as `PATH#FRAGMENT`: enough to read this one record again.
    """

    body: bytes
    url: str | None
    charset: str | None
    fetched: dt.datetime | None
    id: str
    place: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record that was not asked for: no page, another status, an address that is left out.

    Attributes:
        place: Where it stands.
        url: Its address, if it is known.
        reason: Why it was passed over, in a few words: `media type image/png`, `status 404`, `excluded address`.
    """

    place: str
    url: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A place that can't be read. What stands before it was read, and what follows is where that is possible.

    Attributes:
        place: Where it stands.
        reason: What is wrong.
        url: The address of the record, if that much was read.
    """

    place: str
    reason: str
    url: str | None = None


Found: TypeAlias = Record | Skipped | Fault
"""What a reader gives for each record, in the order of the archive."""
