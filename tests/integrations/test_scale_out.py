"""Every engine gives the rows of `cleanarticle batch`: the examples run, and what they write is compared with it."""

from __future__ import annotations

import datetime as dt
import inspect
import json
import os
import pickle
import shutil
import subprocess
import sys
from contextlib import nullcontext
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from archives import gz, page, warc_record
from fixture_pages import ROOT, load_fixtures

import cleanarticle
from cleanarticle import Config, Profiles
from cleanarticle.archive import Record, RecordFilter, TableColumns, read
from cleanarticle.archive.batch.run import Task, run
from cleanarticle.archive.rows import COLUMNS, Row, arrow_schema, typed_value
from cleanarticle.errors import ConfigError, InputError
from cleanarticle.integrations import arrow as integration
from cleanarticle.integrations.arrow import extract_arrow, extractor_for, read_pages
from cleanarticle.parse.limits import Limits

EXAMPLES = ROOT / "examples"
PAGES = load_fixtures()[::3]
SECONDS = 240


def needs(*packages: str, program: str = "") -> pytest.MarkDecorator:
    """Skip, saying why, where an engine is not installed."""
    absent = [name for name in packages if find_spec(name) is None]
    if program and shutil.which(program) is None:
        absent.append(program)
    return pytest.mark.skipif(bool(absent), reason=f"{', '.join(absent)} not installed; `make scale` runs this")


@dataclass(frozen=True)
class Cleaned:
    """Archives, and what `cleanarticle batch` made of them.

    Attributes:
        folder: Where they are.
        archives: Two WARC files: one that is whole, and one whose end is missing.
        rows: The rows, by place.
        errors: Kind and message of each failure, by place.
    """

    folder: Path
    archives: list[str]
    rows: dict[str, Row]
    errors: dict[str, tuple[str, str]]


def response(number: int, html: bytes, *, url: str, charset: str | None) -> bytes:
    parameter = f"; charset={charset}" if charset else ""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html{parameter}\r\n\r\n".encode()
    return warc_record(number, head + html, WARC_Target_URI=url)


@pytest.fixture(scope="module")
def cleaned(tmp_path_factory: pytest.TempPathFactory) -> Cleaned:
    folder = tmp_path_factory.mktemp("archives")
    records = [response(number, each.html, url=each.url, charset=each.charset) for number, each in enumerate(PAGES)]
    records.insert(
        3,
        response(
            900,
            b"<html><title>Soon</title><p>We open in May.</p></html>",
            url="https://ferry.example/soon",
            charset=None,
        ),
    )
    records.insert(5, response(901, b"", url="https://ferry.example/empty", charset=None))
    half = len(records) // 2
    whole, cut = folder / "whole.warc.gz", folder / "cut.warc.gz"
    whole.write_bytes(b"".join(map(gz, records[:half])))
    cut.write_bytes(b"".join(map(gz, records[half:]))[:-100])
    archives = [str(whole), str(cut)]
    output = folder / "batch.parquet"
    summary = run(Task(tuple(archives), output))
    rows = {row["place"]: row for row in pq.read_table(output).to_pylist()}
    failures = [json.loads(line) for line in summary.errors.read_text(encoding="utf-8").splitlines()]
    errors = {failure["place"]: (failure["kind"], failure["message"]) for failure in failures}
    assert len(rows) > 30
    assert {"no-article", "unreadable"} <= {kind for kind, _ in errors.values()}
    return Cleaned(folder, archives, rows, errors)


def compare(found: list[Row], cleaned: Cleaned) -> None:
    """The rows of an engine are those of the batch, and its failures are the batch's errors; each once."""
    articles = {row["place"]: row for row in found if row["status"] == "ok"}
    failures = {row["place"]: (row["status"], row["error"]) for row in found if row["status"] != "ok"}
    assert len(found) == len(cleaned.rows) + len(cleaned.errors)
    assert articles == cleaned.rows
    assert failures == cleaned.errors


def follow(example: str, *arguments: object, folder: Path) -> None:
    """Run an example as a person would."""
    environment = {**os.environ, "PYTHONPATH": str(Path(cleanarticle.__file__).parents[1])}
    command = [sys.executable, str(EXAMPLES / example), *map(str, arguments)]
    result = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-5000:]


def json_rows(folder: Path) -> list[dict[str, Any]]:
    paths = sorted(folder.glob("*.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


# --- The engines


def test_arrow_gives_the_rows_of_batch(cleaned: Cleaned) -> None:
    batches = [extract_arrow(batch) for batch in read_pages(cleaned.archives)]
    rows = [row for batch in batches for row in batch.to_pylist()]
    compare(rows, cleaned)
    assert [row["place"] for row in rows] == [found.place for found in read(cleaned.archives)]


def test_the_example_of_a_table(cleaned: Cleaned, tmp_path: Path) -> None:
    pq.write_table(pa.Table.from_batches(read_pages(cleaned.archives)), tmp_path / "pages.parquet")
    follow("arrow_table.py", "pages.parquet", "articles.parquet", folder=tmp_path)
    compare(pq.read_table(tmp_path / "articles.parquet").to_pylist(), cleaned)


@needs("ray", "pandas")
def test_ray_gives_the_rows_of_batch(cleaned: Cleaned, tmp_path: Path) -> None:
    follow("ray_archives.py", tmp_path / "articles", *cleaned.archives, folder=tmp_path)
    compare(pq.read_table(tmp_path / "articles").to_pylist(), cleaned)


@needs("pyspark", "pandas", program="java")
def test_spark_gives_the_rows_of_batch(cleaned: Cleaned, tmp_path: Path) -> None:
    follow("spark_archives.py", tmp_path / "articles", *cleaned.archives, folder=tmp_path)
    table = pq.read_table(tmp_path / "articles")
    assert table.schema.names == [column.name for column in COLUMNS]
    compare(table.cast(nullable(arrow_schema())).to_pylist(), cleaned)


@needs("datatrove", "orjson")
def test_datatrove_gives_the_rows_of_batch(cleaned: Cleaned, tmp_path: Path) -> None:
    follow("datatrove_archives.py", "out", *cleaned.archives, folder=tmp_path)
    documents = json_rows(tmp_path / "out/articles") + json_rows(tmp_path / "out/without")
    compare([row_of_document(document) for document in documents], cleaned)


@needs("datatrove", "orjson", "warcio", "magic", "cchardet")
def test_the_extractor_of_datatrove_gives_the_texts_of_batch(cleaned: Cleaned, tmp_path: Path) -> None:
    """Its reader decodes the pages itself: what is no UTF-8 it guesses, so that only UTF-8 is compared."""
    archive = cleaned.archives[0]
    bodies = {each.id: each.body for each in read(archive) if hasattr(each, "body")}
    expected = {
        row["id"]: row["text"] for row in cleaned.rows.values() if row["id"] in bodies and is_utf8(bodies[row["id"]])
    }
    (tmp_path / "warcs").mkdir()
    shutil.copy(archive, tmp_path / "warcs")
    follow("datatrove_extractor.py", "out", "warcs", folder=tmp_path)
    texts = {document["id"].strip("<>"): document["text"] for document in json_rows(tmp_path / "out/articles")}
    assert len(expected) > 15
    assert {name: text for name, text in texts.items() if name in expected} == expected


@needs("datatrove")
@pytest.mark.parametrize("name", ["CleanArticle", "CleanArticleExtractor", "ReadArchives"])
def test_the_reference_has_the_steps_of_datatrove_as_they_are(name: str) -> None:
    """Sphinx can't read them without datatrove, so that they are written out there."""
    step = getattr(import_module("cleanarticle.integrations.datatrove"), name)
    signature = inspect.signature(step)
    bare = [each.replace(annotation=inspect.Parameter.empty) for each in signature.parameters.values()]
    shown = f"py:class:: {step.__module__}.{name}{inspect.Signature(bare)}\n"
    assert shown in (ROOT / "docs/reference.md").read_text(encoding="utf-8")


@needs("datatrove")
def test_an_extractor_of_datatrove_never_raises_and_pickles() -> None:
    step = import_module("cleanarticle.integrations.datatrove").CleanArticleExtractor()
    step = pickle.loads(pickle.dumps(step))
    assert step.timeout == 5
    assert [step.extract(text) for text in ("", "%PDF-1.7", "\ud800", "<p>Soon.")] == [""] * 4
    assert "The ferry number 1 left the harbour" in step.extract(page(1).decode())


@needs("datatrove")
def test_a_document_without_its_page_leaves_with_a_reason() -> None:
    module = import_module("cleanarticle.integrations.datatrove")
    document = import_module("datatrove.data").Document
    kept: list[Any] = []
    writer = nullcontext(SimpleNamespace(write=lambda document, rank: kept.append(document)))
    documents = [
        document(page(1).decode(), "a", metadata={"url": "https://ferry.example/1", "date": "2024-05-01T12:00:00Z"}),
        document("", "b", metadata={"dump": "of May"}),
    ]
    (article,) = module.CleanArticle(exclusion_writer=writer).run(iter(documents))
    assert (article.id, article.metadata["title"], article.metadata["place"]) == ("a", "Ferry 1", "a")
    assert article.metadata["fetched"] == dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC)
    assert [(each.id, each.metadata["status"], each.metadata["dump"]) for each in kept] == [
        ("b", "unreadable", "of May")
    ]


def is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def row_of_document(document: dict[str, Any]) -> Row:
    """A document of datatrove as a row: its JSON has times as text, and leaves out what is empty."""
    values = {**document["metadata"], "id": document["id"], "text": document.get("text", "")}
    return {column.name: typed_value(values[column.name], column) for column in COLUMNS}


def nullable(schema: pa.Schema) -> pa.Schema:
    """The schema as Spark has it, which writes every column as one that may be empty."""

    def relaxed(kind: pa.DataType) -> pa.DataType:
        if pa.types.is_list(kind):
            return pa.list_(relaxed(kind.value_type))
        if pa.types.is_struct(kind):
            return pa.struct([pa.field(part.name, relaxed(part.type)) for part in kind])
        return kind

    return pa.schema([pa.field(field.name, relaxed(field.type)) for field in schema])


# --- A batch of pages


def batch_of(**columns: Any) -> pa.RecordBatch:
    return pa.RecordBatch.from_pydict(columns)


def test_every_page_has_one_row_in_its_order() -> None:
    html = [PAGES[0].html, None, b"", b"%PDF-1.7", b"<p>Soon.", *(page(number) for number in range(70))]
    rows = extract_arrow(batch_of(html=pa.array(html, pa.binary()), id=[str(n) for n in range(len(html))]))
    assert rows.schema == arrow_schema()
    found = rows.to_pylist()
    assert [row["id"] for row in found] == [str(number) for number in range(len(html))]
    assert [row["status"] for row in found[:5]] == ["ok", "unreadable", "unreadable", "bad-input", "no-article"]
    assert [bool(row["error"]) for row in found[:5]] == [False, True, True, True, True]
    assert {row["status"] for row in found[5:]} == {"ok"}


def test_no_page_leaves_a_batch_with_columns() -> None:
    assert extract_arrow(batch_of(html=pa.array([], pa.string()))) == pa.RecordBatch.from_pylist([], arrow_schema())


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.binary(), pa.large_binary(), pa.dictionary(pa.int32(), pa.string())]
)
def test_a_page_may_be_of_any_type_of_text_or_bytes(kind: pa.DataType) -> None:
    html = page(1).decode() if "string" in str(kind) else page(1)
    row = extract_arrow(pa.RecordBatch.from_arrays([pa.array([html], kind)], names=["html"])).to_pylist()[0]
    assert (row["status"], row["title"]) == ("ok", "Ferry 1")


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({}, ("1", "1")),
        ({"url": ["https://a.example/", "https://b.example/"]}, ("https://b.example/", "https://b.example/")),
        ({"url": ["https://a.example/", "https://b.example/"], "id": ["x", "y"]}, ("y", "y")),
        ({"id": [1, 2], "place": ["a.warc#0", "a.warc#7"]}, ("2", "a.warc#7")),
    ],
)
def test_id_and_place(columns: dict[str, Any], expected: tuple[str, str]) -> None:
    row = extract_arrow(batch_of(html=[page(0), page(1)], **columns)).to_pylist()[1]
    assert (row["id"], row["place"]) == expected


def test_charset_and_times_are_read() -> None:
    html = page(1).decode().replace("harbour", "pörtchen").encode("iso-8859-2")
    nanoseconds = pa.array([1714564800_000000001], pa.timestamp("ns"))
    row = extract_arrow(batch_of(html=[html], encoding=["iso-8859-2"], crawl_date=nanoseconds)).to_pylist()[0]
    assert "pörtchen" in row["text"]
    assert row["fetched"] == dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC)


def test_columns_can_be_named_and_must_be_there() -> None:
    batch = batch_of(source=[page(1)], link=["https://ferry.example/1"])
    row = extract_arrow(batch, columns=TableColumns(html="source", url="link")).to_pylist()[0]
    assert (row["title"], row["url"]) == ("Ferry 1", "https://ferry.example/1")
    with pytest.raises(InputError, match="the batch has no column of HTML"):
        extract_arrow(batch)


def test_settings_and_profiles_count(tmp_path: Path) -> None:
    html = b"<title>Ferry 1</title><h1>Ferry 1</h1><article><p>" + b"The ferry left the harbour at noon. " * 9
    html += b"</p><p class=tide>" + b"The tide table was wrong, and nobody on the pier had seen it. " * 3
    html += b"</p><p>" + b"The captain said that the wind had turned. " * 9 + b"</p></article>"
    batch = batch_of(html=[html], url=["https://ferry.example/1"])
    (tmp_path / "ferry.toml").write_text('hosts = ["ferry.example"]\ndrop = [".tide"]\n', encoding="utf-8")
    assert "tide table" in extract_arrow(batch).to_pylist()[0]["text"]
    row = extract_arrow(batch, profiles=Profiles.load(tmp_path)).to_pylist()[0]
    assert "tide table" not in row["text"]
    row = extract_arrow(batch, config=Config(limits=Limits(max_bytes=100))).to_pylist()[0]
    assert (row["status"], "max_bytes=100" in row["error"]) == ("limit", True)
    with pytest.raises(ConfigError, match="no-such-rule"):
        extract_arrow(batch, config=Config(rules_off=("no-such-rule",)))


def test_text_that_arrow_cannot_hold_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(integration, "clean", lambda extractor, record: integration.Cleaned(surrogate_row(record), {}))
    assert extract_arrow(batch_of(html=[page(1)])).to_pylist()[0]["title"] == "a?"


def surrogate_row(record: Record) -> Row:
    return integration.row_of(record, cleanarticle.Article(title="a\ud800"))


# --- Extractors of a process


def test_equal_settings_share_an_extractor() -> None:
    config = Config(strip_dateline=True, rule_settings={"reading-time": {"max_words": 5}})
    again = pickle.loads(pickle.dumps(config))
    assert extractor_for(config) is extractor_for(again)
    assert extractor_for(config) is not extractor_for(Config())
    assert extractor_for() is extractor_for(Config())


def test_few_extractors_are_kept() -> None:
    first = extractor_for(Config(threshold=0.01))
    for number in range(2, 9):
        extractor_for(Config(threshold=number / 100))
    assert len(integration._made) == integration._MOST_EXTRACTORS
    assert extractor_for(Config(threshold=0.01)) is not first


# --- Archives as batches of pages


def test_archives_are_read_in_batches_of_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(integration, "_BATCH_BYTES", 1000)
    (tmp_path / "a.warc").write_bytes(b"".join(warc_record(number) for number in range(20)))
    batches = list(read_pages(tmp_path / "a.warc"))
    assert sum(batch.num_rows for batch in batches) == 20
    assert {batch.num_rows for batch in batches[:-1]} == {3}
    only = RecordFilter(include=("*/7",))
    assert [batch["url"].to_pylist() for batch in read_pages(tmp_path / "a.warc", record_filter=only)] == [
        ["https://ferry.example/7"]
    ]
