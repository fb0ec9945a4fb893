"""The engine: reads, hands out, collects, writes, and keeps the journal by which a stopped run goes on."""

from __future__ import annotations

import fcntl
import shutil
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, TypeAlias

from cleanarticle.archive import Columns, Fault, Found, Record, Skipped, Wanted, error_row, open_writer, read
from cleanarticle.archive.writer import Writer
from cleanarticle.archive.writing import OutputKind, output_kind
from cleanarticle.batch.errors_file import ErrorsFile
from cleanarticle.batch.journal import Journal, read_journal, write_journal
from cleanarticle.batch.pool import PageLimits, Pool
from cleanarticle.batch.statistics import Statistics
from cleanarticle.batch.work import Cleaned, FailureKind, Job, Outcome, Setup
from cleanarticle.errors import BatchError

__all__ = ["Observer", "Summary", "Task", "run"]

STATE_SUFFIX: Final = ".run"
_BATCH_BYTES: Final = 1 << 19
_BATCH_PAGES: Final = 32
_COMMIT_SECONDS: Final = 10.0
_TELL_SECONDS: Final = 0.5
_WAIT_SECONDS: Final = 0.5
_MOST_WAITING: Final = 4_000
"""Outcomes that may wait for an earlier one when rows come in the order of the archive."""
_MOST_PACE: Final = 2_000


@dataclass(frozen=True)
class Task:
    """What a run does.

    Attributes:
        inputs: Archives, folders, or `-`, as `cleanarticle.archive.read` takes them.
        output: The file or folder to write; its name tells the form.
        kind: What is written, where the name does not tell it.
        setup: What the extractors are made from.
        wanted: Which records are cleaned.
        columns: Which columns of tables hold the pages.
        workers: Number of processes.
        limits: What one page may take.
        ordered: Whether rows come in the order of the archives; else as they are done.
    """

    inputs: tuple[str, ...]
    output: Path
    kind: OutputKind | None = None
    setup: Setup = field(default_factory=Setup)
    wanted: Wanted = field(default_factory=Wanted)
    columns: Columns = field(default_factory=Columns)
    workers: int = 1
    limits: PageLimits = field(default_factory=PageLimits)
    ordered: bool = False

    @property
    def state(self) -> Path:
        """The folder beside the output with `errors.jsonl` and the journal."""
        return self.output.with_name(self.output.name + STATE_SUFFIX)

    def fingerprint(self) -> dict[str, Any]:
        """What has to be the same for a run to go on where another stopped, as plain data."""
        return {
            "inputs": [[name, _size(name)] for name in self.inputs],
            "kind": self.kind,
            "config": self.setup.config.model_dump(mode="json"),
            "profiles": self.setup.profiles is not None,
            "wanted": repr(self.wanted),
            "columns": repr(self.columns),
            "ordered": self.ordered,
        }


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


Observer: TypeAlias = Callable[[Statistics, int], None]
"""Called now and then with the counts and the bytes of the archives that were read."""


def run(task: Task, *, resume: bool = False, overwrite: bool = False, observe: Observer | None = None) -> Summary:
    """Clean archives: every record ends as one row, one line in `errors.jsonl`, or is filtered out.

    An interrupt (SIGINT or SIGTERM) ends the run in good order; a second one at once. Call it in the main thread, and
    in a script under `if __name__ == "__main__":`.

    Args:
        task: What to do.
        resume: Go on where an earlier run with the same task and output stopped; begin if there was none.
        overwrite: Begin anew where there is an output already.
        observe: Is told how far it is.

    Returns:
        What came of it.

    Raises:
        BatchError: The output is there already, is being written by another run, or its journal is of another task;
            or no worker can be started.
        InputError: An input does not exist or can't be read at all.
        ConfigError: The settings are wrong.
        RuleError: A rule that they name is.
    """
    task.setup.extractor()  # wrong settings are an error of this call, not of a worker
    task.kind or output_kind(task.output)
    with ExitStack() as stack:
        task.state.parent.mkdir(parents=True, exist_ok=True)
        journal = _begin(task, stack, resume=resume, overwrite=overwrite)
        if journal.finished:
            return Summary(Statistics.from_data(journal.statistics), True, task.state / "errors.jsonl")
        writer = open_writer(task.output, kind=task.kind, token=journal.rows)
        stack.callback(writer.close)
        errors = stack.enter_context(ErrorsFile(task.state / "errors.jsonl", journal.errors))
        stop = stack.enter_context(_interrupts())
        pool = stack.enter_context(Pool(task.setup, task.workers, task.limits))
        return _Run(task, journal, writer, errors, pool, stop, observe).go()


def _begin(task: Task, stack: ExitStack, *, resume: bool, overwrite: bool) -> Journal:
    """Take the output for this run, and find out where to begin."""
    state = task.state
    there = task.output.exists() or (state / "journal.json").exists()
    if there and not (resume or overwrite):
        raise BatchError(
            f"{task.output} is there already; give --resume to go on with it, or --overwrite to begin anew"
        )
    state.mkdir(exist_ok=True)
    lock = stack.enter_context((state / "lock").open("w"))
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise BatchError(
            f"{task.output} is being written by another run; wait for it or choose another name"
        ) from error
    fingerprint = task.fingerprint()
    journal = read_journal(state / "journal.json") if resume else None
    if journal is None:
        _clear(task, begun=overwrite or (state / "begun").exists())
        (state / "begun").touch()
        return Journal(fingerprint)
    changed = [name for name, value in fingerprint.items() if journal.task.get(name) != value]
    if changed:
        raise BatchError(f"{task.output} was begun with other {', '.join(changed)}; use the same, or --overwrite")
    return journal


def _clear(task: Task, *, begun: bool) -> None:
    """Take away what an earlier run left, if it may go."""
    (task.state / "journal.json").unlink(missing_ok=True)
    (task.state / "errors.jsonl").unlink(missing_ok=True)
    if task.output.exists() and not begun:
        raise BatchError(f"{task.output} was not written by a run that can be taken up; give --overwrite")
    if task.output.is_dir():
        shutil.rmtree(task.output)
    else:
        task.output.unlink(missing_ok=True)


class _Run:
    """One run: its parts, and what is under way."""

    def __init__(
        self,
        task: Task,
        journal: Journal,
        writer: Writer,
        errors: ErrorsFile,
        pool: Pool,
        stop: list[int],
        observe: Observer | None,
    ) -> None:
        self._task = task
        self._journal = journal
        self._writer = writer
        self._errors = errors
        self._pool = pool
        self._stop = stop
        self._observe = observe or (lambda statistics, position: None)
        self._statistics = Statistics.from_data(journal.statistics)
        self._seconds_before = self._statistics.seconds
        self._started = self._committed = self._told = time.monotonic()
        self._reading = read(task.inputs, wanted=task.wanted, columns=task.columns)
        self._jobs: dict[int, Record] = {}
        """Records under way, without their pages, by number."""
        self._batch: list[Job] = []
        self._batch_bytes = 0
        self._ready: deque[list[Job]] = deque()
        self._rows: list[dict[str, Any]] = []
        self._done: set[int] = set()
        """Records done since the last commit."""
        self._waiting: dict[int, Outcome | None] = {}
        """In order: outcomes that have an earlier record before them; `None` for a record without one."""
        self._due = journal.progress.through

    def go(self) -> Summary:
        """Do the whole of it."""
        for number, found in self._new(enumerate(self._reading)):
            self._meet(number, found)
            self._settle(0.0)
            while len(self._ready) > self._task.workers or len(self._waiting) > _MOST_WAITING:
                self._settle(_WAIT_SECONDS)
            if self._stop:
                break
        self._close_batch()
        if self._stop:
            self._ready.clear()  # what no worker has is left to the next run
        while self._ready or self._pool.pending:
            self._settle(_WAIT_SECONDS)
        self._commit(finished=not self._stop)
        return Summary(self._statistics, not self._stop, self._task.state / "errors.jsonl")

    def _new(self, found: Iterable[tuple[int, Found]]) -> Iterator[tuple[int, Found]]:
        """Records that no earlier run has done."""
        progress = self._journal.progress
        return ((number, each) for number, each in found if number not in progress)

    def _meet(self, number: int, found: Found) -> None:
        if isinstance(found, Skipped):
            self._statistics.add_filtered(found.reason)
            self._finish(number, None)
        elif isinstance(found, Fault):
            self._fail(found, "unreadable", found.reason)
            self._finish(number, None)
        else:
            self._queue(number, found)

    def _queue(self, number: int, record: Record) -> None:
        self._jobs[number] = replace(record, body=b"")
        self._statistics.bytes += len(record.body)
        self._batch.append(Job(number, record))
        self._batch_bytes += len(record.body)
        if self._batch_bytes >= _BATCH_BYTES or len(self._batch) >= _BATCH_PAGES:
            self._close_batch()

    def _close_batch(self) -> None:
        if self._batch:
            self._ready.append(self._batch)
        self._batch, self._batch_bytes = [], 0

    def _settle(self, timeout: float) -> None:
        """Hand out what is ready, take what is done, and commit when it is time."""
        while self._ready and self._pool.idle:
            self._pool.give(self._ready.popleft())
        for outcome in self._pool.take(timeout):
            self._finish(outcome.number, outcome)
        self._tell()
        if time.monotonic() - self._committed > _COMMIT_SECONDS:
            self._commit(finished=False)

    def _tell(self) -> None:
        now = time.monotonic()
        if now - self._told > _TELL_SECONDS:
            self._told = now
            self._count_time(now)
            self._observe(self._statistics, self._reading.position)

    def _count_time(self, now: float) -> None:
        self._statistics.seconds = self._seconds_before + now - self._started

    def _finish(self, number: int, outcome: Outcome | None) -> None:
        if not self._task.ordered:
            self._put(number, outcome)
            return
        self._waiting[number] = outcome
        while self._due in self._waiting:
            self._put(self._due, self._waiting.pop(self._due))
            self._due += 1

    def _put(self, number: int, outcome: Outcome | None) -> None:
        self._done.add(number)
        if outcome is None:
            return
        record = self._jobs.pop(number)
        if isinstance(outcome, Cleaned):
            self._rows.append(outcome.row)
            self._statistics.add_row(outcome.row, outcome.rules)
        else:
            self._fail(record, outcome.kind, outcome.message)

    def _fail(self, found: Record | Fault, kind: FailureKind, message: str) -> None:
        self._statistics.add_error(kind)
        self._errors.add(error_row(found, message, kind=kind))

    def _commit(self, *, finished: bool) -> None:
        """Rows, then errors, then the journal that counts both."""
        statistics = self._statistics
        if self._rows:
            self._writer.write(self._rows)
            self._rows = []
        now = time.monotonic()
        self._count_time(now)
        statistics.pace = [*statistics.pace, (round(statistics.seconds, 1), statistics.done)][-_MOST_PACE:]
        progress = self._journal.progress.with_done(self._done)
        statistics.found = progress.through + len(progress.beyond)
        self._done = set()
        self._journal = replace(
            self._journal,
            progress=progress,
            rows=self._writer.commit(),
            errors=self._errors.commit(),
            statistics=statistics.to_data(),
            finished=finished,
        )
        write_journal(self._task.state / "journal.json", self._journal)
        self._committed = now
        self._observe(statistics, self._reading.position)


@contextmanager
def _interrupts() -> Iterator[list[int]]:
    """While this lasts, a first SIGINT or SIGTERM is only noted; a second one acts as it always does."""
    noted: list[int] = []
    handlers = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}

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


def _size(name: str) -> int | None:
    """Bytes of an input that is a file, by which another version of it is noticed."""
    path = Path(name)
    return path.stat().st_size if path.is_file() else None
