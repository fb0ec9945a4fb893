"""What a run of pytest leaves behind: accepted expectations, and a report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pytest

from cleanarticle.testing.accepting import accept, write_accepted
from cleanarticle.testing.check import FieldResult, Result, article_of
from cleanarticle.testing.expected import FIELDS
from cleanarticle.testing.fixture import read_fixture
from cleanarticle.testing.items import Note, setup_of

__all__ = ["Record"]


class Record:
    """Keeps how each field ended, here and in all workers, and writes when the session ends.

    Nothing is written before: two workers may run fields of one fixture.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._results: dict[Path, Result] = {}
        self._to_accept: dict[Path, list[str]] = {}
        self._said: list[str] = []

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep a malformed fixture."""
        self._keep(report)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep a field."""
        self._keep(report)

    def _keep(self, report: pytest.CollectReport | pytest.TestReport) -> None:
        text = getattr(report, "cleanarticle_note", None)
        if text is None:
            return
        note = Note.loads(text)
        folder, field = note.result.folder, note.field
        if field is None:
            self._results[folder] = note.result
            return
        if note.accepted:
            self._to_accept.setdefault(folder, []).append(field.verdict.field)
            field = replace(field, outcome="passed", note="accepted in this run")
        before = self._results.get(folder, note.result)
        self._results[folder] = replace(before, fields=_in_order([*before.fields, field]))

    def pytest_sessionfinish(self) -> None:
        """Write what was accepted, and the report."""
        for folder, fields in sorted(self._to_accept.items()):
            self._accept(folder, fields)
        if self._config.option.cleanarticle_report:
            self._write_report(self._config.invocation_params.dir / self._config.option.cleanarticle_report)

    def _accept(self, folder: Path, fields: list[str]) -> None:
        fixture = read_fixture(folder)
        article = article_of(fixture, setup_of(self._config))
        if fixture.meta.draft and set(fields) != set(fixture.expected):
            self._said.append(f"{fixture.name}: stays a draft, as not all of its fields were run")
            return
        accepted = accept(fixture, article, version("cleanarticle"), fields)
        write_accepted(fixture, accepted)
        done = [*accepted.changed, *accepted.confirmed]
        self._said.append(f"{fixture.name}: accepted {', '.join(name for name in FIELDS if name in done)}")

    def _write_report(self, file: Path) -> None:
        from cleanarticle.testing.report import render_results

        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(render_results([result for _, result in sorted(self._results.items())]), encoding="utf-8")
        self._said.append(f"report written to {file}")

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say what was written."""
        if self._said:
            terminalreporter.section("fixtures of cleanarticle")
            for line in self._said:
                terminalreporter.line(line)


def _in_order(fields: Iterable[FieldResult]) -> tuple[FieldResult, ...]:
    """A field once, as it ended last: a plugin may have run it again."""
    last = {field.verdict.field: field for field in fields}
    return tuple(last[name] for name in FIELDS if name in last)
