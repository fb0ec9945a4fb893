"""`cleanarticle rules`: the list, one entry, a new rule; and rules of files in the other commands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fixture_pages import FIXTURES, ROOT

import cleanarticle
from cleanarticle import extract, to_markdown
from cleanarticle.cli.app import app
from cleanarticle.rules.catalogue import FAMILIES, entry
from cleanarticle.rules.library import bundled_rules
from cleanarticle.rules.loading import rules_from_file

PAGE = next(FIXTURES.glob("www.harbourgazette.example/*/page.html"))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, catch_exceptions=False)


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "250")
    return tmp_path


def run_tests(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(Path(cleanarticle.__file__).parents[1])}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        env=environment,
        timeout=120,
        check=False,
    )


# --- List and entry


def test_rules_are_listed_by_family() -> None:
    lines = [line.split("│")[1].strip() for line in run("rules").stdout.splitlines() if line.startswith("│")]
    families = [family for family in lines if family]
    assert len(families) == len(bundled_rules())
    assert families == sorted(families, key=list(FAMILIES).index)


@pytest.mark.parametrize("name", ["reading-time", "reading_time"])
def test_one_entry_is_printed(name: str) -> None:
    result = run("rules", name)
    (rule,) = (rule for rule in bundled_rules() if rule.name == "reading-time")
    assert (result.exit_code, result.stdout) == (0, f"{entry(rule, level=1)}\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("rules", "reading-times"), "there is no rule 'reading-times'; did you mean 'reading-time'?"),
        (("rules", "qqq"), "`cleanarticle rules` lists them"),
        (("rules", "filter-list"), "stands for your own filter lists"),
        (("rules", "--family", "promos"), "there is no family 'promos'; did you mean 'promo'?"),
        (
            ("rules", "--set", "post-meta.max_word=3"),
            "'max_word'; it has: max_meta_words; did you mean 'max_meta_words'?",
        ),
        (("rules", "--rules-off", "kickr"), "--rules-off: there is no rule 'kickr'; did you mean 'kicker'?"),
        (("rules", "--family", "promo", "kicker"), "--family narrows the list"),
        (("rules", "--rules", "none.py"), "none.py: the file can't be read"),
        (("extract", str(PAGE), "--rules", "none.py"), "none.py: the file can't be read"),
        (("explain", str(PAGE), "--rules", "none.py"), "none.py: the file can't be read"),
        (("rules", "new"), "Missing argument 'NAME'"),
        (("rules", "new", "Tide"), "lower case"),
        (("rules", "new", "tide line"), "lower case"),
        (("rules", "new", "../tide"), "lower case"),
        (("rules", "new", "class"), "lower case"),
        (("rules", "new", "kicker"), "already has a rule 'kicker'"),
        (("rules", "new", "tide-line", "--family", "A"), "a family is named"),
    ],
)
def test_wrong_usage_ends_with_2(empty_folder: Path, arguments: tuple[str, ...], says: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert says in result.stderr
    assert not list(empty_folder.iterdir())


OWN_RULE = """\
from cleanarticle.rules.api import drop, ignores, marks, rule, tags


@rule(marks("<p>Tide at nine.</p>", on="Tide"), ignores("<p>No.</p>"), when=tags("p"))
def tide(block, page, *, opening: str = "Tide", most: int = 9):
    \"\"\"Drop the tide.\"\"\"
    return drop("is the tide") if block.text.startswith(opening) else None
"""
SETTINGS = """\
rules = ["tide.py"]
rules_off = ["comments/*", "kicker"]
rules_on = ["post-meta"]

[rule_settings.tide]
opening = "Ebb"
"""


@pytest.fixture
def configuration(empty_folder: Path) -> Path:
    (empty_folder / "tide.py").write_text(OWN_RULE, encoding="utf-8")
    file = empty_folder / "cleanarticle.toml"
    file.write_text(SETTINGS, encoding="utf-8")
    return file


def row(rule: str, *arguments: str) -> str:
    (found,) = (
        line
        for line in run("rules", *arguments).stdout.splitlines()
        if line.count("│") == 5 and line.split("│")[2].strip() == rule
    )
    return found


def test_the_list_is_that_of_the_configuration(configuration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    assert f"off (comments/*, {configuration}:2)" in row("comments")
    assert f"off (kicker, {configuration}:2)" in row("kicker")
    assert "off (" not in row("post-meta")
    assert f"opening='Ebb' ({configuration}:6), most=9" in row("tide")
    assert "off (tide, --rules-off)" in row("tide", "--rules-off", "tide", "--config", str(configuration))
    assert "off (" not in run("rules", "--no-config").stdout
    assert "tide" not in run("rules", "--no-config").stdout


def test_an_entry_is_that_of_the_configuration(configuration: Path) -> None:
    shown = run("rules", "tide", "--rules-off", "custom/*").stdout
    assert "# tide\n\nSwitched off: custom/*, --rules-off.\n\nDrop the tide." in shown
    assert f"| `opening` | str | `'Tide'` | `'Ebb'` | {configuration}:6 |\n| `most` | int | `9` | | |" in shown
    assert "Marks nothing:\n\n```html\n<p>Tide at nine.</p>" in shown
    assert run("rules", "show", "tide", "--rules-off", "custom/*").stdout == shown


def test_a_variable_of_the_environment_counts(configuration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEANARTICLE_RULES_OFF", "tide")
    assert "Switched off: tide, CLEANARTICLE_RULES_OFF." in run("rules", "tide").stdout


def test_a_new_rule_can_be_begun_beside_a_wrong_configuration(configuration: Path) -> None:
    configuration.write_text("rules = ['none.py']", encoding="utf-8")
    assert run("rules").exit_code == 2
    assert run("rules", "new", "tide-line").exit_code == 0


# --- New


@pytest.mark.parametrize("family", [(), ("--family", "harbour")])
@pytest.mark.parametrize("name", ["tide-line", "tide_line", "tide", "tide2-line"])
def test_a_new_rule_works_as_it_is(empty_folder: Path, name: str, family: tuple[str, ...]) -> None:
    result = run("rules", "new", name, *family)
    assert result.exit_code == 0, result.output
    file = name.replace("-", "_")
    assert sorted(path.name for path in empty_folder.iterdir()) == sorted([f"{file}.py", f"test_{file}.py"])
    (rule,) = rules_from_file(f"{file}.py")
    assert (rule.name, rule.family) == (file.replace("_", "-"), family[-1] if family else "custom")
    listed = run("rules", "--rules", f"{file}.py", "--family", rule.family).stdout
    assert rule.name in listed
    assert "newsletter" not in listed
    assert (
        run("rules", rule.name, "--rules", f"{file}.py").stdout
        == run("rules", "--rules", f"{file}.py", rule.name).stdout
    )


@pytest.mark.slow
def test_its_test_passes_and_can_fail(empty_folder: Path) -> None:
    run("rules", "new", "tide-line")
    result = run_tests(empty_folder)
    assert result.returncode == 0, result.stdout
    assert "2 passed" in result.stdout
    rule = empty_folder / "tide_line.py"
    rule.write_text(rule.read_text(encoding="utf-8").replace("max_words: int = 25", "max_words: int = 2"), "utf-8")
    result = run_tests(empty_folder)
    assert "2 failed" in result.stdout
    assert "'A line of cruft' is not marked" in result.stdout


def test_what_is_written_is_well_formed(empty_folder: Path) -> None:
    pytest.importorskip("ruff")
    run("rules", "new", "tide-line")
    settings = ("--config", str(Path(ROOT) / "pyproject.toml"), "--no-cache")
    for check in (("check",), ("format", "--check")):
        command = [sys.executable, "-m", "ruff", *check, *settings, "tide_line.py"]
        assert subprocess.run(command, cwd=empty_folder, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("name", ["tide_line.py", "test_tide_line.py"])
def test_nothing_is_overwritten(empty_folder: Path, name: str) -> None:
    (empty_folder / name).write_text("mine", encoding="utf-8")
    result = run("rules", "new", "tide-line")
    assert result.exit_code == 2
    assert f"{name} already exists; nothing was written" in result.stderr
    assert [path.read_text(encoding="utf-8") for path in empty_folder.iterdir()] == ["mine"]


@pytest.fixture
def checkout(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (empty_folder / "pyproject.toml").write_text('[project]\nname = "cleanarticle"\n', encoding="utf-8")
    for folder in ("src/cleanarticle/rules/library/promo", "src/cleanarticle/rules/library/meta", "tests"):
        (empty_folder / folder).mkdir(parents=True)
    monkeypatch.chdir(empty_folder / "tests")
    return empty_folder


def test_in_the_projects_checkout_the_section_of_the_guide_about_the_fixture_is_named(checkout: Path) -> None:
    told = run("rules", "new", "tide-line", "--family", "promo").stdout
    assert f"needs a fixture: {checkout}/docs/guides/writing-a-rule.md, 'A rule of the package'" in told
    assert "\n## A rule of the package\n" in (Path(ROOT) / "docs/guides/writing-a-rule.md").read_text(encoding="utf-8")


def test_elsewhere_no_fixture_is_asked_for(empty_folder: Path) -> None:
    assert "fixture" not in run("rules", "new", "tide-line").stdout


def test_a_new_rule_imports_what_the_guide_does(checkout: Path) -> None:
    run("rules", "new", "tide-line", "--family", "promo")
    rule = (checkout / "src/cleanarticle/rules/library/promo/tide_line.py").read_text(encoding="utf-8")
    (line,) = re.findall(r"^from cleanarticle\..*$", rule, re.MULTILINE)
    assert f"\n{line}\n" in (Path(ROOT) / "docs/guides/writing-a-rule.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_in_the_projects_checkout_it_goes_into_the_package(checkout: Path) -> None:
    assert run("rules", "new", "tide-line", "--family", "promo").exit_code == 0
    rule = checkout / "src/cleanarticle/rules/library/promo/tide_line.py"
    (made,) = rules_from_file(rule)
    assert made.name == "tide-line"
    assert "family" not in rule.read_text(encoding="utf-8")
    test = checkout / "tests/rules/test_tide_line.py"
    assert "from cleanarticle import inspect" in test.read_text(encoding="utf-8")
    assert "1 failed" in run_tests(checkout, str(test)).stdout  # this package has no such rule


@pytest.mark.parametrize("family", [(), ("--family", "custom"), ("--family", "tides")])
def test_in_the_projects_checkout_the_family_is_one_of_its_own(checkout: Path, family: tuple[str, ...]) -> None:
    result = run("rules", "new", "tide-line", *family)
    assert result.exit_code == 2
    assert "meta, promo" in result.stderr


def test_another_project_is_no_checkout(checkout: Path) -> None:
    (checkout / "pyproject.toml").write_text('[project]\nname = "tides"\n', encoding="utf-8")
    assert run("rules", "new", "tide-line").exit_code == 0
    assert (checkout / "tests/tide_line.py").exists()


# --- Profile


def test_profile_goes_to_standard_error_and_leaves_the_article() -> None:
    result = run("extract", str(PAGE), "--profile")
    assert result.exit_code == 0
    assert result.stdout == to_markdown(extract(PAGE.read_bytes()))
    head, columns, *lines = result.stderr.splitlines()
    assert head.startswith(f"{len(lines)} rules took ")
    assert columns.split()[:5] == ["ms", "share", "calls", "marks", "slowest"]
    times = [float(line.split()[0]) for line in lines]
    assert times == sorted(times, reverse=True)
    assert {line.split()[5].rstrip(":") for line in lines} <= {rule.name for rule in bundled_rules()}


def test_without_profile_standard_error_is_empty() -> None:
    assert run("extract", str(PAGE)).stderr == ""
