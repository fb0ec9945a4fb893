"""Running systems over pages in worker processes, so that a hang or a crash costs one page and no more."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import logging
import multiprocessing
import queue
import socket
import sqlite3
import threading
import warnings
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NoReturn

from corpora import Page
from systems import Output, System, load

__all__ = ["PAGE_SECONDS", "START_SECONDS", "OutputCache", "forbid_network", "run_all", "version_of"]

PAGE_SECONDS = 30.0
START_SECONDS = 60.0

_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class _Task:
    system: str
    page: Page


def version_of(system: System) -> str:
    """The version of the system's distribution, or "unknown" where it is not installed as one."""
    try:
        return importlib.metadata.version(system.distribution)
    except importlib.metadata.PackageNotFoundError:
        return "unknown"


def forbid_network() -> None:
    """Make every attempt of this process to open a connection fail at once."""

    def refuse(*_args: object) -> NoReturn:
        raise OSError("no network in a benchmark")

    for owner, function in ((socket.socket, "connect"), (socket, "getaddrinfo")):
        setattr(owner, function, refuse)


class OutputCache:
    """Outputs of earlier runs, by system, its version, its adapter, and the page.

    Only results are kept: a failure is tried again the next time.
    """

    def __init__(self, path: Path, *, fresh: bool = False) -> None:
        """Open the cache.

        Args:
            path: An SQLite file; it and its folder are made if need be.
            fresh: Forget what it holds of each system that is asked for.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(path, timeout=60)
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute("CREATE TABLE IF NOT EXISTS output (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")
        self._fresh = fresh

    def get(self, system: System, page: Page) -> Output | None:
        """The output of an earlier run, if there is one."""
        if self._fresh:
            return None
        row = self._database.execute("SELECT value FROM output WHERE key = ?", [_key(system, page)]).fetchone()
        if row is None:
            return None
        fields = json.loads(row[0])
        lists = {name: tuple(value) for name, value in fields.items() if isinstance(value, list)}
        return Output(**{**fields, **lists})

    def put(self, system: System, page: Page, output: Output) -> None:
        """Keep an output, unless it is a failure."""
        if output.failed is None:
            value = json.dumps(asdict(output))
            self._database.execute("INSERT OR REPLACE INTO output VALUES (?, ?)", [_key(system, page), value])
            self._database.commit()


def run_all(
    systems: Iterable[str],
    pages: Iterable[Page],
    *,
    jobs: int,
    cache: OutputCache,
    uncached: frozenset[str],
    seconds: float = PAGE_SECONDS,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> dict[tuple[str, str], Output]:
    """Run every system over every page.

    Args:
        systems: Names of systems that `systems.load` knows and can import.
        pages: The pages; their ids must be unique.
        jobs: Number of worker processes.
        cache: Where outputs are looked up and kept.
        uncached: Systems that are run every time.
        seconds: Wall-clock limit for one page.
        progress: Called with the number of pages done and the number to do.

    Returns:
        The output for each pair of system and page id. A page that crashed its worker, hung or raised has an
        Output whose `failed` says so.
    """
    pages = list(pages)
    modules = {name: load(name) for name in systems}
    outputs: dict[tuple[str, str], Output] = {}
    tasks: queue.SimpleQueue[_Task] = queue.SimpleQueue()
    results: queue.SimpleQueue[tuple[_Task, Output]] = queue.SimpleQueue()
    todo = 0
    for name, module in modules.items():
        for page in pages:
            known = None if name in uncached else cache.get(module, page)
            if known is None:
                tasks.put(_Task(name, page))
                todo += 1
            else:
                outputs[name, page.id] = known
    threads = [threading.Thread(target=_serve, args=(tasks, results, seconds)) for _ in range(min(jobs, todo))]
    for thread in threads:
        thread.start()
    for done in range(1, todo + 1):
        task, output = results.get()
        outputs[task.system, task.page.id] = output
        if task.system not in uncached:
            cache.put(modules[task.system], task.page, output)
        progress(done, todo)
    for thread in threads:
        thread.join()
    return outputs


def _key(system: System, page: Page) -> str:
    digest = hashlib.sha256()
    adapter = Path(str(getattr(system, "__file__", ""))).read_bytes()
    for part in (
        system.name.encode(),
        version_of(system).encode(),
        adapter,
        (page.url or "").encode(),
        page.html,
    ):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def _serve(tasks: queue.SimpleQueue[_Task], results: queue.SimpleQueue[tuple[_Task, Output]], seconds: float) -> None:
    """Feed one worker process, replacing it when it dies or takes too long."""
    worker: _Worker | None = None
    try:
        while True:
            try:
                task = tasks.get_nowait()
            except queue.Empty:
                return
            worker = worker or _Worker()
            output = worker.run(task, seconds)
            if not worker.alive:
                worker = None
            results.put((task, output))
    finally:
        if worker:
            worker.stop()


class _Worker:
    def __init__(self) -> None:
        self._connection, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_work, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._loaded: set[str] = set()
        self.alive = True

    def run(self, task: _Task, seconds: float) -> Output:
        first = task.system not in self._loaded
        self._loaded.add(task.system)
        try:
            self._connection.send((task.system, task.page.html, task.page.url))
            if self._connection.poll(seconds + (START_SECONDS if first else 0)):
                output: Output = self._connection.recv()
                return output
            reason = f"time-out after {seconds:g} s"
        except (EOFError, OSError) as error:
            reason = f"crash ({type(error).__name__})"
        self.stop()
        return Output(failed=reason)

    def stop(self) -> None:
        self.alive = False
        self._connection.close()
        self._process.kill()
        self._process.join()


def _work(connection: Connection) -> None:
    forbid_network()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    while True:
        try:
            system, html, url = connection.recv()
        except EOFError:
            return
        connection.send(_run_one(system, html, url))


def _run_one(system: str, html: bytes, url: Any) -> Output:
    try:
        return load(system).run(html, url)
    except Exception as error:
        return Output(failed=f"{type(error).__name__}: {error}"[:300])
