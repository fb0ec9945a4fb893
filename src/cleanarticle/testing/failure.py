"""What is said of a field that differs: the difference line by line and word by word, and the marks behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from cleanarticle.testing.causes import Cause
from cleanarticle.testing.compare import NO_ARTICLE, Verdict
from cleanarticle.testing.expected import EXCLUDES, PARAGRAPHS
from cleanarticle.testing.wording import Piece, Side, changed_lines, unified, word_pieces

__all__ = ["Line", "Span", "by_hand", "difference_lines", "first_problem", "shortened"]

Tone: TypeAlias = Literal["plain", "missing", "extra"]

_MOST_CONTEXT: Final = 80
_MOST_PROBLEM: Final = 120
_MOST_CAUSES: Final = 12
_MARKED: Final[dict[Side, tuple[str, str, Tone]]] = {
    "both": ("", "", "plain"),
    "expected": ("[-", "-]", "missing"),
    "got": ("{+", "+}", "extra"),
}


class Span(NamedTuple):
    """A run of text in one tone.

    Attributes:
        text: The text.
        tone: `missing` for what is expected and did not come out, `extra` for what should not have.
    """

    text: str
    tone: Tone = "plain"


Line: TypeAlias = tuple[Span, ...]


def by_hand(verdict: Verdict) -> bool:
    """Whether only a person can change the expectation: what is excluded, and pieces, can't be read off a result."""
    return verdict.field == EXCLUDES or (verdict.field == PARAGRAPHS and isinstance(verdict.expected, dict))


def first_problem(verdict: Verdict) -> str:
    """The difference in one short line."""
    changed = changed_lines(verdict)
    if verdict.field == PARAGRAPHS and not by_hand(verdict) and verdict.expected and verdict.got:
        missing = sum(expected is not None for expected, _ in changed)
        extra = sum(got is not None for _, got in changed)
        return f"{missing} missing, {extra} too much"
    return shortened(verdict.problems[0], _MOST_PROBLEM) if verdict.problems else ""


def difference_lines(verdict: Verdict, causes: Sequence[Cause]) -> Iterator[Line]:
    """Tell a difference.

    Args:
        verdict: The field.
        causes: What made it differ.

    Yields:
        Lines: what is wrong, the unified diff, the changed lines word by word, and the causes with their marks.
    """
    if by_hand(verdict) or NO_ARTICLE in verdict.problems or not (verdict.expected and verdict.got):
        yield from ((Span(problem),) for problem in verdict.problems)
    if NO_ARTICLE not in verdict.problems and not by_hand(verdict):
        yield from _unified_lines(verdict)
    if causes:
        yield (Span("because"),)
        yield from _cause_lines(causes)


def _unified_lines(verdict: Verdict) -> Iterator[Line]:
    tones: dict[str, Tone] = {"-": "missing", "+": "extra"}
    for line in unified(verdict):
        yield (Span(line, tones.get(line[:1], "plain")),)
    pairs = [(expected, got) for expected, got in changed_lines(verdict) if expected and got]
    if pairs:
        yield (Span("word by word, "), Span("[-missing-]", "missing"), Span(" "), Span("{+too much+}", "extra"))
    for expected, got in pairs:
        yield (Span("  "), *map(_span, word_pieces(expected, got)))


def _span(piece: Piece) -> Span:
    before, after, tone = _MARKED[piece.side]
    text = shortened(piece.text, _MOST_CONTEXT) if piece.side == "both" else piece.text
    return Span(f"{before}{text}{after}", tone)


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters; the middle goes."""
    half = (most - 3) // 2
    return text if len(text) <= most else f"{text[:half]} … {text[-half:]}"


def _cause_lines(causes: Sequence[Cause]) -> Iterator[Line]:
    for cause in causes[:_MOST_CAUSES]:
        yield (Span(f"  {cause}"),)
        yield from ((Span(f"      {mark}"),) for mark in cause.marks)
    if len(causes) > _MOST_CAUSES:
        yield (Span(f"  and {len(causes) - _MOST_CAUSES} more"),)
