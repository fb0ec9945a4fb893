"""Which rules fire on which fixtures, and on which they decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from cleanarticle.testing.check import Setup, inspected
from cleanarticle.testing.fixture import read_fixture

__all__ = ["RuleCoverage", "coverage", "share_covered"]


@dataclass(slots=True)
class RuleCoverage:
    """The fixtures of one rule.

    Attributes:
        rule: Its name.
        family: Its family.
        fires: Fixtures, as `host/slug`, on which it makes a mark that counts, with the number of blocks it marks.
        decides: Those of them on which some block is dropped, or becomes a field, by this rule, with the number.
    """

    rule: str
    family: str
    fires: dict[str, int] = field(default_factory=dict)
    decides: dict[str, int] = field(default_factory=dict)


def coverage(folders: Iterable[Path], setup: Setup | None = None) -> tuple[RuleCoverage, ...]:
    """Count which rules fire on fixtures.

    Args:
        folders: Where the fixtures lie, as `find` gives them.
        setup: What the extractor is made from; its rules are counted. The defaults if left out.

    Returns:
        An object a rule, in the order of the extractor's rules.

    Raises:
        FixtureError: A fixture can't be read.
    """
    setup = setup or Setup()
    found = {rule.name: RuleCoverage(rule.name, rule.family) for rule in setup.extractor.rules}
    for folder in folders:
        fixture = read_fixture(folder)
        for entry in inspected(fixture, setup).ledger:
            for name in {mark.rule for mark in entry.marks if not mark.overruled} & found.keys():
                _count(found[name].fires, fixture.name)
            if entry.rule in found:
                _count(found[entry.rule].decides, fixture.name)
    return tuple(found.values())


def share_covered(rules: Iterable[RuleCoverage]) -> float:
    """The share of rules that fire on some fixture, from 0 to 1; 1 where there is no rule."""
    rules = list(rules)
    return sum(bool(rule.fires) for rule in rules) / len(rules) if rules else 1.0


def _count(numbers: dict[str, int], name: str) -> None:
    numbers[name] = numbers.get(name, 0) + 1
