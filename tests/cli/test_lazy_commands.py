"""A command imports what it needs when it is called. Help and usage errors import next to nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import get_args

import click
import pytest

import cleanarticle
from cleanarticle.archive.batch.text_signature import Similarity
from cleanarticle.archive.formats import FORMATS
from cleanarticle.archive.outputs import OutputKind
from cleanarticle.cli.app import app
from cleanarticle.cli.settings import PRESETS
from cleanarticle.config.model import Preset
from cleanarticle.upgrade.drift import ALPHA, Period

PROGRAM = """
import json, sys
try:
    {}
except SystemExit:
    pass
sys.stderr.write(json.dumps([*sys.modules]))
"""
HEAVY = {"httpx", "jinja2", "lxml", "pyarrow", "pydantic", "regex", "rich", "selectolax", "tomlkit"}


def command(name: str) -> click.Command:
    found = app.get_command(click.Context(app), name)
    assert found is not None
    return found


def imported_by(code: str, *arguments: str) -> set[str]:
    """The modules that are in a fresh process after some code; the packages of others by their first name."""
    code = PROGRAM.format(code)
    environment = {**os.environ, "PYTHONPATH": str(Path(cleanarticle.__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, env=environment)
    modules = json.loads(done.stderr[done.stderr.rindex("[") :])
    return {name if name.startswith("cleanarticle.") else name.partition(".")[0] for name in modules}


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("no-such-command",),
        ("extract",),
        ("extract", "page.html", "--no-such-option"),
        ("extract", "page.html", "--preset", "fast"),
        ("explain", "--help"),
        ("batch", "a.zip"),
        ("compare", "present", "recall"),
        ("config", "no-such-command"),
        ("drift", "--help"),
        ("filters",),
        ("profile", "--help"),
        ("rules", "new"),
    ],
)
def test_help_and_usage_errors_import_no_part_of_the_library(arguments: tuple[str, ...]) -> None:
    modules = imported_by("from cleanarticle.cli import main; main()", *arguments)
    assert "cleanarticle.cli.app" in modules
    own = {name for name in modules if name.startswith("cleanarticle.") and not name.startswith("cleanarticle.cli")}
    assert own <= {"cleanarticle.errors", "cleanarticle.shorten", "cleanarticle.pure"}
    assert not modules & HEAVY


def test_the_library_imports_none_of_the_command_lines_packages() -> None:
    modules = imported_by("from cleanarticle import extract; extract(sys.argv[1])", f"<p>{'Ferry leaves early. ' * 30}")
    assert "cleanarticle.pipeline" in modules
    assert not modules & {"click", "httpx", "jinja2", "pyarrow", "rich", "tomlkit"}
    assert not any(name.startswith(("cleanarticle.cli", "cleanarticle.upgrade")) for name in modules)


def test_the_short_helps_are_those_of_the_commands() -> None:
    shown = {name: text for name, (_, text) in app.lazy.items()}  # type: ignore[attr-defined]
    assert shown == {name: f"{command(name).get_short_help_str(1000).rstrip('.')}." for name in shown}


def test_the_help_of_batch_names_every_format_of_archives() -> None:
    _, shown = app.lazy["batch"]  # type: ignore[attr-defined]
    named = set(shown.partition(": ")[2].rstrip(".").split(", "))
    assert named == {each.name for each in FORMATS if each.name != "HTML"} | {"folders"}


@pytest.mark.parametrize(
    ("name", "option", "values"),
    [
        ("extract", "preset", Preset),
        ("batch", "kind", OutputKind),
        ("batch", "dedupe", Similarity),
        ("drift", "by", Period),
    ],
)
def test_the_choices_are_those_of_the_library(name: str, option: str, values: object) -> None:
    (parameter,) = (parameter for parameter in command(name).params if parameter.name == option)
    assert isinstance(parameter.type, click.Choice)
    assert tuple(parameter.type.choices) == get_args(values)


def test_defaults_are_those_of_the_library() -> None:
    assert get_args(Preset) == PRESETS
    (alpha,) = (parameter for parameter in command("drift").params if parameter.name == "alpha")
    assert alpha.default == ALPHA
