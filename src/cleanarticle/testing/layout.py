"""The files of a fixture: what makes a folder one, told without reading any."""

from __future__ import annotations

from pathlib import Path
from typing import Final

__all__ = ["EXPECTED_FILES", "META_FILE", "PAGE_FILES", "is_fixture"]

META_FILE: Final = "meta.toml"
PAGE_FILES: Final = ("page.html.gz", "page.html")
"""A page as it was fetched is packed; one written by hand stands open, so that its changes can be read."""
EXPECTED_FILES: Final = ("expected.toml", "expected.json")


def is_fixture(folder: Path) -> bool:
    """Whether a folder has all files of a fixture."""
    return all(any((folder / name).is_file() for name in names) for names in ((META_FILE,), PAGE_FILES, EXPECTED_FILES))
