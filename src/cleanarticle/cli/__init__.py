"""The command line. It needs the extra `cli`; without it, one line says what to install."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command `cleanarticle`."""
    try:
        from cleanarticle.cli.app import app
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"click", "rich", "httpx", "junitparser", "tomlkit"}:
            raise
        sys.stderr.write("cleanarticle: the command line needs more: pip install 'cleanarticle[cli]'\n")
        sys.exit(2)
    app(prog_name="cleanarticle")
