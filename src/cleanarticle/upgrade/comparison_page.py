"""Comparison → one HTML page. It needs the extra `report` (Jinja2)."""

from __future__ import annotations

from typing import Final

from cleanarticle.explain.cause import CauseKind
from cleanarticle.explain.difference import BlockChange
from cleanarticle.explain.text_difference import TextRun, word_runs
from cleanarticle.report_kit import write_page
from cleanarticle.upgrade.comparison import Comparison

__all__ = ["render_comparison"]

_ABOUT: Final[dict[CauseKind, str]] = {
    "rule": "The marks of this rule differ: only one side has them, or they have other points.",
    "threshold": "The score that a block needs moved across the score of these blocks.",
    "score": "The score itself differs, and no mark of a rule does.",
    "step": "A step after the score decides otherwise.",
    "field": "The text is this field on one side, and part of the body on the other.",
    "source": "The body is read in another place, or cut into other blocks.",
    "wording": "A paragraph has other words, or is of another kind.",
}


def render_comparison(comparison: Comparison) -> str:
    """Write the report of a comparison.

    Args:
        comparison: The result of `compare_sides`.

    Returns:
        One HTML page that loads nothing, in which nothing of the pages is markup.
    """
    samples = [len(group.samples) for group in comparison.groups] + [len(group.samples) for group in comparison.fields]
    entries = sum(samples) + len(comparison.status_samples) + len(comparison.hosts)
    most = max((group.words_lost + group.words_gained for group in comparison.groups), default=0) or 1
    return write_page(
        "cleanarticle.upgrade",
        "compare",
        result=comparison,
        entries=entries,
        most=most,
        about=_ABOUT,
        body_runs=_body_runs,
        word_runs=word_runs,
    )


def _body_runs(change: BlockChange) -> list[TextRun]:
    """The words of a change. A block with another outcome is gone or new as a whole."""
    if change.before == change.after:
        return word_runs(change.text_before, change.text_after)
    if change.before == "kept":
        return [TextRun("gone", change.text_before)]
    return [TextRun("new", change.text_after)]
