"""Pictures on the page that are not the article's: of authors, teasers and advertisements, icons, logos."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from cleanarticle.fields.class_names import ClassNames, class_names, is_named
from cleanarticle.fields.context import ArticleContext
from cleanarticle.fields.field_words import field_words
from cleanarticle.fields.figures.draft import ELSEWHERE, LEVELS, MOST_CAPTION_WORDS
from cleanarticle.fields.text_key import text_key
from cleanarticle.page.model import Container, MediaElement
from cleanarticle.page.urls import host_of

__all__ = ["PICTURE_FILES", "author_keys", "is_beside_article", "is_near", "is_portrait", "needs_claim"]

_SHARE_NAMES: Final = class_names("share_buttons")
_OTHER_NAMES: Final = class_names("not_figure", "promotion", "comments", "share_buttons")
_OTHER_IMAGES: Final = ClassNames(_OTHER_NAMES.words - _SHARE_NAMES.words)
"""The same for the classes of a picture itself, where names of share buttons are those of its own buttons."""
PICTURE_FILES: Final = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")
# Measured: at 50, 12 of 449 change (figures, subtitle 1); at 200, 25 of 449 change (figures).
_SMALL: Final = 100
# The picture, its link and its box.
_BOX_LEVELS: Final = 3
# Measured: at 10 and at 40, none of 2,304 pages changes.
_MOST_AUTHORS: Final = 20
# Measured: at 0.45, 34 of 2,304 change (figures); at 0.75, 30 of 2,304 change (figures).
_TEASER_SHARE: Final = 0.6
# Measured: at 1, 15 of 2,304 change (figures); at 4, 35 of 2,304 change (figures).
_LEAST_TEASER_WORDS: Final = 2.0
# Measured: at 4, 1 of 2,304 changes (figures); at 6, 2 of 2,304 change (figures).
_LEAST_NAME: Final = 5
# Measured: at 1 and at 3, none of 2,304 pages changes.
_LEAST_AUTHOR: Final = 2
# Measured: at 6, 3 of 2,304 change (figures); at 24, 1 of 2,304 changes (figures).
_MOST_NAME_WORDS: Final = 12.0
_BY_WORDS: Final = frozenset((*field_words("by"), *field_words("author_label")))


def is_beside_article(media: MediaElement, place: Container, context: ArticleContext) -> bool:
    """True if the place, the class or the size of a picture says that it is not the article's.

    Args:
        media: The picture.
        place: The element where the reader sees it.
        context: The page and its body.
    """
    if context.is_apart(place, ELSEWHERE):
        return True
    names = media.attributes.get("class")
    return (
        (bool(names) and not _OTHER_IMAGES.words.isdisjoint(_words(names or "")))
        or 0 <= _size(media, "width") < _SMALL
        or 0 <= _size(media, "height") < _SMALL
        or _is_in_other_box(place, context)
    )


def _is_in_other_box(place: Container, context: ArticleContext) -> bool:
    """True if a box around a picture is named for something else; the name of the article's own box says nothing."""
    box: Container | None = place
    levels = _BOX_LEVELS
    while box is not None and levels and not _holds_article(box, context):
        if is_named(box, _OTHER_NAMES, 1):
            return True
        box = box.parent
        levels -= 1
    return False


def is_near(media: MediaElement, box: Container | None, context: ArticleContext) -> bool:
    """True if a picture is near enough to the text: above it, it must not be a link.

    Args:
        media: The picture.
        box: The element that holds it and its caption.
        context: The page and its body.
    """
    if media.block < context.opening:
        return media.link is None
    # After the end of the body, a picture without a box has to be large.
    return box is not None or media.block < context.end or _is_large(media)


def needs_claim(media: MediaElement, place: Container, context: ArticleContext) -> bool:
    """True if a picture is the article's only if metadata claim it: above the text, or a link to something else.

    Args:
        media: The picture.
        place: The element where the reader sees it.
        context: The page and its body.
    """
    if media.block < context.opening:
        return True
    return _leads_elsewhere(media, context) or _is_in_teaser(media, place, context)


def author_keys(context: ArticleContext) -> set[str]:
    """The text keys of the authors in the metadata, without names of one word: these may be the paper's."""
    names = [claim.value for claim in context.claims.all("author")[:_MOST_AUTHORS]]
    return {text_key(name) for name in names if " " in name or not name.isascii()}


def is_portrait(alt: str | None, box: Container | None, context: ArticleContext, authors: set[str]) -> bool:
    """True if a picture shows an author: its alternative text is the name, or its caption begins with it."""
    if not authors:
        return False
    if alt is not None and text_key(alt) in authors:
        return True
    if box is None or box.words > _MOST_NAME_WORDS or box.end <= box.first:
        return False
    words = context.page.blocks[box.first].text.split()
    line = text_key(" ".join(words[1:] if words[0].lower() in _BY_WORDS else words))
    return any(line.startswith(author) for author in authors if len(author) >= _LEAST_AUTHOR)


def _leads_elsewhere(media: MediaElement, context: ArticleContext) -> bool:
    """True if a picture is a link to another site, as advertisements are."""
    if not media.link:
        return False
    link = media.link.strip()
    own = context.url or context.claims.first("canonical")
    if not link.startswith(("http://", "https://", "//")) or not own or _path(link).endswith(PICTURE_FILES):
        return False
    return _site(link) != _site(own)


def _is_in_teaser(media: MediaElement, place: Container, context: ArticleContext) -> bool:
    """True if the text around a picture is a link to another page. Boxes with the headline or the body are left out."""
    if media.link and _leads_to_own(media.link, context):
        return False
    box: Container | None = place
    levels = LEVELS
    while box is not None and levels:
        if box.words > MOST_CAPTION_WORDS or box.index == 0 or _holds_article(box, context):
            return False
        if box.tag == "figure" and box.words and not media.link:
            # A link in its caption leads to who made it: in a teaser the picture is linked as well.
            return False
        if box.link_words >= _LEAST_TEASER_WORDS and box.link_words > _TEASER_SHARE * box.words:
            return True
        if box.tag == "figure" and box.words:
            return False
        box = box.parent
        levels -= 1
    return False


def _holds_article(box: Container, context: ArticleContext) -> bool:
    """True if an element holds the headline, or some of the body."""
    kept = context.kept
    inside = bisect_left(kept, box.first)
    if inside < len(kept) and kept[inside] < box.end:
        return True
    return context.headline is not None and box.first <= context.headline < box.end


def _leads_to_own(link: str, context: ArticleContext) -> bool:
    """True if a link leads to the file of the picture, or to a page whose address has the last part of the page's."""
    path = _path(link)
    if path.endswith(PICTURE_FILES):
        return True
    name = _path(context.url or context.claims.first("canonical") or "").rstrip("/").rpartition("/")[2]
    name = name.partition(".")[0]
    return len(name) >= _LEAST_NAME and name in path


def _words(names: str) -> list[str]:
    return names.lower().replace("-", " ").replace("_", " ").split()


def _path(address: str) -> str:
    return address.partition("#")[0].partition("?")[0].lower()


def _site(address: str) -> str:
    """The last two labels of an address's host."""
    return ".".join(host_of(address).split(".")[-2:])


def _size(media: MediaElement, name: str) -> int:
    value = media.attributes.get(name)
    if not value:
        return -1
    digits = value.removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else -1


def _is_large(media: MediaElement) -> bool:
    return _size(media, "width") >= 3 * _SMALL
