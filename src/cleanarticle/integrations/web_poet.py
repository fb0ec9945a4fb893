"""web-poet: a page object that gives the `Article` of Zyte, with fields that a subclass can override."""

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
    """A page object that gives `zyte_common_items.Article`.

    All fields are web-poet fields. A page without an article gives an item with only its URL and a probability of 0.
    The `metadata` of other pages is that of `zyte_common_items.ArticlePage`.

    Attributes:
        extractor: The extractor, for a subclass to set. Default: one with the default settings.
    """

    extractor: ClassVar[Extractor | None] = None

    @cached_method
    def cleaned(self) -> model.Article | None:
        """The article of cleanarticle; `None` if the page has none or can't be read. It is extracted once."""
        response = self.response
        content_type = response.headers.get("Content-Type")
        try:
            return read_response(
                self.extractor or _default_extractor(), response, url=str(response.url), charset=content_type
            )
        except (NoArticleFound, InputError):
            return None

    def validate_input(self) -> Article | None:
        """The item of a page without an article; `None` for other pages."""
        return self.no_item_found() if self.cleaned() is None else None

    @field
    def headline(self) -> str | None:
        """The title."""
        return self._zyte().get("headline")

    @field
    def datePublished(self) -> str | None:  # noqa: N802
        """When it was published, in ISO 8601."""
        return self._zyte().get("datePublished")

    @field
    def dateModified(self) -> str | None:  # noqa: N802
        """When it was last changed, in ISO 8601."""
        return self._zyte().get("dateModified")

    @field
    def authors(self) -> list[Author] | None:
        """All authors: people and organisations."""
        return [Author(**author) for author in self._zyte().get("authors", ())] or None

    @field
    def inLanguage(self) -> str | None:  # noqa: N802
        """The code of its language."""
        return self._zyte().get("inLanguage")

    @field
    def mainImage(self) -> Image | None:  # noqa: N802
        """The first picture."""
        image = self._zyte().get("mainImage")
        return Image(**image) if image else None

    @field
    def images(self) -> list[Image] | None:
        """All pictures."""
        return [Image(**image) for image in self._zyte().get("images", ())] or None

    @field
    def description(self) -> str | None:
        """The subtitle, or the points of the summary."""
        return self._zyte().get("description")

    @field
    def articleBody(self) -> str | None:  # noqa: N802
        """The text of the body."""
        return self._zyte().get("articleBody")

    @field
    def articleBodyHtml(self) -> str | None:  # noqa: N802
        """The body as semantic HTML."""
        return self._zyte().get("articleBodyHtml")

    @field
    def videos(self) -> list[Video] | None:
        """The videos."""
        return [Video(**video) for video in self._zyte().get("videos", ())] or None

    @field
    def audios(self) -> list[Audio] | None:
        """The audio recordings."""
        return [Audio(**audio) for audio in self._zyte().get("audios", ())] or None

    @field
    def canonicalUrl(self) -> str | None:  # noqa: N802
        """The canonical URL that the page declares."""
        return self._zyte().get("canonicalUrl")

    @cached_method
    def _zyte(self) -> dict[str, Any]:
        article = self.cleaned()
        return {} if article is None else to_zyte(article)


@cache
def _default_extractor() -> Extractor:
    return Extractor()
