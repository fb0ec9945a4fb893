"""Worker processes that may die: a job that crashes or blocks its process costs only that job."""

from __future__ import annotations

import math
import signal
import sys
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from ctypes import Array, c_double
from dataclasses import dataclass
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from multiprocessing.sharedctypes import RawArray
from types import TracebackType
from typing import Any, Final, Generic, Self, TypeVar

from cleanarticle.archive.pool_process import IDLE, READY, Job, LostJob, Prepare, Work, run_jobs
from cleanarticle.archive.records import Record
from cleanarticle.errors import BatchError, InputError

__all__ = ["WAIT_SECONDS", "Job", "LostJob", "PageLimits", "Work", "WorkerPool", "map_records"]

_S = TypeVar("_S")

_SPAWN: Final = get_context("spawn")  # a forked process would inherit locks in whatever state other threads left them
# An overdue job is found this much later; shorter, waiting itself takes processor time.
_POLL_SECONDS: Final = 0.2
# A start takes 1.2 s. Less kills starts on a busy machine; more delays the error if none succeeds.
_START_SECONDS: Final = 60.0
# For each worker: a single start may fail by chance; without a limit, a script without a main guard never ends.
_MOST_STARTS: Final = 3
_MOST_ENDS: Final = 3
"""Processes that a job may end: a process may also be killed while it runs an innocent job."""
_MOST_RESIDENT: Final = 1 << 30
"""Bytes of memory beyond which a process is replaced after its batch."""
# A trip costs a record 0.03 ms by eight, 0.18 alone; `_AHEAD` of these chunks a process wait in memory.
_CHUNK: Final = 8
# Large pages travel fewer at a time: this, and not the number of records, bounds the memory of `map_records`.
_CHUNK_BYTES: Final = 4_000_000
_AHEAD: Final = 3
"""Chunks for each process that may wait for their turn: this bounds the memory of `map_records`."""
# `take` returns at the first result. The limit is how long an interrupt, or the display, waits where none comes.
WAIT_SECONDS: Final = 0.5


@dataclass(frozen=True, slots=True)
class PageLimits:
    """Time and memory for one page.

    Attributes:
        seconds: Its worker is killed after this time.
        memory: Bytes that a page may need beyond what the worker holds at its start; 0 for no limit.
    """

    # A page of 8.5 MB and 97,000 tags takes 2.7 s. Less loses such pages on a busy machine; more delays a loss.
    seconds: float = 30.0
    # A page of `Limits.max_bytes` takes about 320 MB. Less loses it; more lets workers fill the machine together.
    memory: int = 2 << 30


class _WorkerProcess(Generic[_S]):
    """One process, its pipe, and the batch that it works on."""

    def __init__(self, prepare: Prepare[_S], settings: _S, limits: PageLimits) -> None:
        self._prepare = prepare
        self._settings = settings
        self._limits = limits
        self._running: Array[c_double]
        self._since: float
        self.pipe: Connection
        self.process: SpawnProcess
        self.batch: list[Job]
        self.is_ready: bool
        self.start()

    def start(self) -> None:
        self._running = RawArray(c_double, [IDLE, 0.0])
        self.pipe, theirs = _SPAWN.Pipe()
        arguments = (theirs, self._running, self._prepare, self._settings, self._limits.memory)
        self.process = _SPAWN.Process(target=run_jobs, args=arguments, name="cleanarticle-worker", daemon=True)
        with _signals_held():
            self.process.start()
        theirs.close()  # else the pipe would stay open after the process ended
        self._since = time.monotonic()
        self.batch = []
        self.is_ready = False

    def send(self, batch: list[Job]) -> None:
        """Send a batch. The process waits for one, so this does not block."""
        self.batch = batch
        with suppress(ConnectionError):  # if the process is gone, its sentinel shows it
            self.pipe.send(batch)

    def running(self) -> int | None:
        """The position of the running job in the batch; `None` between jobs."""
        position = int(self._running[0])
        return position if 0 <= position < len(self.batch) else None

    def is_overdue(self, now: float) -> bool:
        """True if the running job, or the start of the process, takes too long."""
        if not self.is_ready:
            return now - self._since > _START_SECONDS
        return self.running() is not None and now - self._running[1] > self._limits.seconds

    def end(self) -> int | None:
        """Kill the process. Returns its exit code, negative for a signal."""
        self.process.kill()
        self.process.join()
        self.pipe.close()
        return self.process.exitcode


class WorkerPool(Generic[_S]):
    """Worker processes that each work on one batch of numbered jobs at a time.

    If a process dies, a new one gets the rest of its batch, and the running job again by itself. A job that ends three
    processes, takes too long or raises an exception is lost: its result is a `LostJob`.
    """

    def __init__(self, prepare: Prepare[_S], settings: _S, workers: int, limits: PageLimits) -> None:
        """Start the processes.

        Args:
            prepare: Makes the work function in each process; a function of a module.
            settings: The argument of `prepare`. It must pickle.
            workers: Number of processes.
            limits: Time and memory for one job.
        """
        self._limits = limits
        self._again: deque[list[Job]] = deque()
        self._ends: Counter[int] = Counter()
        self._results: list[tuple[int, Any]] = []
        self._starts = 0
        self._workers: list[_WorkerProcess[_S]] = []
        for _ in range(workers):
            self._workers.append(_WorkerProcess(prepare, settings, limits))

    def __enter__(self) -> Self:
        """Return the pool."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Kill all processes, also those that are working."""
        for worker in self._workers:
            worker.end()

    @property
    def is_idle(self) -> bool:
        """True if a worker waits for a batch."""
        return not self._again and any(worker.is_ready and not worker.batch for worker in self._workers)

    @property
    def pending(self) -> int:
        """Number of jobs whose result was not taken yet."""
        return sum(len(worker.batch) for worker in self._workers) + sum(map(len, self._again)) + len(self._results)

    def give(self, batch: Sequence[Job]) -> None:
        """Send a batch to an idle worker. Call it only while `is_idle` is true."""
        worker = next(worker for worker in self._workers if worker.is_ready and not worker.batch)
        worker.send(list(batch))

    def take(self, timeout: float = 0.0) -> list[tuple[int, Any]]:
        """Collect results.

        Args:
            timeout: Seconds to wait until something happens; 0 returns at once.

        Returns:
            Pairs of a job's number and its result. The results of a batch come together, in its order.

        Raises:
            BatchError: No process can be started.
        """
        end = time.monotonic() + timeout
        while True:
            happened = self._collect(min(_POLL_SECONDS, max(0.0, end - time.monotonic())))
            if happened or time.monotonic() >= end:
                results, self._results = self._results, []
                return results

    def _collect(self, timeout: float) -> bool:
        """Check all processes once for messages, deaths and overdue jobs. Returns true if there was any."""
        busy = [worker for worker in self._workers if worker.batch or not worker.is_ready]
        ready = set(
            connection.wait([source for worker in busy for source in (worker.pipe, worker.process.sentinel)], timeout)
        )
        now = time.monotonic()
        happened = bool(ready)
        for worker in busy:
            if worker.pipe in ready:
                self._receive(worker)
            elif worker.process.sentinel in ready:
                self._died(worker)
            elif worker.is_overdue(now):
                self._overdue(worker)
                happened = True
        self._hand_out_again()
        return happened

    def _receive(self, worker: _WorkerProcess[_S]) -> None:
        try:
            message = worker.pipe.recv()
        except (EOFError, OSError):  # the process died, perhaps in the middle of a message
            self._died(worker)
            return
        if message == READY:
            worker.is_ready = True
            self._starts = 0
            return
        results, resident = message
        for (number, _), result in zip(worker.batch, results, strict=True):
            self._ends.pop(number, None)
            self._results.append((number, result))
        worker.batch = []
        if resident > _MOST_RESIDENT:
            worker.end()
            worker.start()

    def _died(self, worker: _WorkerProcess[_S]) -> None:
        """Replace a process that crashed or was killed. Its running job is tried again, alone."""
        worker.process.join(_POLL_SECONDS)  # else the kill would hide the exit code of a process that is just ending
        code = worker.end()
        running, batch, was_ready = worker.running(), worker.batch, worker.is_ready
        worker.start()
        if not was_ready:
            self._count_start(code)
        elif running is not None:
            self._give_again(batch[:running] + batch[running + 1 :])
            self._blame(batch[running], code)
        elif len(batch) == 1:
            self._blame(batch[0], code)
        else:  # it died between jobs: run alone, they show which of them is to blame, if any
            self._again.extend([job] for job in batch)

    def _overdue(self, worker: _WorkerProcess[_S]) -> None:
        worker.end()
        if not worker.is_ready:
            worker.start()
            self._count_start(None)
            return
        running, batch = worker.running(), worker.batch  # read after the kill: it may have gone on in between
        is_late = worker.is_overdue(time.monotonic())
        worker.start()
        if running is None or not is_late:
            self._give_again(batch)
            return
        self._lose(batch[running], LostJob("timeout", f"it took longer than {self._limits.seconds:g} seconds"))
        self._give_again(batch[:running] + batch[running + 1 :])

    def _give_again(self, batch: list[Job]) -> None:
        if batch:
            self._again.append(batch)

    def _blame(self, job: Job, code: int | None) -> None:
        """Count a process that died with this job. After three it is lost."""
        number, _ = job
        self._ends[number] += 1
        if self._ends[number] < _MOST_ENDS:
            self._again.append([job])
        else:
            self._lose(job, LostJob("crash", f"it ended its process {_MOST_ENDS} times ({_exit_name(code)})"))

    def _hand_out_again(self) -> None:
        for worker in self._workers:
            if self._again and worker.is_ready and not worker.batch:
                worker.send(self._again.popleft())

    def _lose(self, job: Job, lost: LostJob) -> None:
        number, _ = job
        self._ends.pop(number, None)
        self._results.append((number, lost))

    def _count_start(self, code: int | None) -> None:
        """Count a process that ended before it was ready. Several in a row are not the fault of a job."""
        self._starts += 1
        if self._starts >= _MOST_STARTS * len(self._workers):
            end = "did not start in time" if code is None else f"ended at once ({_exit_name(code)})"
            raise BatchError(
                f"{self._starts} worker processes in a row {end}; their own messages are above. A script that uses "
                "this needs its call under 'if __name__ == \"__main__\":', because workers import the script"
            )


def map_records(prepare: Prepare[_S], settings: _S, records: Iterable[Record], *, workers: int) -> Iterator[Any]:
    """Do the same work with each record, in several processes.

    Memory holds at most about three chunks of eight records for each process, however long the stream is.

    Args:
        prepare: Makes the work function, once in each process; a function of a module.
        settings: The argument of `prepare`. It must pickle.
        records: The records.
        workers: Number of processes. With one, the work is done in this process.

    Yields:
        The results, in the order of the records.

    Raises:
        InputError: A record ended its process, or the work raised an exception in another process.
        BatchError: No process can be started.
    """
    if workers == 1:
        with prepare(settings) as work:
            yield from map(work, records)
        return
    with WorkerPool(prepare, settings, workers, PageLimits(math.inf, 0)) as pool:
        places: dict[int, str] = {}
        """Records whose result was not yielded yet, by number."""
        results: dict[int, Any] = {}
        for chunk in _chunks(records):
            while not pool.is_idle or len(places) >= _AHEAD * _CHUNK * workers:
                results.update(pool.take(WAIT_SECONDS))
                yield from _next_results(places, results)
            places.update((number, record.place) for number, record in chunk)
            pool.give(chunk)
        while places:
            results.update(pool.take(WAIT_SECONDS))
            yield from _next_results(places, results)


def _next_results(places: dict[int, str], results: dict[int, Any]) -> Iterator[Any]:
    """Take out the results that have no earlier record before them."""
    while (number := next(iter(places), None)) is not None and number in results:
        place, result = places.pop(number), results.pop(number)
        if isinstance(result, LostJob):
            raise InputError(
                f"{place}: the page can't be read: {result.message}. If pages need too much memory, lower --workers, "
                "or limits.max_bytes of the settings"
            )
        yield result


def _chunks(records: Iterable[Record]) -> Iterator[list[Job]]:
    chunk: list[Job] = []
    size = 0
    for number, record in enumerate(records):
        chunk.append((number, record))
        size += len(record.body)
        if len(chunk) == _CHUNK or size >= _CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


@contextmanager
def _signals_held() -> Iterator[None]:
    """Hold back interrupts while a process starts, so that it ignores them before one can reach it."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _exit_name(code: int | None) -> str:
    if code is not None and code < 0:
        try:
            return signal.Signals(-code).name
        except ValueError:
            return f"signal {-code}"
    return f"exit code {code}"
