"""The files below a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator

__all__ = ["files_below"]


def files_below(folder: str) -> Iterator[str]:
    """The files below a folder: those of a folder before those of the folders in it, each sorted by name.

    Links to folders are not followed.
    """
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(parent, name)  # noqa: PTH118 (a Path would drop the "./" that the caller wrote)
            if os.path.isfile(path):  # noqa: PTH113
                yield path
