"""The code in the README runs on the page that ships with the project, and gives the values it names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from fixture_pages import ROOT, load_fixtures

README = (Path(ROOT) / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
PAGE = next(page for page in load_fixtures() if page.name.startswith("www.harbourgazette.example"))


def namespace() -> dict[str, Any]:
    pages = [page.html for page in load_fixtures()[:3]]
    return {"html": PAGE.html, "text": "\n".join(item["text"] for item in PAGE.paragraphs), "pages": pages}


@pytest.mark.parametrize("block", BLOCKS)
def test_code_runs_and_gives_the_values_it_names(block: str, capsys: pytest.CaptureFixture[str]) -> None:
    names = namespace()
    exec(compile(block, "README.md", "exec"), names)
    for expression, value in re.findall(r"^(article\.\S+)  # (.+)$", block, re.MULTILINE):
        assert repr(eval(expression, names)) == value


def test_some_values_are_named() -> None:
    assert sum(len(re.findall(r"^article\.\S+  # ", block, re.MULTILINE)) for block in BLOCKS) >= 4
