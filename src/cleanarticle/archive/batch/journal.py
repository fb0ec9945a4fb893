"""The journal of a run: its state at the last commit, from which another run can resume. `sink.py` writes it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from cleanarticle.archive.writer import OutputState, sync_folder
from cleanarticle.errors import BatchError

__all__ = ["DoneRecords", "Journal", "read_journal", "write_journal"]

# One more with each change of the journal: else a run resumes from a state that it misreads.
_FORM: Final = 1


@dataclass(frozen=True, slots=True)
class DoneRecords:
    """The numbers of the records that are done.

    Attributes:
        through: All records with a lower number are done.
        beyond: Further records that are done.
    """

    through: int = 0
    beyond: frozenset[int] = frozenset()

    def __contains__(self, number: int) -> bool:
        """True if a record is done."""
        return number < self.through or number in self.beyond

    def with_done(self, numbers: Iterable[int]) -> DoneRecords:
        """These and more records."""
        beyond = set(self.beyond)
        beyond.update(numbers)
        through = self.through
        while through in beyond:
            beyond.remove(through)
            through += 1
        return DoneRecords(through, frozenset(beyond))


@dataclass(frozen=True, slots=True)
class Journal:
    """The state of a run at its last commit.

    Attributes:
        task: The fingerprint of the task: only a run with an equal one may resume.
        done: Records that are done.
        rows: The state of the output; `None` before its first commit.
        errors: Size of the file of errors in bytes.
        duplicates: Size of the file of duplicates in bytes.
        statistics: The data of `RunStatistics`.
        finished: True if all records are done and the output is closed.
    """

    task: Mapping[str, Any]
    done: DoneRecords = field(default_factory=DoneRecords)
    rows: OutputState | None = None
    errors: int = 0
    duplicates: int = 0
    statistics: Mapping[str, Any] = field(default_factory=dict)
    finished: bool = False


def write_journal(path: Path, journal: Journal) -> None:
    """Replace the journal on the disk, atomically."""
    data = asdict(replace(journal, done=DoneRecords())) | {
        "form": _FORM,
        "done": {"through": journal.done.through, "beyond": _spans(journal.done.beyond)},
    }
    draft = path.with_suffix(".new")
    with draft.open("w", encoding="utf-8") as file:
        json.dump(data, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)


def read_journal(path: Path) -> Journal | None:
    """Read the journal of a run; `None` if there is no file.

    Raises:
        BatchError: The file is not a journal, or was written by another version.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise BatchError(f"{path} is not the journal of a run: {error}; start again with --overwrite") from error
    if not isinstance(data, dict) or data.pop("form", None) != _FORM:
        raise BatchError(f"{path} was written by another version of cleanarticle; start again with --overwrite")
    done = data.pop("done")
    beyond = frozenset(number for first, end in done["beyond"] for number in range(first, end))
    return Journal(done=DoneRecords(done["through"], beyond), **data)


def _spans(numbers: Iterable[int]) -> list[list[int]]:
    """Numbers as half-open ranges of neighbours."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and spans[-1][1] == number:
            spans[-1][1] += 1
        else:
            spans.append([number, number + 1])
    return spans
