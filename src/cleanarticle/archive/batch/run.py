"""The engine: reads, hands out, collects; a stopped run goes on where its journal ends."""

from __future__ import annotations

import signal
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from cleanarticle.archive import Found, Record, read
from cleanarticle.archive.batch.clean import WorkerSetup, cleaning
from cleanarticle.archive.batch.learning import learn_sites
from cleanarticle.archive.batch.progress import Observer, Reached
from cleanarticle.archive.batch.sink import Met, Sink
from cleanarticle.archive.batch.state import begin
from cleanarticle.archive.batch.statistics import Statistics
from cleanarticle.archive.batch.task import Task
from cleanarticle.archive.pool import Job, WorkerPool
from cleanarticle.archive.reading import expanded
from cleanarticle.archive.writing import output_kind
from cleanarticle.errors import BatchError

__all__ = ["Observer", "Reached", "Summary", "Task", "run"]

_BATCH_BYTES: Final = 1 << 19
_BATCH_PAGES: Final = 32
_TELL_SECONDS: Final = 0.5
_WAIT_SECONDS: Final = 0.5
_LOOK_SECONDS: Final = 0.01
_MOST_WAITING: Final = 4_000
"""Records that may wait for an earlier one when rows come in the order of the archive."""


@dataclass(frozen=True, slots=True)
class Summary:
    """How a run ended.

    Attributes:
        statistics: What was counted, together with the runs before it that it took up.
        finished: Whether everything is done; else it was interrupted, and can be taken up again.
        errors: The file of errors.
    """

    statistics: Statistics
    finished: bool
    errors: Path


def run(task: Task, *, resume: bool = False, overwrite: bool = False, observe: Observer | None = None) -> Summary:
    """Clean archives: every record ends as one row, one line in `errors.jsonl`, or is filtered out.

    An interrupt (SIGINT or SIGTERM) ends the run in good order; a second one at once. In a script, call it under
    `if __name__ == "__main__":`; outside the main thread an interrupt is the caller's affair.

    Args:
        task: What to do.
        resume: Go on where an earlier run with the same task and output stopped; begin if there was none.
        overwrite: Begin anew where there is an output already.
        observe: Is told how far it is.

    Returns:
        What came of it.

    Raises:
        BatchError: The output is there already, is being written by another run, can't be written, or its journal is
            of another task; or no worker can be started.
        InputError: An input does not exist or can't be read at all.
        ConfigError: The settings are wrong.
        RuleError: A rule that they name is.
        MissingPackage: An input or the output needs a package that is not installed.
    """
    task = replace(task, inputs=tuple(expanded(task.inputs)))
    task.setup.extractor()  # wrong settings are an error of this call, not of a worker
    task.kind or output_kind(task.output)
    read(task.inputs)  # so is an input that is not there
    observe = _at_times(observe or (lambda reached: None))
    with ExitStack() as stack:
        with _told(task):
            journal = begin(task, stack, resume=resume, overwrite=overwrite)
        errors = task.state / "errors.jsonl"
        if journal.finished:
            return Summary(Statistics.from_data(journal.statistics), True, errors)
        stop = stack.enter_context(_interrupts())
        setup = replace(task.setup, similarity=task.dedupe)
        if task.site_model:
            setup = replace(setup, site_models=task.state / "site-models.sqlite")
            with _told(task):
                if not _is_learned(task, stop, observe):
                    return Summary(Statistics.from_data(journal.statistics), False, errors)
        sink = stack.enter_context(Sink(task, journal))
        pool = stack.enter_context(WorkerPool(cleaning, setup, task.workers, task.limits))
        finished = _Run(task, sink, pool, stop, observe).go()
        return Summary(sink.statistics, finished, errors)


def _is_learned(task: Task, stop: list[int], observe: Observer) -> bool:
    models = task.state / "site-models.sqlite"
    return models.exists() or learn_sites(task, models, stop, observe)


class _Run:
    """The cleaning: its parts, and what is under way."""

    def __init__(
        self, task: Task, sink: Sink, pool: WorkerPool[WorkerSetup], stop: list[int], observe: Observer
    ) -> None:
        self._task = task
        self._sink = sink
        self._pool = pool
        self._stop = stop
        self._observe = observe
        self._seconds_before = sink.statistics.seconds
        self._started = self._committed = self._looked = time.monotonic()
        self._reading = read(task.inputs, wanted=task.wanted, columns=task.columns)
        self._under_way: dict[int, Met] = {}
        """Records without an outcome, without their pages, by number."""
        self._batch: list[Job] = []
        self._batch_bytes = 0
        self._ready: deque[list[Job]] = deque()
        self._waiting: dict[int, Met] = {}
        """In order: what is done and has an earlier record before it."""
        self._due = sink.progress.through

    def go(self) -> bool:
        """Do the whole of it; tell whether it was not interrupted."""
        done_before = self._sink.progress
        for number, found in enumerate(self._reading):
            if number not in done_before:
                self._meet(number, found)
            self._keep_up()
            if self._stop:
                break
        self._close_batch()
        if self._stop:
            self._ready.clear()  # what no worker has is left to the next run
        while self._ready or self._pool.pending:
            self._settle(_WAIT_SECONDS)
        self._commit()
        if self._stop:
            self._sink.close()
        else:
            self._sink.finish()
        return not self._stop

    def _meet(self, number: int, found: Found) -> None:
        if not isinstance(found, Record):
            self._finish(number, Met(found))
            return
        size = len(found.body)
        self._under_way[number] = Met(replace(found, body=b""), size)
        self._batch.append((number, found))
        self._batch_bytes += size
        if self._batch_bytes >= _BATCH_BYTES or len(self._batch) >= _BATCH_PAGES:
            self._close_batch()

    def _close_batch(self) -> None:
        if self._batch:
            self._ready.append(self._batch)
        self._batch, self._batch_bytes = [], 0

    def _keep_up(self) -> None:
        """Look at the workers now and then, and read no further while they have enough to do."""
        if self._ready or time.monotonic() - self._looked > _LOOK_SECONDS:
            self._settle(0.0)
        while len(self._ready) > self._task.workers or len(self._waiting) > _MOST_WAITING:
            self._close_batch()  # what the others wait for may be in it
            self._settle(_WAIT_SECONDS)

    def _settle(self, timeout: float) -> None:
        """Hand out what is ready, take what is done, and commit when it is time."""
        self._hand_out()
        for number, outcome in self._pool.take(timeout):
            self._finish(number, replace(self._under_way.pop(number), outcome=outcome))
        self._hand_out()
        self._looked = time.monotonic()
        if self._looked - self._committed > self._task.commit_seconds:
            self._close_batch()  # a page must not wait for others while many records are passed over
            self._commit()
        self._tell()

    def _hand_out(self) -> None:
        while self._ready and self._pool.is_idle:
            self._pool.give(self._ready.popleft())

    def _finish(self, number: int, met: Met) -> None:
        if not self._task.in_order:
            self._sink.put(number, met)
            return
        self._waiting[number] = met
        while self._due in self._waiting:
            self._sink.put(self._due, self._waiting.pop(self._due))
            self._due += 1

    def _commit(self) -> None:
        self._sink.commit(self._seconds())
        self._committed = time.monotonic()

    def _seconds(self) -> float:
        return self._seconds_before + time.monotonic() - self._started

    def _tell(self) -> None:
        self._sink.statistics.seconds = self._seconds()
        self._observe(Reached("cleaning", self._sink.statistics, self._reading.position, self._reading.size))


def _at_times(observe: Observer) -> Observer:
    """Tell an observer twice a second at most."""
    told = 0.0

    def tell(reached: Reached) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told > _TELL_SECONDS:
            told = now
            observe(reached)

    return tell


@contextmanager
def _told(task: Task) -> Iterator[None]:
    """Tell what can't be written as an error of this library."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise BatchError(f"{task.output} can't be written, or an input can't be read: {error}") from error


@contextmanager
def _interrupts() -> Iterator[list[int]]:
    """While this lasts, a first SIGINT or SIGTERM is only noted; a second one acts as it always does."""
    noted: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield noted
        return
    handlers = {each: signal.getsignal(each) or signal.SIG_DFL for each in (signal.SIGINT, signal.SIGTERM)}

    def note(number: int, frame: object) -> None:
        noted.append(number)
        for each, handler in handlers.items():
            signal.signal(each, handler)

    for each in handlers:
        signal.signal(each, note)
    try:
        yield noted
    finally:
        for each, handler in handlers.items():
            signal.signal(each, handler)
