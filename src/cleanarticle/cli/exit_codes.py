"""The exit codes of all commands."""

from __future__ import annotations

from enum import IntEnum

__all__ = ["ExitCode"]


class ExitCode(IntEnum):
    """How a command ended. Scripts rely on the numbers: they are documented, and stay."""

    DONE = 0
    FAILED = 1
    """It ran, but nothing was extracted, or what it compares or checks is not the same, does not pass or is refused."""
    USAGE = 2
    """Wrong options, settings, rules, profiles or fixtures, or a package is missing; click ends with 2 too."""
    UNREADABLE = 3
    STOPPED = 130
    """128 + SIGINT, as shells report it."""
