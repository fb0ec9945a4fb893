"""Which sites are frozen: all pages of a site together, about a tenth of all, the same on every day."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from corpora import Page, Truth
from split import development, frozen, is_frozen, site_of


def page(page_id: str, url: str | None = None) -> Page:
    return Page(page_id, url, "article", "en", b"", Truth())


@pytest.mark.parametrize(
    ("page_id", "url", "site"),
    [
        ("xx.Gazette.V1_2", "https://www.gazette.example/a", "xx.Gazette"),
        ("1", "https://www.gazette.example/a", "gazette.example"),
        ("2", "https://news.gazette.example:8080/a", "gazette.example"),
        ("3", "https://www.gazette.co.uk/a", "gazette.co.uk"),
        ("4", "https://m.abc.de/a", "abc.de"),
        ("5", "https://web.archive.org/web/20200101id_/https://news.gazette.example/a", "gazette.example"),
        ("6", "https://web.archive.org/web/2020/gazette.example/a", "gazette.example"),
        ("7", "http://192.0.2.10/a", "192.0.2.10"),
        ("8", None, "8"),
        ("9", "/a", "9"),
    ],
)
def test_site(page_id: str, url: str | None, site: str) -> None:
    assert site_of(page(page_id, url)) == site


def test_site_of_an_address() -> None:
    assert site_of("https://www.gazette.example/a") == "gazette.example"
    assert site_of("") == ""


def test_a_site_is_frozen_as_a_whole() -> None:
    hosts = [f"https://{part}site{number}.example/" for number in range(50) for part in ("", "www.", "m.")]
    sides = [is_frozen(host) for host in hosts]
    assert sides[0::3] == sides[1::3] == sides[2::3]
    assert is_frozen(page("1", hosts[0])) == sides[0]


def test_frozen_sites_stay_what_they_are() -> None:
    numbers = [number for number in range(100) if is_frozen(f"https://site{number}.example/")]
    assert numbers == [7, 34, 35, 36, 70, 75, 77, 81, 89, 94]


def test_every_page_is_on_one_side() -> None:
    pages = [page(str(number)) for number in range(1000)]
    left_out = frozen(pages)
    assert 70 < len(left_out) < 130
    assert sorted(development(pages) + left_out, key=lambda each: int(each.id)) == pages
