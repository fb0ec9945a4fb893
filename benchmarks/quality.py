"""How good: every system over every page of annotated corpora, one table a corpus, all systems side by side.

Usage: ``python benchmarks/quality.py CORPUS_DIR... [--systems cleanarticle,trafilatura] [--kinds article]
[--json OUT] [--by kind|language] [--worst N [--system cleanarticle] [--measure words]] [--jobs 2] [--fresh]
[--frozen]``
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from corpora import LayoutError, Page, read_corpus
from runner import OutputCache, run_all, version_of
from scoring import HEADLINES, ROWS, PageScore, Result, Results, score_page, summarise
from split import development, frozen
from systems import SYSTEMS, SystemMissingError, load
from tables import text_table
from worst import explain, worst_pages

OURS = "cleanarticle"
CACHE = Path(__file__).resolve().parent.parent / ".bench" / "cache" / "outputs.sqlite"
SMALL_GROUP = 5
FROZEN_NOTE = "Frozen sites. Log this reading in benchmarks/LOG.md, with its date and its reason, whatever it says.\n"


def measure_all(pages: Sequence[Page], systems: Sequence[str], *, jobs: int, cache: OutputCache) -> Results:
    """Run the systems over the pages and measure what comes out."""
    outputs = run_all(systems, pages, jobs=jobs, cache=cache, uncached=frozenset({OURS}), progress=_progress)
    pairs = [(system, page) for system in systems for page in pages]
    found = [outputs[system, page.id] for system, page in pairs]
    results: dict[str, list[Result]] = {system: [] for system in systems}
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        scores = pool.map(score_page, [page.truth for _, page in pairs], found, chunksize=16)
        for (system, page), output, score in zip(pairs, found, scores, strict=True):
            results[system].append(Result(page, output, score))
    return results


def table(title: str, columns: Mapping[str, Mapping[str, float]], rows: Sequence[str]) -> str:
    """A plain-text table of figures: only rows that have one, the best of each marked with an asterisk."""
    lines = []
    for row in rows:
        values = [column.get(row) for column in columns.values()]
        known = [value for value in values if value is not None]
        if known:
            best = _best(row, known)
            lines.append([row, *(_cell(value, best) for value in values)])
    return text_table([title, *(f"{name} " for name in columns)], lines)


def group_tables(results: Results, by: str) -> str:
    """One table a headline measure: a row for each kind or language, small groups together as "other"."""
    labels = _group_labels(next(iter(results.values())), by)
    columns = {
        system: {label: _summary(system, _members(per_page, by, labels, label)) for label in set(labels.values())}
        for system, per_page in results.items()
    }
    rows = list(dict.fromkeys(labels.values()))
    tables = []
    for measure in HEADLINES:
        measured = {
            system: {label: summary[measure] for label, summary in groups.items() if measure in summary}
            for system, groups in columns.items()
        }
        if any(measured.values()):
            tables.append(table(f"{measure} by {by}", measured, rows))
    return "\n\n".join(tables)


def _group_labels(results: Sequence[Result], by: str) -> dict[str, str]:
    sizes = Counter(str(getattr(result.page, by)) for result in results)
    rest = sum(size for size in sizes.values() if size < SMALL_GROUP)
    return {
        group: f"{group} ({size})" if size >= SMALL_GROUP else f"other ({rest})" for group, size in sizes.most_common()
    }


def _members(results: Sequence[Result], by: str, labels: Mapping[str, str], label: str) -> list[Result]:
    return [result for result in results if labels[getattr(result.page, by)] == label]


def _summary(system: str, results: Sequence[Result]) -> dict[str, float]:
    return summarise(results, load(system).fields)


def _best(row: str, values: list[float]) -> float | None:
    if len(values) < 2 or max(values) == min(values):
        return None
    return min(values) if row.endswith((" wrong", " empty", "no text", "failed")) else max(values)


def _cell(value: float | None, best: float | None) -> str:
    if value is None:
        return "- "
    return (f"{value:.4f}" if isinstance(value, float) else f"{value}") + ("*" if value == best else " ")


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty() or done == total or done % 500 == 0:
        print(f"\r{done} of {total} extractions", end="\n" if done == total else "", file=sys.stderr, flush=True)


def _report(system: str, results: Sequence[Result], by: str | None) -> dict[str, Any]:
    report: dict[str, Any] = {"version": version_of(load(system)), "measures": _named(system, results)}
    if by:
        groups = sorted({getattr(result.page, by) for result in results})
        report[by] = {
            group: _named(system, [result for result in results if getattr(result.page, by) == group])
            for group in groups
        }
    report["pages"] = {result.page.id: {"failed": result.output.failed, **asdict(result.score)} for result in results}
    return report


def _named(system: str, results: Sequence[Result]) -> dict[str, float]:
    return {row.strip(): value for row, value in _summary(system, results).items()}


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="quality.py", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpora", nargs="+", type=Path, metavar="CORPUS_DIR", help="a folder in a known layout")
    parser.add_argument("--systems", type=_names, default=SYSTEMS, help=f"of {','.join(SYSTEMS)}; all by default")
    parser.add_argument("--kinds", type=_names, default=(), help="kinds of page to measure; all by default")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write all figures, page by page, to this file")
    parser.add_argument("--by", choices=("kind", "language"), help="also print the headline measures by group")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="also print the N worst pages, with a diff")
    parser.add_argument("--system", default=OURS, help="whose worst pages")
    measures = [field.name for field in fields(PageScore)]
    parser.add_argument("--measure", choices=measures, help="worst by which measure of a page")
    parser.add_argument("--jobs", type=int, default=2, help="worker processes")
    parser.add_argument("--fresh", action="store_true", help="run every system again, whatever the cache holds")
    parser.add_argument("--frozen", action="store_true", help="measure the frozen sites, which are left out otherwise")
    options = parser.parse_args(argv)
    if options.worst and options.system not in options.systems:
        parser.error(f"--worst needs {options.system} among --systems")
    return options


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    options = _arguments(argv)
    try:
        for system in options.systems:
            load(system)
        side = frozen if options.frozen else development
        kinds = frozenset(options.kinds)
        corpora = {folder.resolve().name: side(read_corpus(folder, kinds)) for folder in options.corpora}
    except (SystemMissingError, LayoutError) as error:
        print(error, file=sys.stderr)
        return 2
    if options.frozen:
        print(FROZEN_NOTE)
    cache = OutputCache(CACHE, fresh=options.fresh)
    report: dict[str, Any] = {}
    for name, pages in corpora.items():
        if not pages:
            print(f"{name}: no page of these kinds\n")
            continue
        results = measure_all(pages, options.systems, jobs=options.jobs, cache=cache)
        columns = {system: _summary(system, per_page) for system, per_page in results.items()}
        print(table(f"{name} ({len(pages)} pages)", columns, ROWS), end="\n\n")
        if options.by:
            print(group_tables(results, options.by), end="\n\n")
        if options.worst:
            for value, result in worst_pages(results[options.system], options.worst, options.measure):
                print(explain(value, result), end="\n\n")
        systems = {system: _report(system, per_page, options.by) for system, per_page in results.items()}
        report[name] = {"pages": len(pages), "systems": systems}
    if options.json:
        options.json.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
