"""Datelines: how many first paragraphs with one are found, and how many without one get one.

`datelines.jsonl` has a row for each labelled page: its corpus and id, a hash of the paragraph, and the offsets of the
place in it (both 0 for an agency without a place), or null for a first paragraph without a dateline. The paragraphs
were read, and stay in their corpora. A page whose paragraph is no longer in its text counts as missed.

Usage: ``python benchmarks/datelines.py CORPUS_DIR...``
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from cleanarticle import Article
from corpora import LayoutError, Page, read_corpus
from split import development, site_of
from systems.cleanarticle import call
from tables import text_table

LABELS = Path(__file__).with_suffix(".jsonl")
_FIRST = 2


def outcome(label: dict[str, Any], article: Article | None) -> str:
    """What became of a labelled page: right, wrong place, missed, or invented; empty for none and none."""
    dateline = article.dateline if article is not None else None
    found = dateline if dateline is not None and dateline.inline else None
    if label["place"] is None:
        return "invented" if found is not None else ""
    text = _paragraph(label["paragraph"], article)
    if found is None or text is None:
        return "missed"
    start, end = label["place"]
    return "right" if (found.place or "").casefold() == text[start:end].casefold() else "wrong place"


def _paragraph(digest: str, article: Article | None) -> str | None:
    texts = [] if article is None else [each.text for each in article.paragraphs if each.kind != "heading"][:_FIRST]
    return next((text for text in texts if hashlib.sha256(text.encode()).hexdigest()[:16] == digest), None)


def _pages(folders: Sequence[Path]) -> Iterator[tuple[str, Page]]:
    for folder in folders:
        for page in development(read_corpus(folder)):
            yield folder.resolve().name, page


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="datelines.py", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpora", nargs="+", type=Path, metavar="CORPUS_DIR", help="a folder in a known layout")
    folders = parser.parse_args(argv).corpora
    rows = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    labels = {(row["corpus"], row["page"]): row for row in rows}
    counts: dict[str, dict[str, int]] = {"first half": {}, "second half": {}}
    seen = 0
    try:
        for corpus, page in _pages(folders):
            label = labels.get((corpus, page.id))
            if label is None:
                continue
            seen += 1
            half = "first half" if hashlib.sha256(site_of(page).encode()).digest()[0] % 2 else "second half"
            result = outcome(label, call(page.html, page.url))
            counts[half][result] = counts[half].get(result, 0) + 1
            if result not in ("", "right"):
                print(f"{corpus}/{page.id}: {result}", file=sys.stderr)
    except LayoutError as error:
        print(error, file=sys.stderr)
        return 2
    print(text_table(["sites", "with one", "right", "wrong place", "missed", "invented", "recall", "precision"],
                     [_row(half, found) for half, found in counts.items()]))  # fmt: skip
    if seen < len(rows):
        print(f"{len(rows) - seen} labelled pages are in corpora that were not given")
    return 0


def _row(half: str, found: dict[str, int]) -> list[str]:
    right, misplaced, missed, invented = (found.get(name, 0) for name in ("right", "wrong place", "missed", "invented"))
    given, expected = right + misplaced + invented, right + misplaced + missed
    shares = [f"{right / whole:.3f}" if whole else "-" for whole in (expected, given)]
    return [half, *map(str, (expected, right, misplaced, missed, invented)), *shares]


if __name__ == "__main__":
    sys.exit(main())
