"""Runs over archives: every record ends as one row, one error or filtered out, whatever its page does."""

from __future__ import annotations

import contextlib
import errno
import importlib.util
import json
import os
import random
import shlex
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow")
if importlib.util.find_spec("fcntl") is None:
    pytest.skip("a system without POSIX locks", allow_module_level=True)

import pyarrow as pa
import pyarrow.parquet as pq
import report_checks
from archives import mhtml, warc_record
from batches import CRASHES, DEVOURS, HANGS, RULE, check, errors_of, http, lines_of, page, rows_of, write_warc
from click.testing import CliRunner, Result
from fixture_pages import load_fixtures

import cleanarticle
from cleanarticle import CleanArticleError, Config
from cleanarticle.archive import Record, RecordFilter, read, row_of
from cleanarticle.archive.batch import run as engine
from cleanarticle.archive.batch import sink
from cleanarticle.archive.batch.clean import WorkerSetup
from cleanarticle.archive.batch.journal import DoneRecords, Journal, read_journal, write_journal
from cleanarticle.archive.batch.run import RunSummary, Task, run
from cleanarticle.archive.batch.run_report import render_batch
from cleanarticle.archive.batch.run_statistics import RunStatistics
from cleanarticle.archive.batch.site_models import SiteModels
from cleanarticle.archive.batch.text_signature import NEAR, signature_of, similarity_of
from cleanarticle.archive.pool import PageLimits
from cleanarticle.archive.rows import json_line
from cleanarticle.archive.writers.jsonl import JsonlWriter
from cleanarticle.cli import batch_output
from cleanarticle.cli.app import app
from cleanarticle.errors import BatchError, InputError
from cleanarticle.page.shingles import Shingles

NO_ARTICLE = b"<title>Soon</title><p>We open in May.</p>"


def task_of(folder: Path, *inputs: Path | str, output: str = "out.jsonl", **others: Any) -> Task:
    return Task(tuple(map(str, inputs)), folder / output, **others)


def with_rule(folder: Path) -> WorkerSetup:
    (folder / "tides.py").write_text(RULE, encoding="utf-8")
    return WorkerSetup(Config(rules=(str(folder / "tides.py"),)))


def cli(*arguments: str, cwd: Path, typed: str | None = None) -> Result:
    with contextlib.chdir(cwd):
        return CliRunner().invoke(app, arguments, input=typed, catch_exceptions=False)


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(cleanarticle.__file__).parents[1]), "COLUMNS": "200"}


def expected_rows(task: Task) -> list[dict[str, Any]]:
    """What `extract` gives for each page."""
    extractor = task.setup.extractor()
    rows = []
    for result in task.read():
        if isinstance(result, Record):
            try:
                article = extractor.extract(result.body, url=result.url, charset=result.charset, fetched=result.fetched)
            except CleanArticleError:
                continue
            rows.append(json.loads(json_line(row_of(result, article))))
    return rows


# --- Rows


def some_pages() -> list[bytes]:
    return [fixture.html for fixture in load_fixtures()[:6]]


def make_folder(at: Path) -> Path:
    (at / "pages/deep").mkdir(parents=True)
    for number, body in enumerate(some_pages()):
        (at / ("pages" if number % 2 else "pages/deep") / f"{number}.html").write_bytes(body)
    (at / "pages/saved.mhtml").write_bytes(mhtml(page(1)))
    (at / "pages/notes.txt").write_text("nothing")
    return at / "pages"


def make_zip(at: Path) -> Path:
    with zipfile.ZipFile(at / "pages.zip", "w") as archive:
        for number, body in enumerate(some_pages()):
            archive.writestr(f"{number}.html", body)
    return at / "pages.zip"


def make_parquet(at: Path) -> Path:
    pages = [{"url": f"https://ferry.example/{n}", "html": body} for n, body in enumerate(some_pages())]
    pq.write_table(pa.Table.from_pylist(pages), at / "pages.parquet")
    return at / "pages.parquet"


def make_jsonl(at: Path) -> Path:
    lines = (json.dumps({"url": f"https://ferry.example/{n}", "html": page(n).decode()}) for n in range(6))
    (at / "pages.jsonl").write_text("\n".join(lines))
    return at / "pages.jsonl"


def make_warc(at: Path) -> Path:
    return write_warc(at / "pages.warc.gz", some_pages())


def test_rows_of_several_inputs_are_what_extract_gives(tmp_path: Path) -> None:
    other = tmp_path / "other.parquet"
    pq.write_table(pa.table({"name": ["no page"]}), other)
    inputs = [make(tmp_path) for make in (make_folder, make_zip, make_parquet, make_jsonl, make_warc)]
    task = task_of(tmp_path, *inputs[:2], other, *inputs[2:], ordered=True, workers=2)
    assert run(task).finished
    rows = rows_of(task.output)
    assert rows == expected_rows(task)
    assert {row["place"].partition("#")[0] for row in rows} > set(map(str, inputs[1:]))
    (error,) = errors_of(task)
    assert (error["kind"], error["place"]) == ("unreadable", str(other))
    assert "no column of HTML" in error["message"]
    check(task)


def test_the_order_of_the_archive_is_kept_on_demand(tmp_path: Path) -> None:
    """The first page is the slowest, and many records are passed over while it is cleaned."""
    slow = b"<p>" + b"word <b>word</b> " * 20_000
    records = [http(slow), *(http(b"", "404 Not Found") for _ in range(30)), *(http(page(n)) for n in range(80))]
    source = tmp_path / "a.warc"
    source.write_bytes(b"".join(warc_record(number, block) for number, block in enumerate(records)))
    task = task_of(tmp_path, source, ordered=True, workers=2)
    run(task)
    assert rows_of(task.output) == expected_rows(task)
    check(task)


def test_pages_do_not_wait_behind_what_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One page, then far more other records than may wait for it."""
    monkeypatch.setattr(engine, "_MOST_WAITING", 20)
    records = [http(page(0)), *(http(b"", "404 Not Found") for _ in range(200)), http(page(1))]
    source = tmp_path / "a.warc"
    source.write_bytes(b"".join(warc_record(number, block) for number, block in enumerate(records)))
    task = task_of(tmp_path, source, ordered=True)
    run(task)
    assert [row["title"] for row in rows_of(task.output)] == ["Ferry 0 leaves", "Ferry 1 leaves"]
    check(task)


def test_what_is_not_wanted_is_filtered(tmp_path: Path) -> None:
    blocks = [
        http(page(0)),
        http(page(1), "404 Not Found"),
        http(b"\x89PNG", media="image/png"),
        http(page(3)),
        http(page(4)),
        http(page(5), "203 Non-Authoritative Information"),
    ]
    source = tmp_path / "a.warc"
    source.write_bytes(b"".join(warc_record(number, block) for number, block in enumerate(blocks)))
    chosen = RecordFilter(frozenset({200, 203}), include=("ferry.example/[01235]",), exclude=("*/3",))
    task = task_of(tmp_path, source, record_filter=chosen, ordered=True)
    summary = run(task)
    assert [row["url"][-1] for row in rows_of(task.output)] == ["0", "5"]
    assert summary.statistics.filtered == {
        "status 404": 1, "media type image/png": 1, "URL excluded": 1, "URL not included": 1,
    }  # fmt: skip
    check(task)


def test_columns_are_named(tmp_path: Path) -> None:
    table = pa.table({"source": [page(1), NO_ARTICLE], "html": ["", ""], "link": ["https://ferry.example/1", None]})
    pq.write_table(table, tmp_path / "a.parquet")
    task = task_of(tmp_path, "a.parquet", output="out.jsonl")
    done = cli("batch", "a.parquet", "-o", "out.jsonl", "--column", "html=source", "--column", "url=link", cwd=tmp_path)
    assert done.exit_code == 0, done.output
    assert [row["url"] for row in rows_of(task.output)] == ["https://ferry.example/1"]
    (error,) = errors_of(task)
    again = cli(*shlex.split(error["reproduce"])[1:], cwd=tmp_path)
    assert (again.exit_code, again.output.strip()) == (1, f"cleanarticle: {error['message']}")


def test_a_list_of_files_on_standard_input(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    names = "\n".join(sorted(map(str, folder.rglob("*.html"))))
    done = cli("batch", "-", "-o", "out.jsonl", "--workers", "1", cwd=tmp_path, typed=names)
    assert done.exit_code == 0, done.output
    assert len(rows_of(tmp_path / "out.jsonl")) == len(some_pages())


# --- Errors


def test_every_record_without_a_row_is_an_error_that_can_be_seen_again(tmp_path: Path) -> None:
    pages = {"a.html": page(1), "b.html": NO_ARTICLE, "c.html": b"%PDF-1.7 binary", "d.html": page(4)}
    with zipfile.ZipFile(tmp_path / "it's.zip", "w") as archive:
        for name, body in pages.items():
            archive.writestr(name, body)
    done = cli("batch", "it's.zip", "-o", "out.jsonl", "--preset", "precision", "--no-config", cwd=tmp_path)
    assert done.exit_code == 0, done.output
    task = task_of(tmp_path, "it's.zip")
    errors = errors_of(task)
    assert {error["place"]: error["kind"] for error in errors} == {
        "it's.zip#b.html": "no-article", "it's.zip#c.html": "bad-input",
    }  # fmt: skip
    for error in errors:
        assert error["reproduce"].endswith(" --no-config --preset precision")
        again = cli(*shlex.split(error["reproduce"])[1:], cwd=tmp_path)
        assert again.output.strip() == f"cleanarticle: {error['message']}"
        assert again.exit_code in (1, 3)


def test_a_database_has_its_errors_in_a_table_too(tmp_path: Path) -> None:
    source = write_warc(tmp_path / "a.warc.gz", [page(1), NO_ARTICLE])
    task = task_of(tmp_path, source, output="out.sqlite")
    run(task)
    check(task)
    database = sqlite3.connect(task.output)
    assert database.execute("SELECT kind, place FROM errors").fetchall() == [
        ("no-article", errors_of(task)[0]["place"])
    ]
    database.close()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("marker", "kind"), [(CRASHES, "crash"), (HANGS, "timeout"), (DEVOURS, None)], ids=["crash", "hang", "memory"]
)
def test_a_page_that_takes_its_worker_costs_that_page_only(marker: str, kind: str | None, tmp_path: Path) -> None:
    pages = [page(number, marker if number in (3, 40) else "") for number in range(60)]
    source = write_warc(tmp_path / "a.warc.gz", pages)
    limits = PageLimits(seconds=1.5, memory=256 << 20)
    task = task_of(tmp_path, source, setup=with_rule(tmp_path), workers=2, limits=limits, ordered=True)
    run(task)
    check(task)
    expected = expected_rows(replace(task, inputs=(str(write_warc(tmp_path / "b.warc.gz", pages_without(marker))),)))
    rows = {row["url"]: row["text"] for row in rows_of(task.output)}
    bad = {"https://ferry.example/3", "https://ferry.example/40"}
    assert {url: text for url, text in rows.items() if url not in bad} == {
        row["url"]: row["text"] for row in expected if row["url"] not in bad
    }
    failed = {error["url"]: error["kind"] for error in errors_of(task)}
    if kind is not None:
        assert failed == dict.fromkeys(bad, kind)
    else:  # the judge takes a rule that asks for too much as one that fails, and goes on without it
        assert set(failed) | (bad & set(rows)) == bad


def pages_without(marker: str) -> list[bytes]:
    return [page(number) for number in range(60)]


def test_truncated_archive(tmp_path: Path) -> None:
    source = write_warc(tmp_path / "a.warc.gz", [page(number) for number in range(9)])
    source.write_bytes(source.read_bytes()[:-40])
    task = task_of(tmp_path, source)
    run(task)
    assert len(rows_of(task.output)) == 8
    assert [error["kind"] for error in errors_of(task)] == ["unreadable"]
    check(task)


@pytest.mark.parametrize("output", ["out.jsonl", "out.jsonl.gz", "out.parquet", "out.sqlite", "pages-out"])
def test_empty_archive(output: str, tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(b"")
    task = task_of(tmp_path, tmp_path / "a.warc", output=output)
    assert run(task).statistics.done == 0
    assert task.output.exists()
    if output != "pages-out":
        assert rows_of(task.output) == []


# --- What can't begin


def test_wrong_settings_begin_nothing(tmp_path: Path) -> None:
    source = make_zip(tmp_path)
    for config in (Config(rules_off=("no-such-rule",)), Config(rules=(str(tmp_path / "none.py"),))):
        with pytest.raises(CleanArticleError):
            run(task_of(tmp_path, source, setup=WorkerSetup(config)))
    with pytest.raises(InputError, match="no-such"):
        run(task_of(tmp_path, tmp_path / "no-such.zip"))
    with pytest.raises(InputError, match="docx"):
        run(task_of(tmp_path, source, output="out.docx"))
    assert not list(tmp_path.glob("out*"))


def test_an_output_that_is_there_is_left_alone(tmp_path: Path) -> None:
    source = make_zip(tmp_path)
    task = task_of(tmp_path, source)
    task.output.write_text("mine\n")
    for resume in (False, True):
        with pytest.raises(BatchError, match="--overwrite"):
            run(task, resume=resume)
    assert task.output.read_text() == "mine\n"
    run(task, overwrite=True)
    assert len(rows_of(task.output)) == len(some_pages())
    folder = task_of(tmp_path, source, output="own")
    folder.output.mkdir()
    (folder.output / "letter.txt").write_text("mine")
    with pytest.raises(BatchError, match="no run has written"):
        run(folder, overwrite=True)
    assert (folder.output / "letter.txt").read_text() == "mine"


@pytest.mark.parametrize("output", ["pages.jsonl", "in/out.jsonl"])
def test_an_output_is_no_input(output: str, tmp_path: Path) -> None:
    make_jsonl(tmp_path)
    (tmp_path / "in").mkdir()
    with pytest.raises(BatchError, match=r"the output .* and the input .* overlap"):
        run(task_of(tmp_path, tmp_path / "pages.jsonl", tmp_path / "in", output=output), overwrite=True)
    assert len(list(read(tmp_path / "pages.jsonl"))) == 6


def test_an_output_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BatchError, match="can't be written"):
        run(task_of(tmp_path, make_zip(tmp_path), output="file/out.jsonl"))
    with pytest.raises(BatchError, match="can't be an output"):
        run(Task((str(tmp_path / "pages.zip"),), Path("/")))


@pytest.mark.slow
def test_a_script_without_a_guard_is_told(tmp_path: Path) -> None:
    make_zip(tmp_path)
    (tmp_path / "script.py").write_text(
        "from pathlib import Path\nfrom cleanarticle.archive.batch.run import Task, run\n"
        "run(Task(('pages.zip',), Path('out.jsonl')), overwrite=True)\n"
    )
    done = subprocess.run(
        [sys.executable, "script.py"],
        cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "if __name__" in done.stderr.splitlines()[-1]


# --- Interrupts, and going on


class Stops:
    """Interrupts the run once some rows are done."""

    def __init__(self, after: int) -> None:
        self._after = after

    def __call__(self, progress: engine.RunProgress) -> None:
        if progress.statistics.done >= self._after:
            self._after = sys.maxsize
            os.kill(os.getpid(), signal.SIGINT)


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_TELL_SECONDS", 0.0)


@pytest.mark.slow
@pytest.mark.parametrize("ordered", [False, True])
@pytest.mark.usefixtures("often")
def test_an_interrupt_ends_in_good_order_and_resume_goes_on(ordered: bool, tmp_path: Path) -> None:
    blocks = [
        http(NO_ARTICLE if n % 7 == 0 else page(n), "404 Not Found" if n % 5 == 0 else "200 OK") for n in range(400)
    ]
    source = tmp_path / "a.warc"
    source.write_bytes(b"".join(warc_record(number, block) for number, block in enumerate(blocks)))
    task = task_of(tmp_path, source, ordered=ordered, workers=2)
    stops = 0
    summary = run(task, observe=Stops(60))
    while not summary.finished:
        stops += 1
        check(task, finished=False)
        summary = run(task, resume=True, observe=Stops(60 + 90 * stops))
    check(task)
    assert stops >= 2
    rows = rows_of(task.output)
    assert sorted(rows, key=lambda row: row["id"]) == expected_rows(task)
    assert not ordered or rows == expected_rows(task)
    assert summary.statistics.found == 400
    whole = replace(task, output=tmp_path / "whole.jsonl")
    assert run(whole).statistics.bytes == summary.statistics.bytes
    again = run(task, resume=True)
    assert (again.finished, again.statistics.done) == (True, 400)


@pytest.mark.slow
def test_an_interrupt_of_the_command(tmp_path: Path) -> None:
    source = write_warc(tmp_path / "a.warc.gz", [page(n) for n in range(600)])
    command = [sys.executable, "-m", "cleanarticle", "batch", source.name, "-o", "out.jsonl", "--commit-seconds", "0.2"]
    process = subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    wait_for(lambda: (tmp_path / "out.jsonl").exists() and (tmp_path / "out.jsonl").stat().st_size > 0)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: workers get it too
    _, output = process.communicate(timeout=60)
    assert process.returncode == 130, output
    assert "--resume" in output
    assert "Traceback" not in output, output
    task = task_of(tmp_path, source)
    check(task, finished=False)
    done = cli("batch", source.name, "-o", "out.jsonl", "--resume", cwd=tmp_path)
    assert done.exit_code == 0, done.output
    check(task)
    assert len(rows_of(task.output)) == 600


def wait_for(what: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.usefixtures("often")
def test_resume_is_refused_where_something_changed(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    task = task_of(tmp_path, folder)
    assert not run(task, observe=Stops(0)).finished
    other = replace(task, setup=WorkerSetup(Config(preset="recall")))
    with pytest.raises(BatchError, match="other settings"):
        run(other, resume=True)
    with pytest.raises(BatchError, match="other order"):
        run(replace(task, ordered=True), resume=True)
    with pytest.raises(BatchError, match="other filters"):
        run(replace(task, record_filter=RecordFilter(exclude=("*",))), resume=True)
    (folder / "0.html").write_bytes(page(99))
    with pytest.raises(BatchError, match="other inputs"):
        run(task, resume=True)
    (folder / "0.html").unlink()
    assert run(task, resume=True).finished
    check(task)


def test_the_same_task_is_known_in_another_process(tmp_path: Path) -> None:
    """Sets have another order in every process."""
    source = make_zip(tmp_path)
    code = (
        "import json, sys; from pathlib import Path; from cleanarticle.archive.batch.run import Task; "
        "from cleanarticle.archive.batch.clean import WorkerSetup; "
        "from cleanarticle.overlays.profiles.collection import Profiles; "
        "setup = WorkerSetup(profiles=Profiles.load(sys.argv[2])); "
        "print(json.dumps(Task((sys.argv[1],), Path('out.jsonl'), setup=setup).fingerprint()))"
    )
    profile = tmp_path / "ferry.toml"
    profile.write_text('hosts = ["ferry.example"]\nbody = ["div.story", "article"]\ndrop = [".ad", "aside"]\n')
    told = {
        subprocess.run(
            [sys.executable, "-c", code, str(source), str(profile)],
            capture_output=True, text=True, check=True, env=environment() | {"PYTHONHASHSEED": str(seed)},
        ).stdout
        for seed in range(2)
    }  # fmt: skip
    assert len(told) == 1


def test_two_runs_do_not_share_an_output(tmp_path: Path) -> None:
    task = task_of(tmp_path, write_warc(tmp_path / "a.warc.gz", [page(n) for n in range(100)]))
    refused: list[str] = []

    def observe(progress: engine.RunProgress) -> None:
        with pytest.raises(BatchError) as raised:
            run(task, resume=True)
        refused.append(str(raised.value))

    run(task, observe=observe)
    assert "another run is writing" in refused[0]
    check(task)


class Fails:
    """A disk that is full from some write on."""

    def __init__(self, whole: int) -> None:
        self.left = whole

    def __call__(self, writer: JsonlWriter, write: Callable[[JsonlWriter], Any]) -> Any:
        self.left -= 1
        if self.left < 0:
            os.write(writer._file, b'{"half": ')
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(writer)


def test_a_full_disk_leaves_what_can_be_resumed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    task = task_of(tmp_path, write_warc(tmp_path / "a.warc.gz", [page(n) for n in range(100)]), commit_seconds=0.0)
    flush, disk = JsonlWriter._flush, Fails(4)
    monkeypatch.setattr(JsonlWriter, "_flush", lambda writer: disk(writer, flush))
    with pytest.raises(BatchError, match=r"No space left.*--resume"):
        run(task)
    journal = read_journal(task.run_folder / "journal.json")
    assert journal is not None
    assert journal.rows is not None
    assert task.output.stat().st_size == journal.rows["bytes"]  # the writer has taken the half line back
    check(task, finished=False)
    monkeypatch.undo()
    assert run(task, resume=True).finished
    check(task)
    assert len(rows_of(task.output)) == 100


COMPRESSED_OR_MANY = ("out.jsonl.gz", "out.parquet", "out.sqlite", "pages-out")


@pytest.mark.parametrize(
    "output", ["out.jsonl", *(pytest.param(name, marks=pytest.mark.slow) for name in COMPRESSED_OR_MANY)]
)
@pytest.mark.usefixtures("often")
def test_an_exception_leaves_the_output_of_the_last_commit(
    output: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One batch of rows is committed, the rows of the next one are only written."""
    source = write_warc(tmp_path / "a.warc.gz", [page(n) for n in range(100)])
    task = task_of(tmp_path, source, output=output, commit_seconds=0.0)
    commit = sink.Sink.commit
    monkeypatch.setattr(sink, "_MOST_ROWS", 1)
    monkeypatch.setattr(sink.Sink, "commit", lambda it, seconds: it.done.through or commit(it, seconds))

    counts: list[int] = []

    def observe(progress: engine.RunProgress) -> None:
        counts.append(progress.statistics.rows)
        if len({*counts} - {0}) == 2:
            raise RuntimeError("the watcher fell asleep")

    with pytest.raises(RuntimeError, match="asleep"):
        run(task, observe=observe)
    journal = read_journal(task.run_folder / "journal.json")
    assert journal is not None
    committed = min({*counts} - {0})
    assert journal.statistics["rows"] == journal.done.through == committed < counts[-1]
    rows = list(task.output.rglob("*.md")) if output == "pages-out" else rows_of(task.output)
    assert len(rows) == committed
    monkeypatch.undo()
    assert run(task, resume=True).finished
    if output == "pages-out":
        assert len(list(task.output.rglob("*.md"))) == 100
    else:
        check(task)


def test_a_lost_file_of_errors_is_told(tmp_path: Path) -> None:
    task = task_of(tmp_path, write_warc(tmp_path / "a.warc.gz", [NO_ARTICLE, page(1)]))
    run(task)
    journal = read_journal(task.run_folder / "journal.json")
    assert journal is not None
    write_journal(task.run_folder / "journal.json", replace(journal, finished=False))
    (task.run_folder / "errors.jsonl").unlink()
    with pytest.raises(BatchError, match="shorter than it was"):
        run(task, resume=True)


def test_a_run_outside_the_main_thread(tmp_path: Path) -> None:
    task = task_of(tmp_path, make_jsonl(tmp_path))
    thread = threading.Thread(target=run, args=(task,))
    thread.start()
    thread.join()
    check(task)


# --- The journal and the counts


def test_a_journal_comes_back_as_it_was(tmp_path: Path) -> None:
    statistics = RunStatistics(found=9, rows=3)
    statistics.add_filtered("status 404")
    done = DoneRecords(4).with_done([9, 6, 4, 7])
    assert (done.through, done.beyond) == (5, {6, 7, 9})
    journal = Journal({"kind": None}, done, {"bytes": 7}, 3, 5, statistics.to_data())
    write_journal(tmp_path / "journal.json", journal)
    assert read_journal(tmp_path / "journal.json") == journal
    assert RunStatistics.from_data(journal.statistics) == statistics
    assert json.loads((tmp_path / "journal.json").read_text())["done"]["beyond"] == [[6, 8], [9, 10]]
    assert read_journal(tmp_path / "none.json") is None
    for text in ("{", "[]", '{"form": 99}'):
        (tmp_path / "journal.json").write_text(text)
        with pytest.raises(BatchError, match="--overwrite"):
            read_journal(tmp_path / "journal.json")


def test_statistics_stay_small() -> None:
    statistics = RunStatistics()
    for number in range(6000):
        statistics.add_filtered(f"media type x/{number}")
        statistics.add_row(
            {
                "url": f"https://h{number}.example/",
                "page_type": "article",
                "quality": 0.5,
                "quality_reason": "doubtful",
                "word_count": 7,
                "language": None,
            },
            {},
        )
        statistics.seconds = number
        statistics.add_pace()
    assert len(statistics.filtered) <= 501
    assert len(statistics.hosts) <= 5001
    assert len(statistics.pace) <= 1000
    assert statistics.done == 12_000
    assert statistics.pace[-1] == (5999, 12_000)


# --- Duplicates


def copies(number: int, changed: int) -> str:
    """The words of a story, some of them others."""
    words = [f"w{number}x{at}" for at in range(400)]
    for at in random.Random(number).sample(range(400), changed):
        words[at] = f"other{number}x{at}"
    return " ".join(words)


def test_signatures_tell_how_alike_texts_are() -> None:
    for changed in (0, 2, 5, 10, 20, 60):
        first, second = copies(1, 0), copies(1, changed)
        one, two = (Shingles(text)._grams[4] for text in (first, second))
        true = len(one & two) / len(one | two)
        signs = [signature_of(text, "near") for text in (first, second)]
        assert signs[0] is not None
        assert signs[1] is not None
        assert similarity_of(signs[0].values, signs[1].values) == pytest.approx(true, abs=0.15)
        if true > NEAR + 0.1:
            assert set(signs[0].keys) & set(signs[1].keys)
    assert signature_of("The ferry, LEFT at  noon!", "near") == signature_of("the ferry left\nat noon", "near")
    assert signature_of(" … ", "exact") is None


def stories() -> list[tuple[str, bytes]]:
    def story(title: str, text: str) -> bytes:
        return f"<html><body><h1>{title}</h1><p>{text}.</p></body></html>".encode()

    prose = [
        f"The ferry {n} left the harbour at noon with {n * 3} passengers. Its captain {chr(65 + n) * 5} was calm. "
        * 6 + f"Nobody could say why route {n} was so quiet, though many had asked the office about it twice"
        for n in range(8)
    ]  # fmt: skip
    pages = [(f"{n:03}-first", story(f"Story {n}", copies(n, 0))) for n in range(8)]
    pages += [(f"{n + 100}-same", story(f"Again {n}", copies(n, 0).upper())) for n in range(4)]
    pages += [(f"{n + 200}-near", story(f"Nearly {n}", copies(n, 5))) for n in range(4)]
    pages += [(f"{n + 300}-far", story(f"Far {n}", copies(n, 200))) for n in range(4)]
    return [*pages, *((f"4{n}-prose", story(f"Prose {n}", text)) for n, text in enumerate(prose[:1]))]


def story_folder(at: Path) -> Path:
    (at / "stories").mkdir()
    for name, body in stories():
        (at / f"stories/{name}.html").write_bytes(body)
    return at / "stories"


@pytest.mark.parametrize(("dedupe", "left_out"), [("exact", ("same",)), ("near", ("same", "near"))])
@pytest.mark.usefixtures("often")
def test_duplicates_are_left_out_and_listed(dedupe: Any, left_out: tuple[str, ...], tmp_path: Path) -> None:
    task = task_of(tmp_path, story_folder(tmp_path), dedupe=dedupe, workers=2)
    summary = run(task, observe=Stops(9))
    while not summary.finished:
        check(task, finished=False)
        summary = run(task, resume=True)
    check(task)
    listed = lines_of(task.run_folder / "duplicates.jsonl")
    assert len(listed) == summary.statistics.filtered["duplicate"] == 4 * len(left_out)
    for duplicate in listed:
        number = int(duplicate["id"][:3]) % 100
        assert duplicate["id"].endswith(tuple(f"{kind}.html" for kind in left_out))
        assert duplicate["first"].endswith(f"{number:03}-first.html")
        assert 0.7 <= duplicate["similarity"] <= 1
    assert [row["id"] for row in rows_of(task.output)] == [
        f"{name}.html" for name, _ in sorted(stories()) if not name.endswith(left_out)
    ]


def test_texts_behind_the_last_commit_are_forgotten(tmp_path: Path) -> None:
    """Else a page would be the duplicate of itself when it is cleaned again."""
    task = task_of(tmp_path, story_folder(tmp_path), dedupe="near")
    run(task)
    rows, listed = rows_of(task.output), lines_of(task.run_folder / "duplicates.jsonl")
    write_journal(task.run_folder / "journal.json", Journal(task.fingerprint()))
    assert run(task, resume=True).finished
    assert (rows_of(task.output), lines_of(task.run_folder / "duplicates.jsonl")) == (rows, listed)


# --- Models of sites


def site_archive(at: Path, pages: int) -> Path:
    box = "Our readers pay for this work, and you can help it along today."
    bodies = [page(n).replace(b"</h1>", f"</h1><p>{box}</p>".encode()) for n in range(pages)]
    return write_warc(at / "a.warc.gz", bodies)


@pytest.mark.slow
@pytest.mark.usefixtures("often")
def test_what_repeats_on_a_host_is_learned_first(tmp_path: Path) -> None:
    plain = task_of(tmp_path, site_archive(tmp_path, 50), workers=2)
    run(plain)
    assert all("Our readers pay" in row["text"] for row in rows_of(plain.output))
    task = replace(plain, output=tmp_path / "learned.jsonl", site_model=True)
    assert not run(task, observe=Stops(0)).finished  # while it learns
    assert not (task.run_folder / "site-models.sqlite").exists()
    assert not run(task, resume=True, observe=Stops(1)).finished
    made = (task.run_folder / "site-models.sqlite").stat()
    assert run(task, resume=True).finished
    again = (task.run_folder / "site-models.sqlite").stat()
    assert (again.st_mtime_ns, again.st_ino) == (made.st_mtime_ns, made.st_ino)
    check(task)
    rows = rows_of(task.output)
    assert len(rows) == 50
    assert not any("Our readers pay" in row["text"] for row in rows)
    model = SiteModels(task.run_folder / "site-models.sqlite").find("ferry.example")
    assert model is not None
    assert model.pages == 40


def test_a_host_of_few_pages_goes_without(tmp_path: Path) -> None:
    task = task_of(tmp_path, site_archive(tmp_path, 2), site_model=True)
    run(task)
    assert all("Our readers pay" in row["text"] for row in rows_of(task.output))
    assert SiteModels(task.run_folder / "site-models.sqlite").find("ferry.example") is None


# --- What is shown


def test_the_report_has_the_counts_and_no_markup_of_pages(tmp_path: Path) -> None:
    statistics = RunStatistics(found=4)
    row = {
        "url": "https://ferry.example/<b>",
        "page_type": "article",
        "quality": 0.9,
        "quality_reason": "sound",
        "word_count": 240,
        "language": "<script>",
        "title": "A",
    }
    statistics.add_row(row, {"newsletter": 3})
    doubtful = {"quality": 0.4, "quality_reason": "paywall-stub"}
    statistics.add_row(row | doubtful | {"url": None, "canonical_url": "https://kite.example/"}, {})
    statistics.add_error("timeout")
    statistics.add_filtered("status <404>")
    statistics.seconds = 20.0
    statistics.pace = [(10.0, 1), (20.0, 4)]
    shown = render_batch(RunSummary(statistics, False, tmp_path), task_of(tmp_path, "a<i>.zip", output="o<i>.jsonl"))
    report_checks.check_closed(report_checks.check(shown))
    for text in (
        "The run was stopped.",
        "ferry.example",
        "kite.example",
        "newsletter",
        "error: timeout",
        "200 to 399",
        "0.65 in the mean",
        "paywall-stub",
    ):
        assert text in shown
    assert "<script>," not in shown
    assert "&lt;script&gt;" in shown
    assert "status &lt;404&gt;" in shown
    assert "o&lt;i&gt;.jsonl" in shown
    assert "at most 0.3" in shown
    assert "http" not in shown.replace("http-equiv", "")
    empty = render_batch(RunSummary(RunStatistics(), True, tmp_path), task_of(tmp_path, "a.zip"))
    assert "Throughput" not in empty


def test_plain_lines_tell_how_far_it_is(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_output, "_LINE_SECONDS", 0.0)
    statistics = RunStatistics(rows=1200, seconds=10.0)
    statistics.add_error("timeout")
    with batch_output.show_progress() as observe:
        observe(engine.RunProgress("learning", RunStatistics(), 10, 200))
        observe(engine.RunProgress("cleaning", statistics, 0, 200))
        observe(engine.RunProgress("cleaning", statistics, 100, 200))
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "learning sites: 5% read"
    assert lines[1] == "cleaning: 0% read, 1,201 records, 120/s, errors: 1 timeout"
    assert lines[2] == "cleaning: 50% read, 1,201 records, 120/s, 0:00:00 left, errors: 1 timeout"
