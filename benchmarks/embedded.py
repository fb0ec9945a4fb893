"""How good the bodies are that stand in pages' data: articles stripped of their own text, scripts left in place.

    python benchmarks/embedded.py CORPUS_DIR... [--teaser]

Of each page with a true body only the head and the scripts are kept; with ``--teaser`` the true title and first two
paragraphs too, where they are at most a third of the body. Printed are how many bodies were read from the data, their
word F1 against the true body, and the worst of them.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from html import escape
from pathlib import Path

from cleanarticle import inspect
from cleanarticle.parse.decode import decode
from corpora import Page, read_corpus
from measures import word_f1
from split import development

SCRIPT = re.compile(r"<script\b[^>]*>.*?</script>", re.DOTALL | re.IGNORECASE)
PARAGRAPHS_SHOWN = 2
LEAST_WORDS_SHOWN = 20
WORST = 15


def stripped(page: Page, *, teaser: bool) -> str | None:
    """The page without its text; None where there is nothing to strip, or the teaser would be too long."""
    head, closing, rest = decode(page.html).text.partition("</head>")
    body = page.truth.text
    if not closing or body is None:
        return None
    shown = ""
    if teaser:
        paragraphs = [line for line in body.split("\n") if len(line.split()) > LEAST_WORDS_SHOWN][:PARAGRAPHS_SHOWN]
        if len(paragraphs) < PARAGRAPHS_SHOWN or 3 * len(" ".join(paragraphs)) > len(body):
            return None
        shown = "".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in paragraphs)
        shown = f"<main><h1>{escape(page.truth.title or '')}</h1>{shown}</main>"
    return f"{head}</head><body>{shown}{''.join(SCRIPT.findall(rest))}</body></html>"


def measured(folders: list[Path], *, teaser: bool) -> Iterator[tuple[str, float, str]]:
    """Where the body of each stripped page was read, its word F1, and a line about it."""
    for folder in folders:
        for page in development(read_corpus(folder, frozenset({"article"}))):
            html = stripped(page, teaser=teaser)
            if html is None:
                continue
            article = inspect(html).article
            if article is None:
                yield "none", 0.0, ""
                continue
            score = word_f1(page.truth.text or "", article.text).f1
            yield article.body_source, score, f"{score:.3f}  {folder.name}/{page.id}  {article.word_count} words"


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path, metavar="CORPUS_DIR")
    parser.add_argument("--teaser", action="store_true", help="show the first two paragraphs")
    options = parser.parse_args()
    rows = list(measured(options.corpora, teaser=options.teaser))
    print(", ".join(f"{source}: {number}" for source, number in Counter(row[0] for row in rows).most_common()))
    read = sorted(row[1:] for row in rows if row[0] not in ("page", "none"))
    if read:
        good = sum(score >= 0.9 for score, _ in read)
        print(f"read: {len(read)}, mean word F1 {sum(score for score, _ in read) / len(read):.4f}, 0.9 or more: {good}")
        print(*(line for _, line in read[:WORST]), sep="\n")


if __name__ == "__main__":
    main()
