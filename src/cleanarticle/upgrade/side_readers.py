"""Read the pages for one side: with an extractor in this process, or in a process of another version."""

from __future__ import annotations

import json
import subprocess
import tempfile
from base64 import b64encode
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import IO, Any, Protocol

from cleanarticle.archive.records import Record
from cleanarticle.errors import ConfigError
from cleanarticle.explain.difference import Snapshot, snapshot
from cleanarticle.pipeline import Extractor
from cleanarticle.upgrade.sides import Side
from cleanarticle.upgrade.worker_answers import snapshot_of_answer

__all__ = ["SideReader", "reader_of"]


class SideReader(Protocol):
    """Reads one page at a time. `ask` and `answer` are apart so that two readers can work at the same time."""

    def ask(self, record: Record) -> None:
        """Start to read a page."""

    def answer(self) -> Snapshot:
        """The result for the last page."""

    def close(self) -> None:
        """End the process, if there is one."""


def reader_of(side: Side) -> SideReader:
    """Make the reader of a side.

    Raises:
        ConfigError: The settings are wrong, or the other version does not run.
        RuleError: A rule that the settings name is wrong.
    """
    if side.python is None:
        return _InThisProcess(Extractor(side.config))
    return _InAnotherProcess(side.name, side.python, side.settings or {})


class _InThisProcess:
    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor
        self._record: Record | None = None

    def ask(self, record: Record) -> None:
        self._record = record

    def answer(self) -> Snapshot:
        record = self._record
        assert record is not None  # noqa: S101 - asked before
        return snapshot(self._extractor.inspect(record.body, url=record.url, charset=record.charset))

    def close(self) -> None:
        """Nothing is held."""


class _InAnotherProcess:
    """Starts the process again if a page ends it."""

    def __init__(self, name: str, python: Path, settings: Mapping[str, str]) -> None:
        self._name = name
        self._python = python
        self._settings = settings
        self._process: subprocess.Popen[str] | None = None
        self._errors: IO[str] | None = None
        self._start()

    def ask(self, record: Record) -> None:
        if self._process is None:
            self._start()
        page = {"body": b64encode(record.body).decode(), "url": record.url, "charset": record.charset}
        self._write(page)

    def answer(self) -> Snapshot:
        answer = self._read()
        if answer is None:
            reason = self._last_error()
            self.close()
            return Snapshot("crashed", f"the process ended: {reason}")
        return snapshot_of_answer(answer)

    def close(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()
        if self._errors is not None:
            self._errors.close()
            self._errors = None

    def _start(self) -> None:
        worker = files("cleanarticle.upgrade").joinpath("worker.py")
        # It stays open while the process runs, and is read when the process has ended.
        self._errors = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115
        try:
            self._process = subprocess.Popen(  # noqa: S603 - the Python that the user named
                # Isolated: neither variables nor the folder of the script lead to packages of this environment.
                [str(self._python), "-I", str(worker)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                encoding="utf-8",
            )
        except OSError as error:
            self.close()
            raise ConfigError(f"{self._name} does not run: {error}") from error
        self._write(self._settings)
        answer = self._read()
        if answer is None or "ready" not in answer:
            reason = answer["fault"] if answer else self._last_error()
            self.close()
            raise ConfigError(
                f"{self._name} does not run: {reason}; install the other version with {self._python} -m pip install"
            )

    def _write(self, data: Mapping[str, Any]) -> None:
        assert self._process is not None and self._process.stdin is not None  # noqa: S101, PT018 - it was started
        try:
            self._process.stdin.write(json.dumps(data) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            pass  # the process has ended: reading its answer finds that

    def _read(self) -> dict[str, Any] | None:
        """The next answer; `None` if the process has ended."""
        assert self._process is not None and self._process.stdout is not None  # noqa: S101, PT018 - it was started
        line = self._process.stdout.readline()
        try:
            answer: dict[str, Any] = json.loads(line)
        except ValueError:
            return None
        return answer

    def _last_error(self) -> str:
        if self._errors is None:
            return ""
        self._errors.seek(0)
        lines = self._errors.read().splitlines()
        return lines[-1] if lines else "no error was printed"
