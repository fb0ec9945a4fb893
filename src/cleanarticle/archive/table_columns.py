"""Which columns of a table hold the pages, and records from the rows of a table."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from cleanarticle.archive.records import Fault, Record, over_limit
from cleanarticle.errors import InputError, did_you_mean

__all__ = ["TableColumns", "parse_time", "record_of_row"]

_COMMON: Final = {
    "html": ("html", "raw_html", "content", "body", "page"),
    "url": ("url", "uri", "target_uri", "warc_target_uri", "address"),
    "fetched": ("fetched", "fetched_at", "date", "timestamp", "fetch_time", "crawl_date", "warc_date"),
    "charset": ("charset", "encoding"),
    "id": ("id", "record_id", "warc_record_id", "key"),
}
_STAMP: Final = re.compile(r"\d{14}", re.ASCII)
_MILLISECONDS_FROM: Final = 100_000_000_000
"""Numbers from here on are milliseconds: as seconds they would be three thousand years ahead."""


@dataclass(frozen=True, slots=True)
class TableColumns:
    """The names of the columns that hold the pages. A column without a name here is found by its common names.

    Attributes:
        html: The page, as bytes or text. Common names: `html`, `raw_html`, `content`, `body`, `page`.
        url: Its URL: `url`, `uri`, `target_uri`, `warc_target_uri`, `address`.
        fetched: When it was fetched: a timestamp, ISO 8601, fourteen digits, or seconds or milliseconds since 1970.
            Times without a zone are UTC. `fetched`, `fetched_at`, `date`, `timestamp`, `fetch_time`, `crawl_date`,
            `warc_date`.
        charset: The charset of the HTTP header, if the page is bytes: `charset`, `encoding`.
        id: The name of the row: `id`, `record_id`, `warc_record_id`, `key`.
        table: The table of a database. Only needed if several tables have a column of HTML.
    """

    html: str | None = None
    url: str | None = None
    fetched: str | None = None
    charset: str | None = None
    id: str | None = None
    table: str | None = None

    def within(self, names: Iterable[str], source: str) -> TableColumns:
        """Find the columns of a table.

        Args:
            names: The columns of the table.
            source: The name of the table in messages.

        Returns:
            The columns by their names in the table; `None` for a column that the table does not have.

        Raises:
            InputError: The table does not have a named column, or no column of HTML. The message lists its columns.
        """
        present = list(names)
        columns = {role: self._find(role, present, source) for role in _COMMON}
        if columns["html"] is None:
            common = ", ".join(_COMMON["html"])
            raise InputError(
                f"{source} has no column of HTML with a common name ({common}); name the column, in the command line "
                f"with --column html=NAME; there are: {_listed(present)}"
            )
        return TableColumns(**columns, table=self.table)

    def names(self) -> tuple[str, ...]:
        """The names of the columns that are known, each once, the column of HTML first."""
        known = (self.html, self.url, self.fetched, self.charset, self.id)
        return tuple(dict.fromkeys(name for name in known if name))

    def _find(self, role: str, present: list[str], source: str) -> str | None:
        named: str | None = getattr(self, role)
        if named is not None:
            if named not in present:
                raise InputError(
                    f"{source} has no column {named!r}{did_you_mean(named, present)}; there are: {_listed(present)}"
                )
            return named
        lowered = {name.lower(): name for name in reversed(present)}  # of `html` and `HTML` the first one counts
        return next((lowered[name] for name in _COMMON[role] if name in lowered), None)


def record_of_row(row: Mapping[str, Any], columns: TableColumns, place: str, id: str, max_bytes: int) -> Record | Fault:  # noqa: A002
    """Make a record from a row of a table.

    Args:
        row: Its values, by column.
        columns: The columns of the table.
        place: Where the row is.
        id: Its name, if it has no value in the id column.
        max_bytes: A larger page is a fault.

    Returns:
        The record; a fault if it has no page, or one that is too large.
    """
    url = _text(row, columns.url)
    page = row.get(columns.html or "")
    if isinstance(page, (bytearray, memoryview)):
        page = bytes(page)
    if not isinstance(page, (bytes, str)) or not page:
        problem = "is empty" if page is None or page in ("", b"") else f"has {type(page).__name__}, not text or bytes"
        return Fault(place, f"the column {columns.html!r} {problem}", url)
    charset = _text(row, columns.charset)
    if isinstance(page, str):
        page, charset = page.encode("utf-8", "replace"), "utf-8"
    if len(page) > max_bytes:
        return over_limit(place, max_bytes, url, size=len(page))
    fetched = parse_time(row.get(columns.fetched)) if columns.fetched else None
    return Record(page, url, charset, fetched, _text(row, columns.id) or id, place)


def parse_time(value: object) -> dt.datetime | None:
    """Parse the time at which a page was fetched.

    Args:
        value: A datetime or date, ISO 8601, fourteen digits, or seconds or milliseconds since 1970.

    Returns:
        The time, in UTC if it has no zone; `None` for anything else.
    """
    try:
        if isinstance(value, str):
            value = _parse_text(value.strip())
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


def _parse_text(text: str) -> dt.datetime:
    if _STAMP.fullmatch(text):
        return dt.datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)
    return dt.datetime.fromisoformat(text)


def _text(row: Mapping[str, Any], column: str | None) -> str | None:
    value = row.get(column) if column else None
    return None if value is None or value == "" else str(value)


def _listed(names: list[str]) -> str:
    return ", ".join(sorted(names)) or "none"
