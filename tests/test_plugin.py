"""The plugin of pytest: what it collects, what it says, what it writes, here and in the workers of xdist."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import browser
from cleanarticle.testing.fixture import read_fixture
from fixture_pages import ROOT
from test_assertion import PAGE, PARAGRAPHS

pytest_plugins = "pytester"

PLUGIN = ("-p", "cleanarticle.testing.plugin")
META = 'url = "https://paper.example/ferry"\nreason = "The plain case of a story about a ferry."\n'
RIGHT = {"title": "Ferry leaves early", "paragraphs": PARAGRAPHS, "excludes": ["Imprint"]}
WRONG = RIGHT | {"title": "Ferry leaves late"}
NODE = "fixtures/paper.example/ferry/meta.toml"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the plugin of this tree, whatever is installed."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    monkeypatch.delenv("CI", raising=False)


def add(
    pytester: pytest.Pytester, expected: object = RIGHT, *, slug: str = "ferry", meta: str = "", page: str = PAGE
) -> Path:
    folder = pytester.path / "fixtures" / "paper.example" / slug
    folder.mkdir(parents=True)
    (folder / "page.html").write_text(page, encoding="utf-8")
    (folder / "meta.toml").write_text(META + meta, encoding="utf-8")
    (folder / "expected.json").write_text(json.dumps(expected), encoding="utf-8")
    return folder


def run(pytester: pytest.Pytester, *options: str) -> pytest.RunResult:
    return pytester.runpytest(*PLUGIN, *options)


def title_of(folder: Path) -> object:
    return read_fixture(folder).expected["title"]


# --- Collecting


def test_each_field_is_an_item(pytester: pytest.Pytester) -> None:
    add(pytester)
    result = run(pytester, "--collect-only", "-q")
    assert result.outlines[:3] == [f"{NODE}::{name}" for name in ("title", "paragraphs", "excludes")]
    run(pytester).assert_outcomes(passed=3)
    run(pytester, f"{NODE}::title").assert_outcomes(passed=1)
    run(pytester, "-k", "title or excludes").assert_outcomes(passed=2, deselected=1)


@pytest.mark.parametrize("missing", ["meta.toml", "page.html", "expected.json"])
def test_what_is_no_fixture_is_left_alone(pytester: pytest.Pytester, missing: str) -> None:
    (add(pytester) / missing).unlink()
    result = run(pytester)
    assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED


@pytest.mark.parametrize(
    ("expected", "meta", "message"),
    [
        ({"titel": "x"}, "", "*no article has a field 'titel'; did you mean 'title'*"),
        ({}, "", "*asserts nothing*"),
        (RIGHT, "url = 1", "*meta.toml: can't be read*"),
        (RIGHT, "colour = 1", "*meta.toml: colour: *there are url, *"),
    ],
)
def test_malformed_fixture_is_an_error_in_our_words(
    pytester: pytest.Pytester, expected: object, meta: str, message: str
) -> None:
    add(pytester, expected, meta=meta)
    result = run(pytester)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([message])
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*site-packages*")
    result.stdout.no_fnmatch_line("*items.py*")


# --- Outcomes


def test_failure_says_what_differs_and_why_and_how_to_accept(pytester: pytest.Pytester) -> None:
    add(pytester, WRONG)
    result = run(pytester)
    result.assert_outcomes(failed=1, passed=2)
    result.stdout.fnmatch_lines(
        [
            "the case: The plain case of a story about a ferry.",
            "-Ferry leaves late",
            "+Ferry leaves early",
            r"  Ferry leaves [[]-late-]{+early+}",
            "because",
            "  'Ferry leaves early' title by title: *",
            f'if this is right: pytest --cleanarticle-accept "{NODE}::title"',
            f"FAILED {NODE}::title - title differs: *",
        ]
    )
    result.stdout.no_fnmatch_line("*items.py*")


@pytest.mark.parametrize("options", [(), ("-p", "xdist.plugin", "-n1")])
def test_words_have_the_colours_of_the_terminal(pytester: pytest.Pytester, options: tuple[str, ...]) -> None:
    add(pytester, WRONG)
    assert "\x1b[31m[-late-]\x1b[0m\x1b[32m{+early+}" in run(pytester, "--color=yes", *options).stdout.str()
    assert "\x1b[" not in run(pytester, "--color=no", *options).stdout.str()


def test_draft_fails(pytester: pytest.Pytester) -> None:
    add(pytester, meta="draft = true\n")
    result = run(pytester)
    result.assert_outcomes(failed=3)
    result.stdout.fnmatch_lines(["*title: a draft: look at it, then accept it*"])


def test_open_field_is_expected_to_differ(pytester: pytest.Pytester) -> None:
    add(pytester, WRONG, meta='open = {title = "The headline is read too early."}\n')
    result = run(pytester, "-rx")
    result.assert_outcomes(xfailed=1, passed=2)
    result.stdout.fnmatch_lines(["*The headline is read too early.*"])


def test_open_field_that_does_not_differ_fails(pytester: pytest.Pytester) -> None:
    add(pytester, meta='open = {title = "The headline is read too early."}\n')
    result = run(pytester)
    result.assert_outcomes(failed=1, passed=2)
    result.stdout.fnmatch_lines(["*no longer differs; take open.title out of meta.toml*"])


def test_page_without_article_fails_in_every_field(pytester: pytest.Pytester) -> None:
    add(pytester, page="<nav><a href='/'>Home</a></nav>")
    result = run(pytester)
    result.assert_outcomes(failed=3)
    result.stdout.fnmatch_lines(["*no article was found*"])


def test_one_extraction_a_fixture_forgotten_after_the_last_field(pytester: pytest.Pytester) -> None:
    add(pytester)
    add(pytester, slug="again")
    pytester.makeconftest(
        """
        import cleanarticle.testing.items as items
        calls = []
        real = items.check_fixture
        items.check_fixture = lambda fixture, setup: calls.append(fixture.name) or real(fixture, setup)

        def pytest_collection_modifyitems(items):
            items.sort(key=lambda item: item.name)  # the fields of both fixtures in turn

        def pytest_sessionfinish(session):
            files = {item.parent for item in session.items}
            print("calls", len(calls), "kept", sum(file._result is not None for file in files))
        """
    )
    result = run(pytester, "-s")
    result.assert_outcomes(passed=6)
    result.stdout.fnmatch_lines(["*calls 2 kept 0"])


def test_last_failed_and_first_failure(pytester: pytest.Pytester) -> None:
    add(pytester, WRONG)
    add(pytester, WRONG, slug="second")
    run(pytester, "-x").assert_outcomes(failed=1)
    run(pytester).assert_outcomes(failed=2, passed=4)
    run(pytester, "--lf").assert_outcomes(failed=2)
    run(pytester, "-p", "no:cacheprovider").assert_outcomes(failed=2, passed=4)


# --- Settings


def test_settings_come_from_the_option_then_the_ini_then_the_root_folder(pytester: pytest.Pytester) -> None:
    add(pytester)
    strict, usual = "threshold = 50.0\n", "preset = 'balanced'\n"
    (pytester.path / "cleanarticle.toml").write_text(strict)
    run(pytester).assert_outcomes(failed=3)
    (pytester.path / "usual.toml").write_text(usual)
    pytester.makeini("[pytest]\ncleanarticle_config = usual.toml\n")
    run(pytester).assert_outcomes(passed=3)
    run(pytester, "--cleanarticle-config", "cleanarticle.toml").assert_outcomes(failed=3)


def test_wrong_settings_are_told(pytester: pytest.Pytester) -> None:
    add(pytester)
    (pytester.path / "cleanarticle.toml").write_text("treshold = 1.0\n")
    result = run(pytester)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*treshold*"])
    result.stdout.no_fnmatch_line("*items.py*")
    missing = run(pytester, "--cleanarticle-config", "none.toml")
    assert missing.ret == pytest.ExitCode.USAGE_ERROR


def test_profiles(pytester: pytest.Pytester) -> None:
    add(pytester, WRONG | {"title": "Imprint and privacy of the harbour paper"}, slug="profiled")
    profiles = pytester.mkdir("profiles")
    (profiles / "paper.example.toml").write_text('hosts = ["paper.example"]\ntitle = "footer"\n')
    pytester.makeini("[pytest]\ncleanarticle_profiles = profiles\n")
    run(pytester, "-k", "title").assert_outcomes(passed=1, deselected=2)


# --- Accepting


@pytest.mark.parametrize("options", [(), ("-p", "xdist.plugin", "-n2")])
def test_accepting_writes_the_selected_fields(pytester: pytest.Pytester, options: tuple[str, ...]) -> None:
    folder = add(pytester, WRONG | {"language": "de"})
    result = run(pytester, "--cleanarticle-accept", "-k", "title", *options)
    assert result.ret == 0
    result.stdout.fnmatch_lines(["paper.example/ferry: accepted title"])
    assert read_fixture(folder).expected == WRONG | {"title": "Ferry leaves early", "language": "de"}
    assert run(pytester, "--cleanarticle-accept", *options).ret == 0
    run(pytester).assert_outcomes(passed=4)


def test_accepting_takes_a_draft_as_a_whole(pytester: pytest.Pytester) -> None:
    folder = add(pytester, WRONG, meta="draft = true\n")
    result = run(pytester, "--cleanarticle-accept", "-k", "title")
    result.assert_outcomes(failed=1, deselected=2)
    result.stdout.fnmatch_lines(["*a draft is accepted as a whole*"])
    assert title_of(folder) == "Ferry leaves late"
    run(pytester, "--cleanarticle-accept").assert_outcomes(passed=3)
    assert title_of(folder) == "Ferry leaves early"
    assert not read_fixture(folder).meta.draft


def test_accepting_leaves_what_is_open_and_what_only_a_person_can_change(pytester: pytest.Pytester) -> None:
    folder = add(pytester, WRONG | {"excludes": ["Part 3."]}, meta='open = {title = "Read too early."}\n')
    result = run(pytester, "--cleanarticle-accept")
    result.assert_outcomes(xfailed=1, failed=1, passed=1)
    result.stdout.fnmatch_lines(["not accepted: *"])
    assert read_fixture(folder).expected == WRONG | {"excludes": ["Part 3."]}


@pytest.mark.parametrize(("value", "refused"), [("true", True), ("1", True), ("false", False), ("", False)])
def test_accepting_is_refused_where_nobody_looks(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, value: str, refused: bool
) -> None:
    folder = add(pytester, WRONG)
    monkeypatch.setenv("CI", value)
    result = run(pytester, "--cleanarticle-accept")
    assert (result.ret == pytest.ExitCode.USAGE_ERROR) is refused
    assert (title_of(folder) == "Ferry leaves late") is refused


# --- Report


@pytest.mark.parametrize("options", [(), ("-p", "xdist.plugin", "-n2")])
def test_report(pytester: pytest.Pytester, options: tuple[str, ...]) -> None:
    add(pytester, WRONG)
    add(pytester, slug="fine")
    add(pytester, {"titel": "x"}, slug="malformed")
    result = run(pytester, "--continue-on-collection-errors", "--cleanarticle-report", "out/report.html", *options)
    result.stdout.fnmatch_lines(["report written to *report.html"])
    report = (pytester.path / "out" / "report.html").read_text(encoding="utf-8")
    assert "3 fixtures, 6 fields" in report
    assert "Ferry leaves <del>late</del><ins>early</ins>" in report
    places = [report.index(f"paper.example/{slug}</span>") for slug in ("malformed", "ferry", "fine")]
    assert places == sorted(places)


@pytest.mark.skipif(bool(browser.missing()), reason=browser.missing())
def test_report_filters_in_a_browser(pytester: pytest.Pytester) -> None:
    add(pytester, WRONG)
    add(pytester, WRONG, slug="open", meta='open = {title = "<script>Read too early.</script>"}\n')
    add(pytester, slug="fine")
    run(pytester, "--cleanarticle-report", "report.html")
    with browser.open_browser() as window:
        window.open((pytester.path / "report.html").as_uri())

        def shown() -> list[str]:
            script = "return [...document.querySelectorAll('.fixture:not([hidden]) .case')].map((e) => e.textContent)"
            return [name.rpartition("/")[2] for name in window.run(script)]

        def choose(name: str, value: str, event: str) -> None:
            script = "const e = document.getElementById(arguments[0]); e.value = arguments[1]; "
            window.run(script + "e.dispatchEvent(new Event(arguments[2]))", name, value, event)

        assert shown() == ["ferry", "open", "fine"]
        window.run("document.querySelector('[data-state=open]').click()")
        assert shown() == ["open"]
        window.press("\ue00c")
        assert shown() == ["ferry", "open", "fine"]
        choose("search", "too early", "input")
        assert shown() == ["open"]
        choose("search", "", "input")
        choose("field", "title", "change")
        assert shown() == ["ferry", "open", "fine"]
        window.press("j", "j")
        assert window.run("return document.activeElement.textContent.trim()").startswith("paper.example/open")
        assert window.log("browser") == []


# --- Beside others


def test_entry_point() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"]["pytest11"] == {"cleanarticle": "cleanarticle.testing.plugin"}


def test_importing_the_plugin_imports_no_extractor() -> None:
    script = "import sys, cleanarticle.testing.plugin; print(*sorted(sys.modules))"
    listed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert [name for name in listed if name.startswith("cleanarticle")] == [
        "cleanarticle",
        "cleanarticle.testing",
        "cleanarticle.testing.layout",
        "cleanarticle.testing.plugin",
    ]
    assert not {"pydantic", "lxml", "selectolax", "regex"} & set(listed)


def test_public_functions_keep_their_names_beside_the_modules_called_alike() -> None:
    script = (
        "import cleanarticle.testing.check, cleanarticle.testing.compare\n"
        "from cleanarticle.testing import check, compare\n"
        "assert callable(check) and callable(compare), (check, compare)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_beside_the_plugin_of_web_poet(pytester: pytest.Pytester) -> None:
    pytest.importorskip("web_poet", reason="web-poet is not installed")
    add(pytester)
    result = run(pytester, "-p", "web_poet.testing.pytest", "--web-poet-test-per-item")
    result.assert_outcomes(passed=3)
