"""The pool of workers: results come in order, and a page that ends its process is named."""

from __future__ import annotations

import importlib.util
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

if importlib.util.find_spec("fcntl") is None:
    pytest.skip("a system without POSIX signals", allow_module_level=True)

from cleanarticle.archive.pool import LostJob, PageLimits, WorkerPool, map_records
from cleanarticle.archive.records import Record
from cleanarticle.errors import BatchError, InputError


def records(*bodies: bytes) -> list[Record]:
    return [Record(body, None, None, None, str(n), f"a.zip#{n}.html") for n, body in enumerate(bodies)]


@contextmanager
def obeying(settings: str) -> Iterator[Callable[[Record], str]]:
    """Work that does what the page says."""

    def work(record: Record) -> str:
        if record.body == b"crash":
            os.kill(os.getpid(), signal.SIGKILL)
        if record.body == b"raise":
            raise KeyError("tide")
        if record.body == b"sleep":
            time.sleep(0.3)
        if record.body == b"hang":
            time.sleep(60)
        return f"{settings} {record.id}"

    yield work


@contextmanager
def failing(settings: str) -> Iterator[Callable[[Record], str]]:
    """Work that can't begin."""
    raise SystemExit(settings)
    yield


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_records(workers: int) -> None:
    pages = records(b"sleep", *[b""] * 60)
    assert list(map_records(obeying, "read", pages, workers=workers)) == [f"read {n}" for n in range(61)]


@pytest.mark.parametrize(
    ("body", "reason"), [(b"crash", r"ended its process 3 times \(SIGKILL\)"), (b"raise", "KeyError: 'tide'")]
)
def test_a_lost_page_is_named(body: bytes, reason: str) -> None:
    results = map_records(obeying, "read", records(*[b""] * 20, body, *[b""] * 20), workers=2)
    assert [next(results) for _ in range(20)] == [f"read {n}" for n in range(20)]
    with pytest.raises(InputError, match=rf"a\.zip#20\.html: .*{reason}.*--workers"):
        next(results)


def test_a_lost_page_costs_no_other() -> None:
    pages = records(b"", b"crash", b"", b"raise", b"hang", b"")
    results: dict[int, object] = {}
    with WorkerPool(obeying, "read", 1, PageLimits(seconds=0.5)) as pool:
        while not pool.is_idle:
            pool.take(0.1)
        pool.give(list(enumerate(pages)))
        while pool.pending:
            results.update(pool.take(0.1))
    lost = {number: result.kind for number, result in results.items() if isinstance(result, LostJob)}
    assert lost == {1: "crash", 3: "unexpected", 4: "timeout"}
    assert {number: results[number] for number in (0, 2, 5)} == {0: "read 0", 2: "read 2", 5: "read 5"}


def test_workers_that_never_start_end_the_run() -> None:
    with (
        pytest.raises(BatchError, match=r"3 worker processes in a row ended at once \(exit code 1\)"),
        WorkerPool(failing, "no", 1, PageLimits()) as pool,
    ):
        list(iter(lambda: pool.take(1.0), None))
