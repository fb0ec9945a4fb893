"""The pages a system does worst on, and what is wrong with them, in plain text."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from measures import Counts, FieldOutcome, Scores
from scoring import Result

__all__ = ["explain", "worst_pages"]

RUNS_SHOWN = 12
WORDS_SHOWN = 16
DIFF_WORDS = 8_000


def worst_pages(results: Sequence[Result], number: int, measure: str | None) -> list[tuple[float, Result]]:
    """The pages with the lowest value of a measure, each with that value.

    Args:
        results: One system's pages.
        number: How many pages at most.
        measure: A field of `PageScore`; None takes the shingles, else the snippets, else the title, whichever
            the annotations allow first.
    """
    for name in (measure,) if measure else ("shingles", "snippets", "title"):
        valued = [(_value(getattr(result.score, name)), result) for result in results]
        known = [(value, result) for value, result in valued if value is not None]
        if known:
            return sorted(known, key=lambda pair: (pair[0], pair[1].page.id))[:number]
    return []


def explain(value: float, result: Result) -> str:
    """What is wrong with one output: fields, snippets, and runs of words missing (-) or extra (+)."""
    page, output, truth = result.page, result.output, result.page.truth
    lines = [f"=== {page.id}  {value:.3f}  {page.kind}  {page.language}  {page.url or ''}".rstrip()]
    if output.failed:
        lines.append(f"  failed: {output.failed}")
    for name in ("title", "subtitle", "date"):
        if getattr(result.score, name) in ("wrong", "empty"):
            lines.append(f"  {name}: expected {getattr(truth, name)!r}, found {getattr(output, name)!r}")
    if result.score.authors and result.score.authors.f1 < 1:
        lines.append(f"  authors: expected {list(truth.authors or ())}, found {list(output.authors)}")
    text = " ".join(output.text.split())
    lines += [f"  snippet missing: {one!r}" for one in truth.present or () if " ".join(one.split()) not in text]
    lines += [f"  snippet not wanted: {one!r}" for one in truth.absent or () if " ".join(one.split()) in text]
    if truth.text is not None:
        lines += _word_diff(truth.text.split()[:DIFF_WORDS], output.text.split()[:DIFF_WORDS])
    return "\n".join(lines)


def _value(score: Counts | Scores | FieldOutcome | bool | None) -> float | None:
    if isinstance(score, Scores):
        return score.f1
    if isinstance(score, Counts):
        return score.tp / (sum(score) or 1)
    if isinstance(score, str):
        return float(score == "exact")
    return None if score is None else float(score)


def _word_diff(expected: list[str], found: list[str]) -> list[str]:
    runs: list[tuple[int, str, list[str]]] = []
    matcher = SequenceMatcher(None, expected, found, autojunk=False)
    for order, (tag, start, end, other_start, other_end) in enumerate(matcher.get_opcodes()):
        if tag in ("delete", "replace"):
            runs.append((order, "-", expected[start:end]))
        if tag in ("insert", "replace"):
            runs.append((order, "+", found[other_start:other_end]))
    longest = sorted(runs, key=lambda run: -len(run[2]))[:RUNS_SHOWN]
    in_order = sorted(longest, key=lambda run: (run[0], run[1] == "+"))
    lines = [f"  {sign} ({len(words)}) {_shortened(words)}" for _, sign, words in in_order]
    hidden = sum(len(run[2]) for run in runs) - sum(len(run[2]) for run in longest)
    return [*lines, f"  and {hidden} words in {len(runs) - len(longest)} shorter runs"] if hidden else lines


def _shortened(words: list[str]) -> str:
    if len(words) <= WORDS_SHOWN:
        return " ".join(words)
    half = WORDS_SHOWN // 2
    return f"{' '.join(words[:half])} … {' '.join(words[-half:])}"
