"""Whether the fixtures notice when a rule is missing: each rule is turned off in turn, and some fixture must fail.

Usage: ``python benchmarks/mutations.py [FIXTURES...] [--rule NAME] [--jobs 2]``

A rule can only change a page on which it marks a block, so that every page is run again without each rule that marks
something on it, and without no other. A rule whose marks change nothing is the same as one that is turned off. Prints
for each rule the fixtures it marks, and those that fail without it. Exits with 1 if some rule survives: nothing
notices that it is gone.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cleanarticle.config.model import Config
from cleanarticle.errors import FixtureError
from cleanarticle.fixtures.check_fixtures import CheckSetup, article_of, inspected
from cleanarticle.fixtures.field_comparison import compare
from cleanarticle.fixtures.fixture import Fixture, find, read_fixture
from cleanarticle.rules.library import bundled_rules
from tables import text_table

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
_MOST_SHOWN = 3
_COLUMNS = 120
_HEADER = ("rule", "fires on", "fail", "fixtures that fail without it")


@dataclass(frozen=True, slots=True)
class Finding:
    """What one fixture notices.

    Attributes:
        fixture: Its name.
        failed_by: For each rule that marks a block of the page, the fields that fail without it.
    """

    fixture: str
    failed_by: Mapping[str, tuple[str, ...]]


@cache
def _setup(without: str | None = None) -> CheckSetup:
    return CheckSetup(Config(rules_off=(without,)) if without else Config())


def examine(folder: Path) -> Finding:
    """Run a fixture without each rule that marks something on its page.

    Args:
        folder: Where the fixture lies.

    Returns:
        What it notices.

    Raises:
        FixtureError: It can't be read, is a draft, or fails with all rules on.
    """
    fixture = read_fixture(folder)
    failing = _failing(fixture, _setup())
    unexpected = [name for name in failing if name not in fixture.meta.open]
    if fixture.meta.draft or unexpected:
        raise FixtureError(f"{folder}: fails with all rules on ({', '.join(unexpected) or 'a draft'}); mend it first")
    fired = {mark.rule for entry in inspected(fixture, _setup()).ledger for mark in entry.marks}
    names = sorted(fired & {rule.name for rule in bundled_rules()})
    return Finding(
        fixture.name,
        {name: tuple(field for field in _failing(fixture, _setup(name)) if field not in failing) for name in names},
    )


def _failing(fixture: Fixture, setup: CheckSetup) -> list[str]:
    return [verdict.field for verdict in compare(article_of(fixture, setup), fixture.expected) if not verdict.same]


def examine_all(folders: Sequence[Path], jobs: int) -> list[Finding]:
    """Run all fixtures, in processes of their own."""
    # Spawned, so that no worker inherits what another library has open.
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        return list(pool.map(examine, folders, chunksize=4))


def survivors(findings: Iterable[Finding]) -> list[str]:
    """The rules without which no fixture fails."""
    noticed = {name for finding in findings for name, fields in finding.failed_by.items() if fields}
    return sorted(rule.name for rule in bundled_rules() if rule.name not in noticed)


def table(findings: Sequence[Finding], names: Iterable[str]) -> str:
    """For each rule, how many fixtures it marks, how many fail without it, and as many of these as fit in the line."""
    names = list(names)
    rows = []
    space = _COLUMNS - max(map(len, [*names, _HEADER[0]])) - sum(len(f"  {title}") for title in _HEADER[1:3]) - 2
    for name in names:
        fields_of = {finding.fixture: finding.failed_by[name] for finding in findings if name in finding.failed_by}
        failing = [f"{fixture} ({', '.join(fields)})" for fixture, fields in fields_of.items() if fields]
        rows.append([name, str(len(fields_of)), str(len(failing)), _listed(failing, space) if failing else "SURVIVES"])
    return text_table(_HEADER, rows)


def _listed(texts: Sequence[str], space: int) -> str:
    """As many texts as fit into so many characters, and how many more there are; a first one too long is cut."""
    for number in range(min(len(texts), _MOST_SHOWN), 0, -1):
        more = f" and {len(texts) - number} more" if len(texts) > number else ""
        line = ", ".join(texts[:number]) + more
        if len(line) <= space:
            return line
    return f"{texts[0][: space - len(more) - 1]}…{more}"


def verdict(surviving: Sequence[str]) -> str:
    """How many rules survive, and which."""
    number = "1 rule survives" if len(surviving) == 1 else f"{len(surviving)} rules survive"
    return f"{number}: {', '.join(surviving)}" if surviving else number


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="mutations.py", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("fixtures", nargs="*", type=Path, default=[FIXTURES], help="folders of fixtures")
    parser.add_argument("--rule", action="append", metavar="NAME", help="show this rule only; may be repeated")
    parser.add_argument("--jobs", type=int, default=2, help="worker processes")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    options = _arguments(argv)
    start = time.perf_counter()
    names = [rule.name for rule in bundled_rules()]
    try:
        findings = examine_all(list(find(options.fixtures)), options.jobs)
    except FixtureError as error:
        print(error, file=sys.stderr)
        return 2
    surviving = [name for name in survivors(findings) if not options.rule or name in options.rule]
    print(table(findings, sorted(options.rule or names)))
    seconds = time.perf_counter() - start
    mutants = sum(len(finding.failed_by) for finding in findings)
    print(f"\n{len(names)} rules, {len(findings)} fixtures, {mutants} pairs of the two, {seconds:.0f} s")
    print(verdict(surviving))
    return 1 if surviving else 0


if __name__ == "__main__":
    sys.exit(main())
