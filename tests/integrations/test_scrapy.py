"""Scrapy: a real spider against a server of its own, and the pipeline setting by setting."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("scrapy", reason="scrapy is not installed: pip install 'cleanarticle[scrapy]'")

from fixture_pages import FixturePage, load_fixtures, load_pages_without_article
from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.http import HtmlResponse, Response, TextResponse
from scrapy.settings import Settings
from scrapy.statscollectors import StatsCollector

import cleanarticle
from cleanarticle import (
    Article,
    Config,
    ConfigError,
    Extractor,
    InputError,
    LimitExceeded,
    Limits,
    NoArticleFound,
    to_schema_org,
    to_zyte,
)
from cleanarticle.integrations import scrapy as integration
from cleanarticle.integrations.scrapy import Addon, ArticlePipeline, article_of
from cleanarticle.overlays.profiles import Profiles

PAGES = load_fixtures()
WITHOUT = load_pages_without_article()
EVERY = pytest.mark.parametrize("page", [*PAGES, *WITHOUT], ids=lambda page: page.name)
STORY = "".join(
    f"<p>The ferry left at {hour}, and those who missed it had to wait on the pier until the storm was over. "
    "Nobody complained, for the harbour kitchen had soup, bread and tea for all of them.</p>"
    for hour in ("six", "seven", "eight", "nine")
)
HTML = f"<html><body><article><h1>Ferry leaves early</h1>{STORY}</article></body></html>".encode()
EMPTY = b"<html><head><title>Soon</title></head><body><p>We open in May.</p></body></html>"


def response_of(page: FixturePage) -> HtmlResponse:
    charset = f"; charset={page.charset}" if page.charset else ""
    return HtmlResponse(page.url, body=page.html, headers={"Content-Type": f"text/html{charset}"})


def html_response(body: bytes = HTML, content_type: str = "text/html; charset=utf-8") -> HtmlResponse:
    return HtmlResponse("https://harbour.example/ferry", body=body, headers={"Content-Type": content_type})


def outcome(function: Any, *arguments: Any, **named: Any) -> Article | str:
    try:
        return function(*arguments, **named)
    except (NoArticleFound, InputError) as error:
        return f"{type(error).__name__}: {error}"


# --- A response to its article


@EVERY
def test_the_tree_of_a_response_gives_what_its_bytes_give(page: FixturePage) -> None:
    from_bytes = outcome(cleanarticle.extract, page.html, url=page.url, charset=page.charset)
    from_tree = outcome(article_of, response_of(page))
    if isinstance(from_bytes, Article) and isinstance(from_tree, Article):
        # Parsers differ in what is not the article, such as `noscript`, and the quality looks at the whole page.
        assert from_tree.quality == pytest.approx(from_bytes.quality, abs=0.1)
        quality = {"quality", "quality_reason"}
        assert from_tree.model_dump(exclude=quality) == from_bytes.model_dump(exclude=quality)
    else:
        assert from_tree == from_bytes


@pytest.fixture
def sources(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What extractors are asked to read, in order."""
    seen: list[object] = []
    extract = Extractor.extract

    def recorded(self: Extractor, source: Any, **named: Any) -> Article:
        seen.append(source)
        return extract(self, source, **named)

    monkeypatch.setattr(Extractor, "extract", recorded)
    return seen


def test_the_page_is_parsed_once(monkeypatch: pytest.MonkeyPatch, sources: list[object]) -> None:
    response = html_response()
    root = response.selector.root
    monkeypatch.setattr("cleanarticle.parse.read.parse_html", pytest.fail)
    monkeypatch.setattr("parsel.selector.create_root_node", pytest.fail)
    assert article_of(response).title == "Ferry leaves early"
    assert sources == [root]
    assert response.css("h1::text").get() == "Ferry leaves early"


def test_nearly_every_page_is_read_from_its_tree(sources: list[object]) -> None:
    for page in PAGES:
        article_of(response_of(page))
    assert sum(isinstance(source, bytes) for source in sources) < len(PAGES) / 10


def test_a_page_that_scrapy_decoded_wrongly_is_read_from_its_bytes(sources: list[object]) -> None:
    body = HTML.replace(b"Ferry", "Fähre".encode()).replace(b"<body>", b'<meta charset="iso-8859-15"><body>')
    response = html_response(body, "text/html")
    assert "Fähre" not in response.text
    assert article_of(response).title == "Fähre leaves early"
    assert sources == [body]


def test_the_charset_of_the_header_counts() -> None:
    body = HTML.decode().replace("Ferry", "Прибытие").encode("koi8-r")
    assert article_of(html_response(body, "text/html; charset=KOI8-R")).title == "Прибытие leaves early"


def test_a_profile_is_asked_of_the_bytes(sources: list[object], tmp_path: Path) -> None:
    (tmp_path / "harbour.toml").write_text('hosts = ["harbour.example"]\ntitle = "h2"\n', encoding="utf-8")
    body = HTML.replace(b"</h1>", b"</h1><h2>Storm keeps hundreds on the pier</h2>")
    extractor = Extractor(profiles=Profiles.load(tmp_path))
    assert article_of(html_response(body), extractor).title == "Storm keeps hundreds on the pier"
    assert sources == [body]


@pytest.mark.parametrize(
    ("body", "limits", "error", "says"),
    [
        (b"", Limits(), InputError, "empty"),
        (b" \n ", Limits(), InputError, "empty"),
        (b"%PDF-1.7", Limits(), InputError, "PDF"),
        (HTML, Limits(max_bytes=100), LimitExceeded, "max_bytes"),
        (HTML, Limits(max_tags=5), LimitExceeded, "max_tags"),
        (EMPTY, Limits(), NoArticleFound, "no "),
    ],
)
def test_what_is_no_article_says_so(body: bytes, limits: Limits, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        article_of(html_response(body), Extractor(Config(limits=limits)))


def test_nesting_beyond_the_limits_is_read_as_from_bytes() -> None:
    body = b"<html><body>" + b"<div>" * 12_000 + STORY.encode()
    assert outcome(article_of, html_response(body)) == outcome(
        cleanarticle.extract, body, url="https://harbour.example/ferry", charset="utf-8"
    )


@pytest.mark.parametrize("kind", [Response, TextResponse])
def test_a_response_without_a_type_of_html_is_read_from_its_bytes(kind: type[Response], sources: list[object]) -> None:
    assert article_of(kind("https://harbour.example/ferry", body=HTML)).title == "Ferry leaves early"
    assert sources == [HTML]


# --- The pipeline


@dataclass
class Page:
    url: str
    story: Any = None


def pipeline_of(**settings: Any) -> tuple[ArticlePipeline, StatsCollector]:
    crawler = Crawler(Spider, settings)
    stats = StatsCollector(crawler)
    return ArticlePipeline(crawler.settings, stats), stats


def test_an_item_gets_plain_values_by_default() -> None:
    response = html_response()
    item = pipeline_of()[0].process_item({"url": response.url, "article": response})
    assert item == {"url": response.url, "article": article_of(response).model_dump(mode="json")}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("article", lambda article: article),
        ("zyte", to_zyte),
        ("schema-org", to_schema_org),
    ],
)
def test_the_format_is_a_setting(name: str, expected: Any) -> None:
    response = html_response()
    item = pipeline_of(CLEANARTICLE_FORMAT=name)[0].process_item({"article": response})
    assert item["article"] == expected(article_of(response))


def test_the_field_is_a_setting_and_items_may_be_of_any_kind() -> None:
    page = Page("https://harbour.example/ferry", html_response())
    pipeline_of(CLEANARTICLE_FIELD="story")[0].process_item(page)
    assert page.story["title"] == "Ferry leaves early"


@pytest.mark.parametrize("item", [{}, {"article": None}, {"article": "text"}, {"page": html_response()}])
def test_an_item_without_a_response_is_left_as_it_is(item: dict[str, Any]) -> None:
    pipeline, stats = pipeline_of(CLEANARTICLE_MISSING="drop")
    assert pipeline.process_item(item) is item
    assert stats.get_stats() == {}


def test_without_an_article_the_field_is_left_empty() -> None:
    assert pipeline_of()[0].process_item({"article": html_response(EMPTY)}) == {"article": None}


def test_without_an_article_an_item_can_be_dropped() -> None:
    with pytest.raises(DropItem, match=r"harbour\.example/ferry: "):
        pipeline_of(CLEANARTICLE_MISSING="drop")[0].process_item({"article": html_response(EMPTY)})


def test_pages_are_counted_by_outcome() -> None:
    pipeline, stats = pipeline_of()
    for body in (HTML, HTML, EMPTY, b"%PDF-1.7"):
        pipeline.process_item({"article": html_response(body)})
    counted = {name: value for name, value in stats.get_stats().items() if "seconds" not in name}
    assert counted == {
        "cleanarticle/pages": 4,
        "cleanarticle/articles": 2,
        "cleanarticle/no_article": 1,
        "cleanarticle/unusable": 1,
        "cleanarticle/page_type/article": 2,
        "cleanarticle/quality/sound": 2,
    }
    assert stats.get_value("cleanarticle/seconds") > stats.get_value("cleanarticle/seconds_max") > 0


def test_settings_are_a_table_or_a_file(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('preset = "recall"\n', encoding="utf-8")
    for given in ({"preset": "recall"}, str(tmp_path / "settings.toml")):
        assert pipeline_of(CLEANARTICLE_CONFIG=given)[0].extractor.config == Config(preset="recall")


def test_profiles_are_loaded(tmp_path: Path) -> None:
    (tmp_path / "harbour.toml").write_text('hosts = ["harbour.example"]\ntitle = "h2"\n', encoding="utf-8")
    assert len(pipeline_of(CLEANARTICLE_PROFILES=str(tmp_path))[0].extractor.profiles) == 1


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"CLEANARTICLE_MISING": "drop"}, "did you mean 'CLEANARTICLE_MISSING'"),
        ({"CLEANARTICLE_MISSING": "skip"}, "CLEANARTICLE_MISSING is 'skip'; use one of 'empty', 'drop'"),
        ({"CLEANARTICLE_FORMAT": "json"}, "use one of 'dict', 'article', 'zyte', 'schema-org'"),
        ({"CLEANARTICLE_CONFIG": {"presett": "recall"}}, "did you mean 'preset'"),
        ({"CLEANARTICLE_CONFIG": "no-such-file.toml"}, "no-such-file.toml"),
        ({"CLEANARTICLE_PROFILES": "no-such-folder"}, "no-such-folder"),
    ],
)
def test_a_wrong_setting_is_refused(settings: dict[str, Any], says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        pipeline_of(**settings)


def test_the_add_on_leaves_a_priority_that_was_given() -> None:
    for given, priority in (({}, 200), ({"cleanarticle.integrations.scrapy.ArticlePipeline": 750}, 750)):
        settings = Settings({"ITEM_PIPELINES": given})
        Addon().update_settings(settings)
        assert list(settings["ITEM_PIPELINES"].values()) == [priority]


def test_every_setting_is_documented() -> None:
    assert ArticlePipeline.__doc__ is not None
    assert all(f"`{name}`" in ArticlePipeline.__doc__ for name in integration._DEFAULTS)


# --- A spider


SPIDER = """
import json
import sys

import scrapy
from scrapy.crawler import CrawlerProcess

origin, feed, settings = sys.argv[1:]
crawled = {}


class Pages(scrapy.Spider):
    name = "pages"
    start_urls = [origin + "/"]

    def parse(self, response):
        yield from response.follow_all(css="a", callback=self.parse_page)

    def parse_page(self, response):
        yield {"url": response.url, "heading": response.css("title::text").get(), "article": response}


class Waits:
    async def process_item(self, item):
        import asyncio

        await asyncio.sleep(0)
        return item


process = CrawlerProcess({
    "ADDONS": {"cleanarticle.integrations.scrapy.Addon": 500},
    "ITEM_PIPELINES": {Waits: 100},
    "FEEDS": {feed: {"format": "jsonlines"}},
    "TELNETCONSOLE_ENABLED": False,
    "LOG_LEVEL": "WARNING",
    **json.loads(settings),
})
crawler = process.create_crawler(Pages)
process.crawl(crawler)
process.start()
print(json.dumps({name: value for name, value in crawler.stats.get_stats().items() if isinstance(value, int)}))
"""


class Site(BaseHTTPRequestHandler):
    """Serves the fixture pages with the charsets of their headers, each behind a redirect."""

    pages: list[FixturePage]

    def do_GET(self) -> None:
        if self.path == "/":
            links = "".join(f"<a href='/old/{number}'>{number}</a>" for number in range(len(self.pages)))
            self.answer(f"<html><body>{links}</body></html>".encode(), "text/html; charset=utf-8")
        elif self.path.startswith("/old/"):
            self.send_response(301)
            self.send_header("Location", self.path.replace("/old/", "/news/"))
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif self.path.startswith("/news/"):  # `/page/9` would be the address of a listing
            page = self.pages[int(self.path.rpartition("/")[2])]
            self.answer(page.html, f"text/html; charset={page.charset}" if page.charset else "text/html")
        else:
            self.send_error(404)

    def answer(self, body: bytes, content_type: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture(scope="module")
def site() -> Iterator[tuple[str, list[FixturePage]]]:
    old = [replace(page, charset=page.encoding) for page in PAGES if page.encoding != "utf-8"]
    assert len({page.charset for page in old}) > 2
    modern = [page for page in PAGES if page.encoding == "utf-8"]
    undeclared = [page for page in modern if not page.charset]
    pages = [*old, *undeclared[:1], *modern[:5], *WITHOUT[:2]]
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Served", (Site,), {"pages": pages}))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", pages
    server.shutdown()
    thread.join()
    server.server_close()


def crawl(folder: Path, origin: str, **settings: Any) -> tuple[dict[str, dict[str, Any]], dict[str, int]]:
    """Run the spider; its items by address, and the numbers among its stats."""
    (folder / "spider.py").write_text(SPIDER, encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "spider.py", origin, "items.jsonl", json.dumps(settings)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(cleanarticle.__file__).parents[1]), "no_proxy": "127.0.0.1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert "ERROR" not in result.stderr, result.stderr
    lines = (folder / "items.jsonl").read_text(encoding="utf-8").splitlines()
    items = [json.loads(line) for line in lines]
    assert len({item["url"] for item in items}) == len(items)
    return {item["url"]: item for item in items}, json.loads(result.stdout)


def test_a_spider_gives_what_extract_gives(site: tuple[str, list[FixturePage]], tmp_path: Path) -> None:
    origin, pages = site
    items, stats = crawl(tmp_path, origin)
    addresses = [f"{origin}/news/{number}" for number in range(len(pages))]
    assert sorted(items) == sorted(addresses)
    found = 0
    for url, page in zip(addresses, pages, strict=True):
        expected = outcome(cleanarticle.extract, page.html, url=url, charset=page.charset)
        given = items[url]["article"]
        if given is None or not isinstance(expected, Article):
            assert given is None, page.name
            assert not isinstance(expected, Article), page.name
            continue
        article = Article.model_validate(given)
        assert article.quality == pytest.approx(expected.quality, abs=0.1), page.name
        quality = {"quality", "quality_reason"}
        assert article.model_dump(exclude=quality) == expected.model_dump(exclude=quality), page.name
        found += 1
    assert 0 < found < len(pages)
    assert stats["cleanarticle/pages"] == len(pages)
    assert stats["cleanarticle/articles"] == found
    assert stats["cleanarticle/no_article"] == len(pages) - found
    assert stats["item_scraped_count"] == len(pages)


@pytest.mark.slow
def test_a_spider_drops_pages_without_an_article(site: tuple[str, list[FixturePage]], tmp_path: Path) -> None:
    origin, pages = site
    items, stats = crawl(tmp_path, origin, CLEANARTICLE_MISSING="drop", CLEANARTICLE_FORMAT="zyte", LOG_LEVEL="ERROR")
    assert stats["item_dropped_count"] == stats["cleanarticle/no_article"] == len(pages) - len(items) > 0
    for url, item in items.items():
        page = pages[int(url.rpartition("/")[2])]
        assert item["article"] == to_zyte(cleanarticle.extract(page.html, url=url, charset=page.charset))
