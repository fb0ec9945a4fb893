"""Worker processes that can be lost: a page that ends or blocks its process costs that page only."""

from __future__ import annotations

import signal
import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from ctypes import Array, c_double
from dataclasses import dataclass
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from multiprocessing.sharedctypes import RawArray
from types import TracebackType
from typing import Any, Final, Self

from cleanarticle.archive.batch.work import Failed, FailureKind, Job, Lesson, Outcome, Setup
from cleanarticle.archive.batch.worker import IDLE, READY, work
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

    __slots__ = ("_at", "_limits", "_setup", "_since", "batch", "is_ready", "pipe", "process")

    def __init__(self, setup: Setup, limits: PageLimits) -> None:
        self._setup = setup
        self._limits = limits
        self._at: Array[c_double]
        self._since: float
        self.pipe: Connection
        self.process: SpawnProcess
        self.batch: list[Any]
        self.is_ready: bool
        self.start()

    def start(self) -> None:
        self._at = RawArray(c_double, [IDLE, 0.0])
        self.pipe, theirs = _SPAWN.Pipe()
        arguments = (theirs, self._at, self._setup, self._limits.memory)
        self.process = _SPAWN.Process(target=work, args=arguments, name="cleanarticle-worker", daemon=True)
        with _signals_held():
            self.process.start()
        theirs.close()  # so that the pipe ends with the process
        self._since = time.monotonic()
        self.batch = []
        self.is_ready = False

    def send(self, batch: list[Any]) -> None:
        """Give it a batch. It is waiting for one, so that this can't block."""
        self.batch = batch
        with suppress(ConnectionError):  # a process that is gone is seen by its sentinel
            self.pipe.send(batch)

    def culprit(self) -> int | None:
        """The job of the batch that is being done; `None` if none is."""
        place = int(self._at[0])
        return place if 0 <= place < len(self.batch) else None

    def is_overdue(self, now: float) -> bool:
        """Whether its page has taken longer than it may, or the process has not begun."""
        if not self.is_ready:
            return now - self._since > _START_SECONDS
        return self.culprit() is not None and now - self._at[1] > self._limits.seconds

    def end(self) -> int | None:
        """Kill the process; its exit code, negative for a signal."""
        self.process.kill()
        self.process.join()
        self.pipe.close()
        return self.process.exitcode


class Pool:
    """Worker processes, each with one batch of jobs at a time.

    A batch whose process ends is given to a new one, its page in work by itself; a page that ends three processes has
    failed. A page that takes too long has failed at once.
    """

    def __init__(self, setup: Setup, workers: int, limits: PageLimits) -> None:
        """Start the processes.

        Args:
            setup: What they work with.
            workers: How many.
            limits: What one page may take.
        """
        self._limits = limits
        self._again: deque[list[Any]] = deque()
        self._ends: Counter[int] = Counter()
        self._done: list[Outcome] = []
        self._starts = 0
        self._workers: list[_Worker] = []
        for _ in range(workers):
            self._workers.append(_Worker(setup, limits))

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
        return not self._again and any(worker.is_ready and not worker.batch for worker in self._workers)

    @property
    def pending(self) -> int:
        """Jobs that have no outcome yet."""
        return sum(len(worker.batch) for worker in self._workers) + sum(map(len, self._again)) + len(self._done)

    def give(self, batch: Sequence[Job | Lesson]) -> None:
        """Hand out a batch; call it only while a worker is `idle`."""
        worker = next(worker for worker in self._workers if worker.is_ready and not worker.batch)
        worker.send(list(batch))

    def take(self, timeout: float = 0.0) -> list[Outcome]:
        """Collect outcomes.

        Args:
            timeout: Seconds to wait until there are some, or a batch can be given; 0 takes what is there.

        Returns:
            Outcomes of whole batches, each batch in its order.

        Raises:
            BatchError: No process can be started.
        """
        end = time.monotonic() + timeout
        while True:
            happened = self._collect(min(_POLL_SECONDS, max(0.0, end - time.monotonic())))
            if happened or time.monotonic() >= end:
                done, self._done = self._done, []
                return done

    def _collect(self, timeout: float) -> bool:
        """Look once at all processes: at what they send, at their ends and at their clocks.

        Returns:
            Whether there was something.
        """
        busy = [worker for worker in self._workers if worker.batch or not worker.is_ready]
        ready = set(
            connection.wait([each for worker in busy for each in (worker.pipe, worker.process.sentinel)], timeout)
        )
        now = time.monotonic()
        happened = bool(ready)
        for worker in busy:
            if worker.pipe in ready:
                self._receive(worker)
            elif worker.process.sentinel in ready:
                self._ended(worker)
            elif worker.is_overdue(now):
                self._overdue(worker)
                happened = True
        self._hand_out_again()
        return happened

    def _receive(self, worker: _Worker) -> None:
        try:
            message = worker.pipe.recv()
        except (EOFError, OSError):  # it ended, perhaps in the middle of a message
            self._ended(worker)
            return
        if message == READY:
            worker.is_ready = True
            self._starts = 0
            return
        outcomes, resident = message
        self._done += outcomes
        for job in worker.batch:
            self._ends.pop(job.number, None)
        worker.batch = []
        if resident > _MOST_RESIDENT:
            worker.end()
            worker.start()

    def _ended(self, worker: _Worker) -> None:
        """A process ended by itself, or was killed from outside: its page in work is tried again, alone."""
        code = worker.end()
        culprit, batch, was_ready = worker.culprit(), worker.batch, worker.is_ready
        worker.start()
        if not was_ready:
            self._count_start(code)
        elif culprit is not None:
            self._give_again(batch[:culprit] + batch[culprit + 1 :])
            self._blame(batch[culprit], code)
        elif len(batch) == 1:
            self._blame(batch[0], code)
        else:  # it ended between pages; alone they show which of them it was, if any
            self._again.extend([job] for job in batch)

    def _overdue(self, worker: _Worker) -> None:
        worker.end()
        if not worker.is_ready:
            worker.start()
            self._count_start(None)
            return
        culprit, batch = worker.culprit(), worker.batch  # asked now that it is still: it may have gone on meanwhile
        is_late = worker.is_overdue(time.monotonic())
        worker.start()
        if culprit is None or not is_late:
            self._give_again(batch)
            return
        self._fail(batch[culprit], "timeout", f"it took longer than {self._limits.seconds:g} seconds")
        self._give_again(batch[:culprit] + batch[culprit + 1 :])

    def _give_again(self, batch: list[Any]) -> None:
        if batch:
            self._again.append(batch)

    def _blame(self, job: Any, code: int | None) -> None:
        """Note that a job ended its process; after some times it has failed."""
        self._ends[job.number] += 1
        if self._ends[job.number] < _MOST_ENDS:
            self._again.append([job])
        else:
            self._fail(job, "crash", f"it ended its process {_MOST_ENDS} times ({_end_of(code)})")

    def _hand_out_again(self) -> None:
        for worker in self._workers:
            if self._again and worker.is_ready and not worker.batch:
                worker.send(self._again.popleft())

    def _fail(self, job: Any, kind: FailureKind, message: str) -> None:
        self._ends.pop(job.number, None)
        self._done.append(Failed(job.number, kind, message))

    def _count_start(self, code: int | None) -> None:
        """A process ended before it was ready; that several do so in a row is no page's fault."""
        self._starts += 1
        if self._starts >= _MOST_STARTS * len(self._workers):
            end = "did not begin to work" if code is None else f"ended at once ({_end_of(code)})"
            raise BatchError(
                f"{self._starts} worker processes in a row {end}; their own messages are above. A script that uses "
                "this needs its call under 'if __name__ == \"__main__\":', since workers import it"
            )


@contextmanager
def _signals_held() -> Iterator[None]:
    """While this lasts, an interrupt waits; a process that is started never gets one, and is ended by its parent."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_of(code: int | None) -> str:
    if code is not None and code < 0:
        try:
            return signal.Signals(-code).name
        except ValueError:
            return f"signal {-code}"
    return f"exit code {code}"
