"""Bylines as text: each row of the table, what must hold for any line, and the values of metadata."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleanarticle.fields.bytext import parse_byline, split_authors
from cleanarticle.fields.names import looks_like_name

ROWS = list(
    csv.DictReader(
        (Path(__file__).parent / "data" / "bylines.tsv").read_text("utf-8").splitlines(),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
)

LINES = st.lists(
    st.sampled_from([
        "By", "von", "Jane", "Doe", "in", "Caoin", "Shanghai", "and", "y", ",", "|", "(AP)", "Editor", "Dr.",
        "Updated", "3", "2025", "記者", "張三", "기자", "김철수", "van", "der", "-", "@x", "BBC", "McDONALD",
        "Photo:", "ReporterTim", "・", "＝", "الكاتب", "محمد", "الرياض", "RN", "MD,", "for",
    ]),
    max_size=14,
).map(" ".join)  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=[row["input"][:50] for row in ROWS])
def test_byline(row: dict[str, str]) -> None:
    byline = parse_byline(row["input"])
    if byline is None:
        found = ("", "", "")
    else:
        assert byline.text == row["input"]
        found = (" + ".join(byline.authors), byline.place or "", byline.agency or "")
    assert found == (row["authors"], row["place"], row["agency"]), row["reason"]


@given(st.one_of(st.text(max_size=200), LINES))
@example("ByBy")
@example("[" * 300)
@example("㐀㐀 ( AAAA")
@example("by " * 200)
def test_any_line_gives_a_byline_of_its_own_words_or_nothing(line: str) -> None:
    for declared in (False, True):
        byline = parse_byline(line, declared=declared)
        if byline is None:
            continue
        assert byline.authors or byline.agency
        collapsed = "".join(byline.text.split()).casefold()
        for value in (*byline.authors, byline.place or "", byline.agency or ""):
            for word in value.split():
                assert word.casefold() in collapsed


@given(st.one_of(st.text(max_size=200), LINES))
def test_any_value_of_metadata_gives_names(value: str) -> None:
    authors = split_authors(value)
    assert len(set(authors)) == len(authors)
    assert all(author.strip() == author and author for author in authors)


def test_at_most_so_many_authors_are_kept() -> None:
    line = "By Anna Weber, Peter Lang, Jane Doe and John Smith"
    byline = parse_byline(line, maximum=2)
    assert byline is not None
    assert byline.authors == ("Anna Weber", "Peter Lang")


@pytest.mark.parametrize("line", ["Susan", "小山大地", "Susan Senior Writer"])
def test_a_declared_place_needs_less_evidence(line: str) -> None:
    byline = parse_byline(line, declared=True)
    assert byline is not None
    assert len(byline.authors) == 1


@pytest.mark.parametrize(
    ("value", "authors"),
    [
        ("Jane Doe", ("Jane Doe",)),
        ("Jane Doe, John Smith", ("Jane Doe", "John Smith")),
        ("Jane Doe, John Smith and Mary Major", ("Jane Doe", "John Smith", "Mary Major")),
        ("Doe, Jane", ("Jane Doe",)),
        ("Kaufmann, Jeff T.", ("Jeff T. Kaufmann",)),
        ("van Dyke, Henry", ("Henry van Dyke",)),
        ("Müller, Anna; Weber, Max", ("Anna Müller", "Max Weber")),
        ("Anna, Petra", ("Anna", "Petra")),
        ("Maria &amp; Katerina", ("Maria", "Katerina")),
        ("['Jane Doe', 'John Smith']", ("Jane Doe", "John Smith")),
        ("By Jane Doe", ("Jane Doe",)),
        ("JANE DOE", ("Jane Doe",)),
        ("Jane Doe, Ph.D.", ("Jane Doe",)),
        ("Jane Doe, Example News", ("Jane Doe",)),
        ("张三,李四", ("张三", "李四")),
        ("小山大地", ("小山大地",)),
        ("김철수 기자 외 1명", ("김철수",)),
        ("Reuters", ()),
        ("Example News Staff", ()),
        ("admin", ()),
        ("jane_doe99", ()),
        ("GitHub", ()),
        ("example.com", ()),
        ("https://www.example.com/authors/jane-doe", ()),
        ("jane@example.com", ()),
        ("6 minutes", ()),
        ("Morgan & Morgan", ()),
        ("", ()),
    ],
)
def test_metadata(value: str, authors: tuple[str, ...]) -> None:
    assert split_authors(value) == authors


@pytest.mark.parametrize(
    "name",
    [
        "Jane Doe", "J. R. R. Miller", "Ursula von der Heide", "Mohammed bin Ali", "Omar al-Assad",
        "Rory O'Brien",
        "Jean-Luc Moreau", "Will Smith", "June Carter", "Lê Phương", "Владимир Иванов",
        "محمد علي", "राम कुमार",
        "דוד כהן", "王小明", "ジョン・スミス", "小山ひろし", "김철수", "Henry Ford III",
    ],
)  # fmt: skip
def test_names_look_like_names(name: str) -> None:
    assert looks_like_name(name)


@pytest.mark.parametrize(
    "text",
    [
        "", "J", "Read More", "Cookie Policy", "Political Editor", "Associated Press", "Example Media Group",
        "jane doe", "Jane Doe 2", "Jane Doe says", "The Numbers", "首页", "朝日新聞", "기자", "May", "A" * 61,
        "One Two Three Four Five Six",
    ],
)  # fmt: skip
def test_other_texts_do_not(text: str) -> None:
    assert not looks_like_name(text)


@pytest.mark.parametrize(
    ("name", "tidied"),
    [
        ("JANE DOE", "Jane Doe"),
        ("JANE McDONALD", "Jane McDonald"),
        ("Bill MCCARTHY", "Bill McCarthy"),
        ("MARK VAN DER BERG", "Mark van der Berg"),
        ("HENRY FORD III", "Henry Ford III"),
        ("JP MILLER", "JP Miller"),
        ("ED MILLER", "Ed Miller"),
        ("J.R.R. MILLER", "J.R.R. Miller"),
        ("AYŞE ÇELİK", "Ayşe Çelik"),
        ("Annie LeBlanc", "Annie LeBlanc"),
        (" Jane   Doe, ", "Jane Doe"),
    ],
)
def test_capitals_are_tidied(name: str, tidied: str) -> None:
    assert tidy_name(name) == tidied


@pytest.mark.parametrize("unit", ["a", "By ", "Aa", "A, ", "记者", "(", "1 ", "in Rome ", "@", "A b"])
def test_long_lines_take_no_longer(unit: str) -> None:
    start = time.perf_counter()
    parse_byline(unit * 200_000)
    split_authors(unit * 200_000)
    assert time.perf_counter() - start < 0.2
