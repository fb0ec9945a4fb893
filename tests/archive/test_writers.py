"""Writers: fixed columns, whole records at any moment, and states that can be gone back to."""

from __future__ import annotations

import datetime as dt
import gzip
import importlib.util
import json
import os
import random
import shutil
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow")

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard
from fixture_pages import load_fixtures

from cleanarticle import Article, Extractor
from cleanarticle.archive import Fault, Record, Writer, error_row, open_writer, row_of
from cleanarticle.archive.rows import (
    COLUMNS,
    ERROR_COLUMNS,
    Column,
    Row,
    arrow_rows,
    arrow_schema,
    json_line,
    typed_value,
)
from cleanarticle.archive.writer import ErrorWriter, OutputState
from cleanarticle.article import Byline, Dateline, LiveEntry, Media, Provenance
from cleanarticle.content import Paragraph
from cleanarticle.errors import InputError

OUTPUTS = ["out.jsonl", "out.jsonl.gz", "out.jsonl.zst", "out.parquet", "out.sqlite", "pages"]
every_output = pytest.mark.parametrize("name", OUTPUTS)
ROOT = Path(__file__).parents[2]


def record(number: int) -> Record:
    place = f"a.zip#news/{number}.html"
    return Record(b"<p>", f"https://ferry.example/{number}", None, None, f"news/{number}.html", place)


def row(number: int, words: int = 5) -> Row:
    text = f"Ferry {number} \N{SHIP} " + "left " * words
    return row_of(record(number), Article(title=f"Ferry {number}", paragraphs=(Paragraph(text=text),)))


def titles(output: Path) -> list[str]:
    """The titles that a reader of the output finds, in order."""
    name = output.name
    if name.endswith(".parquet"):
        parts = sorted(output.glob("part-*.parquet"))
        return [title for part in parts for title in pq.read_table(part).column("title").to_pylist()]
    if name.endswith(".sqlite"):
        database = sqlite3.connect(output)
        found = [title for (title,) in database.execute("SELECT title FROM articles ORDER BY row")]
        database.close()
        return found
    if output.is_dir():
        pages = sorted(output.rglob("*.md"), key=lambda path: int(path.stem.partition("-")[0]))
        return [page.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ") for page in pages]
    data = output.read_bytes()
    if name.endswith(".gz"):
        data = gzip.decompress(data)
    elif name.endswith(".zst"):
        data = zstandard.ZstdDecompressor().stream_reader(data, read_across_frames=True).read()
    return [json.loads(line)["title"] for line in data.splitlines()]


def expected(count: int) -> list[str]:
    return [f"Ferry {number}" for number in range(count)]


# --- Outputs


@every_output
def test_what_was_written_can_be_read(name: str, tmp_path: Path) -> None:
    writer = open_writer(tmp_path / name)
    for number in range(0, 300, 3):
        writer.write([row(number), row(number + 1), row(number + 2)])
        if number % 75 == 0:
            writer.commit()
    writer.close()
    assert titles(tmp_path / name) == expected(300)


@every_output
def test_whole_records_at_any_moment(name: str, tmp_path: Path) -> None:
    writer = open_writer(tmp_path / name)
    for number in range(20):
        writer.write([row(number)])
        if number % 5 == 4:
            writer.commit()
            assert titles(tmp_path / name)[: number + 1] == expected(number + 1)
        elif number > 5:
            found = titles(tmp_path / name)
            assert found == expected(len(found))
            assert len(found) >= number // 5 * 5
    writer.close()


@every_output
def test_resuming_takes_back_what_was_written_after_the_state(name: str, tmp_path: Path) -> None:
    chance = random.Random(3)
    live, count, state = tmp_path / name, 0, None
    for _ in range(8):
        writer = open_writer(live, state=state)
        for _ in range(chance.randint(1, 3)):
            writer.write([row(count + n) for n in range(4)])
            count += 4
            state = json.loads(json.dumps(writer.commit()))
        lost = chance.randint(0, 3)
        writer.write([row(count + n) for n in range(lost)])
        if chance.random() < 0.5:
            writer.commit()  # on the disk, but the journal does not know of it
        abandon(writer)
    writer = open_writer(live, state=state)
    writer.write([row(count)])
    writer.close()
    assert titles(live) == expected(count + 1)


def abandon(writer: Writer) -> None:
    """What a kill leaves of a writer: nothing is written any more."""
    for name in ("_file", "_list"):
        if hasattr(writer, name):
            os.close(getattr(writer, name))
    database: Any = getattr(writer, "_database", None)
    if database is not None:
        database.close()
    part: Any = getattr(writer, "_writer", None)
    if part is not None:
        part.close()


@pytest.mark.parametrize("name", OUTPUTS[:3])
def test_a_torn_piece_at_the_end_is_cut_off(name: str, tmp_path: Path) -> None:
    writer = open_writer(tmp_path / name)
    writer.write([row(0)])
    state = writer.commit()
    writer.close()
    with (tmp_path / name).open("ab") as file:
        file.write(json_line(row(1))[:30])
    writer = open_writer(tmp_path / name, state=state)
    writer.write([row(1)])
    writer.close()
    assert titles(tmp_path / name) == expected(2)


@every_output
def test_an_output_that_exists_is_left_alone(name: str, tmp_path: Path) -> None:
    writer = open_writer(tmp_path / name)
    writer.write([row(0)])
    writer.close()
    with pytest.raises(InputError, match="exists; name another output"):
        open_writer(tmp_path / name)
    assert titles(tmp_path / name) == expected(1)


@every_output
def test_a_state_that_does_not_fit_is_told(name: str, tmp_path: Path) -> None:
    writer = open_writer(tmp_path / name)
    writer.write([row(0)])
    state = writer.commit()
    writer.close()
    beyond: OutputState = {key: value + 100 for key, value in state.items()}
    with pytest.raises(InputError, match="can't be resumed"):
        open_writer(tmp_path / name, state=beyond)
    with pytest.raises(InputError, match="another kind of output"):
        open_writer(tmp_path / name, state={"other": 1})
    path = tmp_path / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    with pytest.raises(InputError, match="can't be resumed"):
        open_writer(path, state=state)


def test_row_groups_are_bounded(tmp_path: Path) -> None:
    writer = open_writer(tmp_path / "out.parquet")
    for _ in range(24):
        writer.write([row(0)] * 1000)
    writer.close()
    metadata = pq.ParquetFile(tmp_path / "out.parquet" / "part-00000.parquet").metadata
    groups = [metadata.row_group(n).num_rows for n in range(metadata.num_row_groups)]
    assert sum(groups) == 24_000
    assert max(groups) <= 10_000


def test_an_empty_run_leaves_a_parquet_with_columns(tmp_path: Path) -> None:
    open_writer(tmp_path / "out.parquet").close()
    assert pq.read_table(tmp_path / "out.parquet").schema.names == [column.name for column in COLUMNS]


def test_sqlite_holds_errors_too(tmp_path: Path) -> None:
    writer = open_writer(tmp_path / "out.sqlite")
    assert isinstance(writer, ErrorWriter)
    writer.write_errors([error_row(record(1), ValueError("what")), error_row(Fault("a.warc#5", "cut"))])
    assert writer.commit() == {"articles": 0, "errors": 2}
    writer.close()
    database = sqlite3.connect(tmp_path / "out.sqlite")
    found = database.execute("SELECT place, kind, message, reproduce FROM errors").fetchall()
    database.close()
    assert found == [
        ("a.zip#news/1.html", "ValueError", "what", "cleanarticle extract 'a.zip#news/1.html'"),
        ("a.warc#5", "Fault", "cut", "cleanarticle extract 'a.warc#5'"),
    ]


def test_an_unknown_output_is_told() -> None:
    with pytest.raises(InputError, match=r"out\.docx: no output has this suffix; use one of \.jsonl"):
        open_writer("out.docx")


# --- A folder of pages


def named(path: Path, *names: str) -> list[str]:
    writer = open_writer(path)
    for number, name in enumerate(names):
        writer.write([row(number) | {"id": name, "place": f"a#{number}"}])
    writer.close()
    assert {each.name for each in path.parent.iterdir()} == {path.name}
    return sorted(each.relative_to(path).as_posix() for each in path.rglob("*.md"))


def test_the_tree_of_the_input_is_mirrored(tmp_path: Path) -> None:
    assert named(tmp_path / "out", "a.html", "b/c.htm", "b/d.html.gz", "e.mhtml") == [
        "a.md",
        "b/c.md",
        "b/d.md",
        "e.md",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "../../x.html",
        "/etc/x.html",
        "..",
        "",
        "a/../../x",
        "C:\\x\\..\\y",
        "\0",
        ".written",
        ".writing",
        "con.html",
        "x" * 500,
        "\ud800.html",
        "/".join("abcdefgh" * 20),
        "a/./b//c",
        "é" * 200,
        "a?b=c&d:e",
    ],
)
def test_no_name_leads_out_of_the_folder(name: str, tmp_path: Path) -> None:
    (found,) = named(tmp_path / "out", name)
    assert ".." not in found.split("/")
    assert all(len(part.encode()) < 255 and not part.startswith(".") for part in found.split("/"))


def test_names_that_meet_are_told_apart_the_same_way_each_time(tmp_path: Path) -> None:
    names = ("a.html", "a.htm", "a", "b/c.html", "b", "b.md/x.html")
    (tmp_path / "1").mkdir()
    (tmp_path / "2").mkdir()
    found = named(tmp_path / "1" / "out", *names)
    assert len(found) == len(names)
    assert found == named(tmp_path / "2" / "out", *names)


# --- Rows


def full_article() -> Article:
    paragraph = Paragraph(text="The ferry left.", kind="heading", level=2)
    return Article(
        title="Ferry",
        byline=Byline(text="By Ada Example", authors=("Ada Example",), roles=("",)),
        dateline=Dateline(text="HAVEN, May 1", place="Haven", date=dt.date(2024, 5, 1)),
        paragraphs=(paragraph,),
        media=(Media(kind="video", duration=dt.timedelta(seconds=90)),),
        published=dt.datetime(2024, 5, 1, 14, tzinfo=dt.timezone(dt.timedelta(hours=2))),
        modified=dt.date(2024, 5, 2),
        entries=(LiveEntry(time=dt.datetime(2024, 5, 1, tzinfo=dt.UTC), paragraphs=(paragraph,)),),
        sources={"title": Provenance(source="page", certainty=0.5)},
    )


def test_a_row_says_what_the_article_says() -> None:
    article = full_article()
    found = row_of(record(1), article)
    assert list(found) == [column.name for column in COLUMNS]
    plain = article.model_dump(mode="json")
    assert set(plain) <= set(found)
    assert {name: found[name] for name in plain if name != "url"} == {
        name: value for name, value in plain.items() if name != "url"
    }
    assert found["published"] == "2024-05-01T14:00:00+02:00"
    assert found["published_utc"] == dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC)
    assert (found["modified"], found["modified_utc"]) == ("2024-05-02", None)
    assert found["media"][0]["duration"] == 90
    assert (found["text"], found["word_count"], found["status"]) == (article.text, 3, "ok")


def test_a_page_without_an_article_has_a_row_too() -> None:
    found = row_of(record(1), None)
    assert (found["status"], found["title"], found["paragraphs"], found["url"]) == (
        "no-article",
        None,
        [],
        "https://ferry.example/1",
    )


def test_rows_of_all_fixtures_fit_the_schema() -> None:
    extractor = Extractor()
    rows = [row_of(record(0), extractor.extract(page.html, url=page.url)) for page in load_fixtures()[:60]]
    rows.append(row_of(record(0), full_article()))
    table = pa.Table.from_batches([arrow_rows(rows)], schema=arrow_schema())
    table.validate(full=True)
    for back, row in zip(table.to_pylist(), rows, strict=True):
        assert back == {column.name: typed_value(row[column.name], column) for column in COLUMNS}
        assert json.loads(back["body"]) == row["body"]


def test_lone_surrogates_cost_no_row(tmp_path: Path) -> None:
    for name in OUTPUTS:
        writer = open_writer(tmp_path / name)
        writer.write([row(0) | {"section": "a\ud800b", "tags": ["\udfff"], "url": "https://ferry.example/\ud800"}])
        writer.close()
        assert titles(tmp_path / name) == expected(1)


def test_required_columns_are_never_empty() -> None:
    def check(columns: tuple[Column, ...], value: dict[str, Any]) -> None:
        assert list(value) == [column.name for column in columns]
        for column in columns:
            if column.required or column.many:
                assert value[column.name] is not None, column.name
            if isinstance(column.kind, tuple) and value[column.name] is not None:
                for each in value[column.name] if column.many else [value[column.name]]:
                    check(column.kind, each)

    for article in (None, Article(), full_article()):
        row = row_of(record(0), article)
        check(COLUMNS, {column.name: typed_value(row[column.name], column) for column in COLUMNS})
    check(ERROR_COLUMNS, dict(error_row(Fault("a", "b"))))


def test_the_page_of_the_columns_is_fresh() -> None:
    spec = importlib.util.spec_from_file_location("make_docs", ROOT / "docs" / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    made = module.documents()["docs/archive-schema.md"]
    assert (ROOT / "docs" / "archive-schema.md").read_text(encoding="utf-8") == made
