"""How sure, and how right: for each field and source, the values, the share that is right, and the certainty given.

Only fields that a corpus has the truth of are measured: title, subtitle, authors, and the day of publication. A value
counts where the page's annotation has one; what was left empty is not counted. Names of authors are right if the set
is. Below each field its values are parted by certainty: the share that is right should rise with it. The AUC is the
chance that a right value is surer than a wrong one.

Usage: ``python benchmarks/certainty.py CORPUS_DIR... [--kinds article] [--bins 0.5,0.7,0.85,0.95] [--json OUT]``
"""

from __future__ import annotations

import argparse
import json
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean

from cleanarticle import Article
from corpora import LayoutError, Page, Truth, read_corpus
from measures import field_outcome, person_f1
from split import development
from systems.cleanarticle import call, output_of
from tables import text_table

FIELDS = {"title": "title", "subtitle": "subtitle", "byline": "authors", "published": "date"}
"""Fields of an article that corpora have the truth of, by their names in `Article.sources`."""
BINS = (0.5, 0.7, 0.85, 0.95)


@dataclass(frozen=True, slots=True)
class Value:
    """One value of one page.

    Attributes:
        field: Its name in `Article.sources`.
        source: What it was read from; `unknown` where the reader does not say.
        certainty: How sure the reader is; None where it does not say.
        is_right: Whether it is what the annotation has.
    """

    field: str
    source: str
    certainty: float | None
    is_right: bool


def values_of(page: Page) -> list[Value]:
    """The values of a page that its annotation can judge."""
    article = call(page.html, page.url)
    if article is None:
        return []
    found = []
    for field, name in FIELDS.items():
        is_right = _is_right(name, page.truth, article)
        if is_right is not None:
            provenance = article.sources.get(field)
            source = provenance.source if provenance is not None else "unknown"
            found.append(Value(field, source, provenance.certainty if provenance is not None else None, is_right))
    return found


def summarise(values: Sequence[Value]) -> dict[str, float | int | None]:
    """Number, share that is right, mean certainty, and how far the two are apart."""
    certainties = [value.certainty for value in values if value.certainty is not None]
    right = fmean(value.is_right for value in values)
    mean = fmean(certainties) if certainties else None
    return {
        "values": len(values),
        "right": right,
        "certainty": mean,
        "apart": None if mean is None else mean - right,
    }


def auc(values: Sequence[Value]) -> float | None:
    """The chance that a right value is surer than a wrong one, ties counted half; None without one of either."""
    right = [value.certainty for value in values if value.is_right and value.certainty is not None]
    wrong = [value.certainty for value in values if not value.is_right and value.certainty is not None]
    if not right or not wrong:
        return None
    pairs = sum((one > other) + 0.5 * (one == other) for one in right for other in wrong)
    return pairs / (len(right) * len(wrong))


def by_source(values: Iterable[Value]) -> dict[str, list[Value]]:
    """The values of one field by their source, the most frequent source first."""
    groups: dict[str, list[Value]] = defaultdict(list)
    for value in values:
        groups[value.source].append(value)
    return dict(sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])))


def by_certainty(values: Iterable[Value], bins: Sequence[float]) -> dict[str, list[Value]]:
    """The values of one field by the bin of their certainty, the least sure first; bins without one are left out."""
    edges = [0.0, *bins, 1.0]
    groups: dict[int, list[Value]] = defaultdict(list)
    for value in values:
        if value.certainty is not None:
            groups[bisect_right(bins, value.certainty)].append(value)
    return {f"{edges[at]:.2f} to {edges[at + 1]:.2f}": groups[at] for at in sorted(groups)}


def table(name: str, values: Sequence[Value], bins: Sequence[float]) -> str:
    """A plain-text table: a row for each field, and below it one for each source and each bin."""
    rows: list[list[str]] = []
    for field in FIELDS:
        own = [value for value in values if value.field == field]
        if own:
            rows.append(_row(field, own))
            rows += [_row(f"  {source}", group) for source, group in by_source(own).items()]
            rows += [_row(f"    {label}", group) for label, group in by_certainty(own, bins).items()]
    return text_table([name, "values", "right", "certainty", "apart", "AUC"], rows)


def _row(label: str, values: Sequence[Value]) -> list[str]:
    cells = (*summarise(values).values(), auc(values))
    return [
        label,
        *("-" if cell is None else f"{cell:.4f}" if isinstance(cell, float) else f"{cell}" for cell in cells),
    ]


def _is_right(name: str, truth: Truth, article: Article) -> bool | None:
    """True if a field is right; None without a value or a truth."""
    expected, found = getattr(truth, name), getattr(output_of(article), name)
    if not expected or not found:
        return None
    if name == "authors":
        return person_f1(expected, found).f1 == 1.0
    return field_outcome(expected, found) == "exact"


def _numbers(text: str) -> tuple[float, ...]:
    numbers = tuple(float(part) for part in text.split(","))
    if list(numbers) != sorted(set(numbers)) or not all(0 < number < 1 for number in numbers):
        raise argparse.ArgumentTypeError("edges rise, and lie between 0 and 1")
    return numbers


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="certainty.py", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpora", nargs="+", type=Path, metavar="CORPUS_DIR", help="a folder in a known layout")
    parser.add_argument("--kinds", default="article", help="kinds of page to measure, by commas")
    parser.add_argument("--bins", type=_numbers, default=BINS, help="edges between the bins of certainty, by commas")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write all values, page by page, to this file")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    options = _arguments(argv)
    kinds = frozenset(filter(None, options.kinds.split(",")))
    report: dict[str, dict[str, list[dict[str, object]]]] = {}
    everywhere: list[Value] = []
    for folder in options.corpora:
        try:
            pages = development(read_corpus(folder, kinds))
        except LayoutError as error:
            print(error, file=sys.stderr)
            return 2
        found = {page.id: values_of(page) for page in pages}
        name = folder.resolve().name
        values = [value for each in found.values() for value in each]
        print(table(f"{name} ({len(pages)} pages)", values, options.bins), end="\n\n")
        everywhere += values
        report[name] = {page_id: [asdict(value) for value in each] for page_id, each in found.items()}
    if len(options.corpora) > 1:
        print(table("all", everywhere, options.bins))
    if options.json:
        options.json.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
