"""SQLite databases with a table that has a column of HTML."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from cleanarticle.archive.reader import ArchiveReader, require_record
from cleanarticle.archive.records import Fault, ReadResult, Record
from cleanarticle.archive.table_columns import TableColumns, record_of_row
from cleanarticle.errors import InputError

__all__ = ["SqliteReader"]

# A rowid has 64 bits and a sign; sqlite3 raises OverflowError for larger numbers.
_LARGEST_ROW_ID: Final = 2**63 - 1


class SqliteReader(ArchiveReader):
    """Reads the rows of a table in the order of their rowids. A fragment is the rowid."""

    def results(self) -> Iterator[ReadResult]:
        """Read the rows; see `ArchiveReader.results`."""
        try:
            with closing(self._open()) as database:
                table, columns = self._table(database)
                last = database.execute(f"SELECT max(rowid) FROM {_quoted(table)}").fetchone()[0] or 0  # noqa: S608
                for row_id, result in self._rows(database, table, columns, ""):
                    self.position = self.size * row_id // last if 0 < row_id <= last else self.position
                    yield self.filtered(result)
        except sqlite3.Error as error:
            yield Fault(self.place(), f"the database can't be read from here on: {error}")
        self.position = self.size

    def record(self, fragment: str) -> Record:
        """Read the row with a rowid; see `ArchiveReader.record`."""
        digits = fragment.removeprefix("-")
        if digits.isdecimal() and int(digits) <= _LARGEST_ROW_ID:
            try:
                with closing(self._open()) as database:
                    table, columns = self._table(database)
                    for _, result in self._rows(database, table, columns, "WHERE rowid = ?", int(fragment)):
                        return require_record(result)
            except sqlite3.Error as error:
                raise InputError(f"{self.path} can't be read: {error}") from error
        raise self.no_record(fragment)

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(f"{Path(self.path).absolute().as_uri()}?mode=ro", uri=True)
        database.text_factory = lambda text: text.decode("utf-8", "replace")
        return database

    def _table(self, database: sqlite3.Connection) -> tuple[str, TableColumns]:
        """The table of pages: the named one, else the only one with a column of HTML."""
        query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        tables = {name: _column_names(database, name) for (name,) in database.execute(query).fetchall()}
        columns = self.options.columns
        present = ", ".join(f"{name} ({', '.join(names)})" for name, names in tables.items()) or "none"
        if columns.table is not None:
            if columns.table not in tables:
                raise InputError(f"{self.path} has no table {columns.table!r}; there are: {present}")
            return columns.table, columns.within(tables[columns.table], f"table {columns.table} of {self.path}")
        fitting: dict[str, TableColumns] = {}
        for name, names in tables.items():
            try:
                fitting[name] = columns.within(names, name)
            except InputError:
                continue
        if len(fitting) != 1:
            problem = "several tables have" if fitting else "no table has"
            raise InputError(
                f"{self.path}: {problem} a column of HTML; name table and column, in the command line with "
                f"--column table=NAME --column html=NAME; there are: {present}"
            )
        return next(iter(fitting.items()))

    def _rows(
        self, database: sqlite3.Connection, table: str, columns: TableColumns, where: str, *values: int
    ) -> Iterator[tuple[int, Record | Fault]]:
        """The rows with their rowids. A page over the limit is not loaded from the database."""
        limit = self.options.max_bytes
        html = _quoted(columns.html or "")
        names = columns.names()
        selected = ", ".join(f"CASE WHEN length({html}) <= {limit} THEN {_quoted(name)} END" for name in names)
        query = f"SELECT rowid, length({html}), {selected} FROM {_quoted(table)} {where} ORDER BY rowid"  # noqa: S608
        for row_id, length, *cells in database.execute(query, values):
            if isinstance(length, int) and length > limit:
                yield row_id, self.over_limit(str(row_id), length)
                continue
            row = dict(zip(names, cells, strict=True))
            yield row_id, record_of_row(row, columns, self.place(str(row_id)), str(row_id), limit)


def _column_names(database: sqlite3.Connection, table: str) -> list[str]:
    return [column[1] for column in database.execute(f"PRAGMA table_info({_quoted(table)})")]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
