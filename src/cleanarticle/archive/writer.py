"""What every writer is: rows in, and states of the output that can be gone back to."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Protocol, TypeAlias, runtime_checkable

from cleanarticle.archive.rows import ErrorRow, Row
from cleanarticle.errors import InputError

__all__ = ["Token", "Writer", "WritesErrors", "absent", "flush_folder", "natural", "write_all"]

Token: TypeAlias = dict[str, int]
"""A state of an output, of plain values that JSON can hold. Only the writer of the same output understands it."""


class Writer(Protocol):
    """Writes one output. What was written and not committed may be lost, and is taken back by resuming.

    A writer is made with the path of its output, which must not exist, or with a token to go on from.
    """

    def write(self, rows: Sequence[Row]) -> None:
        """Take some rows. Never is a part of a row written without the rest."""

    def commit(self) -> Token:
        """Put all rows so far onto the disk.

        Returns:
            The state that was reached. A writer that is made with it cuts the output back to it.
        """

    def close(self) -> None:
        """Commit, and end the output."""

    def abandon(self) -> None:
        """End the output at its last commit: what was written since is taken back."""


@runtime_checkable
class WritesErrors(Protocol):
    """A writer whose output has a place for errors, too."""

    def write_errors(self, rows: Sequence[ErrorRow]) -> None:
        """Take the rows of some errors."""


def absent(path: str | os.PathLike[str]) -> Path:
    """The path of an output that is begun.

    Raises:
        InputError: There is something already that would be lost.
    """
    found = Path(path)
    if found.exists() and not (found.is_dir() and not any(found.iterdir())):
        raise InputError(f"{found} exists; name another output, remove it, or resume the run that wrote it")
    found.parent.mkdir(parents=True, exist_ok=True)
    return found


def natural(token: Token, name: str) -> int:
    """A number of a token.

    Raises:
        InputError: It is not there: the token is of another kind of output.
    """
    value: Any = token.get(name)
    if not isinstance(value, int) or value < 0:
        raise InputError(f"the state of the output has no {name!r}: it is that of another kind of output, or damaged")
    return value


def write_all(descriptor: int, data: bytes) -> None:
    """Write all bytes, in one call as a rule."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def flush_folder(folder: Path) -> None:
    """Put onto the disk which files a folder has, where the system lets a folder be opened."""
    try:
        descriptor = os.open(folder, _FOLDER_FLAGS)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


_FOLDER_FLAGS: Final = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
