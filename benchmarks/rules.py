"""What every rule is worth over sites: how often it is right, and what the quality is without it.

    python benchmarks/rules.py CORPUS_DIR… [--kinds all] [--weight CORPUS=N] [--without RULE,RULE] [--write]

Every page is judged with points that were learned without its site, as in `train.py`: on pages that the points were
learned from, rules have little left to do. It is judged with all rules, and again without each one that marks a block.

A rule *names* a block wherever it would mark it; most blocks are kept out by their score alone, and a rule adds but the
reason. It *fires* where it marks a block of those the judge asks about. It *decides* where the block's fate is another
one without the rule. The labels of blocks are those of training. `--without` turns several rules off at once.
`--write` puts the figures into `rules.json`, from which the catalogue of rules takes them.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

import measures
from alignment import words_of
from cleanarticle.body.select import Selection
from cleanarticle.config.model import Config
from cleanarticle.errors import CleanArticleError
from cleanarticle.pipeline import Extractor, Outcome
from cleanarticle.rules.library import bundled_rules
from cleanarticle.score.scorecard import load_scorecard
from corpora import Page as Example
from corpora import Truth
from labels import label
from scoring import score_page
from systems import Output
from systems.cleanarticle import output_of
from tables import text_table

FIGURES = Path(__file__).with_name("rules.json")
FOLDS = 5
_PER_MYRIAD = 10_000
_WRITTEN = ("named", "pages", "fires", "fires_right", "right", "wrong")


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
        words_right: Words of the blocks that it decides rightly.
        words_wrong: Words of those it decides wrongly.
        better: Pages whose F1 is larger with the rule.
        worse: Pages whose F1 is smaller.
        word: Sum over pages of word F1 with the rule, less that without it; of snippet F1 where no text is known.
        shingle: The same of shingle F1.
        paragraph: The same of paragraph F1.
    """

    named: int = 0
    pages: int = 0
    fires: int = 0
    fires_right: int = 0
    right: int = 0
    wrong: int = 0
    words_right: float = 0.0
    words_wrong: float = 0.0
    better: int = 0
    worse: int = 0
    word: float = 0.0
    shingle: float = 0.0
    paragraph: float = 0.0

    def add(self, other: Figures) -> None:
        """Add the figures of other pages."""
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))


@dataclass(frozen=True, slots=True)
class Task:
    """A page, and the points to judge it with.

    Attributes:
        example: The page.
        card: A scorecard that was learned without its site, as JSON.
        together: Rules that are turned off at once; if there are none, each rule is turned off alone.
    """

    example: Example
    card: str
    together: tuple[str, ...] = ()


@cache
def _extractor(card: str, without: tuple[str, ...] = ()) -> Extractor:
    return Extractor(Config(rules_off=without), scorecard=load_scorecard(card))


def figures_of(task: Task) -> dict[str, Figures]:
    """What each rule that fires on a page does there, by its name; empty where the truth fits no block of the page."""
    example = task.example
    try:
        with_all = _extractor(task.card).run(example.html, url=example.url, with_reasons=True)
    except CleanArticleError:
        return {}
    page = with_all.text.ledger.page
    labels = label(page, [words_of(block.text) for block in page.blocks], example.truth)
    if labels is None:
        return {}
    found = _firings(with_all.text, labels)
    sets = [(name, (name,)) for name, figures in found.items() if figures.pages]
    if task.together:
        sets = [("together", task.together)]
    for name, off in sets:
        without = _extractor(task.card, off).run(example.html, url=example.url)
        _compare(found.setdefault(name, Figures()), with_all, without, labels, example.truth)
    return found


def _compare(
    figures: Figures, with_rule: Outcome, without: Outcome, labels: Sequence[bool | None], truth: Truth
) -> None:
    kept, changed = set(with_rule.text.kept), set(with_rule.text.kept) ^ set(without.text.kept)
    blocks = with_rule.text.ledger.page.blocks
    for index in changed:
        if index < len(labels) and labels[index] is not None:
            is_right = labels[index] == (index in kept)
            figures.right += is_right
            figures.wrong += not is_right
            figures.words_right += blocks[index].words * is_right
            figures.words_wrong += blocks[index].words * (not is_right)
    outputs = _output(with_rule), _output(without)
    if outputs[0] == outputs[1]:
        return
    first, second = (_rates(truth, output) for output in outputs)
    figures.word, figures.shingle, figures.paragraph = (one - two for one, two in zip(first, second, strict=True))
    figures.better, figures.worse = int(figures.word > 0), int(figures.word < 0)


def _output(outcome: Outcome) -> Output:
    return Output() if outcome.fields.article is None else output_of(outcome.fields.article)


def _rates(truth: Truth, output: Output) -> tuple[float, float, float]:
    score = score_page(truth, output)
    word = score.words.f1 if score.words else measures.micro_scores([score.snippets]).f1 if score.snippets else 0.0
    shingle = measures.macro_scores([score.shingles]).f1 if score.shingles else 0.0
    return word, shingle, score.paragraphs.f1 if score.paragraphs else 0.0


def _firings(selection: Selection, labels: Sequence[bool | None]) -> dict[str, Figures]:
    ledger = selection.ledger
    found: dict[str, Figures] = {}
    for index, marks in ledger.marks.items():
        for mark in marks:
            figures = found.setdefault(mark.rule, Figures())
            figures.named += 1
            if index in ledger.open:
                figures.pages = 1
                if labels[index] is not None and not mark.overruled:
                    figures.fires += 1
                    figures.fires_right += labels[index] == (mark.points > 0)
    return found


def rule_table(totals: Mapping[str, Figures], pages: int) -> str:
    """The rules, those first without which the quality falls most; rates in ten-thousandths of all pages."""
    header = "rule|named|pages|fires|right|decides right|wrong|words right|wrong|better|worse|word F1|shingle|paragraph"
    rows = []
    for name in sorted(totals, key=lambda name: -totals[name].word):
        each = totals[name]
        counts = (each.right, each.wrong, each.words_right, each.words_wrong, each.better, each.worse)
        rates = (each.word, each.shingle, each.paragraph)
        row = [name, str(each.named), str(each.pages), str(each.fires), _share(each.fires_right, each.fires)]
        row += [f"{count:.0f}" for count in counts]
        rows.append(row + [f"{rate / pages * _PER_MYRIAD:+.2f}" for rate in rates])
    return text_table(header.split("|"), rows)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "–"


def totals_of(tasks: Sequence[Task], jobs: int) -> dict[str, Figures]:
    """The figures of all rules over some pages, which worker processes judge."""
    totals = {rule.name: Figures() for rule in bundled_rules()}
    # Spawned, so that no worker inherits what another library has open.
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        for done, found in enumerate(pool.map(figures_of, tasks, chunksize=8), 1):
            for name, figures in found.items():
                totals.setdefault(name, Figures()).add(figures)
            if done % 100 == 0:
                print(f"{done} pages", end="\r", file=sys.stderr, flush=True)
    return totals


def _tasks(options: argparse.Namespace) -> Iterator[Task]:
    """Every page, with the scorecard of its fold."""
    from train import Trainer, read_samples  # needs packages that nothing else here does

    kinds = set() if options.kinds == "all" else set(options.kinds.split(","))
    weights = {name: float(weight) for name, weight in (each.split("=") for each in options.weight)}
    trainer = Trainer(read_samples(options.corpus, kinds), FOLDS, weights)
    together = tuple(filter(None, options.without.split(",")))
    for models, (train, test) in zip(trainer.models, trainer.folds, strict=True):
        card = trainer.scorecard(models, trainer.fit_context(trainer.rows_of(train)))
        yield from (Task(trainer.samples[page].example, card, together) for page in test)


def main() -> None:
    """Judge every page with all rules and without each, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--kinds", default="all", help="kinds of pages, separated by commas")
    parser.add_argument("--weight", action="append", default=[], metavar="CORPUS=N", help="as in training")
    parser.add_argument("--without", default="", metavar="RULE,RULE", help="turn these off together")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--write", action="store_true", help="write rules.json")
    options = parser.parse_args()
    tasks = list(_tasks(options))
    totals = totals_of(tasks, options.jobs)
    print(f"{len(tasks)} pages")
    print(rule_table(totals, len(tasks)))
    if options.write:
        FIGURES.write_text(json.dumps(_as_data(totals, len(tasks)), indent=1) + "\n", encoding="utf-8")


def _as_data(totals: Mapping[str, Figures], pages: int) -> dict[str, dict[str, float]]:
    return {
        name: {
            **{field: getattr(each, field) for field in _WRITTEN},
            "effect": round(each.word / pages, 6),
        }
        for name, each in sorted(totals.items())
    }


if __name__ == "__main__":
    main()
