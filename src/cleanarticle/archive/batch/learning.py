"""The first of two passes: learn the site model of each host."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from cleanarticle.archive.batch.progress import Observer, RunProgress
from cleanarticle.archive.batch.run_statistics import RunStatistics
from cleanarticle.archive.batch.site_models import SiteModelStore
from cleanarticle.archive.batch.task import Task
from cleanarticle.archive.pool import WAIT_SECONDS, Work, WorkerPool
from cleanarticle.archive.records import Record
from cleanarticle.config.model import Config
from cleanarticle.overlays.site_model import FEWEST_PAGES, SiteModel
from cleanarticle.page.urls import host_of
from cleanarticle.parse.decode import decode
from cleanarticle.pipeline import Extractor

__all__ = ["learn_sites"]

_MOST_PAGES: Final = 40
"""Pages of a host that its model is learned from, the first ones of the archives."""
# Counts of 200,000 hosts take 37 MB (tracemalloc) and grow with each; hosts beyond get no model.
_MOST_HOSTS: Final = 200_000
_MOST_HELD: Final = 4 << 30
"""Compressed bytes of pages that may wait on the disk until their host has enough pages. Beyond it no page is added."""


def learn_sites(task: Task, path: Path, stop: list[int], observe: Observer) -> bool:
    """Learn the site model of each host in the archives.

    The result depends only on the archives. Hosts with fewer than three pages, and hosts after the first 200,000, get
    no model.

    Args:
        task: What the run does.
        path: The file of models to write.
        stop: The run ends when this list is not empty.
        observe: Receives the progress.

    Returns:
        True if the file is complete; false if the run was stopped. Learning can't be resumed.

    Raises:
        BatchError: No worker can be started.
        InputError: An input can't be read.
        OSError: The file can't be written.
        sqlite3.Error: Likewise.
    """
    with SiteModelStore(path) as store, WorkerPool(_fitting, task.setup.config, task.workers, task.limits) as pool:
        return _Learning(task, store, pool, stop, observe).run()


@contextmanager
def _fitting(config: Config) -> Iterator[Work]:
    """Make the work function of a pool that fits a `SiteModel` to pages, each with the charset of its HTTP header."""
    extractor = Extractor(config)

    def work(pages: tuple[tuple[bytes, str | None], ...]) -> SiteModel:
        return extractor.fit_site(body if charset is None else decode(body, charset).text for body, charset in pages)

    yield work


class _Learning:
    """One first pass."""

    def __init__(
        self, task: Task, store: SiteModelStore, pool: WorkerPool[Config], stop: list[int], observe: Observer
    ) -> None:
        self._stream = task.read()
        self._store = store
        self._pool = pool
        self._stop = stop
        self._observe = observe
        self._pages: dict[str, int] = {}
        """Pages of each host so far, in the order of their first pages."""
        self._held: dict[str, int] = {}
        """Compressed bytes of the pages of each host in the store."""
        self._all_held = 0
        self._hosts: dict[int, str] = {}
        """Hosts that workers learn, by the number of the job."""
        self._jobs = 0

    def run(self) -> bool:
        for result in self._stream:
            if isinstance(result, Record):
                self._add_page(result)
            self._observe(RunProgress("learning", RunStatistics(), self._stream.position, self._stream.size))
            if self._stop:
                return False
        for host in list(self._held):
            if self._pages[host] >= FEWEST_PAGES:
                self._learn(host)
            if self._stop:
                return False
        while self._hosts and not self._stop:
            self._collect(WAIT_SECONDS)
        if self._stop:
            return False
        self._store.finish()
        return True

    def _add_page(self, record: Record) -> None:
        host = host_of(record.url)
        pages = self._pages.get(host, 0)
        if not host or pages >= _MOST_PAGES or self._all_held >= _MOST_HELD:
            return
        if not pages and len(self._pages) >= _MOST_HOSTS:
            return
        size = self._store.keep(host, record.body, record.charset)
        self._pages[host] = pages + 1
        self._held[host] = self._held.get(host, 0) + size
        self._all_held += size
        if pages + 1 == _MOST_PAGES:
            self._learn(host)

    def _learn(self, host: str) -> None:
        """Give the pages of a host to a worker."""
        self._collect(0.0)
        while not self._pool.is_idle and not self._stop:
            self._collect(WAIT_SECONDS)
        if self._stop:
            return
        self._all_held -= self._held.pop(host)
        self._hosts[self._jobs] = host
        self._pool.give([(self._jobs, self._store.take(host))])
        self._jobs += 1

    def _collect(self, timeout: float) -> None:
        """Store the models that are done. A host whose pages could not be learned from gets none."""
        for number, model in self._pool.take(timeout):
            host = self._hosts.pop(number)
            if isinstance(model, SiteModel) and (model.texts or model.templates):
                self._store.add(host, model.to_json())
