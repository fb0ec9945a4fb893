"""What several commands are asked in the same way."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from cleanarticle.rule import Rule
from cleanarticle.rules import rules_from_file

__all__ = ["rule_files", "rules_of"]

rule_files: Final = click.option(
    "--rules",
    "rule_files",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A Python file with rules of your own, asked beside those of the package. May be given several times.",
)


def rules_of(files: tuple[Path, ...]) -> tuple[Rule, ...]:
    """The rules of all files.

    Raises:
        RuleError: A file can't be read, or a rule in it is not well-formed.
    """
    return tuple(rule for file in files for rule in rules_from_file(file))
