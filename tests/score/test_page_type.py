"""What kind of page it is: told from clear evidence, an article without, the same on every machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
from fixture_pages import FixturePage, load_fixtures

from cleanarticle import extract, extract_plaintext, inspect
from cleanarticle.article import Article, PageType
from cleanarticle.lexicon.words import load_words
from cleanarticle.page.model import Page
from cleanarticle.page.segment import segment
from cleanarticle.parse.lexbor import parse_html
from cleanarticle.score.page_type import (
    FEATURES,
    PAGE_TYPES,
    Evidence,
    bundled_table,
    classify,
    evidence_of,
    load_table,
)

PROSE = "The ferry left at noon, and those who missed it had to wait on the quay until the storm was over. "
FIXTURES = load_fixtures()
TABLE = files("cleanarticle.score").joinpath("page_type.json").read_text(encoding="utf-8")


def page_of(body: str, head: str = "") -> Page:
    return segment(parse_html(f"<html><head>{head}</head>{body}</html>"))


def json_ld(**node: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def article() -> tuple[Page, str]:
    head = (
        '<title>Ferry leaves before the storm | The Quay</title><meta property="og:type" content="article">'
        + json_ld(
            **{"@type": "NewsArticle", "headline": "Ferry leaves before the storm", "author": {"name": "Ida Holm"}}
        )
    )
    story = f"<h1>Ferry leaves before the storm</h1>{f'<p>{PROSE * 3}</p>' * 6}"
    return page_of(f"<body><article class='story'>{story}</article></body>", head), "https://quay.example/2024/05/ferry"


def thread() -> tuple[Page, str]:
    posts = "".join(
        f"<article class='message message--post'><div class='message-user'><h4>rower{at}</h4><p>Member</p></div>"
        f"<div class='message-date'><time>May {at}</time><a href='#p{at}'>#{at}</a></div>"
        f"<div class='message-body bbcode'>{PROSE} Has anyone rowed it since?</div>"
        "<p><a href='/r'>Reply</a></p><p><a href='/q'>Quote</a></p><p><a href='/l'>Report</a></p></article>"
        for at in range(1, 9)
    )
    body = (
        "<body class='topic guest'><nav><a href='/'>Forums</a><a href='/n'>New posts</a><a href='/m'>Members</a></nav>"
        f"<h1>Rowing to the island</h1><div class='thread forum replies'>{posts}</div>"
        "<h3>Similar threads</h3></body>"
    )
    head = json_ld(**{"@type": "DiscussionForumPosting", "headline": "Rowing to the island"})
    return page_of(body, head), "https://forum.oars.example/threads/rowing-to-the-island.4711/"


def documentation() -> tuple[Page, str]:
    sections = "".join(
        f"<h2 id='s{at}'>{name}</h2><p>Call the function before the tide turns.</p>"
        "<div class='highlight'><pre>tide.read(level=3)\nprint(tide)</pre></div>"
        "<div class='admonition note'><p>Note</p><p>Levels are in centimetres.</p></div>"
        for at, name in enumerate(["Usage", "Parameters", "Examples", "See also"])
    )
    body = (
        "<body><nav class='toctree'><ul><li><a href='a'>Quickstart</a></li><li><a href='b'>API reference</a></li>"
        "<li><a href='c'>Configuration</a></li></ul></nav><main class='doc docs'><h1>Reading tides</h1>"
        f"{sections}</main><aside class='toc'>On this page</aside></body>"
    )
    return page_of(body), "https://docs.tides.example/en/latest/reference/read.html"


def service() -> tuple[Page, str]:
    cards = "".join(f"<div class='card'><h3>{name}</h3><p>We mend it where it lies.</p></div>" for name in "ABCDEF")
    body = (
        "<body class='page'><nav><a href='/s'>Services</a><a href='/i'>Industries</a><a href='/c'>Case studies</a>"
        "<a href='/k'>Careers</a></nav><div class='hero banner'><h1>Hull repair</h1><p>Dry docks in three ports.</p>"
        "<a class='cta' href='/q'>Get a quote</a></div><div class='services cards'><h2>Our services</h2>"
        f"{cards}</div><div class='testimonials'><h2>Testimonials</h2></div><h2 class='clients'>Our clients</h2>"
        "<div class='accordion faq'><h2>Why choose us</h2></div><div class='steps'><h2>How it works</h2></div>"
        "<a href='/c'>Contact us</a></body>"
    )
    return page_of(
        body, json_ld(**{"@type": "Service", "name": "Hull repair"})
    ), "https://docks.example/services/hulls/"


def listing() -> tuple[Page, str]:
    cards = "".join(
        f"<article class='card'><h3><a href='/{at}'>Boat number {at} comes home</a></h3><time>May {at}</time>"
        "<p>It was late.</p><a href='/x'>Read more</a></article>"
        for at in range(24)
    )
    body = (
        "<body class='archive category'><div class='filters results'><h1>Boats</h1><a href='/s'>Sort by</a></div>"
        f"<main class='feed'>{cards}</main><div class='pagination'><a href='/2'>2</a><a href='/2'>Next</a></div></body>"
    )
    return page_of(body, json_ld(**{"@type": "CollectionPage", "name": "Boats"})), "https://quay.example/tag/boats/"


def collection() -> tuple[Page, str]:
    products = "".join(
        f"<li class='product grid'><a href='/{at}'>Oar {at}</a><i class='swatch'></i><p class='price'>${at}9.00</p>"
        "<button>Quick view</button></li>"
        for at in range(30)
    )
    body = (
        "<body class='collection shop'><div class='minicart cart'>Cart</div><h1>Oars</h1><div class='filters facets'>"
        "<p>Filter</p><p>Sort by</p><p>Price</p><p>Brand</p><p>Color</p></div>"
        f"<ul class='products collection'>{products}</ul></body>"
    )
    return page_of(body), "https://shop.oars.example/collections/oars"


def product() -> tuple[Page, str]:
    body = (
        "<body class='product'><div class='minicart cart wishlist'>Cart</div><div class='product pdp gallery'>"
        "<h1>Ash oar</h1><p class='price'>$49.00</p><p>In stock</p><label class='quantity qty'>Quantity</label>"
        "<p class='variation sku'>A4</p><button>Add to cart</button></div><div class='tabs'><h2>Description</h2>"
        "<p>Turned from one piece of ash.</p><h2>Specifications</h2><p>Weight</p><p>Material</p></div>"
        "<div class='reviews rating'><h2>Reviews</h2><p>Write a review</p></div><h2>Related products</h2></body>"
    )
    head = '<meta property="og:type" content="product">' + json_ld(
        **{"@type": "Product", "name": "Ash oar", "offers": {"@type": "Offer", "price": "49"}}
    )
    return page_of(body, head), "https://oars.example/products/ash-oar"


PAGES: dict[PageType, Callable[[], tuple[Page, str]]] = {
    "article": article,
    "forum": thread,
    "documentation": documentation,
    "service": service,
    "listing": listing,
    "collection": collection,
    "product": product,
}

every_type = pytest.mark.parametrize("kind", PAGE_TYPES)


def test_every_type_has_a_page() -> None:
    assert tuple(PAGES) == PAGE_TYPES


@every_type
def test_a_clear_page(kind: PageType) -> None:
    assert classify(*PAGES[kind]()) == kind


@every_type
def test_probabilities(kind: PageType) -> None:
    probabilities = bundled_table().probabilities(evidence_of(*PAGES[kind]()))
    assert sum(probabilities.values()) == pytest.approx(1.0)
    assert max(probabilities, key=lambda each: probabilities[each]) == kind


@pytest.mark.parametrize("fixture", FIXTURES, ids=[fixture.name for fixture in FIXTURES])
def test_fixtures_are_of_their_type(fixture: FixturePage) -> None:
    kind = fixture.expected.get("page_type", "article")
    assert extract(fixture.html, url=fixture.url, charset=fixture.charset).page_type == kind
    without_address = extract(fixture.html, charset=fixture.charset).page_type
    assert without_address in (kind, "article")  # an address can be all that tells a manual from an article


@pytest.mark.parametrize("body", ["<body></body>", "<body><p>Ferry.</p></body>", f"<body><p>{PROSE * 5}</p></body>"])
def test_without_evidence_it_is_an_article(body: str) -> None:
    assert classify(page_of(body)) == "article"


@pytest.mark.parametrize(
    "url",
    ["https://quay.example/forum/threads/", "https://shop.quay.example/products/oar", "https://docs.quay.example/api"],
)
def test_an_address_alone_makes_no_other_kind_of_a_story(url: str) -> None:
    assert classify(article()[0], url) == "article"


# --- The address


def signs_of(url: str | None, head: str = "", body: str = "<p>Ferry.</p>") -> frozenset[str]:
    return evidence_of(page_of(f"<body>{body}</body>", head), url).signs


@pytest.mark.parametrize(
    ("url", "sign"),
    [
        ("https://quay.example/forum/oars", "path:forum"),
        ("https://quay.example/viewtopic.php?id=3", "end-path:forum"),
        ("https://quay.example/thread-4711.html", "path:forum"),
        ("https://quay.example/Products/Oar", "path:product"),
        ("https://quay.example/blog/", "end-path:article"),
        ("https://docs.quay.example/", "host:documentation"),
        ("https://quay.example/2024/05/01/ferry", "path:date"),
        ("https://quay.example/ferry-123456", "path:number"),
    ],
)
def test_signs_of_an_address(url: str, sign: str) -> None:
    assert sign in signs_of(url)
    assert sign in signs_of(None, f'<link rel="canonical" href="{url}">')
    assert sign not in signs_of("https://quay.example/a/b")


@pytest.mark.parametrize(
    "url", ["", "ferry", "/ferry/forum/", "https://[", "//", "http://", "\x00", "https://" + "a" * 9_999]
)
def test_an_address_that_says_nothing(url: str) -> None:
    assert classify(page_of("<body><p>Ferry.</p></body>"), url) == "article"


def test_an_address_that_is_given_counts_before_the_page_own() -> None:
    signs = signs_of("https://quay.example/forum/oars", '<link rel="canonical" href="https://quay.example/docs/oars">')
    assert "path:forum" in signs
    assert "path:documentation" not in signs


# --- Structured data


def test_types_of_objects_and_of_their_parts() -> None:
    node = {"@type": "WebPage", "mainEntity": {"@type": "https://schema.org/Product", "offers": [{"@type": "Offer"}]}}
    signs = signs_of(None, json_ld(**node))
    assert {"type:website", "type:product", "part-type:offer"} <= signs
    assert not {"part-type:product", "type:offer"} & signs


def test_types_in_a_graph() -> None:
    assert "type:forum" in signs_of(None, json_ld(**{"@graph": [{"@type": ["Thing", "QAPage"]}]}))


def test_types_of_microdata() -> None:
    page = page_of(
        "<body><div itemscope itemtype='https://schema.org/Comment'><p>Ferry.</p></div><p itemtype>A</p></body>"
    )
    assert "item-type:comment" in evidence_of(page).signs


@pytest.mark.parametrize(
    ("claimed", "sign"), [("product.group", "og:product"), ("Article", "og:article"), ("song", "og:other")]
)
def test_open_graph_type(claimed: str, sign: str) -> None:
    assert sign in signs_of(None, f'<meta property="og:type" content="{claimed}">')


def test_generator() -> None:
    assert "generator:shop" in signs_of(None, '<meta name="generator" content="WooCommerce 8.1">')


@pytest.mark.parametrize(
    "classes",
    [
        "phpbb",
        "postbody postprofile",
        "message-cell bbWrapper",
        "ipsComment topic",
        "topic-post crawler",
        "js-postcell",
    ],
)
def test_software_is_told_by_words_that_its_pages_have_together(classes: str) -> None:
    body = "".join(f"<div class={word}><p>Text</p></div>" for word in classes.split())
    assert "software:forum" in signs_of(None, "", body)
    assert "software:forum" not in signs_of(None, "", "<div class=postbody><p>Text</p></div>")


# --- Measures


def measure(page: Page, name: str) -> float:
    return evidence_of(page).features[name]


def test_there_is_one_number_for_each_measure() -> None:
    assert set(evidence_of(article()[0]).features) == set(FEATURES)


CARDS = f"<p>{PROSE}</p>" + f"<div class=card><h3><a href='/'>Ferry leaves</a></h3><p>{PROSE}</p></div>" * 3
"""A paragraph, and three cards of a linked heading and a paragraph."""


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("blocks", "<p>A</p><p>B</p>", 2),
        ("words", "<p>Ferry leaves</p><p>early</p>", 3),
        ("links", "<p><a href='/'>Ferry</a></p><p>early</p>", 0.5),
        ("inside", "<nav><p>Home</p></nav><p>Ferry leaves early</p>", 0.75),
        ("prose_blocks", f"<p>{PROSE}</p><p>Ferry.</p>", 1),
        ("headline", "<h2>Quay</h2><h1>Ferry leaves early</h1>", 3),
        ("linked_headings", "<h2><a href='/'>Ferry</a></h2><h2>Quay</h2>", 1),
        ("listings", "<pre>a = 1</pre>", 1),
        ("prices", "<p>$9.00</p><p>from 8 €</p>", 2),
        ("times", "<p><time datetime='2024-05-01'>May 1</time></p>", 1),
        ("authors", "<p>By <a rel='author' href='/'>Ida Holm</a></p>", 1),
        ("articles", "<article><p>A</p></article><article><p>B</p></article>", 2),
        ("dates", "<p>May 2024</p><p>1.5.</p><p>Ferry</p>", 2),
        ("page_numbers", "<p>1</p><p>2</p><p>4711</p>", 2),
        ("questions", "<p>Who rows?</p><p>Ida.</p>", 1),
        ("densest", f"<div><p>{PROSE}</p></div><div><p>{PROSE}</p></div>", 0.5),
        ("densest_words", f"<div><p>{PROSE}</p><p>{PROSE}</p></div><div><p>{PROSE}</p></div>", 42),
        ("cards", CARDS, 3),
        ("card_share", CARDS, 69 / 90),
        ("card_words", CARDS, 23),
        ("card_prose", CARDS, 63 / 69),
        ("card_prices", "<div><p><a href='/'>Oar</a></p><p>$9</p></div>" * 3 + "<p>$9</p>", 1),
        ("before_cards", CARDS, 21),
        ("cards", "<div><p><a href='/'>Ferry</a></p><p>A</p></div>" * 2, 0),
        ("cards", f"<nav>{CARDS}</nav>", 0),
        ("label:cart", "<p>Add to Cart</p><p>add to cart</p><p>Quantity</p>", 2),
    ],
)
def test_measures(name: str, body: str, expected: float) -> None:
    assert measure(page_of(f"<body>{body}</body>"), name) == pytest.approx(expected)


# --- The table


def test_the_table_is_complete() -> None:
    table = json.loads(TABLE)
    assert list(table) == ["page_types", "margin", "base", "features", "signs", "names", "words"]
    assert table["page_types"] == list(PAGE_TYPES[1:])
    assert list(table["features"]) == list(FEATURES)
    assert table["margin"] >= 0
    rows = [*(row for rows in table["features"].values() for row in rows), *table["signs"].values()]
    assert all(
        len(row) == len(table["page_types"]) for row in [*rows, *table["names"].values(), *table["words"].values()]
    )
    assert any(any(row) for row in rows)


def test_the_signs_of_the_table_can_be_found() -> None:
    words = load_words("pagetypewords")
    known = {f"{family}:{group}" for family, groups in words.items() for group in groups}
    known |= {f"end-{sign}" for sign in known if sign.startswith("path:")}
    known |= {f"{before}-{sign}" for sign in known if sign.startswith("type:") for before in ("part", "item")}
    known |= {"path:date", "path:number"}
    known |= {f"og:{name}" for name in ("article", "website", "product", "other")}
    known |= {f"claim:{name}" for name in ("published", "author", "section")}
    assert set(json.loads(TABLE)["signs"]) <= known


def test_words_are_such_as_can_be_found() -> None:
    for family, groups in load_words("pagetypewords").items():
        for words in groups.values():
            assert len(words) == len(set(words))
            for word in words:
                assert word == word.lower().strip()
                assert word.count(" ") < (4 if family in ("label", "software") else 1)


def broken(**changes: Any) -> str:
    return json.dumps({**json.loads(TABLE), **changes})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (broken(page_types=["forum"]), "types"),
        (broken(features={}), "features"),
        (broken(features={**json.loads(TABLE)["features"], "blocks": []}), "'blocks' has 9 classes"),
        (broken(base=[0.0]), "points are 6 numbers"),
        (broken(names={"cart": [1, 2]}), "points are 6 numbers"),
        (broken(words={"ferry": [1, 2]}), "points are 6 numbers"),
    ],
)
def test_a_table_that_does_not_fit(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        load_table(text)


def table_of(margin: float, **signs: list[float]) -> Any:
    measures = {name: [[0] * 6] * (len(thresholds) + 1) for name, thresholds in FEATURES.items()}
    names = {"cart": [0, 0, 0, 0, 1, 0]}
    words = {"oars": [0, 2, 0, 0, 0, 0]}
    return load_table(broken(margin=margin, base=[0] * 6, features=measures, signs=signs, names=names, words=words))


def evidence(*signs: str, names: tuple[str, ...] = (), words: tuple[str, ...] = ()) -> Evidence:
    return Evidence(dict.fromkeys(FEATURES, 0.0), frozenset(signs), frozenset(names), frozenset(words))


def test_points_add_up() -> None:
    table = table_of(0.0, a=[1, 0, 0, 0, 0, 0.5], b=[0.25, 0, 0, 0, 0, 0])
    found = evidence("a", "b", "unknown", names=("cart", "unknown"), words=("oars", "unknown"))
    assert table.points(found) == (1.25, 2, 0, 0, 1, 0.5)


@pytest.mark.parametrize(("margin", "kind"), [(0.5, "forum"), (1.0, "article"), (2.0, "article")])
def test_another_kind_has_to_exceed_the_margin(margin: float, kind: PageType) -> None:
    assert table_of(margin, a=[1, 0, 0, 0, 0, 0], c=[0] * 6).page_type(evidence("a", "c")) == kind


def test_a_page_with_next_to_no_marks_is_an_article() -> None:
    table = table_of(0.0, a=[5, 0, 0, 0, 0, 0])
    assert table.page_type(evidence("a", "unknown", words=("oars",))) == "article"
    assert table.page_type(evidence("a", names=("cart",))) == "forum"


SCRIPT = """
from test_page_type import PAGES
from cleanarticle.score.page_type import bundled_table, evidence_of
print([bundled_table().points(evidence_of(*make())) for make in PAGES.values()])
"""


def test_points_are_the_same_in_every_process() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


# --- The article


def test_the_article_says_its_kind() -> None:
    post = f"<div class='post reply bbcode'><h4>rower</h4><p>Member</p><p>{PROSE * 3}</p><p>Quote</p><p>Reply</p></div>"
    html = f"<body class='topic'><h1>Rowing</h1><div class='thread forum'>{post * 4}</div><p>Similar threads</p></body>"
    url = "https://forum.oars.example/threads/rowing.4711/"
    assert extract(html, url=url).page_type == "forum"
    found = inspect(html, url=url).article
    assert found is not None
    assert found.page_type == "forum"


def test_copied_text_is_an_article() -> None:
    assert extract_plaintext(f"Ferry leaves early\n\n{PROSE * 3}\n\n{PROSE * 4}\n").page_type == "article"


def test_an_article_without_a_word_on_its_kind_is_one() -> None:
    assert Article().page_type == "article"
