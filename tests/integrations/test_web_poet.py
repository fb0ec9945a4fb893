"""web-poet: the page object alone, overridden, and in a spider."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("web_poet", reason="web-poet is not installed: pip install 'cleanarticle[zyte]'")
pytest.importorskip("zyte_common_items", reason="zyte-common-items is not installed: pip install 'cleanarticle[zyte]'")

from fixture_pages import FixturePage, load_fixtures, load_pages_without_article
from itemadapter import ItemAdapter
from web_poet import HttpResponse, field
from zyte_common_items import Article

import cleanarticle
from cleanarticle import Config, Extractor, InputError, NoArticleFound, extract, to_zyte
from cleanarticle.integrations.web_poet import CleanArticlePage

EVERY = pytest.mark.parametrize("page", [*load_fixtures(), *load_pages_without_article()], ids=lambda page: page.name)
PAGE = load_fixtures()[0]
EMPTY = b"<html><head><title>Soon</title></head><body><p>We open in May.</p></body></html>"


def response_of(page: FixturePage) -> HttpResponse:
    charset = f"; charset={page.charset}" if page.charset else ""
    return HttpResponse(page.url, body=page.html, headers={"Content-Type": f"text/html{charset}"})


def item_of(page: CleanArticlePage) -> Article:
    return asyncio.run(page.to_item())


def filled(fields: dict[str, Any]) -> dict[str, Any]:
    """A value and the parts of its items, those without one left out."""
    return {
        name: [filled(each) for each in value] if isinstance(value, list) else value
        for name, value in fields.items()
        if value is not None
    }


@EVERY
def test_an_item_is_the_article_in_zytes_shape(page: FixturePage) -> None:
    item = item_of(CleanArticlePage(response_of(page)))
    fields = filled(ItemAdapter(item).asdict())
    metadata = fields.pop("metadata")
    try:
        expected = to_zyte(extract(page.html, url=page.url, charset=page.charset))
    except (NoArticleFound, InputError):
        assert (fields, metadata["probability"]) == ({"url": page.url}, 0.0)
    else:
        assert (fields, metadata["probability"]) == (expected, 1.0)


def test_the_page_is_read_once_and_from_its_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    response = response_of(PAGE)
    root = response.selector.root
    seen: list[object] = []
    extract_ = Extractor.extract

    def recorded(self: Extractor, source: Any, **named: Any) -> Any:
        seen.append(source)
        return extract_(self, source, **named)

    monkeypatch.setattr(Extractor, "extract", recorded)
    page = CleanArticlePage(response)
    assert item_of(page).headline == page.headline
    assert seen == [root]


def test_a_field_can_be_overridden() -> None:
    class Own(CleanArticlePage):
        @field
        def headline(self) -> str | None:
            return self.css("title::text").get()

        @field
        def articleBody(self) -> str | None:  # noqa: N802
            return (super().articleBody or "").upper()

    usual, own = (item_of(kind(response_of(PAGE))) for kind in (CleanArticlePage, Own))
    assert own.headline != usual.headline
    assert own.articleBody == (usual.articleBody or "").upper() != ""
    assert own.authors == usual.authors


def test_the_extractor_can_be_set() -> None:
    class Strict(CleanArticlePage):
        extractor = Extractor(Config(threshold=1e6))

    assert item_of(Strict(response_of(PAGE))).get_probability() == 0.0


def test_a_page_without_an_article_has_its_address() -> None:
    page = CleanArticlePage(HttpResponse("https://harbour.example/soon", body=EMPTY))
    assert page.cleaned() is None
    assert item_of(page).url == "https://harbour.example/soon"


def test_json_is_no_article() -> None:
    response = HttpResponse("https://harbour.example/data", body=b'{"title": "Ferry"}')
    assert item_of(CleanArticlePage(response)).get_probability() == 0.0


SPIDER = """
import sys

import scrapy
from scrapy.crawler import CrawlerProcess

from cleanarticle.integrations.web_poet import CleanArticlePage

start, feed = sys.argv[1:]


class Pages(scrapy.Spider):
    name = "pages"
    start_urls = [start]

    async def parse(self, response, page: CleanArticlePage):
        yield await page.to_item()


process = CrawlerProcess({
    "ADDONS": {"scrapy_poet.Addon": 300},
    "FEEDS": {feed: {"format": "jsonlines"}},
    "TELNETCONSOLE_ENABLED": False,
    "LOG_LEVEL": "WARNING",
})
process.crawl(Pages)
process.start()
"""


@pytest.mark.slow
def test_scrapy_poet_gives_the_page_to_a_spider(tmp_path: Path) -> None:
    pytest.importorskip("scrapy_poet", reason="scrapy-poet is not installed: pip install scrapy-poet")
    (tmp_path / "spider.py").write_text(SPIDER, encoding="utf-8")
    (tmp_path / "page.html").write_bytes(PAGE.html)
    address = (tmp_path / "page.html").as_uri()
    result = subprocess.run(
        [sys.executable, "spider.py", address, "items.jsonl"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(cleanarticle.__file__).parents[1])},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert "ERROR" not in result.stderr, result.stderr
    (line,) = (tmp_path / "items.jsonl").read_text(encoding="utf-8").splitlines()
    item = filled(json.loads(line))
    del item["metadata"]
    assert item == to_zyte(extract(PAGE.html, url=address))
