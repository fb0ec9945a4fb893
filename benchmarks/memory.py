"""Peak memory of each system, in a fresh process of its own."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import re
import resource
import sys
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from corpora import Page
from runner import forbid_network
from systems import load

__all__ = ["Memory", "measure_memory"]

_SPAWN = multiprocessing.get_context("spawn")
_STATUS = Path("/proc/self/status")
_PEAK = re.compile(r"^VmHWM:\s*(\d+) kB$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Memory:
    """Peak resident memory in megabytes: with the system imported, and after all pages."""

    imported: float
    peak: float


def measure_memory(systems: Iterable[str], pages: Sequence[Page]) -> dict[str, Memory]:
    """Run each system over the pages in a process that holds only that system and one page at a time."""
    return {name: _measure(name, pages) for name in systems}


def _measure(name: str, pages: Sequence[Page]) -> Memory:
    connection, theirs = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_work, args=(name, theirs), daemon=True)
    process.start()
    theirs.close()
    imported: float = connection.recv()
    peak = imported
    for page in pages:
        connection.send((page.html, page.url))
        peak = connection.recv()
    connection.close()
    process.join()
    return Memory(imported, peak)


def _work(name: str, connection: Connection) -> None:
    forbid_network()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    system = load(name)
    connection.send(_peak())
    with contextlib.suppress(EOFError):
        while True:
            html, url = connection.recv()
            with contextlib.suppress(Exception):
                system.call(html, url)
            connection.send(_peak())


def _peak() -> float:
    """Peak resident memory of this process in megabytes.

    Linux hands the parent's peak down in ``ru_maxrss`` when it starts a process, so ``VmHWM`` is preferred.
    """
    if _STATUS.exists() and (match := _PEAK.search(_STATUS.read_text())):
        return int(match.group(1)) * 1024 / 1e6
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
