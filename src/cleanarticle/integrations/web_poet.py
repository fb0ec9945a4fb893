"""Articles in web-poet: a page object that gives Zyte's `Article`, each field of which a subclass can override."""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar

from web_poet import cached_method, field
from zyte_common_items import Article, ArticlePage, Audio, Author, Image, Video

import cleanarticle.article as model
from cleanarticle.errors import InputError, NoArticleFound
from cleanarticle.integrations.responses import read_response
from cleanarticle.pipeline import Extractor
from cleanarticle.render.zyte import to_zyte

__all__ = ["CleanArticlePage"]


class CleanArticlePage(ArticlePage):
    """A page of a response that gives `zyte_common_items.Article`.

    Every field is a field of web-poet. A page that holds no article gives an item with nothing but its address and a
    probability of 0; `metadata` of any other page is that of `zyte_common_items.ArticlePage`.

    Attributes:
        extractor: The extractor; one with the default settings if it is `None`. For other settings a subclass sets it.
    """

    extractor: ClassVar[Extractor | None] = None

    @cached_method
    def cleaned(self) -> model.Article | None:
        """The article as this library has it, read once; `None` if the page holds none or can't be read."""
        response = self.response
        content_type = response.headers.get("Content-Type")
        try:
            return read_response(
                self.extractor or _default_extractor(), response, url=str(response.url), charset=content_type
            )
        except (NoArticleFound, InputError):
            return None

    def validate_input(self) -> Article | None:
        """The item of a page that holds no article; `None` for any other."""
        return self.no_item_found() if self.cleaned() is None else None

    @field
    def headline(self) -> str | None:
        """The title."""
        return self._zyte().get("headline")

    @field
    def datePublished(self) -> str | None:  # noqa: N802
        """When it was published."""
        return self._zyte().get("datePublished")

    @field
    def dateModified(self) -> str | None:  # noqa: N802
        """When it was last changed."""
        return self._zyte().get("dateModified")

    @field
    def authors(self) -> list[Author] | None:
        """Everybody it is credited to."""
        return [Author(**each) for each in self._zyte().get("authors", ())] or None

    @field
    def inLanguage(self) -> str | None:  # noqa: N802
        """Its language."""
        return self._zyte().get("inLanguage")

    @field
    def mainImage(self) -> Image | None:  # noqa: N802
        """Its first picture."""
        found = self._zyte().get("mainImage")
        return Image(**found) if found else None

    @field
    def images(self) -> list[Image] | None:
        """Its pictures."""
        return [Image(**each) for each in self._zyte().get("images", ())] or None

    @field
    def description(self) -> str | None:
        """The standfirst, or the points of its summary."""
        return self._zyte().get("description")

    @field
    def articleBody(self) -> str | None:  # noqa: N802
        """The text."""
        return self._zyte().get("articleBody")

    @field
    def videos(self) -> list[Video] | None:
        """Its videos."""
        return [Video(**each) for each in self._zyte().get("videos", ())] or None

    @field
    def audios(self) -> list[Audio] | None:
        """Its recordings."""
        return [Audio(**each) for each in self._zyte().get("audios", ())] or None

    @field
    def canonicalUrl(self) -> str | None:  # noqa: N802
        """The address that the page names as its own."""
        return self._zyte().get("canonicalUrl")

    @cached_method
    def _zyte(self) -> dict[str, Any]:
        article = self.cleaned()
        return {} if article is None else to_zyte(article)


@cache
def _default_extractor() -> Extractor:
    return Extractor()
