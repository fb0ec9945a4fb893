"""Rates over time: a new layout is found on its day, and hosts that did not change raise no alarm."""

from __future__ import annotations

import gzip
import json
import math
import random
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from archives import HTML_HEAD, warc_record
from click.testing import CliRunner, Result
from generated_hosts import article_page, pages_of_host

from cleanarticle.archive.records import ReadResult, Record
from cleanarticle.cli.app import app
from cleanarticle.errors import InputError
from cleanarticle.upgrade.archive_pages import ArchivePages
from cleanarticle.upgrade.drift import Drift, drift
from cleanarticle.upgrade.significance import bonferroni_factor, fisher_exact, least_p

NEW = "www.nightferry.example"


def stable(hosts: int) -> Iterator[ReadResult]:
    for number in range(hosts):
        yield from pages_of_host(f"host-{number}.example", seed=number, days=3, a_day=12)


def with_new_layout() -> Iterator[ReadResult]:
    yield from stable(3)
    yield from pages_of_host(NEW, seed=99, days=3, a_day=12, new_from=2)


@pytest.fixture(scope="module")
def found() -> Drift:
    return drift([("crawl", ArchivePages(with_new_layout))], by="day")


def undated(pages: list[str]) -> ArchivePages:
    records = [Record(page.encode(), f"https://{NEW}/{n}", None, None, str(n), str(n)) for n, page in enumerate(pages)]
    return ArchivePages(lambda: records)


# --- What is found


@pytest.mark.slow
def test_fifty_stable_hosts_raise_no_alarm() -> None:
    result = drift([("crawl", ArchivePages(lambda: stable(50)))], by="day", workers=2)
    assert result.hosts == 50
    assert result.tests > 0
    assert [(jump.host, jump.moves) for jump in result.jumps] == []


def test_a_new_layout_is_found_on_its_day(found: Drift) -> None:
    (jump,) = found.jumps
    assert (jump.host, found.hosts) == (NEW, 4)
    assert jump.batches == ("2024-03-05", "2024-03-06")
    assert jump.since is not None
    assert jump.since.date().isoformat() == "2024-03-06"
    moves = {move.rate: (move.before, move.after) for move in jump.moves}
    assert moves["source byline=json-ld"] == (1.0, 0.0)
    assert moves["empty published"] == (0.0, 1.0)
    assert all(move.p <= 0.01 for move in jump.moves)
    assert [move.size for move in jump.moves] == sorted((move.size for move in jump.moves), reverse=True)
    assert all(place.startswith(f"crawl#{NEW}/2/") for place in jump.places_after)


@pytest.mark.slow
def test_the_number_of_processes_does_not_matter() -> None:
    pages = [each for each in with_new_layout() if isinstance(each, Record)][-36:]
    one, two = (drift([("x", ArchivePages(lambda: pages))], by="day", workers=workers) for workers in (1, 2))
    assert one.jumps
    assert one.to_json() == two.to_json()


def test_batches_as_given() -> None:
    def batch(seed: int, *, new: bool) -> ArchivePages:
        rng = random.Random(seed)
        return undated([article_page(rng, new_layout=new) for _ in range(15)])

    result = drift([("may", batch(1, new=False)), ("june", batch(2, new=False)), ("july", batch(3, new=True))])
    assert [jump.batches for jump in result.jumps] == [("june", "july")]
    assert [batch.pages for batch in result.batches] == [15, 15, 15]


def test_longer_articles() -> None:
    def batch(seed: int, times: int) -> ArchivePages:
        rng = random.Random(seed)
        pages = [article_page(rng) for _ in range(40)]
        more = [page[page.index("<p>") : page.index("</article>")] * times for page in pages]
        return undated(
            [page.replace("</article>", f"{text}</article>") for page, text in zip(pages, more, strict=True)]
        )

    result = drift([("a", batch(1, 0)), ("b", batch(2, 1))])
    (words,) = [move for jump in result.jumps for move in jump.moves if move.rate == "words"]
    assert words.after > 1.5 * words.before
    assert words.pages == (40, 40)


def test_too_few_batches() -> None:
    with pytest.raises(InputError, match="2 pages have no date of fetching"):
        drift([("x", undated(["<p>a</p>", "<p>b</p>"]))], by="day")
    with pytest.raises(InputError, match="all pages are of one month; cut finer"):
        drift([("x", ArchivePages(lambda: pages_of_host(NEW, seed=1, days=2, a_day=1)))], by="month")


# --- The tests


def test_fisher_is_the_sum_of_all_tables_as_rare() -> None:
    for size, other in ((5, 7), (8, 3)):
        for hits, others in product(range(size + 1), range(other + 1)):
            total = hits + others
            ways = {
                each: math.comb(size, each) * math.comb(other, total - each)
                for each in range(max(0, total - other), min(size, total) + 1)
            }
            rare = sum(way for way in ways.values() if way <= ways[hits])
            p = fisher_exact(hits, size, others, other)
            assert p == pytest.approx(rare / math.comb(size + other, total))
            assert p >= least_p(hits, size, others, other) * (1 - 1e-9)


def test_tests_that_cannot_come_out_do_not_count() -> None:
    assert bonferroni_factor([0.5] * 1000, 0.01) == 1
    assert bonferroni_factor([1e-9] * 20 + [0.5] * 1000, 0.01) == 20
    assert bonferroni_factor([], 0.01) == 1
    for least in ([1e-9] * 7, [0.004] * 9, [0.001] * 30 + [1e-6] * 4):
        factor = bonferroni_factor(least, 0.01)
        assert sum(each <= 0.01 / factor for each in least) <= factor


# --- The command


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["drift", *map(str, arguments), "--no-config"], catch_exceptions=False)


def test_command(tmp_path: Path) -> None:
    warc = tmp_path / "crawl.warc.gz"
    with gzip.open(warc, "wb") as file:
        for number, page in enumerate(pages_of_host(NEW, seed=7, days=3, a_day=10, new_from=2)):
            assert page.url is not None
            assert page.fetched is not None
            date = page.fetched.strftime("%Y-%m-%dT%H:%M:%SZ")
            file.write(warc_record(number, HTML_HEAD + page.body, WARC_Target_URI=page.url, WARC_Date=date))
    data = tmp_path / "drift.json"
    result = run(warc, "--by", "day", "--workers", "1", "--json", data)
    assert result.exit_code == 1, result.output
    assert NEW in result.stdout
    assert "empty published 0% → 100%" in result.stdout
    jumps = json.loads(data.read_text(encoding="utf-8"))["jumps"]
    assert [jump["batches"] for jump in jumps] == [["2024-03-05", "2024-03-06"]]
    assert run(warc, "--workers", "1").exit_code == 2
    same = run(warc, warc, "--workers", "1")
    assert same.exit_code == 0, same.output
