"""Runs fixtures: each page through the extractor, each asserted field beside what came out."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from multiprocessing import get_context
from pathlib import Path
from typing import Final, Literal, TypeAlias

from cleanarticle.article import Article
from cleanarticle.config import Config
from cleanarticle.errors import FixtureError, InputError, NoArticleFound
from cleanarticle.extraction import Extraction
from cleanarticle.pipeline import Extractor
from cleanarticle.profiles import Profiles
from cleanarticle.testing.causes import Cause, causes
from cleanarticle.testing.compare import Verdict, compare
from cleanarticle.testing.fixture import Fixture, read_fixture

__all__ = ["PASSING", "FieldResult", "Outcome", "Result", "Setup", "article_of", "check", "check_fixture", "inspected"]

Outcome: TypeAlias = Literal["passed", "failed", "open", "solved", "draft"]
"""How a field ended. `open`: it differs, as the fixture says it still does; `solved`: it says so, and it does not
differ any more; `draft`: nobody has accepted what is expected."""

PASSING: Final[frozenset[Outcome]] = frozenset({"passed", "open"})

_FEW: Final = 8
"""Fixtures for which starting processes takes longer than running them."""


@dataclass(frozen=True)
class Setup:
    """What the extractor of each process is made from.

    Attributes:
        config: Settings.
        profiles: What is known of sites.
    """

    config: Config = field(default_factory=Config)
    profiles: Profiles | None = None

    @cached_property
    def extractor(self) -> Extractor:
        """The extractor, made once."""
        return Extractor(self.config, profiles=self.profiles)


@dataclass(frozen=True, slots=True)
class FieldResult:
    """How one asserted field ended.

    Attributes:
        verdict: What was expected, and what came out.
        outcome: How it ended.
        note: Why it ended so, where the verdict does not tell.
        causes: What made it differ.
    """

    verdict: Verdict
    outcome: Outcome
    note: str = ""
    causes: tuple[Cause, ...] = ()

    @property
    def passes(self) -> bool:
        """Whether it is as the fixture says."""
        return self.outcome in PASSING


@dataclass(frozen=True, slots=True)
class Result:
    """How one fixture ended.

    Attributes:
        name: `host/slug`.
        folder: Where it lies.
        reason: Why the case exists.
        fields: Its asserted fields.
        error: Why it could not be run; empty if it could.
        seconds: How long it took.
    """

    name: str
    folder: Path
    reason: str
    fields: tuple[FieldResult, ...]
    error: str = ""
    seconds: float = 0.0

    @property
    def passes(self) -> bool:
        """Whether all of it is as the fixture says."""
        return not self.error and all(each.passes for each in self.fields)


def check(folders: Iterable[Path], setup: Setup | None = None, *, workers: int = 0) -> Iterator[Result]:
    """Run fixtures.

    Args:
        folders: Where they lie, as `find` gives them.
        setup: What the extractor is made from; the defaults if left out.
        workers: Number of processes; 0 for as many as there are processors, 1 for this one.

    Yields:
        A result each, in order. A fixture that can't be read has an `error`.

    Raises:
        ConfigError: The settings are wrong.
        RuleError: A rule that they name is.
    """
    setup = setup or Setup()
    setup.extractor  # noqa: B018  # wrong settings are an error of this call, not of a process
    folders = list(folders)
    workers = min(workers or os.cpu_count() or 1, len(folders))
    if workers <= 1 or len(folders) < _FEW:
        yield from (_run(folder, setup) for folder in folders)
        return
    started = (Setup(setup.config, setup.profiles),)
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=_start, initargs=started) as pool:
        yield from pool.map(_run_here, folders, chunksize=max(1, len(folders) // (8 * workers)))


def check_fixture(fixture: Fixture, setup: Setup) -> Result:
    """Run one fixture.

    Args:
        fixture: The fixture.
        setup: What the extractor is made from.

    Returns:
        Its result, with the causes of what differs.
    """
    start = time.perf_counter()
    if not fixture.expected:
        nothing = f"{fixture.expected_file}: asserts nothing; name at least one field of the article"
        return Result(fixture.name, fixture.folder, fixture.meta.reason, (), nothing)
    verdicts = compare(article_of(fixture, setup), fixture.expected)
    extraction = None if all(verdict.same for verdict in verdicts) else inspected(fixture, setup)
    fields = tuple(_field(fixture, verdict, extraction) for verdict in verdicts)
    return Result(fixture.name, fixture.folder, fixture.meta.reason, fields, seconds=time.perf_counter() - start)


def article_of(fixture: Fixture, setup: Setup) -> Article | None:
    """The article of a fixture's page; `None` if none was found or the page can't be read."""
    meta = fixture.meta
    try:
        return setup.extractor.extract(fixture.html, url=meta.url, charset=meta.charset, fetched=meta.fetched)
    except (InputError, NoArticleFound):
        return None


def inspected(fixture: Fixture, setup: Setup) -> Extraction:
    """The extraction of a fixture's page, with all marks."""
    meta = fixture.meta
    return setup.extractor.inspect(fixture.html, url=meta.url, charset=meta.charset, fetched=meta.fetched)


def _field(fixture: Fixture, verdict: Verdict, extraction: Extraction | None) -> FieldResult:
    found = causes(extraction, verdict) if extraction else ()
    if fixture.meta.draft:
        return FieldResult(verdict, "draft", "a draft: look at it, then accept it", found)
    still_open = fixture.meta.open.get(verdict.field)
    if still_open is None:
        return FieldResult(verdict, "passed" if verdict.same else "failed", "", found)
    if verdict.same:
        return FieldResult(verdict, "solved", f"no longer differs; take open.{verdict.field} out of meta.toml", found)
    return FieldResult(verdict, "open", still_open, found)


def _run(folder: Path, setup: Setup) -> Result:
    try:
        return check_fixture(read_fixture(folder), setup)
    except FixtureError as error:
        return Result("/".join(folder.resolve().parts[-2:]), folder, "", (), str(error))


_started: list[Setup] = []
"""The setup of a worker process, made once when it starts."""


def _start(setup: Setup) -> None:
    _started[:] = [setup]


def _run_here(folder: Path) -> Result:
    return _run(folder, _started[0])
