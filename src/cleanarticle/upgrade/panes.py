"""What reads the pages for one side: an extractor in this process, or a process of another version."""

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
from cleanarticle.errors import InstallError
from cleanarticle.pipeline import Extractor
from cleanarticle.upgrade.reading import Reading, reading_of, reading_of_data
from cleanarticle.upgrade.sides import Side

__all__ = ["Pane", "pane_of"]


class Pane(Protocol):
    """Reads one page at a time. Asking and answering are apart, so that two of them can work at once."""

    def ask(self, record: Record) -> None:
        """Hand a page over."""

    def answer(self) -> Reading:
        """How the page that was handed over last was read."""

    def close(self) -> None:
        """Let go of everything."""


def pane_of(side: Side) -> Pane:
    """Make what reads the pages for a side.

    Raises:
        CleanArticleError: The settings don't fit, or the other version does not run.
    """
    if side.python is None:
        return _Here(Extractor(side.config))
    return _Elsewhere(side.name, side.python, side.settings or {})


class _Here:
    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor
        self._record: Record | None = None

    def ask(self, record: Record) -> None:
        self._record = record

    def answer(self) -> Reading:
        record = self._record
        assert record is not None  # noqa: S101 - asked before
        extraction = self._extractor.inspect(record.body, url=record.url, charset=record.charset)
        return reading_of(extraction)

    def close(self) -> None:
        """Nothing is held."""


class _Elsewhere:
    """A process of another version. It is begun again if a page ends it."""

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

    def answer(self) -> Reading:
        answer = self._read()
        if answer is None:
            reason = self._last_error()
            self.close()
            return Reading("crashed", f"the process ended: {reason}")
        return reading_of_data(answer)

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
        # It is open as long as the process runs, and read where the process ends.
        self._errors = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115
        self._process = subprocess.Popen(  # noqa: S603 - the Python of an environment that this package made
            # Isolated: neither variables nor the folder of the script lead to packages of this environment.
            [str(self._python), "-I", str(worker)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            encoding="utf-8",
        )
        self._write(self._settings)
        answer = self._read()
        if answer is None or "ready" not in answer:
            reason = answer["fault"] if answer else self._last_error()
            self.close()
            raise InstallError(f"{self._name} does not run: {reason}")

    def _write(self, data: Mapping[str, Any]) -> None:
        assert self._process is not None and self._process.stdin is not None  # noqa: S101, PT018 - it was started
        try:
            self._process.stdin.write(json.dumps(data) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            pass  # it has ended; whoever reads the answer will see

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
        return lines[-1] if lines else "it said nothing"
