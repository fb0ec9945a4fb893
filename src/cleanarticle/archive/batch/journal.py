"""How far a run has come, written beside its output so that another run can go on there; `sink.py` says when."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from cleanarticle.archive.writer import Token
from cleanarticle.errors import BatchError

__all__ = ["Journal", "Progress", "read_journal", "write_journal"]

_FORM: Final = 1


@dataclass(frozen=True, slots=True)
class Progress:
    """Which records are done: all up to one, and single ones beyond it.

    Attributes:
        through: Number of records from the first on that are all done.
        beyond: Records behind these that are done too, by number.
    """

    through: int = 0
    beyond: frozenset[int] = frozenset()

    def __contains__(self, number: int) -> bool:
        """Whether a record is done."""
        return number < self.through or number in self.beyond

    def with_done(self, numbers: Iterable[int]) -> Progress:
        """The progress with more records done."""
        beyond = set(self.beyond)
        beyond.update(numbers)
        through = self.through
        while through in beyond:
            beyond.remove(through)
            through += 1
        return Progress(through, frozenset(beyond))


@dataclass(frozen=True, slots=True)
class Journal:
    """The state of a run at its last commit.

    Attributes:
        task: What the run does, by which another run is known to be the same: inputs, what they hold, settings.
        progress: Records that are done.
        rows: The state of the output, as its writer tells; `None` before its first commit.
        errors: Bytes of the file of errors.
        duplicates: Bytes of the file of duplicates.
        statistics: What was counted.
        finished: Whether nothing is left to do.
    """

    task: Mapping[str, Any]
    progress: Progress = field(default_factory=Progress)
    rows: Token | None = None
    errors: int = 0
    duplicates: int = 0
    statistics: Mapping[str, Any] = field(default_factory=dict)
    finished: bool = False


def write_journal(path: Path, journal: Journal) -> None:
    """Put a journal in the place of the last one, in one step, on the disk when this returns."""
    data = asdict(replace(journal, progress=Progress())) | {
        "form": _FORM,
        "progress": {"through": journal.progress.through, "beyond": _spans(journal.progress.beyond)},
    }
    draft = path.with_suffix(".new")
    with draft.open("w", encoding="utf-8") as file:
        json.dump(data, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def read_journal(path: Path) -> Journal | None:
    """Read the journal of a run.

    Returns:
        The journal; `None` if there is none.

    Raises:
        BatchError: The file is no journal of this version.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise BatchError(f"{path}: not the journal of a run: {error}; begin anew with --overwrite") from error
    if not isinstance(data, dict) or data.pop("form", None) != _FORM:
        raise BatchError(f"{path}: a journal of another version; begin anew with --overwrite")
    done = data.pop("progress")
    beyond = frozenset(number for first, behind in done["beyond"] for number in range(first, behind))
    return Journal(progress=Progress(done["through"], beyond), **data)


def _spans(numbers: Iterable[int]) -> list[list[int]]:
    """Numbers as runs of neighbours: the first of each, and the one behind its last."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and spans[-1][1] == number:
            spans[-1][1] += 1
        else:
            spans.append([number, number + 1])
    return spans
