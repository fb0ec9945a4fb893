"""Learn the points of `scorecard.json` from development pages with known bodies, and cross-validate them over sites.

    python benchmarks/train.py CORPUS_DIR… [--kinds article] [--folds 5] [--write]

Each block of a page is labelled by aligning it with the true body: the heaviest chain of blocks whose words stand in
the truth in the same order. Both passes are additive logistic models over classes of measurements, fitted in turn.
The printed figures are cross-validated, no site in both training and test: word F1 of the blocks above the line
against the true body, or where only snippets are known the share of blocks that hold one and are judged right.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlparse

import numpy as np
import scipy.sparse as sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from alignment import IN_BODY, LEAST_COVERAGE, align, words_of
from cleanarticle.decode import decode
from cleanarticle.dom.lexbor import parse_html
from cleanarticle.page import Page
from cleanarticle.segment import segment
from cleanarticle.signals import (
    ALONE,
    CONTEXT,
    PLACE,
    WITHIN,
    Setting,
    Surroundings,
    alone,
    meaning,
    place,
    setting_of,
)
from corpora import Truth, read_corpus

SCORECARD = Path(__file__).parents[1] / "src" / "cleanarticle" / "scorecard.json"
MOST_WEIGHTED_WORDS = 60
STRENGTH = 0.3
LEAST_CUE_BLOCKS = 30


@dataclass
class Sample:
    """One page with its labels.

    Attributes:
        name: Corpus and id.
        site: What no two folds share.
        page: The page.
        setting: What the first pass knows of it.
        words: Words of each block.
        truth: Words of the true body.
        labels: Whether each block is in the body; `None` where the truth does not say.
    """

    name: str
    site: str
    page: Page
    setting: Setting
    words: list[list[str]]
    truth: list[str]
    labels: list[bool | None]


def label_by_snippets(page: Page, wanted: Sequence[str], unwanted: Sequence[str]) -> list[bool | None]:
    """Label the blocks that hold a snippet which must, or must not, come out."""
    labels: list[bool | None] = []
    for block in page.blocks:
        text = " ".join(block.text.split())
        in_body = any(snippet in text for snippet in wanted)
        in_cruft = any(snippet in text or (len(text) > 12 and text in snippet) for snippet in unwanted)
        labels.append(None if in_body == in_cruft else in_body)
    return labels


def label(page: Page, words: list[list[str]], truth: Truth) -> list[bool | None] | None:
    """Label the blocks of a page by its true body, else by its snippets; `None` if neither fits the page."""
    body = truth.text
    if body is not None:
        shares, coverage = align(words, words_of(body))
        return [share > IN_BODY for share in shares] if coverage >= LEAST_COVERAGE else None
    labels = label_by_snippets(page, truth.present or (), truth.absent or ())
    return labels if any(labels) else None


def read_samples(folders: list[Path], kinds: set[str]) -> list[Sample]:
    """Read, segment and label the pages that have a true body or snippets of it."""
    samples = []
    for folder in folders:
        for page in read_corpus(folder):
            if page.kind not in kinds:
                continue
            segmented = segment(parse_html(decode(page.html).text))
            words = [words_of(block.text) for block in segmented.blocks]
            labels = label(segmented, words, page.truth)
            if labels is None:
                continue
            site = urlparse(page.url or "").netloc.removeprefix("www.") or page.id.split(".V")[0]
            name = f"{folder.name}/{page.id}"
            samples.append(
                Sample(name, site, segmented, setting_of(segmented), words, words_of(page.truth.text or ""), labels)
            )
    return samples


class Design:
    """Rows of measurements as classes: one column a class, one more a cue."""

    def __init__(self, spec: dict[str, tuple[float, ...]], cues: list[str]) -> None:
        """Lay out the columns."""
        self.spec = spec
        self.cues = cues
        self.starts = np.cumsum([0, *[len(thresholds) + 1 for thresholds in spec.values()]])

    def rows(self, measured: np.ndarray, cues: list[frozenset[str]]) -> sparse.csr_matrix:
        """The design matrix of some blocks."""
        columns = [
            np.searchsorted(np.array(thresholds, float), measured[:, at], side="right") + self.starts[at]
            for at, thresholds in enumerate(self.spec.values())
        ]
        row = np.tile(np.arange(len(measured)), len(columns))
        column = np.concatenate(columns)
        if self.cues:
            place = {cue: self.starts[-1] + at for at, cue in enumerate(self.cues)}
            pairs = [(at, place[cue]) for at, found in enumerate(cues) for cue in found if cue in place]
            row = np.concatenate([row, np.array([at for at, _ in pairs], int)])
            column = np.concatenate([column, np.array([at for _, at in pairs], int)])
        shape = (len(measured), self.starts[-1] + len(self.cues))
        return sparse.csr_matrix((np.ones(len(row), np.float32), (row, column)), shape=shape)

    def card(self, model: LogisticRegression, names: Container[str]) -> dict[str, object]:
        """The learned points of some signals."""
        points = [round(float(value), 2) for value in model.coef_[0]]
        signals = {
            name: points[self.starts[at] : self.starts[at + 1]] for at, name in enumerate(self.spec) if name in names
        }
        cues = dict(zip(self.cues, points[self.starts[-1] :], strict=True))
        return {"base": round(float(model.intercept_[0]), 2), "signals": signals, "cues": cues}


def fit(rows: sparse.csr_matrix, labels: np.ndarray, weights: np.ndarray) -> LogisticRegression:
    """Fit an additive logistic model."""
    model = LogisticRegression(C=STRENGTH, max_iter=300, tol=1e-4)
    return model.fit(rows, labels, sample_weight=weights)


def measure_alone(sample: Sample) -> list[list[float]]:
    """First-pass measurements of all blocks of a page."""
    rows, before = [], 0.0
    for block in sample.page.blocks:
        rows.append(
            alone(block, before, sample.setting)
            + place(block.container.parent or block.container)
            + meaning(block.container.within)
        )
        before += block.words
    return rows


def measure_context(sample: Sample, scores: np.ndarray) -> list[list[float]]:
    """Second-pass measurements of all blocks of a page."""
    surroundings = Surroundings(sample.page, [float(score) for score in scores], sample.setting)
    return [surroundings.measure(block.index) for block in sample.page.blocks]


def weigh(sample: Sample) -> np.ndarray:
    """Weight of each block: long blocks count more, pages of many blocks not much more, unlabelled not at all."""
    words = np.minimum(MOST_WEIGHTED_WORDS, [block.words for block in sample.page.blocks])
    known = np.array([label is not None for label in sample.labels])
    return known * words**0.5 * 10 / len(words) ** 0.5


def word_f1(sample: Sample, kept: np.ndarray) -> float:
    """Word-bag F1 of the kept blocks against the truth."""
    found: Counter[str] = Counter()
    for words, keep in zip(sample.words, kept, strict=True):
        if keep:
            found.update(words)
    truth = Counter(sample.truth)
    both = sum((truth & found).values())
    return 2 * both / (sum(truth.values()) + sum(found.values())) if both else 0.0


def labels_right(sample: Sample, kept: np.ndarray) -> float:
    """Share of the labelled blocks that are kept or dropped as they should be."""
    pairs = [(label, keep) for label, keep in zip(sample.labels, kept, strict=True) if label is not None]
    return sum(label == keep for label, keep in pairs) / len(pairs)


def main() -> None:
    """Read, cross-validate, and write the scorecard if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--kinds", default="article")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--write", action="store_true", help="fit on all pages and write scorecard.json")
    options = parser.parse_args()
    samples = read_samples(options.corpus, set(options.kinds.split(",")))
    ends = np.cumsum([0, *[len(sample.labels) for sample in samples]])
    labels = np.array([bool(label) for sample in samples for label in sample.labels], int)
    weights = np.concatenate([weigh(sample) for sample in samples])
    cues = [block.cues for sample in samples for block in sample.page.blocks]
    counted = Counter(cue for found in cues for cue in found)
    names = sorted(cue for cue, count in counted.items() if count >= LEAST_CUE_BLOCKS)
    sites = {sample.site for sample in samples}
    print(f"{len(samples)} pages, {len(sites)} sites, {len(labels)} blocks, {len(names)} cues")
    first_design, second_design = Design({**ALONE, **PLACE, **WITHIN}, []), Design(dict(CONTEXT), names)
    measured = np.array([row for sample in samples for row in measure_alone(sample)])
    first_rows = first_design.rows(measured, cues)

    def rows_of(pages: np.ndarray) -> np.ndarray:
        return np.concatenate([np.arange(ends[page], ends[page + 1]) for page in pages])

    def context_rows(scores: np.ndarray) -> sparse.csr_matrix:
        table = [
            row for at, sample in enumerate(samples) for row in measure_context(sample, scores[ends[at] : ends[at + 1]])
        ]
        return second_design.rows(np.array(table), cues)

    def report(name: str, scores: np.ndarray) -> None:
        for threshold in (-0.8, -0.4, 0.0, 0.4, 0.8):
            by_corpus: dict[str, list[float]] = defaultdict(list)
            for at, sample in enumerate(samples):
                kept = scores[ends[at] : ends[at + 1]] > threshold
                measure = word_f1 if sample.truth else labels_right
                by_corpus[sample.name.split("/")[0]].append(measure(sample, kept))
            line = "  ".join(f"{corpus} {np.mean(values):.4f}" for corpus, values in by_corpus.items())
            print(f"{name:8} threshold {threshold:+.1f}  {line}")

    if options.folds:
        first_scores, second_scores = np.zeros(len(labels)), np.zeros(len(labels))
        folds = list(GroupKFold(options.folds).split(samples, groups=[sample.site for sample in samples]))
        for train, test in folds:
            inside, outside = rows_of(train), rows_of(test)
            model = fit(first_rows[inside], labels[inside], weights[inside])
            first_scores[outside] = model.decision_function(first_rows[outside])
        lost = np.sum((first_scores < -4) * labels) / labels.sum()
        print(f"closed after the first pass: {np.mean(first_scores < -4):.1%} of blocks, {lost:.2%} of the body's")
        second_rows = context_rows(first_scores)
        for train, test in folds:
            inside, outside = rows_of(train), rows_of(test)
            model = fit(second_rows[inside], labels[inside], weights[inside])
            second_scores[outside] = model.decision_function(second_rows[outside])
        report("alone", first_scores)
        report("context", second_scores)
    if options.write:
        first = fit(first_rows, labels, weights)
        second = fit(context_rows(first.decision_function(first_rows)), labels, weights)
        cards = {
            "alone": first_design.card(first, ALONE),
            "place": {**first_design.card(first, PLACE), "base": 0.0},
            "within": {**first_design.card(first, WITHIN), "base": 0.0},
            "context": second_design.card(second, CONTEXT),
        }
        SCORECARD.write_text(json.dumps(cards, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
