"""SQLite: a table of articles and a table of errors."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from cleanarticle.archive.rows import COLUMNS, ERROR_COLUMNS, Column, ErrorRow, Row
from cleanarticle.archive.writer import OutputState, new_output, state_number
from cleanarticle.errors import InputError

__all__ = ["SqliteWriter"]

_TYPES: Final = {
    "text": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "INTEGER",
    "time": "TEXT",
    "json": "TEXT",
}
_TABLES: Final = {"articles": COLUMNS, "errors": ERROR_COLUMNS}


class SqliteWriter:
    """Writes the tables `articles` and `errors`; lists and structures are JSON, times ISO 8601.

    A commit is a transaction with a write-ahead log, so other programs can read the output during the run.
    """

    def __init__(self, path: str | os.PathLike[str], state: OutputState | None = None) -> None:
        """Begin an output, or continue one.

        Args:
            path: The database.
            state: The state to continue from. Default: a new database.

        Raises:
            InputError: The file exists, or has fewer rows than in the state.
        """
        self.path = new_output(path) if state is None else Path(path)
        if state is not None and not self.path.is_file():
            raise InputError(f"{self.path} is missing; it can't be resumed: write a new output")
        self._database = sqlite3.connect(self.path, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = FULL")
        self._count = dict.fromkeys(_TABLES, 0)
        if state is not None:
            self._cut_back({table: state_number(state, table) for table in _TABLES})
            return
        for table, columns in _TABLES.items():
            self._database.execute(f"CREATE TABLE {table} (row INTEGER PRIMARY KEY, {_definitions(columns)})")

    def write(self, rows: Sequence[Row]) -> None:
        """Write some rows; see `Writer.write`."""
        self._insert("articles", rows)

    def write_errors(self, rows: Sequence[ErrorRow]) -> None:
        """Write the rows of some errors; see `ErrorWriter`."""
        self._insert("errors", rows)

    def commit(self) -> OutputState:
        """End the transaction; see `Writer.commit`."""
        if self._database.in_transaction:
            self._database.execute("COMMIT")
        return dict(self._count)

    def close(self) -> None:
        """Commit, and remove the log file beside the database."""
        self.commit()
        with suppress(sqlite3.OperationalError):  # another program reads it; the log may stay
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
            present = self._database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            if present != number:
                self._database.execute("ROLLBACK")
                raise InputError(
                    f"{self.path} has {present} rows in {table} and had {number}; it can't be resumed: write a new "
                    "output"
                )
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
