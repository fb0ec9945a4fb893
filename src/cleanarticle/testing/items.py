"""What pytest runs: a file a fixture, an item a field."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from _pytest._code.code import ExceptionInfo, TerminalRepr, TracebackStyle
from _pytest._io import TerminalWriter

from cleanarticle.config import load_config
from cleanarticle.errors import CleanArticleError
from cleanarticle.profiles import Profiles
from cleanarticle.testing.accepting import accept
from cleanarticle.testing.causes import Cause
from cleanarticle.testing.check import FieldResult, Result, Setup, article_of, check_fixture
from cleanarticle.testing.compare import Verdict
from cleanarticle.testing.expected import FIELDS
from cleanarticle.testing.failure import by_hand, difference_lines, first_problem
from cleanarticle.testing.fixture import read_fixture
from cleanarticle.testing.plugin import NOTE

__all__ = ["FieldItem", "FixtureFile", "Note", "failure_of", "setup_of"]

_SETUP = pytest.StashKey[Setup]()
_SELECTED = pytest.StashKey[dict[pytest.Collector, set[str]]]()

_COLOURS: dict[str, dict[str, bool]] = {"missing": {"red": True}, "extra": {"green": True}, "plain": {}}


@dataclass(frozen=True, slots=True)
class Note:
    """How a field ended, or why a fixture could not be run, as it travels with a report.

    Attributes:
        result: The fixture with this field alone.
        node: Name of the item, as pytest is given it.
        accepted: Whether what came out is to become what is expected.
        refusal: Why it can't, though it was asked for.
    """

    result: Result
    node: str
    accepted: bool = False
    refusal: str = ""

    @property
    def field(self) -> FieldResult | None:
        """The field; `None` if the fixture could not be run."""
        return next(iter(self.result.fields), None)

    def dumps(self) -> str:
        """As JSON."""
        return json.dumps(asdict(self), default=str)

    @classmethod
    def loads(cls, text: str) -> Note:
        """From JSON."""
        data = json.loads(text)
        result = data.pop("result")
        fields = tuple(_field_of(each) for each in result.pop("fields"))
        return cls(Result(**result | {"folder": Path(result["folder"]), "fields": fields}), **data)


def _field_of(data: dict[str, Any]) -> FieldResult:
    verdict = data.pop("verdict")
    found = tuple(Cause(**each | {"marks": tuple(each["marks"])}) for each in data.pop("causes"))
    return FieldResult(Verdict(**verdict | {"problems": tuple(verdict["problems"])}), causes=found, **data)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a test failed, in the words of the one line that pytest's summary gives it."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


class _Failure(TerminalRepr):
    """What is shown of a field that differs, in colours where the terminal has them."""

    def __init__(self, note: Note, field: FieldResult) -> None:
        self.note = note
        self.field = field
        self.reprcrash = _Place(note.node.partition("::")[0], _headline(field))

    def toterminal(self, tw: TerminalWriter) -> None:
        """Write it."""
        result, verdict = self.note.result, self.field.verdict
        tw.line(f"{result.name}: {_headline(self.field)}", bold=True)
        tw.line(f"the case: {result.reason}")
        for line in difference_lines(verdict, self.field.causes):
            for span in line:
                tw.write(span.text, **_COLOURS[span.tone])
            tw.line()
        tw.line(self._advice())

    def _advice(self) -> str:
        if self.note.refusal:
            return f"not accepted: {self.note.refusal}"
        if by_hand(self.field.verdict) and self.field.outcome == "failed":
            return f"if this is right, change {self.field.verdict.field} in {self.note.result.folder}"
        node = self.note.node.partition("::")[0] if self.field.outcome == "draft" else self.note.node
        return f'if this is right: pytest --cleanarticle-accept "{node}"'


def _headline(field: FieldResult) -> str:
    name, outcome = field.verdict.field, field.outcome
    if outcome in {"draft", "solved"}:
        return f"{name}: {field.note}"
    problem = first_problem(field.verdict)
    return f"{name} differs: {problem}" if problem else f"{name} differs"


def failure_of(note: str) -> TerminalRepr | None:
    """What is shown of a failed item, from its note; `None` if its field is not why it failed."""
    loaded = Note.loads(note)
    return _Failure(loaded, loaded.field) if loaded.field else None


class _FieldDiffers(Exception):
    """A field is not as it has to be."""


def setup_of(config: pytest.Config) -> Setup:
    """What the extractor is made from, read once a session.

    Raises:
        ConfigError: The settings are wrong.
        RuleError: A rule that they name is.
    """
    if _SETUP not in config.stash:
        named = config.getoption("cleanarticle_config") or _from_root(config, "cleanarticle_config")
        loaded = load_config(named, folder=config.rootpath, environment=os.environ)
        profiles = _from_root(config, "cleanarticle_profiles")
        setup = Setup(loaded.config, Profiles.load(profiles) if profiles else None)
        setup.extractor  # noqa: B018  # wrong settings are an error of the collection, not of each field
        config.stash[_SETUP] = setup
    return config.stash[_SETUP]


def _from_root(config: pytest.Config, name: str) -> Path | None:
    value = config.getini(name)
    return config.rootpath / str(value) if value else None


class FixtureFile(pytest.File):
    """A fixture. It is extracted once, when the first of its fields is run, and forgotten after the last."""

    _result: Result | None = None
    _left: set[str] | None = None

    def collect(self) -> Iterable[FieldItem]:
        """Give an item for each asserted field.

        Raises:
            CollectError: The fixture, or the configuration, is malformed.
        """
        try:
            setup_of(self.config)
            asserted = read_fixture(self.path.parent).expected
        except CleanArticleError as error:
            raise self._malformed(str(error)) from None
        if not asserted:
            raise self._malformed(f"{self.path.parent}: asserts nothing; name at least one field of the article")
        return [FieldItem.from_parent(self, name=name) for name in FIELDS if name in asserted]

    def _malformed(self, error: str) -> pytest.Collector.CollectError:
        folder = self.path.parent
        result = Result("/".join(folder.resolve().parts[-2:]), folder, "", (), error)
        self.stash[NOTE] = Note(result, self.nodeid).dumps()
        return self.CollectError(error)

    def result(self) -> Result:
        """How the fixture ended."""
        if self._result is None:
            self._result = check_fixture(read_fixture(self.path.parent), setup_of(self.config))
        return self._result

    @property
    def selected(self) -> set[str]:
        """Names of the fields that are to be run in this session."""
        if _SELECTED not in self.session.stash:
            selected: dict[pytest.Collector, set[str]] = defaultdict(set)
            self.session.stash[_SELECTED] = selected
            for item in self.session.items:
                if isinstance(item, FieldItem):
                    selected[item.fixture_file].add(item.name)
        return self.session.stash[_SELECTED][self]

    def has_run(self, name: str) -> None:
        """Forget the extraction if this was the last field."""
        self._left = (set(self.selected) if self._left is None else self._left) - {name}
        if not self._left:
            self._result = None

    def refusal(self, name: str) -> str:
        """Why what came out for a field can't be accepted; empty if it can."""
        fixture = read_fixture(self.path.parent)
        if fixture.meta.draft and self.selected != set(fixture.expected):
            return "a draft is accepted as a whole; select all its fields"
        accepted = accept(fixture, article_of(fixture, setup_of(self.config)), version("cleanarticle"), [name])
        return accepted.refused.get(name, "")


class FieldItem(pytest.Item):
    """An asserted field of a fixture."""

    @property
    def fixture_file(self) -> FixtureFile:
        """The fixture."""
        assert isinstance(self.parent, FixtureFile)  # noqa: S101 - it made this item
        return self.parent

    def runtest(self) -> None:
        """Compare the field.

        Raises:
            _FieldDiffers: It is not as the fixture says, or still as wrong as the fixture says.
        """
        result = self.fixture_file.result()
        field = next(each for each in result.fields if each.verdict.field == self.name)
        note = self._noted(result, field)
        if field.outcome == "open":
            self.add_marker(pytest.mark.xfail(reason=field.note, raises=_FieldDiffers, strict=True))
        if field.outcome != "passed" and not note.accepted:
            raise _FieldDiffers

    def _noted(self, result: Result, field: FieldResult) -> Note:
        wanted = self.config.getoption("cleanarticle_accept") and field.outcome not in {"passed", "open"}
        refusal = self.fixture_file.refusal(self.name) if wanted else ""
        alone = Result(result.name, result.folder, result.reason, (field,), "", result.seconds)
        note = Note(alone, self.nodeid, accepted=bool(wanted and not refusal), refusal=refusal)
        if field.outcome != "passed" or self.config.getoption("cleanarticle_report"):
            self.stash[NOTE] = note.dumps()
        return note

    def teardown(self) -> None:
        """Let the fixture forget what no field needs any more."""
        self.fixture_file.has_run(self.name)

    def repr_failure(
        self, excinfo: ExceptionInfo[BaseException], style: TracebackStyle | None = None
    ) -> str | TerminalRepr:
        """Tell the difference; of what is no difference, the traceback."""
        if isinstance(excinfo.value, _FieldDiffers):
            return failure_of(self.stash[NOTE]) or ""
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Name the item in the words of its fixture."""
        return self.path, None, f"{self.fixture_file.path.parent.name}: {self.name}"
