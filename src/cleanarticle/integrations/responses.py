"""A response that its framework may have parsed already, to its article, without parsing it once more."""

from __future__ import annotations

from typing import Any, Protocol

from cleanarticle.article import Article
from cleanarticle.parse.decode import decode, looks_binary
from cleanarticle.parse.etree import is_tree
from cleanarticle.parse.guard import guard
from cleanarticle.pipeline import Extractor

__all__ = ["ParsedResponse", "read_response"]


class ParsedResponse(Protocol):
    """A response with a selector whose root is an lxml tree, made once and kept."""

    @property
    def body(self) -> bytes:
        """The page as fetched, without content encoding."""

    @property
    def text(self) -> str:
        """The page as its framework decoded it."""

    @property
    def selector(self) -> Any:
        """The selector, of which `root` is the tree."""


def read_response(extractor: Extractor, response: ParsedResponse, *, url: str, charset: str | None) -> Article:
    """Read the article of a response from its own tree.

    The bytes are read instead where the tree would not do: its framework decoded them in another way than
    `cleanarticle.parse.decode` does, the markup is of the kind that `cleanarticle.parse.guard` takes away, or there is
    a profile for the site, whose selectors are asked of a parser of their own.

    Args:
        extractor: The extractor.
        response: The response.
        url: Its address after all redirects.
        charset: The charset of its header, or its whole `Content-Type`.

    Returns:
        The article.

    Raises:
        NoArticleFound: The page holds no article.
        InputError: The body is empty, binary, or beyond the limits.
    """
    root: Any = response.selector.root if _is_for_its_tree(extractor, response, url, charset) else None
    return extractor.extract(root if is_tree(root) else bytes(response.body), url=url, charset=charset)


def _is_for_its_tree(extractor: Extractor, response: ParsedResponse, url: str, charset: str | None) -> bool:
    limits, body = extractor.config.limits, bytes(response.body)
    if len(body) > limits.max_bytes or looks_binary(body) or extractor.profiles.find(url) is not None:
        return False
    text = decode(body, charset).text
    return bool(text.strip()) and text == response.text and guard(text, limits) is text
