"""Readers: every kind of archive, whole and broken, and nothing lost on the way."""

from __future__ import annotations

import bz2
import datetime as dt
import io
import json
import lzma
import random
import sqlite3
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("fastwarc")
pytest.importorskip("pyarrow")

import pyarrow as pa
import pyarrow.parquet as pq
from archives import HTML_HEAD, PACKERS, gz, mhtml, page, rows, same, warc_record, zst
from warcio.warcwriter import WARCWriter

from cleanarticle.archive import (
    Fault,
    ReadResult,
    Record,
    RecordFilter,
    Skipped,
    TableColumns,
    optional,
    read,
    read_record,
    size_of,
)
from cleanarticle.archive.open import expand_paths
from cleanarticle.archive.record_place import place_of, split_place
from cleanarticle.cli.source import read_source
from cleanarticle.errors import InputError, MissingPackage

NOON = dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC)
quiet = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def bodies(found: list[ReadResult]) -> list[bytes]:
    return [each.body for each in found if isinstance(each, Record)]


def kinds(found: list[ReadResult]) -> list[str]:
    return [type(each).__name__ for each in found]


# --- Each kind, whole


Body = Callable[[int], bytes]
Maker = Callable[..., None]
"""Writes an archive: takes its path, the number of pages, and what the pages are (`page` if left out)."""


def make_zip(path: Path, count: int, body: Body = page) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(count):
            archive.writestr(f"news/{n:03}.html", body(n))


def make_tar(pack: Callable[[bytes], bytes]) -> Maker:
    def make(path: Path, count: int, body: Body = page) -> None:
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode="w") as archive:
            for n in range(count):
                member = tarfile.TarInfo(f"news/{n:03}.html")
                member.size = len(body(n))
                archive.addfile(member, io.BytesIO(body(n)))
        path.write_bytes(pack(buffer.getvalue()))

    return make


def responses(count: int, body: Body) -> Iterator[bytes]:
    return (warc_record(n, HTML_HEAD + body(n)) for n in range(count))


def make_warc(suffix: str) -> Maker:
    def make(path: Path, count: int, body: Body = page) -> None:
        path.write_bytes(b"".join(map(PACKERS[suffix], responses(count, body))))

    return make


def make_wacz(method: int) -> Maker:
    def make(path: Path, count: int, body: Body = page) -> None:
        with zipfile.ZipFile(path, "w", method) as archive:
            archive.writestr("datapackage.json", "{}")
            archive.writestr("archive/data.warc.gz", b"".join(map(gz, responses(count, body))))

    return make


def make_jsonl(pack: Callable[[bytes], bytes]) -> Maker:
    def make(path: Path, count: int, body: Body = page) -> None:
        path.write_bytes(pack("".join(json.dumps(row) + "\n" for row in rows(count, body)).encode()))

    return make


def make_parquet(path: Path, count: int, body: Body = page) -> None:
    pq.write_table(pa.Table.from_pylist(rows(count, body)), path, row_group_size=3)


def make_sqlite(path: Path, count: int, body: Body = page) -> None:
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE pages (url TEXT, html BLOB, date INTEGER)")
    database.execute("CREATE TABLE other (name TEXT)")
    database.executemany("INSERT INTO pages VALUES (:url, :html, :date)", rows(count, body))
    database.commit()
    database.close()


def make_folder(path: Path, count: int, body: Body = page) -> None:
    (path / "news").mkdir(parents=True)
    for n in range(count):
        (path / "news" / f"{n:03}.html").write_bytes(body(n))


def make_arc(path: Path, count: int, body: Body = page) -> None:
    data = b"filedesc://a.arc 0.0.0.0 20240501120000 text/plain 14\n1 0 Ferry\n\n\n\n\n\n"
    for n in range(count):
        block = HTML_HEAD + body(n)
        data += f"https://ferry.example/{n} 10.0.0.1 20240501120000 text/html {len(block)}\n".encode() + block + b"\n"
    path.write_bytes(data)


MAKERS: dict[str, Maker] = {
    "a.warc": make_warc(".warc"),
    "a.warc.gz": make_warc(".warc.gz"),
    "a.warc.zst": make_warc(".warc.zst"),
    "stored.wacz": make_wacz(zipfile.ZIP_STORED),
    "deflated.wacz": make_wacz(zipfile.ZIP_DEFLATED),
    "a.arc": make_arc,
    "a.zip": make_zip,
    "a.tar": make_tar(same),
    "a.tar.gz": make_tar(gz),
    "a.tar.bz2": make_tar(bz2.compress),
    "a.tar.xz": make_tar(partial(lzma.compress, preset=0)),
    "a.tar.zst": make_tar(zst),
    "a.jsonl": make_jsonl(same),
    "a.jsonl.gz": make_jsonl(gz),
    "a.ndjson.zst": make_jsonl(zst),
    "a.parquet": make_parquet,
    "a.sqlite": make_sqlite,
    "folder": make_folder,
}

every_kind = pytest.mark.parametrize("name", MAKERS)


@every_kind
def test_all_pages_come_in_order_and_can_be_read_again(name: str, tmp_path: Path) -> None:
    MAKERS[name](tmp_path / name, 10)
    reading = read(tmp_path / name)
    found = list(reading)
    records = [each for each in found if isinstance(each, Record)]
    assert [record.body for record in records] == [page(n) for n in range(10)]
    assert not [each for each in found if isinstance(each, Fault)]
    assert len({record.place for record in records}) == 10
    for record in (records[0], records[7], records[9]):
        again = read_record(record.place)
        assert (again.body, again.place, again.url) == (record.body, record.place, record.url)


@every_kind
def test_position_grows_to_the_size(name: str, tmp_path: Path) -> None:
    MAKERS[name](tmp_path / name, 30)
    reading = read([tmp_path / name, tmp_path / name])
    positions = [reading.position for _ in reading]
    assert positions == sorted(positions)
    assert reading.position == reading.size == 2 * size_of(tmp_path / name) > 0


@pytest.mark.parametrize("name", [name for name in MAKERS if name not in {"folder", "stored.wacz", "deflated.wacz"}])
def test_the_bytes_tell_what_a_file_is_where_the_name_does_not(name: str, tmp_path: Path) -> None:
    MAKERS[name](tmp_path / "unnamed", 5)
    (tmp_path / name).unlink(missing_ok=True)
    assert bodies(list(read(tmp_path / "unnamed"))) == [page(n) for n in range(5)]


@every_kind
def test_addresses_are_filtered(name: str, tmp_path: Path) -> None:
    MAKERS[name](tmp_path / name, 4)
    found = list(read(tmp_path / name, record_filter=RecordFilter(include=("ferry.example/*",), exclude=("*/2",))))
    known = name.rpartition(".")[0].partition(".")[0] not in {"a.zip"} and not name.startswith(
        ("a.zip", "a.tar", "folder")
    )
    assert bodies(found) == ([page(n) for n in (0, 1, 3)] if known else [])
    assert len(found) >= 4
    assert all(each.reason for each in found if isinstance(each, Skipped))


# --- WARC


def warc(path: Path, *records: bytes) -> list[ReadResult]:
    return list(read(written(path, b"".join(records))))


def test_what_a_warc_tells_of_a_page(tmp_path: Path) -> None:
    (record,) = warc(tmp_path / "a.warc", warc_record(7))
    assert record == Record(
        page(7),
        "https://ferry.example/7",
        "utf-8",
        NOON,
        "urn:uuid:00000000-0000-0000-0000-000000000007",
        f"{tmp_path / 'a.warc'}#0",
    )


def test_encodings_are_taken_off(tmp_path: Path) -> None:
    packed = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + gz(page(1))
    body = page(2)
    chunks = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (10, body[:10], len(body) - 10, body[10:])
    chunked = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks
    found = warc(tmp_path / "a.warc.gz", gz(warc_record(1, packed)), gz(warc_record(2, chunked)))
    assert bodies(found) == [page(1), page(2)]


def test_only_pages_with_status_200_are_read(tmp_path: Path) -> None:
    missing = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>gone"
    picture = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"
    found = warc(
        tmp_path / "a.warc",
        warc_record(0, b"software: x", kind="warcinfo", media="application/warc-fields"),
        warc_record(1, missing),
        warc_record(2, picture),
        warc_record(3, HTML_HEAD, kind="revisit"),
        warc_record(4, page(4), kind="resource", media="text/html; charset=latin-1"),
        warc_record(5, b"\x89PNG", kind="resource", media="image/png"),
        warc_record(6, b"one two", media="text/dns"),
    )
    reasons = [each.reason for each in found if isinstance(each, Skipped)]
    assert reasons == [
        "record type warcinfo",
        "status 404",
        "media type image/png",
        "revisit of a page in another record",
        "media type image/png",
        "not an HTTP response: text/dns",
    ]
    (resource,) = (each for each in found if isinstance(each, Record))
    assert (resource.body, resource.charset) == (page(4), "latin-1")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # warcio leaves buffers unclosed
def test_what_other_software_writes_is_read(tmp_path: Path) -> None:
    with (tmp_path / "a.warc.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        writer.write_record(writer.create_warcinfo_record("a.warc.gz", {"software": "ferry"}))
        for n in range(3):
            payload = io.BytesIO(HTML_HEAD + page(n))
            writer.write_record(writer.create_warc_record(f"https://ferry.example/{n}", "response", payload=payload))
    assert bodies(list(read(tmp_path / "a.warc.gz"))) == [page(n) for n in range(3)]


def test_one_gzip_member_may_hold_all_records(tmp_path: Path) -> None:
    found = warc(tmp_path / "a.warc.gz", gz(b"".join(warc_record(n) for n in range(50))))
    assert bodies(found) == [page(n) for n in range(50)]
    assert isinstance(found[33], Record)
    assert read_record(found[33].place) == found[33]


def test_zstd_with_a_dictionary(tmp_path: Path) -> None:
    import zstandard

    samples = [warc_record(n) for n in range(200)]
    dictionary = zstandard.train_dictionary(4096, samples)
    packer = zstandard.ZstdCompressor(dict_data=dictionary)
    lead = b"\x5d\x2a\x4d\x18" + len(dictionary.as_bytes()).to_bytes(4, "little") + dictionary.as_bytes()
    found = warc(tmp_path / "a.warc.zst", lead, *map(packer.compress, samples[:5]))
    assert bodies(found) == [page(n) for n in range(5)]
    assert isinstance(found[3], Record)
    assert read_record(found[3].place) == found[3]


@pytest.mark.parametrize("suffix", PACKERS)
@given(data=st.data())
@quiet
def test_a_cut_costs_no_record_before_it(suffix: str, data: st.DataObject, tmp_path: Path) -> None:
    records = [PACKERS[suffix](warc_record(n)) for n in range(4)]
    whole = b"".join(records)
    cut = data.draw(st.integers(0, len(whole)))
    found = warc(tmp_path / f"a{suffix}", whole[:cut])
    ends = [sum(map(len, records[: n + 1])) for n in range(4)]
    before = sum(end <= cut for end in ends)
    assert bodies(found)[:before] == [page(n) for n in range(before)]
    assert len(bodies(found)) <= before + 1
    if cut not in (0, *ends) and len(bodies(found)) == before:
        assert isinstance(found[-1], Fault)


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_broken_record_costs_only_itself(suffix: str, tmp_path: Path) -> None:
    records = [PACKERS[suffix](warc_record(n)) for n in range(4)]
    middle = len(records[1]) // 2
    damaged = records[1][:middle] if suffix == ".warc" else records[1][:middle] + b"\xff" * 8 + records[1][middle + 8 :]
    found = warc(tmp_path / f"a{suffix}", records[0], damaged, *records[2:])
    assert {page(0), page(3)} <= set(bodies(found))
    assert page(2) in bodies(found) or suffix == ".warc"
    assert "Fault" in kinds(found)
    assert page(1) not in bodies(found)


def test_reading_goes_on_behind_rubbish(tmp_path: Path) -> None:
    found = warc(tmp_path / "a.warc.gz", gz(warc_record(0)), b"rubbish" * 99, gz(warc_record(1)))
    assert kinds(found) == ["Record", "Fault", "Record"]
    found = warc(tmp_path / "a.warc", warc_record(0), b"rubbish\r\n" * 99, warc_record(1))
    assert kinds(found) == ["Record", "Fault", "Record"]


def test_a_page_over_the_limit_is_not_loaded(tmp_path: Path) -> None:
    bomb = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + gz(b"a" * 50_000_000)
    large = HTML_HEAD + b"a" * 20_000_000
    written(tmp_path / "a.warc.gz", gz(warc_record(0, bomb)) + gz(warc_record(1, large)) + gz(warc_record(2)))
    del large
    tracemalloc.start()
    found = list(read(tmp_path / "a.warc.gz", max_bytes=1_000_000))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kinds(found) == ["Fault", "Fault", "Record"]
    assert all("limit" in each.reason for each in found[:2] if isinstance(each, Fault))
    assert peak < 8_000_000


# --- Saved pages


def test_singlefile_tells_address_and_time(tmp_path: Path) -> None:
    comment = (
        b"<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://ferry.example/?a=1&amp;b=2 \n"
        b" saved date: Wed May 01 2024 14:00:00 GMT+0200 (Central European Summer Time)\n--><body>"
    )
    (record,) = read(written(tmp_path / "saved.html", comment + page(1)))
    assert isinstance(record, Record)
    assert (record.url, record.fetched) == ("https://ferry.example/?a=1&b=2", NOON)
    assert record.place == str(tmp_path / "saved.html")
    assert read_record(record.place) == record


def test_mhtml_gives_its_main_part(tmp_path: Path) -> None:
    text = "<p>Fähre ab</p>"
    (record,) = read(written(tmp_path / "a.mhtml", mhtml(text.encode("latin-1"), "iso-8859-1")))
    assert isinstance(record, Record)
    assert record.body.decode("latin-1").strip() == text
    assert (record.url, record.charset) == ("https://ferry.example/saved", "iso-8859-1")
    assert record.fetched == NOON - dt.timedelta(hours=2)


def test_a_folder_is_read_by_path(tmp_path: Path) -> None:
    for name, data in {
        "b.htm": page(1),
        "a/x.HTML": page(2),
        "a/y.html.gz": gz(page(3)),
        "c.mht": mhtml(page(4)),
        "picture.png": b"\x89PNG",
        "empty.html": b"",
        "broken.html.gz": gz(page(5))[:-20],
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    found = list(read(tmp_path))
    names = [Path(each.place).relative_to(tmp_path).as_posix() for each in found]
    assert names == ["b.htm", "broken.html.gz", "c.mht", "empty.html", "picture.png", "a/x.HTML", "a/y.html.gz"]
    assert kinds(found) == ["Record", "Fault", "Record", "Fault", "Skipped", "Record", "Record"]
    assert [each.id for each in found if isinstance(each, Record)] == ["b.htm", "c.mht", "a/x.HTML", "a/y.html.gz"]


def test_archives_in_a_folder_are_read_after_its_pages(tmp_path: Path) -> None:
    (tmp_path / "crawl" / "more").mkdir(parents=True)
    make_zip(tmp_path / "crawl/a.zip", 2)
    make_warc(".warc")(tmp_path / "crawl/more/b.warc", 2)
    make_sqlite(tmp_path / "crawl/notes.db", 2)
    written(tmp_path / "crawl/more/z.html", page(7))
    reading = read(tmp_path / "crawl")
    found = list(reading)
    places = [Path(split_place(each.place)[0]).relative_to(tmp_path / "crawl").as_posix() for each in found]
    assert places == ["notes.db", "more/z.html", "a.zip", "a.zip", "more/b.warc", "more/b.warc"]
    assert kinds(found) == ["Skipped", *["Record"] * 5]
    assert all(read_record(each.place).body == each.body for each in found if isinstance(each, Record))
    assert reading.position == reading.size == size_of(tmp_path / "crawl")


def test_an_archive_that_is_given_beside_its_folder_is_read_once(tmp_path: Path) -> None:
    make_zip(tmp_path / "a.zip", 2)
    make_zip(tmp_path / "b.zip", 3)
    inputs = expand_paths([tmp_path / "b.zip", tmp_path])
    assert inputs == [str(tmp_path / "b.zip"), str(tmp_path), str(tmp_path / "a.zip")]
    assert expand_paths(inputs) == inputs
    assert len(list(read(inputs))) == 5


# --- Zip and tar


def test_a_corrupt_member_of_a_zip_costs_only_itself(tmp_path: Path) -> None:
    make_zip(tmp_path / "a.zip", 3)
    data = bytearray((tmp_path / "a.zip").read_bytes())
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        start = archive.infolist()[1].header_offset + 60
    data[start : start + 8] = b"\xff" * 8
    found = list(read(written(tmp_path / "b.zip", bytes(data))))
    assert kinds(found) == ["Record", "Fault", "Record"]


@given(cut=st.integers(0, 1000), pack=st.sampled_from([same, gz, zst]))
@quiet
def test_a_cut_tar_gives_what_stands_before(cut: int, pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    make_tar(pack)(tmp_path / "whole.tar", 8)
    whole = (tmp_path / "whole.tar").read_bytes()
    length = len(whole) * cut // 1000
    found = list(read(written(tmp_path / "cut.tar", whole[:length])))
    pages = bodies(found)
    assert pages == [page(n) for n in range(len(pages))]
    if pack is same:
        assert len(pages) >= min(8, length // 1024 - 1)


def test_reading_a_tar_goes_on_behind_a_broken_header(tmp_path: Path) -> None:
    make_tar(same)(tmp_path / "a.tar", 3)
    data = bytearray((tmp_path / "a.tar").read_bytes())
    data[1024:1536] = b"x" * 512
    found = list(read(written(tmp_path / "b.tar", bytes(data))))
    assert bodies(found) == [page(0), page(2)]
    assert kinds(found) == ["Record", "Fault", "Record"]


# --- Tables


def test_a_broken_line_costs_only_itself(tmp_path: Path) -> None:
    lines = [json.dumps(row) for row in rows(5)]
    lines[1], lines[3] = lines[1][:50], "[1]"
    lines.insert(2, json.dumps({"url": "https://ferry.example/none", "html": None}))
    found = list(read(written(tmp_path / "a.jsonl", "\n".join(lines).encode())))
    assert kinds(found) == ["Record", "Fault", "Fault", "Record", "Fault", "Record"]
    assert found[2].url == "https://ferry.example/none"
    assert [split_place(each.place)[1] for each in found] == ["1", "2", "3", "4", "5", "6"]


def test_a_line_over_the_limit_is_read_over(tmp_path: Path) -> None:
    long = json.dumps({"html": "a" * 9_000_000})
    written(tmp_path / "a.jsonl", "\n".join([json.dumps(rows(1)[0]), long, json.dumps(rows(1)[0])]).encode())
    assert kinds(list(read(tmp_path / "a.jsonl", max_bytes=100_000))) == ["Record", "Fault", "Record"]


def test_columns_can_be_named(tmp_path: Path) -> None:
    table = [
        {"Source": page(n), "Link": f"https://ferry.example/{n}", "At": "20240501120000", "enc": "latin-1"}
        for n in range(3)
    ]
    pq.write_table(pa.Table.from_pylist(table), tmp_path / "a.parquet")
    columns = TableColumns(html="Source", url="Link", fetched="At", charset="enc", id="Link")
    found = list(read(tmp_path / "a.parquet", columns=columns))
    record = found[2]
    assert record == Record(
        page(2), "https://ferry.example/2", "latin-1", NOON, "https://ferry.example/2", record.place
    )
    assert read_record(record.place, columns=columns) == record


@pytest.mark.parametrize("name", ["a.jsonl", "a.parquet", "a.sqlite"])
def test_a_column_that_is_missing_is_an_error_that_lists_what_is_there(name: str, tmp_path: Path) -> None:
    MAKERS[name](tmp_path / name, 1)
    with (
        pytest.raises(InputError, match=r"'htlm'.*did you mean 'html'.*date, html, url")
        if name != "a.sqlite"
        else pytest.raises(InputError, match=r"pages \(url, html, date\)")
    ):
        list(read(tmp_path / name, columns=TableColumns(html="htlm")))


def test_a_damaged_row_group_costs_only_its_rows(tmp_path: Path) -> None:
    make_parquet(tmp_path / "a.parquet", 9)
    metadata = pq.ParquetFile(tmp_path / "a.parquet").metadata
    column = metadata.row_group(1).column(0)
    data = bytearray((tmp_path / "a.parquet").read_bytes())
    start = column.dictionary_page_offset or column.data_page_offset
    data[start : start + 40] = b"\xff" * 40
    found = list(read(written(tmp_path / "b.parquet", bytes(data))))
    assert kinds(found) == ["Record"] * 3 + ["Fault"] + ["Record"] * 3
    assert "rows 3 to 5" in found[3].reason


def test_sqlite_leaves_pages_over_the_limit_where_they_are(tmp_path: Path) -> None:
    make_sqlite(tmp_path / "a.db", 2)
    database = sqlite3.connect(tmp_path / "a.db")
    database.execute("UPDATE pages SET html = zeroblob(5000000) WHERE rowid = 1")
    database.commit()
    database.close()
    found = list(read(tmp_path / "a.db", max_bytes=1_000_000))
    assert kinds(found) == ["Fault", "Record"]


# --- On the command line


def test_a_place_is_a_source_of_the_command_line(tmp_path: Path) -> None:
    make_zip(tmp_path / "a.zip", 3)
    for record in read(tmp_path / "a.zip"):
        assert read_source(record.place, None).data == bodies([record])[0]
    with pytest.raises(InputError, match=r"there is no record at .*none\.html"):
        read_source(f"{tmp_path / 'a.zip'}#none.html", None)


# --- Any bytes


@pytest.mark.parametrize(
    "suffix",
    [
        "warc",
        "warc.gz",
        "warc.zst",
        "wacz",
        "arc",
        "zip",
        "tar",
        "tar.gz",
        "tar.xz",
        "tar.zst",
        "tar.bz2",
        "jsonl",
        "jsonl.gz",
        "jsonl.zst",
        "parquet",
        "sqlite",
        "mhtml",
        "html",
        "html.gz",
    ],
)
@given(data=st.binary(max_size=2000))
@quiet
def test_random_bytes_end_in_faults(suffix: str, data: bytes, tmp_path: Path) -> None:
    try:
        found = list(read(written(tmp_path / f"a.{suffix}", data)))
    except InputError:
        return
    assert all(isinstance(each, (Record, Skipped, Fault)) for each in found)


@every_kind
def test_flipped_bytes_raise_nothing(name: str, tmp_path: Path) -> None:
    if name == "folder":
        return
    MAKERS[name](tmp_path / name, 6)
    whole = (tmp_path / name).read_bytes()
    chance = random.Random(5)
    for _ in range(40):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            found = list(read(written(tmp_path / name, bytes(data))))
        except InputError:
            continue
        assert all(isinstance(each, (Record, Skipped, Fault)) for each in found)


# --- Places, inputs, memory


@given(path=st.text(min_size=1), fragment=st.text())
def test_places_can_be_parted(path: str, fragment: str) -> None:
    assert split_place(place_of(path, fragment)) == (path, fragment)


def test_an_unknown_file_is_told_before_anything_is_read(tmp_path: Path) -> None:
    make_zip(tmp_path / "a.zip", 1)
    written(tmp_path / "a.bin", b"\0\1\2\3")
    with pytest.raises(InputError, match=r"a\.bin has no known format.*WARC.*Parquet"):
        read([tmp_path / "a.zip", tmp_path / "a.bin"])
    with pytest.raises(InputError, match=r"can't read .*none\.zip"):
        read([tmp_path / "none.zip"])


def test_a_list_of_files_on_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_zip(tmp_path / "a.zip", 2)
    written(tmp_path / "b.html", page(9))
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{tmp_path / 'b.html'}\n\n{tmp_path / 'a.zip'}\n"))
    assert bodies(list(read("-"))) == [page(9), page(0), page(1)]


@pytest.mark.parametrize(
    ("name", "package"), [("a.warc", "fastwarc"), ("a.parquet", "pyarrow"), ("a.tar.zst", "zstandard")]
)
def test_a_missing_package_is_named(name: str, package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    MAKERS[name](tmp_path / name, 1)

    def missing(module: str) -> Any:
        raise ModuleNotFoundError(f"No module named {module!r}", name=module.partition(".")[0])

    monkeypatch.setattr(optional, "import_module", missing)
    with pytest.raises(MissingPackage, match=rf"{package} is not installed.*cleanarticle\[archive\]"):
        list(read(tmp_path / name))


def large_page(number: int) -> bytes:
    """A page that hardly compresses: a decompressor must not give all pages at once."""
    return f"<p>{random.Random(number).randbytes(20_000).hex()}".encode()


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in MAKERS if name not in {"folder", "deflated.wacz"}])
def test_memory_does_not_grow_with_the_archive(name: str, tmp_path: Path) -> None:
    """The pages have 6 MB in all."""
    MAKERS[name](tmp_path / name, 150, large_page)
    list(read(tmp_path / name, record_filter=RecordFilter(include=("none",))))  # imports and caches do not count
    tracemalloc.start()
    for _ in read(tmp_path / name):
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4_000_000
