"""The plugin of pytest: fixture folders as tests, one a field.

pytest imports this module in every project it is installed for. So nothing of the package is imported before the first
fixture is met; `items.py` has what is needed then.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cleanarticle.testing.layout import META_FILE, is_fixture

if TYPE_CHECKING:
    from cleanarticle.testing.items import FixtureFile

_NO = frozenset({"", "false"})
_NEEDED = {"cleanarticle_accept": "tomlkit", "cleanarticle_report": "jinja2"}
"""Packages without which an option can't do its work."""

NOTE = pytest.StashKey[str]()
"""What an item says of itself, as JSON: reports take it with them, out of the workers of xdist too."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options and settings, all of which begin with the package's name."""
    group = parser.getgroup("cleanarticle", "fixtures of cleanarticle")
    group.addoption(
        "--cleanarticle-accept",
        action="store_true",
        dest="cleanarticle_accept",
        help="Write what comes out as the expectation, for each selected field that differs, and take drafts for "
        "accepted. Refused where the environment has CI.",
    )
    group.addoption(
        "--cleanarticle-report",
        dest="cleanarticle_report",
        metavar="FILE",
        help="Write an HTML report of the fixtures.",
    )
    group.addoption(
        "--cleanarticle-config",
        dest="cleanarticle_config",
        metavar="FILE",
        help="Settings of the extractor. Without it: the ini option, else the file that holds for the root folder.",
    )
    parser.addini("cleanarticle_config", "Settings of the extractor: a file, relative to the root folder.")
    parser.addini("cleanarticle_profiles", "Profiles of sites: a folder or file, relative to the root folder.")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse what can't be done before anything runs, and keep record where something is to be written."""
    option = config.option
    if option.cleanarticle_accept and os.environ.get("CI", "").strip().lower() not in _NO:
        raise pytest.UsageError("--cleanarticle-accept is refused here: CI is set, and nobody would look at the result")
    for name, package in _NEEDED.items():
        if getattr(option, name) and find_spec(package) is None:
            flag = name.replace("_", "-")
            raise pytest.UsageError(f"--{flag} needs {package}; install it with: pip install 'cleanarticle[pytest]'")
    if option.cleanarticle_config:
        option.cleanarticle_config = str(config.invocation_params.dir / option.cleanarticle_config)
        if not Path(option.cleanarticle_config).is_file():
            raise pytest.UsageError(f"--cleanarticle-config: there is no file {option.cleanarticle_config}")
    is_worker = hasattr(config, "workerinput")
    if (option.cleanarticle_accept or option.cleanarticle_report) and not is_worker:
        from cleanarticle.testing.record import Record

        config.pluginmanager.register(Record(config), "cleanarticle-record")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> FixtureFile | None:
    """Collect a fixture; a folder without all the files of one is none."""
    if file_path.name != META_FILE or not is_fixture(file_path.parent):
        return None
    from cleanarticle.testing.items import FixtureFile

    made: FixtureFile = FixtureFile.from_parent(parent, path=file_path)
    return made


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Send along what makes a fixture malformed."""
    report = yield
    if NOTE in collector.stash:
        report.cleanarticle_note = collector.stash[NOTE]  # type: ignore[attr-defined]  # reports take what they are given
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Send along how a field ended."""
    report = yield
    if call.when == "call" and NOTE in item.stash:
        report.cleanarticle_note = item.stash[NOTE]  # type: ignore[attr-defined]  # as above
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Give the failures of xdist's workers, which come as plain text, their colours back."""
    note = getattr(report, "cleanarticle_note", None)
    if note and report.failed and isinstance(report.longrepr, str):
        from cleanarticle.testing.items import failure_of

        report.longrepr = failure_of(note) or report.longrepr
