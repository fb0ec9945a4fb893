"""How the benchmark of site models tells the sites of a corpus apart."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from test_sitemodel import PROMO, page_of

from corpora import Page, Truth
from site_model import compare, site_of, sites


def page(page_id: str, url: str | None = None, html: str = "") -> Page:
    return Page(page_id, url, "article", "en", html.encode(), Truth(body="A ferry left at noon."))


@pytest.mark.parametrize(
    ("page_id", "url", "site"),
    [
        ("xx.Gazette.V1_2", "https://www.gazette.example/a", "xx.Gazette"),
        ("0001", "https://www.gazette.example/a", "gazette.example"),
        ("0002", "https://web.archive.org/web/20200101id_/https://gazette.example/a", "gazette.example"),
        ("0003", "https://web.archive.org/web/2020/gazette.example/a", "gazette.example"),
        ("0004", None, ""),
    ],
)
def test_site(page_id: str, url: str | None, site: str) -> None:
    assert site_of(page(page_id, url)) == site


def test_sites_with_enough_pages() -> None:
    pages = [page(f"xx.Gazette.V{number}") for number in range(3)] + [page("xx.Herald.V1"), page("1"), page("2")]
    assert {site: len(group) for site, group in sites(pages, 3).items()} == {"xx.Gazette": 3}


def test_the_page_under_test_is_not_learned_from() -> None:
    pages = [page(f"xx.Gazette.V{at}", html=page_of(at, promo=PROMO if at < 2 else "")) for at in range(3)]
    leave_one_out = compare("xx.Gazette", pages, whole_site=False)
    assert [PROMO in pair.with_model.output.text for pair in leave_one_out] == [True, True, False]
    assert [pair.learned for pair in leave_one_out] == [2, 2, 2]
    assert [pair.learned for pair in compare("xx.Gazette", pages, whole_site=True)] == [3, 3, 3]
