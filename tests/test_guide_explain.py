"""The code in the guide runs on the page that ships with the project, and gives the values it names."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cleanarticle.cli.app import app
from fixture_pages import ROOT, load_fixtures

GUIDE = (Path(ROOT) / "docs" / "guides" / "explain.md").read_text(encoding="utf-8")
PAGE = next(page for page in load_fixtures() if page.name.startswith("www.harbourgazette.example"))


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)


def test_python_gives_the_values_it_names(capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, Any] = {"html": PAGE.html}
    named = 0
    for block in blocks("python"):
        exec(compile(block, "explain.md", "exec"), names)
        for expression, value in re.findall(r"^(.+?)  # (.+)$", block, re.MULTILINE):
            assert repr(eval(expression, names)) == value, expression
            named += 1
    assert named >= 10
    assert "was dropped" in capsys.readouterr().out


def test_commands_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("page.html").write_bytes(PAGE.html)
    (settings,) = blocks("toml")
    Path("other.toml").write_text(settings, encoding="utf-8")
    commands = [shlex.split(line) for block in blocks("sh") for line in block.splitlines()]
    assert len(commands) == 4
    for command, *arguments in commands:
        assert command == "cleanarticle"
        result = CliRunner().invoke(app, arguments, catch_exceptions=False)
        assert result.exit_code == 0, result.output
    assert Path("report.html").stat().st_size > 10_000
