"""`cleanarticle rules new`: write a file with a working rule, and one with its test."""

from __future__ import annotations

import json
import keyword
import re
import tomllib
from pathlib import Path
from typing import Final

import click

__all__ = ["new"]

_NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

_RULE: Final = '''"""Lines about {words}."""

from __future__ import annotations

from typing import Final

{imports}

_NAMES: Final = frozenset({names})


@rule(
    marks('<div class="{name}"><p>A line of cruft, as in a page.</p></div>', on="A line of cruft"),
    ignores("<p>A sentence of an article that looks like the cruft, and has to stay.</p>"),
    when=names(*_NAMES),{family}
)
def {function}(block: Block, page: Page, *, max_words: int = 25) -> Mark | None:
    """Drop short lines in a container named for {words}.

    Say here why they are cruft, and what the rule must not take. A name is only a hint: running text in such a
    container stays.
    """
    if block.words > max_words:
        return None
    box = block.container.nearest(_NAMES)
    if box is not None and _NAMES.issubset(box.names):
        return drop("is in a container named for {words}")
    return None
'''

_TEST: Final = '''"""What the rule `{name}` drops from a page, and what it keeps."""

from __future__ import annotations

{imports}

CRUFT = "A line of cruft, as in a page."
PARAGRAPHS = (
    "The ferry left at noon, and those who missed it had to wait in the hall until the storm was over.",
    "By four the wind had turned, said the harbour master, and the first boats went out to look for the buoys.",
    "Nobody was hurt. Two crates of apples went overboard, and children were picking them up until it was dark.",
    "The line that runs the ferry promised to publish its storm plan before the winter, and to keep the hall open.",
)
PAGE = f"""
<html><body><article>
<h1>Ferry leaves early and strands forty passengers</h1>
<p>{{PARAGRAPHS[0]}}</p>
<p>{{PARAGRAPHS[1]}}</p>
<div class="{name}"><p>{{CRUFT}}</p></div>
<p>{{PARAGRAPHS[2]}}</p>
<p>{{PARAGRAPHS[3]}}</p>
</article></body></html>
"""


{examples}def test_the_cruft_goes_and_the_article_stays() -> None:
    result = {inspect}
    marked = [entry.text for entry in result.ledger if any(mark.rule == "{name}" for mark in entry.marks)]
    assert marked == [CRUFT]
    assert result.article is not None
    assert [paragraph.text for paragraph in result.article.paragraphs] == list(PARAGRAPHS)
'''

_IMPORTS: Final = "from cleanarticle.rules.api import Block, Mark, Page, drop, ignores, marks, names, rule"
_OUTSIDE_TEST_IMPORTS: Final = """from pathlib import Path

from cleanarticle import Extractor
from cleanarticle.rules.loading import rules_from_file

FILE = Path(__file__).with_name("{function}.py")"""
_EXAMPLES: Final = """def test_examples() -> None:
    assert rules_from_file(FILE)  # loading the file runs them; an error says which one fails, and why


"""


@click.command()
@click.argument("name")
@click.option("--family", help="The family of the rule: rules are listed and switched by it. Default: custom.")
def new(name: str, family: str | None) -> None:
    """Write a file with the rule NAME, and one with its test.

    Both work as they are; replace their examples with text of your pages. They are written to the current folder; in a
    checkout of cleanarticle itself, to the family's folder of the package and to its tests.
    """
    from cleanarticle.rules.library import bundled_rules

    wanted = name.replace("_", "-")
    if not _NAME.fullmatch(wanted) or keyword.iskeyword(wanted):
        raise click.BadParameter("a rule is named in lower case, with hyphens between words", param_hint="NAME")
    if wanted in {rule.name for rule in bundled_rules()}:
        raise click.BadParameter(f"the package already has a rule {wanted!r}", param_hint="NAME")
    if family is not None and not _NAME.fullmatch(family):
        raise click.BadParameter("a family is named in lower case, with hyphens between words", param_hint="--family")
    checkout = _checkout()
    files = _beside(wanted, family) if checkout is None else _inside(checkout, wanted, family)
    for path in files:
        if path.exists():
            raise click.UsageError(f"{path} already exists; nothing was written")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        click.echo(f"wrote {path}")
    click.echo(f"Put text of your pages into the examples, then run: pytest {list(files)[-1]}")
    if checkout is not None:
        click.echo(
            f"A rule of the package also needs a fixture: {checkout / 'docs/guides/writing-a-rule.md'}, "
            "'A rule of the package'"
        )


def _checkout() -> Path | None:
    """The root of cleanarticle's own source tree, if the current folder is in it."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        project = folder / "pyproject.toml"
        if project.is_file() and (folder / "src/cleanarticle/rules/library").is_dir():
            described = tomllib.loads(project.read_text(encoding="utf-8"))
            return folder if described.get("project", {}).get("name") == "cleanarticle" else None
    return None


def _beside(name: str, family: str | None) -> dict[Path, str]:
    function = name.replace("-", "_")
    argument = f'\n    family="{family}",' if family else ""
    test = _TEST.format(
        name=name,
        imports=_OUTSIDE_TEST_IMPORTS.format(function=function),
        examples=_EXAMPLES,
        inspect="Extractor(rules=rules_from_file(FILE)).inspect(PAGE)",
    )
    return {
        Path(f"{function}.py"): _rule_text(name, argument),
        Path(f"test_{function}.py"): test,
    }


def _inside(root: Path, name: str, family: str | None) -> dict[Path, str]:
    from cleanarticle.rules.catalogue import FAMILIES

    folders = sorted(FAMILIES.keys() & {path.name for path in (root / "src/cleanarticle/rules/library").iterdir()})
    if family not in folders:
        raise click.BadParameter(f"a rule of the package needs one of: {', '.join(folders)}", param_hint="--family")
    function = name.replace("-", "_")
    # The tests of all rules run the examples of every one.
    test = _TEST.format(name=name, imports="from cleanarticle import inspect", examples="", inspect="inspect(PAGE)")
    return {
        root / "src/cleanarticle/rules/library" / family / f"{function}.py": _rule_text(name, ""),
        root / "tests/rules" / f"test_{function}.py": test,
    }


def _rule_text(name: str, family: str) -> str:
    from cleanarticle.page.segment import split_names

    return _RULE.format(
        name=name,
        words=name.replace("-", " "),
        function=name.replace("-", "_"),
        names=json.dumps(split_names(name)),
        imports=_IMPORTS,
        family=family,
    )
