"""The next page of an article that has several."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from cleanarticle.fields.class_names import class_names, is_named
from cleanarticle.fields.context import ArticleContext, FieldResult
from cleanarticle.fields.field_words import field_words
from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.page.model import PaginationLink

__all__ = ["page_number", "read_next_page"]

_KEYS: Final = frozenset(field_words("page_number"))
_WORDS: Final = "|".join(field_words("page_number"))
_IN_PATH: Final = lazy_pattern(
    rf"(?:/(?:{_WORDS})[/_=-]?|[_,-](?:{_WORDS})?[_=-]?|/)0?([1-9]\d?)(?=$|/$|(?:/index)?\.[a-z]{{1,5}}$)",
    re.IGNORECASE,
)
"""The number at the end of a path, with the word before it: `/2`, `/page/2/`, `-seite-2.html`, `_p2`, `,2.html`."""
_FIRST: Final = lazy_pattern(r"(?:/index)?\.(?:s?html?|php|aspx?|jsp)$|/$", re.IGNORECASE)
_PREFIXES: Final = lazy_pattern(r"^(?:www|m|mobile|amp)\.")
_OTHER_NAMES: Final = class_names("other_pages", "comments")
_OTHER_KEYS: Final = frozenset({"cpage", "comment", "comments", "replytocom", "offset"})
_TRACKING: Final = ("utm_", "fbclid", "gclid", "ref", "cmpid", "xtor", "at_")
# Measured: at 3 and at 5, none of 470 pages changes.
_LEVELS: Final = 4
# Measured: at 7, 1 of 1,837 changes (next page); at 30, none of 1,503 pages changes.
_LINES_BEHIND: Final = 15
# Measured: at 15, 2 of 369 change (next page 1); at 60, 1 of 369 changes (certainties).
_MOST_PAGES: Final = 30
# Measured: at 6 and at 24, none of 2,304 pages changes.
_LEAST_NAME: Final = 12
_BOTH, _LINK, _SEEN = 0.95, 0.9, 0.85


def read_next_page(context: ArticleContext) -> FieldResult[str | None]:
    """Read the address of the article's next page.

    A link that says "next" mostly leads to another article. It leads to the next page only if its address is the
    page's own with the next number in it.

    Args:
        context: The page and its body.

    Returns:
        An absolute address; surest if the head declares it and the reader sees a link, too.
    """
    own = _own_address(context)
    if own is None:
        return FieldResult(None)
    linked, claimed = list(_linked(context)), [claim.value for claim in context.claims.all("next")]
    declared = next(_followers(claimed, own, context), None)
    seen = next(_followers(linked, own, context), None)
    if declared is not None:
        return FieldResult(declared, (), "html", _BOTH if seen is not None else _LINK)
    if seen is not None:
        return FieldResult(seen, (), "page", _SEEN)
    return FieldResult(None)


def page_number(address: str) -> tuple[str, int]:
    """Split an address into the part that names the article and the number of the page.

    Args:
        address: An absolute address.

    Returns:
        The address without scheme, page number, ending and tracking parameters; and the number, 1 if it has none.
    """
    parts = urlsplit(address)
    path = unquote(parts.path)
    number = 1
    query = []
    for key, value in sorted(parse_qsl(parts.query, keep_blank_values=True)) if parts.query else ():
        if key.lower() in _KEYS and value.isascii() and value.isdigit() and len(value) <= 2:
            number = max(1, int(value))
        elif not key.lower().startswith(_TRACKING):
            query.append(f"{key}={value}")
    match = _IN_PATH.search(path) if number == 1 else None
    if match is not None:
        number, path = int(match[1]), path[: match.start()] + path[match.end() :]
    return f"{_plain(parts.netloc, path)}?{'&'.join(query)}", number


def _own_address(context: ArticleContext) -> str | None:
    for address in (context.url, context.claims.first("canonical"), context.claims.first("url")):
        if address and address.startswith(("http://", "https://")):
            return address
    return None


def _followers(addresses: Sequence[str], own: str, context: ArticleContext) -> Iterator[str]:
    """The addresses that lead to the page after this one, made absolute."""
    if not addresses:
        return
    try:
        stem, number = page_number(own)
        whole = _plain(urlsplit(own).netloc, unquote(urlsplit(own).path)) + "?"
    except ValueError:
        return
    if number > 1 and not _is_numbered(own):
        stem, number = whole, 1
    for raw in addresses:
        address = context.absolute(raw)
        if address is None or not address.startswith(("http://", "https://")):
            continue
        try:
            numbered = page_number(address)
        except ValueError:
            continue
        if numbered in ((stem, number + 1), (whole, 2)):
            keys = {key.lower() for key, _ in parse_qsl(urlsplit(address).query)}
            if not keys & _OTHER_KEYS:
                yield address


def _is_numbered(address: str) -> bool:
    """True if the number at the end of an address counts pages, and is not part of the article's own name.

    A word says so, or a name of some length before the slash: `/page/2`, `/the-last-ferry/2`, but not `/chapter-7`.
    """
    path = unquote(urlsplit(address).path)
    match = _IN_PATH.search(path)
    if match is None or any(map(str.isalpha, path[match.start() : match.start(1)])):
        return True
    name = path[: match.start()].rpartition("/")[2]
    return path[match.start()] == "/" and ("-" in name or "_" in name or len(name) >= _LEAST_NAME)


def _plain(host: str, path: str) -> str:
    """An address without scheme, ending and such prefixes of its host as "www." and "m."."""
    return _PREFIXES.sub("", host.lower()) + _FIRST.sub("", path).rstrip("/")


def _linked(context: ArticleContext) -> Iterator[str]:
    """Addresses of the links between the headline and a few lines after the body.

    There are none if a link counts to more pages than an article has: they are those of a list, or of the comments.
    """
    links = [
        link for link in context.page.pagination_links if link.block >= context.opening and link.attributes.get("href")
    ]
    if any(_counts_beyond(link, _MOST_PAGES) for link in links):
        return
    for link in links:
        if link.block <= context.end + _LINES_BEHIND and not _is_of_comments(link, context):
            yield link.attributes["href"] or ""


def _counts_beyond(link: PaginationLink, most: int) -> bool:
    """True if the label of a link is the page number in its address, and greater than `most`."""
    text = link.text
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and int(text) > most):
        return False
    try:
        return page_number(link.attributes["href"] or "")[1] == int(text)
    except ValueError:
        return False


def _is_of_comments(link: PaginationLink, context: ArticleContext) -> bool:
    blocks = context.page.blocks
    return is_named(blocks[min(link.block, len(blocks) - 1)].container, _OTHER_NAMES, _LEVELS)
