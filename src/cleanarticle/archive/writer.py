"""The interface of all writers: they write rows, and can return to an earlier state of their output."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Protocol, TypeAlias, runtime_checkable

from cleanarticle.archive.rows import ErrorRow, Row
from cleanarticle.errors import InputError

__all__ = ["ErrorWriter", "OutputState", "Writer", "new_output", "state_number", "sync_folder", "write_all"]

OutputState: TypeAlias = dict[str, int]
"""The state of an output at a commit, as JSON can hold it. Each kind of output has its own keys."""


class Writer(Protocol):
    """Writes one output. Rows that were not committed may be lost, and are removed when the output is continued.

    A writer is made with the path of a new output, or also with the state to continue from.
    """

    def write(self, rows: Sequence[Row]) -> None:
        """Write some rows, each completely or not at all."""

    def commit(self) -> OutputState:
        """Bring all rows so far to the disk.

        Returns:
            The state. A writer that continues from it removes everything that was written later.
        """

    def close(self) -> None:
        """Commit and close the output."""

    def abandon(self) -> None:
        """Close the output and remove what was written since the last commit."""


@runtime_checkable
class ErrorWriter(Protocol):
    """A writer whose output has a place for errors, too."""

    def write_errors(self, rows: Sequence[ErrorRow]) -> None:
        """Write the rows of some errors."""


def new_output(path: str | os.PathLike[str]) -> Path:
    """The path of a new output, with the folders above it made.

    Raises:
        InputError: There is a file already, or a folder that is not empty.
    """
    output = Path(path)
    if output.exists() and not (output.is_dir() and not any(output.iterdir())):
        raise InputError(f"{output} exists; name another output, remove it, or resume the run that wrote it")
    output.parent.mkdir(parents=True, exist_ok=True)
    return output


def state_number(state: OutputState, name: str) -> int:
    """A number in a state.

    Raises:
        InputError: The state does not have it, because it is that of another kind of output.
    """
    value: Any = state.get(name)
    if not isinstance(value, int) or value < 0:
        raise InputError(
            f"the state of the output has no {name!r}: it belongs to another kind of output or is damaged; write a new "
            "output"
        )
    return value


def write_all(descriptor: int, data: bytes) -> None:
    """Write all bytes, also if the system takes several calls for them."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def sync_folder(folder: Path) -> None:
    """Bring the names of the files in a folder to the disk, on systems that can open folders."""
    try:
        descriptor = os.open(folder, _FOLDER_FLAGS)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


_FOLDER_FLAGS: Final = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
