"""The formats of archives: how each is recognised, and what reads it."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final

from cleanarticle.archive.compression import CODECS, CorruptStream, Decompressed, codec_of
from cleanarticle.archive.reader import ArchiveReader, ReadOptions
from cleanarticle.archive.warc_file import is_warc
from cleanarticle.errors import InputError, MissingPackage

__all__ = ["FORMATS", "ArchiveFormat", "archives_below", "open_archive", "pages_below"]

# A tar tells itself after 262 bytes, packed by gzip or xz too, and MHTML in its headers. All that is read is searched.
_HEAD_BYTES: Final = 4096


@dataclass(frozen=True, slots=True)
class ArchiveFormat:
    """A format of archives.

    Attributes:
        name: Its name in messages.
        reader: Module and class of its reader, imported when it is used, because some need optional packages.
        suffixes: Suffixes of its file names, in lower case.
        begins: True for the first bytes of a file of this format; asked if no format has the suffix of the file.
        in_folders: True if such files are read as archives where a folder holds them.
    """

    name: str
    reader: str
    suffixes: tuple[str, ...]
    begins: Callable[[bytes], bool]
    in_folders: bool = True


def _starts_with(*magic: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(magic)


def _is_html(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return start.startswith((b"<!doctype html", b"<html", b"<!--", b"<head", b"<body"))


def _is_mhtml(head: bytes) -> bool:
    lowered = head.lower()
    return b"mime-version:" in lowered and b"multipart/related" in lowered


def _packed(*suffixes: str, by: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{suffix}{packing}" for suffix in suffixes for packing in ("", *by))


FORMATS: Final = (
    ArchiveFormat("WARC", "warc.WarcReader", _packed(".warc", by=(".gz", ".zst")), is_warc),
    ArchiveFormat("WACZ", "wacz.WaczReader", (".wacz",), lambda head: False),  # by its bytes it is a zip
    ArchiveFormat("ARC", "arc.ArcReader", _packed(".arc", by=(".gz",)), _starts_with(b"filedesc://")),
    ArchiveFormat("zip", "page_zip.ZipReader", (".zip",), _starts_with(b"PK\x03\x04", b"PK\x05\x06")),
    ArchiveFormat(
        "tar",
        "page_tar.TarReader",
        (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".tar.zst"),
        lambda head: head[257:262] == b"ustar",
    ),
    ArchiveFormat("Parquet", "table_parquet.ParquetReader", (".parquet",), _starts_with(b"PAR1")),
    # Programs keep all kinds of databases in folders, so a database is read only if it is named.
    ArchiveFormat(
        "SQLite",
        "table_sqlite.SqliteReader",
        (".sqlite", ".sqlite3", ".db"),
        _starts_with(b"SQLite format 3\0"),
        in_folders=False,
    ),
    ArchiveFormat(
        "JSON lines", "table_jsonl.JsonlReader", _packed(".jsonl", ".ndjson", by=(".gz", ".zst")), _starts_with(b"{")
    ),
    # The reader of a folder reads the single pages in it.
    ArchiveFormat("MHTML", "page_file.MhtmlReader", (".mhtml", ".mht"), _is_mhtml, in_folders=False),
    ArchiveFormat(
        "HTML", "page_file.HtmlReader", _packed(".html", ".htm", ".xhtml", by=(".gz",)), _is_html, in_folders=False
    ),
)
_FOLDER_READER: Final = "page_folder.FolderReader"


def open_archive(path: str, options: ReadOptions) -> ArchiveReader:
    """Make the reader of a file or folder, by its name, or by its first bytes if the name does not tell.

    Raises:
        InputError: The file can't be opened, or has no known format.
    """
    if Path(path).is_dir():
        return _reader(_FOLDER_READER, path, options)
    try:
        with Path(path).open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError as error:
        raise InputError(f"can't read {path}: {error.strerror or error}") from error
    by_name = _format_by_name(path)
    if by_name is not None:
        return _reader(by_name.reader, path, options)
    unpacked = _unpacked(head)
    for archive_format in FORMATS:
        if archive_format.begins(head) or archive_format.begins(unpacked):
            return _reader(archive_format.reader, path, options)
    known = ", ".join(f"{known.name} ({' '.join(known.suffixes)})" for known in FORMATS)
    raise InputError(f"{path} has no known format; give a folder or one of: {known}")


def archives_below(folder: str) -> Iterator[str]:
    """The archives in a folder and in the folders below it."""
    return (path for path in _files_below(folder) if _is_archive(path))


def pages_below(folder: str) -> Iterator[str]:
    """The files in a folder and in the folders below it that are not archives."""
    return (path for path in _files_below(folder) if not _is_archive(path))


def _is_archive(path: str) -> bool:
    by_name = _format_by_name(path)
    return by_name is not None and by_name.in_folders


def _format_by_name(path: str) -> ArchiveFormat | None:
    lowered = path.lower()
    return next((archive_format for archive_format in FORMATS if lowered.endswith(archive_format.suffixes)), None)


def _files_below(folder: str) -> Iterator[str]:
    """Files of a folder before those of its subfolders, each sorted by name. Links to folders are not followed."""
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(parent, name)  # noqa: PTH118 (a Path would drop the "./" that the caller wrote)
            if os.path.isfile(path):  # noqa: PTH113
                yield path


def _unpacked(head: bytes) -> bytes:
    """The first bytes inside a compressed file; empty if it is not compressed."""
    codec = codec_of(head)
    if codec is None:
        return b""
    try:
        return Decompressed(io.BytesIO(head), CODECS[codec], one_member=True).read(_HEAD_BYTES)
    except (CorruptStream, MissingPackage):
        return b""


def _reader(name: str, path: str, options: ReadOptions) -> ArchiveReader:
    module, _, of_class = name.partition(".")
    reader: ArchiveReader = getattr(import_module(f"cleanarticle.archive.readers.{module}"), of_class)(path, options)
    return reader
