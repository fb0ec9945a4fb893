"""Tells PyInstaller where the hook for this package is."""

from __future__ import annotations

from pathlib import Path

__all__ = ["hook_dirs"]


def hook_dirs() -> list[str]:
    """The folder that holds the hook."""
    return [str(Path(__file__).parent)]
