"""Where a page comes from: a file, an address, standard input, or a record of an archive."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

import click

from cleanarticle.errors import InputError

if TYPE_CHECKING:
    from cleanarticle.archive import TableColumns

__all__ = ["Source", "read_source", "table_columns"]

_P = ParamSpec("_P")
_R = TypeVar("_R")

_ROLES: Final = ("html", "url", "fetched", "charset", "id", "table")
# httpx gives up after 5 seconds without data, which loses slow sites; a person waits no longer than this.
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


def table_columns(command: Callable[_P, _R]) -> Callable[..., _R]:
    """Give a command the option that names the columns of a table of pages. It is called with them as `columns`."""

    def read(context: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> TableColumns:
        from cleanarticle.archive import TableColumns

        named: dict[str, Any] = {}
        for column in given:
            role, equals, name = column.partition("=")
            if not equals or role not in _ROLES:
                raise click.UsageError(f"--column {column}: write ROLE=NAME, where ROLE is one of {', '.join(_ROLES)}")
            named[role] = name
        return TableColumns(**named)

    option = click.option(
        "--column",
        "columns",
        metavar="ROLE=NAME",
        multiple=True,
        callback=read,
        help=f"The column of a table that holds the {', '.join(_ROLES[:-1])}; or table=NAME.",
    )
    return option(command)


def read_source(place: str, url: str | None, columns: TableColumns | None = None) -> Source:
    """Read a page.

    Args:
        place: Path of a file, an http(s) address, `-` for standard input, or the place of a record in an archive.
        url: The page's address, if `place` is not its address.
        columns: Which columns of a table hold the pages. Default: columns with common names.

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
        from cleanarticle.archive import read_record

        record = read_record(place, columns=columns)
        return Source(record.body, url or record.url, record.charset)
    return Source(Path(place).read_bytes(), url)


def _fetch(address: str, url: str | None) -> Source:
    import httpx

    try:
        response = httpx.get(address, follow_redirects=True, timeout=_TIMEOUT_SECONDS, headers={"User-Agent": _AGENT})
        response.raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise InputError(f"can't fetch {address}: {error}") from error
    return Source(response.content, url or str(response.url), response.charset_encoding)
