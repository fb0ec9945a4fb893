"""Where records end: as a row of the output, as a line of a file, or counted; and when the journal is written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any, Final, Self

from cleanarticle.archive.batch.clean import Cleaned, Failed, FailureKind
from cleanarticle.archive.batch.duplicates import DuplicateIndex, EarlierText
from cleanarticle.archive.batch.journal import DoneRecords, Journal, write_journal
from cleanarticle.archive.batch.lines_file import JsonLinesFile
from cleanarticle.archive.batch.run_folder import JOURNAL
from cleanarticle.archive.batch.run_statistics import RunStatistics
from cleanarticle.archive.batch.task import Task
from cleanarticle.archive.outputs import open_writer
from cleanarticle.archive.pool import LostJob
from cleanarticle.archive.records import Fault, ReadResult, Record, Skipped
from cleanarticle.archive.rows import ErrorRow, error_row
from cleanarticle.archive.writer import ErrorWriter
from cleanarticle.errors import BatchError

__all__ = ["PendingRecord", "Sink"]

_DUPLICATE: Final = "duplicate"
# 256 rows of fixtures take 3 MB of memory. Fewer cost more: JSON lines 0.12 ms a row one by one, 0.08 by 256.
_MOST_ROWS: Final = 256


@dataclass(frozen=True, slots=True)
class PendingRecord:
    """A result of a reader that is not in the output yet.

    Attributes:
        result: The result; a record without its body.
        size: Bytes of the body.
        outcome: What cleaning gave for a record, once it is done.
    """

    result: ReadResult
    size: int = 0
    outcome: Cleaned | Failed | LostJob | None = None


class Sink:
    """The output and the files of a run.

    A commit first brings rows, errors and duplicates to the disk, then replaces the journal, which has their sizes.
    Everything beyond these sizes is removed when a run is resumed, and when it ends with an exception.
    """

    def __init__(self, task: Task, journal: Journal) -> None:
        """Open all files at the state of the journal.

        Raises:
            BatchError: A file can't be written, or does not match the journal.
            InputError: The output does not match the journal.
            MissingPackage: The output needs a package that is not installed.
        """
        self.statistics = RunStatistics.from_data(journal.statistics)
        self._task = task
        self._journal = journal
        self._rows: list[dict[str, Any]] = []
        self._error_rows: list[ErrorRow] = []
        self._done: set[int] = set()
        folder = task.run_folder
        with ExitStack() as stack, self._writing():
            self._errors = stack.enter_context(JsonLinesFile(folder / "errors.jsonl", journal.errors))
            self._index: DuplicateIndex | None = None
            if task.dedupe is not None:
                self._index = stack.enter_context(DuplicateIndex(folder / "duplicates.sqlite", journal.done.through))
                self._duplicates = stack.enter_context(JsonLinesFile(folder / "duplicates.jsonl", journal.duplicates))
            self._writer = open_writer(task.output, kind=task.kind, state=journal.rows)
            self._files = stack.pop_all()
        self._is_closed = False

    def __enter__(self) -> Self:
        """Return the sink."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close all files, and remove what was not committed."""
        with self._files:
            if not self._is_closed:
                with suppress(OSError, sqlite3.Error):  # what can't be removed now is removed by resuming
                    self._writer.abandon()

    @property
    def done(self) -> DoneRecords:
        """The records that are done according to the journal."""
        return self._journal.done

    def put(self, number: int, record: PendingRecord) -> None:
        """Take a record that is done.

        Args:
            number: Its number among all results of the readers.
            record: The record with its outcome.

        Raises:
            BatchError: The output can't be written.
        """
        self._done.add(number)
        result, outcome = record.result, record.outcome
        self.statistics.bytes += record.size
        if isinstance(result, Skipped):
            self.statistics.add_filtered(result.reason)
        elif isinstance(result, Fault):
            self._put_error(result, "unreadable", result.reason)
        elif isinstance(outcome, (Failed, LostJob)):
            self._put_error(result, outcome.kind, outcome.message)
        elif isinstance(outcome, Cleaned):
            self._put_row(number, result, outcome)

    def commit(self, seconds: float) -> None:
        """Bring everything to the disk.

        Args:
            seconds: Time of all runs so far.

        Raises:
            BatchError: It can't be written. Earlier commits are not lost.
        """
        self.statistics.seconds = seconds
        self.statistics.add_pace()
        done = self.done.with_done(self._done)
        self._done = set()
        self.statistics.found = done.through + len(done.beyond)
        with self._writing():
            self._write_rows()
            rows = self._writer.commit()
            errors = self._errors.commit()
            duplicates = 0
            if self._index is not None:
                duplicates = self._duplicates.commit()
                self._index.commit()
            self._journal = replace(
                self._journal,
                done=done,
                rows=rows,
                errors=errors,
                duplicates=duplicates,
                statistics=self.statistics.to_data(),
            )
            self._write_journal()

    def finish(self) -> None:
        """Close the output after its last commit, and mark the journal as finished.

        Raises:
            BatchError: It can't be written.
        """
        self.close()
        self._journal = replace(self._journal, finished=True)
        with self._writing():
            self._write_journal()

    def close(self) -> None:
        """Close the output after its last commit.

        Raises:
            BatchError: It can't be written.
        """
        with self._writing():
            self._writer.close()
            self._is_closed = True

    def _put_row(self, number: int, record: Record, cleaned: Cleaned) -> None:
        earlier = None
        if self._index is not None and cleaned.signature is not None:
            with self._writing():
                earlier = self._index.find_or_add(number, record.place, cleaned.signature)
        if earlier is not None:
            self.statistics.add_filtered(_DUPLICATE)
            self._duplicates.add(_duplicate_row(record, earlier))
            return
        self.statistics.add_row(cleaned.row, cleaned.rules)
        self._rows.append(cleaned.row)
        if len(self._rows) >= _MOST_ROWS:
            with self._writing():
                self._write_rows()

    def _put_error(self, source: Record | Fault, kind: FailureKind, message: str) -> None:
        self.statistics.add_error(kind)
        row = error_row(source, message, kind=kind, arguments=self._task.reproduce)
        self._errors.add(row)
        self._error_rows.append(row)

    def _write_rows(self) -> None:
        self._writer.write(self._rows)
        if isinstance(self._writer, ErrorWriter):
            self._writer.write_errors(self._error_rows)
        self._rows, self._error_rows = [], []

    def _write_journal(self) -> None:
        write_journal(self._task.run_folder / JOURNAL, self._journal)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            raise BatchError(
                f"{self._task.output} can't be written: {error}; what was committed before is complete: repair the "
                "cause, and continue with --resume"
            ) from error


def _duplicate_row(record: Record, earlier: EarlierText) -> dict[str, Any]:
    return {
        "place": record.place,
        "url": record.url,
        "id": record.id,
        "first": earlier.place,
        "similarity": earlier.similarity,
    }
