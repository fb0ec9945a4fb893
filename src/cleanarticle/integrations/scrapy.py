"""Scrapy: an add-on with an item pipeline, and a function for callbacks.

The spider puts a response into a field of an item, and the pipeline replaces it by the article. Items without a
response cost nothing, and pipelines that run before this one can drop items first.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem
from scrapy.http import HtmlResponse, Response

from cleanarticle.article import Article
from cleanarticle.config.model import Config
from cleanarticle.errors import ConfigError, InputError, NoArticleFound, did_you_mean
from cleanarticle.integrations.responses import read_response
from cleanarticle.overlays.profiles import Profiles
from cleanarticle.parse.decode import clean_text
from cleanarticle.pipeline import Extractor
from cleanarticle.render import to_schema_org, to_zyte

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings
    from scrapy.statscollectors import StatsCollector

__all__ = ["Addon", "ArticlePipeline", "article_of"]

_PREFIX: Final = "CLEANARTICLE_"
_DEFAULTS: Final[dict[str, Any]] = {
    "CLEANARTICLE_CONFIG": None,
    "CLEANARTICLE_PROFILES": None,
    "CLEANARTICLE_FIELD": "article",
    "CLEANARTICLE_FORMAT": "dict",
    "CLEANARTICLE_MISSING": "empty",
}
_FORMATS: Final[dict[str, Callable[[Article], object]]] = {
    "dict": lambda article: article.model_dump(mode="json"),
    "article": lambda article: article,
    "zyte": to_zyte,
    "schema-org": to_schema_org,
}
_MISSING: Final = ("empty", "drop")
# Before 300, where Scrapy's documentation begins its pipelines: the others see the article. They go from 0 to 1000.
_PRIORITY: Final = 200


class Addon:
    """Enables `ArticlePipeline`: `ADDONS = {"cleanarticle.integrations.scrapy.Addon": 500}`.

    The pipeline has the priority 200, unless `ITEM_PIPELINES` gives it another one.
    """

    def update_settings(self, settings: BaseSettings) -> None:
        """Add the pipeline to `ITEM_PIPELINES`."""
        settings.setdefault_in_component_priority_dict("ITEM_PIPELINES", ArticlePipeline, _PRIORITY)


class ArticlePipeline:
    """Replaces the response in a field of an item by the article.

    It takes all types of items that Scrapy knows. Items without a response in the field are not changed. Settings:

    - `CLEANARTICLE_CONFIG`: the path of a configuration file, or a dictionary of settings. Default: no settings.
    - `CLEANARTICLE_PROFILES`: the path of a file or folder of site profiles.
    - `CLEANARTICLE_FIELD`: the name of the field. Default: `article`.
    - `CLEANARTICLE_FORMAT`: `dict` (plain values, times in ISO 8601), `article` (an `Article`), `zyte` or `schema-org`
      (the result of `to_zyte` or `to_schema_org`). Default: `dict`.
    - `CLEANARTICLE_MISSING`: what happens to an item whose page has no article or can't be read: `empty` sets the field
      to `None`, `drop` drops the item. Default: `empty`.

    Stats: `cleanarticle/pages` is the sum of `cleanarticle/articles`, `cleanarticle/no_article` and
    `cleanarticle/unusable`. `cleanarticle/page_type/…` counts types of pages and
    `cleanarticle/quality/…` the reasons of their quality. `cleanarticle/seconds` is the time of all
    pages and `cleanarticle/seconds_max` that of the slowest; the reactor waits during this time.
    """

    def __init__(self, settings: BaseSettings, stats: StatsCollector | None = None) -> None:
        """Make the extractor.

        Args:
            settings: The settings of the crawler.
            stats: Counts the pages. Default: they are not counted.

        Raises:
            ConfigError: A setting is unknown or has a wrong value.
            RuleError: A rule in the settings is wrong.
        """
        _refuse_unknown(settings)
        self._field = str(_value(settings, "FIELD"))
        self._drops = _choice(settings, "MISSING", _MISSING) == "drop"
        self._format = _FORMATS[_choice(settings, "FORMAT", tuple(_FORMATS))]
        profiles = _value(settings, "PROFILES")
        self.extractor = Extractor(
            _config(_value(settings, "CONFIG")), profiles=None if profiles is None else Profiles.load(profiles)
        )
        self._stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArticlePipeline:
        """Make the pipeline of a crawler; see the constructor for the errors."""
        return cls(crawler.settings, crawler.stats)

    def process_item(self, item: Any) -> Any:
        """Replace the response in the item by its article. Returns the same item.

        Raises:
            DropItem: There is no article, and `CLEANARTICLE_MISSING` is `drop`.
        """
        adapter = ItemAdapter(item)
        response = adapter.get(self._field)
        if not isinstance(response, Response):
            return item
        start = time.perf_counter()
        try:
            article = article_of(response, self.extractor)
        except (NoArticleFound, InputError) as error:
            self._count("no_article" if isinstance(error, NoArticleFound) else "unusable", time.perf_counter() - start)
            if self._drops:
                raise DropItem(f"{response.url}: {error}") from error
            adapter[self._field] = None
            return item
        self._count("articles", time.perf_counter() - start)
        self._add(f"page_type/{article.page_type}")
        self._add(f"quality/{article.quality_reason}")
        adapter[self._field] = self._format(article)
        return item

    def _count(self, outcome: str, seconds: float) -> None:
        self._add("pages")
        self._add(outcome)
        self._add("seconds", seconds)
        if self._stats is not None:
            self._stats.max_value("cleanarticle/seconds_max", seconds)

    def _add(self, name: str, number: float = 1) -> None:
        if self._stats is not None:
            self._stats.inc_value(f"cleanarticle/{name}", number)  # type: ignore[arg-type]  # seconds are not an integer


def article_of(response: Response, extractor: Extractor | None = None) -> Article:
    """Extract the article of a Scrapy response from the tree of its selector, without parsing the page again.

    The result is that of the bytes with the charset of the header and the URL after all redirects. Only the quality may
    differ a little, because the parsers differ outside of the article.

    Args:
        response: The response.
        extractor: The extractor. Default: one with the default settings.

    Raises:
        NoArticleFound: The page has no article.
        InputError: The body is empty, binary, or exceeds the limits.
    """
    extractor = extractor or _default_extractor()
    content_type = response.headers.get(b"Content-Type") or b""
    charset = clean_text(content_type.decode("latin-1")) or None
    if isinstance(response, HtmlResponse):
        return read_response(extractor, response, url=response.url, charset=charset)
    return extractor.extract(response.body, url=response.url, charset=charset)


@cache
def _default_extractor() -> Extractor:
    return Extractor()


def _value(settings: BaseSettings, name: str) -> Any:
    return settings.get(f"{_PREFIX}{name}", _DEFAULTS[f"{_PREFIX}{name}"])


def _choice(settings: BaseSettings, name: str, choices: tuple[str, ...]) -> str:
    value = _value(settings, name)
    if value not in choices:
        raise ConfigError(f"{_PREFIX}{name} is {value!r}; use one of {', '.join(map(repr, choices))}")
    return str(value)


def _refuse_unknown(settings: BaseSettings) -> None:
    for name in settings:
        if isinstance(name, str) and name.startswith(_PREFIX) and name not in _DEFAULTS:
            raise ConfigError(
                f"there is no setting {name!r}{did_you_mean(name, _DEFAULTS)}; there are: {', '.join(_DEFAULTS)}"
            )


def _config(given: Any) -> Config:
    """The settings of the extractor. Scrapy turns a dictionary in its settings into its own kind of mapping."""
    if given is None:
        return Config()
    return Config(**dict(given)) if isinstance(given, Mapping) else Config.from_file(given)
