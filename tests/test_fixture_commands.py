"""The commands for fixtures: what they print and write, and how they end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import click
import pytest
from click.testing import CliRunner, Result

from cleanarticle.cli import source
from cleanarticle.cli.app import app
from cleanarticle.cli.fixture.naming import new_folder
from cleanarticle.errors import FixtureError
from cleanarticle.testing import Fixture, read_fixture
from test_fixture_core import BODY, EMPTY_PAGE, META, PAGE, fixture_in

URL = "https://www.ferry.example/2024/05/ferry-leaves-early.html"
FOLDER = Path("fixtures/www.ferry.example/ferry-leaves-early")
GOOD = {"title": "Ferry leaves early", "paragraphs": BODY}
BAD = {"title": "Ferry sinks early", "paragraphs": [*BODY, "Advertisement"]}


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str, keys: str = "") -> Result:
    return CliRunner().invoke(app, ["fixture", *arguments], input=keys, catch_exceptions=False)


def made(expected: dict[str, Any], *, page: bytes = PAGE, folder: Path = FOLDER, **changes: Any) -> Fixture:
    return fixture_in(folder, expected, page=page, meta=META.model_copy(update=changes))


def added(*arguments: str, page: bytes = PAGE) -> Result:
    Path("page.html").write_bytes(page)
    return run("add", "page.html", "--url", URL, "--reason", "A ferry.", *arguments)


# --- add


def test_a_page_becomes_a_draft_that_fails() -> None:
    page = PAGE.replace(b"noon", "nöön".encode("latin-1"))
    result = added("--charset", "iso-8859-1", "--fetched", "2024-05-06", page=page)
    assert result.exit_code == 0
    assert str(FOLDER) in result.stdout
    fixture = read_fixture(FOLDER)
    assert fixture.html == page
    assert fixture.meta.model_dump(exclude_defaults=True, mode="json") == {
        "url": URL,
        "charset": "iso-8859-1",
        "fetched": "2024-05-06",
        "reason": "A ferry.",
        "version": fixture.meta.version,
        "draft": True,
    }
    assert fixture.expected["title"] == "Ferry leaves early"
    assert fixture.expected["byline"] == ""
    assert "nöön" in fixture.expected["paragraphs"][0]
    assert run("check").exit_code == 1
    assert run("accept", str(FOLDER)).exit_code == 0
    assert run("check").exit_code == 0


def test_nothing_is_overwritten() -> None:
    added()
    before = {path: path.read_bytes() for path in FOLDER.iterdir()}
    added()
    assert {path: path.read_bytes() for path in FOLDER.iterdir()} == before
    assert read_fixture(FOLDER.with_name("ferry-leaves-early-2")).html == PAGE


def test_only_the_fields_that_are_asked_for_and_json() -> None:
    added("--format", "json", "--field", "title", "--field", "kicker")
    assert json.loads((FOLDER / "expected.json").read_text()) == {"title": "Ferry leaves early", "kicker": None}


def test_a_page_without_an_article_is_a_draft_of_none() -> None:
    result = added(page=EMPTY_PAGE)
    assert "No article was found" in result.stdout
    fixture = read_fixture(FOLDER)
    assert (fixture.expected, fixture.meta.draft) == ({"paragraphs": []}, True)
    refused = run("accept", str(FOLDER))
    assert (refused.exit_code, read_fixture(FOLDER).meta.draft) == (1, True)
    assert "--empty" in refused.stderr
    assert run("accept", "--empty", str(FOLDER)).exit_code == 0
    assert run("check").exit_code == 0


def test_a_page_from_the_web_has_its_charset_and_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "_fetch", lambda address, url: source.Source(PAGE, address, "utf-8"))
    assert run("add", URL, "--reason", "A ferry.").exit_code == 0
    meta = read_fixture(FOLDER).meta
    assert (meta.url, meta.charset, meta.fetched is not None) == (URL, "utf-8", True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--url", URL), "--reason"),
        (("--url", URL, "--reason", " "), "--reason"),
        (("--reason", "A ferry."), "--url"),
        (("--reason", "A ferry.", "--url", "ferry"), "no address of a page"),
        (("--reason", "A ferry.", "--url", URL, "--field", "excludes"), "excludes can't be drafted"),
    ],
)
def test_what_add_needs(arguments: tuple[str, ...], message: str) -> None:
    Path("page.html").write_bytes(PAGE)
    result = run("add", "page.html", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert not Path("fixtures").exists()


@pytest.mark.parametrize(
    ("url", "title", "name"),
    [
        ("https://A.example/news/the-Ferry_left.html?x=1", None, "a.example/the-ferry-left"),
        ("https://a.example/the-ferry/12345/index.php", None, "a.example/the-ferry"),
        ("https://a.example/12345", "Fähre: früh!", "a.example/fahre-fruh"),
        ("https://a.example/12345", None, "a.example/12345"),
        ("https://a.example/", None, "a.example/page"),
        ("https://a.example/%2e%2e%2f%2e%2e%2fetc", None, "a.example/etc"),
        ("https://a.example/12", "渡し船が早く出た", "a.example/渡し船が早く出た"),
        ("https://a.example/CON", None, "a.example/con-page"),
        ("https://a.example/" + "ferry-" * 40, None, "a.example/" + "-".join(["ferry"] * 10)),
    ],
)
def test_names_of_folders(tmp_path: Path, url: str, title: str | None, name: str) -> None:
    assert new_folder(tmp_path, url, title).relative_to(tmp_path).as_posix() == name


@pytest.mark.parametrize("url", ["", "/path", "file:///etc/passwd", "https://../x", "https://[x/", "https:///x"])
def test_an_address_without_a_host(tmp_path: Path, url: str) -> None:
    with pytest.raises(FixtureError, match="--url"):
        new_folder(tmp_path, url, "A title")


# --- check


def test_what_differs_is_shown_with_its_cause() -> None:
    made(BAD)
    result = run("check")
    assert result.exit_code == 1
    for shown in ("- Ferry [-sinks-] early", "+ Ferry {+leaves+} early", "- Advertisement", "dropped by advertisement"):
        assert shown in result.stdout
    assert "1 fixture, 0 passed, 1 failed; fields: 2 failed" in result.stdout


def test_all_is_well() -> None:
    made(GOOD)
    result = run("check", "-v")
    assert result.exit_code == 0
    assert "✓ www.ferry.example/ferry-leaves-early" in result.stdout
    assert run("check", "-q").stdout == "1 fixture, 1 passed, 0 failed; fields: 2 passed\n"


def test_open_fields_have_to_differ() -> None:
    made(BAD, open={"title": "the wrong heading", "paragraphs": "the label"})
    assert run("check").exit_code == 0
    made(GOOD, open={"title": "the wrong heading"})
    result = run("check")
    assert result.exit_code == 1
    assert "take open.title out" in result.stdout


def test_only_some_fields_and_fixtures() -> None:
    made(GOOD)
    made({**GOOD, "title": "Ferry sinks"}, folder=FOLDER.with_name("other"))
    assert run("check", "--field", "paragraphs").exit_code == 0
    assert run("check", "-k", "leaves").exit_code == 0
    assert run("check", "-k", "example/o*er").exit_code == 1
    for arguments, message in ((("-k", "no"), "no fixture has this"), (("--field", "tags"), "no fixture asserts tags")):
        result = run("check", *arguments)
        assert (result.exit_code, message in result.stderr) == (2, True)


def test_a_field_of_a_page_without_an_article_fails() -> None:
    made(GOOD, page=EMPTY_PAGE)
    result = run("check", "--field", "title")
    assert result.exit_code == 1
    assert "no article was found" in result.stdout


def test_a_malformed_fixture_ends_with_2() -> None:
    made(GOOD)
    (FOLDER / "expected.toml").write_text("titel = 'A'")
    result = run("check")
    assert result.exit_code == 2
    assert "did you mean 'title'" in result.stdout.replace("\n", " ").replace("  ", "")


def test_what_a_page_says_does_not_reach_the_terminal_as_a_command() -> None:
    made({"title": "Ferry \x1b[31msinks\x07"})
    assert "\x1b" not in run("check").stdout


def test_reports() -> None:
    made({**BAD, "kicker": "a\x00\x1bb"}, open={"title": "still wrong"})
    run("check", "--junit", "out/junit.xml", "--json", "out/all.json")
    suite = ElementTree.parse("out/junit.xml").getroot().find("testsuite")
    assert suite is not None
    assert (suite.get("name"), suite.get("tests"), suite.get("failures")) == (
        "www.ferry.example/ferry-leaves-early",
        "3",
        "2",
    )
    cases = {case.get("name"): case for case in suite.iter("testcase")}
    assert list(cases) == ["title", "kicker", "paragraphs"]
    assert "-Advertisement" in (cases["paragraphs"].findtext("failure") or "")
    assert "advertisement" in (cases["paragraphs"].findtext("failure") or "")
    assert cases["title"].find("failure") is None
    data = json.loads(Path("out/all.json").read_text())
    assert (data["passed"], data["fixtures"], data["outcomes"]) == (False, 1, {"open": 1, "failed": 2})
    field = data["results"][0]["fields"][2]
    assert (field["field"], field["got"], field["causes"][0]["rule"]) == ("paragraphs", BODY, "advertisement")


# --- accept


def test_accept_says_what_it_changed() -> None:
    made(BAD)
    result = run("accept", "--field", "title", str(FOLDER))
    assert (result.exit_code, result.stdout) == (0, "www.ferry.example/ferry-leaves-early: accepted title\n")
    assert read_fixture(FOLDER).expected == {**BAD, "title": GOOD["title"]}
    assert run("accept", str(FOLDER)).stdout.endswith("accepted paragraphs\n")
    assert run("accept", str(FOLDER)).stdout.endswith("nothing to change\n")
    assert run("check").exit_code == 0


def test_accept_refuses_what_is_for_a_person_to_change() -> None:
    made({"title": "Ferry sinks", "paragraphs": {"contains": ["five"]}})
    result = run("accept", str(FOLDER))
    assert result.exit_code == 1
    assert "asserted by pieces" in result.stderr
    assert read_fixture(FOLDER).expected == {"title": "Ferry leaves early", "paragraphs": {"contains": ["five"]}}


def test_a_field_that_was_not_asserted_is_from_now_on() -> None:
    made(GOOD)
    run("accept", "--field", "language", str(FOLDER))
    assert read_fixture(FOLDER).expected["language"] == "en"


# --- review


def test_accepting_and_skipping() -> None:
    made(BAD)
    result = run("review", keys="?as")
    assert result.exit_code == 1
    assert "in $EDITOR" in result.stdout
    assert "1 accepted, 1 skipped" in result.stdout
    assert read_fixture(FOLDER).expected == {**BAD, "title": GOOD["title"]}
    assert run("review", keys="a").exit_code == 0
    assert run("check").exit_code == 0
    assert "everything passes" in run("review").stdout


def test_rejecting_with_and_without_a_note() -> None:
    made(BAD)
    result = run("review", keys="r\nrthe label\n")
    assert result.exit_code == 1
    assert "1 rejected, 1 noted" in result.stdout
    fixture = read_fixture(FOLDER)
    assert (fixture.expected, fixture.meta.open) == (BAD, {"paragraphs": "the label"})


@pytest.mark.parametrize("keys", ["q", ""])
def test_stopping_keeps_what_was_decided(keys: str) -> None:
    made(BAD)
    assert run("review", keys="a" + keys).exit_code == 1
    assert read_fixture(FOLDER).expected["title"] == GOOD["title"]


def test_editing_checks_again(monkeypatch: pytest.MonkeyPatch) -> None:
    made(BAD)
    texts = ["title = 3", f'title = "Ferry leaves early"\nparagraphs = {json.dumps(BODY)}']
    monkeypatch.setattr(click, "edit", lambda filename: Path(filename).write_text(texts.pop(0)))
    result = run("review", keys="e\n")
    assert (result.exit_code, texts) == (0, [])
    assert "Input should be a valid string" in result.stdout
    assert "1 edited" in result.stdout


def test_a_draft_is_reviewed_field_by_field() -> None:
    made(GOOD, draft=True)
    assert "still a draft: paragraphs" in run("review", keys="as").stdout
    assert read_fixture(FOLDER).meta.draft is True
    result = run("review", keys="aa")
    assert (result.exit_code, read_fixture(FOLDER).meta.draft) == (0, False)
    assert BODY[0][:40] in result.stdout


def test_an_edited_draft_keeps_what_the_person_wrote(monkeypatch: pytest.MonkeyPatch) -> None:
    made(GOOD, draft=True)
    text = f'title = "Ferry sinks"\nparagraphs = {json.dumps(BODY)}'
    monkeypatch.setattr(click, "edit", lambda filename: Path(filename).write_text(text))
    assert run("review", keys="ea").exit_code == 1  # the title differs now, as it should
    fixture = read_fixture(FOLDER)
    assert (fixture.meta.draft, fixture.expected["title"]) == (False, "Ferry sinks")


def test_a_draft_of_no_article_is_asked_about() -> None:
    made({"paragraphs": []}, page=EMPTY_PAGE, draft=True)
    run("review", keys="an\nq")
    assert read_fixture(FOLDER).meta.draft is True
    assert run("review", keys="ay\n").exit_code == 0
    assert read_fixture(FOLDER).meta.draft is False


def test_pieces_are_for_the_editor() -> None:
    made({"paragraphs": {"contains": ["five"]}})
    result = run("review", keys="as")
    assert "not accepted: the paragraphs are asserted by pieces" in result.stdout
    assert "1 skipped" in result.stdout
