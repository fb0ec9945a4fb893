"""A fixture: a folder with a page, what is known of it, and what must come out."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import tomllib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cleanarticle.errors import FixtureError
from cleanarticle.testing.expected import Expected, check_expected
from cleanarticle.testing.layout import EXPECTED_FILES, META_FILE, PAGE_FILES, is_fixture

__all__ = [
    "EXPECTED_FILES",
    "META_FILE",
    "PAGE_FILES",
    "Fixture",
    "LookAlike",
    "Meta",
    "find",
    "is_fixture",
    "plain_data",
    "read_fixture",
]


class LookAlike(BaseModel):
    """A block of the article that a rule has to leave, and the edit of the page after which it would not.

    Attributes:
        text: Words of the block.
        page: A piece of the page, that stands in it once.
        changed: What would have to stand in its place for the rule to mark the block.
        becomes: Words of the block after that edit, if it changes them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: Annotated[str, Field(min_length=1)]
    page: Annotated[str, Field(min_length=1)]
    changed: str
    becomes: str = ""


class Meta(BaseModel):
    """What is known of a fixture's page: the keys of `meta.toml`.

    Attributes:
        url: Its address.
        charset: Charset of the HTTP header, if there was one.
        fetched: The day it was fetched.
        reason: Why this case exists.
        version: Version of the library whose result was accepted.
        draft: Nobody has accepted the expectations yet; such a fixture never passes.
        open: For fields that still come out wrong, what is wrong with them. Each is expected to differ, and has to.
        made: Where the page comes from, if it was not fetched.
        encoding: The encoding that the bytes are really in, where they don't tell.
        language: Language of the page, as an aid to sorting.
        fires: Rules that must mark some block of the page.
        silent: Rules that must mark no block of the article, although something in it looks like what they are for.
        look_alikes: For rules that are silent, what tempts them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str
    charset: str | None = None
    fetched: dt.date | None = None
    reason: Annotated[str, Field(min_length=1)]
    version: str | None = None
    draft: bool = False
    open: dict[str, str] = Field(default_factory=dict)
    made: str | None = None
    encoding: str | None = None
    language: str | None = None
    fires: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    look_alikes: dict[str, LookAlike] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fixture:
    """One page with what must come out of it.

    Attributes:
        folder: Where it lies.
        name: The last two parts of the folder: `host/slug`.
        html: The page, byte for byte.
        meta: What is known of it.
        expected: The asserted fields.
    """

    folder: Path
    name: str
    html: bytes
    meta: Meta
    expected: Expected

    @property
    def expected_file(self) -> Path:
        """The file with the expectations."""
        return _one_of(self.folder, EXPECTED_FILES)

    def with_expected(self, expected: Expected) -> Fixture:
        """The same fixture with other expectations."""
        return replace(self, expected=expected)


def find(paths: Iterable[Path]) -> Iterator[Path]:
    """Find fixtures.

    Args:
        paths: Folders of fixtures, folders with such folders at any depth, or files in a fixture.

    Yields:
        The folder of each fixture once, by path in each of the given ones.

    Raises:
        FixtureError: A path does not exist, or there is no fixture in it.
    """
    met: set[Path] = set()
    for path in paths:
        folder = path.parent if path.is_file() else path
        if not folder.is_dir():
            raise FixtureError(f"{path}: there is no such folder")
        found = sorted({meta.parent for meta in folder.rglob(META_FILE)})
        if not found:
            raise FixtureError(f"{path}: no fixture in it, that is no folder with {META_FILE}")
        for each in found:
            if each not in met:
                met.add(each)
                yield each


def read_fixture(folder: Path) -> Fixture:
    """Read a fixture.

    Args:
        folder: Where it lies.

    Returns:
        The fixture, checked.

    Raises:
        FixtureError: A file is missing, twice there, can't be read, or holds what it can't.
    """
    html = _page(_one_of(folder, PAGE_FILES))
    expected_file = _one_of(folder, EXPECTED_FILES)
    expected = check_expected(plain_data(_table(expected_file)), expected_file.as_posix())
    meta = _meta(folder / META_FILE)
    for name in meta.open:
        if name not in expected:
            raise FixtureError(f"{folder / META_FILE}: open.{name} is no field that is asserted")
    return Fixture(folder, "/".join(folder.resolve().parts[-2:]), html, meta, expected)


def _one_of(folder: Path, names: tuple[str, ...]) -> Path:
    there = [folder / name for name in names if (folder / name).is_file()]
    if len(there) != 1:
        raise FixtureError(f"{folder}: needs {' or '.join(names)}, one of them, and has {len(there)}")
    return there[0]


def _page(path: Path) -> bytes:
    data = path.read_bytes()
    if path.suffix != ".gz":
        return data
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise FixtureError(f"{path}: can't be unpacked: {error}") from error


def _meta(path: Path) -> Meta:
    try:
        return Meta.model_validate(_table(path))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        known = f"; there are {', '.join(Meta.model_fields)}" if first["type"] == "extra_forbidden" else ""
        raise FixtureError(f"{path}: {place}: {first['msg']}{known}") from error


def _table(path: Path) -> Any:
    try:
        text = path.read_text(encoding="utf-8")
        return json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except FileNotFoundError as error:
        raise FixtureError(f"{path}: there is no such file") from error
    except (ValueError, RecursionError) as error:
        raise FixtureError(f"{path}: can't be read: {error}") from error


def plain_data(value: Any) -> Any:
    """TOML's moments as JSON writes them."""
    if isinstance(value, dict):
        return {name: plain_data(item) for name, item in value.items()}
    if isinstance(value, list):
        return [plain_data(item) for item in value]
    return value.isoformat() if isinstance(value, (dt.date, dt.time)) else value
