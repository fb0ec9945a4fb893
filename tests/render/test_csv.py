"""Articles as rows of CSV."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest

from cleanarticle import Article, Byline, Paragraph, to_csv
from cleanarticle.render.csv import CSV_COLUMNS


def row_of(article: Article, **options: bool) -> dict[str, str]:
    (row,) = csv.DictReader(io.StringIO(to_csv(article, **options), newline=""))
    return row


def test_a_row_has_metadata_and_text() -> None:
    article = Article(
        title='Ferry, "early"',
        byline=Byline(text="By Mara and Jo", authors=("Mara", "Jo")),
        published=dt.datetime(2024, 5, 3, 12, tzinfo=dt.UTC),
        modified=dt.date(2024, 5, 4),
        tags=("ferries", "weather"),
        paragraphs=(Paragraph(text="One.\nLine."), Paragraph(text="Two.")),
    )
    row = row_of(article)
    assert tuple(row) == CSV_COLUMNS
    assert {name: value for name, value in row.items() if value} == {
        "title": 'Ferry, "early"',
        "authors": "Mara; Jo",
        "byline": "By Mara and Jo",
        "published": "2024-05-03T12:00:00+00:00",
        "modified": "2024-05-04",
        "tags": "ferries; weather",
        "access": "unknown",
        "page_type": "article",
        "quality": "0.0",
        "quality_reason": "doubtful",
        "word_count": "3",
        "text": "One.\nLine.\n\nTwo.",
    }


def test_rows_can_be_put_together() -> None:
    table = to_csv(Article(title="A")) + to_csv(Article(title="B"), header=False)
    assert [row["title"] for row in csv.DictReader(io.StringIO(table))] == ["A", "B"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("=1+1", "'=1+1"),
        (" \n@SUM(1)", "' \n@SUM(1)"),
        ("-1", "'-1"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_formulas(title: str, expected: str) -> None:
    assert row_of(Article(title=title))["title"] == title
    assert row_of(Article(title=title), for_spreadsheet=True)["title"] == expected


@pytest.mark.parametrize(
    ("title", "expected"), [("a\rb\r\nc", "a\nb\nc"), ("a\x00b\x1c\ud800", "a\ufffdb \ufffd"), ('"', '"'), (",", ",")]
)
def test_every_reader_can_read_it(title: str, expected: Any) -> None:
    assert row_of(Article(title=title))["title"] == expected
