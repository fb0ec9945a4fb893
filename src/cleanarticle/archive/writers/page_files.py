"""A folder with one file for each page (Markdown, HTML, plain text, JSON, TEI), in the folder tree of the input."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from cleanarticle.archive.rows import Row, article_of, json_line
from cleanarticle.archive.writer import OutputState, new_output, state_number, sync_folder, write_all
from cleanarticle.errors import InputError
from cleanarticle.render.forms import FORMS, Form, render

__all__ = ["PageFilesWriter"]


_PAGE_SUFFIX: Final = re.compile(r"\.(?:x?html?|mhtml?)(?:\.gz)?$", re.IGNORECASE)
_UNSAFE: Final = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\\ud800-\udfff]')
_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?$", re.IGNORECASE | re.ASCII)
# With a hash and suffix 138 bytes: eCryptfs takes 143, most file systems 255. Less cuts more names.
_MOST_NAME_BYTES: Final = 120
# 32 folders of 120 bytes are 3,872: a path of Linux has 4,095, of which the last name takes 138.
_MOST_FOLDERS: Final = 32
_LIST: Final = ".written"
_TEMPORARY: Final = ".writing"


class PageFilesWriter:
    """Writes a file for each row. Its name is the id of the row: the path of the page in its folder or archive.

    Names are made safe for all common file systems and stay below the folder. If a name is taken, the later row gets a
    name with a hash of its place, so that the same rows in the same order always get the same names. A file gets its
    name when it is complete. The hidden file `.written` lists all names, so that resuming knows which files to remove.
    """

    def __init__(
        self, path: str | os.PathLike[str], state: OutputState | None = None, *, form: Form = "markdown"
    ) -> None:
        """Begin an output, or continue one.

        Args:
            path: The folder.
            state: The state to continue from. Default: a new folder.
            form: What is written of a page.

        Raises:
            InputError: The folder exists and is not empty, or its list of names is shorter than in the state.
        """
        self._form: Form = form
        self._fresh: list[Path] = []
        if state is None:
            self.path = new_output(path)
            self.path.mkdir(exist_ok=True)
            self._size = self._committed = 0
        else:
            self.path = Path(path)
            self._size = self._committed = state_number(state, "bytes")
            self._cut_back()
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        self._list = os.open(self.path / _LIST, flags, 0o666)

    def write(self, rows: Sequence[Row]) -> None:
        """Write a file for each row; see `Writer.write`."""
        for row in rows:
            target = self._free(_parts(str(row["id"]), FORMS[self._form]), str(row["place"]))
            line = json.dumps(target.relative_to(self.path).as_posix()).encode() + b"\n"
            write_all(self._list, line)  # before the file, so that every file is in the list
            self._size += len(line)
            target.parent.mkdir(parents=True, exist_ok=True)
            temporary = self.path / _TEMPORARY
            temporary.write_bytes(_content(row, self._form))
            temporary.replace(target)
            self._fresh.append(target)

    def commit(self) -> OutputState:
        """Bring all files to the disk; see `Writer.commit`."""
        for path in self._fresh:
            with path.open("rb+") as file:
                os.fsync(file.fileno())
        for folder in sorted({path.parent for path in self._fresh}):
            sync_folder(folder)
        self._fresh = []
        os.fsync(self._list)
        self._committed = self._size
        return {"bytes": self._size}

    def close(self) -> None:
        """Commit and close the list of names."""
        self.commit()
        os.close(self._list)

    def abandon(self) -> None:
        """Remove the files since the last commit; see `Writer.abandon`."""
        os.close(self._list)
        self._size = self._committed
        self._cut_back()

    def _free(self, parts: tuple[str, ...], place: str) -> Path:
        """A path that is not taken, and whose folders are not taken by files."""
        plain = self.path.joinpath(*parts)
        if _is_free(plain, self.path):
            return plain
        stem, dot, suffix = parts[-1].rpartition(".")
        number = 0
        while True:
            digest = hashlib.sha256(f"{place}\n{number}".encode("utf-8", "replace")).hexdigest()[:12]
            # If a file has the name of one of the folders, the page goes to the top folder.
            folders = parts[:-1] if _is_free(plain.with_name(digest), self.path) else ()
            named = self.path.joinpath(*folders, f"{stem}-{digest}{dot}{suffix}")
            if _is_free(named, self.path):
                return named
            number += 1

    def _cut_back(self) -> None:
        listed = self.path / _LIST
        if not listed.is_file() or listed.stat().st_size < self._size:
            raise InputError(f"{listed} is missing or shorter than it was; it can't be resumed: write a new output")
        with listed.open("rb+") as file:
            file.seek(self._size)
            for line in file:
                if line.endswith(b"\n"):  # the file of a truncated name was not written yet
                    (self.path / json.loads(line)).unlink(missing_ok=True)
            file.truncate(self._size)
        (self.path / _TEMPORARY).unlink(missing_ok=True)


def _is_free(path: Path, root: Path) -> bool:
    if os.path.lexists(path):
        return False
    return all(parent.is_dir() or not os.path.lexists(parent) for parent in path.parents if root in parent.parents)


def _parts(name: str, suffix: str) -> tuple[str, ...]:
    """A safe relative path for a name: no part leads up, to the root or to a device, and none is hidden."""
    parts = [_safe(part) for part in name.split("/") if part not in ("", ".", "..")]
    *folders, last = parts or ["page"]
    last = _PAGE_SUFFIX.sub("", last) or "page"
    return (*folders[-_MOST_FOLDERS:], last + suffix)


def _safe(part: str) -> str:
    safe = _UNSAFE.sub("_", part).rstrip(" .") or "_"
    if safe.startswith(".") or _DEVICE.fullmatch(safe):
        safe = "_" + safe
    encoded = safe.encode()
    if len(encoded) <= _MOST_NAME_BYTES:
        return safe
    digest = hashlib.sha256(encoded).hexdigest()[:12]
    return encoded[: _MOST_NAME_BYTES - 13].decode("utf-8", "ignore").rstrip(" .") + "-" + digest


def _content(row: Row, form: Form) -> bytes:
    if form == "json":
        return json_line(row)
    return render(article_of(row), form).encode("utf-8", "replace")
