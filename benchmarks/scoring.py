"""From an output and its annotation to the figures of a page, and from pages to the figures of a system."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

import measures
from corpora import Page, Truth
from measures import Counts, FieldOutcome, Scores
from systems import Output

__all__ = ["HEADLINES", "ROWS", "PageScore", "Result", "Results", "score_page", "summarise"]

HEADLINES = ("shingle F1", "word F1", "paragraph F1", "snippet F1", "title", "subtitle", "date", "authors F1", "kind")
"""The one row of each measure that a short table shows."""

ROWS = (
    "shingle F1",
    "  shingle precision",
    "  shingle recall",
    "shingle F1 with subtitle",
    "exact text",
    "word F1",
    "  word precision",
    "  word recall",
    "word F1 with subtitle",
    "ROUGE-LSum",
    "paragraph F1",
    "  paragraph precision",
    "  paragraph recall",
    "snippet F1",
    "  snippet precision",
    "  snippet recall",
    "snippet F1 with subtitle",
    "title",
    "title, lenient",
    "  title wrong",
    "  title empty",
    "subtitle",
    "  subtitle wrong",
    "  subtitle empty",
    "subtitle, lenient",
    "date",
    "  date wrong",
    "  date empty",
    "date, or in UTC",
    "authors F1",
    "  authors precision",
    "  authors recall",
    "people F1",
    "kind",
    "no text",
    "failed",
)
"""Every row a summary may have, in the order of the table. The last two count pages; all others are rates."""


@dataclass(frozen=True, slots=True)
class PageScore:
    """One output against one annotation; None where the annotation does not say."""

    shingles: Counts | None = None
    shingles_with_subtitle: Counts | None = None
    words: Scores | None = None
    words_with_subtitle: Scores | None = None
    exact: bool | None = None
    rouge: Scores | None = None
    paragraphs: Scores | None = None
    snippets: Counts | None = None
    snippets_with_subtitle: Counts | None = None
    title: FieldOutcome | None = None
    subtitle: FieldOutcome | None = None
    lenient_title: FieldOutcome | None = None
    lenient_subtitle: FieldOutcome | None = None
    date: FieldOutcome | None = None
    date_or_utc: FieldOutcome | None = None
    authors: Scores | None = None
    people: Scores | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """One system on one page."""

    page: Page
    output: Output
    score: PageScore


Results = Mapping[str, Sequence[Result]]
"""Results by system, the pages in one order for all."""


def score_page(truth: Truth, output: Output) -> PageScore:
    """Measure whatever the annotation of the page allows."""
    text = truth.text
    whole = None if text is None else _with_subtitle(truth.subtitle, text)
    whole_output = _with_subtitle(output.subtitle, output.text)
    return PageScore(
        shingles=None if text is None else measures.shingle_counts(text, output.text),
        shingles_with_subtitle=None if whole is None else measures.shingle_counts(whole, whole_output),
        words=None if text is None else measures.word_f1(text, output.text),
        words_with_subtitle=None if whole is None else measures.word_f1(whole, whole_output),
        exact=None if text is None else measures.exact_match(text, output.text),
        rouge=None if text is None else measures.rouge_lsum(text, output.text),
        paragraphs=measures.paragraph_f1(truth.paragraphs, output.paragraphs) if truth.paragraphs else None,
        snippets=_snippets(truth, output.text),
        snippets_with_subtitle=_snippets(truth, whole_output),
        title=_outcome(truth.title, output.title),
        subtitle=_outcome(truth.subtitle, output.subtitle),
        lenient_title=truth.title and measures.lenient_outcome(truth.title, output.title, output.other_titles),
        lenient_subtitle=truth.subtitle
        and measures.lenient_outcome(truth.subtitle, output.subtitle, output.other_subtitles),
        date=_outcome(truth.date, output.date),
        date_or_utc=truth.date and measures.date_outcome(truth.date, output.date, output.utc_date),
        authors=measures.author_f1(truth.authors, output.authors) if truth.authors else None,
        people=measures.person_f1(truth.authors, output.authors) if truth.authors else None,
    )


def summarise(results: Sequence[Result], given: Container[str]) -> dict[str, float]:
    """Figures of one system over some pages, named as in `ROWS`.

    Args:
        results: The pages; what no annotation says is left out.
        given: The fields that the system gives; others are left out, and not counted as empty.
    """
    scores = [result.score for result in results]
    summary: dict[str, float] = {}
    if shingles := [score.shingles for score in scores if score.shingles is not None]:
        summary |= _three("shingle", measures.macro_scores(shingles))
    if exact := [score.exact for score in scores if score.exact is not None]:
        summary["exact text"] = sum(exact) / len(exact)
    if words := [score.words for score in scores if score.words is not None]:
        summary |= _three("word", measures.mean_scores(words))
    if rouge := [score.rouge for score in scores if score.rouge is not None]:
        summary["ROUGE-LSum"] = measures.mean_scores(rouge).f1
    if paragraphs := [score.paragraphs for score in scores if score.paragraphs is not None]:
        summary |= _three("paragraph", measures.mean_scores(paragraphs))
    if snippets := [score.snippets for score in scores if score.snippets is not None]:
        summary |= _three("snippet", measures.micro_scores(snippets))
    if "subtitle" in given:
        summary |= _with_subtitles(scores)
    for field in ("title", "subtitle", "date"):
        if field in given:
            summary |= _outcome_rates(field, [getattr(score, field) for score in scores])
    authors = [score.authors for score in scores if score.authors is not None]
    if authors and "authors" in given:
        summary |= _three("authors", measures.mean_scores(authors))
        summary["people F1"] = measures.mean_scores([score.people for score in scores if score.people]).f1
    for row, outcomes in (
        ("title, lenient", [score.lenient_title for score in scores if score.lenient_title]),
        ("subtitle, lenient", [score.lenient_subtitle for score in scores if score.lenient_subtitle]),
        ("date, or in UTC", [score.date_or_utc for score in scores if score.date_or_utc]),
    ):
        if outcomes and row.partition(",")[0] in given:
            summary[row] = outcomes.count("exact") / len(outcomes)
    if results and "kind" in given:
        summary["kind"] = sum(result.output.kind == result.page.kind for result in results) / len(results)
    summary["no text"] = sum(not result.output.text for result in results)
    summary["failed"] = sum(result.output.failed is not None for result in results)
    return summary


def _with_subtitles(scores: Sequence[PageScore]) -> dict[str, float]:
    """The figures of texts that begin with their subtitle."""
    summary = {}
    if shingles := [score.shingles_with_subtitle for score in scores if score.shingles_with_subtitle is not None]:
        summary["shingle F1 with subtitle"] = measures.macro_scores(shingles).f1
    if words := [score.words_with_subtitle for score in scores if score.words_with_subtitle is not None]:
        summary["word F1 with subtitle"] = measures.mean_scores(words).f1
    if snippets := [score.snippets_with_subtitle for score in scores if score.snippets_with_subtitle is not None]:
        summary["snippet F1 with subtitle"] = measures.micro_scores(snippets).f1
    return summary


def _with_subtitle(subtitle: str | None, text: str) -> str:
    """A text that begins with its subtitle, unless it has it already."""
    if not subtitle or measures.normalise(subtitle) in measures.normalise(text):
        return text
    return f"{subtitle}\n\n{text}"


def _snippets(truth: Truth, output: str) -> Counts | None:
    if truth.present is None and truth.absent is None:
        return None
    return measures.snippet_counts(truth.present or (), truth.absent or (), output)


def _outcome(truth: str | None, output: str | None) -> FieldOutcome | None:
    return None if truth is None else measures.field_outcome(truth, output)


def _three(name: str, scores: Scores) -> dict[str, float]:
    return {
        f"{name} F1": scores.f1,
        f"  {name} precision": scores.precision,
        f"  {name} recall": scores.recall,
    }


def _outcome_rates(field: str, outcomes: Sequence[FieldOutcome | None]) -> dict[str, float]:
    known = [outcome for outcome in outcomes if outcome is not None]
    if not known:
        return {}
    rates = {outcome: known.count(outcome) / len(known) for outcome in ("exact", "wrong", "empty")}
    return {field: rates["exact"], f"  {field} wrong": rates["wrong"], f"  {field} empty": rates["empty"]}
