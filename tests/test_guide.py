"""Whoever follows the guide to rules word for word, in an empty folder, ends with a rule that passes its test."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import cleanarticle
from cleanarticle import rule as vocabulary
from fixture_pages import ROOT

GUIDE = (Path(ROOT) / "docs/guides/writing-a-rule.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", GUIDE, re.DOTALL)
FILE = re.compile(r"\A(?:# |<!-- )([\w.]+)(?: -->)?\n")
LINE = "Our newsroom at the harbour is staffed from eight to six"


def in_folder(folder: Path, command: str) -> str:
    """Run a command of the guide; one that fails fails the test."""
    program, *arguments = shlex.split(command)
    parts = [program, *arguments] if program == "python" else ["python", "-m", program, *arguments]
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(cleanarticle.__file__).parents[1]),
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "COLUMNS": "200",
    }
    result = subprocess.run(
        [sys.executable, *parts[1:]],
        cwd=folder,
        capture_output=True,
        text=True,
        env=environment,
        timeout=120,
        check=False,
    )
    assert result.returncode == 0, f"{command}\n{result.stdout}{result.stderr}"
    return result.stdout + result.stderr


def commands(block: str) -> Iterator[str]:
    return (line for line in block.splitlines() if not line.startswith("pip "))


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What every command of the guide prints, followed from its top to its end."""
    folder = tmp_path_factory.mktemp("guide")
    printed: dict[str, str] = {}
    for language, block in BLOCKS:
        named = FILE.match(block)
        if language == "sh":
            printed |= {command: in_folder(folder, command) for command in commands(block)}
        elif named:
            (folder / named[1]).write_text(block, encoding="utf-8")
        elif language == "python":
            in_folder(folder, shlex.join(["python", "-c", block]))
    return printed


def test_the_line_is_there_before_and_gone_behind(outputs: dict[str, str]) -> None:
    assert LINE in outputs["cleanarticle extract page.html"]
    with_rule = outputs["cleanarticle extract page.html --rules newsroom_hours.py"]
    assert LINE not in with_rule
    assert "The line that runs the ferry promised" in with_rule


def test_what_the_guide_says_of_its_commands_holds(outputs: dict[str, str]) -> None:
    assert re.search(f"{LINE}.*kept", outputs["cleanarticle explain page.html"])
    written = outputs["cleanarticle rules new newsroom-hours"]
    assert "wrote newsroom_hours.py" in written
    assert "wrote test_newsroom_hours.py" in written
    shown = outputs["cleanarticle rules newsroom-hours --rules newsroom_hours.py"]
    assert shown.startswith("# newsroom-hours\n\nDrop the line that says when the newsroom is open.")
    assert "2 passed" in outputs["pytest"]
    explained = outputs["cleanarticle explain page.html --rules newsroom_hours.py --dropped"]
    assert "says when the newsroom is open" in explained
    profile = outputs["cleanarticle extract page.html --rules newsroom_hours.py --profile"]
    assert f"newsroom-hours: {LINE[:40]}" in profile
    assert outputs["python use.py"] == "4\n"


def test_the_entry_point_is_one() -> None:
    (block,) = (block for language, block in BLOCKS if language == "toml")
    ((group, points),) = tomllib.loads(block)["project"]["entry-points"].items()
    ((name, value),) = points.items()
    assert EntryPoint(name, value, group).module == "my_rules.newsroom_hours"
    assert group == "cleanarticle.rules"


def test_every_name_for_authors_is_documented_and_in_one_module() -> None:
    for name in ("rule", "marks", "ignores", "drop", "score", "names", "tags", "phrases", "within", "short"):
        assert name in vocabulary.__all__
        assert f"`{name}" in GUIDE or f"{name}(" in GUIDE
    assert {"Block", "Container", "Mark", "Page", "Within"} <= set(vocabulary.__all__)
    assert all(getattr(vocabulary, name).__doc__ for name in vocabulary.__all__ if name not in {"CUSTOM", "Setting"})
