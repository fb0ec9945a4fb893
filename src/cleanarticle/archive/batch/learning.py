"""The first of two passes: what the pages of each host have in common."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from cleanarticle.archive import Record, read
from cleanarticle.archive.batch.progress import Observer, Reached
from cleanarticle.archive.batch.site_models import UNKNOWN_HOST, SiteModelStore, host_of
from cleanarticle.archive.batch.statistics import Statistics
from cleanarticle.archive.batch.task import Task
from cleanarticle.archive.pool import Work, WorkerPool
from cleanarticle.config.model import Config
from cleanarticle.overlays.site_model import SiteModel
from cleanarticle.parse.decode import decode
from cleanarticle.pipeline import Extractor

__all__ = ["learn_sites"]

_FEWEST_PAGES: Final = 3
_MOST_PAGES: Final = 40
"""Pages of a host that are learned from, the first of the archives: a few dozen are plenty."""
_MOST_HOSTS: Final = 200_000
_MOST_HELD: Final = 4 << 30
"""Bytes of pages, compressed, that wait on the disk until their host has enough; beyond that none are added."""
_WAIT_SECONDS: Final = 0.5


def learn_sites(task: Task, path: Path, stop: list[int], observe: Observer) -> bool:
    """Learn the sites of archives.

    Which pages are learned from depends on the archives alone. Hosts with fewer than three pages have no model, and
    neither have hosts behind the first 200,000.

    Args:
        task: What the run does.
        path: The file of models, which is there only once it is whole.
        stop: Is not empty once the run is to end.
        observe: Is told how far it is.

    Returns:
        Whether it is done; else it was interrupted, and has to begin again.

    Raises:
        BatchError: No worker can be started.
        InputError: An input can't be read at all.
        OSError: The file can't be written.
        sqlite3.Error: Likewise.
    """
    with SiteModelStore(path) as store, WorkerPool(_fitting, task.setup.config, task.workers, task.limits) as pool:
        return _Learning(task, store, pool, stop, observe).go()


class _Learning:
    """One first pass."""

    def __init__(
        self, task: Task, store: SiteModelStore, pool: WorkerPool[Config], stop: list[int], observe: Observer
    ) -> None:
        self._reading = read(task.inputs, wanted=task.wanted, columns=task.columns)
        self._store = store
        self._pool = pool
        self._stop = stop
        self._observe = observe
        self._pages: dict[str, int] = {}
        """Pages of each host so far, in the order of their first pages."""
        self._held: dict[str, int] = {}
        self._all_held = 0
        self._hosts: dict[int, str] = {}
        """Hosts that a worker has, by the number of their lesson."""
        self._lessons = 0

    def go(self) -> bool:
        for found in self._reading:
            if isinstance(found, Record):
                self._meet(found)
            self._observe(Reached("learning", Statistics(), self._reading.position, self._reading.size))
            if self._stop:
                return False
        for host in list(self._held):
            if self._pages[host] >= _FEWEST_PAGES:
                self._teach(host)
            if self._stop:
                return False
        while self._hosts and not self._stop:
            self._settle(_WAIT_SECONDS)
        if self._stop:
            return False
        self._store.finish()
        return True

    def _meet(self, record: Record) -> None:
        host = host_of(record.url)
        pages = self._pages.get(host, 0)
        if host == UNKNOWN_HOST or pages >= _MOST_PAGES or self._all_held >= _MOST_HELD:
            return
        if not pages and len(self._pages) >= _MOST_HOSTS:
            return
        size = self._store.keep(host, record.body, record.charset)
        self._pages[host] = pages + 1
        self._held[host] = self._held.get(host, 0) + size
        self._all_held += size
        if pages + 1 == _MOST_PAGES:
            self._teach(host)

    def _teach(self, host: str) -> None:
        """Give the pages of a host to a worker."""
        self._settle(0.0)
        while not self._pool.is_idle and not self._stop:
            self._settle(_WAIT_SECONDS)
        if self._stop:
            return
        self._all_held -= self._held.pop(host)
        self._hosts[self._lessons] = host
        self._pool.give([(self._lessons, self._store.take(host))])
        self._lessons += 1

    def _settle(self, timeout: float) -> None:
        """Keep what was learned. A host whose pages can't be learned from is cleaned without."""
        for number, model in self._pool.take(timeout):
            host = self._hosts.pop(number)
            if isinstance(model, SiteModel) and (model.texts or model.templates):
                self._store.add(host, model.to_json())


@contextmanager
def _fitting(config: Config) -> Iterator[Work]:
    """Make the work function of a pool that fits a `SiteModel` to pages, each with the charset of its HTTP header."""
    extractor = Extractor(config)

    def work(pages: tuple[tuple[bytes, str | None], ...]) -> SiteModel:
        return extractor.fit_site(body if charset is None else decode(body, charset).text for body, charset in pages)

    yield work
