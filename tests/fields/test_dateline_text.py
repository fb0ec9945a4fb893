"""Datelines as text: each row of the table, and what must hold for any paragraph."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanarticle.fields.text.datelines.forms import parse_dateline

ROWS = list(
    csv.DictReader(
        (Path(__file__).parents[1] / "data" / "datelines.tsv").read_text("utf-8").splitlines(),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
)

STARTS = st.lists(
    st.sampled_from([
        "WASHINGTON", "Berlin", "ROMA,", "13", "FEB", "Feb.", "2025", "(AP)", "(Reuters)", "/ТАСС/", "—", "-",
        "--", "–", ":", "新华社", "北京", "2月13日电", "（", "）", "【東京＝", "】",
        "(서울=연합뉴스)", "기자", "=",
        "القاهرة", "رويترز", ".", "The", "talks", "went", "on",
    ]),
    max_size=10,
).map(" ".join)  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=[row["input"][:40] for row in ROWS])
def test_dateline(row: dict[str, str]) -> None:
    match = parse_dateline(row["input"])
    if not row["body"]:
        assert match is None, row["reason"]
        return
    assert match is not None, row["reason"]
    found = match.dateline
    assert (found.place or "", str(found.date or ""), found.agency or "") == (
        row["place"],
        row["date"],
        row["agency"],
    ), row["reason"]
    assert row["input"][match.end :] == row["body"]


@given(st.one_of(st.text(max_size=200), STARTS))
def test_any_paragraph_gives_a_dateline_at_its_start_or_nothing(text: str) -> None:
    match = parse_dateline(text)
    if match is None:
        return
    dateline, end = match
    assert dateline.place or dateline.agency
    assert 0 < end <= len(text)
    assert dateline.inline
    assert dateline.text
    assert text.lstrip().startswith(dateline.text)
    assert len(dateline.text) <= end
    assert not text[end:].startswith(" ")


def test_a_known_place_before_a_colon_needs_a_paragraph_behind_it() -> None:
    body = "The road is open again, the minister said on Thursday. " * 2
    match = parse_dateline("Bengaluru: " + body)
    assert match is not None
    assert match.dateline.place == "Bengaluru"
    assert parse_dateline("Bengaluru: closed") is None


def test_the_line_is_kept_without_its_dash() -> None:
    match = parse_dateline("KATHMANDU, April 25 (Reuters) - The road is open.")
    assert match is not None
    assert match.dateline.text == "KATHMANDU, April 25 (Reuters)"


@pytest.mark.parametrize("unit", ["A", "A ", "A, ", "(", "(a) ", "/", "- ", "1 ", "北", "A. ", "【", ":"])
def test_long_paragraphs_take_no_longer(unit: str) -> None:
    start = time.perf_counter()
    parse_dateline(unit * 200_000)
    assert time.perf_counter() - start < 0.1
