"""The process that cleans: takes jobs from a pipe, says which one it is at, sends the outcomes back."""

from __future__ import annotations

import resource
import signal
import time
from ctypes import Array, c_double
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from cleanarticle.batch.work import Job, Setup, clean

__all__ = ["IDLE", "resident_bytes", "work"]

IDLE: Final = -1.0
_PAGE_SIZE: Final = resource.getpagesize()
_STATM: Final = Path("/proc/self/statm")


def work(jobs: Connection, at: Array[c_double], setup: Setup, memory: int) -> None:
    """Clean what comes until the pipe is closed.

    Args:
        jobs: Gives lists of `Job`; takes a list of `Outcome` for each, with the bytes that the process holds.
        at: Shared with the parent: the job of the list that is being cleaned (`IDLE` between lists), and when that
            began on the monotonic clock.
        setup: What the extractor is made from.
        memory: Bytes a page may need beside what the process has to begin with; 0 for no limit.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends a run in good order
    extractor = setup.extractor()
    if memory:
        _limit(memory)
    while True:
        try:
            batch: list[Job] = jobs.recv()
        except (EOFError, ConnectionError):
            return  # the parent is done, or gone
        outcomes = []
        for place, job in enumerate(batch):
            at[1] = time.monotonic()
            at[0] = place
            outcomes.append(clean(extractor, job))
        at[0] = IDLE
        try:
            jobs.send((outcomes, resident_bytes()))
        except ConnectionError:
            return


def resident_bytes() -> int:
    """Memory that this process holds, in bytes; 0 where the system does not tell."""
    try:
        return int(_STATM.read_bytes().split()[1]) * _PAGE_SIZE
    except OSError:
        return 0


def _limit(memory: int) -> None:
    """Let the system refuse memory beyond what the process has now and a page may need."""
    try:
        has = int(_STATM.read_bytes().split()[0]) * _PAGE_SIZE
    except OSError:
        return  # without it there is no telling what the process has
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = has + memory
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
