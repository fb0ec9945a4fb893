"""Which texts were seen: a database beside the output, as far as the journal or brought back to it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from cleanarticle.archive.batch.signature import NEAR, Signature, likeness

__all__ = ["Duplicates", "First"]

_MOST_COMPARED: Final = 200
"""Texts with a band in common that a text is compared with, the earliest first."""
_TABLES: Final = """
    CREATE TABLE IF NOT EXISTS texts (number INTEGER PRIMARY KEY, place TEXT NOT NULL, digest BLOB NOT NULL, vals BLOB);
    CREATE UNIQUE INDEX IF NOT EXISTS digests ON texts (digest);
    CREATE TABLE IF NOT EXISTS bands (key INTEGER, number INTEGER, PRIMARY KEY (key, number)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class First:
    """The text that another is a duplicate of.

    Attributes:
        place: Where its record stands.
        similarity: How alike the two are: 1 for the same words, else the estimated Jaccard similarity.
    """

    place: str
    similarity: float


class Duplicates:
    """The texts that had no duplicate before them. Records come in the order of the archives."""

    def __init__(self, path: Path, through: int) -> None:
        """Open the database, and forget what the journal does not know.

        Args:
            path: The file.
            through: Records from the first on that are done by the journal.

        Raises:
            sqlite3.Error: The file is none, or can't be written.
        """
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = FULL")
        self._database.executescript(_TABLES)
        self._database.execute("BEGIN")
        for table in ("texts", "bands"):
            self._database.execute(f"DELETE FROM {table} WHERE number >= ?", (through,))  # noqa: S608
        self.commit()

    def __enter__(self) -> Self:
        """The database itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close it; what was not committed is not kept."""
        self._database.close()

    def meet(self, number: int, place: str, signature: Signature) -> First | None:
        """Look a text up, and keep it if there is none like it.

        Args:
            number: The number of its record.
            place: Where its record stands.
            signature: The text.

        Returns:
            The earliest text like it; `None` if it is the first.
        """
        first = self._same(signature) or self._near(signature)
        if first is None:
            self._keep(number, place, signature)
        return first

    def commit(self) -> None:
        """Bring what was kept to the disk."""
        if self._database.in_transaction:
            self._database.execute("COMMIT")

    def _same(self, signature: Signature) -> First | None:
        found = self._database.execute("SELECT place FROM texts WHERE digest = ?", (signature.digest,)).fetchone()
        return First(found[0], 1.0) if found else None

    def _near(self, signature: Signature) -> First | None:
        if not signature.keys:
            return None
        marks = ", ".join("?" * len(signature.keys))
        candidates = self._database.execute(
            "SELECT place, vals FROM texts WHERE number IN "  # noqa: S608 (marks only)
            f"(SELECT DISTINCT number FROM bands WHERE key IN ({marks}) ORDER BY number LIMIT {_MOST_COMPARED}) "
            "ORDER BY number",
            signature.keys,
        )
        for place, values in candidates:
            similarity = likeness(values, signature.values)
            if similarity >= NEAR:
                return First(place, round(similarity, 2))
        return None

    def _keep(self, number: int, place: str, signature: Signature) -> None:
        if not self._database.in_transaction:
            self._database.execute("BEGIN")
        text = (number, place, signature.digest, signature.values or None)
        self._database.execute("INSERT INTO texts VALUES (?, ?, ?, ?)", text)
        self._database.executemany("INSERT INTO bands VALUES (?, ?)", [(key, number) for key in signature.keys])
