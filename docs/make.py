"""Write the documents that are made from the code: the schemas of article, settings and rows, the catalogue of rules.

`python docs/make.py` writes them; `python docs/make.py --check` names those that are stale, and ends with 1.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from cleanarticle import Article
from cleanarticle.archive.rows import schema_page
from cleanarticle.config.model import config_schema
from cleanarticle.rules.api import Rule
from cleanarticle.rules.catalogue import FAMILIES, Figures, entry
from cleanarticle.rules.library import bundled_rules

DOCS: Final = Path(__file__).resolve().parent

FIGURES: Final = DOCS.parent / "benchmarks" / "rules.json"
"""What was counted of each rule; the catalogue does without where the file is missing."""


def schema() -> str:
    """The JSON schema of the article."""
    return json.dumps(Article.model_json_schema(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def settings_schema() -> str:
    """The JSON schema of a file of settings."""
    return json.dumps(config_schema(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def figures(path: Path = FIGURES) -> dict[str, Figures]:
    """What was counted of the rules, by name; empty without the file."""
    if not path.exists():
        return {}
    return {name: Figures(**counted) for name, counted in json.loads(path.read_text(encoding="utf-8")).items()}


def catalogue(counted: Mapping[str, Figures]) -> dict[str, str]:
    """The catalogue of rules as Markdown, by path: an index, and a page for each family."""
    rules = bundled_rules()
    families = {family: [rule for rule in rules if rule.family == family] for family in FAMILIES}
    unknown = {rule.family for rule in rules} - set(families)
    if unknown:
        raise SystemExit(f"the catalogue says nothing of the families: {', '.join(sorted(unknown))}")
    members = {family: found for family, found in families.items() if found}
    pages = {f"rules/{family}.md": _family_page(family, found, counted) for family, found in members.items()}
    return {"rules/index.md": _index(members, counted), **pages}


def _index(members: Mapping[str, Sequence[Rule]], counted: Mapping[str, Figures]) -> str:
    number = sum(map(len, members.values()))
    parts = [
        "# Rules",
        "These pages are made from the code by `make docs`. Change the rules, not the pages.",
        f"{number} rules in {len(members)} families. Switch rules off by name, or families as `family/*`, with "
        "`Config(rules_off=…)`; change their settings with `Config(rule_settings={name: {setting: value}})`. "
        "`cleanarticle rules NAME` prints the entry of one. "
        "[Writing a rule](../guides/writing-a-rule.md) shows how to add one.",
    ]
    for family, rules in members.items():
        parts += [f"## [{family}]({family}.md)", FAMILIES[family]]
        parts.append("\n".join(f"- [{rule.name}]({family}.md#{rule.name}): {rule.summary}" for rule in rules))
    if counted:
        parts += _counts(members, counted)
    return "\n\n".join(parts) + "\n"


def _counts(members: Mapping[str, Sequence[Rule]], counted: Mapping[str, Figures]) -> Iterator[str]:
    yield "## How often they fire, and how often they are right"
    yield (
        "Counted on annotated pages by `benchmarks/rules.py`. A rule fires where it marks a block, and decides where "
        "the block's fate is another one without it. The effect is the mean word F1 of all pages with the rule, less "
        "that without it, in ten-thousandths."
    )
    rows = [
        f"| [{rule.name}]({family}.md#{rule.name}) | {found.pages} | {found.fires} | {found.precision} | {found.right} "
        f"| {found.wrong} | {found.change} |"
        for family, rules in members.items()
        for rule in rules
        if (found := counted.get(rule.name))
    ]
    header = "| rule | pages | fires | right | decides rightly | decides wrongly | effect |"
    yield "\n".join([header, "|---|--:|--:|--:|--:|--:|--:|", *rows])


def _family_page(family: str, rules: Sequence[Rule], counted: Mapping[str, Figures]) -> str:
    lead = [f"# {family}", FAMILIES[family]]
    return "\n\n".join([*lead, *(entry(rule, counted.get(rule.name)) for rule in rules)]) + "\n"


def documents() -> dict[str, str]:
    """All documents that are made from the code, by path in the folder."""
    schemas = {"article.schema.json": schema(), "config.schema.json": settings_schema()}
    rows = {"archive-schema.md": schema_page()}
    return {**schemas, **rows, **catalogue(figures())}


def stale(folder: Path) -> list[str]:
    """Paths of the documents that are missing, differ from what the code says, or are not made any more."""
    made = documents()
    return [*(path for path, text in made.items() if _content(folder / path) != text), *_left_over(folder, made)]


def _left_over(folder: Path, made: Mapping[str, str]) -> list[str]:
    """Pages of families that are gone."""
    pages = sorted(f"rules/{page.name}" for page in (folder / "rules").glob("*.md"))
    return [page for page in pages if page not in made]


def _content(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def write(folder: Path) -> None:
    """Write all documents, and take away those that are not made any more."""
    made = documents()
    for path, text in made.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="\n")
    for path in _left_over(folder, made):
        (folder / path).unlink()


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or check the documents.

    Returns:
        The exit code: 1 if a document is stale.
    """
    parser = argparse.ArgumentParser(description="Write the documents that are made from the code.")
    parser.add_argument("--check", action="store_true", help="write nothing, name the stale documents")
    if not parser.parse_args(arguments).check:
        write(DOCS)
        return 0
    found = stale(DOCS)
    if found:
        sys.stderr.write(f"stale: {', '.join(found)}; run: python docs/make.py\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
