"""Where a page comes from: a file, an address, or standard input."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import httpx

from cleanarticle.archive import TableColumns, read_record
from cleanarticle.errors import InputError

__all__ = ["Source", "read_source"]

_TIMEOUT_SECONDS = 30.0
_AGENT = "cleanarticle (+https://pypi.org/project/cleanarticle/)"


@dataclass(frozen=True, slots=True)
class Source:
    """A page as it was read.

    Attributes:
        data: The bytes.
        url: The address, if it is known.
        charset: The charset of the HTTP header, if there was one.
    """

    data: bytes
    url: str | None = None
    charset: str | None = None


def read_source(place: str, url: str | None, columns: TableColumns | None = None) -> Source:
    """Read a page.

    Args:
        place: Path of a file, an http(s) address, `-` for standard input, or the place of a record in an archive.
        url: The page's address, where the place does not say it.
        columns: Which columns of a table hold the pages; found by common names if left out.

    Returns:
        The page's bytes, and what is known of it.

    Raises:
        OSError: The file can't be read.
        InputError: The address can't be fetched, or there is no such record.
        MissingPackage: The archive needs a package that is not installed.
    """
    if place == "-":
        return Source(sys.stdin.buffer.read(), url)
    if place.startswith(("http://", "https://")):
        return _fetch(place, url)
    if "#" in place and not Path(place).exists():
        record = read_record(place, columns=columns)
        return Source(record.body, url or record.url, record.charset)
    return Source(Path(place).read_bytes(), url)


def _fetch(address: str, url: str | None) -> Source:
    try:
        response = httpx.get(address, follow_redirects=True, timeout=_TIMEOUT_SECONDS, headers={"User-Agent": _AGENT})
        response.raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise InputError(f"can't fetch {address}: {error}") from error
    return Source(response.content, url or str(response.url), response.charset_encoding)
