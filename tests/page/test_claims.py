"""What a page says of itself is read, however broken it comes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from cpu_time import GROWTH, linear_growth

from cleanarticle.page.claims import AuthorNote, Claims, Head, plain_text, read_claims
from cleanarticle.page.segment import segment
from cleanarticle.parse.lexbor import parse_html

BUDGET = 4_000_000
HEADLINE = "Ferry leaves early"


def read_json(*scripts: str, budget: int = BUDGET) -> Claims:
    return read_claims(Head(scripts=scripts), most_json=budget)


def read_node(**keys: Any) -> Claims:
    return read_json(json.dumps({"@type": "NewsArticle", **keys}))


def read_html(html: str) -> Claims:
    return segment(parse_html(html)).claims


def values(claims: Claims, field: str) -> list[str]:
    return [claim.value for claim in claims.all(field)]


# --- JSON-LD as publishers write it

WHOLE = '{"@type": "NewsArticle", "headline": "Ferry leaves early"}'


@pytest.mark.parametrize(
    "script",
    [
        WHOLE,
        f"\n  {WHOLE}\n",
        f"[{WHOLE}]",
        f"[[{WHOLE}]]",
        f"<!-- {WHOLE} -->",
        f"<!--\n{WHOLE}\n//-->",
        f"<![CDATA[{WHOLE}]]>",
        f"//<![CDATA[\n{WHOLE}\n//]]>",
        f"{WHOLE};",
        f"<!--{WHOLE}-->;",
        '{"@type": "NewsArticle", "headline": "Ferry leaves early",}',
        '[{"@type": "NewsArticle", "headline": "Ferry leaves early",},\n]',
        '{"@type": "NewsArticle", "headline": "Ferry\nleaves\tearly"}',
        '{"@type": "NewsArticle", "headline": "Ferry leaves early", "articleBody": "one\n\ntwo"}',
        WHOLE.replace('"', "&quot;"),
        '{"@graph": [{"@type": "Thing"}, {"@type": "Article", "headline": "Ferry leaves early"}]}',
        '{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "Ferry leaves early"}}',
        '{"@type": ["Thing", "NewsArticle"], "headline": "Ferry leaves early"}',
        '{"@type": "https://schema.org/NewsArticle", "headline": "Ferry leaves early"}',
        '{"@type": "schema:NewsArticle", "headline": "Ferry leaves early"}',
        '{"@type": "newsarticle", "headline": ["Ferry leaves early", "Another"]}',
        '{"@type": "BlogPosting", "headline": {"@value": "Ferry leaves early", "@language": "en"}}',
        '{"@type": "Article", "headline": "<b>Ferry</b> leaves&nbsp;early"}',
        '{"@type": "Article", "headline": "Ferry leaves \\ud83dearly\\u0000"}',
        '{"@type": "Article", "name": "Ferry leaves early"}',
    ],
)
def test_broken_shapes(script: str) -> None:
    assert values(read_json(script), "title") == [HEADLINE]


@pytest.mark.parametrize(
    "script",
    [
        "",
        "null",
        "5",
        '"NewsArticle"',
        "{",
        "var data = {};",
        '{"@type": "NewsArticle", "headline": "cut o',
        '{"@type": "Product", "headline": "Ferry leaves early"}',
        '{"@type": null, "headline": "Ferry leaves early"}',
        '{"@type": {"a": "NewsArticle"}, "headline": "Ferry leaves early"}',
        '{"@type": [["NewsArticle"]], "headline": "Ferry leaves early"}',
        "[" * 100_000,
        '{"a":' * 50_000,
        "9" * 10_000,
        "\x00\ufeff",
    ],
    ids=range(15),
)
def test_what_is_no_article_claims_nothing_and_raises_nothing(script: str) -> None:
    assert read_json(script).by_field == {}


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Ida Holm", ["Ida Holm"]),
        (["Ida Holm", "Jan Weiss"], ["Ida Holm", "Jan Weiss"]),
        ({"@type": "Person", "name": "Ida Holm"}, ["Ida Holm"]),
        ([{"name": "Ida Holm"}, {"name": "Jan Weiss"}], ["Ida Holm", "Jan Weiss"]),
        ([{"name": "Ida Holm"}, "Jan Weiss"], ["Ida Holm", "Jan Weiss"]),
        ([[{"name": "Ida Holm"}], ["Jan Weiss"]], ["Ida Holm", "Jan Weiss"]),
        ({"name": ["Ida Holm", "Jan Weiss"]}, ["Ida Holm", "Jan Weiss"]),
        ({"name": {"name": "Ida Holm"}}, ["Ida Holm"]),
        ({"name": None}, []),
        ({"name": 5}, []),
        ({}, []),
        (None, []),
        (7, []),
        (["", " "], []),
        ([[["Ida Holm"]]], []),
    ],
)
def test_authors(author: Any, names: list[str]) -> None:
    assert values(read_node(author=author), "author") == names


def test_creator_stands_in_for_the_author() -> None:
    assert values(read_node(creator=["Ida Holm"]), "author") == ["Ida Holm"]
    assert values(read_node(author="Ida Holm", creator="Jan Weiss"), "author") == ["Ida Holm"]


def test_references_are_followed() -> None:
    graph = [
        {"@type": "Article", "author": [{"@id": "#a"}, {"@id": "#none"}], "publisher": {"@id": "#b"}},
        {"@type": "Person", "@id": "#a", "name": "Ida Holm"},
        {"@type": "Organization", "@id": "#b", "name": "The Coast Post"},
        {"@id": 5, "name": "no"},
    ]
    claims = read_json(json.dumps({"@graph": graph}))
    assert values(claims, "author") == ["Ida Holm"]
    assert values(claims, "site_name") == ["The Coast Post"]


def test_reference_to_itself_ends() -> None:
    assert values(read_node(**{"@id": "#a"}, author={"@id": "#a"}), "author") == []


@pytest.mark.parametrize(
    ("image", "addresses"),
    [
        ("/a.jpg", ["/a.jpg"]),
        (["/a.jpg", "/b.jpg"], ["/a.jpg", "/b.jpg"]),
        ({"@type": "ImageObject", "url": "/a.jpg"}, ["/a.jpg"]),
        ([{"url": "/a.jpg"}, {"url": "/b.jpg"}], ["/a.jpg", "/b.jpg"]),
        ([{"url": ["/a.jpg"]}, {}, None, 5], []),
    ],
)
def test_images(image: Any, addresses: list[str]) -> None:
    assert values(read_node(image=image), "image") == addresses


def test_all_fields() -> None:
    claims = read_node(
        headline="H",
        alternativeHeadline="A",
        description="D",
        datePublished="2024-05-01",
        dateModified="2024-05-02",
        articleBody="B",
        inLanguage="nb",
        articleSection=["S", "T"],
        keywords="k, l",
        author="Ida Holm",
        publisher={"name": "P"},
        image="/i.jpg",
    )
    assert {field: values(claims, field) for field in claims.by_field} == {
        "title": ["H"],
        "alternative_title": ["A"],
        "description": ["D"],
        "published": ["2024-05-01"],
        "modified": ["2024-05-02"],
        "body": ["B"],
        "language": ["nb"],
        "section": ["S", "T"],
        "keywords": ["k, l"],
        "author": ["Ida Holm"],
        "site_name": ["P"],
        "image": ["/i.jpg"],
    }
    assert {claim.source for claims in claims.by_field.values() for claim in claims} == {"json-ld"}


KEYS = """
    headline name alternativeHeadline description datePublished dateModified articleBody inLanguage
    articleSection keywords author creator publisher image
"""


@pytest.mark.parametrize("wrong", [None, 5, 1.5, True, {}, [], [[]], [{}], [None, 5], {"a": {"b": []}}], ids=repr)
def test_wrong_types_everywhere_claim_nothing(wrong: Any) -> None:
    assert read_node(**dict.fromkeys(KEYS.split(), wrong)).by_field == {}


# --- Megabytes


def test_scripts_beyond_the_budget_are_left_out_and_later_ones_are_read() -> None:
    huge = json.dumps({"@type": "NewsArticle", "headline": "huge", "articleBody": "word " * 1_000_000})
    assert len(huge) > 5_000_000
    assert values(read_json(huge, WHOLE), "title") == [HEADLINE]
    assert values(read_json(huge, budget=len(huge)), "title") == ["huge"]


def test_budget_counts_all_scripts_together() -> None:
    assert len(values(read_json(WHOLE, WHOLE, WHOLE, budget=2 * len(WHOLE)), "title")) == 2


def test_many_articles_with_many_references_take_linear_time() -> None:
    def script(number: int) -> str:
        references = [{"@id": f"#{author}"} for author in range(40)]
        graph: list[Any] = [{"@type": "NewsArticle", "author": references} for _ in range(number)]
        graph += [{"@id": f"#{name}", "name": "x"} for name in range(23 * number)]
        return json.dumps({"@graph": graph})

    assert linear_growth(script, read_json, 75) < GROWTH
    assert 0 < len(read_json(script(300)).all("author")) <= 100


def test_repair_takes_linear_time() -> None:
    def scripts(number: int) -> list[str]:
        return ["{-->" + " " * number + "x", "{" + ", " * number, "{" + "// " * number]

    assert linear_growth(scripts, lambda texts: read_json(*texts), 50_000) < GROWTH
    assert read_json(*scripts(200_000)).by_field == {}


# --- The head of the page


@pytest.mark.parametrize(
    ("markup", "field", "value"),
    [
        ('<meta property="og:title" content="A">', "title", "A"),
        ('<meta name="og:title" content="A">', "title", "A"),
        ('<meta property=" OG:Title " content="A">', "title", "A"),
        ('<meta name="twitter:title" content=" A \n B ">', "title", "A B"),
        ('<meta name="author" content="Ida &amp; Jan">', "author", "Ida & Jan"),
        ('<meta property="article:published_time" content="2024-05-01">', "published", "2024-05-01"),
        ('<meta itemprop="datePublished" content="2024-05-01">', "published", "2024-05-01"),
        ('<meta name="DC.date.issued" content="2024-05-01">', "published", "2024-05-01"),
        ('<meta name="article:modified_time" content="2024-05-02">', "modified", "2024-05-02"),
        ('<meta name="article:published_time" value="2024-05-01">', "published", "2024-05-01"),
        ('<meta name="w-published-date" content="2024-05-01">', "page_published", "2024-05-01"),
        ('<meta name="cdc:last_updated" content="2024-05-02">', "page_modified", "2024-05-02"),
        ('<meta http-equiv="content-language" content="nb">', "language", "nb"),
        ('<meta property="og:site_name" content="P">', "site_name", "P"),
        ('<meta property="article:tag" content="ferries">', "tag", "ferries"),
        ('<meta name="news_keywords" content="a, b">', "keywords", "a, b"),
        ('<link rel="canonical" href="/a">', "canonical", "/a"),
        ('<link rel="Canonical nofollow" href="/a">', "canonical", "/a"),
        ("<title>A<!-- b --></title>", "title", "A"),
        ('<html lang="nb-NO">', "language", "nb-NO"),
    ],
)
def test_head(markup: str, field: str, value: str) -> None:
    assert values(read_html(markup), field) == [value]


@pytest.mark.parametrize(
    "markup",
    [
        "<meta>",
        '<meta property="og:title">',
        '<meta property="og:title" content>',
        '<meta property="og:title" content=" ">',
        '<meta property content="A">',
        '<meta name="viewport" content="A">',
        '<link rel="stylesheet" href="/a">',
        "<link rel>",
        '<link rel="canonical">',
        "<title> </title>",
        "<html lang>",
    ],
)
def test_empty_head(markup: str) -> None:
    assert read_html(markup).by_field == {}


def test_json_ld_comes_before_meta_and_title() -> None:
    claims = read_html(
        '<title>C</title><meta property="og:title" content="B">'
        '<script type="application/ld+json">{"@type": "Article", "headline": "A"}</script>'
    )
    assert [(claim.value, claim.source) for claim in claims.all("title")] == [
        ("A", "json-ld"),
        ("B", "og:title"),
        ("C", "title"),
    ]
    assert claims.first("title") == "A"
    assert claims.from_source("title", "og:title") == "B"
    assert claims.from_source("title", "none") is None
    assert claims.first("none") is None


@pytest.mark.parametrize("kind", ["application/ld+json", "application/ld+json; charset=utf-8", " Application/LD+JSON"])
def test_type_of_script(kind: str) -> None:
    assert values(read_html(f'<script type="{kind}">{WHOLE}</script>'), "title") == [HEADLINE]


@pytest.mark.parametrize("kind", ["application/json", "text/javascript", ""])
def test_other_scripts_claim_nothing(kind: str) -> None:
    assert read_html(f'<script type="{kind}">{WHOLE}</script>').by_field == {}


def test_claims_for_one_field_are_limited() -> None:
    assert len(read_html('<meta property="og:title" content="A">' * 5_000).all("title")) == 100


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a  b\n c", "a b c"),
        ("fish &amp; chips", "fish & chips"),
        ("<p>one</p><p>two</p>", "one two"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("a < b", "a < b"),
        ("half \ud83d pair\x00", "half pair"),
        ("zero\u200dwidth", "zero\u200dwidth"),
    ],
)
def test_plain_text(value: str, expected: str) -> None:
    assert plain_text(value) == expected


def test_authors_of_other_articles_are_not_the_pages() -> None:
    main = {"@type": "NewsArticle", "headline": "Pass open", "author": {"name": "Ida Holm"}}
    other = {"@type": "NewsArticle", "headline": "Ferry", "author": {"name": "Jan Weiss"}}
    again = {"@type": "Article", "headline": "Pass open", "author": {"name": "Bo Lind"}}
    read = read_json(json.dumps([main, other, again, {"@type": "ItemList", "itemListElement": [other]}]))
    assert values(read, "author") == ["Ida Holm", "Bo Lind"]


def test_reviews_of_readers_are_parts_of_the_article() -> None:
    review = {"@type": "Review", "author": {"name": "Jan Weiss"}}
    recipe = {"@type": "Recipe", "name": "Bread", "review": [review], "author": {"name": "Ida Holm"}}
    assert values(read_json(json.dumps(recipe)), "author") == ["Ida Holm"]


def test_what_structured_data_says_of_an_author() -> None:
    graph = [
        {"@type": "NewsArticle", "author": [{"@id": "#i"}, {"@type": "NewsMediaOrganization", "name": "The Quay"}]},
        {"@type": "Person", "@id": "#i", "name": "Ida Holm", "jobTitle": "Reporter"},
    ]
    read = read_json(json.dumps({"@graph": graph}))
    assert values(read, "author") == ["Ida Holm", "The Quay"]
    assert read.authors == {
        "Ida Holm": AuthorNote(is_organisation=False, role="Reporter"),
        "The Quay": AuthorNote(is_organisation=True, role=""),
    }


def test_a_tag_that_writes_value_for_content() -> None:
    read = read_claims(Head(metas=({"name": "author", "value": "Ida Holm"},)), most_json=0)
    assert values(read, "author") == ["Ida Holm"]


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("dc.title", "title"),
        ("DC:Title", "title"),
        ("dc:creator", "author"),
        ("og:article:author", "author"),
        ("article:byline", "author"),
        ("dc.date.created", "published"),
        ("dc:date", "published"),
        ("dc.subject", "keywords"),
        ("published_on", "page_published"),
    ],
)
def test_names_of_meta_tags(name: str, field: str) -> None:
    assert values(read_html(f"<meta name='{name}' content='2026-03-05'><p>Text</p>"), field) == ["2026-03-05"]


def test_a_card_names_the_author_if_its_label_says_so() -> None:
    card = "<meta name='twitter:data2' content='Ida Holm'><meta name='twitter:label2' content='{}'><p>Text</p>"
    assert values(read_html(card.format("Written by")), "author") == ["Ida Holm"]
    assert values(read_html(card.format("Verfasst von:")), "author") == ["Ida Holm"]
    assert values(read_html(card.format("Reading time")), "author") == []
