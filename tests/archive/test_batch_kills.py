"""Runs that are killed at any moment: what they left can be read, and going on gives the rows of an undisturbed run."""

from __future__ import annotations

import importlib.util
import os
import random
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow")
if not Path("/proc/self/stat").exists() or importlib.util.find_spec("fcntl") is None:
    pytest.skip("a system that does not show its processes", allow_module_level=True)

from batches import HANGS, RULE, check, lines_of, page, rows_of, write_warc

import cleanarticle
from cleanarticle.archive.batch.journal import Journal, read_journal
from cleanarticle.archive.batch.run import Task, run

PAGES = 600
KILLS = int(os.environ.get("CLEANARTICLE_KILLS", "4"))
"""For each output; the environment may ask for more."""
SCRIPT = """
import sys
from pathlib import Path

from cleanarticle.archive.batch.run import Task, run

if __name__ == "__main__":
    source, output, dedupe = sys.argv[1:]
    task = Task((source,), Path(output), workers=2, dedupe=dedupe or None, commit_seconds=0.03)
    run(task, resume=True)
"""
pytestmark = pytest.mark.slow
NO_ARTICLE = b"<title>Soon</title><p>We open in May.</p>"


def start(*arguments: str, cwd: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(Path(cleanarticle.__file__).parents[1])}
    return subprocess.Popen([sys.executable, *arguments], cwd=cwd, env=environment)


def children(parent: int) -> list[int]:
    """The worker processes of a run; not the one that keeps account of shared memory."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                line, words = (folder / "stat").read_text(), (folder / "cmdline").read_bytes()
            except OSError:
                continue  # it has ended meanwhile
            if int(line.rpartition(")")[2].split()[1]) == parent and b"spawn_main" in words:
                found.append(int(folder.name))
    return found


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def committed(output: Path, journal: Journal | None) -> list[dict[str, Any]]:
    """The rows up to the last commit, read as anybody would read a file of that length."""
    if journal is None or journal.rows is None:
        return []
    if output.suffix not in (".jsonl", ".gz"):
        return rows_of(output)
    part = output.with_name(f"part-{output.name}")
    data = output.read_bytes()[: journal.rows["bytes"]]
    part.write_bytes(data)
    rest = data if output.suffix == ".gz" else b""
    while rest:
        member = zlib.decompressobj(wbits=31)
        assert member.decompress(rest).endswith(b"\n")
        assert member.eof
        rest = member.unused_data
    return rows_of(part)


def wait_for(what: Callable[[], object], process: subprocess.Popen[bytes], seconds: float = 120) -> None:
    """Wait until something is so, or the process has ended."""
    end = time.monotonic() + seconds
    while not what() and process.poll() is None:
        assert time.monotonic() < end
        time.sleep(0.005)


def rows_by(task: Task) -> int:
    """Rows that the journal knows."""
    journal = read_journal(task.run_folder / "journal.json")
    return int(journal.statistics.get("rows", 0)) if journal else 0


def kill_at_some_moment(process: subprocess.Popen[bytes], task: Task, generator: random.Random) -> int:
    """Kill a worker, the parent, or first one and then the other, in one of the three stages of a run.

    Returns:
        How many processes were killed.
    """
    before = rows_by(task)
    stage = generator.choice(["begins", "cleans", "cleans", "cleans"])
    wait_for(lambda: children(process.pid), process)
    if stage == "cleans":
        wait_for(lambda: rows_by(task) > before, process)
    killed = 0
    for victim in generator.choice([["parent"], ["worker", "parent"], ["worker", "worker", "parent"]]):
        time.sleep(generator.random() * 0.25)
        workers = sorted(children(process.pid))
        if process.poll() is None and (workers or victim == "parent"):
            os.kill(process.pid if victim == "parent" else generator.choice(workers), signal.SIGKILL)
            killed += 1
    wait_for(lambda: False, process)
    end = time.monotonic() + 60
    while any(map(is_alive, workers)):
        assert time.monotonic() < end, "a worker outlives its parent"
        time.sleep(0.01)
    return killed


def contents(task: Task) -> tuple[list[Any], list[Any], list[Any]]:
    """Rows, errors and duplicates, each sorted."""
    rows = [{name: value for name, value in row.items() if name != "row"} for row in rows_of(task.output)]
    files = [task.run_folder / "errors.jsonl", task.run_folder / "duplicates.jsonl"]
    errors, duplicates = (lines_of(path) if path.exists() else [] for path in files)
    found = (sorted(each, key=lambda row: row["place"]) for each in (rows, errors, duplicates))
    return tuple(found)  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("output", "dedupe"), [("out.jsonl", None), ("out.jsonl.gz", None), ("out.parquet", "near"), ("out.sqlite", None)]
)
def test_killed_runs_lose_nothing_and_repeat_nothing(output: str, dedupe: Any, tmp_path: Path) -> None:
    pages = [NO_ARTICLE if n % 11 == 0 else page(n % 500) for n in range(PAGES)]
    source = write_warc(tmp_path / "a.warc.gz", pages)
    (tmp_path / "script.py").write_text(SCRIPT)
    undisturbed = Task((str(source),), tmp_path / f"undisturbed-{output}", dedupe=dedupe)
    run(undisturbed)
    expected = contents(undisturbed)
    assert bool(expected[2]) is (dedupe is not None)
    generator = random.Random(f"{output} 7")
    killed = taken_up = attempt = 0
    while killed < KILLS:
        task = Task((str(source),), tmp_path / f"{attempt}-{output}", dedupe=dedupe)
        arguments = ("script.py", str(source), str(task.output), dedupe or "")
        killed += kill_at_some_moment(start(*arguments, cwd=tmp_path), task, generator)
        journal = read_journal(task.run_folder / "journal.json")
        rows = committed(task.output, journal)
        counted = rows_by(task)
        # Parquet and SQLite commit by themselves, a moment before the journal: they can be ahead of it.
        assert len(rows) >= counted if output.endswith((".parquet", ".sqlite")) else len(rows) == counted
        taken_up += bool(counted and journal and not journal.finished)
        if (journal and journal.finished) or killed >= KILLS:
            assert start(*arguments, cwd=tmp_path).wait(timeout=60) == 0
            check(task)
            assert contents(task) == expected
            attempt += 1
    assert taken_up


def test_workers_end_with_their_parent_whatever_they_do(tmp_path: Path) -> None:
    """A worker in an endless loop does not look at its pipe."""
    source = write_warc(tmp_path / "a.warc.gz", [page(1, HANGS)])
    (tmp_path / "tides.py").write_text(RULE)
    script = SCRIPT.replace("workers=2, dedupe=dedupe or None", "setup=WorkerSetup(Config(rules=(dedupe,)))").replace(
        "from cleanarticle.archive.batch.run",
        "from cleanarticle import Config\nfrom cleanarticle.archive.batch.clean import WorkerSetup\n"
        "from cleanarticle.archive.batch.run",
    )  # fmt: skip
    (tmp_path / "script.py").write_text(script)
    process = start("script.py", str(source), str(tmp_path / "out.jsonl"), str(tmp_path / "tides.py"), cwd=tmp_path)
    wait_for(lambda: children(process.pid), process)
    time.sleep(3)
    workers = children(process.pid)
    assert workers
    process.kill()
    process.wait()
    end = time.monotonic() + 60
    while any(map(is_alive, workers)):
        assert time.monotonic() < end
        time.sleep(0.01)
