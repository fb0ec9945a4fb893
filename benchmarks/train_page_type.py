"""Learn the points of `page_type.json` from development pages of known kind, and cross-validate them over sites.

    python benchmarks/train_page_type.py CORPUS_DIR… [--folds 5] [--json OUT] [--write]

The committed table was learned from the pages of wcxb (1,186: 657 articles and 60 to 147 of each other kind), fundus
(116), trafilatura (451), aed (195) and zh (49 articles) that are not on the frozen sites. The model is a multinomial
logistic one, additive over classes of the measures, the signs, and those words of classes and ids, and of the prose,
that tell kinds apart on many sites. Pages of the rare kinds weigh more. The margin that another kind needs is the least
at which one article in twenty-five is taken for something else. In cross-validation no site is in both training and
test, words are chosen anew in each fold, and the margin for a fold comes from the others.
"""

from __future__ import annotations

import argparse
import json
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

import numpy as np
import scipy.sparse as sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold
from threadpoolctl import threadpool_limits

from cleanarticle.page.segment import segment
from cleanarticle.parse.decode import decode
from cleanarticle.parse.guard import guard
from cleanarticle.parse.lexbor import parse_html
from cleanarticle.parse.limits import Limits
from cleanarticle.score.page_type import FEATURES, FEWEST_MARKS, PAGE_TYPES, Evidence, evidence_of
from corpora import read_corpus
from split import development, site_of

TABLE = Path(__file__).parents[1] / "src" / "cleanarticle" / "score" / "page_type.json"
STRENGTH = 0.01
SIGN_SCALE = 2.0
"""How much less a sign is held back than a class of a measure: it was chosen by hand, for a reason."""
RARE_KIND_WEIGHT = 6.0
MOST_ARTICLES_LOST = 0.04

LEAST_SITES = 15
LEAST_SITES_OF_KIND = 5
LEAST_LETTERS = 3
LEAST_RATIO = 3.0
MOST_WORDS_OF_KIND = 40
LEAST_SITES_OF_WORD = 8
LEAST_SITES_OF_WORD_AND_KIND = 3
MOST_PROSE_WORDS_OF_KIND = 30
BRANDS = frozenset(
    "elementor facebook flickr google instagram linkedin pinterest reddit twitter whatsapp youtube".split()
)


@dataclass(frozen=True)
class Sample:
    """One page.

    Attributes:
        name: Corpus and id.
        site: Its registered domain: all pages of a site are in one fold.
        kind: Index of its kind in `PAGE_TYPES`.
        evidence: What it is told by.
    """

    name: str
    site: str
    kind: int
    evidence: Evidence


def read_samples(folders: Iterable[Path]) -> list[Sample]:
    """Read the pages and collect their evidence."""
    samples = []
    for folder in folders:
        for page in development(read_corpus(folder)):
            segmented = segment(parse_html(guard(decode(page.html).text, Limits())))
            claims = segmented.claims
            address = page.url or claims.first("canonical") or claims.first("url") or ""
            site = site_of(address) or site_of(page)
            evidence = evidence_of(segmented, page.url)
            samples.append(Sample(f"{folder.name}/{page.id}", site, PAGE_TYPES.index(page.kind), evidence))
    return samples


def telling_names(samples: Sequence[Sample]) -> list[str]:
    """Words of classes and ids that tell kinds apart."""
    names = [{word for word in sample.evidence.names if len(word) >= LEAST_LETTERS} - BRANDS for sample in samples]
    return telling(samples, names, LEAST_SITES, LEAST_SITES_OF_KIND, MOST_WORDS_OF_KIND)


def telling_words(samples: Sequence[Sample]) -> list[str]:
    """Words of the prose that tell kinds apart."""
    pages = Counter(word for sample in samples for word in sample.evidence.words)
    words = [{word for word in sample.evidence.words if pages[word] >= LEAST_SITES_OF_WORD} for sample in samples]
    return telling(samples, words, LEAST_SITES_OF_WORD, LEAST_SITES_OF_WORD_AND_KIND, MOST_PROSE_WORDS_OF_KIND)


def telling(
    samples: Sequence[Sample], words: Sequence[set[str]], least_sites: int, least_of_kind: int, most: int
) -> list[str]:
    """Words that stand on many sites, and on those of one kind several times as often."""
    sites: dict[str, list[set[str]]] = defaultdict(lambda: [set() for _ in PAGE_TYPES])
    of_kind: list[set[str]] = [set() for _ in PAGE_TYPES]
    for sample, its_words in zip(samples, words, strict=True):
        of_kind[sample.kind].add(sample.site)
        for word in its_words:
            sites[word][sample.kind].add(sample.site)
    common = {word: found for word, found in sites.items() if len(set().union(*found)) >= least_sites}
    chosen: set[str] = set()
    for kind in range(len(PAGE_TYPES)):
        gains = []
        for word, found in common.items():
            if len(found[kind]) >= least_of_kind:
                ratio = _ratio(kind, [len(each) for each in found], [len(each) for each in of_kind])
                if ratio >= LEAST_RATIO:
                    gains.append((len(found[kind]) * log(ratio), word))
        chosen.update(word for _, word in sorted(gains, reverse=True)[:most])
    return sorted(chosen)


def _ratio(kind: int, found: list[int], of_kind: list[int]) -> float:
    """How many times as often a word stands on sites of a kind as on others, articles and the rest counting alike."""
    others = [at for at in range(1, len(PAGE_TYPES)) if at != kind]
    among_others = (sum(found[at] for at in others) + 0.5) / sum(of_kind[at] for at in others)
    among_articles = found[0] / of_kind[0] if kind else among_others
    return found[kind] / of_kind[kind] / ((among_others + among_articles) / 2 + 0.003)


class Design:
    """Evidence as columns: one a class of a measure, one a sign, one a telling word of classes or of the prose."""

    def __init__(self, samples: Sequence[Sample]) -> None:
        """Lay out the columns that some pages have."""
        self.starts = np.cumsum([0, *[len(thresholds) + 1 for thresholds in FEATURES.values()]])
        self.signs = sorted({sign for sample in samples for sign in sample.evidence.signs})
        self.names = telling_names(samples)
        self.words = telling_words(samples)
        first = int(self.starts[-1])
        self.places = {("sign", sign): first + at for at, sign in enumerate(self.signs)}
        first += len(self.signs)
        self.places |= {("name", name): first + at for at, name in enumerate(self.names)}
        first += len(self.names)
        self.first_word = first
        self.places |= {("word", word): first + at for at, word in enumerate(self.words)}
        self.width = first + len(self.words)

    def rows(self, samples: Sequence[Sample]) -> sparse.csr_matrix:
        """The design matrix of some pages."""
        cells: list[tuple[int, int, float]] = []
        for row, sample in enumerate(samples):
            evidence = sample.evidence
            for at, (name, thresholds) in enumerate(FEATURES.items()):
                cells.append((row, int(self.starts[at]) + bisect_right(thresholds, evidence.features[name]), 1.0))
            keys = {("sign", sign) for sign in evidence.signs} | {("name", name) for name in evidence.names}
            keys |= {("word", word) for word in evidence.words}
            columns = sorted(self.places[key] for key in self.places.keys() & keys)
            cells += [(row, column, self.scale(column)) for column in columns]
        rows, columns, values = zip(*cells, strict=True)
        return sparse.csr_matrix((values, (rows, columns)), shape=(len(samples), self.width))

    def scale(self, column: int) -> float:
        """The value that stands for "there" in a column."""
        return SIGN_SCALE if self.starts[-1] <= column < self.starts[-1] + len(self.signs) else 1.0

    def table(self, model: LogisticRegression, margin: float) -> dict[str, object]:
        """The learned points, those of the article taken off."""
        points = np.array([model.coef_[:, at] * self.scale(at) for at in range(self.width)])
        rows = [_rounded(row[1:] - row[0]) for row in points]
        base = _rounded(model.intercept_[1:] - model.intercept_[0])
        starts = self.starts
        return {
            "page_types": list(PAGE_TYPES[1:]),
            "margin": margin,
            "base": base,
            "features": {name: rows[starts[at] : starts[at + 1]] for at, name in enumerate(FEATURES)},
            "signs": {sign: rows[self.places["sign", sign]] for sign in self.signs},
            "names": {name: rows[self.places["name", name]] for name in self.names},
            "words": {word: rows[self.places["word", word]] for word in self.words},
        }


def _rounded(points: np.ndarray) -> list[float]:
    return [round(float(each), 2) + 0.0 for each in points]


def fit(design: Design, samples: Sequence[Sample]) -> LogisticRegression:
    """Fit the model."""
    kinds = [sample.kind for sample in samples]
    weights = [RARE_KIND_WEIGHT if kind else 1.0 for kind in kinds]
    model = LogisticRegression(C=STRENGTH, max_iter=2000, tol=1e-6)
    return model.fit(design.rows(samples), kinds, sample_weight=weights)


def odds_of(design: Design, model: LogisticRegression, samples: Sequence[Sample]) -> np.ndarray:
    """Log odds of the kinds but the article against the article: an array of pages by kinds.

    They are endless for pages with so few signs and words that nothing is told.
    """
    rows, marks = design.rows(samples), int(design.starts[-1])
    points = model.coef_[1:] - model.coef_[:1]
    odds = rows @ points.T + (model.intercept_[1:] - model.intercept_[0])
    return np.where((rows[:, marks : design.first_word] > 0).sum(axis=1) < FEWEST_MARKS, -np.inf, odds)


def margin_of(odds: np.ndarray, kinds: np.ndarray) -> float:
    """The least margin, not below zero, at which no more articles are lost than may be."""
    best = np.sort(odds[kinds == 0].max(axis=1))[::-1]
    return max(0.0, round(float(best[int(MOST_ARTICLES_LOST * len(best))]), 2))


def decide(odds: np.ndarray, margin: float) -> np.ndarray:
    """The kinds at a margin, as indices."""
    return np.where(odds.max(axis=1) > margin, odds.argmax(axis=1) + 1, 0)


def cross_validate(samples: Sequence[Sample], folds: int) -> tuple[np.ndarray, np.ndarray]:
    """Log odds and decisions, each from folds without the page's site."""
    kinds = np.array([sample.kind for sample in samples])
    odds = np.zeros((len(samples), len(PAGE_TYPES) - 1))
    splitter = StratifiedGroupKFold(folds, shuffle=True, random_state=0)
    splits = list(splitter.split(samples, kinds, [sample.site for sample in samples]))
    for train, test in splits:
        known = [samples[at] for at in train]
        design = Design(known)
        odds[test] = odds_of(design, fit(design, known), [samples[at] for at in test])
    decided = np.zeros(len(samples), int)
    for train, test in splits:
        decided[test] = decide(odds[test], margin_of(odds[train], kinds[train]))
    return odds, decided


def print_report(samples: Sequence[Sample], decided: np.ndarray) -> None:
    """The confusion matrix, a row a true kind, and the articles lost of each corpus."""
    kinds = np.array([sample.kind for sample in samples])
    print(f"{'':14}" + "".join(f"{kind:>14}" for kind in PAGE_TYPES) + f"{'right':>8}")
    for at, kind in enumerate(PAGE_TYPES):
        row = np.bincount(decided[kinds == at], minlength=len(PAGE_TYPES))
        print(f"{kind:14}" + "".join(f"{count:14}" for count in row) + f"{row[at] / row.sum():8.3f}")
    others = kinds > 0
    print(f"other kinds: {np.mean(decided[others] == kinds[others]):.3f} right, ", end="")
    print(f"{np.mean(decided[others] > 0):.3f} told from an article")
    lost: dict[str, list[bool]] = defaultdict(list)
    for sample, kind in zip(samples, decided, strict=True):
        if not sample.kind:
            lost[sample.name.split("/")[0]].append(bool(kind))
    lines = [f"{corpus} {sum(each)} of {len(each)} ({np.mean(each):.1%})" for corpus, each in lost.items()]
    print("articles called something else: " + ", ".join(lines))


def written(table: dict[str, object]) -> str:
    """The table as JSON, a line a row of points."""
    parts = []
    for key, value in table.items():
        if isinstance(value, dict):
            lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(points)}" for name, points in value.items())
            parts.append(f" {json.dumps(key)}: {{\n{lines}\n }}")
        else:
            parts.append(f" {json.dumps(key)}: {json.dumps(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main() -> None:
    """Read, cross-validate, and write the table if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the cross-validated kind of each page")
    parser.add_argument("--write", action="store_true", help="fit on all pages and write page_type.json")
    options = parser.parse_args()
    samples = read_samples(options.corpus)
    kinds = np.array([sample.kind for sample in samples])
    print(f"{len(samples)} pages, {len({sample.site for sample in samples})} sites")
    # More threads would add up in another order, and the last digits of the points could differ.
    with threadpool_limits(1):
        odds, decided = cross_validate(samples, options.folds)
        print_report(samples, decided)
        margin = margin_of(odds, kinds)
        print(f"margin {margin:.2f}")
        if options.json:
            told = {sample.name: PAGE_TYPES[kind] for sample, kind in zip(samples, decided, strict=True)}
            options.json.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
        if options.write:
            design = Design(samples)
            TABLE.write_text(written(design.table(fit(design, samples), margin)), encoding="utf-8")


if __name__ == "__main__":
    main()
