"""The guide to site profiles, followed to the letter: its files written, its code run, its commands given."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cleanarticle.cli.app import app
from cleanarticle.profiles.toml import read_toml
from fixture_pages import ROOT

GUIDE = (Path(ROOT) / "docs" / "guides" / "site-profiles.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"(?:^`([^`\n]+)`:\n\n)?^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_the_guide_works_as_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    done = {"python": 0, "console": 0, "file": 0}
    for match in BLOCK.finditer(GUIDE):
        path, language, text = match.groups()
        if path:
            Path(path).parent.mkdir(exist_ok=True)
            Path(path).write_text(text, encoding="utf-8")
            done["file"] += 1
        elif language == "python":
            exec(compile(text, "site-profiles.md", "exec"), names)
            done["python"] += 1
        elif language == "console":
            command, _, shown = text.partition("\n")
            result = CliRunner().invoke(app, command.removeprefix("$ cleanarticle ").split())
            assert result.exit_code == 0, result.output
            assert shown in ("", result.stdout)
            done["console"] += 1
        else:
            read_toml(text, "example.toml", "site-profiles.md")
    assert done == {"python": 5, "console": 3, "file": 5}


def test_the_draft_of_the_guide(tmp_path: Path) -> None:
    pages = []
    for match in BLOCK.finditer(GUIDE):
        if match[1] and match[1].endswith(".html"):
            pages.append(tmp_path / Path(match[1]).name)
            pages[-1].write_text(match[3], encoding="utf-8")
    result = CliRunner().invoke(app, ["profile", "draft", *map(str, pages)])
    table = tomllib.loads(result.stdout)
    assert table["hosts"] == ["harbour.example"]
    assert table["body"] == ["div.story"]
    assert table["title"] == "h1.headline"
    assert table["byline"] == "div.strip"
    assert table["date"] == "time"
