"""The command line. It needs the extra `cli`; without it, one line says what to install."""

from __future__ import annotations

import sys
from typing import Final

from cleanarticle.cli.exit_codes import ExitCode

__all__ = ["main"]

_EXTRA: Final = {"click", "httpx", "junitparser", "rich", "tomlkit"}


def main() -> None:
    """Run the command `cleanarticle`."""
    try:
        from cleanarticle.cli.app import app

        app(prog_name="cleanarticle")
    except ModuleNotFoundError as error:  # a command imports what it needs when it is called
        if (error.name or "").partition(".")[0] not in _EXTRA:
            raise
        sys.stderr.write("cleanarticle: the command line needs more packages: pip install 'cleanarticle[cli]'\n")
        sys.exit(ExitCode.USAGE)
