"""What the claimed body of a page says about its blocks, measured on articles that have a true body.

    python benchmarks/witness.py CORPUS_DIR...

Blocks are counted by their share of shingles in the claimed body, and by place: in the main region (from the first to
the last block that is kept) or outside. A second table counts only pages whose claim agrees: at least 0.7 of the words
that are kept stand in blocks with a share of 0.8 or more.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from cleanarticle.body.judge import Judge
from cleanarticle.body.select import select
from cleanarticle.page.model import Page
from cleanarticle.page.segment import segment
from cleanarticle.parse.decode import decode
from cleanarticle.parse.lexbor import parse_html
from cleanarticle.rules.dispatch import RuleIndex
from cleanarticle.rules.library import bundled_rules
from cleanarticle.score.claimed_body import claimed_overlap
from cleanarticle.score.scorecard import bundled_scorecard
from cleanarticle.score.scores import score_page
from corpora import read_corpus
from split import development
from train import label, words_of

CLASSES = ((0.8, "0.8 to 1"), (0.5, "0.5 to 0.8"), (0.1, "0.1 to 0.5"), (0.0, "below 0.1"))
LEAST_WORDS = 10
AGREED = 0.7

Table = Counter[tuple[str, str, bool, bool]]


def count(page: Page, shares: list[float], labels: list[bool | None], kept: set[int]) -> Table:
    """Blocks of ten words or more by class of share, region, whether they are body, and whether they are kept."""
    table: Table = Counter()
    for block in page.blocks:
        if block.words >= LEAST_WORDS:
            name = next(name for least, name in CLASSES if shares[block.index] >= least)
            region = "main" if kept and min(kept) <= block.index <= max(kept) else "outside"
            table[name, region, bool(labels[block.index]), block.index in kept] += 1
    return table


def agreement(page: Page, shares: list[float], kept: set[int]) -> float:
    """Share of the kept words that stand in blocks which the claim supports."""
    words = sum(page.blocks[index].words for index in kept)
    return sum(page.blocks[index].words for index in kept if shares[index] >= CLASSES[0][0]) / words if words else 0.0


def show(title: str, pages: int, table: Table) -> None:
    """Print a table."""
    print(f"{title}: {pages} pages")
    for _, name in CLASSES:
        for region in ("main", "outside"):
            cells = [table[name, region, body, kept] for body in (True, False) for kept in (True, False)]
            if sum(cells):
                share = (cells[0] + cells[1]) / sum(cells)
                print(
                    f"  {name:10} {region:8} {sum(cells):5} blocks, {share:.3f} body; body kept {cells[0]}, "
                    f"lost {cells[1]}; cruft kept {cells[2]}, dropped {cells[3]}"
                )


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path, metavar="CORPUS_DIR")
    index, scorecard = RuleIndex(bundled_rules()), bundled_scorecard()
    for folder in parser.parse_args().corpora:
        every: Table = Counter()
        agreed: Table = Counter()
        pages, agreeing = 0, 0
        for annotated in development(read_corpus(folder, frozenset({"article"}))):
            page = segment(parse_html(decode(annotated.html).text))
            shares = claimed_overlap(page)
            if shares is None:
                continue
            labels = label(page, [words_of(block.text) for block in page.blocks], annotated.truth)
            if labels is None:
                continue
            kept = set(select(Judge(score_page(page, scorecard), index).ledger(0.0)).kept)
            table = count(page, shares, labels, kept)
            every += table
            pages += 1
            if agreement(page, shares, kept) >= AGREED:
                agreed += table
                agreeing += 1
        show(f"{folder.name}, all", pages, every)
        show(f"{folder.name}, claims that agree", agreeing, agreed)


if __name__ == "__main__":
    main()
