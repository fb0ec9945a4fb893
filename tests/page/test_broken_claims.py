"""Broken structured data: no reader of a field fails on it, and it takes no paragraph with it."""

from __future__ import annotations

import json
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from marked_pages import failed_readers

from cleanarticle import Article, Extractor
from cleanarticle.page.claims import Head, parse_json, read_claims

EXTRACTOR: Final = Extractor()
few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
many = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

PARAGRAPHS: Final = (
    "The ferry to the outer islands sailed again on Monday, eleven days after the frost had closed the bay.",
    "Forty people were waiting on the quay, among them a choir that had missed its concert on the island.",
    "The captain said that the ice had been thinner than it looked, and that he had known it all along.",
    "By the evening the harbour office had sold four hundred tickets, more than in the whole of last January.",
    "Nobody could say on Tuesday whether the second boat, which leaks, would be needed before the thaw.",
)
TYPES: Final = (
    *"NewsArticle Article LiveBlogPosting VideoObject AudioObject Recipe Person WebPage ItemList".split(),
    "Organization",
    "https://schema.org/NewsArticle",
    "",
    "newsarticle ",
    "Thing/NewsArticle",
)
KEYS: Final = tuple(
    """
    @type @id @graph @context mainEntity mainEntityOfPage headline name alternativeHeadline description
    datePublished dateModified inLanguage url articleSection keywords author creator publisher image
    thumbnailUrl isAccessibleForFree hasPart cssSelector liveBlogUpdate video audio associatedMedia duration
    contentUrl embedUrl itemListElement about @value dateline jobTitle sameAs position item
    """.split()
)
METAS: Final = tuple(
    """
    og:title og:description og:image og:url og:locale og:site_name og:type og:updated_time article:author
    article:published_time article:modified_time article:section article:tag article:content_tier twitter:title
    twitter:image author byl description keywords news_keywords date pubdate lastmod content-language
    isaccessibleforfree parsely-author parsely-pub-date premium generator viewport citation_author dc.date
    dcterms.created
    """.split()
)
JUNK: Final = (
    "",
    " ",
    "\t\n",
    "null",
    "undefined",
    "NaN",
    "[object Object]",
    "%s",
    "{{ title }}",
    "0",
    "-1",
    "9" * 400,
    "true",
    "1e999",
    "//",
    "http://",
    "http://[",
    "https://[::1",
    "http:///x",
    "https://quay.example:99999999/a",
    "javascript:alert(1)",
    "data:,",
    "\ufeff",
    "\u202e\u0000\ud7ff",
    "Ã¼berfÃ¤hre",
    "&#0;&#x110000;&amp;amp;",
    "<b>",
    "<!--",
    "]]>",
    "\\u0000",
    "2026-13-45T99:99:99Z",
    "0000-00-00",
    "P",
    "PT",
    "PT99999999999999999999S",
    "٣٤",
    "²",
    "a" * 5000,
    "x," * 3000,
    "1x, 2x, , 3w",
    "a 99999999999999999999w",
    "Photo:",
    "©",
    "By ",
    "von ",
    "(AP)",
    "😀" * 50,
    "\u0301" * 60,
    "//quay.example/a?page=2",
    "?page=99999999999999999999",
    "/2",
    "/٢",
    "page=²",
    "https://quay.example/ferry/²",
)

texts = st.sampled_from(JUNK) | st.text(max_size=30) | st.sampled_from(PARAGRAPHS).map(lambda text: text[:40])
scalars = st.none() | st.booleans() | st.integers() | st.floats() | texts
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=5), inner, max_size=5)
    ),
    max_leaves=12,
)
nodes = st.dictionaries(st.sampled_from(KEYS), values, max_size=12).flatmap(
    lambda node: st.sampled_from(TYPES).map(lambda kind: {"@type": kind, **node})
)


def page(head: str = "", inside: str = "") -> str:
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return (
        f"<html lang=en><head><meta charset=utf-8><title>The ferry sails again</title>{head}</head><body><article>"
        f"<h1>The ferry sails again</h1>{inside}{body}</article></body></html>"
    )


def extracted(source: str | bytes, url: str | None = "https://quay.example/ferry") -> Article:
    with failed_readers() as failures:
        article = EXTRACTOR.extract(source, url=url)
    assert failures == []
    assert Article.model_validate_json(article.model_dump_json()) == article
    return article


def check(head: str = "", inside: str = "", *, url: str | None = "https://quay.example/ferry") -> None:
    """The paragraphs are those of the page without the data."""
    assert tuple(paragraph.text for paragraph in extracted(page(head, inside), url).paragraphs) == PARAGRAPHS


def script(text: str) -> str:
    return f'<script type="application/ld+json">{text.replace("</", "<")}</script>'


def attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;")


@many
@given(nodes)
def test_wrong_types_at_any_key(node: dict[str, Any]) -> None:
    check(script(json.dumps(node)))


@many
@given(st.lists(nodes, max_size=3), st.integers(0, 3))
def test_objects_in_graphs_and_lists(found: list[dict[str, Any]], depth: int) -> None:
    data: Any = {"@graph": found} if depth % 2 else found
    for _ in range(depth):
        data = [data]
    check(script(json.dumps(data)))


@many
@given(nodes, st.floats(0, 1), st.sampled_from(["", '"', "}", "]]", ",", "//", "\x00", "é"]))
def test_data_cut_short(node: dict[str, Any], place: float, end: str) -> None:
    text = json.dumps(node, ensure_ascii=False)
    check(script(text[: int(place * len(text))] + end))


@many
@given(st.sampled_from(KEYS), values)
def test_one_key_of_a_good_article(key: str, value: Any) -> None:
    node = {
        "@type": "NewsArticle",
        "headline": "The ferry sails again",
        "author": {"@type": "Person", "name": "Ida Holm"},
        "datePublished": "2026-03-02T08:00:00+01:00",
        "video": {"@type": "VideoObject", "name": "The ferry", "duration": "PT2M"},
        "image": [{"@type": "ImageObject", "url": "https://quay.example/ferry.jpg"}],
    }
    check(script(json.dumps({**node, key: value})))
    check(script(json.dumps({**node, "video": {"@type": "VideoObject", key: value}, "author": {key: value}})))


@many
@given(
    st.lists(st.tuples(st.sampled_from(METAS), texts), max_size=12), st.sampled_from(["name", "property", "itemprop"])
)
def test_meta_tags_with_junk(metas: list[tuple[str, str]], kind: str) -> None:
    check("".join(f'<meta {kind}="{name}" content="{attribute(content)}">' for name, content in metas))


@many
@given(
    st.sampled_from(["canonical", "next", "prev", "alternate", "amphtml", "next canonical"]), texts, st.none() | texts
)
def test_links_and_bases_with_junk(rel: str, address: str, base: str | None) -> None:
    head = f'<link rel="{rel}" href="{attribute(address)}">'
    check(head + (f'<base href="{attribute(base)}">' if base is not None else ""))
    check(head, url=None)


@many
@given(
    st.lists(st.tuples(st.sampled_from(["name", "duration", "contentUrl", "embedURL", "", "a b"]), texts), max_size=6)
)
@example([("duration", "PT" + "9" * 300 + "S")])
def test_broken_microdata(properties: list[tuple[str, str]]) -> None:
    metas = "".join(f'<meta itemprop="{name}" content="{attribute(content)}">' for name, content in properties)
    links = "".join(f'<link itemprop="{name}" href="{attribute(content)}">' for name, content in properties)
    for kind in ("https://schema.org/VideoObject", "AudioObject", "", "http://[/VideoObject"):
        check(inside=f'<div itemprop="video" itemscope itemtype="{kind}">{metas}{links}</div>')
    check(head=metas + links)


@many
@given(
    st.sampled_from(["src", "srcset", "data-src", "data-srcset", "alt", "width", "height", "style", "class", "poster"]),
    texts,
    st.sampled_from(["img", "video", "audio", "iframe", "amp-img", "source"]),
)
def test_media_with_junk(name: str, value: str, tag: str) -> None:
    check(inside=f'<figure><{tag} {name}="{attribute(value)}"></{tag}></figure>')
    check(inside=f'<figure><noscript><img {name}="{attribute(value)}" src="/a.jpg"></noscript></figure>')


@pytest.mark.parametrize("junk", JUNK)
@pytest.mark.parametrize(
    "key", ["headline", "author", "datePublished", "inLanguage", "keywords", "url", "duration", "image"]
)
def test_every_piece_of_junk_at_the_keys_that_are_read(junk: str, key: str) -> None:
    node = {"@type": "NewsArticle", key: junk, "video": {"@type": "VideoObject", "name": junk, key: junk}}
    check(script(json.dumps(node)))


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"a":' * 5_000,
        json.dumps({"@type": "NewsArticle", "headline": "ferry " * 200_000}),
        json.dumps({"@type": "NewsArticle", "keywords": ["ferry"] * 50_000}),
        json.dumps([{"@type": "NewsArticle", "author": [[["Ida Holm"]]]}] * 2_000),
        json.dumps({"@type": "NewsArticle", "video": [{"@type": "VideoObject", "name": "x" * 10_000}] * 3_000}),
        '{"@type": "NewsArticle", "headline": "The\nferry\tsails", }',
        '{"@type": "NewsArticle", "headline": "\\ud83d", "author": "\\udc00"}',
        '{"@type": "NewsArticle", "headline": 1e999, "datePublished": -Infinity}',
        "{&quot;@type&quot;: &quot;NewsArticle&quot;}",
        "<!-- {} -->",
        "",
        "\ufeff{}",
    ],
    ids=range(13),
)
def test_data_of_a_kind_that_pages_have(text: str) -> None:
    check(script(text))


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "shift_jis", "utf-16", "windows-1251"])
def test_data_in_another_encoding_than_the_page(charset: str) -> None:
    node = json.dumps(
        {"@type": "NewsArticle", "headline": "Fähre – 渡し船", "author": "Ådne Ødegård"}, ensure_ascii=False
    )
    source = page(script("@@")).encode().replace(b"@@", node.encode(charset, "replace"))
    assert tuple(paragraph.text for paragraph in extracted(source).paragraphs) == PARAGRAPHS


@many
@given(st.text(max_size=200) | nodes.map(json.dumps))
def test_the_parser_of_data_never_raises(text: str) -> None:
    parse_json(text)
    read_claims(Head(scripts=(text,), metas=({"property": text, "content": text},), title=text), most_json=10_000)
