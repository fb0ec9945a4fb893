"""Worker processes that can be lost: a page that ends or blocks its process costs that page only."""

from __future__ import annotations

import signal
import time
from collections import Counter, deque
from contextlib import suppress
from ctypes import Array, c_double
from dataclasses import dataclass
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from multiprocessing.sharedctypes import RawArray
from types import TracebackType
from typing import Final, Self

from cleanarticle.batch.work import Failed, FailureKind, Job, Outcome, Setup
from cleanarticle.batch.worker import IDLE, work
from cleanarticle.errors import BatchError

__all__ = ["PageLimits", "Pool"]

_SPAWN: Final = get_context("spawn")
_POLL_SECONDS: Final = 0.2
_START_SECONDS: Final = 60.0
_MOST_STARTS: Final = 3
_MOST_ENDS: Final = 3
"""Processes that a page may end: a process can be killed while it is at an innocent page."""
_MOST_RESIDENT: Final = 1 << 30
"""Bytes of memory beyond which a process is replaced after its batch."""


@dataclass(frozen=True, slots=True)
class PageLimits:
    """What one page may take.

    Attributes:
        seconds: Time; its worker is killed after it.
        memory: Bytes, beside what a worker has to begin with; 0 for no limit.
    """

    seconds: float = 30.0
    memory: int = 2 << 30


class _Worker:
    """One process, the pipe to it, and what it was given."""

    __slots__ = ("_at", "_limits", "_setup", "batch", "had", "pipe", "process", "sent")

    def __init__(self, setup: Setup, limits: PageLimits) -> None:
        self._setup = setup
        self._limits = limits
        self._at: Array[c_double]
        self.pipe: Connection
        self.process: SpawnProcess
        self.batch: list[Job] = []
        self.sent = 0.0
        self.had = False
        """Whether this process has given outcomes."""
        self.start()

    def start(self) -> None:
        self._at = RawArray(c_double, [IDLE, 0.0])
        self.pipe, theirs = _SPAWN.Pipe()
        arguments = (theirs, self._at, self._setup, self._limits.memory)
        self.process = _SPAWN.Process(target=work, args=arguments, name="cleanarticle-worker", daemon=True)
        self.process.start()
        theirs.close()  # so that the pipe ends with the process
        self.had = False

    def send(self, batch: list[Job]) -> None:
        self.batch = batch
        self.sent = time.monotonic()
        with suppress(ConnectionError):  # a process that is gone is seen by its sentinel
            self.pipe.send(batch)

    def culprit(self) -> int | None:
        """The job of the batch that is being cleaned; `None` if none is."""
        place = int(self._at[0])
        return place if 0 <= place < len(self.batch) else None

    def overdue(self, now: float) -> bool:
        """Whether its page has taken longer than it may, or the process has not begun."""
        if not self.batch:
            return False
        if self.culprit() is not None:
            return now - self._at[1] > self._limits.seconds
        return not self.had and now - self.sent > _START_SECONDS

    def end(self) -> int | None:
        """Kill the process; its exit code, negative for a signal."""
        self.process.kill()
        self.process.join()
        self.pipe.close()
        return self.process.exitcode


class Pool:
    """Worker processes, each with one batch at a time.

    A batch whose process ends is given to a new one, its page in work by itself; a page that ends three processes has
    failed. A page that takes too long has failed at once.
    """

    def __init__(self, setup: Setup, workers: int, limits: PageLimits) -> None:
        """Start the processes.

        Args:
            setup: What their extractors are made from.
            workers: How many.
            limits: What one page may take.
        """
        self._limits = limits
        self._again: deque[list[Job]] = deque()
        self._ends: Counter[int] = Counter()
        self._done: list[Outcome] = []
        self._starts = 0
        self._workers = [_Worker(setup, limits) for _ in range(workers)]

    def __enter__(self) -> Self:
        """The pool itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End all processes, whatever they are doing."""
        for worker in self._workers:
            worker.end()

    @property
    def idle(self) -> bool:
        """Whether a batch can be given."""
        return not self._again and any(not worker.batch for worker in self._workers)

    @property
    def pending(self) -> int:
        """Jobs that have no outcome yet."""
        return sum(len(worker.batch) for worker in self._workers) + sum(map(len, self._again))

    def give(self, batch: list[Job]) -> None:
        """Hand out a batch; call it only while a worker is `idle`."""
        worker = next(worker for worker in self._workers if not worker.batch)
        worker.send(batch)

    def take(self, timeout: float = 0.0) -> list[Outcome]:
        """Collect outcomes.

        Args:
            timeout: Seconds to wait for the first one; 0 takes what is there.

        Returns:
            Outcomes of whole batches, each batch in its order.

        Raises:
            BatchError: No process can be started.
        """
        end = time.monotonic() + timeout
        while True:
            self._collect(min(_POLL_SECONDS, max(0.0, end - time.monotonic())))
            if self._done or not self.pending or time.monotonic() >= end:
                done, self._done = self._done, []
                return done

    def _collect(self, timeout: float) -> None:
        """Look once at all processes: at what they send, at their ends and at their clocks."""
        busy = [worker for worker in self._workers if worker.batch]
        ready = set(
            connection.wait([each for worker in busy for each in (worker.pipe, worker.process.sentinel)], timeout)
        )
        now = time.monotonic()
        for worker in busy:
            if worker.pipe in ready:
                self._receive(worker)
            elif worker.process.sentinel in ready:
                self._ended(worker)
            elif worker.overdue(now):
                self._overdue(worker)
        self._hand_out_again()

    def _receive(self, worker: _Worker) -> None:
        try:
            outcomes, resident = worker.pipe.recv()
        except (EOFError, ConnectionError):
            self._ended(worker)
            return
        self._done += outcomes
        for job in worker.batch:
            self._ends.pop(job.number, None)
        self._starts = 0
        worker.batch = []
        worker.had = True
        if resident > _MOST_RESIDENT:
            worker.end()
            worker.start()

    def _ended(self, worker: _Worker) -> None:
        """A process ended by itself, or was killed from outside: its page in work is tried again, alone."""
        culprit, batch = worker.culprit(), worker.batch
        code = worker.end()
        if culprit is None:
            self._count_start(code)
            self._restart(worker, batch)
            return
        job = batch[culprit]
        self._restart(worker, batch[:culprit] + batch[culprit + 1 :])
        self._ends[job.number] += 1
        if self._ends[job.number] < _MOST_ENDS:
            self._again.append([job])
        else:
            self._fail(job, "crash", f"it ended its process {_MOST_ENDS} times ({_end_of(code)})")

    def _overdue(self, worker: _Worker) -> None:
        culprit, batch = worker.culprit(), worker.batch
        worker.end()
        if culprit is None:
            self._count_start(None)
            self._restart(worker, batch)
            return
        self._fail(batch[culprit], "timeout", f"it took longer than {self._limits.seconds:g} seconds")
        self._restart(worker, batch[:culprit] + batch[culprit + 1 :])

    def _restart(self, worker: _Worker, batch: list[Job]) -> None:
        worker.batch = []
        if batch:
            self._again.append(batch)
        worker.start()

    def _hand_out_again(self) -> None:
        for worker in self._workers:
            if self._again and not worker.batch:
                worker.send(self._again.popleft())

    def _fail(self, job: Job, kind: FailureKind, message: str) -> None:
        self._ends.pop(job.number, None)
        self._done.append(Failed(job.number, kind, message))

    def _count_start(self, code: int | None) -> None:
        """A process ended without being at a page; that several do so in a row is no page's fault."""
        self._starts += 1
        if self._starts >= _MOST_STARTS * len(self._workers):
            end = "did not begin to work" if code is None else f"ended at once ({_end_of(code)})"
            raise BatchError(
                f"{self._starts} worker processes in a row {end}; their own messages are above. A script that uses "
                "this needs its call under 'if __name__ == \"__main__\":', since workers import it"
            )


def _end_of(code: int | None) -> str:
    if code is not None and code < 0:
        try:
            return signal.Signals(-code).name
        except ValueError:
            return f"signal {-code}"
    return f"exit code {code}"
