"""What decides over a block, and what makes the difference between two extractions: one vocabulary for both."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final, Literal

from cleanarticle.explain.entry import Entry
from cleanarticle.rules.api import Mark

__all__ = ["Cause", "CauseKind", "cause_of_change", "cause_of_entry", "mark_text", "marks_only_in", "why_changed"]

CauseKind = Literal["rule", "threshold", "score", "step", "field", "source", "wording"]

_TITLES: Final[dict[CauseKind, str]] = {
    "threshold": "the threshold",
    "score": "the score",
    "source": "another place or cut",
    "wording": "other words",
}


@dataclass(frozen=True, order=True, slots=True)
class Cause:
    """What decided, or what made a difference.

    Attributes:
        kind: `rule`: its marks. `threshold`: the score that a block needs moved across the block's score. `score`: the
            score itself. `step`: a step after the score. `field`: the block became a field, or did before. `source`:
            the value comes from this source, or the body is read in another place or cut into other blocks.
            `wording`: a paragraph has other words, or is of another kind.
        name: Name of the rule, the step, the field or the source; empty for the others.
    """

    kind: CauseKind
    name: str = ""

    def __str__(self) -> str:
        """The cause as a reader sees it: `rule newsletter`, `the threshold`."""
        return f"{self.kind} {self.name}" if self.name else _TITLES[self.kind]


def cause_of_entry(entry: Entry) -> Cause:
    """What decided over a block in one extraction."""
    if entry.field:
        return Cause("field", entry.field)
    if entry.rule == "score":
        return Cause("score")
    return Cause("rule" if any(mark.rule == entry.rule for mark in entry.marks) else "step", entry.rule)


def cause_of_change(before: Entry, after: Entry, thresholds: tuple[float, float]) -> Cause:
    """Name the one thing that made the difference between two outcomes of a block.

    A veto that only one side has decides, whatever the score. Next are the score and the threshold: marks whose points
    differ count if they alone carry the block over the threshold, else the threshold itself does. Next are the steps
    after the score, and last the fields.

    Args:
        before: The block in the first extraction.
        after: The block in the second.
        thresholds: The score that a block of the page needs, in each.

    Returns:
        The cause.
    """
    vetoes = {_veto(before), _veto(after)} - {""}
    if bool(_veto(before)) != bool(_veto(after)):
        return Cause("rule", vetoes.pop())
    by_score = _cause_of_score(before, after, thresholds)
    if by_score is not None and not vetoes:
        return by_score
    field = before.field or after.field
    if field and before.field != after.field:
        return Cause("field", field)
    steps = [*reversed(_steps(after)), *reversed(_steps(before))]
    if steps:
        return Cause("step", steps[0])
    return by_score or _cause_of_marks(before, after) or Cause("score")


def why_changed(before: Entry, after: Entry, thresholds: tuple[float, float]) -> str:
    """All that may have made the difference, for a reader: marks that differ, the threshold, steps, a field."""
    reasons = [f"without {_weighed(mark)}" for mark in marks_only_in(before, after)]
    reasons += [f"with {_weighed(mark)}" for mark in marks_only_in(after, before)]
    if thresholds[0] != thresholds[1] and (before.score > thresholds[0]) != (after.score > thresholds[1]):
        reasons.append(
            f"the threshold goes from {thresholds[0]:+.1f} to {thresholds[1]:+.1f}, "
            f"and the block has {after.score:+.1f} points"
        )
    steps_before, steps_after = set(_steps(before)), set(_steps(after))
    reasons += [f"without the step {step}" for step in sorted(steps_before - steps_after)]
    reasons += [f"with the step {step}" for step in sorted(steps_after - steps_before)]
    if before.field and before.field != after.field:
        reasons.append(f"it is no longer read as {before.field}")
    return "; ".join(reasons) or f"{after.rule}: {after.reason}"


def marks_only_in(entry: Entry, other: Entry) -> tuple[Mark, ...]:
    """The marks of a block that it does not have in the other extraction."""
    return tuple(mark for mark in entry.marks if mark not in other.marks)


def mark_text(mark: Mark) -> str:
    """A mark in one line: its rule, its points, the reason, and why it does not count if it does not."""
    overruled = f" (overruled: {mark.overruled})" if mark.overruled else ""
    return f"{mark.rule} {_points(mark)}: {mark.reason}{overruled}"


def _weighed(mark: Mark) -> str:
    return f"{mark.rule} ({'overruled ' if mark.overruled else ''}{_points(mark)})"


def _points(mark: Mark) -> str:
    return "veto" if mark.kind == "drop" else f"{mark.points:+.1f}"


def _veto(entry: Entry) -> str:
    """The rule whose veto counts; empty without one."""
    return next((mark.rule for mark in entry.marks if mark.kind == "drop" and not mark.overruled), "")


def _cause_of_score(before: Entry, after: Entry, thresholds: tuple[float, float]) -> Cause | None:
    """What carries the block over the threshold, if it crosses it."""
    was_over = before.score > thresholds[0]
    if was_over == (after.score > thresholds[1]):
        return None
    if was_over != (after.score > thresholds[0]):
        return _cause_of_marks(before, after) or Cause("score")
    return Cause("threshold")


def _cause_of_marks(before: Entry, after: Entry) -> Cause | None:
    """The rule whose points differ most."""
    points: defaultdict[str, float] = defaultdict(float)
    for marks, sign in ((marks_only_in(before, after), -1), (marks_only_in(after, before), 1)):
        for mark in marks:
            points[mark.rule] += 0.0 if mark.overruled else sign * mark.points
    moved = [rule for rule, value in points.items() if value]
    return Cause("rule", max(moved, key=lambda rule: (abs(points[rule]), rule))) if moved else None


def _steps(entry: Entry) -> list[str]:
    """The steps after the score that are not a rule or a field."""
    others = {mark.rule for mark in entry.marks} | {entry.field, "score"}
    return [verdict.step for verdict in entry.verdicts if verdict.step not in others]
