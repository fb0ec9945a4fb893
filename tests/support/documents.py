"""Follows a document as a reader would: its files are written, its commands given, its code run, in their order.

What becomes of a block is told by its language:

- `python` runs, all of a document in one namespace; a line `expression  # value` has to give that value.
- `sh` are commands, one a line, that have to end with 0. `console` has commands behind `$ ` with what they print
  below; nothing below says nothing of it, and a line `…` stands for any lines. A command whose output begins with
  `cleanarticle: ` has to fail so.
- `toml` is read with the strict schema of what it is, `json` as JSON.
- A block of any language below a line that ends with a path in backticks and a colon is written to that file; code and
  commands that follow use it.

Directives (`{toctree}`) are for Sphinx. Whatever else there is needs a comment `<!-- not run: why -->` above it.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import chdir
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from fixture_pages import ROOT

import cleanarticle
from cleanarticle import Config
from cleanarticle.overlays.profiles.toml import read_toml

_MADE: Final = ("docs/rules/", "docs/_build/")
"""What is made from the code: the rules' own tests run its examples."""

DOCUMENTS: Final = (
    "README.md",
    *sorted(
        name for path in ROOT.glob("docs/**/*.md") if not (name := path.relative_to(ROOT).as_posix()).startswith(_MADE)
    ),
)

_FENCE: Final = re.compile(r"\s*```(.*)")
_PATH: Final = re.compile(r"`([\w./-]+)`:$")
_REASON: Final = re.compile(r"<!-- not run: (.+) -->$")
_EXIT_CODE: Final = re.compile(r"#.*\bexit code (\d+)")
_VALUE: Final = re.compile(r"^(\S.*?)  # (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class CodeBlock:
    """A fenced block of a document.

    Attributes:
        language: What it is written in.
        text: What it holds.
        path: The file it is to be written to, if it is one.
        reason: Why it can't be run, if it can't.
        line: Number of its line.
    """

    language: str
    text: str
    path: str
    reason: str
    line: int


@dataclass
class Followed:
    """What came of a document: names in its code, outputs by command, number of blocks by what was done with them."""

    names: dict[str, Any]
    outputs: dict[str, str] = field(default_factory=dict)
    done: dict[str, int] = field(default_factory=dict)


def blocks_of(document: str) -> Iterator[CodeBlock]:
    lines = (ROOT / document).read_text(encoding="utf-8").splitlines()
    at = 0
    while at < len(lines):
        fence = _FENCE.match(lines[at])
        if fence:
            assert lines[at].startswith("```"), f"{document}:{at + 1}: a block can't be read if it is indented"
            assert "```" in lines[at + 1 :], f"{document}:{at + 1}: a block is not closed"
            end = lines.index("```", at + 1)
            text = "".join(f"{line}\n" for line in lines[at + 1 : end])
            above = lines[at - 1] if at else ""
            path = _PATH.search(lines[at - 2]) if at > 1 and not above else None
            reason = _REASON.match(above)
            yield CodeBlock(fence[1], text, path[1] if path else "", reason[1] if reason else "", at + 1)
            at = end
        at += 1


def follow(document: str, folder: Path, names: Mapping[str, Any]) -> Followed:
    """Follow a document in a folder that holds what its reader has, with the names that its code takes for given."""
    followed = Followed({"__name__": "__main__", **names})
    with chdir(folder):
        for block in blocks_of(document):
            what = _follow(block, f"{document}:{block.line}", followed)
            followed.done[what] = followed.done.get(what, 0) + 1
    return followed


def _follow(block: CodeBlock, place: str, followed: Followed) -> str:
    if block.language.startswith("{"):
        return "directive"
    if block.reason:
        return "not run"
    if block.language == "toml":
        _read_toml(block, place)
    elif block.language == "json":
        json.loads(block.text)
    if block.path:
        Path(block.path).parent.mkdir(parents=True, exist_ok=True)
        Path(block.path).write_text(block.text, encoding="utf-8")
        return "file"
    if block.language == "python":
        _run(block.text, place, followed.names)
    elif block.language == "sh":
        for line in block.text.replace("\\\n", " ").splitlines():
            followed.outputs[_plain(line)] = _command(line, place)
    elif block.language == "console":
        _compare(block.text, place, followed)
    else:
        assert block.language in {"toml", "json"}, f"{place}: nothing is done with this block; say why above it"
    return block.language


def _run(code: str, place: str, names: dict[str, Any]) -> None:
    exec(compile(code, place, "exec"), names)
    for expression, value in _VALUE.findall(code):
        if not _is_expression(expression):
            continue
        shown = re.fullmatch(r"print\((.*)\)", expression)
        given = eval(shown[1] if shown else expression, names)
        assert (str(given) if shown else repr(given)) == value, f"{place}: {expression}"


def _is_expression(code: str) -> bool:
    """Whether code has a value: behind an assignment or the head of a loop stands a remark."""
    try:
        return bool(ast.parse(code, mode="eval"))
    except SyntaxError:
        return False


def _compare(text: str, place: str, followed: Followed) -> None:
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        line, _, shown = part.partition("\n")
        output = _command(line, place, fails=shown.startswith("cleanarticle: "))
        followed.outputs[_plain(line)] = output
        pattern = ".*".join(re.escape(piece) for piece in re.split(r"^…\n", shown, flags=re.MULTILINE))
        assert not shown or re.fullmatch(pattern, output, re.DOTALL), f"{place}: {line}\n{output}"


def _plain(line: str) -> str:
    return shlex.join(shlex.split(line, comments=True))


def _command(line: str, place: str, *, fails: bool = False) -> str:
    """Give a command, without a shell; what it prints."""
    words = shlex.split(line, comments=True)
    if not words:
        return ""
    assert not {"|", ">", "<", "&&", ";"} & set(words), f"{place}: {line}: this needs a shell"
    program, *arguments = words
    module = [] if program == "python" else ["-m", program]
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(cleanarticle.__file__).parents[1]),
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "COLUMNS": "200",
    }
    result = subprocess.run(
        [sys.executable, *module, *arguments], capture_output=True, text=True, env=environment, timeout=120, check=False
    )
    output = result.stdout + result.stderr
    code = _EXIT_CODE.search(line)
    ended_as_told = result.returncode == int(code[1]) if code else bool(result.returncode) is fails
    assert ended_as_told, f"{place}: {line}\n{output}"
    return output


def _read_toml(block: CodeBlock, place: str) -> None:
    """Read TOML as what it is: a profile, the file of a project, what is known of a fixture, or settings."""
    table = tomllib.loads(block.text)
    if "hosts" in table:
        read_toml(block.text, "example.toml", place)
    elif "project" not in table and Path(block.path).name not in {"meta.toml", "expected.toml"}:
        here = Path("settings-of-the-document.toml")
        here.write_text(block.text, encoding="utf-8")
        Config.from_file(here)
