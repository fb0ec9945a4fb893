"""Extract the article of a response from the tree that its framework has parsed already."""

from __future__ import annotations

from typing import Any, Protocol

from cleanarticle.article import Article
from cleanarticle.parse.decode import decode, looks_binary
from cleanarticle.parse.etree import is_tree
from cleanarticle.parse.guard import guard
from cleanarticle.pipeline import Extractor

__all__ = ["ParsedResponse", "read_response"]


class ParsedResponse(Protocol):
    """A response of Scrapy or web-poet: its selector has an lxml tree, which is made once."""

    @property
    def body(self) -> bytes:
        """The page without content encoding."""

    @property
    def text(self) -> str:
        """The page as the framework decoded it."""

    @property
    def selector(self) -> Any:
        """The selector, with the tree as `root`."""


def read_response(extractor: Extractor, response: ParsedResponse, *, url: str, charset: str | None) -> Article:
    """Extract the article of a response from its own tree. The result is that of the bytes.

    The bytes are parsed again if the tree could give another result: the framework decoded them differently, the markup
    has parts that `cleanarticle.parse.guard` removes, or the site has a profile, which needs another parser.

    Args:
        extractor: The extractor.
        response: The response.
        url: Its URL after all redirects.
        charset: The charset of its header, or its whole `Content-Type`.

    Raises:
        NoArticleFound: The page has no article.
        InputError: The body is empty, binary, or exceeds the limits.
    """
    root: Any = response.selector.root if _can_use_tree(extractor, response, url, charset) else None
    return extractor.extract(root if is_tree(root) else bytes(response.body), url=url, charset=charset)


def _can_use_tree(extractor: Extractor, response: ParsedResponse, url: str, charset: str | None) -> bool:
    limits, body = extractor.config.limits, bytes(response.body)
    has_profile = extractor.profiles is not None and extractor.profiles.find(url) is not None
    if len(body) > limits.max_bytes or looks_binary(body) or has_profile:
        return False
    text = decode(body, charset).text
    return bool(text.strip()) and text == response.text and guard(text, limits) is text
