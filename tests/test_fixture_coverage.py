"""Which rules fire on fixtures is counted, and where they decide."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cleanarticle.cli.app import app
from cleanarticle.rules import bundled_rules
from cleanarticle.testing.coverage import RuleCoverage, coverage, share_covered
from test_fixture_core import BODY, fixture_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fixture_in(tmp_path / "www.ferry.example" / "early", {"paragraphs": BODY}).folder


def test_a_rule_that_decides_fires(folder: Path) -> None:
    by_name = {rule.rule: rule for rule in coverage([folder])}
    assert set(by_name) == {rule.name for rule in bundled_rules()}
    advertisement = by_name["advertisement"]
    assert advertisement.family == "promo"
    assert advertisement.fires == advertisement.decides == {"www.ferry.example/early": 1}
    assert by_name["photo-caption"].fires == {}


def test_the_share_of_rules_that_fire() -> None:
    assert share_covered([RuleCoverage("a", "x", {"h/s": 1}), RuleCoverage("b", "x")]) == 0.5
    assert share_covered([]) == 1.0


def test_the_command(folder: Path) -> None:
    shown = CliRunner().invoke(app, ["fixture", "coverage", str(folder)], catch_exceptions=False)
    assert shown.exit_code == 0
    assert "promo/advertisement" in shown.stdout
    assert "without a fixture:" in shown.stdout
    data = json.loads(CliRunner().invoke(app, ["fixture", "coverage", str(folder), "--json"]).stdout)
    assert 0 < data["percent"] < 50
    fired = {rule["rule"]: rule["fires"] for rule in data["rules"]}
    assert fired["advertisement"] == {"www.ferry.example/early": 1}


@pytest.mark.parametrize(("least", "code"), [("0", 0), ("99", 1)])
def test_too_few_rules_fire(least: str, code: int, folder: Path) -> None:
    assert CliRunner().invoke(app, ["fixture", "coverage", str(folder), "--fail-under", least]).exit_code == code
