"""What CONTRIBUTING.md names is there: files, folders, make targets, quoted sentences."""

from __future__ import annotations

import re

import pytest
from fixture_pages import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PATHS = sorted(set(re.findall(r"`((?:\w[\w.-]*/)+[\w.-]*|[\w.-]+\.md|\.importlinter)`", TEXT)))
TARGETS = sorted(set(" ".join(re.findall(r"(?:^|`)make ((?:[a-z-]+ )*[a-z-]+)", TEXT, re.MULTILINE)).split()))
QUOTES = re.findall(r"`([\w./]+)`: “(.+?)”", TEXT)


def test_paths_are_found_in_the_text() -> None:
    assert {"src/cleanarticle/fields/subtitle.py", "fixtures/", "CHANGELOG.md", ".importlinter"} <= set(PATHS)
    assert len(QUOTES) == 3


@pytest.mark.parametrize("path", PATHS)
def test_a_path_exists(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_of_make_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize(("path", "sentence"), QUOTES)
def test_a_quoted_sentence_stands_in_its_file(path: str, sentence: str) -> None:
    text = re.sub(r"\s*\n\s*(# )?", " ", (ROOT / path).read_text(encoding="utf-8"))
    assert sentence in text


def test_every_target_of_make_is_listed_by_help_or_a_part_of_another() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    described = set(re.findall(r"^([a-z-]+):.*##", makefile, re.MULTILINE))
    assert {"demo", "help", "check", "test", "test-all", "docs"} <= described
    phony = set(re.search(r"^\.PHONY:((?:.*\\\n)*.*)", makefile, re.MULTILINE)[1].replace("\\", "").split())  # type: ignore[index]
    assert phony - described == {"fast-tests", "other-tests", "lint", "types", "contracts", "docs-check"}
