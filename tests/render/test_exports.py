"""Articles as Zyte's schema and as JSON-LD of schema.org."""

from __future__ import annotations

import datetime as dt
import json
from html import escape
from typing import Any

import pytest
from fixture_pages import FixturePage, load_fixtures, on_every_page

from cleanarticle import (
    Article,
    Byline,
    Dateline,
    Figure,
    LiveEntry,
    Media,
    Paragraph,
    extract,
)
from cleanarticle.article import Access, PageType
from cleanarticle.page.claims.types import is_article
from cleanarticle.render import to_markdown, to_schema_org, to_zyte

PAGES = load_fixtures()
EVERY = on_every_page("page", PAGES)
AT_NOON = dt.datetime(2024, 5, 3, 12, tzinfo=dt.timezone(dt.timedelta(hours=2)))
FULL = Article(
    title="Ferry leaves early",
    alternative_titles=("Ferry early",),
    kicker="Harbour",
    subtitle="Hundreds wait for the storm to end.",
    summary=("One ferry.", "One storm."),
    byline=Byline(
        text="By Mara Lindqvist and Jo Tanner, Coast Desk",
        authors=("Mara Lindqvist", "Jo Tanner"),
        roles=("Harbour Editor", ""),
        organisations=("Coast Desk",),
        contributors=("Ada Brook",),
        agency="HPN",
    ),
    dateline=Dateline(text="NORTHQUAY (HPN)", place="NORTHQUAY", agency="HPN"),
    paragraphs=(
        Paragraph(text="The ferry left at six."),
        Paragraph(text="The storm", kind="heading", level=2),
        Paragraph(text="It came at seven."),
    ),
    figures=(
        Figure(src="data:image/png;base64,AAAA", caption="A stand-in"),
        Figure(src="https://img.example/ferry.jpg", alt="Ferry", caption="The ferry at dawn.", credit="L. Ohm"),
        Figure(src="/pier.jpg"),
        Figure(caption="No picture at all"),
    ),
    media=(
        Media(kind="video", title="The storm", duration=dt.timedelta(minutes=1, seconds=30), src="https://v.example/1"),
        Media(kind="audio", src="https://a.example/1.mp3"),
    ),
    published=AT_NOON,
    modified=dt.date(2024, 5, 4),
    language="pt-BR",
    site_name="The Harbour Post",
    url="https://harbour.example/a?id=1",
    canonical_url="https://harbour.example/a",
    section="Local",
    tags=("ferries", "weather"),
    access="subscriber",
)


# --- Zyte's schema


def test_zyte_has_every_field_that_is_known() -> None:
    line = "By Mara Lindqvist and Jo Tanner, Coast Desk"
    assert to_zyte(FULL) == {
        "headline": "Ferry leaves early",
        "datePublished": "2024-05-03T12:00:00+02:00",
        "dateModified": "2024-05-04T00:00:00",
        "authors": [{"name": name, "nameRaw": line} for name in ("Mara Lindqvist", "Jo Tanner", "Coast Desk", "HPN")],
        "inLanguage": "pt",
        "mainImage": {"url": "https://img.example/ferry.jpg"},
        "images": [{"url": "https://img.example/ferry.jpg"}],
        "description": "Hundreds wait for the storm to end.",
        "articleBody": "The ferry left at six.\n\nThe storm\n\nIt came at seven.",
        "articleBodyHtml": '<article lang="pt-BR">\n<p>The ferry left at six.</p>\n<h2>The storm</h2>\n'
        "<p>It came at seven.</p>\n</article>",
        "videos": [{"url": "https://v.example/1"}],
        "audios": [{"url": "https://a.example/1.mp3"}],
        "canonicalUrl": "https://harbour.example/a",
        "url": "https://harbour.example/a?id=1",
    }


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, {}),
        ({"language": "gsw"}, {}),
        ({"published": dt.datetime(2024, 5, 3, 10, 0, 5, 7, tzinfo=dt.UTC)}, {"datePublished": "2024-05-03T10:00:05Z"}),
        ({"summary": ("One.", "Two.")}, {"description": "One.\nTwo."}),
        ({"canonical_url": "https://a.example/"}, dict.fromkeys(("canonicalUrl", "url"), "https://a.example/")),
    ],
)
def test_zyte_leaves_out_what_is_not_known(fields: dict[str, Any], expected: dict[str, Any]) -> None:
    assert to_zyte(Article(**fields)) == expected


def test_the_address_can_be_given() -> None:
    assert to_zyte(FULL, url="https://harbour.example/b")["url"] == "https://harbour.example/b"


# --- schema.org


def test_schema_org_has_every_field_that_it_knows() -> None:
    assert to_schema_org(FULL) == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Ferry leaves early",
        "alternativeHeadline": "Ferry early",
        "description": "Hundreds wait for the storm to end.",
        "abstract": "One ferry.\nOne storm.",
        "author": [
            {"@type": "Person", "name": "Mara Lindqvist", "jobTitle": "Harbour Editor"},
            {"@type": "Person", "name": "Jo Tanner"},
            {"@type": "Organization", "name": "Coast Desk"},
            {"@type": "Organization", "name": "HPN"},
        ],
        "contributor": [{"@type": "Person", "name": "Ada Brook"}],
        "datePublished": "2024-05-03T12:00:00+02:00",
        "dateModified": "2024-05-04",
        "inLanguage": "pt-BR",
        "publisher": {"@type": "Organization", "name": "The Harbour Post"},
        "keywords": ["ferries", "weather"],
        "image": [
            {"@type": "ImageObject", "url": "data:image/png;base64,AAAA", "caption": "A stand-in"},
            {
                "@type": "ImageObject",
                "url": "https://img.example/ferry.jpg",
                "caption": "The ferry at dawn.",
                "creditText": "L. Ohm",
            },
            {"@type": "ImageObject", "url": "/pier.jpg"},
        ],
        "video": [{"@type": "VideoObject", "name": "The storm", "duration": "PT90S", "url": "https://v.example/1"}],
        "audio": [{"@type": "AudioObject", "url": "https://a.example/1.mp3"}],
        "isAccessibleForFree": False,
        "url": "https://harbour.example/a",
        "dateline": "NORTHQUAY (HPN)",
        "articleSection": "Local",
        "articleBody": "The ferry left at six.\n\nThe storm\n\nIt came at seven.",
        "wordCount": 11,
    }


@pytest.mark.parametrize(
    ("access", "expected"), [("free", True), ("subscriber", False), ("metered", None), ("unknown", None)]
)
def test_access_is_said_where_a_boolean_can_say_it(access: Access, expected: bool | None) -> None:
    assert to_schema_org(Article(access=access)).get("isAccessibleForFree") is expected


@pytest.mark.parametrize(
    ("page_type", "type_name"),
    [
        ("article", "Article"),
        ("forum", "DiscussionForumPosting"),
        ("documentation", "TechArticle"),
        ("service", "WebPage"),
        ("listing", "CollectionPage"),
        ("collection", "CollectionPage"),
        ("product", "ItemPage"),
    ],
)
def test_only_an_article_has_the_body_of_one(page_type: PageType, type_name: str) -> None:
    data = to_schema_org(Article(page_type=page_type, section="Local", paragraphs=(Paragraph(text="It rains."),)))
    assert data["@type"] == type_name
    assert ("articleBody" in data, "articleSection" in data, "text" in data) == (
        (True, True, False) if is_article(data) else (False, False, True)
    )


def test_a_live_blog_has_its_entries() -> None:
    entry = LiveEntry(
        time=AT_NOON, stamp="12:00", title="Storm", authors=("Jo Tanner",), paragraphs=(Paragraph(text="It rains."),)
    )
    data = to_schema_org(Article(entries=(entry, LiveEntry(stamp="soon"))))
    assert data["@type"] == "LiveBlogPosting"
    assert data["liveBlogUpdate"] == [
        {
            "@type": "BlogPosting",
            "headline": "Storm",
            "datePublished": "2024-05-03T12:00:00+02:00",
            "author": [{"@type": "Person", "name": "Jo Tanner"}],
            "articleBody": "It rains.",
        },
        {"@type": "BlogPosting"},
    ]


def page_with(data: dict[str, Any], article: Article) -> str:
    """A page that shows headline and body, and has all else in JSON-LD."""
    script = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    body = "".join(f"<p>{escape(paragraph.text)}</p>" for paragraph in article.paragraphs)
    heading = escape(article.title or "")
    return (
        f'<html><head><script type="application/ld+json">{script}</script></head>'
        f"<body><article><h1>{heading}</h1>{body}</article></body></html>"
    )


CARRIED = (
    "title",
    "alternative_titles",
    "authors",
    "published",
    "modified",
    "language",
    "site_name",
    "canonical_url",
    "section",
    "tags",
    "access",
)
"""Fields that come back from JSON-LD in a page that has headline and body, and nothing else."""


@EVERY
def test_what_is_written_as_json_ld_is_read_again(page: FixturePage) -> None:
    first = extract(page.html, url=page.url, charset=page.charset)
    if first.page_type != "article" or first.entries:
        pytest.skip("its page shows more than a headline and paragraphs")
    again = extract(page_with(to_schema_org(first), first), url=first.canonical_url or first.url)
    expected = {name: getattr(first, name) for name in CARRIED if getattr(first, name)}
    if expected["access"] == "metered":
        expected["access"] = "unknown"
    if all(name.islower() for name in first.authors):
        expected.pop("authors", None)  # initials are read below a text, not in data
    assert {name: getattr(again, name) for name in expected} == expected
    assert "authors" not in expected or (again.byline is not None and again.byline.roles == first.byline.roles)


def test_the_round_trip_carries_every_field_somewhere() -> None:
    articles = [extract(page.html, url=page.url, charset=page.charset) for page in PAGES]
    assert [name for name in CARRIED if not any(getattr(article, name) for article in articles)] == []


def test_exports_are_plain_data() -> None:
    for page in PAGES:
        article = extract(page.html, url=page.url, charset=page.charset)
        for data in (to_zyte(article), to_schema_org(article)):
            assert json.loads(json.dumps(data)) == data


@pytest.mark.parametrize(
    "text", ["Hundreds wait for the storm to end.", "Hundreds wait\nfor the storm to end. By Ida Holm"]
)
def test_subtitle_that_is_in_the_text_is_written_once(text: str) -> None:
    subtitle = "Hundreds wait for the storm to end."
    paragraphs = (Paragraph(text=text), Paragraph(text="The ferry sails again."))
    article = Article(title="Storm", subtitle=subtitle, paragraphs=paragraphs)
    assert article.subtitle_in_text
    written = text.replace("\n", "\\\n")
    assert to_markdown(article) == f"# Storm\n\n{written}\n\nThe ferry sails again.\n"
    assert article._repr_html_().count("Hundreds") == 1
    apart = Article(title="Storm", subtitle=subtitle, paragraphs=paragraphs[1:])
    assert not apart.subtitle_in_text
    assert to_markdown(apart).count(subtitle) == apart._repr_html_().count(subtitle) == 1
