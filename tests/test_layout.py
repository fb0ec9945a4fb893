"""How the package is laid out: names that stand once, and words that its glossary explains."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path
from typing import Final

import cleanarticle

PACKAGE: Final = Path(cleanarticle.__file__).parent
ROOT: Final = Path(__file__).parents[1]
MOST_WORDS_OF_GLOSSARY: Final = 25


def test_no_two_classes_have_one_name() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                places[node.name.lstrip("_")].append(f"{path.relative_to(PACKAGE)}:{node.lineno}")
    assert {name: where for name, where in places.items() if len(where) > 1} == {}


def test_the_glossary_is_short_and_explains_each_word() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    glossary = text.partition("## Glossary")[2].partition("\n## ")[0]
    words = re.findall(r"^\| ([a-z ]+) \| (\S.+) \|$", glossary, re.MULTILINE)[1:]
    assert 10 < len(words) <= MOST_WORDS_OF_GLOSSARY
    assert all(len(meaning) > 10 for _, meaning in words)
