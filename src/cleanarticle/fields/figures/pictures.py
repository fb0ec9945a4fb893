"""The pictures of the article."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from cleanarticle.fields.context import ArticleContext, compact, has_name, word_set
from cleanarticle.fields.figures.drafts import (
    BARE,
    CLAIMED,
    ELSEWHERE,
    IMAGES,
    IN_FIGURE,
    LEVELS,
    MOST_CAPTION_WORDS,
    MOST_LINES,
    MOST_PLAIN_CAPTION_WORDS,
    Draft,
    box_of,
)
from cleanarticle.fields.picture_addresses import best_address, is_picture_address, picture_key, width_in
from cleanarticle.page.claims import plain_text
from cleanarticle.page.model import Container, MediaElement, Within
from cleanarticle.parse.document import Attributes

__all__ = ["find_pictures"]

_OTHER_NAMES: Final = word_set(
    "author avatar logo icon byline bio ad ads advert advertisement promo related recommended "
    "newsletter share social comment comments sponsor footer emoji badge breadcrumb profile"
)
_OTHER_IMAGES: Final = _OTHER_NAMES - {"share", "social", "comment"}
"""The same for the classes of a picture itself, where some of these words name what its buttons do."""
_PICTURE_FILES: Final = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")
_SMALL: Final = 100
_SMALL_FILE: Final = 128
_MOST_ALT_CHARACTERS: Final = 2_000
_MOST_AUTHORS: Final = 20
_ABOVE_OPENING: Final = 12
_TEASER_SHARE: Final = 0.6
_LEAST_TEASER_WORDS: Final = 2.0
_LEAST_NAME: Final = 5
_LEAST_AUTHOR: Final = 2
_MOST_NAME_WORDS: Final = 12.0
_BY_WORDS: Final = word_set("von by par por di de da door av af od van text autor author")


def find_pictures(context: ArticleContext) -> tuple[list[Draft], dict[int, Draft]]:
    """A draft for each picture in or next to the body, and those with a box by the index of the box."""
    end = context.end
    claimed = {picture_key(claim.value) for claim in context.claims.all("image")}
    # A name of one word may be the paper's, and begin any caption.
    names = [claim.value for claim in context.claims.all("author")[:_MOST_AUTHORS]]
    authors = {compact(name) for name in names if " " in name or not name.isascii()}
    drafts: list[Draft] = []
    boxes: dict[int, Draft] = {}
    seen: dict[str, Draft] = {}
    waiting: list[Attributes] = []
    partner_of: Container | None = None
    for media in context.page.media:
        if not context.opening - _ABOVE_OPENING <= media.block <= end:
            continue
        if media.tag == "source":
            if partner_of is not media.container:
                waiting = []
            waiting.append(media.attributes)
            partner_of = media.container
            continue
        partners, waiting = (waiting if partner_of is media.container else []), []
        if media.tag not in IMAGES or _is_named_otherwise(media):
            continue
        place = _place(media.container)
        if context.is_apart(place, ELSEWHERE) or has_name(place, _OTHER_NAMES, 3) or _is_small(media):
            continue
        box = box_of(place) or _plain_box(place, context.body)
        src = best_address(media.attributes, partners, context)
        key = picture_key(src) if src is not None else None
        is_claimed = key is not None and key in claimed
        if not _belongs(media, place, box, context, is_claimed=is_claimed):
            continue
        alt = _alt(media)
        if _is_portrait(alt, box, context, authors) or not (alt or box or src is None or is_picture_address(src)):
            continue
        if src is not None and 0 < width_in(src) < _SMALL_FILE and not is_claimed:
            continue
        is_spare = place is not media.container
        known = seen.get(key) if key is not None else None
        if known is not None and known.alt and alt and known.alt != alt and known.src != src:
            known = None
        if known is None and is_spare:
            known = _replaced(drafts, media.block, alt)
        if known is not None:
            _merge(known, src, alt)
            if box is not None:
                boxes.setdefault(box.index, known)
            continue
        is_unloaded = src is None and box is not None and bool(alt) and bool(media.attributes.get("src"))
        if src is None and not is_unloaded:
            continue
        sureness = CLAIMED if is_claimed else IN_FIGURE if place.within & Within.FIGURE else BARE
        draft = Draft(media.block, src, alt, sureness=sureness, is_spare=is_spare)
        if key is not None:
            seen[key] = draft
        drafts.append(draft)
        if box is not None:
            boxes.setdefault(box.index, draft)
    return drafts, boxes


def _place(container: Container) -> Container:
    """Where a picture stands; what is there for readers without scripts stands where its `noscript` does."""
    at: Container | None = container
    while at is not None and at.within & Within.HIDDEN:
        if at.tag == "noscript" and at.parent is not None:
            return at.parent
        at = at.parent
    return container


def _replaced(drafts: list[Draft], at: int, alt: str | None) -> Draft | None:
    """The picture that one for readers without scripts stands in for: the one right before it."""
    last = drafts[-1] if drafts else None
    if last is None or last.at != at or last.is_spare:
        return None
    return last if last.src is None or last.alt == alt else None


def _merge(draft: Draft, src: str | None, alt: str | None) -> None:
    """Add what a second copy of a picture tells."""
    if draft.src is None or (src is not None and width_in(src) > width_in(draft.src)):
        draft.src = src
    draft.alt = draft.alt or alt


def _alt(media: MediaElement) -> str | None:
    """The replacement text of a picture; the name of its file is none."""
    # Some pages escape it twice.
    alt = plain_text(plain_text((media.attributes.get("alt") or "")[:_MOST_ALT_CHARACTERS]))
    return None if alt.lower().endswith(_PICTURE_FILES) else alt or None


def _is_portrait(alt: str | None, box: Container | None, context: ArticleContext, authors: set[str]) -> bool:
    """Whether a picture shows an author: its text is the name, or its caption begins with it."""
    if alt is not None and compact(alt) in authors:
        return True
    if box is None or not authors or box.words > _MOST_NAME_WORDS or box.first >= len(context.page.blocks):
        return False
    if box.end <= box.first:
        return False
    words = context.page.blocks[box.first].text.split()
    line = compact(" ".join(words[1:] if words[0].lower() in _BY_WORDS else words))
    return any(line.startswith(author) for author in authors if len(author) >= _LEAST_AUTHOR)


def _plain_box(container: Container, kept: frozenset[int]) -> Container | None:
    """The element around a picture that names nothing, if it holds a few words and none of the body."""
    if not 0 < container.words <= MOST_PLAIN_CAPTION_WORDS or container.end - container.first > MOST_LINES:
        return None
    return container if kept.isdisjoint(range(container.first, container.end)) else None


def _belongs(
    media: MediaElement, place: Container, box: Container | None, context: ArticleContext, *, is_claimed: bool
) -> bool:
    if media.block < context.opening:
        return is_claimed and media.link is None
    if not is_claimed and (_leads_elsewhere(media, context) or _is_in_teaser(media, place, context)):
        return False
    if box is not None:
        return True
    return context.start < media.block < context.end or _is_large(media) or media.block <= context.start


def _is_named_otherwise(media: MediaElement) -> bool:
    """Whether a picture's own classes say that it is none of the article's."""
    names = (media.attributes.get("class") or "").lower().replace("-", " ").replace("_", " ").split()
    return not _OTHER_IMAGES.isdisjoint(names)


def _leads_elsewhere(media: MediaElement, context: ArticleContext) -> bool:
    """Whether a picture is a link to another site, as advertisements are."""
    link = (media.link or "").strip()
    own = context.url or context.claims.first("canonical")
    if not link.startswith(("http://", "https://", "//")) or not own or _path(link).endswith(_PICTURE_FILES):
        return False
    return _site(link) != _site(own)


def _is_in_teaser(media: MediaElement, place: Container, context: ArticleContext) -> bool:
    """Whether the text around a picture is a link to another page, as far as none of the body stands in it."""
    if media.link and _leads_to_own(media.link, context):
        return False
    kept = context.kept
    at: Container | None = place
    for _ in range(LEVELS):
        if at is None or at.words > MOST_CAPTION_WORDS or at.index == 0:
            return False
        inside = bisect_left(kept, at.first)
        if inside < len(kept) and kept[inside] < at.end:
            return False
        if context.headline is not None and at.first <= context.headline < at.end:
            return False
        if at.tag == "figure" and at.words and not media.link:
            # A link in its caption leads to who made it: in a teaser the picture is linked as well.
            return False
        if at.link_words >= _LEAST_TEASER_WORDS and at.link_words > _TEASER_SHARE * at.words:
            return True
        if at.tag == "figure" and at.words:
            return False
        at = at.parent
    return False


def _leads_to_own(link: str, context: ArticleContext) -> bool:
    """Whether a link leads to a file of the picture, or to a page whose address has the page's own name."""
    path = _path(link)
    if path.endswith(_PICTURE_FILES):
        return True
    name = _path(context.url or context.claims.first("canonical") or "").rstrip("/").rpartition("/")[2]
    name = name.partition(".")[0]
    return len(name) >= _LEAST_NAME and name in path


def _path(address: str) -> str:
    return address.partition("#")[0].partition("?")[0].lower()


def _site(address: str) -> str:
    """The last two parts of an address's host."""
    host = address.partition("//")[2].partition("/")[0].partition(":")[0].lower()
    return ".".join(host.split(".")[-2:])


def _size(media: MediaElement, name: str) -> int:
    value = media.attributes.get(name) or ""
    digits = value.removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else -1


def _is_small(media: MediaElement) -> bool:
    return any(0 <= _size(media, name) < _SMALL for name in ("width", "height"))


def _is_large(media: MediaElement) -> bool:
    return _size(media, "width") >= 3 * _SMALL
