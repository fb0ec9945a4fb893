"""Two files of articles: which pages differ, which stand in one file only, and the exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SAME = Path(__file__).resolve().parents[2] / "benchmarks" / "same.py"


def compared(folder: Path, old: dict[str, str], new: dict[str, str], *arguments: str) -> tuple[int, list[str]]:
    """Exit code and lines of `same.py compare` for files that have a title for each page."""
    for name, titles in (("old", old), ("new", new)):
        rows = [
            {"page": page, **{key: {"title": title} for key in ("balanced", "precision", "recall")}}
            for page, title in titles.items()
        ]
        (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    command = [sys.executable, str(SAME), "compare", str(folder / "old"), str(folder / "new"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.splitlines()


PAGES = {f"p{number}": "Heron" for number in range(4)}


def test_the_same_pages_with_the_same_articles(tmp_path: Path) -> None:
    assert compared(tmp_path, PAGES, PAGES) == (0, ["4 pages in both files, 0 of them differ"])


def test_a_page_that_differs(tmp_path: Path) -> None:
    code, lines = compared(tmp_path, PAGES, PAGES | {"p1": "Lock"})
    assert (code, lines[-1]) == (1, "4 pages in both files, 1 of them differ")
    assert lines[0] == "p1 balanced.title"


@pytest.mark.parametrize(("side", "number"), [("old", 1), ("old", 3), ("new", 1), ("new", 3)])
def test_pages_that_one_file_has_are_counted_and_no_more_are_shown_than_asked_for(
    side: str, number: int, tmp_path: Path
) -> None:
    fewer = dict(list(PAGES.items())[number:])
    old, new = (PAGES, fewer) if side == "old" else (fewer, PAGES)
    code, lines = compared(tmp_path, old, new, "--show", "2")
    assert code == 1
    assert sum(f"only the {side} file has it" in line for line in lines) == min(2, number)
    pages = "1 page is" if number == 1 else "3 pages are"
    assert lines[-2] == f"{4 - number} pages in both files, 0 of them differ"
    assert lines[-1] == f"{pages} in the {side} file only; write both files from the same folders"
