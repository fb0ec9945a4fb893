"""An index of all texts so far, to find duplicates: a database in the run folder."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from cleanarticle.archive.batch.text_signature import NEAR, TextSignature, similarity_of

__all__ = ["DuplicateIndex", "EarlierText"]

_MOST_COMPARED: Final = 200
"""Earlier texts that share a band with a text and are compared with it, the earliest first."""
_TABLES: Final = """
    CREATE TABLE IF NOT EXISTS texts (number INTEGER PRIMARY KEY, place TEXT NOT NULL, digest BLOB NOT NULL, vals BLOB);
    CREATE UNIQUE INDEX IF NOT EXISTS digests ON texts (digest);
    CREATE TABLE IF NOT EXISTS bands (key INTEGER, number INTEGER, PRIMARY KEY (key, number)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class EarlierText:
    """The text that another one is a duplicate of.

    Attributes:
        place: The place of its record.
        similarity: 1 for the same words, else the estimated Jaccard similarity.
    """

    place: str
    similarity: float


class DuplicateIndex:
    """The texts that are not duplicates. Records are added in the order of the archives."""

    def __init__(self, path: Path, through: int) -> None:
        """Open the database, and remove the records that the journal does not have.

        Else a record that is cleaned again after a kill would be a duplicate of itself.

        Args:
            path: The database.
            through: The first record that is not done according to the journal.

        Raises:
            sqlite3.Error: The file is not a database, or can't be written.
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
        """Return the index."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the database. Records that were not committed are lost."""
        self._database.close()

    def find_or_add(self, number: int, place: str, signature: TextSignature) -> EarlierText | None:
        """Find the earliest similar text; if there is none, add this one.

        Args:
            number: The number of the record.
            place: The place of the record.
            signature: The signature of its text.
        """
        earlier = self._find_same(signature) or self._find_near(signature)
        if earlier is None:
            self._add(number, place, signature)
        return earlier

    def commit(self) -> None:
        """Bring the added texts to the disk."""
        if self._database.in_transaction:
            self._database.execute("COMMIT")

    def _find_same(self, signature: TextSignature) -> EarlierText | None:
        row = self._database.execute("SELECT place FROM texts WHERE digest = ?", (signature.digest,)).fetchone()
        return EarlierText(row[0], 1.0) if row else None

    def _find_near(self, signature: TextSignature) -> EarlierText | None:
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
            similarity = similarity_of(values, signature.values)
            if similarity >= NEAR:
                return EarlierText(place, round(similarity, 2))
        return None

    def _add(self, number: int, place: str, signature: TextSignature) -> None:
        if not self._database.in_transaction:
            self._database.execute("BEGIN")
        text = (number, place, signature.digest, signature.values or None)
        self._database.execute("INSERT INTO texts VALUES (?, ?, ?, ?)", text)
        self._database.executemany("INSERT INTO bands VALUES (?, ?)", [(key, number) for key in signature.keys])
