"""The folder beside an output: who may write, and where to begin."""

from __future__ import annotations

import fcntl
import shutil
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from cleanarticle.archive.batch.journal import Journal, read_journal, write_journal
from cleanarticle.archive.batch.task import Task
from cleanarticle.errors import BatchError

__all__ = ["begin"]

_LOCK: Final = "lock"
_JOURNAL: Final = "journal.json"


def begin(task: Task, stack: ExitStack, *, resume: bool, overwrite: bool) -> Journal:
    """Take an output for a run, and find out where to begin.

    Args:
        task: What the run does.
        stack: Holds the output until it is closed.
        resume: Whether to go on where an earlier run stopped.
        overwrite: Whether to begin anew where there is something.

    Returns:
        The journal of the earlier run, or a new one.

    Raises:
        BatchError: The output is there already, is being written, is an input, or is that of another task.
        OSError: It can't be written.
    """
    _check_apart(task)
    state = task.state
    if (task.output.exists() or (state / _JOURNAL).exists()) and not (resume or overwrite):
        raise BatchError(
            f"{task.output} is there already; give --resume to go on with it, or --overwrite to begin anew"
        )
    state.mkdir(parents=True, exist_ok=True)
    _lock(task, stack)
    fingerprint = task.fingerprint()
    journal = None if overwrite else read_journal(state / _JOURNAL)
    if journal is None:
        _clear(task, overwrite=overwrite)
        journal = Journal(fingerprint)
        write_journal(state / _JOURNAL, journal)
        return journal
    changed = [name for name, value in fingerprint.items() if journal.task.get(name) != value]
    if changed:
        raise BatchError(
            f"{task.output} was begun with other {', '.join(changed)}; go on with the same, or begin anew with "
            "--overwrite"
        )
    if journal.finished and not task.output.exists():
        raise BatchError(f"{task.output} was finished, and is gone; begin anew with --overwrite")
    if journal.rows is None:
        _remove_output(task)  # what a run wrote that was killed before its first commit
    return journal


def _lock(task: Task, stack: ExitStack) -> None:
    lock = stack.enter_context((task.state / _LOCK).open("w"))
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise BatchError(
            f"{task.output} is being written by another run; wait for it or choose another name"
        ) from error


def _check_apart(task: Task) -> None:
    """Refuse an output that is an input, or that is written while it is read."""
    written = [task.output.resolve(), task.state.resolve()]
    for name in task.inputs:
        source = Path(name).resolve()
        for path in written:
            if path == source or source in path.parents or path in source.parents:
                raise BatchError(f"{task.output} and the input {name} hold each other; choose another output")


def _clear(task: Task, *, overwrite: bool) -> None:
    """Take away what an earlier run left, if it may go."""
    is_ours = (task.state / _JOURNAL).exists()
    if task.output.exists() and not overwrite:
        raise BatchError(f"{task.output} was not written by a run that can be taken up; give --overwrite")
    if task.output.is_dir() and any(task.output.iterdir()) and not is_ours:
        raise BatchError(f"{task.output} is a folder that no run has written; remove it, or choose another name")
    _remove_output(task)
    for path in task.state.iterdir():
        if path.name != _LOCK:
            path.unlink()


def _remove_output(task: Task) -> None:
    if task.output.is_dir():
        shutil.rmtree(task.output)
        return
    for suffix in ("", "-wal", "-shm", "-journal"):
        task.output.with_name(task.output.name + suffix).unlink(missing_ok=True)
