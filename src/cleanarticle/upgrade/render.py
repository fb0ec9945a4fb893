"""Fill the templates of the reports of `compare` and `drift`; `explain.report.templating` keeps them safe."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from cleanarticle.explain.report.templating import asset, base_style, write_page
from cleanarticle.upgrade.causes import CauseKind
from cleanarticle.upgrade.changes import Change, FieldDelta
from cleanarticle.upgrade.comparison import Comparison
from cleanarticle.upgrade.drift import Drift, HostDrift, Jump, Move
from cleanarticle.upgrade.wording import Piece, word_changes

__all__ = ["render_comparison", "render_drift"]

_PACKAGE: Final = "cleanarticle.upgrade"
_WORDS: Final = "words"
_MOST_HOSTS: Final = 200
_MOST_JUMPS: Final = 100
_CHART: Final = (160.0, 28.0)
_MARGIN: Final = 3.0

_ABOUT: Final[dict[CauseKind, str]] = {
    "rule": "The marks of this rule differ: it speaks on one side only, or with other points.",
    "line": "The score that a block needs moved across the score of these blocks.",
    "score": "The score itself differs, and no rule's mark does.",
    "step": "A step behind the score decides otherwise.",
    "field": "The text becomes this field on one side, and stands in the body on the other.",
    "source": "The body is read in another place, or cut into other blocks.",
    "wording": "A paragraph has other words, or is of another kind.",
}


@dataclass(frozen=True, slots=True)
class _Line:
    """A rate over time, as the report draws it.

    Attributes:
        name: The rate.
        before: Its value before the jump, for a reader.
        after: Its value after.
        points: The corners of its line in the chart.
        dots: The corners, one by one, with whether the jump ends there.
        label: All values, for those who don't see the chart.
    """

    name: str
    before: str
    after: str
    points: str
    dots: tuple[tuple[float, float, bool], ...]
    label: str


def render_comparison(comparison: Comparison) -> str:
    """Write the report of a comparison.

    Args:
        comparison: What `compare` gave.

    Returns:
        One HTML page that loads nothing, in which nothing of the pages is markup.
    """
    groups = comparison.groups
    most = max((group.words_lost + group.words_gained for group in groups), default=0) or 1
    return _page("compare.html.j2", result=comparison, most=most, about=_ABOUT, pieces=_pieces, values=_values)


def render_drift(drift: Drift) -> str:
    """Write the report of what changed over time.

    Args:
        drift: What `drift` gave.

    Returns:
        One HTML page that loads nothing, in which nothing of the pages is markup.
    """
    hosts = {host.host: host for host in drift.hosts}
    jumps = [(jump, _lines(jump, hosts[jump.host], drift)) for jump in drift.jumps[:_MOST_JUMPS]]
    overview = [_overview(host) for host in drift.hosts[:_MOST_HOSTS]]
    jumping = {jump.host for jump in drift.jumps}
    return _page("drift.html.j2", result=drift, jumps=jumps, hosts=overview, jumping=jumping)


def _page(template: str, **values: Any) -> str:
    style = f"{base_style()}\n{asset(_PACKAGE, 'upgrade.css')}"
    return write_page(_PACKAGE, template, style=style, script=asset(_PACKAGE, "upgrade.js"), **values)


def _pieces(change: Change) -> list[Piece]:
    """A piece of the body: what stays, goes and comes. A block that changes sides does so as a whole."""
    if change.before == change.after:
        return word_changes(change.text_before, change.text_after)
    if change.before == "kept":
        return [Piece("gone", change.text_before)]
    return [Piece("new", change.text_after)]


def _values(delta: FieldDelta) -> list[Piece]:
    return word_changes(delta.before, delta.after)


def _lines(jump: Jump, host: HostDrift, drift: Drift) -> list[_Line]:
    names = [batch.name for batch in drift.batches]
    end = names.index(jump.batches[1])
    rates = {rate.name: rate.values for rate in host.rates}
    return [_line(move, rates[move.rate], names, end) for move in jump.moves]


def _line(move: Move, values: tuple[float | None, ...], names: list[str], end: int) -> _Line:
    top = max((value for value in values if value is not None), default=1.0) if move.rate == _WORDS else 1.0
    width, height = (size - 2 * _MARGIN for size in _CHART)
    apart = width / max(1, len(values) - 1)
    dots = tuple(
        (round(_MARGIN + number * apart, 1), round(_MARGIN + height * (1 - value / (top or 1.0)), 1), number == end)
        for number, value in enumerate(values)
        if value is not None
    )
    told = (f"{name}: {_shown(move.rate, value)}" for name, value in zip(names, values, strict=True))
    return _Line(
        move.rate,
        _shown(move.rate, move.before),
        _shown(move.rate, move.after),
        " ".join(f"{x},{y}" for x, y, _ in dots),
        dots,
        ", ".join(told),
    )


def _overview(host: HostDrift) -> tuple[str, int, str, str]:
    """A host, its pages, and the way of its words and of its pages without an article."""
    rates = {rate.name: rate.values for rate in host.rates}
    return host.host, sum(host.pages), _way(_WORDS, rates[_WORDS]), _way("no article", rates["no article"])


def _way(name: str, values: Iterable[float | None]) -> str:
    known = [_shown(name, value) for value in values if value is not None]
    if not known:
        return "–"
    return known[0] if len(set(known)) == 1 else f"{known[0]} → {known[-1]}"


def _shown(name: str, value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if name == _WORDS else f"{value:.0%}"
