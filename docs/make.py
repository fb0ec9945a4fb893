"""Write the documents that are generated: the schemas of article, settings and rows, the rules, the list of fixtures.

`python docs/make.py` writes them; `python docs/make.py --check` writes nothing, and exits with 1 if one is stale.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from cleanarticle import Article
from cleanarticle.archive.rows import schema_page
from cleanarticle.config.model import config_schema
from cleanarticle.rules.api import Rule
from cleanarticle.rules.catalogue import FAMILIES, RuleFigures, entry
from cleanarticle.rules.library import bundled_rules

ROOT: Final = Path(__file__).resolve().parents[1]

FIGURES: Final = ROOT / "benchmarks" / "rules.json"
"""The counts of each rule. Without this file the catalogue has none."""


def schema() -> str:
    """The JSON schema of the article."""
    return json.dumps(Article.model_json_schema(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def settings_schema() -> str:
    """The JSON schema of a file of settings."""
    return json.dumps(config_schema(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def figures(path: Path = FIGURES) -> dict[str, RuleFigures]:
    """The counts of the rules, by name; empty without the file."""
    if not path.exists():
        return {}
    return {name: RuleFigures(**counted) for name, counted in json.loads(path.read_text(encoding="utf-8")).items()}


def catalogue(counted: Mapping[str, RuleFigures]) -> dict[str, str]:
    """The catalogue of rules as Markdown, by path in `docs`: an index, and a page for each family."""
    rules = bundled_rules()
    families = {family: [rule for rule in rules if rule.family == family] for family in FAMILIES}
    unknown = {rule.family for rule in rules} - set(families)
    if unknown:
        raise SystemExit(f"FAMILIES does not describe: {', '.join(sorted(unknown))}")
    members = {family: of_family for family, of_family in families.items() if of_family}
    pages = {f"rules/{family}.md": _family_page(family, rules, counted) for family, rules in members.items()}
    return {"rules/index.md": _index(members, counted), **pages}


def _index(members: Mapping[str, Sequence[Rule]], counted: Mapping[str, RuleFigures]) -> str:
    number = sum(map(len, members.values()))
    parts = [
        "# Rules",
        "`make docs` generates these pages from the code. Change the rules, not the pages.",
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


def _counts(members: Mapping[str, Sequence[Rule]], counted: Mapping[str, RuleFigures]) -> Iterator[str]:
    yield "## How often they fire, and how often they are right"
    yield (
        "Counted on annotated pages by `benchmarks/rules.py`, with points that were learned without the page's site. A "
        "rule fires if it marks a block. It decides if the block would be kept or dropped differently without it. The "
        "effect is the mean word F1 of all pages with the rule minus the one without it, in ten-thousandths. Where a "
        "rule decides nothing, it still gives the reason for what the score keeps out as well."
    )
    rows = [
        f"| [{rule.name}]({family}.md#{rule.name}) | {count.pages} | {count.fires} | {count.precision} | {count.right} "
        f"| {count.wrong} | {count.change} |"
        for family, rules in members.items()
        for rule in rules
        if (count := counted.get(rule.name))
    ]
    header = "| rule | pages | fires | right | decides rightly | decides wrongly | effect |"
    yield "\n".join([header, "|---|--:|--:|--:|--:|--:|--:|", *rows])


def _family_page(family: str, rules: Sequence[Rule], counted: Mapping[str, RuleFigures]) -> str:
    lead = [f"# {family}", FAMILIES[family]]
    return "\n\n".join([*lead, *(entry(rule, counted.get(rule.name)) for rule in rules)]) + "\n"


def fixture_index(folder: Path = ROOT / "fixtures") -> str:
    """The table of fixtures as Markdown: host, language and reason of each, by host.

    Raises:
        SystemExit: A fixture does not name its language, or its reason.
    """
    rows = []
    for file in sorted(folder.glob("*/*/meta.toml")):
        meta = tomllib.loads(file.read_text(encoding="utf-8"))
        place = file.parent.relative_to(folder)
        for key, example in (("language", "en"), ("reason", "Why the case exists.")):
            if not meta.get(key):
                raise SystemExit(f'fixtures/{place.as_posix()}/{file.name} has no {key}; add {key} = "{example}"')
        reason = meta["reason"].replace("|", "\\|")
        rows.append(f"| [{place.parts[0]}]({place.as_posix()}) | {meta['language']} | {reason} |")
    lead = (
        f"{len(rows)} pages with what must come out of them. All content is invented. "
        "[The guide to fixtures](../docs/guides/fixtures.md) says what the files hold and how to add a page. "
        "`make docs` generates this table from the `meta.toml` of each page."
    )
    table = ["| page | language | what it tests |", "|---|---|---|", *rows]
    return "\n\n".join(["# Fixtures", lead, "\n".join(table)]) + "\n"


def documents() -> dict[str, str]:
    """All generated documents, by path in the project."""
    docs = {
        "article.schema.json": schema(),
        "config.schema.json": settings_schema(),
        "archive-schema.md": schema_page(),
        **catalogue(figures()),
    }
    return {**{f"docs/{path}": text for path, text in docs.items()}, "fixtures/README.md": fixture_index()}


def stale(root: Path) -> list[str]:
    """The paths of documents that are missing, differ from the generated text, or are not generated any more."""
    made = documents()
    return [*(path for path, text in made.items() if _content(root / path) != text), *_left_over(root, made)]


def _left_over(root: Path, made: Mapping[str, str]) -> list[str]:
    """The pages of rule families that do not exist any more."""
    pages = sorted(f"docs/rules/{page.name}" for page in (root / "docs/rules").glob("*.md"))
    return [page for page in pages if page not in made]


def _content(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def write(root: Path) -> None:
    """Write all documents, and delete those that are not generated any more."""
    made = documents()
    for path, text in made.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")
    for path in _left_over(root, made):
        (root / path).unlink()


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or check the documents.

    Returns:
        The exit code: 1 if a document is stale.
    """
    parser = argparse.ArgumentParser(description="Write the documents that are generated from code and fixtures.")
    parser.add_argument("--check", action="store_true", help="write nothing, name the stale documents")
    if not parser.parse_args(arguments).check:
        write(ROOT)
        return 0
    paths = stale(ROOT)
    if paths:
        sys.stderr.write(f"stale: {', '.join(paths)}; run: python docs/make.py\n")
    return 1 if paths else 0


if __name__ == "__main__":
    sys.exit(main())
