"""What a site model adds: pages of sites with several pages, extracted without and with it, side by side.

Usage: ``python benchmarks/site_model.py CORPUS_DIR... [--kinds article] [--whole-site] [--changes]``

The page under test is never in the fit: its model is learned from the other pages of its site. Sites with three or
more others and sites with two are reported apart, because two are learned from with ``least_pages=2``, less than a
model needs by default. With ``--whole-site`` the model is learned from all pages of the site, the one under test too,
as by someone who holds an archive (no annotation is used); then sites of two pages count as well. What a site is,
`split.py` says.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from cleanarticle import Extractor, NoArticleFound, SiteModel
from corpora import LayoutError, Page, read_corpus
from scoring import Result, score_page, summarise
from split import development, site_of
from systems import Output
from tables import text_table

FEWEST = 2
BY_DEFAULT = 3
MEASURES = ("word F1", "  word precision", "  word recall", "shingle F1", "exact text", "paragraph F1", "snippet F1")
BY_SITE = ("word F1", "shingle F1", "exact text")


@dataclass(frozen=True, slots=True)
class Pair:
    """One page without and with the model of its site's other pages."""

    site: str
    learned: int
    without: Result
    with_model: Result

    @property
    def is_changed(self) -> bool:
        """Whether the model made a difference."""
        return self.without.output.text != self.with_model.output.text


def sites(pages: Sequence[Page], fewest: int) -> dict[str, list[Page]]:
    """Sites with at least so many pages, each with its pages."""
    groups: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        groups[site_of(page)].append(page)
    return {site: group for site, group in groups.items() if len(group) >= fewest}


def compare(site: str, pages: Sequence[Page], *, whole_site: bool) -> list[Pair]:
    """Extract each page of a site without and with the model of the others, or of all."""
    extractor = Extractor()
    pairs = []
    for page in pages:
        learned = [other.html for other in pages if whole_site or other is not page]
        model = extractor.fit_site(learned, least_pages=min(BY_DEFAULT, len(learned)))
        results = [run(extractor, page, site=each) for each in (None, model)]
        pairs.append(Pair(site, len(learned), *results))
    return pairs


def run(extractor: Extractor, page: Page, *, site: SiteModel | None) -> Result:
    """Extract and measure a page."""
    try:
        article = extractor.extract(page.html, url=page.url, site=site)
        output = Output(text=article.text, paragraphs=tuple(paragraph.text for paragraph in article.paragraphs))
    except NoArticleFound:
        output = Output()
    return Result(page, output, score_page(page.truth, output))


def report(title: str, pairs: Sequence[Pair]) -> str:
    """Two tables: all pages, and site by site."""
    if not pairs:
        return f"{title}: none"
    changed = sum(pair.is_changed for pair in pairs)
    before, after = (summarise(results, ()) for results in _both(pairs))
    total = [[row, _cell(before[row]), _cell(after[row])] for row in MEASURES if row in before]
    names = list(dict.fromkeys(pair.site for pair in pairs))
    by_site = [_site_row(name, [pair for pair in pairs if pair.site == name]) for name in names]
    header = ["site", "pages", "changed", *(f"{row}{side}" for row in BY_SITE for side in ("", " with"))]
    return "\n\n".join(
        (
            f"{title}: {len(pairs)} pages of {len(names)} sites, {changed} changed",
            text_table(["", "without", "with"], total),
            text_table(header, by_site),
        )
    )


def changes(pair: Pair) -> str:
    """What the model took away (-) and added (+)."""
    texts = [result.output.paragraphs for result in (pair.without, pair.with_model)]
    lines = [line for line in unified_diff(*texts, lineterm="", n=0) if not line.startswith(("---", "+++", "@@"))]
    return "\n".join([f"{pair.site} {pair.without.page.id}", *(f"  {line[:160]}" for line in lines)])


def _both(pairs: Sequence[Pair]) -> tuple[list[Result], list[Result]]:
    return [pair.without for pair in pairs], [pair.with_model for pair in pairs]


def _site_row(site: str, pairs: Sequence[Pair]) -> list[str]:
    before, after = (summarise(results, ()) for results in _both(pairs))
    cells = [_cell(summary.get(row)) for row in BY_SITE for summary in (before, after)]
    return [site, str(len(pairs)), str(sum(pair.is_changed for pair in pairs)), *cells]


def _cell(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="site_model.py", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpora", nargs="+", type=Path, metavar="CORPUS_DIR", help="a folder in a known layout")
    parser.add_argument("--kinds", default="", help="kinds of page, separated by commas; all by default")
    parser.add_argument("--whole-site", action="store_true", help="learn from the page under test too")
    parser.add_argument("--changes", action="store_true", help="also print every paragraph that differs")
    options = parser.parse_args(argv)
    kinds = frozenset(filter(None, options.kinds.split(",")))
    for folder in options.corpora:
        try:
            pages = development(read_corpus(folder, kinds))
        except LayoutError as error:
            print(error, file=sys.stderr)
            return 2
        groups = sites(pages, FEWEST if options.whole_site else FEWEST + 1)
        pairs = [pair for site, group in groups.items() for pair in compare(site, group, whole_site=options.whole_site)]
        name = folder.resolve().name
        for title, few in ((f"{name}, learned from three pages or more", False), (f"{name}, from two", True)):
            print(report(title, [pair for pair in pairs if (pair.learned < BY_DEFAULT) == few]), end="\n\n")
        if options.changes:
            print("\n".join(changes(pair) for pair in pairs if pair.is_changed), end="\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
