"""Runs over archives, made for the tests."""

from __future__ import annotations

import gzip
import json
import sqlite3
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from archives import gz, warc_record

from cleanarticle.archive.batch.journal import read_journal
from cleanarticle.archive.batch.run import Task

TEXT = (
    "The ferry {n} left the harbour at noon with forty passengers, and the wind was light from the west. "
    "Its captain said that route {n} had never been so quiet at this time of the year."
)
CRASHES = "A marker that ends the process."
HANGS = "A marker that never ends."
DEVOURS = "A marker that takes all memory."
RULE = f'''
import os
import signal

from cleanarticle.rules.api import Block, Mark, Page, drop, ignores, marks, rule, tags


@rule(marks("<p>Tide at nine.</p>", on="Tide"), ignores("<p>No.</p>"), when=tags("p"))
def tide(block: Block, page: Page) -> Mark | None:
    """Drop the tide."""
    if block.text == {CRASHES!r}:
        os.kill(os.getpid(), signal.SIGKILL)
    if block.text == {HANGS!r}:
        while True:
            pass
    if block.text == {DEVOURS!r}:
        held = []
        while True:
            held.append(bytearray(1 << 24))
    return drop("is the tide") if block.text.startswith("Tide") else None
'''


def page(number: int, extra: str = "") -> bytes:
    """A page with an article that no other number gives."""
    name = "".join("kvrstlmnpz"[int(digit)] for digit in str(number))  # digits count as the same on one site
    text = TEXT.format(n=name)
    body = "".join(f"<p>{text} Part {part} of story {number}.</p>" for part in range(3))
    more = f"<p>{extra}</p>" if extra else ""
    title = f"Ferry {number} leaves"
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{body}{more}</body></html>".encode()


def http(body: bytes, status: str = "200 OK", media: str = "text/html; charset=utf-8") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n\r\n".encode() + body


def write_warc(path: Path, pages: list[bytes]) -> Path:
    path.write_bytes(b"".join(gz(warc_record(number, http(body))) for number, body in enumerate(pages)))
    return path


def rows_of(output: Path) -> list[dict[str, Any]]:
    """All rows of an output, in its order; whatever can't be read raises."""
    name = output.name
    if name.endswith(".parquet"):
        return [row for part in sorted(output.glob("part-*.parquet")) for row in pq.read_table(part).to_pylist()]
    if name.endswith(".sqlite"):
        database = sqlite3.connect(output)
        database.row_factory = sqlite3.Row
        try:
            return [dict(row) for row in database.execute("SELECT * FROM articles ORDER BY row")]
        finally:
            database.close()
    data = output.read_bytes()
    lines = (gzip.decompress(data) if name.endswith(".gz") else data).splitlines()
    return [json.loads(line) for line in lines]


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def errors_of(task: Task) -> list[dict[str, Any]]:
    return lines_of(task.run_folder / "errors.jsonl")


def check(task: Task, *, finished: bool = True) -> None:
    """Every record is accounted for once, in the journal as in the files."""
    journal = read_journal(task.run_folder / "journal.json")
    assert journal is not None
    counted = journal.statistics
    errors, filtered = sum(counted["errors"].values()), sum(counted["filtered"].values())
    assert journal.finished is finished
    assert counted["found"] == counted["rows"] + errors + filtered
    assert counted["found"] == journal.done.through + len(journal.done.beyond)
    places = [row["place"] for row in rows_of(task.output)]
    failed = [row["place"] for row in errors_of(task)]
    assert (len(places), len(failed)) == (counted["rows"], errors)
    assert len({*places, *failed}) == len(places) + len(failed)
    assert [path.name for path in task.run_folder.glob("*.new")] == []
