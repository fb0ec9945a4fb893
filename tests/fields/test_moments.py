"""Moments: each row of the table, and what must hold for any value."""

from __future__ import annotations

import csv
import datetime as dt
import time
from pathlib import Path
from typing import cast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleanarticle.fields.text.dates.calendars import buddhist_year, jalali_day
from cleanarticle.fields.text.dates.moments import DayOrder, find_moment, parse_moment
from cleanarticle.fields.text.dates.months import month_number
from cleanarticle.lexicon.words import load_words

ROWS = list(
    csv.DictReader(
        (Path(__file__).parents[1] / "data" / "dates.tsv").read_text("utf-8").splitlines(),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
)
MONTHS = load_words("months")

VALUES = st.lists(
    st.sampled_from([
        "2025", "13", "2", "1", "0", "99", "/", "-", ".", ":", "T", "Z", " ", "+", "08", "Feb", "février",
        "am",
        "EST", "GMT", "年", "月", "日", "tháng", "de", ",", "٢", "٠", "2568", "กุมภาพันธ์", "20250213", "ET",
    ]),
    max_size=14,
).map("".join)  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=[row["input"][:50] for row in ROWS])
def test_moment(row: dict[str, str]) -> None:
    found = parse_moment(
        row["input"],
        default_order=cast("DayOrder | None", row["order"] or None),
        language=row["language"] or None,
    )
    assert (found.isoformat() if found is not None else "") == row["expected"], row["reason"]


@given(
    st.one_of(st.text(max_size=250), VALUES),
    st.sampled_from([None, "dmy", "mdy"]),
    st.sampled_from([None, "de", "zh"]),
)
@example("1" * 10_000, None, None)
@example("²025-02-13", None, None)
@example("2025-02-13T10:00:00+23:59", "mdy", "en")
def test_any_value_gives_a_certain_moment_or_nothing(value: str, order: DayOrder | None, language: str | None) -> None:
    for read in (parse_moment, find_moment):
        found = read(value, default_order=order, language=language)
        if found is None:
            continue
        assert 1990 <= found.year <= 2100
        if isinstance(found, dt.datetime):
            assert found.tzinfo is not None
            assert found.utcoffset() is not None


@given(st.datetimes(dt.datetime(1996, 1, 1), dt.datetime(2099, 12, 31), timezones=st.just(dt.UTC)))
def test_what_was_written_is_read(moment: dt.datetime) -> None:
    whole = moment.replace(microsecond=0)
    assert parse_moment(moment.isoformat()) == moment
    assert parse_moment(whole.strftime("%a, %d %b %Y %H:%M:%S +0000")) == whole
    assert parse_moment(str(int(moment.timestamp()))) == whole
    assert parse_moment(whole.strftime("Published %B %d, %Y, %I:%M %p UTC")) == whole.replace(second=0)
    assert parse_moment(whole.strftime("%d.%m.%Y")) == moment.date()


@pytest.mark.parametrize("language", MONTHS)
def test_every_month_of_a_language_is_read_in_it(language: str) -> None:
    for number, forms in enumerate(MONTHS[language], 1):
        for form in forms.split("|"):
            assert month_number(form, language) == number
            assert parse_moment(f"13 {form} 2025", language=language) == dt.date(2025, number, 13)


@pytest.mark.parametrize(
    ("year", "new_year"),
    [
        (1375, dt.date(1996, 3, 20)),
        (1376, dt.date(1997, 3, 21)),
        (1399, dt.date(2020, 3, 20)),
        (1400, dt.date(2021, 3, 21)),
        (1404, dt.date(2025, 3, 21)),
        (1408, dt.date(2029, 3, 20)),
    ],
)
def test_new_year_of_the_solar_hijri_calendar(year: int, new_year: dt.date) -> None:
    assert jalali_day(year, 1, 1) == new_year


def test_days_of_the_solar_hijri_calendar_follow_each_other() -> None:
    triples = ((year, month, day) for year in range(1369, 1479) for month in range(1, 13) for day in range(1, 32))
    days = [day for triple in triples if (day := jalali_day(*triple)) is not None]
    assert days == [days[0] + dt.timedelta(number) for number in range(len(days))]
    assert (days[0], len(days)) == (dt.date(1990, 3, 21), 110 * 365 + 27)


@pytest.mark.parametrize(("year", "expected"), [(2568, 2025), (68, 2025), (25, 2025), (40, 0), (2025, 2025)])
def test_years_from_the_death_of_the_buddha(year: int, expected: int) -> None:
    assert buddhist_year(year) == expected


def test_a_line_gives_its_first_date() -> None:
    line = "By Jane Doe, who joined in 2011. Published 3 March 2024 at 10:05 CET. Updated 4 March 2024."
    assert find_moment(line) == dt.datetime(2024, 3, 3, 10, 5, tzinfo=dt.timezone(dt.timedelta(hours=1)))


def test_what_lies_beyond_the_cut_is_not_read() -> None:
    assert parse_moment("x" * 200 + " 2025-02-13") is None
    assert find_moment("x" * 200 + " 2025-02-13") == dt.date(2025, 2, 13)


@pytest.mark.parametrize("unit", ["1", "1 ", "1.", "Feb ", "1 Feb ", "2025 ", "2025-", "年", "1:", "+"])
def test_long_values_take_no_longer(unit: str) -> None:
    start = time.perf_counter()
    parse_moment(unit * 200_000)
    find_moment(unit * 200_000)
    assert time.perf_counter() - start < 0.1
