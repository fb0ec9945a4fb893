"""Articles in Scrapy: an add-on, the item pipeline that it switches on, and a function for callbacks.

An item says by one of its fields that it wants an article: the spider puts the response there, and the pipeline puts
the article in its place. What was not asked for costs nothing, and pipelines before this one may drop items first.
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
_PRIORITY: Final = 200


class Addon:
    """Switches `ArticlePipeline` on: `ADDONS = {"cleanarticle.integrations.scrapy.Addon": 500}`.

    The pipeline has the priority 200 unless `ITEM_PIPELINES` names it with another.
    """

    def update_settings(self, settings: BaseSettings) -> None:
        """Add the pipeline to `ITEM_PIPELINES`."""
        settings.setdefault_in_component_priority_dict("ITEM_PIPELINES", ArticlePipeline, _PRIORITY)


class ArticlePipeline:
    """Puts an article in the place of the response that a field of an item holds.

    Items of all kinds that Scrapy knows will do; items whose field holds no response are left as they are. Settings:

    - `CLEANARTICLE_CONFIG`: the path of a file of settings, or a table of them; the defaults if left out.
    - `CLEANARTICLE_PROFILES`: the path of a file or folder of site profiles.
    - `CLEANARTICLE_FIELD`: the field's name, `article` if left out.
    - `CLEANARTICLE_FORMAT`: `dict` (plain values, times as ISO 8601), `article` (an `Article`), `zyte` or
      `schema-org` (what `to_zyte` and `to_schema_org` give); `dict` if left out.
    - `CLEANARTICLE_MISSING`: what becomes of an item whose page holds no article, or is none that can be read: `empty`
      leaves the field empty, `drop` drops the item; `empty` if left out.

    Stats: `cleanarticle/pages`, which is the sum of `cleanarticle/articles`, `cleanarticle/no_article` and
    `cleanarticle/unusable`; `cleanarticle/page_type/…` by the type of page; `cleanarticle/seconds` in all and
    `cleanarticle/seconds_max` for one page, during which the reactor waits.
    """

    def __init__(self, settings: BaseSettings, stats: StatsCollector | None = None) -> None:
        """Make the extractor.

        Args:
            settings: The settings of the crawler.
            stats: Where pages are counted; nowhere if left out.

        Raises:
            ConfigError: A setting is unknown or has a value it can't have.
            RuleError: A rule has no such setting, or a rule of a file is not well-formed.
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
        """Make the pipeline of a crawler. Errors are those of the constructor."""
        return cls(crawler.settings, crawler.stats)

    def process_item(self, item: Any) -> Any:
        """Put the article in its place.

        Args:
            item: The item.

        Returns:
            The same item.

        Raises:
            DropItem: There is no article, and items without one are to be dropped.
        """
        adapter = ItemAdapter(item)
        response = adapter.get(self._field)
        if not isinstance(response, Response):
            return item
        begun = time.perf_counter()
        try:
            article = article_of(response, self.extractor)
        except (NoArticleFound, InputError) as error:
            self._count("no_article" if isinstance(error, NoArticleFound) else "unusable", time.perf_counter() - begun)
            if self._drops:
                raise DropItem(f"{response.url}: {error}") from error
            adapter[self._field] = None
            return item
        self._count("articles", time.perf_counter() - begun)
        self._add(f"page_type/{article.page_type}")
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
            self._stats.inc_value(f"cleanarticle/{name}", number)  # type: ignore[arg-type]  # seconds are no integer


def article_of(response: Response, extractor: Extractor | None = None) -> Article:
    """Read the article of a response of Scrapy, from the tree that its selector has.

    The page is not parsed a second time; the result is that of its bytes, with the charset of its header. The address
    is that after all redirects.

    Args:
        response: The response.
        extractor: The extractor; one with the default settings if left out.

    Returns:
        The article.

    Raises:
        NoArticleFound: The page holds no article.
        InputError: The body is empty, binary, or beyond the limits.
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
        raise ConfigError(f"{_PREFIX}{name} is {value!r}; it can be {', '.join(map(repr, choices))}")
    return str(value)


def _refuse_unknown(settings: BaseSettings) -> None:
    for name in settings:
        if isinstance(name, str) and name.startswith(_PREFIX) and name not in _DEFAULTS:
            raise ConfigError(f"there is no setting {name!r}{did_you_mean(name, _DEFAULTS)}")


def _config(given: Any) -> Config:
    """The settings of the extractor. A table in the settings of Scrapy is a mapping of its own kind."""
    if given is None:
        return Config()
    return Config(**dict(given)) if isinstance(given, Mapping) else Config.from_file(given)
