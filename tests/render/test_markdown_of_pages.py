"""Markdown of real pages: a parser reads back the same text, links and structure."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Final

import pytest
from test_markdown import check

from cleanarticle import Article, extract
from cleanarticle.errors import CleanArticleError

CORPORA: Final = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"
SOURCES: Final = sorted(folder.parent.name for folder in CORPORA.glob("*/pages"))


@pytest.mark.slow
@pytest.mark.skipif(not SOURCES, reason="the pages of other people, which are not part of the project, are not here")
@pytest.mark.parametrize("source", SOURCES)
def test_every_page(source: str) -> None:
    for path in sorted((CORPORA / source / "pages").glob("*.html.gz")):
        try:
            article = extract(gzip.decompress(path.read_bytes()))
        except CleanArticleError:
            continue
        # The head has tests of its own: the reader of the test does not know it.
        check(Article(body=article.body, figures=article.figures))
