"""A folder with one file a page: Markdown, JSON or plain text, in the tree of the input."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

from cleanarticle.archive.rows import Row, json_line
from cleanarticle.archive.writer import Token, absent, flush_folder, natural, write_all
from cleanarticle.article import Article, Paragraph
from cleanarticle.errors import InputError
from cleanarticle.render.markdown import to_markdown

__all__ = ["PagesWriter"]

Form = Literal["markdown", "json", "text"]

_SUFFIXES: Final[dict[Form, str]] = {"markdown": ".md", "json": ".json", "text": ".txt"}
_PAGE_SUFFIX: Final = re.compile(r"\.(?:x?html?|mhtml?)(?:\.gz)?$", re.IGNORECASE)
_UNSAFE: Final = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\\ud800-\udfff]')
_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?$", re.IGNORECASE | re.ASCII)
_MOST_NAME_BYTES: Final = 120
_MOST_FOLDERS: Final = 32
_LIST: Final = ".written"
_TEMPORARY: Final = ".writing"


class PagesWriter:
    """Writes a file for each row, named by the row's id: the path that the page had in its folder or archive.

    Names are made safe for every common file system and stay below the folder. If a name is taken, the later row's has
    a hash of its place in it, so that the same rows in the same order have the same names. A file has its name only
    once it is whole. The names are kept in the hidden file `.written`, by which resuming knows what to take back.
    """

    def __init__(self, path: str | os.PathLike[str], token: Token | None = None, *, form: Form = "markdown") -> None:
        """Begin or go on.

        Args:
            path: The folder.
            token: The state to go on from; a new folder if left out.
            form: What is written of a page.

        Raises:
            InputError: The folder exists and is not empty, or its list of names is shorter than it was in that state.
        """
        self._form: Form = form
        self._fresh: list[Path] = []
        if token is None:
            self.path = absent(path)
            self.path.mkdir(exist_ok=True)
            self._size = self._committed = 0
        else:
            self.path = Path(path)
            self._size = self._committed = natural(token, "bytes")
            self._cut_back()
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        self._list = os.open(self.path / _LIST, flags, 0o666)

    def write(self, rows: Sequence[Row]) -> None:
        """Write a file for each row; see `Writer.write`."""
        for row in rows:
            target = self._free(_parts(str(row["id"]), _SUFFIXES[self._form]), str(row["place"]))
            line = json.dumps(target.relative_to(self.path).as_posix()).encode() + b"\n"
            write_all(self._list, line)  # before the file is there: what is there is listed
            self._size += len(line)
            target.parent.mkdir(parents=True, exist_ok=True)
            temporary = self.path / _TEMPORARY
            temporary.write_bytes(_content(row, self._form))
            temporary.replace(target)
            self._fresh.append(target)

    def commit(self) -> Token:
        """Put all files onto the disk; see `Writer.commit`."""
        for path in self._fresh:
            with path.open("rb+") as file:
                os.fsync(file.fileno())
        for folder in sorted({path.parent for path in self._fresh}):
            flush_folder(folder)
        self._fresh = []
        os.fsync(self._list)
        self._committed = self._size
        return {"bytes": self._size}

    def close(self) -> None:
        """Commit and close the list of names."""
        self.commit()
        os.close(self._list)

    def abandon(self) -> None:
        """Take the files since the last commit away; see `Writer.abandon`."""
        os.close(self._list)
        self._size = self._committed
        self._cut_back()

    def _free(self, parts: tuple[str, ...], place: str) -> Path:
        """A path that is not taken, and no part of which is a file."""
        plain = self.path.joinpath(*parts)
        if _is_free(plain, self.path):
            return plain
        stem, dot, suffix = parts[-1].rpartition(".")
        number = 0
        while True:
            sign = hashlib.sha256(f"{place}\n{number}".encode("utf-8", "replace")).hexdigest()[:12]
            folders = parts[:-1] if _is_free(plain.with_name(sign), self.path) else ()
            named = self.path.joinpath(*folders, f"{stem}-{sign}{dot}{suffix}")
            if _is_free(named, self.path):
                return named
            number += 1

    def _cut_back(self) -> None:
        listed = self.path / _LIST
        if not listed.is_file() or listed.stat().st_size < self._size:
            raise InputError(f"{listed} is missing or shorter than it was; the run can't be resumed")
        with listed.open("rb+") as file:
            file.seek(self._size)
            for line in file:
                if line.endswith(b"\n"):  # a name that was cut off has no file yet
                    (self.path / json.loads(line)).unlink(missing_ok=True)
            file.truncate(self._size)
        (self.path / _TEMPORARY).unlink(missing_ok=True)


def _is_free(path: Path, root: Path) -> bool:
    if os.path.lexists(path):
        return False
    return all(parent.is_dir() or not os.path.lexists(parent) for parent in path.parents if root in parent.parents)


def _parts(name: str, suffix: str) -> tuple[str, ...]:
    """A safe relative path for a name: no part leads up, to the root, to a device, or is hidden."""
    found = [_safe(part) for part in name.split("/") if part not in ("", ".", "..")]
    *folders, last = found or ["page"]
    last = _PAGE_SUFFIX.sub("", last) or "page"
    return (*folders[-_MOST_FOLDERS:], last + suffix)


def _safe(part: str) -> str:
    safe = _UNSAFE.sub("_", part).rstrip(" .") or "_"
    if safe.startswith(".") or _DEVICE.fullmatch(safe):
        safe = "_" + safe
    encoded = safe.encode()
    if len(encoded) <= _MOST_NAME_BYTES:
        return safe
    sign = hashlib.sha256(encoded).hexdigest()[:12]
    return encoded[: _MOST_NAME_BYTES - 13].decode("utf-8", "ignore").rstrip(" .") + "-" + sign


def _content(row: Row, form: Form) -> bytes:
    if form == "json":
        return json_line(row)
    article = _article(row)
    text = to_markdown(article) if form == "markdown" else f"{article}\n"
    return text.encode("utf-8", "replace")


def _article(row: Row) -> Article:
    """What the forms for readers show of a row."""
    return Article.model_validate(
        {
            "title": row["title"],
            "subtitle": row["subtitle"],
            "byline": row["byline"],
            "published": row["published"],
            "paragraphs": tuple(Paragraph(**each) for each in row["paragraphs"]),
        }
    )
