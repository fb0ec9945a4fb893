"""The loop of a run: read records, hand them to workers, collect the outcomes, commit."""

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

from cleanarticle.archive.batch.clean import WorkerSetup, cleaning
from cleanarticle.archive.batch.learning import learn_sites
from cleanarticle.archive.batch.progress import Observer, RunProgress
from cleanarticle.archive.batch.run_folder import begin_run
from cleanarticle.archive.batch.run_statistics import RunStatistics
from cleanarticle.archive.batch.sink import PendingRecord, Sink
from cleanarticle.archive.batch.task import Task
from cleanarticle.archive.open import expand_paths
from cleanarticle.archive.outputs import output_kind
from cleanarticle.archive.pool import WAIT_SECONDS, Job, WorkerPool
from cleanarticle.archive.records import ReadResult, Record
from cleanarticle.errors import BatchError

__all__ = ["Observer", "RunProgress", "RunSummary", "Task", "run"]

# Five pages of 100 KB. Larger batches leave workers idle at the end of a run; smaller ones cost more trips.
_BATCH_BYTES: Final = 1 << 19
# A trip to a worker takes 0.18 ms: 2 % of a page of 10 ms alone, 0.1 % for 32. A crash repeats what its batch has.
_BATCH_PAGES: Final = 32
# More often, drawing takes time from reading; less often, the bar seems to stand still.
_TELL_SECONDS: Final = 0.5
# Longer, a worker that is done waits while records are filtered out; shorter, each record costs a system call.
_LOOK_SECONDS: Final = 0.01
_MOST_WAITING: Final = 4_000
"""Records that may wait for an earlier one when rows come in the order of the archives."""


@dataclass(frozen=True, slots=True)
class RunSummary:
    """How a run ended.

    Attributes:
        statistics: The counts, including those of the earlier runs that this one resumes.
        finished: True if all records are done; false if the run was interrupted and can be resumed.
        errors: The file of errors.
    """

    statistics: RunStatistics
    finished: bool
    errors: Path


def run(task: Task, *, resume: bool = False, overwrite: bool = False, observe: Observer | None = None) -> RunSummary:
    """Clean archives. Every record becomes a row, a line of `errors.jsonl`, or is filtered out.

    A first interrupt (SIGINT or SIGTERM) ends the run after the pages that are being cleaned; a second one ends it at
    once. A script must call this function under `if __name__ == "__main__":`, because the workers import the script.
    Outside the main thread the caller has to handle interrupts.

    Args:
        task: What to do.
        resume: Continue an earlier run with the same task; begin if there is none.
        overwrite: Remove what is there, and begin from the start.
        observe: Receives the progress, at most twice a second.

    Raises:
        BatchError: The output exists, can't be written, or is being written by another run; the journal belongs to
            another task; or no worker can be started.
        InputError: An input does not exist or can't be read.
        ConfigError: The settings are wrong.
        RuleError: A rule in the settings is wrong.
        MissingPackage: An input or the output needs a package that is not installed.
    """
    task = replace(task, inputs=tuple(expand_paths(task.inputs)))
    task.setup.extractor()  # wrong settings must be an error here, not in a worker
    task.kind or output_kind(task.output)
    task.read()  # so must a missing input
    observe = _throttled(observe or (lambda progress: None))
    with ExitStack() as stack:
        with _as_batch_errors(task):
            journal = begin_run(task, stack, resume=resume, overwrite=overwrite)
        errors = task.run_folder / "errors.jsonl"
        if journal.finished:
            return RunSummary(RunStatistics.from_data(journal.statistics), True, errors)
        stop = stack.enter_context(_interrupts())
        setup = replace(task.setup, similarity=task.dedupe)
        if task.site_model:
            setup = replace(setup, site_models=task.run_folder / "site-models.sqlite")
            with _as_batch_errors(task):
                if not _has_site_models(task, stop, observe):
                    return RunSummary(RunStatistics.from_data(journal.statistics), False, errors)
        sink = stack.enter_context(Sink(task, journal))
        pool = stack.enter_context(WorkerPool(cleaning, setup, task.workers, task.limits))
        finished = _Run(task, sink, pool, stop, observe).run()
        return RunSummary(sink.statistics, finished, errors)


def _has_site_models(task: Task, stop: list[int], observe: Observer) -> bool:
    """Learn the models, unless an earlier run did. False if the run was interrupted."""
    models = task.run_folder / "site-models.sqlite"
    return models.exists() or learn_sites(task, models, stop, observe)


class _Run:
    """The state of the cleaning pass."""

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
        self._stream = task.read()
        self._pending: dict[int, PendingRecord] = {}
        """Records without an outcome, by number."""
        self._batch: list[Job] = []
        self._batch_bytes = 0
        self._ready: deque[list[Job]] = deque()
        """Batches that wait for a worker."""
        self._waiting: dict[int, PendingRecord] = {}
        """Records that are done but wait for an earlier one, if rows come in order."""
        self._due = sink.done.through

    def run(self) -> bool:
        """Clean all records. Returns false if the run was interrupted."""
        done_before = self._sink.done
        for number, result in enumerate(self._stream):
            if number not in done_before:
                self._take(number, result)
            self._keep_up()
            if self._stop:
                break
        self._close_batch()
        if self._stop:
            self._ready.clear()  # the next run cleans what no worker has yet
        while self._ready or self._pool.pending:
            self._work(WAIT_SECONDS)
        self._commit()
        if self._stop:
            self._sink.close()
        else:
            self._sink.finish()
        return not self._stop

    def _take(self, number: int, result: ReadResult) -> None:
        if not isinstance(result, Record):
            self._finish(number, PendingRecord(result))
            return
        size = len(result.body)
        self._pending[number] = PendingRecord(replace(result, body=b""), size)
        self._batch.append((number, result))
        self._batch_bytes += size
        if self._batch_bytes >= _BATCH_BYTES or len(self._batch) >= _BATCH_PAGES:
            self._close_batch()

    def _close_batch(self) -> None:
        if self._batch:
            self._ready.append(self._batch)
        self._batch, self._batch_bytes = [], 0

    def _keep_up(self) -> None:
        """Check the workers every now and then, and stop reading while they have enough to do."""
        if self._ready or time.monotonic() - self._looked > _LOOK_SECONDS:
            self._work(0.0)
        while len(self._ready) > self._task.workers or len(self._waiting) > _MOST_WAITING:
            self._close_batch()  # the record that the others wait for may be in it
            self._work(WAIT_SECONDS)

    def _work(self, timeout: float) -> None:
        """Hand out batches, collect outcomes, and commit when it is time."""
        self._hand_out()
        for number, outcome in self._pool.take(timeout):
            self._finish(number, replace(self._pending.pop(number), outcome=outcome))
        self._hand_out()
        self._looked = time.monotonic()
        if self._looked - self._committed > self._task.commit_seconds:
            self._close_batch()  # else a page waits for others while many records are filtered out
            self._commit()
        self._report()

    def _hand_out(self) -> None:
        while self._ready and self._pool.is_idle:
            self._pool.give(self._ready.popleft())

    def _finish(self, number: int, record: PendingRecord) -> None:
        if not self._task.in_order:
            self._sink.put(number, record)
            return
        self._waiting[number] = record
        while self._due in self._waiting:
            self._sink.put(self._due, self._waiting.pop(self._due))
            self._due += 1

    def _commit(self) -> None:
        self._sink.commit(self._seconds())
        self._committed = time.monotonic()

    def _seconds(self) -> float:
        return self._seconds_before + time.monotonic() - self._started

    def _report(self) -> None:
        self._sink.statistics.seconds = self._seconds()
        self._observe(RunProgress("cleaning", self._sink.statistics, self._stream.position, self._stream.size))


def _throttled(observe: Observer) -> Observer:
    """An observer that is called at most twice a second."""
    last = 0.0

    def observe_sometimes(progress: RunProgress) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last > _TELL_SECONDS:
            last = now
            observe(progress)

    return observe_sometimes


@contextmanager
def _as_batch_errors(task: Task) -> Iterator[None]:
    """Raise errors of the system as errors of this library."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise BatchError(f"{task.output} can't be written, or an input can't be read: {error}") from error


@contextmanager
def _interrupts() -> Iterator[list[int]]:
    """Note a first SIGINT or SIGTERM in the list that this yields; a second one acts as it did before."""
    noted: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield noted
        return
    handlers = {number: signal.getsignal(number) or signal.SIG_DFL for number in (signal.SIGINT, signal.SIGTERM)}

    def restore() -> None:
        for number, handler in handlers.items():
            signal.signal(number, handler)

    def note(number: int, frame: object) -> None:
        noted.append(number)
        restore()

    for number in handlers:
        signal.signal(number, note)
    try:
        yield noted
    finally:
        restore()
