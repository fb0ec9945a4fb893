"""What was learned of sites, in a file beside the output: pages that wait to be learned from, and models by host."""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections import OrderedDict
from pathlib import Path
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

from cleanarticle.archive.writer import flush_folder
from cleanarticle.overlays.site_model import SiteModel

__all__ = ["UNKNOWN_HOST", "SiteModelStore", "SiteModels", "host_of"]

UNKNOWN_HOST: Final = "(unknown)"
_MOST_LOADED: Final = 64
_TABLES: Final = """
    CREATE TABLE IF NOT EXISTS models (host TEXT PRIMARY KEY, model TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS pages (host TEXT, page BLOB NOT NULL, charset TEXT);
    CREATE INDEX IF NOT EXISTS hosts ON pages (host);
"""


def host_of(url: str | None) -> str:
    """The host of an address, in lower case; `(unknown)` if there is none."""
    try:
        return urlsplit(url or "").hostname or UNKNOWN_HOST
    except ValueError:
        return UNKNOWN_HOST


class SiteModels:
    """The models of a finished file, to be asked for by host; the last ones asked for stay in memory."""

    def __init__(self, path: Path) -> None:
        """Open the file, which is only read."""
        self._database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        self._loaded: OrderedDict[str, SiteModel | None] = OrderedDict()

    def find(self, host: str) -> SiteModel | None:
        """The model of a host, if it had enough pages to learn from."""
        if host not in self._loaded:
            found = self._database.execute("SELECT model FROM models WHERE host = ?", (host,)).fetchone()
            self._loaded[host] = SiteModel.from_json(found[0]) if found else None
            if len(self._loaded) > _MOST_LOADED:
                self._loaded.popitem(last=False)
        self._loaded.move_to_end(host)
        return self._loaded[host]


class SiteModelStore:
    """The file while it is made, under another name until it is whole."""

    def __init__(self, path: Path) -> None:
        """Begin the file anew.

        Args:
            path: Where it is to be.

        Raises:
            sqlite3.Error: It can't be written.
        """
        self._path = path
        self._draft = path.with_suffix(".new")
        self._draft.unlink(missing_ok=True)
        self._database = sqlite3.connect(self._draft, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = OFF")  # it is made anew if it is not finished
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.executescript(_TABLES)

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close it; what is not finished goes."""
        self._database.close()
        self._draft.unlink(missing_ok=True)

    def keep(self, host: str, page: bytes, charset: str | None) -> int:
        """Keep a page until its host is learned.

        Returns:
            Bytes that it takes.
        """
        packed = zlib.compress(page, 1)
        self._database.execute("INSERT INTO pages VALUES (?, ?, ?)", (host, packed, charset))
        return len(packed)

    def take(self, host: str) -> tuple[tuple[bytes, str | None], ...]:
        """Take the pages of a host out, in the order they came."""
        rows = self._database.execute("SELECT page, charset FROM pages WHERE host = ? ORDER BY rowid", (host,))
        pages = tuple((zlib.decompress(page), charset) for page, charset in rows)
        self._database.execute("DELETE FROM pages WHERE host = ?", (host,))
        return pages

    def add(self, host: str, model: str) -> None:
        """Add the model of a host."""
        self._database.execute("INSERT INTO models VALUES (?, ?)", (host, model))

    def finish(self) -> None:
        """Leave only the models, and give the file its name once it is on the disk."""
        self._database.execute("DROP TABLE pages")
        self._database.execute("VACUUM")
        self._database.close()
        with self._draft.open("rb+") as file:
            os.fsync(file.fileno())
        self._draft.replace(self._path)
        flush_folder(self._path.parent)
