"""The file of site models in the run folder, and the pages that wait to be learned from."""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections import OrderedDict
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from cleanarticle.archive.writer import sync_folder
from cleanarticle.overlays.site_model import SiteModel

__all__ = ["SiteModelStore", "SiteModels"]

# A full model takes 0.4 MB, and 4 ms to load. More cost each worker memory; with fewer, hosts evict each other.
_MOST_LOADED: Final = 64
_TABLES: Final = """
    CREATE TABLE IF NOT EXISTS models (host TEXT PRIMARY KEY, model TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS pages (host TEXT, page BLOB NOT NULL, charset TEXT);
    CREATE INDEX IF NOT EXISTS hosts ON pages (host);
"""


class SiteModels:
    """The models of a finished file, by host. Those that were used last stay in memory."""

    def __init__(self, path: Path) -> None:
        """Open the file for reading."""
        self._database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        self._loaded: OrderedDict[str, SiteModel | None] = OrderedDict()

    def find(self, host: str) -> SiteModel | None:
        """The model of a host; `None` if it had too few pages to learn from."""
        if host not in self._loaded:
            row = self._database.execute("SELECT model FROM models WHERE host = ?", (host,)).fetchone()
            self._loaded[host] = SiteModel.from_json(row[0]) if row else None
            if len(self._loaded) > _MOST_LOADED:
                self._loaded.popitem(last=False)
        self._loaded.move_to_end(host)
        return self._loaded[host]


class SiteModelStore:
    """Writes the file of models. It has another name until it is complete."""

    def __init__(self, path: Path) -> None:
        """Begin the file.

        Args:
            path: Its path.

        Raises:
            sqlite3.Error: It can't be written.
        """
        self._path = path
        self._draft = path.with_suffix(".new")
        self._draft.unlink(missing_ok=True)
        self._database = sqlite3.connect(self._draft, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = OFF")  # an unfinished file is written again from the start
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.executescript(_TABLES)

    def __enter__(self) -> Self:
        """Return the store."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the file, and remove it if it is not finished."""
        self._database.close()
        self._draft.unlink(missing_ok=True)

    def keep(self, host: str, page: bytes, charset: str | None) -> int:
        """Keep a page until `take`. Returns its compressed size in bytes."""
        packed = zlib.compress(page, 1)
        self._database.execute("INSERT INTO pages VALUES (?, ?, ?)", (host, packed, charset))
        return len(packed)

    def take(self, host: str) -> tuple[tuple[bytes, str | None], ...]:
        """Remove the pages of a host, and return them in the order of `keep`, each with its charset."""
        rows = self._database.execute("SELECT page, charset FROM pages WHERE host = ? ORDER BY rowid", (host,))
        pages = tuple((zlib.decompress(page), charset) for page, charset in rows)
        self._database.execute("DELETE FROM pages WHERE host = ?", (host,))
        return pages

    def add(self, host: str, model: str) -> None:
        """Add the model of a host."""
        self._database.execute("INSERT INTO models VALUES (?, ?)", (host, model))

    def finish(self) -> None:
        """Remove the pages, bring the file to the disk and give it its name."""
        self._database.execute("DROP TABLE pages")
        self._database.execute("VACUUM")
        self._database.close()
        with self._draft.open("rb+") as file:
            os.fsync(file.fileno())
        self._draft.replace(self._path)
        sync_folder(self._path.parent)
