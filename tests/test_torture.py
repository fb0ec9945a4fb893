"""Every hostile page ends in an article of which nothing is lost, or in one of our errors, and soon."""

from __future__ import annotations

import pickle

import pytest
from cpu_time import run_within
from torture import CASES, EMPTY, MARKERS, REFUSED

from cleanarticle import NoArticleFound, extract, inspect

_MOST_UNITS = 25
"""The dearest cases cost about half of it."""


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in CASES if name not in EMPTY | REFUSED.keys()])
def test_nothing_of_the_article_is_lost(name: str) -> None:
    source = CASES[name]()
    article = run_within(_MOST_UNITS, lambda: extract(source))
    assert [word for word in article.text.split() if word in MARKERS] == list(MARKERS)
    assert pickle.loads(pickle.dumps(article)) == article


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_page_is_refused(name: str) -> None:
    source = CASES[name]()
    with pytest.raises(REFUSED[name]) as caught:
        run_within(_MOST_UNITS, lambda: extract(source))
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


@pytest.mark.parametrize("name", sorted(EMPTY))
def test_a_page_without_an_article_says_so(name: str) -> None:
    source = CASES[name]()
    with pytest.raises(NoArticleFound):
        run_within(_MOST_UNITS, lambda: extract(source))


@pytest.mark.parametrize("name", ["nested div", "open formatting", "random markup", "gzip", "nothing", "odd meta"])
def test_inspect_never_raises(name: str) -> None:
    result = inspect(CASES[name]())
    assert (result.article is None) == bool(result.reason)


@pytest.mark.parametrize("cut", [1, 10, 100, 400, 700, 1500, 2500])
def test_a_page_cut_off_anywhere(cut: int) -> None:
    source = CASES["JSON-LD with HTML"]()[:cut]
    assert inspect(source).status in ("ok", "no-article")
