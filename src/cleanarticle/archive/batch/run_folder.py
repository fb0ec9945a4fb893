"""The folder of a run beside its output: who may write the output, and where a run begins."""

from __future__ import annotations

import fcntl
import shutil
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from cleanarticle.archive.batch.journal import Journal, read_journal, write_journal
from cleanarticle.archive.batch.task import Task
from cleanarticle.errors import BatchError

__all__ = ["JOURNAL", "begin_run"]

_LOCK: Final = "lock"
JOURNAL: Final = "journal.json"


def begin_run(task: Task, stack: ExitStack, *, resume: bool, overwrite: bool) -> Journal:
    """Lock the output for a run, and find out where the run begins.

    Args:
        task: What the run does.
        stack: Holds the lock until it is closed.
        resume: Continue an earlier run.
        overwrite: Remove what is there, and begin from the start.

    Returns:
        The journal of the earlier run, or a new one.

    Raises:
        BatchError: The output exists, is being written, is an input, or belongs to another task.
        OSError: The output can't be written.
    """
    _check_apart(task)
    folder = task.run_folder
    if (task.output.exists() or (folder / JOURNAL).exists()) and not (resume or overwrite):
        raise BatchError(f"{task.output} exists; continue it with --resume, or start again with --overwrite")
    folder.mkdir(parents=True, exist_ok=True)
    _lock(task, stack)
    fingerprint = task.fingerprint()
    journal = None if overwrite else read_journal(folder / JOURNAL)
    if journal is None:
        _remove_earlier(task, overwrite=overwrite)
        journal = Journal(fingerprint)
        write_journal(folder / JOURNAL, journal)
        return journal
    changed = [name for name, value in fingerprint.items() if journal.task.get(name) != value]
    if changed:
        raise BatchError(
            f"{task.output} was started with other {', '.join(changed)}; continue with the same, or start again with "
            "--overwrite"
        )
    if journal.finished and not task.output.exists():
        raise BatchError(f"{task.output} was finished but is gone; start again with --overwrite")
    if journal.rows is None:
        _remove_output(task)  # the rest of a run that was killed before its first commit
    return journal


def _lock(task: Task, stack: ExitStack) -> None:
    lock = stack.enter_context((task.run_folder / _LOCK).open("w"))
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise BatchError(f"another run is writing {task.output}; wait for it, or choose another output") from error


def _check_apart(task: Task) -> None:
    """Refuse an output that is an input, contains one, or is written into one."""
    written = [task.output.resolve(), task.run_folder.resolve()]
    for name in task.inputs:
        source = Path(name).resolve()
        for path in written:
            if path == source or source in path.parents or path in source.parents:
                raise BatchError(f"the output {task.output} and the input {name} overlap; choose another output")


def _remove_earlier(task: Task, *, overwrite: bool) -> None:
    """Remove the output and the run folder of an earlier run. A folder that no run has written stays."""
    is_ours = (task.run_folder / JOURNAL).exists()
    if task.output.exists() and not overwrite:
        raise BatchError(f"{task.output} exists, but there is no run to resume; start again with --overwrite")
    if task.output.is_dir() and any(task.output.iterdir()) and not is_ours:
        raise BatchError(f"{task.output} is a folder that no run has written; remove it, or choose another output")
    _remove_output(task)
    for path in task.run_folder.iterdir():
        if path.name != _LOCK:
            path.unlink()


def _remove_output(task: Task) -> None:
    if task.output.is_dir():
        shutil.rmtree(task.output)
        return
    for suffix in ("", "-wal", "-shm", "-journal"):  # SQLite has these files beside a database
        task.output.with_name(task.output.name + suffix).unlink(missing_ok=True)
