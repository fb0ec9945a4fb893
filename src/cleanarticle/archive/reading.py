"""Archives in, records out: which reader reads a file, and how far it got."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from cleanarticle.archive.columns import Columns
from cleanarticle.archive.files import files_below
from cleanarticle.archive.places import parted
from cleanarticle.archive.reader import Options, Reader
from cleanarticle.archive.record import Fault, Found, Record
from cleanarticle.archive.streams import CODECS, CorruptStream, Decompressed, codec_of
from cleanarticle.archive.wanted import Wanted
from cleanarticle.archive.warcs import is_warc
from cleanarticle.errors import InputError, MissingPackage

__all__ = ["STANDARD_INPUT", "Reading", "expanded", "is_archive", "read", "read_place", "size_of"]

STANDARD_INPUT: Final = "-"
"""As a path: a list of paths on standard input, one a line."""

_HEAD_BYTES: Final = 4096


@dataclass(frozen=True, slots=True)
class _Format:
    """A kind of archive, and how it is known.

    Attributes:
        name: What it is called.
        reader: Module and class of its reader.
        suffixes: What the names of its files end in.
        begins: Whether a file that begins like this is one, asked where the name does not tell.
    """

    name: str
    reader: str
    suffixes: tuple[str, ...]
    begins: Callable[[bytes], bool]


def _starts(*magic: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(magic)


def _never(head: bytes) -> bool:
    return False


def _is_tar(head: bytes) -> bool:
    return head[257:262] == b"ustar"


def _is_html(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return start.startswith((b"<!doctype html", b"<html", b"<!--", b"<head", b"<body"))


def _is_mhtml(head: bytes) -> bool:
    lowered = head.lower()
    return b"mime-version:" in lowered and b"multipart/related" in lowered


_FORMATS: Final = (
    _Format("WARC", "warc.WarcReader", (".warc", ".warc.gz", ".warc.zst"), is_warc),
    _Format("WACZ", "wacz.WaczReader", (".wacz",), _never),
    _Format("ARC", "arc.ArcReader", (".arc", ".arc.gz"), _starts(b"filedesc://")),
    _Format("zip", "zipped.ZipReader", (".zip",), _starts(b"PK\x03\x04", b"PK\x05\x06")),
    _Format(
        "tar",
        "tarred.TarReader",
        (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".tar.zst"),
        _is_tar,
    ),
    _Format("Parquet", "parquet.ParquetReader", (".parquet",), _starts(b"PAR1")),
    _Format("SQLite", "sqlite.SqliteReader", (".sqlite", ".sqlite3", ".db"), _starts(b"SQLite format 3\0")),
    _Format(
        "JSON lines",
        "jsonl.JsonlReader",
        tuple(f"{suffix}{packed}" for suffix in (".jsonl", ".ndjson") for packed in ("", ".gz", ".zst")),
        _starts(b"{"),
    ),
    _Format("MHTML", "pages.MhtmlReader", (".mhtml", ".mht"), _is_mhtml),
    _Format("HTML", "pages.HtmlReader", (".html", ".htm", ".xhtml", ".html.gz", ".htm.gz", ".xhtml.gz"), _is_html),
)


_IN_FOLDERS: Final = frozenset({"WARC", "WACZ", "ARC", "zip", "tar", "Parquet", "JSON lines"})
"""Archives that are read where a folder holds them. Databases are not: programs keep all kinds of things in them."""


class Reading(Iterator[Found]):
    """The records of several archives, one after the other; an iterator that knows how far it is.

    Attributes:
        size: Bytes of all archives, as they are stored.
    """

    def __init__(self, readers: Iterable[Reader]) -> None:
        self._readers = list(readers)
        self.size = sum(reader.size for reader in self._readers)
        self._current: Reader | None = None
        self._before = 0
        self._found = self._all()

    @property
    def position(self) -> int:
        """Bytes that were read so far, of `size`."""
        return self._before + (self._current.position if self._current else 0)

    def __next__(self) -> Found:
        """The next record, or what stands in the place of one.

        Raises:
            MissingPackage: An archive needs a package that is not installed.
            InputError: The only archive is not what it seems to be, such as a table without a column of HTML; of
                several it is a fault.
            OSError: The only archive can't be read to its end; likewise.
        """
        return next(self._found)

    def _all(self) -> Iterator[Found]:
        for reader in self._readers:
            self._current = reader
            try:
                yield from reader.found()
            except (InputError, OSError) as error:
                if len(self._readers) == 1:
                    raise
                yield Fault(reader.place(), str(error))  # it must not cost the archives behind it
            self._current = None
            self._before += reader.size


def read(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    wanted: Wanted | None = None,
    columns: Columns | None = None,
    max_bytes: int | None = None,
) -> Reading:
    """Read archives, in the order given.

    Args:
        paths: Archives of any kind, folders, single pages; `-` for a list of paths on standard input, one a line. The
            archives that a folder holds are read after its pages.
        wanted: Which records are read; HTML with status 200 if left out.
        columns: Which columns of a table hold the pages; found by common names if left out.
        max_bytes: Size of the largest page that is loaded; the default of `Limits` if left out.

    Returns:
        An iterator of records, of those that were not asked for, and of places that can't be read; in the order of the
        archives.

    Raises:
        InputError: A path does not exist, or is of no kind that can be read. Nothing was read by then.
    """
    options = _options(wanted, columns, max_bytes)
    return Reading([_reader(path, options) for path in expanded(paths)])


def read_place(place: str, *, columns: Columns | None = None, max_bytes: int | None = None) -> Record:
    """Read one record again.

    Args:
        place: Where it stands: the `place` of what a reader gave.
        columns: Which columns of a table hold the pages.
        max_bytes: Size of the largest page that is loaded.

    Returns:
        The record.

    Raises:
        InputError: There is none, or it can't be read.
        MissingPackage: The archive needs a package that is not installed.
    """
    path, fragment = parted(place)
    return _reader(path, _options(None, columns, max_bytes)).record(fragment)


def size_of(paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]]) -> int:
    """Bytes of archives and folders, as they are stored.

    Raises:
        InputError: A path does not exist, or is of no kind that can be read.
    """
    return read(paths).size


def _options(wanted: Wanted | None, columns: Columns | None, max_bytes: int | None) -> Options:
    given: dict[str, Any] = {"wanted": wanted, "columns": columns, "max_bytes": max_bytes}
    return Options(**{name: value for name, value in given.items() if value is not None})


def expanded(paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]]) -> list[str]:
    """The paths, with the list on standard input in the place of `-`, and each folder with the archives it holds.

    What is expanded once stays as it is: an archive that is given by itself is not taken from its folder again.
    """
    several = [paths] if isinstance(paths, (str, os.PathLike)) else paths
    given: list[str] = []
    for each in several:
        path = os.fspath(each)
        given += _listed() if path == STANDARD_INPUT else [path]
    by_itself = set(given)
    expanded_paths: list[str] = []
    for path in given:
        expanded_paths += [path, *(each for each in _archives_below(path) if each not in by_itself)]
    return expanded_paths


def is_archive(path: str) -> bool:
    """Whether a file in a folder is read as an archive, by its name."""
    form = _form_by_name(path)
    return form is not None and form.name in _IN_FOLDERS


def _listed() -> list[str]:
    return [line.rstrip("\r\n") for line in sys.stdin if line.strip()]


def _archives_below(path: str) -> list[str]:
    return [each for each in files_below(path) if is_archive(each)] if Path(path).is_dir() else []


def _form_by_name(path: str) -> _Format | None:
    lowered = path.lower()
    return next((form for form in _FORMATS if lowered.endswith(form.suffixes)), None)


def _reader(path: str, options: Options) -> Reader:
    if Path(path).is_dir():
        return _made("folder.FolderReader", path, options)
    try:
        with Path(path).open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError as error:
        raise InputError(f"can't read {path}: {error.strerror or error}") from error
    by_name = _form_by_name(path)
    if by_name is not None:
        return _made(by_name.reader, path, options)
    unpacked = _unpacked(head)
    for form in _FORMATS:
        if form.begins(head) or form.begins(unpacked):
            return _made(form.reader, path, options)
    raise InputError(f"{path} is of no kind that can be read; these are: folders, {_supported()}")


def _unpacked(head: bytes) -> bytes:
    """What the first bytes of a compressed file hold."""
    codec = codec_of(head)
    if codec is None:
        return b""
    try:
        return Decompressed(io.BytesIO(head), CODECS[codec], one_member=True).read(_HEAD_BYTES)
    except (CorruptStream, MissingPackage):
        return b""


def _made(reader: str, path: str, options: Options) -> Reader:
    module, _, name = reader.partition(".")
    made: Reader = getattr(import_module(f"cleanarticle.archive.readers.{module}"), name)(path, options)
    return made


def _supported() -> str:
    return ", ".join(f"{form.name} ({' '.join(form.suffixes)})" for form in _FORMATS)
