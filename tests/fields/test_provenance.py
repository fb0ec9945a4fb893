"""Where a field came from, and how sure it is: for fields that are read from what the page says and shows."""

from __future__ import annotations

import json
from typing import Final

import pytest

from cleanarticle import Article, extract

ICE: Final = ("Ferries", "Ice")
URL: Final = "https://www.quay.example/news/the-ferry-sails-again"
BODY: Final = (
    "<p>The ferry to the outer islands sailed again on Monday, eleven days after the frost had closed the bay.</p>"
    "<p>Forty people were waiting on the quay, among them a choir that had missed its concert on the island.</p>"
    "<p>The captain said that the ice had been thinner than it looked, and that he had known it all along.</p>"
)


def article(head: str = "", below: str = "", *, url: str | None = URL) -> Article:
    return extract(
        f"<html><head><title>The ferry sails again</title>{head}</head><body><article>"
        f"<h1>The ferry sails again</h1>{BODY}{below}</article></body></html>",
        url=url,
    )


def json_ld(**properties: object) -> str:
    node = {"@type": "NewsArticle", "headline": "The ferry sails again", **properties}
    return f"<script type='application/ld+json'>{json.dumps(node)}</script>"


def canonical(address: str) -> str:
    return f'<link rel="canonical" href="{address}">'


def test_a_field_that_is_empty_has_no_source() -> None:
    found = article(url=None)
    empty = {"figures", "media", "next_page", "canonical_url", "tags", "access"}
    assert empty.isdisjoint(found.sources)
    assert found.access == "unknown"


# --- canonical address ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "expected", "source"),
    [
        (canonical(URL), URL, "html"),
        (canonical("/news/the-ferry-sails-again"), URL, "html"),
        (canonical("//www.quay.example/news/the-ferry-sails-again"), URL, "html"),
        (f'<meta property="og:url" content="{URL}">', URL, "meta"),
        (json_ld(url=URL), URL, "json-ld"),
        (json_ld(mainEntityOfPage={"@type": "WebPage", "@id": URL}), URL, "json-ld"),
        (canonical("https://www.quay.example/") + f'<meta property="og:url" content="{URL}">', URL, "meta"),
        (canonical("javascript:void(0)") + json_ld(mainEntityOfPage=URL), URL, "json-ld"),
    ],
)
def test_canonical_address(head: str, expected: str, source: str) -> None:
    found = article(head)
    assert (found.canonical_url, found.sources["canonical_url"].source) == (expected, source)


@pytest.mark.parametrize(
    "address", ["", "#", "https://www.quay.example", "mailto:ida@quay.example", "http://[", "https://"]
)
def test_no_canonical_address(address: str) -> None:
    assert article(canonical(address)).canonical_url is None


def test_canonical_address_is_surest_where_witnesses_agree() -> None:
    def certainty(head: str, url: str | None) -> float:
        return article(head, url=url).sources["canonical_url"].certainty

    agreed = certainty(canonical(URL + "/"), URL)
    alone = certainty(canonical(URL), None)
    elsewhere = certainty(canonical("https://agency.example/wire/77"), URL)
    assert agreed > alone > elsewhere
    assert certainty(canonical(URL) + json_ld(url=URL), None) == agreed


# --- tags -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "below", "tags", "source"),
    [
        ('<meta property="article:tag" content="Ferries"><meta property="article:tag" content="Ice">', "", ICE, "meta"),
        (json_ld(keywords=["Ferries", {"name": "Ice"}, "ferries"]), "", ("Ferries", "Ice"), "json-ld"),
        ('<meta name="news_keywords" content="Ferries; Ice">', "", ("Ferries", "Ice"), "meta"),
        ("", '<p><a rel="tag" href="/t/ice">#Ice</a> <a rel="tag" href="/t/bay">Bay</a></p>', ("Ice", "Bay"), "page"),
        (json_ld(keywords=["type:article", "https://quay.example/t", "8f3a9c0d1e2b4f"]), "", (), None),
        (json_ld(keywords=["cms_id_77", "2026", "12", "null", "Ice"]), "", ("2026", "Ice"), "json-ld"),
        ('<meta property="og:site_name" content="Quay">' + json_ld(keywords="Quay, Ice"), "", ("Ice",), "json-ld"),
        (json_ld(keywords="one sentence with far too many words for a tag of any kind, Ice"), "", ("Ice",), "json-ld"),
    ],
)
def test_tags(head: str, below: str, tags: tuple[str, ...], source: str | None) -> None:
    found = article(head, below)
    assert found.tags == tags
    assert (found.sources["tags"].source if "tags" in found.sources else None) == source


def test_tags_are_surer_if_the_reader_sees_them() -> None:
    shown = '<p><a rel="tag" href="/t/ice">Ice</a></p>'
    keywords = '<meta name="keywords" content="Ice, Ferries">'
    said, both = article(keywords).sources["tags"], article(keywords, shown).sources["tags"]
    assert said.certainty < article(json_ld(keywords="Ice")).sources["tags"].certainty < both.certainty


# --- access -----------------------------------------------------------------------------------------------


def test_access_is_surest_where_notice_and_data_agree() -> None:
    notice = "<div class=box><p>This article is for subscribers only.</p></div>"
    data = json_ld(isAccessibleForFree=False)
    seen, said, both = article("", notice), article(data), article(data, notice)
    assert seen.access == said.access == both.access == "subscriber"
    assert (seen.sources["access"].source, said.sources["access"].source) == ("page", "json-ld")
    assert both.sources["access"].certainty > max(seen.sources["access"].certainty, said.sources["access"].certainty)


def test_access_is_less_sure_where_data_contradict_each_other() -> None:
    tier = '<meta name="article:content_tier" content="locked">'
    assert article(tier + json_ld(isAccessibleForFree=True)).access == "free"
    torn = article(tier + json_ld(isAccessibleForFree=True)).sources["access"]
    assert torn.certainty < article(json_ld(isAccessibleForFree=True)).sources["access"].certainty
    assert article(tier).sources["access"].source == "meta"
