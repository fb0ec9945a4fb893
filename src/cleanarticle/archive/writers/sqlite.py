"""SQLite: a table of articles, and one of errors."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from cleanarticle.archive.rows import COLUMNS, ERROR_COLUMNS, Column, ErrorRow, Row
from cleanarticle.archive.writer import Token, absent, natural
from cleanarticle.errors import InputError

__all__ = ["SqliteWriter"]

_TYPES: Final = {"text": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "time": "TEXT"}
_TABLES: Final = {"articles": COLUMNS, "errors": ERROR_COLUMNS}


class SqliteWriter:
    """Writes the tables `articles` and `errors`; lists and structures are JSON, times ISO 8601.

    Rows of one commit are one transaction, with a write-ahead log, so that the output can be read meanwhile.
    """

    def __init__(self, path: str | os.PathLike[str], token: Token | None = None) -> None:
        """Begin or go on.

        Args:
            path: The database.
            token: The state to go on from; a new database if left out.

        Raises:
            InputError: The file exists, or has fewer rows than it had in that state.
        """
        self.path = absent(path) if token is None else Path(path)
        if token is not None and not self.path.is_file():
            raise InputError(f"{self.path} is missing; the run can't be resumed")
        self._database = sqlite3.connect(self.path, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = FULL")
        self._count = dict.fromkeys(_TABLES, 0)
        if token is not None:
            self._cut_back({table: natural(token, table) for table in _TABLES})
            return
        for table, columns in _TABLES.items():
            self._database.execute(f"CREATE TABLE {table} (row INTEGER PRIMARY KEY, {_definitions(columns)})")

    def write(self, rows: Sequence[Row]) -> None:
        """Take some rows; see `Writer.write`."""
        self._insert("articles", rows)

    def write_errors(self, rows: Sequence[ErrorRow]) -> None:
        """Take the rows of some errors; see `WritesErrors`."""
        self._insert("errors", rows)

    def commit(self) -> Token:
        """End the transaction; see `Writer.commit`."""
        if self._database.in_transaction:
            self._database.execute("COMMIT")
        return dict(self._count)

    def close(self) -> None:
        """Commit, and leave one file without a log beside it."""
        self.commit()
        with suppress(sqlite3.OperationalError):  # somebody reads it; the log is a part of the database as well
            self._database.execute("PRAGMA journal_mode = DELETE")
        self._database.close()

    def abandon(self) -> None:
        """Roll back to the last commit; see `Writer.abandon`."""
        self._database.close()

    def _insert(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        if not rows:
            return
        if not self._database.in_transaction:
            self._database.execute("BEGIN")
        columns = _TABLES[table]
        marks = ", ".join("?" * (len(columns) + 1))
        first = self._count[table] + 1
        cells = (
            [number, *(_cell(row[column.name]) for column in columns)] for number, row in enumerate(rows, start=first)
        )
        self._database.executemany(f"INSERT INTO {table} VALUES ({marks})", cells)  # noqa: S608
        self._count[table] += len(rows)

    def _cut_back(self, count: dict[str, int]) -> None:
        self._database.execute("BEGIN")
        for table, number in count.items():
            self._database.execute(f"DELETE FROM {table} WHERE row > ?", (number,))  # noqa: S608
            there = self._database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            if there != number:
                self._database.execute("ROLLBACK")
                raise InputError(f"{self.path} has {there} rows in {table}, and had {number}; it can't be resumed")
        self._database.execute("COMMIT")
        self._count = count


def _definitions(columns: Sequence[Column]) -> str:
    return ", ".join(f'"{column.name}" {_type(column)}{" NOT NULL" if column.required else ""}' for column in columns)


def _type(column: Column) -> str:
    return "TEXT" if column.many or not isinstance(column.kind, str) else _TYPES[column.kind]


def _cell(value: object) -> object:
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if value is None or isinstance(value, (int, float)):
        return value
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False, default=str).encode("utf-8", "replace").decode()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
