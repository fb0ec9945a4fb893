"""A worker process of the pool: takes jobs from a pipe, says which job is running, sends the results back."""

from __future__ import annotations

import ctypes
import gc
import mmap
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from ctypes import Array, c_double
from dataclasses import dataclass
from multiprocessing import connection, parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, TypeVar

__all__ = ["IDLE", "READY", "Job", "LostJob", "Prepare", "Work", "resident_bytes", "run_jobs"]

_S = TypeVar("_S")

Job: TypeAlias = tuple[int, Any]
"""The number of a job, and its input."""

Work: TypeAlias = Callable[[Any], Any]
"""Turns the input of a job into its result."""

Prepare: TypeAlias = Callable[[_S], AbstractContextManager[Work]]
"""Makes the work function from settings, once in each process. It must be importable from a module."""

# No position in a batch.
IDLE: Final = -1.0
READY: Final = "ready"
"""A worker sends this once, before it takes jobs."""
_STATM: Final = Path("/proc/self/statm")
# PR_SET_PDEATHSIG of linux/prctl.h.
_SET_PARENT_DEATH_SIGNAL: Final = 1


@dataclass(frozen=True, slots=True)
class LostJob:
    """A job without a result.

    Attributes:
        kind: `timeout`: it took too long. `crash`: its process died several times. `unexpected`: it raised an
            exception.
        message: The same in words.
    """

    kind: Literal["timeout", "crash", "unexpected"]
    message: str


def run_jobs(pipe: Connection, running: Array[c_double], prepare: Prepare[_S], settings: _S, memory: int) -> None:
    """Run batches of jobs until the pipe closes or the parent process ends.

    Args:
        pipe: Receives lists of jobs. Sends `READY`, then for each list its results and the resident memory in bytes.
        running: Shared with the parent: the position of the running job in its batch (`IDLE` between batches), and its
            start on the monotonic clock.
        prepare: Makes the work function.
        settings: The argument of `prepare`.
        memory: Bytes that a job may allocate beyond what the process holds at its start; 0 for no limit.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # the parent handles interrupts, and ends its workers with SIGKILL
    _end_with_parent()
    with prepare(settings) as work:
        if memory:
            _limit_memory(memory)
        try:
            pipe.send(READY)
            is_frozen = False
            while True:
                batch: list[Job] = pipe.recv()
                results = []
                for position, (_, job) in enumerate(batch):
                    running[1] = time.monotonic()
                    running[0] = position
                    results.append(_result(work, job))
                running[0] = IDLE
                pipe.send((results, resident_bytes()))
                if not is_frozen:
                    # The first jobs loaded all tables. They stay, so the collector need not look through them again:
                    # measured on 65 large pages, that took 0.4 of 16 ms a page.
                    gc.collect()
                    gc.freeze()
                    is_frozen = True
        except (EOFError, ConnectionError):
            return  # the parent closed the pipe or is gone


def resident_bytes() -> int:
    """Resident memory of this process in bytes; 0 on systems without `/proc`."""
    try:
        return int(_STATM.read_bytes().split()[1]) * mmap.PAGESIZE
    except OSError:
        return 0


def _result(work: Work, job: Any) -> Any:
    try:
        return work(job)
    except Exception as error:  # one job must not cost the others of its batch
        return LostJob("unexpected", f"{type(error).__name__}: {error}")


def _end_with_parent() -> None:
    """Make this process end when its parent ends, even in the middle of an endless job."""
    parent = parent_process()
    if parent is None:
        return
    if sys.platform == "linux":  # an endless loop in C keeps the thread below from running, but not the kernel
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    sentinel = parent.sentinel

    def watch() -> None:
        connection.wait([sentinel])
        os._exit(1)

    threading.Thread(target=watch, name="parent", daemon=True).start()


def _limit_memory(memory: int) -> None:
    if sys.platform == "win32":
        return  # Windows has no such limit
    import resource

    try:
        held = int(_STATM.read_bytes().split()[0]) * mmap.PAGESIZE
    except OSError:
        return  # without /proc the memory of the process is unknown
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = held + memory
    resource.setrlimit(resource.RLIMIT_AS, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
