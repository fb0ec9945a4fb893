"""What is wrong with fixtures themselves is found, and nothing else."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cleanarticle.cli.app import app
from cleanarticle.testing import find
from cleanarticle.testing.lint import CODES, Finding, lint
from fixture_pages import FIXTURES
from test_fixture_core import BODY, META, PAGE, fixture_in

REASON = "Ferries leave early here."
CAPTION = "Boats in the harbour at dawn."
PICTURE = PAGE.replace(
    b"<p>Advertisement</p>",
    f'<figure><img src="/a.jpg" width="900" height="600"><figcaption>{CAPTION}</figcaption></figure>'.encode(),
)


def found(tmp_path: Path, expected: dict[str, Any], *, page: bytes = PAGE, **changes: Any) -> list[Finding]:
    meta = META.model_copy(update={"reason": REASON, **changes})
    folder = fixture_in(tmp_path / "www.ferry.example" / "early", expected, page=page, meta=meta).folder
    return list(lint([folder], today=dt.date(2024, 6, 1)))


def test_a_good_fixture_has_no_findings(tmp_path: Path) -> None:
    assert found(tmp_path, {"title": "Ferry leaves early", "paragraphs": BODY, "excludes": ["Advertisement"]}) == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("absent", {"paragraphs": [*BODY, "The whale was never seen again."]}),
        ("absent", {"title": "Ferry sinks"}),
        ("absent", {"paragraphs": {"contains": ["whale"]}}),
        ("order", {"paragraphs": [BODY[1], BODY[0], BODY[2]]}),
        ("duplicate", {"paragraphs": [*BODY, BODY[0]]}),
        ("cruft", {"paragraphs": [*BODY, "Advertisement"]}),
        ("excluded-absent", {"excludes": ["newsletter"]}),
        ("contradiction", {"paragraphs": BODY, "excludes": ["harbour"]}),
        ("empty", {"excludes": []}),
        ("empty", {}),
        ("empty", {"paragraphs": {"contains": [""]}}),
        ("empty", {"paragraphs": [*BODY, " "]}),
        ("script", {"paragraphs": [*BODY, "var ferry = document.cookie;"]}),
        ("script", {"title": "Ferry leaves&nbsp;early"}),
    ],
)
def test_what_is_found_in_expectations(code: str, expected: dict[str, Any], tmp_path: Path) -> None:
    findings = found(tmp_path, expected)
    assert code in {each.code for each in findings}
    assert all(each.file.name == "expected.toml" or each.file.name == "expected.json" for each in findings)


def test_a_caption_in_the_text(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, {"paragraphs": [*BODY, CAPTION]}, page=PICTURE)
    assert (finding.code, CAPTION in finding.message) == ("caption", True)


def test_a_byline_in_the_text(tmp_path: Path) -> None:
    page = PAGE.replace(b"</h1>", b'</h1><p class="byline">By Ada Quill</p>')
    findings = found(tmp_path, {"paragraphs": ["By Ada Quill", *BODY]}, page=page)
    assert "byline" in {each.code for each in findings}


@pytest.mark.parametrize(
    ("reason", "codes"), [("Bug", ["reason"]), ("Two words", ["reason"]), ("字幕不是正文，但看起来像正文。", [])]
)
def test_a_reason_that_says_nothing(reason: str, codes: list[str], tmp_path: Path) -> None:
    assert [each.code for each in found(tmp_path, {"paragraphs": BODY}, reason=reason)] == codes


@pytest.mark.parametrize(("day", "codes"), [(2, []), (1, ["stale-draft"])])
def test_a_draft_that_is_left_lying(day: int, codes: list[str], tmp_path: Path) -> None:
    fetched = dt.date(2024, 5, day)
    assert [each.code for each in found(tmp_path, {"paragraphs": BODY}, draft=True, fetched=fetched)] == codes


def test_a_fixture_that_can_not_be_read(tmp_path: Path) -> None:
    found(tmp_path, {"paragraphs": BODY})
    folder = tmp_path / "www.ferry.example" / "early"
    (folder / "meta.toml").write_text("url = ")
    assert [each.code for each in lint([folder])] == ["malformed"]


def test_every_code_is_documented_and_our_own_fixtures_have_none() -> None:
    assert list(lint(find([FIXTURES]))) == []
    assert "caption" in CODES


def test_the_command_ends_with_one_if_it_finds_something(tmp_path: Path) -> None:
    found(tmp_path, {"excludes": []})
    result = CliRunner().invoke(app, ["fixture", "lint", str(tmp_path), "--json"], catch_exceptions=False)
    assert result.exit_code == 1
    (finding,) = json.loads(result.stdout)
    assert finding.keys() == {"code", "file", "message"}
    assert CliRunner().invoke(app, ["fixture", "lint", str(tmp_path)]).stdout.endswith("1 fixture, 1 finding\n")
    found(tmp_path, {"paragraphs": BODY})
    assert CliRunner().invoke(app, ["fixture", "lint", str(tmp_path)]).exit_code == 0
