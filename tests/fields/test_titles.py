"""Titles, kickers and alternative titles: each row of the table, and what must hold for any claim and heading."""

from __future__ import annotations

import csv
import json
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked_pages import article_of

from cleanarticle.article import Article
from cleanarticle.fields.text.labels import is_label, without_label

ROWS = list(
    csv.DictReader(
        (Path(__file__).parents[1] / "data" / "titles.tsv").read_text("utf-8").splitlines(),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
)
URL = "https://quay.example/2026/03/story"
BODY = (
    "<p data-body>Forty people were waiting on the stones, and nobody had brought anything warm to drink.</p>"
    "<p data-body>The captain said that it had been thinner than it looked, and that he had always known it.</p>"
    "<p data-body>By noon the last of them had gone aboard, and the clerk could close the window again.</p>"
)


def article(html: str) -> Article:
    return article_of(html, url=URL)


def head(claims: str, site: str) -> str:
    """The head of a page that makes these claims, written as `source=value` and parted by ` ++ `."""
    parts = []
    for claim in filter(None, claims.split(" ++ ")):
        source, _, value = claim.partition("=")
        if source == "tag":
            parts.append(f"<title>{value}</title>")
        elif source == "og":
            parts.append(f'<meta property="og:title" content="{value}">')
        elif source.startswith("meta:"):
            parts.append(f'<meta name="{source.removeprefix("meta:")}" content="{value}">')
        elif source == "section":
            parts.append(f'<meta property="article:section" content="{value}">')
        elif source == "url":
            parts.append(f'<link rel="canonical" href="{value}">')
        else:
            key = {"ld": "headline", "alt": "alternativeHeadline"}[source]
            data = json.dumps({"@type": "NewsArticle", key: value}, ensure_ascii=False)
            parts.append(f'<script type="application/ld+json">{data}</script>')
    if site:
        parts.append(f'<meta property="og:site_name" content="{site}">')
    return "".join(parts)


@pytest.mark.parametrize("row", ROWS, ids=[f"{number}-{row['reason'][:40]}" for number, row in enumerate(ROWS)])
def test_title(row: dict[str, str]) -> None:
    found = article(f"<html><head>{head(row['claims'], row['site'])}</head><body>{row['top']}{BODY}</body></html>")
    shown = (found.title or "", found.kicker or "", " ++ ".join(found.alternative_titles))
    assert shown == (row["title"], row["kicker"], row["alternatives"]), row["reason"]


def test_the_table_is_long_enough() -> None:
    assert len(ROWS) >= 100
    assert all(row["reason"] for row in ROWS)


TITLES = st.lists(
    st.sampled_from([
        "Ferry", "sails", "again", "LIVE", "Live:", "|", "Opinion |", "–", "-", ":", "：", "»", "«", "_", "The Quay",
        "【社説】", "外島", "渡し船", "섬", "ㅣ", "العبّارة", "…", "'", "”", "frost", "[VIDEO]", "ß", "İ", "1", "&amp;",
    ]),
    max_size=9,
).map(" ".join)  # fmt: skip


@given(TITLES, TITLES, TITLES)
def test_any_claims_give_a_title_of_their_own_words(claim: str, other: str, heading: str) -> None:
    top = f"<p class=kicker>{escape(other)}</p><h1>{escape(heading)}</h1>"
    found = article(f"{head(f'tag={escape(claim)} ++ og={escape(other)}', 'The Quay')}{top}{BODY}")
    whole = "".join(f"{claim}{other}{heading}".split()).casefold()
    # A claim may be escaped twice.
    whole += whole.replace("&amp;", "&")
    for value in (found.title or "", found.kicker or "", *found.alternative_titles):
        assert all(word.casefold() in whole for word in value.split())
    assert len(set(found.alternative_titles)) == len(found.alternative_titles)
    assert found.title not in found.alternative_titles
    for name in ("title", "kicker", "alternative_titles"):
        assert bool(getattr(found, name)) == (name in found.sources)


@given(st.text(max_size=60))
def test_without_label_leaves_a_part_of_the_title(title: str) -> None:
    rest = without_label(title)
    assert rest.strip() in title
    assert bool(rest.strip()) == bool(title.strip())


@pytest.mark.parametrize("label", ["Live", "[VIDEO]", "OPINION:", "社説", "Última hora", "【速報】"])
def test_labels(label: str) -> None:
    assert is_label(label)


@pytest.mark.parametrize("text", ["", "Life", "Live music", "Opinions of others", "x" * 500])
def test_no_labels(text: str) -> None:
    assert not is_label(text)


SURE = '<title>Ferry sails again</title><meta property="og:title" content="Ferry sails again">'


@pytest.mark.parametrize(
    ("top", "claims", "source"),
    [
        ("<h1>Ferry sails again</h1>", SURE, "page"),
        ("<p>x</p>", SURE, "meta"),
        ("<p>x</p>", "<title>Ferry sails again</title>", "title-tag"),
        ("<p>x</p>", head("ld=Ferry sails again", ""), "json-ld"),
    ],
)
def test_source_of_the_title(top: str, claims: str, source: str) -> None:
    assert article(f"{claims}{top}{BODY}").sources["title"].source == source


def test_certainty_of_the_title_grows_with_its_witnesses() -> None:
    pages = [
        "<title>Ferry sails again</title><p>x</p>",
        "<title>Ice</title><h1>Ferry sails again</h1>",
        '<title>Ferry sails again</title><meta property="og:title" content="Ice"><h1>Ferry sails again</h1>',
        SURE + "<h1>Ferry sails again</h1>",
    ]
    certainties = [article(page + BODY).sources["title"].certainty for page in pages]
    assert certainties == sorted(set(certainties))


@pytest.mark.parametrize(
    ("heading", "claim", "expected"),
    [
        ("Tides in two lines¶", "Tides in two lines", "Tides in two lines"),
        ("Tides in two lines #", "", "Tides in two lines"),
        ("§ Tides in two lines", "Tides in two lines", "Tides in two lines"),
        ("#Tides of two", "", "#Tides of two"),
        ("Tides counted in C#", "", "Tides counted in C#"),
        ("Tides in the key of A #", "Tides in the key of A #", "Tides in the key of A #"),
    ],
)
def test_sign_of_a_link_to_the_heading_itself(heading: str, claim: str, expected: str) -> None:
    title = f"<title>{claim}</title>" if claim else ""
    assert article(f"{title}<h1>{heading}</h1>{BODY}").title == expected


@pytest.mark.parametrize(
    ("claims", "agrees"),
    [("tag=Ferry sails again", True), ("tag=Nothing of the kind was ever said", False), ("", None)],
)
def test_a_title_says_whether_the_metadata_claim_it(claims: str, agrees: bool | None) -> None:
    found = article(head(claims, "The Quay") + "<h1>Ferry sails again</h1>" + BODY)
    assert found.title == "Ferry sails again"
    assert found.sources["title"].agrees is agrees
