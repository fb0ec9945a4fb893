"""One piece of work for each page of a stream, over several processes, with the results in the order of the pages."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from typing import Any, Final, TypeVar

from cleanarticle.archive.record import Record
from cleanarticle.errors import InputError

__all__ = ["each_page"]

_T = TypeVar("_T")

Work = Callable[[Record], Any]

_CHUNK: Final = 8
_CHUNK_BYTES: Final = 4_000_000
_AHEAD: Final = 3
"""Chunks a process that may wait for it or for their turn: what bounds the memory."""

_work: Work | None = None


def each_page(
    prepare: Callable[[_T], AbstractContextManager[Work]], settings: _T, records: Iterable[Record], *, workers: int
) -> Iterator[Any]:
    """Do the same with each page.

    No more than three chunks of pages a process are in memory, whatever the length of the stream.

    Args:
        prepare: A function of a module that makes what does the work; it is called once in each process.
        settings: What it is given. It has to pickle.
        records: The pages.
        workers: Number of processes. With one, the work is done in this process.

    Yields:
        The results, in the order of the pages, whatever the number of processes.

    Raises:
        InputError: A process ended, for want of memory say. The message names the first page that it may have been.
    """
    if workers == 1:
        with prepare(settings) as work:
            yield from map(work, records)
        return
    # Fresh processes: a copy of this one would copy threads' locks in whatever state they are.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(prepare, settings))
    waiting: deque[tuple[Future[list[Any]], str]] = deque()
    try:
        for chunk in _chunks(records):
            waiting.append((pool.submit(_do, chunk), chunk[0].place))
            if len(waiting) >= _AHEAD * workers:
                yield from _result(*waiting.popleft())
        while waiting:
            yield from _result(*waiting.popleft())
    finally:
        pool.shutdown(cancel_futures=True)


def _result(future: Future[list[Any]], place: str) -> list[Any]:
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise InputError(
            f"a process ended while it read the pages from {place} on; it may have wanted memory: "
            "lower --workers, or limits.max_bytes of the settings"
        ) from error


def _begin(prepare: Callable[[Any], AbstractContextManager[Work]], settings: Any) -> None:
    global _work
    _work = prepare(settings).__enter__()  # it ends with the process


def _do(chunk: list[Record]) -> list[Any]:
    assert _work is not None  # noqa: S101 - set as the process began
    return [_work(record) for record in chunk]


def _chunks(records: Iterable[Record]) -> Iterator[list[Record]]:
    chunk: list[Record] = []
    size = 0
    for record in records:
        chunk.append(record)
        size += len(record.body)
        if len(chunk) == _CHUNK or size >= _CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
