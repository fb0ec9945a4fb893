"""Learn the points of `quality.json` from development pages with a true body, and cross-validate them over sites.

    python benchmarks/train_quality.py CORPUS_DIR… [--folds 5] [--weight CORPUS=N] [--write]

A body is right if its word F1 against the truth is 0.9 or more. What is learned from are bodies of scorecards and page
types that were learned without the page's site, so that their scores are as sure, and as wrong, as on new sites. The
model is an additive logistic one over classes of the features of a body; what can only speak for a body has no class
with fewer points than the one below it. The printed figures are cross-validated over sites once more. `--write` also
writes them into `docs/guides/quality.md`, with their diagram.
"""

from __future__ import annotations

import argparse
import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from scipy.optimize import minimize
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from threadpoolctl import threadpool_limits

import train_page_type
from cleanarticle.article import PageType
from cleanarticle.config.model import Config
from cleanarticle.pipeline import Outcome
from cleanarticle.quality.assess import MOST_WITH_SIGN
from cleanarticle.quality.features import FEATURES, measure_body
from cleanarticle.quality.signs import sign_of
from cleanarticle.quality.table import QualityTable
from cleanarticle.score.page_type import PAGE_TYPES
from measures import word_f1
from tables import text_table
from train import Trainer, read_samples

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "src" / "cleanarticle" / "quality" / "quality.json"
GUIDE = ROOT / "docs" / "guides" / "quality.md"
DIAGRAM = GUIDE.with_suffix(".svg")
BEGIN, END = "<!-- figures of benchmarks/train_quality.py -->\n", "<!-- end of figures -->"
RIGHT = 0.9
"""Word F1 from which on a body is right."""
STRENGTH = 0.1
HIGH = 0.9
BINS = 10
SEED = 1
RISING = frozenset({"expected_recall", "expected_precision", "agreement", "words"})
FALLING = frozenset({"near"})
"""Features that never count the other way round."""
UNORDERED = "page_type"
NO_POINTS = QualityTable(0.0, {name: (0.0,) * (len(limits) + 1) for name, limits in FEATURES.items()})


@dataclass(frozen=True)
class Example:
    """The body of one page.

    Attributes:
        corpus: Name of its corpus.
        kind: Its true kind.
        site: Its registered domain.
        features: The features of the body.
        has_sign: Whether the page shows a sign against it, which limits its chance.
        is_right: Whether it agrees with the truth.
    """

    corpus: str
    kind: str
    site: str
    features: Mapping[str, Any]
    has_sign: bool
    is_right: bool


def page_types(folders: Iterable[Path], folds: int) -> dict[str, PageType]:
    """The type of each page that has a known kind, from points that were learned without its site."""
    samples = train_page_type.read_samples(folders)
    _, decided = train_page_type.cross_validate(samples, folds)
    return {sample.name: PAGE_TYPES[kind] for sample, kind in zip(samples, decided, strict=True)}


def read_examples(folders: Sequence[Path], folds: int, weights: Mapping[str, float]) -> list[Example]:
    """Extract all pages with a true body by points that were learned without their sites."""
    types = page_types(folders, folds)
    trainer = Trainer(read_samples(list(folders), set()), folds, weights)
    examples = []
    for sample, extractor in trainer.cross_validated(Config().threshold_for()):
        page, truth = sample.example, sample.example.truth.text
        if truth is None:
            continue
        page_type = types[sample.name]
        # The committed points may be those of other features.
        with (
            patch("cleanarticle.pipeline.classify", lambda *_, known=page_type: known),
            patch("cleanarticle.quality.assess.bundled_quality_table", lambda: NO_POINTS),
        ):
            outcome = extractor.run(page.html, url=page.url)
        if outcome.fields.article is None:  # then nothing has a quality
            continue
        examples.append(example_of(sample.corpus, page.kind, sample.site, outcome, truth))
    return examples


def example_of(corpus: str, kind: str, site: str, outcome: Outcome, truth: str) -> Example:
    """What is learned from a page that has an article."""
    article, body = outcome.article, outcome.body
    access = article.sources.get("access")
    sign = sign_of(body, article.page_type, article.access, is_noticed=access is not None and access.source == "page")
    is_right = word_f1(truth, article.text).f1 >= RIGHT
    return Example(corpus, kind, site, measure_body(body, article.page_type), sign is not None, is_right)


def class_of(name: str, value: float) -> int:
    """The class of a feature that a value is in."""
    return bisect_right(FEATURES[name], value)


def design(examples: Sequence[Example]) -> np.ndarray:
    """A column for each limit of a feature that a body may exceed, or for each type of page; the first is for all."""
    rows = []
    for example in examples:
        row = [1.0]
        for name, limits in FEATURES.items():
            at = class_of(name, example.features[name])
            if name == UNORDERED:
                row += [float(place == at) for place in range(len(limits) + 1)]
            else:
                row += [float(place < at) for place in range(len(limits))]
        rows.append(row)
    return np.array(rows)


def bounds() -> list[tuple[float | None, float | None]]:
    """What the weight of each column of a design may be."""
    found: list[tuple[float | None, float | None]] = [(None, None)]
    for name, limits in FEATURES.items():
        bound = (0.0, None) if name in RISING else (None, 0.0) if name in FALLING else (None, None)
        found += [bound] * (len(limits) + (name == UNORDERED))
    return found


def fit(examples: Sequence[Example]) -> np.ndarray:
    """The weights of the columns: logistic regression with weights that are small, and have the sign that they may."""
    rows = design(examples)
    sign = np.array([1.0 if example.is_right else -1.0 for example in examples])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (rows @ weights)
        held = np.concatenate([[0.0], weights[1:]]) / STRENGTH
        slope = -(rows.T @ (sign / (1.0 + np.exp(margin)))) + held
        return float(np.logaddexp(0.0, -margin).sum() + held @ weights / 2), slope

    start = np.zeros(rows.shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds(), options={"maxiter": 3000})
    return np.asarray(found.x)


def chances(weights: np.ndarray, examples: Sequence[Example]) -> np.ndarray:
    """The chance that each body is right."""
    found = 1.0 / (1.0 + np.exp(-(design(examples) @ weights)))
    most = np.array([MOST_WITH_SIGN if example.has_sign else 1.0 for example in examples])
    return np.minimum(found, most)


def cross_validate(examples: Sequence[Example], folds: int) -> np.ndarray:
    """The chance that each body is right, from bodies of other sites."""
    sites = [example.site for example in examples]
    found = np.zeros(len(examples))
    for known, left_out in GroupKFold(folds, shuffle=True, random_state=SEED).split(examples, groups=sites):
        found[left_out] = chances(fit([examples[at] for at in known]), [examples[at] for at in left_out])
    return found


def table_of(weights: np.ndarray) -> str:
    """The points as `quality.json` has them: those of each class of a feature."""
    features: dict[str, list[float]] = {}
    at = 1
    for name, limits in FEATURES.items():
        number = len(limits) + (name == UNORDERED)
        own = weights[at : at + number]
        at += number
        points = own if name == UNORDERED else np.concatenate([[0.0], np.cumsum(own)])
        features[name] = [round(float(each), 2) + 0.0 for each in points]
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(points)}" for name, points in features.items())
    return f'{{\n "base": {round(float(weights[0]), 2)},\n "features": {{\n{lines}\n }}\n}}\n'


@dataclass(frozen=True)
class Bin:
    """Bodies of about the same chance: their mean chance, the share that is right, and their number."""

    chance: float
    right: float
    number: int


def bins_of(found: np.ndarray, right: np.ndarray, number: int = BINS) -> list[Bin]:
    """Bins of equal count, the least sure first."""
    order = np.argsort(found, kind="stable")
    return [
        Bin(float(found[each].mean()), float(right[each].mean()), len(each))
        for each in np.array_split(order, number)
        if len(each)
    ]


def calibration_error(bins: Sequence[Bin]) -> float:
    """The expected calibration error: how far chance and share are apart, in the mean over all bodies."""
    return sum(abs(each.chance - each.right) * each.number for each in bins) / sum(each.number for each in bins)


def figures(label: str, found: np.ndarray, right: np.ndarray) -> list[str]:
    """A row of the report over some pages."""
    high = found >= HIGH
    has_both = 0 < right.sum() < len(right)
    return [
        label,
        f"{len(right)}",
        f"{right.mean():.3f}",
        f"{found.mean():.3f}",
        f"{roc_auc_score(right, found):.3f}" if has_both else "–",
        f"{calibration_error(bins_of(found, right)):.3f}" if len(right) >= 10 * BINS else "–",
        f"{high.mean():.3f}",
        f"{right[high].mean():.3f}" if high.any() else "–",
    ]


Table = list[list[str]]
"""Rows of a table, the header first."""


def report(examples: Sequence[Example], found: np.ndarray) -> tuple[Table, Table]:
    """The figures of all pages, of each corpus and of each kind; and the bins."""
    right = np.array([example.is_right for example in examples])
    groups: dict[str, list[int]] = defaultdict(list)
    for at, example in enumerate(examples):
        for label in ("all", example.corpus, f"kind: {example.kind}"):
            groups[label].append(at)
    header = ["", "pages", "right", "mean quality", "AUC", "ECE", f"≥ {HIGH}", "of these right"]
    rows = [figures(label, found[groups[label]], right[groups[label]]) for label in sorted(groups)]
    bins = [[f"{each.chance:.3f}", f"{each.right:.3f}", f"{each.number}"] for each in bins_of(found, right)]
    return [header, *rows], [["mean quality", "share right", "pages"], *bins]


def in_markdown(table: Table) -> str:
    """A table as Markdown."""
    header, *rows = ["| " + " | ".join(row) + " |" for row in table]
    return "\n".join([header, "|" + "---|" * len(table[0]), *rows])


def with_figures(guide: str, tables: Iterable[Table]) -> str:
    """The guide with other figures."""
    before, _, rest = guide.partition(BEGIN)
    _, _, after = rest.partition(END)
    return "\n\n".join([before + BEGIN.rstrip(), *map(in_markdown, tables), END + after])


def diagram(bins: Sequence[Bin], error: float) -> str:
    """A reliability diagram as SVG: for each bin its chance, and the share that is right with two standard errors."""
    size, left, top = 400, 60, 20

    def x(value: float) -> float:
        return round(left + size * value, 1)

    def y(value: float) -> float:
        return round(top + size * (1 - min(1.0, max(0.0, value))), 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + size + 20} {top + size + 60}" '
        'font-family="sans-serif" font-size="13" role="img">',
        f"<title>Share of right bodies by quality; expected calibration error {error:.3f}</title>",
        f'<rect width="{left + size + 20}" height="{top + size + 60}" fill="#fff"/>',
    ]
    for step in range(6):
        value = step / 5
        parts += [
            f'<path d="M{x(0)} {y(value)}H{x(1)}M{x(value)} {y(0)}V{y(1)}" stroke="#ddd"/>',
            f'<text x="{left - 8}" y="{y(value) + 4}" text-anchor="end">{value:.1f}</text>',
            f'<text x="{x(value)}" y="{y(0) + 18}" text-anchor="middle">{value:.1f}</text>',
        ]
    parts.append(f'<path d="M{x(0)} {y(0)}L{x(1)} {y(1)}" stroke="#888" stroke-dasharray="4 4"/>')
    for each in bins:
        spread = 2 * (each.right * (1 - each.right) / each.number) ** 0.5
        parts.append(f'<path d="M{x(each.chance)} {y(each.right - spread)}V{y(each.right + spread)}" stroke="#36c"/>')
        parts.append(f'<circle cx="{x(each.chance)}" cy="{y(each.right)}" r="4" fill="#36c"/>')
    parts += [
        f'<text x="{x(0.5)}" y="{top + size + 44}" text-anchor="middle">quality</text>',
        f'<text transform="translate(16 {y(0.5)}) rotate(-90)" text-anchor="middle">share of right bodies</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def main() -> None:
    """Read, cross-validate, and write the table if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--weight", action="append", default=[], metavar="CORPUS=N", help="as for train.py")
    parser.add_argument("--write", action="store_true", help="fit on all pages and write quality.json and the guide")
    options = parser.parse_args()
    weights = {name: float(weight) for name, weight in (each.split("=") for each in options.weight)}
    # More threads would add up in another order, and the last digits of the points could differ.
    with threadpool_limits(1):
        examples = read_examples(options.corpus, options.folds, weights)
        found = cross_validate(examples, options.folds)
        tables = report(examples, found)
        print("\n\n".join(text_table(header, rows) for header, *rows in tables))
        if options.write:
            bins = bins_of(found, np.array([example.is_right for example in examples]))
            DIAGRAM.write_text(diagram(bins, calibration_error(bins)), encoding="utf-8")
            GUIDE.write_text(with_figures(GUIDE.read_text(encoding="utf-8"), tables), encoding="utf-8")
            TABLE.write_text(table_of(fit(examples)), encoding="utf-8")


if __name__ == "__main__":
    main()
