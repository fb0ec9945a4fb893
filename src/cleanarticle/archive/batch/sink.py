"""Where records end: as a row, as a line in a file, or counted; and the journal that knows how far that is true."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any, Final, Self

from cleanarticle.archive import Fault, Found, Record, Skipped, error_row, open_writer
from cleanarticle.archive.batch.clean import Cleaned, Failed, FailureKind
from cleanarticle.archive.batch.duplicates import Duplicates, First
from cleanarticle.archive.batch.journal import Journal, Progress, write_journal
from cleanarticle.archive.batch.lines import LinesFile
from cleanarticle.archive.batch.statistics import Statistics
from cleanarticle.archive.batch.task import Task
from cleanarticle.archive.pool import LostJob
from cleanarticle.archive.rows import ErrorRow
from cleanarticle.archive.writer import WritesErrors
from cleanarticle.errors import BatchError

__all__ = ["Met", "Sink"]

_DUPLICATE: Final = "duplicate"
_MOST_ROWS: Final = 256


@dataclass(frozen=True, slots=True)
class Met:
    """What a reader found, and what became of it.

    Attributes:
        found: What was found; a record without its page.
        size: Bytes of its page.
        outcome: What became of a record.
    """

    found: Found
    size: int = 0
    outcome: Cleaned | Failed | LostJob | None = None


class Sink:
    """The output with all that stands beside it: brought to the disk together, or not at all.

    A commit is one step: first the rows, the errors and the duplicates are on the disk, then the journal that counts
    them takes the place of the old one. Whatever stands behind the journal's marks is cut off when the run is taken up
    again, and also when it ends with an exception.
    """

    def __init__(self, task: Task, journal: Journal) -> None:
        """Open everything at the state of the journal.

        Raises:
            BatchError: A file can't be written, or is not what it was.
            InputError: Likewise, of the output.
            MissingPackage: The output needs a package that is not installed.
        """
        self.statistics = Statistics.from_data(journal.statistics)
        self._task = task
        self._journal = journal
        self._rows: list[dict[str, Any]] = []
        self._error_rows: list[ErrorRow] = []
        self._done: set[int] = set()
        with ExitStack() as stack, self._writing():
            self._errors = stack.enter_context(LinesFile(task.state / "errors.jsonl", journal.errors))
            self._duplicates: Duplicates | None = None
            if task.dedupe is not None:
                through = journal.progress.through
                self._duplicates = stack.enter_context(Duplicates(task.state / "duplicates.sqlite", through))
                self._list = stack.enter_context(LinesFile(task.state / "duplicates.jsonl", journal.duplicates))
            self._writer = open_writer(task.output, kind=task.kind, token=journal.rows)
            self._files = stack.pop_all()
        self._is_closed = False

    def __enter__(self) -> Self:
        """The sink itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close everything; what was not committed is taken back."""
        with self._files:
            if not self._is_closed:
                with suppress(OSError, sqlite3.Error):  # resuming takes back what can't be taken back now
                    self._writer.abandon()

    @property
    def progress(self) -> Progress:
        """Records that are done by the journal."""
        return self._journal.progress

    def put(self, number: int, met: Met) -> None:
        """Take a record that is done.

        Args:
            number: Its place among all that the readers found.
            met: The record.

        Raises:
            BatchError: The output can't be written.
        """
        self._done.add(number)
        found, outcome = met.found, met.outcome
        self.statistics.bytes += met.size
        if isinstance(found, Skipped):
            self.statistics.add_filtered(found.reason)
        elif isinstance(found, Fault):
            self._fail(found, "unreadable", found.reason)
        elif isinstance(outcome, (Failed, LostJob)):
            self._fail(found, outcome.kind, outcome.message)
        elif isinstance(outcome, Cleaned):
            self._put_row(number, found, outcome)

    def commit(self, seconds: float) -> None:
        """Bring everything to the disk.

        Args:
            seconds: Time of all runs so far.

        Raises:
            BatchError: It can't be written. What was committed before stays.
        """
        self.statistics.seconds = seconds
        self.statistics.add_pace()
        progress = self.progress.with_done(self._done)
        self._done = set()
        self.statistics.found = progress.through + len(progress.beyond)
        with self._writing():
            self._write_rows()
            rows = self._writer.commit()
            errors = self._errors.commit()
            duplicates = 0
            if self._duplicates is not None:
                duplicates = self._list.commit()
                self._duplicates.commit()
            self._journal = replace(
                self._journal,
                progress=progress,
                rows=rows,
                errors=errors,
                duplicates=duplicates,
                statistics=self.statistics.to_data(),
            )
            self._write_journal()

    def finish(self) -> None:
        """End the output after its last commit, and say in the journal that nothing is left to do.

        Raises:
            BatchError: It can't be written.
        """
        self.close()
        self._journal = replace(self._journal, finished=True)
        with self._writing():
            self._write_journal()

    def close(self) -> None:
        """End the output at its last commit.

        Raises:
            BatchError: It can't be written.
        """
        with self._writing():
            self._writer.close()
            self._is_closed = True

    def _put_row(self, number: int, found: Record, cleaned: Cleaned) -> None:
        first = None
        if self._duplicates is not None and cleaned.signature is not None:
            with self._writing():
                first = self._duplicates.meet(number, found.place, cleaned.signature)
        if first is not None:
            self.statistics.add_filtered(_DUPLICATE)
            self._list.add(_duplicate(found, first))
            return
        self.statistics.add_row(cleaned.row, cleaned.rules)
        self._rows.append(cleaned.row)
        if len(self._rows) >= _MOST_ROWS:
            with self._writing():
                self._write_rows()

    def _fail(self, found: Record | Fault, kind: FailureKind, message: str) -> None:
        self.statistics.add_error(kind)
        row = error_row(found, message, kind=kind, arguments=self._task.reproduce)
        self._errors.add(row)
        self._error_rows.append(row)

    def _write_rows(self) -> None:
        """Give the writer what is held; an output with a place for errors gets those too."""
        self._writer.write(self._rows)
        if isinstance(self._writer, WritesErrors):
            self._writer.write_errors(self._error_rows)
        self._rows, self._error_rows = [], []

    def _write_journal(self) -> None:
        write_journal(self._task.state / "journal.json", self._journal)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            raise BatchError(
                f"{self._task.output} can't be written: {error}; what was committed before is whole: mend that, and "
                "go on with --resume"
            ) from error


def _duplicate(found: Record, first: First) -> dict[str, Any]:
    return {
        "place": found.place,
        "url": found.url,
        "id": found.id,
        "first": first.place,
        "similarity": first.similarity,
    }
