"""SQLite databases with a table that has a column of HTML."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from cleanarticle.archive.columns import Columns, record_of
from cleanarticle.archive.reader import Reader, whole
from cleanarticle.archive.record import Fault, Found, Record
from cleanarticle.errors import InputError

__all__ = ["SqliteReader"]

_LARGEST_ROW_ID: Final = 2**63 - 1


class SqliteReader(Reader):
    """Reads the rows of a table in the order of their rowids. A place is the rowid."""

    def found(self) -> Iterator[Found]:
        """The rows; see `Reader.found`."""
        try:
            with closing(self._opened()) as database:
                table, columns = self._table(database)
                last = database.execute(f"SELECT max(rowid) FROM {_quoted(table)}").fetchone()[0] or 0  # noqa: S608
                for row_id, found in self._rows(database, table, columns, ""):
                    self.position = self.size * row_id // last if 0 < row_id <= last else self.position
                    yield self.asked(found)
        except sqlite3.Error as error:
            yield Fault(self.place(), f"the database can't be read on: {error}")
        self.position = self.size

    def record(self, fragment: str) -> Record:
        """Read the row of a rowid; see `Reader.record`."""
        digits = fragment.removeprefix("-")
        if digits.isdecimal() and int(digits) <= _LARGEST_ROW_ID:
            try:
                with closing(self._opened()) as database:
                    table, columns = self._table(database)
                    for _, found in self._rows(database, table, columns, "WHERE rowid = ?", int(fragment)):
                        return whole(found)
            except sqlite3.Error as error:
                raise InputError(f"{self.path} can't be read: {error}") from error
        raise InputError(f"there is no record at {self.place(fragment)}")

    def _opened(self) -> sqlite3.Connection:
        database = sqlite3.connect(f"{Path(self.path).absolute().as_uri()}?mode=ro", uri=True)
        database.text_factory = lambda text: text.decode("utf-8", "replace")
        return database

    def _table(self, database: sqlite3.Connection) -> tuple[str, Columns]:
        query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        tables = {name: _columns_of(database, name) for (name,) in database.execute(query).fetchall()}
        asked = self.options.columns
        there = ", ".join(f"{name} ({', '.join(columns)})" for name, columns in tables.items()) or "none"
        if asked.table is not None:
            if asked.table not in tables:
                raise InputError(f"{self.path} has no table {asked.table!r}; there are: {there}")
            return asked.table, asked.within(tables[asked.table], f"table {asked.table} of {self.path}")
        fitting: dict[str, Columns] = {}
        for name, columns in tables.items():
            try:
                fitting[name] = asked.within(columns, name)
            except InputError:
                continue
        if len(fitting) != 1:
            many = "several tables have" if fitting else "no table has"
            raise InputError(f"{self.path}: {many} a column of HTML; name table and column; there are: {there}")
        return next(iter(fitting.items()))

    def _rows(
        self, database: sqlite3.Connection, table: str, columns: Columns, where: str, *values: int
    ) -> Iterator[tuple[int, Found]]:
        """The rows with their rowids; a page over the limit stays in the database."""
        limit = self.options.max_bytes
        html = _quoted(columns.html or "")
        names = columns.named()
        selected = ", ".join(f"CASE WHEN length({html}) <= {limit} THEN {_quoted(name)} END" for name in names)
        query = f"SELECT rowid, length({html}), {selected} FROM {_quoted(table)} {where} ORDER BY rowid"  # noqa: S608
        for row_id, length, *cells in database.execute(query, values):
            if isinstance(length, int) and length > limit:
                yield row_id, self.too_large(length, str(row_id))
                continue
            row = dict(zip(names, cells, strict=True))
            yield row_id, record_of(row, columns, self.place(str(row_id)), str(row_id), limit)


def _columns_of(database: sqlite3.Connection, table: str) -> list[str]:
    return [column[1] for column in database.execute(f"PRAGMA table_info({_quoted(table)})")]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
