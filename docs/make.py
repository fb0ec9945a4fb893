"""Write the documents that are made from the code: the schemas of article and settings, the catalogue of rules.

`python docs/make.py` writes them; `python docs/make.py --check` names those that are stale, and ends with 1.
"""

from __future__ import annotations

import argparse
import inspect
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import inf
from pathlib import Path
from typing import Final

from cleanarticle import Article
from cleanarticle.configschema import config_schema
from cleanarticle.rule import Condition, Example, Rule, Setting
from cleanarticle.rules import bundled_rules

DOCS: Final = Path(__file__).resolve().parent

FAMILIES: Final = {
    "chrome": "Navigation, header and footer of the site, consent, login, search, messages of scripts.",
    "promo": "Advertisements, newsletters, subscriptions, apps, shops and whatever else asks for something.",
    "links": "Ways to other pages: related, read more, most read, tags, share bars.",
    "media": "Captions and credits of pictures, films, sounds, galleries, embedded posts.",
    "trust": "What the publisher says of itself: standards, corrections, agencies, labels.",
    "meta": "What the page says about the article: headline, author, times, counts, rights.",
    "comments": "What readers say.",
}
"""Families in the order of the catalogue, with what they are about."""


def schema() -> str:
    """The JSON schema of the article."""
    return json.dumps(Article.model_json_schema(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def settings_schema() -> str:
    """The JSON schema of a file of settings."""
    return json.dumps(config_schema(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def catalogue() -> str:
    """The catalogue of rules, as Markdown."""
    rules = bundled_rules()
    unknown = {rule.family for rule in rules} - set(FAMILIES)
    if unknown:
        raise SystemExit(f"docs/make.py says nothing of the families: {', '.join(sorted(unknown))}")
    parts = [
        "# Rules",
        "This page is made from the code by `make docs`. Change the rules, not the page.",
        f"{len(rules)} rules in {len(FAMILIES)} families. Switch rules off by name, or families as `family/*`, with "
        "`Config(rules_off=…)`; change their settings with `Config(rule_settings={name: {setting: value}})`.",
    ]
    for family, about in FAMILIES.items():
        members = sorted((rule for rule in rules if rule.family == family), key=lambda rule: rule.name)
        parts += [f"## {family}", about]
        parts.append("\n".join(f"- [{rule.name}](#{rule.name}): {rule.summary}" for rule in members))
        for rule in members:
            parts += _entry(rule)
    return "\n\n".join(parts) + "\n"


def _entry(rule: Rule) -> Iterator[str]:
    body = (inspect.getdoc(rule.judge) or "").partition("\n")[2].strip()
    yield f"### {rule.name}"
    yield rule.summary
    if body:
        yield body
    yield f"Asked about a block {_in_words(rule)}."
    if rule.not_on:
        yield f"Not asked on pages of these kinds: {', '.join(sorted(rule.not_on))}."
    if rule.settings:
        rows = [f"| `{name}` | {_kind(value)} | `{_written(value)}` |" for name, value in rule.settings.items()]
        yield "\n".join(["| setting | type | default |", "|---|---|---|", *rows])
    for example in rule.examples:
        yield _example(example)


def _in_words(rule: Rule) -> str:
    """The trigger as a phrase that goes on behind "a block"."""
    return "; or ".join(dict.fromkeys(map(_condition, rule.when.conditions)))


def _condition(condition: Condition) -> str:
    parts = []
    if condition.tags:
        parts.append(f"that is {_alternatives(f'<{tag}>' for tag in condition.tags)}")
    elements = [name for name in condition.names if name.startswith("<")]
    words = [name for name in condition.names if not name.startswith("<")]
    if elements:
        parts.append(f"that is or stands in {_alternatives(elements)}")
    if words:
        parts.append(f"in a container whose class or id has the word {_alternatives(words)}")
    if condition.cues:
        parts.append(f"whose wording gives the cue {_alternatives(condition.cues)}")
    if condition.most_words < inf:
        parts.append(f"of at most {condition.most_words:g} words")
    return " and ".join(parts)


def _alternatives(names: Iterable[str]) -> str:
    *others, last = [f"`{name}`" for name in sorted(names)]
    return f"{', '.join(others)} or {last}" if others else last


def _kind(value: Setting) -> str:
    return "tuple of str" if isinstance(value, tuple) else type(value).__name__


def _written(value: Setting) -> str:
    """A value as Python writes it, without what would end a cell of a table."""
    return repr(value).replace("|", "\\|")


def _example(example: Example) -> str:
    lead = f"Marks the block with “{example.on}”:" if example.on else "Marks nothing:"
    return f"{lead}\n\n```html\n{example.html.strip()}\n```"


DOCUMENTS: Final[dict[str, Callable[[], str]]] = {
    "article.schema.json": schema,
    "config.schema.json": settings_schema,
    "rules.md": catalogue,
}


def stale(folder: Path) -> list[str]:
    """Names of the documents that are missing or differ from what the code says."""
    return [name for name, make in DOCUMENTS.items() if _content(folder / name) != make()]


def _content(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def write(folder: Path) -> None:
    """Write all documents."""
    for name, make in DOCUMENTS.items():
        (folder / name).write_text(make(), encoding="utf-8", newline="\n")


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
