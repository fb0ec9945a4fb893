"""Which pages a changed constant could change: every expression that would come to something else is noted."""

from __future__ import annotations

import ast
import builtins
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import flips
from flips import Constant, Flips, constants_in, local_names

OTHERS = {"m._MOST": (5, 20), "m._SHARE": (0.25, 0.75)}
HEAD = "_MOST = 10\n_SHARE = 0.5\n"


@pytest.fixture
def noted() -> Flips:
    return Flips(OTHERS)


def run(source: str, noted: Flips, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    monkeypatch.setattr(builtins, "__constant_probe__", noted.probe, raising=False)
    tree = flips.probed(ast.parse(HEAD + source), {"_MOST": "m._MOST", "_SHARE": "m._SHARE"}, noted)
    module: dict[str, Any] = {}
    exec(compile(tree, "m", "exec"), module)
    return SimpleNamespace(**module)


@pytest.mark.parametrize(
    ("expression", "value", "sides"),
    [
        ("x < _MOST", 3, set()),
        ("x < _MOST", 7, {"low"}),
        ("x < _MOST", 15, {"high"}),
        ("x > 0 and x < _MOST", 15, {"high"}),
        ("x < 0 and x < _MOST", 15, set()),
        ("5 < x <= _MOST", 7, {"low"}),
        ("len('a' * x) > _MOST", 12, {"high"}),
        ("('a' * x)[:_MOST]", 4, set()),
        ("('a' * x)[:_MOST]", 8, {"low"}),
        ("min(x, _MOST)", 5, set()),
        ("min(x, _MOST)", 6, {"low"}),
        ("x > _SHARE * _MOST", 1, set()),
        ("x > _SHARE * _MOST", 4, {"low"}),
        ("any(each > _MOST for each in range(x))", 9, {"low"}),
        ("any(each > _MOST for each in range(x))", 4, set()),
        ("sorted([x], key=lambda each: each < _MOST)", 7, {"low"}),
        ("f'{_MOST}'", 0, {"low", "high"}),
        ("[x, _MOST]", 0, {"low", "high"}),
    ],
)
def test_sides_that_would_come_out_otherwise(
    expression: str, value: int, sides: set[str], noted: Flips, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain: dict[str, Any] = {}
    exec(f"{HEAD}\ndef f(x): return {expression}\n", plain)
    module = run(f"def f(x): return {expression}\n", noted, monkeypatch)
    noted.item = 0
    assert module.f(value) == plain["f"](value)
    assert {side for (constant, side), items in noted.items.items() if constant == "m._MOST" and 0 in items} == sides


def test_what_does_something_is_done_once(noted: Flips, monkeypatch: pytest.MonkeyPatch) -> None:
    module = run(
        "calls = []\ndef g(x):\n    calls.append(x)\n    return x\ndef f(x):\n    return g(x) < _MOST\n",
        noted,
        monkeypatch,
    )
    noted.item, noted.stage = 3, 2
    assert module.f(7)
    assert module.calls == [7]
    assert {key: items for key, items in noted.items.items() if items} == {("m._MOST", "low"): {3: 2}}
    assert noted.reached == {"m._MOST": {3}}


@pytest.mark.parametrize(
    "source",
    ["_TWICE = 2 * _MOST\n", "def f(x=_MOST): ...\n", "class C:\n    most = _MOST\n", "def f(): return _MOST\nf()\n"],
)
def test_constants_that_are_used_at_import_are_baked(
    source: str, noted: Flips, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(source, noted, monkeypatch)
    assert noted.baked == {"m._MOST"}


def test_constants_of_a_package(tmp_path: Path) -> None:
    package = tmp_path / "cleanarticle"
    (package / "fields").mkdir(parents=True)
    (package / "fields" / "__init__.py").write_text("from cleanarticle.fields.title import MOST\n")
    (package / "fields" / "title.py").write_text(
        '"""Title."""\nMOST: Final = 2 * 30.0\n_LOW = -1\nNAMES = ("a",)\nIS_ON = True\nsmall = 3\n'
    )
    (package / "page.py").write_text("from cleanarticle.fields import MOST as _LONGEST\n")
    constants = constants_in(package)
    assert constants == [
        Constant("cleanarticle.fields.title", "MOST", 60.0, 2, "2 * 30.0"),
        Constant("cleanarticle.fields.title", "_LOW", -1, 3, "-1"),
    ]
    assert [constant.package for constant in constants] == ["fields/title", "fields/title"]
    names = local_names(package, constants)
    assert names["cleanarticle.fields"] == {"MOST": "cleanarticle.fields.title.MOST"}
    assert names["cleanarticle.page"] == {"_LONGEST": "cleanarticle.fields.title.MOST"}
