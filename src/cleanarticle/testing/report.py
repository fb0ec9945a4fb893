"""Fixtures that were run, as one HTML page: failures first, each difference word by word with what made it.

It needs the extra `report` (Jinja2).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from cleanarticle.report.templating import asset, base_style, write_page
from cleanarticle.testing.check import FieldResult, Result
from cleanarticle.testing.compare import NO_ARTICLE
from cleanarticle.testing.expected import FIELDS
from cleanarticle.testing.failure import by_hand, shortened
from cleanarticle.testing.wording import Piece, changed_lines, word_pieces

__all__ = ["render_results"]

_PACKAGE: Final = "cleanarticle.testing"
_MOST_CONTEXT: Final = 400
_STATES: Final = {
    "error": "could not run",
    "failed": "failed",
    "solved": "no longer open",
    "draft": "draft",
    "open": "open",
    "passed": "passed",
}
"""How a fixture ended, worst first, in the words of the page."""


class _Choice(NamedTuple):
    """An entry of a filter, with the number of fixtures it leaves."""

    name: str
    label: str
    number: int


class _Change(NamedTuple):
    """A line that differs.

    Attributes:
        label: What is wrong with it.
        pieces: Its words, and on which side they stand.
    """

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Field:
    """A field as the page shows it."""

    name: str
    outcome: str
    label: str
    result: FieldResult
    problems: Sequence[str]
    changes: Sequence[_Change]


@dataclass(frozen=True, slots=True)
class _Fixture:
    """A fixture as the page shows it.

    Attributes:
        result: How it ended.
        host: The first part of its name.
        states: The outcomes of its fields, worst first; `passed` only if all of them passed.
        fields: The fields that did not pass.
        passed: Names of those that did.
    """

    result: Result
    host: str
    states: tuple[str, ...]
    fields: tuple[_Field, ...]
    passed: tuple[str, ...]


def render_results(results: Sequence[Result]) -> str:
    """Write the report of fixtures.

    Args:
        results: What `check` gave.

    Returns:
        One HTML page that loads nothing, in which nothing of the fixtures is markup.
    """
    order = list(_STATES)
    fixtures = sorted(map(_fixture, results), key=lambda each: (order.index(each.states[0]), each.result.name))
    return write_page(
        _PACKAGE,
        "report.html.j2",
        style=base_style() + asset(_PACKAGE, "report.css"),
        script=asset(_PACKAGE, "report.js"),
        fixtures=fixtures,
        fields=sum(len(each.result.fields) for each in fixtures),
        states=_choices((state for each in fixtures for state in each.states), _STATES),
        hosts=_choices((each.host for each in fixtures), dict.fromkeys(sorted({each.host for each in fixtures}), "")),
        names=_choices(
            (field.verdict.field for each in fixtures for field in each.result.fields), dict.fromkeys(FIELDS, "")
        ),
        labels=_STATES,
    )


def _choices(names: Iterable[str], labels: dict[str, str]) -> list[_Choice]:
    """Those of the labels that are met, in the labels' order; without a label the name is its own."""
    numbers = Counter(names)
    return [_Choice(name, label or name, numbers[name]) for name, label in labels.items() if numbers[name]]


def _fixture(result: Result) -> _Fixture:
    outcomes = {"error"} if result.error else {str(field.outcome) for field in result.fields} - {"passed"}
    states = tuple(state for state in _STATES if state in outcomes) or ("passed",)
    fields = sorted((field for field in result.fields if field.outcome != "passed"), key=_rank)
    passed = tuple(field.verdict.field for field in result.fields if field.outcome == "passed")
    return _Fixture(result, result.name.partition("/")[0], states, tuple(map(_field, fields)), passed)


def _rank(field: FieldResult) -> int:
    return list(_STATES).index(field.outcome)


def _field(result: FieldResult) -> _Field:
    verdict = result.verdict
    in_words = NO_ARTICLE in verdict.problems or by_hand(verdict)
    problems = verdict.problems if in_words else ()
    changes = () if in_words else tuple(_change(*pair) for pair in changed_lines(verdict))
    return _Field(verdict.field, result.outcome, _STATES[result.outcome], result, problems, changes)


def _change(expected: str | None, got: str | None) -> _Change:
    if expected is not None and got is not None:
        return _Change("changed", tuple(map(_shortened, word_pieces(expected, got))))
    if expected is not None:
        return _Change("missing", (Piece("expected", expected),))
    return _Change("too much", (Piece("got", got or ""),))


def _shortened(piece: Piece) -> Piece:
    return piece._replace(text=shortened(piece.text, _MOST_CONTEXT)) if piece.side == "both" else piece
