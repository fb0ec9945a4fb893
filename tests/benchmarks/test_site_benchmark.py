"""Which sites the benchmark of site models takes, and what it learns from."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "overlays"))

from test_site_model import PROMO, page_of

from corpora import Page, Truth
from site_model import compare, sites


def page(page_id: str, url: str | None = None, html: str = "") -> Page:
    return Page(page_id, url, "article", "en", html.encode(), Truth(body="A ferry left at noon."))


def test_sites_with_enough_pages() -> None:
    pages = [page(f"xx.Gazette.V{number}") for number in range(3)] + [page("xx.Herald.V1"), page("1"), page("2")]
    assert {site: len(group) for site, group in sites(pages, 3).items()} == {"xx.Gazette": 3}


def test_the_page_under_test_is_not_learned_from() -> None:
    pages = [page(f"xx.Gazette.V{at}", html=page_of(at, promo=PROMO if at < 2 else "")) for at in range(3)]
    leave_one_out = compare("xx.Gazette", pages, whole_site=False)
    assert [PROMO in pair.with_model.output.text for pair in leave_one_out] == [True, True, False]
    assert [pair.learned for pair in leave_one_out] == [2, 2, 2]
    assert [pair.learned for pair in compare("xx.Gazette", pages, whole_site=True)] == [3, 3, 3]
