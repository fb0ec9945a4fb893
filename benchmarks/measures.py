"""Measures of an extraction against an annotation. Pure functions; every rate lies between 0 and 1."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from statistics import fmean
from typing import Literal, NamedTuple

__all__ = [
    "Counts",
    "FieldOutcome",
    "Scores",
    "author_f1",
    "bag_scores",
    "date_outcome",
    "exact_match",
    "field_outcome",
    "lenient_outcome",
    "macro_scores",
    "mean_scores",
    "micro_scores",
    "normalise",
    "paragraph_f1",
    "person_f1",
    "rouge_lsum",
    "shingle_counts",
    "snippet_counts",
    "word_f1",
    "words",
]

FieldOutcome = Literal["exact", "wrong", "empty"]

ROUGE_WORD_LIMIT = 5_000

_WORD = re.compile(r"\w+")
_BRACKETED = re.compile(r"\([^()]*\)")
_JOINT = re.compile(r"\s*[,;|&·•]\s*|\s(?:and|und|et|y|e|och|og|en)\s")
_TITLE = re.compile(r"^(?:(?:by|von|par|por|and|dr|prof|professor|mr|mrs|ms)\b\.?\s*)+")
_SAME_CHARACTER = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´ʼ‹›", "'"),
        **dict.fromkeys("“”„‟″«»「」『』", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"),
    }
)


class Counts(NamedTuple):
    """True positives, false positives and false negatives, raw or normalised."""

    tp: float
    fp: float
    fn: float


class Scores(NamedTuple):
    """Precision, recall and the F1 that goes with them."""

    precision: float
    recall: float
    f1: float


def words(text: str) -> list[str]:
    r"""The words of a text: every run of ``\w`` characters, case kept."""
    return _WORD.findall(text)


def normalise(text: str) -> str:
    """One spelling of a text: NFKC, case folded, one quote, one dash, single spaces, nothing invisible."""
    plain = unicodedata.normalize("NFKC", text.translate(_SAME_CHARACTER)).translate(_SAME_CHARACTER)
    return " ".join(plain.casefold().split())


def shingle_counts(truth: str, output: str, size: int = 4) -> Counts:
    """Overlap of word shingles on one page, divided by its sum: a long page weighs no more than a short one.

    Source: Article Extraction Benchmark. Shingles are counted with multiplicity; a text shorter than a
    shingle is one shingle of all its words, so an empty text is one empty shingle: it matches another empty
    text and nothing else.
    """
    counts = _overlap(Counter(_shingles(truth, size)), Counter(_shingles(output, size)))
    total = sum(counts)
    return Counts(*(count / total for count in counts))


def macro_scores(pages: Sequence[Counts]) -> Scores:
    """Mean precision and mean recall over pages, and the F1 of the two means.

    Source: Article Extraction Benchmark. A page with nothing found has no precision, one with nothing to find
    has no recall; each mean goes over the pages that have one.
    """
    precision = _mean(page.tp / (page.tp + page.fp) for page in pages if page.tp + page.fp > 0)
    recall = _mean(page.tp / (page.tp + page.fn) for page in pages if page.tp + page.fn > 0)
    return Scores(precision, recall, _harmonic_mean(precision, recall))


def exact_match(truth: str, output: str) -> bool:
    """Whether both texts are the same words in the same order; case counts, all else does not.

    Source: the accuracy of the Article Extraction Benchmark.
    """
    return words(truth) == words(output)


def word_f1(truth: str, output: str) -> Scores:
    """Precision, recall and F1 of one page's words, lower case, counted with multiplicity, order ignored.

    Source: WCXB, which reports the mean of these over pages.
    """
    return bag_scores(words(truth.lower()), words(output.lower()))


def paragraph_f1(truth: Iterable[str], output: Iterable[str]) -> Scores:
    """Precision, recall and F1 of one page's paragraphs: a paragraph is right whole, or not at all.

    Source: the multiset comparison of plain-text paragraphs by which Fundus is evaluated, after `normalise`.
    """
    return bag_scores(_normalised(truth), _normalised(output))


def author_f1(truth: Iterable[str], output: Iterable[str]) -> Scores:
    """Precision, recall and F1 of one page's author names as a set, after `normalise`."""
    return bag_scores(set(_normalised(truth)), set(_normalised(output)))


def person_f1(truth: Iterable[str], output: Iterable[str]) -> Scores:
    """Precision, recall and F1 of one page's people as a set: each string taken apart, without titles and degrees.

    Some annotations, and some systems, have all authors and what they are in one string.
    """
    return bag_scores(_people(truth), _people(output))


def bag_scores(truth: Iterable[Hashable], output: Iterable[Hashable]) -> Scores:
    """Precision, recall and F1 of two multisets; 1 where both are empty, 0 where only one is."""
    expected, found = Counter(truth), Counter(output)
    if not expected and not found:
        return Scores(1.0, 1.0, 1.0)
    return _scores(_overlap(expected, found))


def mean_scores(pages: Sequence[Scores]) -> Scores:
    """Means over pages of precision, of recall and of F1 (not the F1 of the means)."""
    return Scores(*(_mean(column) for column in zip(*pages, strict=True))) if pages else Scores(0.0, 0.0, 0.0)


def snippet_counts(present: Iterable[str], absent: Iterable[str], output: str) -> Counts:
    """Snippets of one page: found as they must be (tp), found against the annotation (fp), missed (fn).

    Source: the evaluation of Trafilatura, which sums these over pages. A snippet is found if it is a
    substring of the output, each run of white space taken for one space.
    """
    text = _single_spaced(output)
    expected = [_single_spaced(snippet) in text for snippet in present]
    unexpected = [_single_spaced(snippet) in text for snippet in absent]
    return Counts(sum(expected), sum(unexpected), len(expected) - sum(expected))


def micro_scores(pages: Iterable[Counts]) -> Scores:
    """Precision, recall and F1 of the counts summed over pages."""
    columns = list(zip(*pages, strict=True))
    return _scores(Counts(*(sum(column) for column in columns))) if columns else Scores(0.0, 0.0, 0.0)


def rouge_lsum(truth: str, output: str) -> Scores:
    """ROUGE-L at summary level: each line of the truth against the union of its LCS with every line found.

    Source: C.-Y. Lin, "ROUGE: A Package for Automatic Evaluation of Summaries" (2004), section 3.2. Words are
    lower case, a word of the output is used at most as often as it stands there, and no more than the first
    `ROUGE_WORD_LIMIT` words of either text are read.
    """
    expected, found = _lines(truth), _lines(output)
    expected_total, found_total = sum(map(len, expected)), sum(map(len, found))
    if not expected_total and not found_total:
        return Scores(1.0, 1.0, 1.0)
    unused = Counter(word for line in found for word in line)
    whole = set(map(tuple, found))
    hits = 0
    for line in expected:
        positions = range(len(line)) if tuple(line) in whole else sorted(_union_lcs(line, found))
        for position in positions:
            if unused[line[position]] > 0:
                unused[line[position]] -= 1
                hits += 1
    return _scores(Counts(hits, found_total - hits, expected_total - hits))


def lenient_outcome(truth: str, output: str | None, others: Sequence[str]) -> FieldOutcome:
    """Whether a text, or one of the others that a system offers, has the letters and digits of the true one."""
    if not normalise(output or "") and not others:
        return "empty"
    key = _letters(truth)
    return "exact" if any(_letters(title) == key for title in (output or "", *others)) else "wrong"


def date_outcome(truth: str, output: str | None, utc: str | None) -> FieldOutcome:
    """Whether a day is right, in the zone of the page or in UTC: some annotations are moments cut to their UTC day."""
    outcome = field_outcome(truth, output)
    return "exact" if outcome == "wrong" and utc == truth else outcome


def field_outcome(truth: str, output: str | None) -> FieldOutcome:
    """Whether a single-valued field is right after `normalise`, wrong, or was left empty."""
    found = normalise(output or "")
    if not found:
        return "empty"
    return "exact" if found == normalise(truth) else "wrong"


def _mean(values: Iterable[float]) -> float:
    present = list(values)
    return fmean(present) if present else 0.0


def _harmonic_mean(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _scores(counts: Counts) -> Scores:
    precision = counts.tp / (counts.tp + counts.fp) if counts.tp + counts.fp else 0.0
    recall = counts.tp / (counts.tp + counts.fn) if counts.tp + counts.fn else 0.0
    return Scores(precision, recall, _harmonic_mean(precision, recall))


def _overlap(expected: Counter[Hashable], found: Counter[Hashable]) -> Counts:
    tp = (expected & found).total()
    return Counts(tp, found.total() - tp, expected.total() - tp)


def _shingles(text: str, size: int) -> Iterable[Hashable]:
    tokens = words(text)
    return (tuple(tokens[start : start + size]) for start in range(max(1, len(tokens) - size + 1)))


def _normalised(texts: Iterable[str]) -> list[str]:
    return [plain for plain in map(normalise, texts) if plain]


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", normalise(text))


def _people(names: Iterable[str]) -> set[str]:
    people = set()
    for name in _normalised(names):
        pieces = [_TITLE.sub("", piece).strip() for piece in _JOINT.split(_BRACKETED.sub(" ", name))]
        whole = [piece for piece in pieces if " " in piece]  # Single words beside names are degrees.
        people.update(whole or pieces)
    return people - {""}


def _single_spaced(text: str) -> str:
    return " ".join(text.split())


def _lines(text: str) -> list[list[str]]:
    lines, room = [], ROUGE_WORD_LIMIT
    for line in text.lower().splitlines():
        tokens = words(line)[:room]
        if tokens:
            lines.append(tokens)
            room -= len(tokens)
    return lines


def _union_lcs(line: list[str], others: Iterable[list[str]]) -> set[int]:
    """Positions of the line that are in its longest common subsequence with at least one of the others."""
    positions: dict[str, int] = {}
    for position, word in enumerate(line):
        positions[word] = positions.get(word, 0) | 1 << position
    union: set[int] = set()
    for other in others:
        if len(union) == len(line):
            break
        if not positions.keys().isdisjoint(other):
            union.update(_lcs(positions, len(line), other))
    return union


def _lcs(positions: dict[str, int], length: int, other: list[str]) -> Iterable[int]:
    """Positions of one longest common subsequence, by the bit-parallel algorithm of Hyyrö (2004).

    Each row of the dynamic programme is one integer, whose zero bits mark where the length of the LCS rises.
    """
    full = (1 << length) - 1
    row, rows = full, [full]
    matches = [positions[word] for word in other if word in positions]
    for match in matches:
        matched = row & match
        row = (row + matched | row - matched) & full
        rows.append(row)
    step, position = len(matches), length - 1
    while step and position >= 0:
        if rows[step] >> position & 1:
            position -= 1
        elif not rows[step - 1] >> position & 1:
            step -= 1
        else:
            yield position
            step, position = step - 1, position - 1
