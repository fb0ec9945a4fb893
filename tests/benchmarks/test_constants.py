"""What the sweep over constants says of one: which pages come out otherwise, and how much better or worse."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from cleanarticle import extract
from constants import SOURCE, Item, Prepared, Sweep, _spread, constants_in, read, values_around
from corpora import Page, Truth
from flips import Constant

TITLE = "The ferry to the northern islands leaves an hour earlier from Monday on " * 3 + "until the spring tides"
SUBTITLE = "Nobody had asked the islanders, who have to be at work by nine"
PROSE = (
    "<p>The harbour office said on Friday that the new timetable follows the tides, which nobody can change.</p>" * 6
)
PAGE = f"<html lang=en><title>Harbour news</title><body><article><h1>{TITLE}</h1><h2>{SUBTITLE}</h2>{PROSE}</article>"


@pytest.mark.parametrize(
    ("name", "value", "around"),
    [
        ("_MOST_WORDS", 120.0, (60.0, 240.0)),
        ("_MOST_CHARACTERS", 400, (200, 800)),
        ("_LEVELS", 4, (3, 5)),
        ("_LINKED", 0.95, (0.8, 1.0)),
        ("_LINKED", 0.5, (0.35, 0.65)),
        ("_FOREIGN_SHARE", 0.012, (0.006, 0.024)),
        ("_HARD", -0.8, (-1.3, -0.3)),
        ("_NOWHERE", -99.0, (-198.0, -49.5)),
        ("_FIRST_YEAR", 1990, (1980, 2000)),
    ],
)
def test_values_around(name: str, value: float, around: tuple[float, float]) -> None:
    assert values_around(Constant("cleanarticle.m", name, value, 1, str(value))) == around


@pytest.mark.parametrize("number", [0, 1, 64, 65, 1000])
def test_a_part_of_the_pages_comes_from_everywhere(number: int) -> None:
    spread = _spread(range(number))
    assert sorted(spread) == list(range(number))
    assert all(max(spread[:size]) >= number * 3 // 4 for size in range(64, number, 50))


def test_every_stage_leads_to_the_same_article() -> None:
    item = Item("made", (Page("1", "https://harbour.example/ferry", "article", "en", PAGE.encode(), Truth()),))
    prepared = Prepared(item)
    entered: list[int] = []
    readings = [read(item, stage, prepared.before(stage), entered.append)[0] for stage in range(3)]
    assert entered == [0, 0, 1, 2, 0, 0, 1, 2, 0, 2]
    assert len(set(readings)) == 1
    assert readings[0].article == extract(PAGE, url="https://harbour.example/ferry").model_dump_json()


@pytest.mark.slow
def test_row_of_a_constant() -> None:
    constants = [each for each in constants_in(SOURCE) if each.package == "fields/title"]
    page = Page("1", "https://harbour.example/ferry", "article", "en", PAGE.encode(), Truth(title=TITLE))
    sweep = Sweep([Item("made", (page,))], constants, None, most=100)
    constant = next(constant for constant in constants if constant.name == "_MOST_CHARACTERS")
    row = sweep.row(constant)
    assert (row["status"], row["pages_reached"]) == ("measured", 1)
    assert row["low"]["measures"] == {"title": -1}
    assert row["low"]["by_key"]["title"] == row["low"]["pages_changed"] == 1
    assert (row["high"]["pages_flipped"], row["high"]["pages_changed"]) == (0, 0)
    assert row["summary"].startswith("_MOST_CHARACTERS = 400: at 200, 1 of 1 page changes (")
    assert row["summary"].endswith("; title -1 right); at 800, none of 1 page changes")
