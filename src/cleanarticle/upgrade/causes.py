"""Which one thing made a block's verdict another."""

from __future__ import annotations

from typing import Literal, NamedTuple

from cleanarticle.explain.difference import BlockChange
from cleanarticle.explain.entry import Entry
from cleanarticle.rules.api import Mark

__all__ = ["Cause", "CauseKind", "cause_of"]

CauseKind = Literal["rule", "line", "score", "step", "field", "source", "wording"]


class Cause(NamedTuple):
    """What a change is counted under.

    Attributes:
        kind: `rule`: its marks differ. `line`: the score that a block needs moved across it. `score`: its score
            differs, and no mark does. `step`: a step behind the score decides otherwise. `field`: it becomes a field,
            or is one no longer. `source`: the body is read in another place, or cut into other blocks. `wording`: a
            paragraph has other words, or is of another kind.
        name: Name of the rule, the step or the field; empty for the others.
    """

    kind: CauseKind
    name: str = ""

    def __str__(self) -> str:
        """The group's name, as a reader sees it."""
        return f"{self.kind} {self.name}" if self.name else _TITLES[self.kind]


_TITLES: dict[CauseKind, str] = {
    "line": "the line",
    "score": "the score",
    "source": "another place or cut",
    "wording": "other words",
}


def cause_of(change: BlockChange, lines: tuple[float, float]) -> Cause:
    """Name the one thing that a changed verdict is counted under.

    A veto that only one side has decides, whatever the score. Then come the score and the line: marks whose points
    differ count if they alone carry the block over the line, else the line itself does. Then the steps behind the
    score, and last the fields.

    Args:
        change: A block that both sides have.
        lines: The score that a block of the page needs, before and after.

    Returns:
        The cause.
    """
    before, after = change.before, change.after
    if before is None or after is None:
        return Cause("source")
    vetoes = {_veto(before), _veto(after)} - {""}
    if bool(_veto(before)) != bool(_veto(after)):
        return Cause("rule", vetoes.pop())
    scored = _by_score(before, after, change, lines)
    if scored is not None and not vetoes:
        return scored
    field = before.field or after.field
    if field and before.field != after.field:
        return Cause("field", field)
    steps = [step for step in (_last_step(after), _last_step(before)) if step]
    if steps:
        return Cause("step", steps[0])
    return scored or _by_marks(change) or Cause("score")


def _veto(entry: Entry) -> str:
    """The rule whose veto counts; empty if there is none."""
    return next((mark.rule for mark in entry.marks if mark.kind == "drop" and not mark.overruled), "")


def _by_score(before: Entry, after: Entry, change: BlockChange, lines: tuple[float, float]) -> Cause | None:
    """What carries the block over the line, if it crosses it."""
    was = before.score > lines[0]
    if was == (after.score > lines[1]):
        return None
    if was != (after.score > lines[0]):
        return _by_marks(change) or Cause("score")
    return Cause("line")


def _by_marks(change: BlockChange) -> Cause | None:
    """The rule whose points differ most."""
    points: dict[str, float] = {}
    for marks, sign in ((change.marks_before, -1), (change.marks_after, 1)):
        for mark in marks:
            points[mark.rule] = points.get(mark.rule, 0.0) + sign * _weight(mark)
    moved = [rule for rule, value in points.items() if value]
    return Cause("rule", max(moved, key=lambda rule: (abs(points[rule]), rule))) if moved else None


def _weight(mark: Mark) -> float:
    return 0.0 if mark.overruled else mark.points


def _last_step(entry: Entry) -> str:
    """The last step behind the score that is no rule's and no field's."""
    rules = {mark.rule for mark in entry.marks} | {entry.field, "score"}
    return next((verdict.step for verdict in reversed(entry.verdicts) if verdict.step not in rules), "")
