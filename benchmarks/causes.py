"""Why pages come out wrong: what was lost and what is extra, by cause, and the pages that are worst.

Usage: ``python benchmarks/causes.py CORPUS_DIR... [--kinds article] [--system cleanarticle] [--worst 10]
[--cause "caption in text"] [--json OUT] [--jobs 2]``
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import corpora
from alignment import IN_BODY, align, words_of
from cleanarticle import Extractor
from cleanarticle.errors import CleanArticleError
from cleanarticle.page.segment import segment
from cleanarticle.parse.decode import decode
from cleanarticle.parse.guard import guard
from cleanarticle.parse.lexbor import parse_html
from corpora import LayoutError, read_corpus
from diagnosis import CAUSES, NOWHERE, Case, Diagnosis, Run, diagnose
from quality import CACHE, OURS
from runner import OutputCache, run_all
from split import development
from systems import SYSTEMS, SystemMissingError, load
from tables import text_table

_DECISIONS_SHOWN = 4
_LEAST_POINTS_SHOWN = 0.005
_RUNS_SHOWN = 8


@dataclass(slots=True)
class Total:
    """What one cause costs over a corpus.

    Attributes:
        pages: Pages that have it.
        lost: Words or snippets lost by it.
        extra: Words or snippets extra by it.
        points: Points of the corpus's F1.
        told: Those of them on which the body in the page's structured data is right.
        by_decision: The points by what decided.
    """

    pages: set[str] = field(default_factory=set)
    lost: float = 0.0
    extra: float = 0.0
    points: float = 0.0
    told: float = 0.0
    by_decision: dict[str, float] = field(default_factory=dict)

    def add(self, page: str, run: Run, scale: float) -> None:
        """Count one run."""
        self.pages.add(page)
        if run.is_lost:
            self.lost += run.amount
        else:
            self.extra += run.amount
        self.points += run.loss * scale
        self.told += run.loss * scale * run.is_told
        for decision, loss in run.by_decision.items():
            self.by_decision[decision] = self.by_decision.get(decision, 0.0) + loss * scale


def examine(page: corpora.Page, output: str | None) -> Diagnosis | None:
    """Diagnose one page.

    Args:
        page: The page with its truth.
        output: What a peer gave; None examines this project's own output.

    Returns:
        The diagnosis; None where the annotation says nothing of the body.
    """
    extractor = Extractor()
    extraction = extractor.inspect(page.html, url=page.url)
    text = decode(page.html).text
    try:
        blocks = segment(parse_html(guard(text, extractor.config.limits)))
    except CleanArticleError:
        return None
    if output is None:
        output = extraction.article.text if extraction.article else ""
        kept = [entry.kept and bool(output) for entry in extraction.ledger]
        return diagnose(Case(page, text, blocks, extraction.ledger, kept, output))
    shares, _ = align([words_of(block.text) for block in blocks.blocks], words_of(output))
    kept = [share > IN_BODY for share in shares]
    return diagnose(Case(page, text, blocks, extraction.ledger, kept, output, decides=False))


def examine_all(pages: Sequence[corpora.Page], system: str, jobs: int) -> list[Diagnosis]:
    """Diagnose the pages that have a true body, or snippets where no page has one."""
    if any(page.truth.text is not None for page in pages):
        pages = [page for page in pages if page.truth.text is not None]
    outputs: list[str | None] = [None] * len(pages)
    if system != OURS:
        found = run_all([system], pages, jobs=jobs, cache=OutputCache(CACHE), uncached=frozenset())
        outputs = [found[system, page.id].text for page in pages]
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        diagnoses = list(pool.map(examine, pages, outputs, chunksize=8))
    return [each for each in diagnoses if each is not None]


def points_per_loss(diagnoses: Sequence[Diagnosis], *, by_words: bool) -> float:
    """Points of the corpus's F1 that a loss of 1 costs.

    Args:
        diagnoses: All pages.
        by_words: Whether F1 is the mean over pages of that of their words; else it is that of all snippets.
    """
    if by_words:
        return 100 / max(1, len(diagnoses))
    errors = sum(2 * each.counts.tp + each.counts.fp + each.counts.fn for each in diagnoses)
    return 100 / max(1.0, errors)


def totals(diagnoses: Sequence[Diagnosis], scale: float) -> dict[str, Total]:
    """What each cause costs, the costliest first."""
    found: dict[str, Total] = defaultdict(Total)
    for diagnosis in diagnoses:
        for run in diagnosis.runs:
            found[run.cause].add(diagnosis.id, run, scale)
    return dict(sorted(found.items(), key=lambda item: -item[1].points))


def table(title: str, causes: dict[str, Total]) -> str:
    """The causes with their costs, each followed by what decided."""
    rows = []
    for cause, total in [*causes.items(), ("all", _sum(causes))]:
        told = f"{total.told:.2f}" if total.told else ""
        cells = [f"{len(total.pages)}", f"{total.lost:.0f}", f"{total.extra:.0f}", f"{total.points:.2f}", told]
        rows.append([cause, *cells])
        if cause != "all":
            rows += _decision_rows(total)
    return text_table([title, "pages", "lost", "extra", "points", "told"], rows)


def worst(diagnoses: Sequence[Diagnosis], number: int, cause: str | None) -> list[Diagnosis]:
    """The pages that lose most, by one cause or by all."""
    losses = [(sum(run.loss for run in _of(each, cause)), each) for each in diagnoses]
    return [each for loss, each in sorted(losses, key=lambda pair: (-pair[0], pair[1].id)) if loss][:number]


def explain(diagnosis: Diagnosis, cause: str | None) -> str:
    """A page in plain text: its causes, and its costliest runs in the order of the page."""
    by_cause: dict[str, float] = defaultdict(float)
    for run in diagnosis.runs:
        by_cause[run.cause] += run.loss
    costliest = sorted(by_cause.items(), key=lambda item: -item[1])
    lines = [f"=== {diagnosis.id}  F1 {diagnosis.f1:.3f}  {diagnosis.language}  {diagnosis.url or ''}".rstrip()]
    lines.append("  " + ", ".join(f"{name} {loss:.3g}" for name, loss in costliest if loss >= 0.001))
    runs = _of(diagnosis, cause)
    longest = sorted(runs, key=lambda run: -run.loss)[:_RUNS_SHOWN]
    for run in [run for run in runs if run in longest]:
        score = "" if run.score is None else f"{run.score:+.1f} "
        lines.append(f"  {'-' if run.is_lost else '+'} {run.amount:.0f} {run.cause} [{score}{run.decision}] {run.text}")
        if run.place:
            lines.append(f"      {run.place}")
    return "\n".join(lines)


def _of(diagnosis: Diagnosis, cause: str | None) -> list[Run]:
    return [run for run in diagnosis.runs if cause in (None, run.cause)]


def _decision_rows(total: Total) -> Iterator[list[str]]:
    costliest = sorted(total.by_decision.items(), key=lambda item: -item[1])
    for decision, points in costliest[:_DECISIONS_SHOWN]:
        if points >= _LEAST_POINTS_SHOWN and decision != NOWHERE:
            yield [f"    {decision}", "", "", "", f"{points:.2f}", ""]


def _sum(causes: dict[str, Total]) -> Total:
    whole = Total()
    for total in causes.values():
        whole.pages |= total.pages
        whole.lost += total.lost
        whole.extra += total.extra
        whole.points += total.points
        whole.told += total.told
    return whole


def _report(diagnoses: Sequence[Diagnosis], causes: dict[str, Total]) -> dict[str, Any]:
    return {
        "causes": {cause: {**asdict(total), "pages": sorted(total.pages)} for cause, total in causes.items()},
        "pages": [{**asdict(each), "f1": each.f1} for each in diagnoses],
    }


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="causes.py", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpora", nargs="+", type=Path, metavar="CORPUS_DIR", help="a folder in a known layout")
    parser.add_argument("--kinds", default="article", help="kinds of page, by commas; empty takes all")
    parser.add_argument("--system", choices=SYSTEMS, default=OURS, help="whose output is examined")
    parser.add_argument("--worst", type=int, default=10, metavar="N", help="pages that are explained")
    parser.add_argument("--cause", choices=CAUSES, metavar="CAUSE", help="explain pages with this cause only")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write all runs of all pages to this file")
    parser.add_argument("--jobs", type=int, default=2, help="worker processes")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    options = _arguments(argv)
    kinds = frozenset(kind.strip() for kind in options.kinds.split(",") if kind.strip())
    try:
        load(options.system)
        read = {folder.resolve().name: development(read_corpus(folder, kinds)) for folder in options.corpora}
    except (SystemMissingError, LayoutError) as error:
        print(error, file=sys.stderr)
        return 2
    report: dict[str, Any] = {}
    for name, pages in read.items():
        by_words = any(page.truth.text is not None for page in pages)
        diagnoses = examine_all(pages, options.system, options.jobs)
        if not diagnoses:
            print(f"{name}: no page of these kinds with a true body or snippets\n")
            continue
        causes = totals(diagnoses, points_per_loss(diagnoses, by_words=by_words))
        unit = "words" if by_words else "snippets"
        print(table(f"{name}: {len(diagnoses)} pages, {unit}", causes), end="\n\n")
        for diagnosis in worst(diagnoses, options.worst, options.cause):
            print(explain(diagnosis, options.cause), end="\n\n")
        report[name] = _report(diagnoses, causes)
    if options.json:
        options.json.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
