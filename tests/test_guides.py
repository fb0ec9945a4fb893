"""Quick start and guides, followed to the letter: their code runs and gives the values they name."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

import cleanarticle
import cleanarticle.profiles
import cleanarticle.report
import cleanarticle.rule
from cleanarticle.cli.app import app
from fixture_pages import ROOT, load_fixtures

DOCS = Path(ROOT) / "docs"
PAGE = next(page for page in load_fixtures() if page.name.startswith("www.harbourgazette.example"))
VALUE = re.compile(r"^(\S.*?)  # (.+)$", re.MULTILINE)


def blocks(guide: str, language: str) -> list[str]:
    text = (DOCS / guide).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def run(guide: str, names: dict[str, Any]) -> int:
    """Run the code of a guide from its top to its end; how many values it names."""
    named = 0
    for block in blocks(guide, "python"):
        exec(compile(block, guide, "exec"), names)
        for expression, value in VALUE.findall(block):
            assert repr(eval(expression, names)) == value, expression
            named += 1
    return named


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("page.html").write_bytes(PAGE.html)
    copied = [PAGE.expected["title"], *(item["text"] for item in PAGE.paragraphs)]
    Path("copied.txt").write_text("\n\n".join(copied), encoding="utf-8")
    return tmp_path


def test_quick_start(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("quickstart.md", {}) == 15
    printed = capsys.readouterr().out
    assert "no block of the page" in printed
    assert "looks like a PDF" in printed


def test_commands_of_the_quick_start(folder: Path) -> None:
    lines = [line for block in blocks("quickstart.md", "sh") for line in block.splitlines()]
    commands = [shlex.split(line) for line in lines if not line.startswith("pip ")]
    assert len(commands) == 6
    for command, *arguments in commands:
        assert command == "cleanarticle"
        result = CliRunner().invoke(app, arguments, catch_exceptions=False)
        assert result.exit_code == 0, result.output


def test_in_a_scraper(capsys: pytest.CaptureFixture[str]) -> None:
    fetched = [(page.url, page.charset, page.html) for page in load_fixtures()[:3]]
    fetched.append(("https://news.example/report.pdf", None, b"%PDF-1.7"))
    fetched.append(("https://news.example/soon", None, b"<title>Soon</title><p>We open in May.</p>"))
    responses = [SimpleNamespace(url=url, charset=charset, body=body) for url, charset, body in fetched]
    names: dict[str, Any] = {"responses": responses}
    assert run("guides/in-a-scraper.md", names) == 3
    assert list(names["without_article"]) == ["https://news.example/soon"]
    printed = capsys.readouterr().out
    assert "bad-input the source looks like a PDF" in printed
    assert "more than max_bytes=1,000" in printed


def test_archives(folder: Path) -> None:
    (script,) = blocks("guides/archives.md", "python")
    Path("clean_folder.py").write_text(script, encoding="utf-8")
    Path("pages").mkdir()
    for number, page in enumerate(load_fixtures()[:2]):
        Path(f"pages/{number}.html").write_bytes(page.html)
    Path("pages/2.html").write_bytes(b"%PDF-1.7")
    (command,) = blocks("guides/archives.md", "sh")
    program, *arguments = shlex.split(command)
    assert program == "python"
    environment = {**os.environ, "PYTHONPATH": str(Path(cleanarticle.__file__).parents[1])}
    subprocess.run([sys.executable, *arguments], check=True, timeout=120, env=environment)
    lines = [json.loads(line) for line in Path("articles.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["file"] for line in lines] == ["pages/0.html", "pages/1.html", "pages/2.html"]
    assert [line["article"]["title"] for line in lines[:2]] == [page.expected["title"] for page in load_fixtures()[:2]]
    assert lines[2]["error"].startswith("InputError: ")


def test_fixtures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert run("guides/fixtures.md", {}) == 3


def test_upgrading(folder: Path) -> None:
    Path("strict.toml").write_text(blocks("guides/upgrading.md", "toml")[0], encoding="utf-8")
    assert run("guides/upgrading.md", {}) == 7
    codes = []
    for line in blocks("guides/upgrading.md", "sh")[0].splitlines():
        _, *arguments = shlex.split(line)
        result = CliRunner().invoke(app, [*arguments, "--workers", "1"], catch_exceptions=False)
        codes.append(result.exit_code)
    assert codes == [0, 1]
    assert json.loads(Path("changes.json").read_text(encoding="utf-8"))["changed"] == 3
    assert Path("report.html").read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    "module", [cleanarticle, cleanarticle.rule, cleanarticle.profiles, cleanarticle.report], ids=lambda m: m.__name__
)
def test_the_reference_has_every_public_name(module: Any) -> None:
    text = (DOCS / "reference.md").read_text(encoding="utf-8")
    shown = {name.rpartition(".")[2] for name in re.findall(r"^\.\. (?:auto\w+|py:type):: (\S+)$", text, re.MULTILINE)}
    assert not set(module.__all__) - shown


def test_every_page_is_in_the_table_of_contents() -> None:
    contents = (DOCS / "index.md").read_text(encoding="utf-8").splitlines()
    pages = {
        path.relative_to(DOCS).with_suffix("").as_posix() for path in [*DOCS.glob("*.md"), *DOCS.glob("guides/*.md")]
    }
    assert pages - {"index"} <= set(contents)
