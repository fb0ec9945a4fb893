"""What a rule is worth: the blocks it decides, and what the page gains by it."""

from __future__ import annotations

import json
import sys
from importlib.resources import files
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from fixture_pages import FIXTURES

from corpora import Page, Truth
from rules import Figures, Task, figures_of, rule_table

FOLDER = FIXTURES / "www.locksidereview.example" / "the-river-goes-round"
CARD = files("cleanarticle.score").joinpath("scorecard.json").read_text(encoding="utf-8")


def example() -> Page:
    paragraphs = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))["paragraphs"]
    texts = tuple(each if isinstance(each, str) else each["text"] for each in paragraphs)
    return Page("river", None, "article", "en", (FOLDER / "page.html").read_bytes(), Truth(paragraphs=texts))


def test_a_rule_without_which_cruft_is_kept_gains() -> None:
    figures = figures_of(Task(example(), CARD))["advertisement"]
    assert (figures.right > 0, figures.wrong, figures.better, figures.worse) == (True, 0, 1, 0)
    assert figures.words_right >= figures.right
    assert min(figures.word, figures.shingle) > 0


def test_rules_that_are_turned_off_together_are_one_row() -> None:
    found = figures_of(Task(example(), CARD, ("advertisement", "related")))
    assert [name for name, figures in found.items() if figures.better] == ["together"]


def test_the_rule_that_gains_most_comes_first() -> None:
    lines = rule_table(
        {"weak": Figures(word=0.1), "strong": Figures(word=0.2, fires=4, fires_right=3)}, 10
    ).splitlines()
    assert [line.split()[0] for line in lines] == ["rule", "strong", "weak"]
    assert lines[1].split()[4] == "0.75"
    assert lines[1].split()[-3] == "+200.00"
