"""The process that works: takes jobs from a pipe, says which one it is at, sends the outcomes back."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
import threading
import time
from ctypes import Array, c_double
from multiprocessing import connection, parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from cleanarticle.archive.batch.work import Setup, Worker

__all__ = ["IDLE", "READY", "resident_bytes", "work"]

IDLE: Final = -1.0
READY: Final = "ready"
"""What a worker sends once, before it takes jobs."""
_PAGE_SIZE: Final = resource.getpagesize()
_STATM: Final = Path("/proc/self/statm")
_SET_PARENT_DEATH_SIGNAL: Final = 1


def work(jobs: Connection, at: Array[c_double], setup: Setup, memory: int) -> None:
    """Do what comes until the pipe is closed, or the parent is gone.

    Args:
        jobs: Gives lists of jobs; takes `READY`, then for each list its outcomes, with the bytes that the process
            holds.
        at: Shared with the parent: the job of the list that is being done (`IDLE` between lists), and when that
            began on the monotonic clock.
        setup: What it works with.
        memory: Bytes a job may need beside what the process has to begin with; 0 for no limit.
    """
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)  # the parent ends a run in good order, and ends its workers with SIGKILL
    _end_with_parent()
    worker = Worker(setup)
    if memory:
        _limit(memory)
    try:
        jobs.send(READY)
        while True:
            batch: list[Any] = jobs.recv()
            outcomes = []
            for place, job in enumerate(batch):
                at[1] = time.monotonic()
                at[0] = place
                outcomes.append(worker.do(job))
            at[0] = IDLE
            jobs.send((outcomes, resident_bytes()))
    except (EOFError, ConnectionError):
        return  # the parent is done, or gone


def resident_bytes() -> int:
    """Memory that this process holds, in bytes; 0 where the system does not tell."""
    try:
        return int(_STATM.read_bytes().split()[1]) * _PAGE_SIZE
    except OSError:
        return 0


def _end_with_parent() -> None:
    """End this process when its parent ends, even in the middle of a page that never does."""
    parent = parent_process()
    if parent is None:
        return
    if sys.platform == "linux":  # a loop in C keeps the thread below from running, but not the system
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    sentinel = parent.sentinel

    def watch() -> None:
        connection.wait([sentinel])
        os._exit(1)

    threading.Thread(target=watch, name="parent", daemon=True).start()


def _limit(memory: int) -> None:
    """Let the system refuse memory beyond what the process has now and a page may need."""
    try:
        has = int(_STATM.read_bytes().split()[0]) * _PAGE_SIZE
    except OSError:
        return  # without it there is no telling what the process has
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = has + memory
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
