"""Bylines as text: each row of the table, what must hold for any line, and the values of metadata."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleanarticle.article import Byline
from cleanarticle.fields.text.bylines.parse import parse_byline, small_name, split_authors, user_name
from cleanarticle.fields.text.names.people import looks_like_name

ROWS = list(
    csv.DictReader(
        (Path(__file__).parents[1] / "data" / "bylines.tsv").read_text("utf-8").splitlines(),
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


FIELDS = ("authors", "roles", "organisations", "contributors", "place", "agency")


def cells(byline: Byline | None) -> dict[str, str]:
    """A byline as a row writes it: names joined by plus signs, a dash for an author without a role."""
    if byline is None:
        return dict.fromkeys(FIELDS, "")
    return {
        "authors": " + ".join(byline.authors),
        "roles": " + ".join(role or "-" for role in byline.roles) if any(byline.roles) else "",
        "organisations": " + ".join(byline.organisations),
        "contributors": " + ".join(byline.contributors),
        "place": byline.place or "",
        "agency": byline.agency or "",
    }


@pytest.mark.parametrize("row", ROWS, ids=[row["input"][:50] for row in ROWS])
def test_byline(row: dict[str, str]) -> None:
    byline = parse_byline(row["input"])
    assert byline is None or byline.text == row["input"]
    assert cells(byline) == {field: row[field] for field in FIELDS}, row["reason"]


def test_rows_are_many_and_each_is_one() -> None:
    assert len(ROWS) >= 300
    assert len({row["input"] for row in ROWS}) == len(ROWS)
    assert sum(not any(row[field] for field in FIELDS) for row in ROWS) >= 50


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
        assert byline.authors or byline.organisations or byline.contributors or byline.agency
        assert len(byline.roles) == len(byline.authors)
        collapsed = "".join(byline.text.split()).casefold()
        names = (*byline.authors, *byline.organisations, *byline.contributors)
        for value in (*names, byline.place or "", byline.agency or ""):
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
        ("JANE DOE", ("JANE DOE",)),
        ("jane doe", ()),
        ("Bündnis 9/Beispiele", ()),
        ("Wald & Flur", ("Wald", "Flur")),
        ("jane@example.com; John Smith", ("John Smith",)),
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


@pytest.mark.parametrize("text", ["jane doe", "Jane doe", "mara von lind"])
def test_names_in_small_letters(text: str) -> None:
    assert small_name(text) == text


@pytest.mark.parametrize("text", ["latest news", "read more", "Jane Doe", "deinen Beispielen", "jane", "jane 2", ""])
def test_other_words_in_small_letters_are_no_names(text: str) -> None:
    assert small_name(text) is None


@pytest.mark.parametrize(("text", "name"), [("janedoe", "janedoe"), ("@jane_doe99", "jane_doe99"), ("j.doe", "j.doe")])
def test_names_of_users(text: str, name: str) -> None:
    assert user_name(text) == name


@pytest.mark.parametrize("text", ["admin", "siteadmin", "editor", "post-views", "jane doe", "@", "99"])
def test_other_words_are_no_names_of_users(text: str) -> None:
    assert user_name(text) is None


@pytest.mark.parametrize(
    "unit", ["a", "By ", "Aa", "A, ", "记者", "(", "1 ", "in Rome ", "@", "A b", "By a ", "a1,", "and ", "Aa-"]
)
def test_long_lines_take_no_longer(unit: str) -> None:
    start = time.perf_counter()
    parse_byline(unit * 200_000)
    split_authors(unit * 200_000)
    assert time.perf_counter() - start < 0.2
