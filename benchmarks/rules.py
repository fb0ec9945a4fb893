"""What every rule does: how often it fires, how often it is right, and what the quality is without it.

Usage: ``python benchmarks/rules.py CORPUS_DIR... [--kinds all] [--write] [--jobs 2]``

A rule *names* a block wherever it would mark it; most blocks are kept out by their score alone, and a rule adds but the
reason. It *fires* where it marks a block of those the judge asks about. It *decides* where the block's fate is another
one without the rule; this is found by judging each page again without each rule that fires on it. The labels of blocks
are those of training. ``--write`` puts the figures into ``rules.json``, from which the catalogue of rules takes them.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import measures
from alignment import words_of
from cleanarticle.body.select import Selection
from cleanarticle.config.model import Config
from cleanarticle.errors import CleanArticleError
from cleanarticle.pipeline import Extractor
from cleanarticle.rules.library import bundled_rules
from corpora import LayoutError, Truth, read_corpus
from corpora import Page as Example
from labels import label
from split import development
from tables import text_table

FIGURES = Path(__file__).with_name("rules.json")
_PER_MYRIAD = 10_000


@dataclass(slots=True)
class Figures:
    """What one rule does on some pages.

    Attributes:
        named: Blocks it marks when all of a page are asked, also those that their score alone keeps out.
        pages: Pages on which it marks a block.
        fires: Blocks it marks, of those whose truth is known.
        fires_right: Those of them on which it is right: a drop of what is not body, or points for what is.
        right: Blocks it decides rightly: with the rule the fate is the true one, without it is not.
        wrong: Blocks it decides wrongly.
        gain: Sum over pages of F1 with the rule, less that without it.
    """

    named: int = 0
    pages: int = 0
    fires: int = 0
    fires_right: int = 0
    right: int = 0
    wrong: int = 0
    gain: float = 0.0

    def add(self, other: Figures) -> None:
        """Add the figures of other pages."""
        self.named += other.named
        self.pages += other.pages
        self.fires += other.fires
        self.fires_right += other.fires_right
        self.right += other.right
        self.wrong += other.wrong
        self.gain += other.gain


@cache
def _extractor(without: str | None = None) -> Extractor:
    return Extractor(Config(rules_off=(without,)) if without else None)


def _body(example: Example, without: str | None, *, with_reasons: bool = False) -> Selection:
    return _extractor(without).run(example.html, url=example.url, with_reasons=with_reasons).text


def figures_of(example: Example) -> dict[str, Figures]:
    """What each rule that fires on a page does there, by its name; empty where the truth fits no block of the page."""
    try:
        with_all = _body(example, None)
    except CleanArticleError:
        return {}
    page = with_all.ledger.page
    labels = label(page, [words_of(block.text) for block in page.blocks], example.truth)
    if labels is None:
        return {}
    found = _firings(with_all, labels)
    asked = [*found]
    for marks in _body(example, None, with_reasons=True).ledger.marks.values():
        for mark in marks:
            found.setdefault(mark.rule, Figures()).named += 1
    score = _f1(with_all, example.truth)
    for name in asked:
        figures = found[name]
        without = _body(example, name)
        changed = set(with_all.kept) ^ set(without.kept)
        if changed:
            known = [index for index in changed if labels[index] is not None]
            kept = set(with_all.kept)
            figures.right = sum(labels[index] == (index in kept) for index in known)
            figures.wrong = len(known) - figures.right
            figures.gain = score - _f1(without, example.truth)
    return found


def _firings(selection: Selection, labels: Sequence[bool | None]) -> dict[str, Figures]:
    found: dict[str, Figures] = defaultdict(Figures)
    for index, marks in selection.ledger.marks.items():
        for mark in marks:
            figures = found[mark.rule]
            figures.pages = 1
            if labels[index] is not None and not mark.overruled:
                figures.fires += 1
                figures.fires_right += labels[index] == (mark.points > 0)
    return dict(found)


def _f1(selection: Selection, truth: Truth) -> float:
    output = "\n\n".join(block.text for block in selection.blocks)
    if truth.text is not None:
        return measures.word_f1(truth.text, output).f1
    return measures.micro_scores([measures.snippet_counts(truth.present or (), truth.absent or (), output)]).f1


def rule_table(totals: dict[str, Figures], pages: int) -> str:
    """The rules, those first without which the quality falls most."""
    header = ["rule", "named", "pages", "fires", "right", "decides", "right", "gain (1e-4)"]
    rows = []
    for name in sorted(totals, key=lambda name: -totals[name].gain):
        each = totals[name]
        decided = each.right + each.wrong
        rows.append(
            [
                name,
                str(each.named),
                str(each.pages),
                str(each.fires),
                _share(each.fires_right, each.fires),
                str(decided),
                _share(each.right, decided),
                f"{each.gain / pages * _PER_MYRIAD:+.2f}",
            ]
        )
    return text_table(header, rows)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "–"


def _total(results: Iterable[dict[str, Figures]]) -> dict[str, Figures]:
    totals = {rule.name: Figures() for rule in bundled_rules()}
    for done, result in enumerate(results, 1):
        for name, figures in result.items():
            totals[name].add(figures)
        if done % 100 == 0:
            print(f"{done} pages", end="\r", file=sys.stderr, flush=True)
    return totals


def _results(examples: list[Example], jobs: int) -> Iterator[dict[str, Figures]]:
    # Spawned, so that no worker inherits what another library has open.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        yield from pool.map(figures_of, examples, chunksize=8)


def main() -> None:
    """Judge every page with all rules and without each, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--kinds", default="all", help="kinds of pages, separated by commas")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--write", action="store_true", help="write rules.json")
    options = parser.parse_args()
    kinds = frozenset() if options.kinds == "all" else frozenset(options.kinds.split(","))
    try:
        examples = [page for folder in options.corpus for page in development(read_corpus(folder, kinds))]
    except LayoutError as error:
        sys.exit(f"rules.py: {error}")
    totals = _total(_results(examples, options.jobs))
    print(f"{len(examples)} pages")
    print(rule_table(totals, len(examples)))
    if options.write:
        FIGURES.write_text(json.dumps(_as_data(totals, len(examples)), indent=1) + "\n", encoding="utf-8")


def _as_data(totals: dict[str, Figures], pages: int) -> dict[str, dict[str, float]]:
    return {
        name: {
            "named": each.named,
            "pages": each.pages,
            "fires": each.fires,
            "fires_right": each.fires_right,
            "right": each.right,
            "wrong": each.wrong,
            "effect": round(each.gain / pages, 6),
        }
        for name, each in sorted(totals.items())
    }


if __name__ == "__main__":
    main()
