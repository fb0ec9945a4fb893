"""Tables of pages: which column holds what, and a row as a record."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

from cleanarticle.archive.record import Fault, Record
from cleanarticle.errors import InputError, did_you_mean

__all__ = ["Columns", "moment_of", "record_of"]

_COMMON: Final = {
    "html": ("html", "raw_html", "content", "body", "page"),
    "url": ("url", "uri", "target_uri", "warc_target_uri", "address"),
    "fetched": ("fetched", "fetched_at", "date", "timestamp", "fetch_time", "crawl_date", "warc_date"),
    "charset": ("charset", "encoding"),
    "id": ("id", "record_id", "warc_record_id", "key"),
}
_STAMP: Final = re.compile(r"\d{14}", re.ASCII)
_MILLISECONDS_FROM: Final = 100_000_000_000
"""Numbers from here on are taken for milliseconds: as seconds they lie three thousand years ahead."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table hold the pages. What is not named is found by its common names.

    Attributes:
        html: The page, bytes or text. Common names: `html`, `raw_html`, `content`, `body`, `page`.
        url: Its address: `url`, `uri`, `target_uri`, `warc_target_uri`, `address`.
        fetched: When it was fetched, as a timestamp, ISO 8601, fourteen digits, or seconds or milliseconds since 1970:
            `fetched`, `fetched_at`, `date`, `timestamp`, `fetch_time`, `crawl_date`, `warc_date`. Times without a zone
            are UTC.
        charset: The charset of the HTTP header, where the page is bytes: `charset`, `encoding`.
        id: What names the row: `id`, `record_id`, `warc_record_id`, `key`.
        table: The table of a database; not needed if only one has a column of HTML.
    """

    html: str | None = None
    url: str | None = None
    fetched: str | None = None
    charset: str | None = None
    id: str | None = None
    table: str | None = None

    def within(self, names: Iterable[str], source: str) -> Columns:
        """Find the columns of a table.

        Args:
            names: The columns that are there.
            source: What the table is called in messages.

        Returns:
            The columns by the names that they have there; `None` for those that are not there.

        Raises:
            InputError: A column that is named, or that of the HTML, is not there. The message lists those that are.
        """
        there = list(names)
        found = {field.name: self._found(field.name, there, source) for field in fields(self) if field.name != "table"}
        if found["html"] is None:
            common = ", ".join(_COMMON["html"])
            raise InputError(
                f"{source} has no column of HTML by a common name ({common}); name it; there are: {_listed(there)}"
            )
        return Columns(**found, table=self.table)

    def named(self) -> tuple[str, ...]:
        """The columns that are known, each once, that of the HTML first."""
        known = (self.html, self.url, self.fetched, self.charset, self.id)
        return tuple(dict.fromkeys(name for name in known if name))

    def _found(self, role: str, there: list[str], source: str) -> str | None:
        asked: str | None = getattr(self, role)
        if asked is not None:
            if asked not in there:
                raise InputError(
                    f"{source} has no column {asked!r}{did_you_mean(asked, there)}; there are: {_listed(there)}"
                )
            return asked
        lowered = {name.lower(): name for name in reversed(there)}
        return next((lowered[name] for name in _COMMON[role] if name in lowered), None)


def record_of(row: Mapping[str, Any], columns: Columns, place: str, id: str, max_bytes: int) -> Record | Fault:  # noqa: A002
    """Make a record of a row.

    Args:
        row: Its values, by column.
        columns: The columns that are there.
        place: Where it stands.
        id: What names it, if it has no id of its own.
        max_bytes: Size of the largest page.

    Returns:
        The record; a fault if it has no page, or one that is too large.
    """
    url = _text(row, columns.url)
    page = row.get(columns.html or "")
    if isinstance(page, (bytearray, memoryview)):
        page = bytes(page)
    if not isinstance(page, (bytes, str)) or not page:
        what = "is empty" if page is None or page in ("", b"") else f"holds {type(page).__name__}, not text or bytes"
        return Fault(place, f"the column {columns.html!r} {what}", url)
    charset = _text(row, columns.charset)
    if isinstance(page, str):
        page, charset = page.encode("utf-8", "replace"), "utf-8"
    if len(page) > max_bytes:
        return Fault(place, f"the page has {len(page):,} bytes, more than the limit of {max_bytes:,}", url)
    fetched = moment_of(row.get(columns.fetched)) if columns.fetched else None
    return Record(page, url, charset, fetched, _text(row, columns.id) or id, place)


def moment_of(value: object) -> dt.datetime | None:
    """Read when something was fetched.

    Args:
        value: A datetime or date, ISO 8601, fourteen digits, or seconds or milliseconds since 1970.

    Returns:
        The moment; in UTC if no zone is given. `None` for anything else.
    """
    try:
        if isinstance(value, str):
            value = _read(value.strip())
        if isinstance(value, dt.datetime):
            return value if value.tzinfo else value.replace(tzinfo=dt.UTC)
        if isinstance(value, dt.date):
            return dt.datetime(value.year, value.month, value.day, tzinfo=dt.UTC)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
            seconds = value / 1000 if abs(value) >= _MILLISECONDS_FROM else value
            return dt.datetime.fromtimestamp(seconds, dt.UTC)
    except (ValueError, OverflowError, OSError):
        pass
    return None


def _read(text: str) -> object:
    if _STAMP.fullmatch(text):
        return dt.datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)
    return dt.datetime.fromisoformat(text)


def _text(row: Mapping[str, Any], column: str | None) -> str | None:
    value = row.get(column) if column else None
    return None if value is None or value == "" else str(value)


def _listed(names: list[str]) -> str:
    return ", ".join(sorted(names)) or "none"
