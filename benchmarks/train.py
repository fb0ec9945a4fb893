"""Learn the points of `scorecard.json` from development pages with known bodies, and cross-validate them over sites.

    python benchmarks/train.py CORPUS_DIR… [--kinds all] [--folds 5] [--weight CORPUS=N] [--write]

Each block of a page is labelled by aligning it with the true body: the heaviest chain of blocks whose words stand in
the truth in the same order. The first pass is an additive logistic model over classes of measurements, and one over
words on top of it; the second are boosted trees over the blocks that the first leaves open. What is learned from scores
sees those of points that were learned without the page's site.

The printed figures are cross-validated: for every fold a scorecard is made without its sites, and the whole pipeline
runs with it over its pages. Rules and field readers are the same in all folds.
"""

from __future__ import annotations

import argparse
import json
from array import array
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import scipy.sparse as sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from alignment import words_of
from cleanarticle.config.model import Config
from cleanarticle.errors import NoArticleFound
from cleanarticle.page.model import Page
from cleanarticle.page.segment import segment
from cleanarticle.parse.decode import decode
from cleanarticle.parse.lexbor import parse_html
from cleanarticle.pipeline import Extractor
from cleanarticle.score.context import ContextFeatures
from cleanarticle.score.features import BLOCK, CLOSED, CONTEXT, ELEMENTS, PARENT
from cleanarticle.score.first_pass import PageStats, block_table, element_table, page_stats, parent_table
from cleanarticle.score.first_scores import FirstScores, with_words
from cleanarticle.score.scorecard import load_scorecard
from cleanarticle.score.words import Words
from corpora import Page as Example
from corpora import read_corpus
from labels import label
from scoring import Result, score_page, summarise
from split import development, site_of
from systems import Output
from systems.cleanarticle import fields, output_of
from tables import text_table
from word_points import WordMatrix, card_of

SCORECARD = Path(__file__).parents[1] / "src" / "cleanarticle" / "score" / "scorecard.json"
MOST_WEIGHTED_WORDS = 60
STRENGTH = 0.3
TREES = 240
SEED = 1
FOREST = {
    "objective": "binary",
    "learning_rate": 0.04,
    "num_leaves": 15,
    "min_data_in_leaf": 60,
    "lambda_l2": 5.0,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "max_bin": 63,
    "seed": SEED,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbose": -1,
}
RISING = frozenset(
    "own before after long_before heading_after parent_share parent_purity twins_mean twins_share claimed".split()
)
FALLING = frozenset({"last_prose", "next_prose", "body_up", "opening_up"})
"""Features that never count the other way round: more prose around a block does not speak against it. Without this the
trees learn from pages whose annotation stops early that long bodies end somewhere."""
SHOWN = (
    "shingle F1",
    "shingle F1 with subtitle",
    "word F1",
    "word F1 with subtitle",
    "exact text",
    "paragraph F1",
    "snippet F1",
    "snippet F1 with subtitle",
    "kind",
    "no text",
)


@dataclass
class Sample:
    """One page with its labels.

    Attributes:
        name: Corpus and id.
        site: Its registered domain: all pages of a site are in one fold.
        example: The page as it lies in the corpus.
        page: The page.
        stats: What the first pass knows of it.
        labels: Whether each block is in the body; `None` where the truth does not say.
    """

    name: str
    site: str
    example: Example
    page: Page
    stats: PageStats
    labels: list[bool | None]

    @property
    def corpus(self) -> str:
        """Name of its corpus."""
        return self.name.partition("/")[0]


def read_samples(folders: list[Path], kinds: set[str]) -> list[Sample]:
    """Read, segment and label the pages that have a true body or snippets of it."""
    samples = []
    for folder in folders:
        for page in development(read_corpus(folder)):
            if kinds and page.kind not in kinds:
                continue
            segmented = segment(parse_html(decode(page.html).text))
            words = [words_of(block.text) for block in segmented.blocks]
            labels = label(segmented, words, page.truth)
            if labels is None:  # measured, but nothing can be learned from it
                labels = [None] * len(segmented.blocks)
            name = f"{folder.name}/{page.id}"
            samples.append(Sample(name, site_of(page), page, segmented, page_stats(segmented), labels))
    return samples


class Design:
    """Rows of measurements as classes: one column a class."""

    def __init__(self, spec: dict[str, tuple[float, ...]]) -> None:
        """Lay out the columns."""
        self.spec = spec
        self.starts = np.cumsum([0, *[len(thresholds) + 1 for thresholds in spec.values()]])

    def rows(self, measured: np.ndarray) -> sparse.csr_matrix:
        """The design matrix of some blocks."""
        columns = [
            np.searchsorted(np.array(thresholds, float), measured[:, at], side="right") + self.starts[at]
            for at, thresholds in enumerate(self.spec.values())
        ]
        row, column = np.tile(np.arange(len(measured)), len(columns)), np.concatenate(columns)
        return sparse.csr_matrix((np.ones(len(row), np.float32), (row, column)), shape=(len(measured), self.starts[-1]))

    def card(self, model: LogisticRegression, names: Container[str], *, has_base: bool) -> dict[str, object]:
        """The learned points of some features."""
        points = [round(float(value), 2) for value in model.coef_[0]]
        features = {
            name: points[self.starts[at] : self.starts[at + 1]] for at, name in enumerate(self.spec) if name in names
        }
        return {"base": round(float(model.intercept_[0]), 2) if has_base else 0.0, "features": features}


def fit(rows: sparse.csr_matrix, labels: np.ndarray, weights: np.ndarray) -> LogisticRegression:
    """Fit an additive logistic model."""
    model = LogisticRegression(C=STRENGTH, max_iter=300, tol=1e-4)
    return model.fit(rows, labels, sample_weight=weights)


FIRST_PASS = {**BLOCK, **PARENT, **ELEMENTS}


def measure_alone(sample: Sample) -> list[list[float]]:
    """First-pass features of all blocks of a page, in the order of `FIRST_PASS`."""
    blocks, parents = block_table(sample.page, sample.stats), parent_table(sample.page.containers)
    elements = element_table([block.container.within for block in sample.page.blocks])
    rows = []
    for index, block in enumerate(sample.page.blocks):
        parent = block.container.parent or block.container
        features = blocks.row(index) | parents.row(parent.index) | elements.row(index)
        rows.append([features[name] for name in FIRST_PASS])
    return rows


def measure_context(sample: Sample, first: FirstScores) -> np.ndarray:
    """Second-pass features of all blocks of a page, in the order of `CONTEXT`; some of those closed are 0."""
    context = ContextFeatures(sample.page, first, sample.stats)
    return np.array(context.table.values).reshape(-1, len(CONTEXT))


def weigh(sample: Sample) -> np.ndarray:
    """Weight of each block: long blocks count more, pages of many blocks not much more, unlabelled not at all."""
    words = np.minimum(MOST_WEIGHTED_WORDS, [block.words for block in sample.page.blocks])
    known = np.array([label is not None for label in sample.labels])
    return known * words**0.5 * 10 / len(words) ** 0.5


def fit_forest(rows: np.ndarray, labels: np.ndarray, weights: np.ndarray) -> lightgbm.Booster:
    """Fit the trees of the second pass."""
    directions = [(name in RISING) - (name in FALLING) for name in CONTEXT]
    settings = {**FOREST, "monotone_constraints": directions, "monotone_constraints_method": "intermediate"}
    return lightgbm.train(settings, lightgbm.Dataset(rows, labels, weight=weights), TREES)


def forest_card(model: lightgbm.Booster) -> dict[str, object]:
    """The trees as `scorecard.json` has them."""
    card: dict[str, list[Any]] = {key: [] for key in ("roots", "feature", "largest", "low", "high", "points")}
    for info in model.dump_model()["tree_info"]:
        card["roots"].append(add_node(info["tree_structure"], card))
    return {"features": list(CONTEXT), **card}


def add_node(node: dict[str, Any], card: dict[str, list[Any]]) -> int:
    """Append a node and all below it, each after its parent; its place."""
    place = len(card["feature"])
    is_leaf = "leaf_value" in node
    values = {
        "feature": -1 if is_leaf else node["split_feature"],
        "largest": 0 if is_leaf else float(f"{node['threshold']:.6g}"),
        "low": 0,
        "high": 0,
        "points": round(node["leaf_value" if is_leaf else "internal_value"], 4),
    }
    for key, value in values.items():
        card[key].append(value)
    if not is_leaf:
        card["low"][place] = add_node(node["left_child"], card)
        card["high"][place] = add_node(node["right_child"], card)
    return place


@dataclass(frozen=True)
class Models:
    """What was learned from some pages."""

    alone: LogisticRegression
    words: Words


class Trainer:
    """The blocks of all pages, measured, and the models fitted on some of them."""

    def __init__(self, samples: list[Sample], folds: int, corpus_weights: Mapping[str, float]) -> None:
        """Measure, and fit the first pass once a fold, so that the second sees scores of pages left out."""
        self.samples = samples
        self.ends = np.cumsum([0, *[len(sample.labels) for sample in samples]])
        self.labels = np.array([bool(label) for sample in samples for label in sample.labels], int)
        self.weights = np.concatenate([weigh(sample) * corpus_weights.get(sample.corpus, 1.0) for sample in samples])
        sites = [sample.site for sample in samples]
        self.folds = list(GroupKFold(folds, shuffle=True, random_state=SEED).split(samples, groups=sites))
        self.design = Design(FIRST_PASS)
        self.alone = self.design.rows(np.array([row for sample in samples for row in measure_alone(sample)]))
        self.words = WordMatrix([sample.page for sample in samples], sites)
        by_fold = [self.fit_alone(self.rows_of(train)) for train, _ in self.folds]
        self.without_words = np.zeros(len(self.labels))
        for model, (_, test) in zip(by_fold, self.folds, strict=True):
            rows = self.rows_of(test)
            self.without_words[rows] = model.decision_function(self.alone[rows])
        self.models = [
            Models(model, self.fit_words(self.rows_of(train)))
            for model, (train, _) in zip(by_fold, self.folds, strict=True)
        ]
        self.scores = np.zeros(len(self.labels))
        self.context = np.zeros((len(self.labels), len(CONTEXT)))
        for models, (_, test) in zip(self.models, self.folds, strict=True):
            for page in test:
                rows = slice(self.ends[page], self.ends[page + 1])
                first = with_words(samples[page].page, array("d", self.without_words[rows]), models.words)
                self.scores[rows] = first.scores
                self.context[rows] = measure_context(samples[page], first)

    def rows_of(self, pages: np.ndarray) -> np.ndarray:
        """Indexes of the blocks of some pages."""
        return np.concatenate([np.arange(self.ends[page], self.ends[page + 1]) for page in pages])

    def fit_alone(self, rows: np.ndarray) -> LogisticRegression:
        """Fit the first pass without words on some blocks."""
        return fit(self.alone[rows], self.labels[rows], self.weights[rows])

    def fit_words(self, rows: np.ndarray) -> Words:
        """Fit the words of the first pass on some blocks."""
        return self.words.fit(rows[self.weights[rows] > 0], self.labels, self.weights, self.without_words)

    def fit_context(self, rows: np.ndarray) -> lightgbm.Booster:
        """Fit the second pass on those of some blocks that the first leaves open."""
        rows = rows[(self.scores[rows] > CLOSED) & (self.weights[rows] > 0)]
        return fit_forest(self.context[rows], self.labels[rows], self.weights[rows])

    def scorecard(self, first: Models, second: lightgbm.Booster) -> str:
        """Both passes as `scorecard.json` has them."""
        cards = {
            "block": self.design.card(first.alone, BLOCK, has_base=True),
            "parent": self.design.card(first.alone, PARENT, has_base=False),
            "elements": self.design.card(first.alone, ELEMENTS, has_base=False),
            "words": card_of(first.words),
            "context": forest_card(second),
        }
        return "{\n" + ",\n".join(f'"{key}":{_compact(card)}' for key, card in cards.items()) + "\n}\n"

    def cross_validated(self, threshold: float) -> Iterator[tuple[Sample, Extractor]]:
        """Every page with an extractor whose points come from the other folds."""
        for models, (train, test) in zip(self.models, self.folds, strict=True):
            card = load_scorecard(self.scorecard(models, self.fit_context(self.rows_of(train))))
            extractor = Extractor(Config(threshold=threshold), scorecard=card)
            yield from ((self.samples[page], extractor) for page in test)


def _compact(card: Mapping[str, object]) -> str:
    """JSON without spaces; the parts of a card, which have thousands of numbers, on lines of their own."""
    parts = (f'"{key}":{json.dumps(value, separators=(",", ":"), ensure_ascii=False)}' for key, value in card.items())
    return "{" + ",\n".join(parts) + "}"


def run(extractor: Extractor, example: Example) -> Output:
    """Extract the article of a page."""
    try:
        return output_of(extractor.extract(example.html, url=example.url))
    except NoArticleFound:
        return Output()


def page_line(sample: Sample, result: Result) -> dict[str, object]:
    """What came out of a page with points that were learned without its site."""
    words = result.score.words
    return {
        "page": sample.name,
        "kind": sample.example.kind,
        "told": result.output.kind,
        "word_f1": None if words is None else round(words.f1, 4),
        "subtitle": result.output.subtitle,
        "text": result.output.text,
    }


def report(results: dict[str, list[Result]]) -> None:
    """Print the figures of every group of pages."""
    groups = [group for group in sorted(results) if ":" not in group or len({*_kinds(results, group)}) > 1]
    figures = {group: summarise(results[group], fields) for group in groups}
    rows = [[row, *[_written(figures[group].get(row)) for group in groups]] for row in SHOWN]
    print(text_table(["", *[f"{group} ({len(results[group])})" for group in groups]], rows))


def _written(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.4f}"


def _kinds(results: Mapping[str, list[Result]], group: str) -> Iterator[str]:
    """The kinds of the pages in the corpus of a group."""
    return (result.page.kind for result in results[group.partition(":")[0]])


def main() -> None:
    """Read, cross-validate, and write the scorecard if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--kinds", default="all", help="kinds of pages, separated by commas")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--weight", action="append", default=[], metavar="CORPUS=N", help="how much its pages count")
    parser.add_argument("--threshold", type=float, default=Config().threshold_for(), help="score a block needs")
    parser.add_argument("--pages", type=Path, metavar="FILE", help="write what came out of each page, as JSON lines")
    parser.add_argument("--write", action="store_true", help="fit on all pages and write scorecard.json")
    options = parser.parse_args()
    kinds = set() if options.kinds == "all" else set(options.kinds.split(","))
    samples = read_samples(options.corpus, kinds)
    weights = {name: float(weight) for name, weight in (each.split("=") for each in options.weight)}
    trainer = Trainer(samples, options.folds, weights)
    sites = {sample.site for sample in samples}
    closed = trainer.scores <= CLOSED
    lost = np.sum(closed * trainer.labels) / trainer.labels.sum()
    print(f"{len(samples)} pages, {len(sites)} sites, {len(trainer.labels)} blocks")
    print(f"closed after the first pass: {np.mean(closed):.1%} of blocks, {lost:.2%} of the body's")
    results: dict[str, list[Result]] = defaultdict(list)
    lines = []
    for sample, extractor in trainer.cross_validated(options.threshold):
        output = run(extractor, sample.example)
        result = Result(sample.example, output, score_page(sample.example.truth, output))
        results[sample.corpus].append(result)
        results[f"{sample.corpus}: {sample.example.kind}"].append(result)
        lines.append(json.dumps(page_line(sample, result), ensure_ascii=False))
    report(results)
    if options.pages:
        options.pages.write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")
    if options.write:
        everything = np.arange(len(trainer.labels))
        first = Models(trainer.fit_alone(everything), trainer.fit_words(everything))
        card = trainer.scorecard(first, trainer.fit_context(everything))
        SCORECARD.write_text(card, encoding="utf-8")


if __name__ == "__main__":
    main()
