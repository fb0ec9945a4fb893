"""The next page of an article, and what is none: the next story, the next comments, the next part."""

from __future__ import annotations

from typing import Final

import pytest

from cleanarticle import Article, extract
from cleanarticle.fields.next_page import page_number

FIRST: Final = (
    "<p>The ferry to the outer islands sailed again on Monday, eleven days after the frost had closed the bay.</p>"
)
SECOND: Final = (
    "<p>Forty people were waiting on the quay, among them a choir that had missed its concert on the island.</p>"
)
THIRD: Final = (
    "<p>The captain said that the ice had been thinner than it looked, and that he had known it all along.</p>"
)
HOST: Final = "https://www.quay.example"


def article(url: str | None, head: str = "", below: str = "") -> Article:
    return extract(
        f"<html lang=en><head><title>The ferry sails again</title>{head}</head><body><article>"
        f"<h1>The ferry sails again</h1>{FIRST}{SECOND}{THIRD}{below}</article></body></html>",
        url=url and HOST + url,
    )


@pytest.mark.parametrize(
    ("own", "following"),
    [
        ("/news/the-ferry-sails", "/news/the-ferry-sails/2"),
        ("/news/the-ferry-sails/", "/news/the-ferry-sails/2/"),
        ("/news/the-ferry-sails/2/", "/news/the-ferry-sails/3/"),
        ("/news/the-ferry-sails", "/news/the-ferry-sails/seite-2"),
        ("/news/the-ferry-sails/seite-2", "/news/the-ferry-sails/seite-3"),
        ("/news/the-ferry-sails.html", "/news/the-ferry-sails-2.html"),
        ("/news/the-ferry-sails.html", "/news/the-ferry-sails_p2.html"),
        ("/news/the-ferry-sails,1204.html", "/news/the-ferry-sails,1204-page2.html"),
        ("/news/the-ferry-sails", "/news/the-ferry-sails/page/2"),
        ("/news/the-ferry-sails", "/news/the-ferry-sails?page=2"),
        ("/news/the-ferry-sails?page=2", "/news/the-ferry-sails?page=3"),
        ("/news?id=77", "/news?id=77&pg=2"),
        ("/news/the-ferry-sails?utm_source=feed", "/news/the-ferry-sails/2"),
        ("/noticias/el-ferry", "/noticias/el-ferry?pagina=2"),
        ("/articles/view/sports/367061", "/articles/view/sports/367061/2"),
    ],
)
def test_next_pages(own: str, following: str) -> None:
    declared = article(own, f'<link rel="next" href="{following}">')
    assert (declared.next_page, declared.sources["next_page"].source) == (HOST + following, "html")
    seen = article(own, below=f'<div class=pages><b>1</b> <a href="{following}">2</a></div>')
    assert (seen.next_page, seen.sources["next_page"].source) == (HOST + following, "page")
    both = article(own, f'<link rel="next" href="{following}">', f'<a href="{following}">Next page</a>')
    assert both.sources["next_page"].certainty > declared.sources["next_page"].certainty


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("/news/the-ferry-sails", "/news/second-boat-leaks"),
        ("/news/the-ferry-sails", "/news/second-boat-leaks/2"),
        ("/news/the-ferry-sails", "/news/the-ferry-sails"),
        ("/news/the-ferry-sails", "/news/the-ferry-sails/3"),
        ("/news/the-ferry-sails/2", "/news/the-ferry-sails/"),
        ("/news/the-ferry-sails", "/news/the-ferry-sails/comment-page-2/"),
        ("/news/the-ferry-sails", "/news/the-ferry-sails?cpage=2"),
        ("/news/the-ferry-sails", "/news/the-ferry-sails?comments=2"),
        ("/novel/chapter-7", "/novel/chapter-8"),
        ("/news/12", "/news/13"),
        ("/2026/03", "/2026/04"),
        ("/news/the-ferry-sails", "https://elsewhere.example/news/the-ferry-sails/2"),
        ("/news/the-ferry-sails", "javascript:next(2)"),
        ("/news/the-ferry-sails", "/news/the-ferry-sails/page/2/?et_blog"),
    ],
)
def test_links_that_lead_to_no_page_of_the_article(own: str, other: str) -> None:
    assert article(own, f'<link rel="next" href="{other}">').next_page is None
    assert article(own, below=f'<p><a rel="next" href="{other}">Next</a></p>').next_page is None


def test_pages_of_the_comments() -> None:
    below = '<div id="comments"><a href="?page=2">2</a></div>'
    assert article("/news/the-ferry-sails", below=below).next_page is None


def test_a_list_of_fifty_pages_is_no_article() -> None:
    below = "".join(f'<a href="?page={number}">{number}</a> ' for number in range(1, 51))
    assert article("/news/the-ferry-sails", below=f"<div>{below}</div>").next_page is None


def test_own_address_may_come_from_the_page() -> None:
    head = f'<link rel=canonical href="{HOST}/news/the-ferry-sails"><link rel=next href="/news/the-ferry-sails/2">'
    assert article(None, head).next_page == HOST + "/news/the-ferry-sails/2"
    assert article(None, '<link rel=next href="/news/the-ferry-sails/2">').next_page is None


def test_mobile_page_leads_on_to_the_same_text() -> None:
    page = article("/news/the-ferry-sails", '<link rel=next href="https://m.quay.example/news/the-ferry-sails/2">')
    assert page.next_page == "https://m.quay.example/news/the-ferry-sails/2"


@pytest.mark.parametrize(
    ("address", "stem", "number"),
    [
        ("https://www.quay.example/a/story-name/3", "quay.example/a/story-name?", 3),
        ("https://quay.example/a/story-name.html?page=4&id=9", "quay.example/a/story-name?id=9", 4),
        ("https://quay.example/a/story-name", "quay.example/a/story-name?", 1),
        ("https://quay.example/a/story-name/index.html", "quay.example/a/story-name?", 1),
        ("https://quay.example/a/story-1234567", "quay.example/a/story-1234567?", 1),
        ("https://quay.example/a?page=0", "quay.example/a?", 1),
    ],
)
def test_page_number(address: str, stem: str, number: int) -> None:
    assert page_number(address) == (stem, number)
