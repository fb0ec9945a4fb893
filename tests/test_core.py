"""The core is compiled or not, says which, and both give the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from fixture_pages import load_fixtures
from torture import CASES

from cleanarticle import core
from cleanarticle.cli.app import app
from cleanarticle.config.sources import environment_layer
from cleanarticle.parse import lexbor

FIXTURES = """
from cleanarticle import Extractor, core
from fixture_pages import load_fixtures
print(core.mode())
for page in load_fixtures():
    extraction = Extractor().inspect(page.html, url=page.url, charset=page.charset)
    print(extraction.to_json())
"""
SCORES = """
from cleanarticle import core
from fixture_pages import load_fixtures
from judging import ledger_of
print(core.mode())
nested = "<div class='post'>" * 40 + "<p>Sign up, 12 times</p></div><p>The ferry leaves early.</p>" * 30
for html in (*(page.text for page in load_fixtures()), nested):
    scores = ledger_of(html).scores
    first = scores.first
    features = scores.context.table.values
    print([list(each) for each in (scores.final, first.scores, first.class_points, first.text_points, features)])
"""
HOSTILE = """
from itertools import chain
from cleanarticle import Extractor, core
from mutated_pages import mutated_pages
from torture import CASES
print(core.mode())
for source in chain((make() for make in CASES.values()), mutated_pages(300)):
    print(repr(Extractor().inspect(source).to_json()))
"""


def test_the_mode_is_the_one_that_is_expected() -> None:
    expected = os.environ.get("EXPECTED_CORE") or core.mode()
    assert core.mode() == expected
    assert (core.reason() == "") == (expected == "compiled")


def test_the_variables_of_the_core_are_no_settings() -> None:
    assert environment_layer({"CLEANARTICLE_PURE": "1", "CLEANARTICLE_REQUIRE_CORE": "1"}).values == {}


def test_version_names_the_mode() -> None:
    result = CliRunner().invoke(app, ["--version"])
    assert result.exit_code == 0
    assert f"({core.mode()} core, selectolax {core.SELECTOLAX}" in result.output


def run(script: str, mode: str) -> list[str]:
    environment = os.environ | {"CLEANARTICLE_PURE": "1" if mode == "pure" else "0"}
    environment["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parent / "support"), *sys.path])
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment)
    first, *rows = done.stdout.splitlines()
    assert first == mode
    return rows


@pytest.mark.skipif(core.mode() == "pure", reason="the core is not compiled")
def test_compiled_and_pure_give_the_same_articles_and_ledgers() -> None:
    compiled, pure = run(FIXTURES, "compiled"), run(FIXTURES, "pure")
    assert len(compiled) == len(load_fixtures())
    for first, second in zip(compiled, pure, strict=True):
        assert json.loads(first) == json.loads(second)
        assert first == second


@pytest.mark.skipif(core.mode() == "pure", reason="the core is not compiled")
def test_compiled_and_pure_score_alike_to_the_last_bit() -> None:
    compiled, pure = run(SCORES, "compiled"), run(SCORES, "pure")
    assert len(compiled) == len(load_fixtures()) + 1
    assert compiled == pure


@pytest.mark.slow
@pytest.mark.skipif(core.mode() == "pure", reason="the core is not compiled")
def test_compiled_and_pure_read_hostile_pages_alike() -> None:
    compiled, pure = run(HOSTILE, "compiled"), run(HOSTILE, "pure")
    assert len(compiled) == len(CASES) + 300
    assert compiled == pure


def test_an_unknown_selectolax_is_walked_over_its_objects(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexbor, "VERIFIED", frozenset({"0.0.1"}))
    if core.mode() == "pure":
        assert lexbor._find_tree()[0] is None
        return
    with pytest.warns(UserWarning, match="not one of those verified, 0.0.1"):
        tree, reason = lexbor._find_tree()
    assert tree is None
    assert "not one of those verified" in reason


@pytest.mark.skipif(core.mode() == "pure", reason="the core is not compiled")
def test_a_walk_that_reads_otherwise_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexbor, "_SAMPLE", "<p>one")
    assert lexbor._find_tree()[1] == ""
    monkeypatch.setattr(lexbor.LexborDocument, "accept_by_objects", lambda self, visitor: None)
    with pytest.warns(UserWarning, match="reads a page otherwise"):
        assert lexbor._find_tree()[0] is None
