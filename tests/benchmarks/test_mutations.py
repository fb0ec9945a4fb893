"""The report of rules without which no fixture fails: what it says, and that it fits a terminal."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from mutations import Finding, table, verdict

RULE = "publication-details-line"


def findings(number: int, slug: str = "heron", fields: tuple[str, ...] = ("paragraphs",)) -> list[Finding]:
    return [Finding(f"canal{at}.example/{slug}", {RULE: fields}) for at in range(number)]


@pytest.mark.parametrize("number", [1, 2, 3, 4, 130])
@pytest.mark.parametrize("slug", ["heron", "heron-" * 4 + "nest", "heron-" * 30 + "nest"])
def test_a_line_fits_120_columns_and_tells_how_many_fixtures_it_leaves_out(number: int, slug: str) -> None:
    head, line = table(findings(number, slug), [RULE]).splitlines()
    assert max(len(head), len(line)) <= 120
    shown = line.count(".example/")
    assert 1 <= shown <= 3
    assert f"and {number - shown} more" in line if number > shown else "more" not in line
    assert line.split()[:3] == [RULE, str(number), str(number)]


def test_three_fixtures_are_shown_where_they_fit() -> None:
    line = table(findings(4, "heron", ("body",)), [RULE]).splitlines()[1]
    names = ", ".join(f"canal{at}.example/heron (body)" for at in range(2))
    assert line.endswith(f"{names} and 2 more")
    assert table(findings(3, "a", ("b",)), [RULE]).count(".example/a (b)") == 3


def test_a_rule_without_which_nothing_fails_survives() -> None:
    assert table(findings(2, fields=()), [RULE]).splitlines()[1].split() == [RULE, "2", "0", "SURVIVES"]


@pytest.mark.parametrize(
    ("surviving", "text"),
    [
        ([], "0 rules survive"),
        (["kicker"], "1 rule survives: kicker"),
        (["kicker", "share"], "2 rules survive: kicker, share"),
    ],
)
def test_verdict(surviving: list[str], text: str) -> None:
    assert verdict(surviving) == text
