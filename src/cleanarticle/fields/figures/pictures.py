"""The pictures of the article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from cleanarticle.fields.context import ArticleContext
from cleanarticle.fields.figures.draft import (
    IMAGES,
    MOST_LINES,
    MOST_PLAIN_CAPTION_WORDS,
    FigureDraft,
    PictureRank,
    box_of,
)
from cleanarticle.fields.figures.foreign_pictures import (
    PICTURE_FILES,
    author_keys,
    is_beside_article,
    is_near,
    is_portrait,
    needs_claim,
)
from cleanarticle.fields.picture_addresses import best_address, is_picture_address, picture_key, width_in
from cleanarticle.page.claims import plain_text
from cleanarticle.page.model import Container, MediaElement, Within
from cleanarticle.parse.document import Attributes

__all__ = ["find_pictures"]

# Measured: at 64, 7 of 818 change (figures); at 256, 6 of 818 change (figures).
_SMALL_FILE: Final = 128
# Measured: at 1,000 and at 4,000, none of 2,304 pages changes. It bounds what a hostile attribute costs.
_MOST_ALT_CHARACTERS: Final = 2_000
# Measured: at 6, 4 of 1,223 change (figures); at 24, 1 of 955 changes (figures).
_ABOVE_OPENING: Final = 12


def find_pictures(context: ArticleContext) -> tuple[list[FigureDraft], dict[int, FigureDraft]]:
    """Make a draft of each picture in or next to the body.

    Args:
        context: The page and its body.

    Returns:
        The drafts, and those that have a box by the index of the box.
    """
    claimed = {picture_key(claim.value) for claim in context.claims.all("image")}
    authors = author_keys(context)
    drafts = _Drafts()
    for media, sources in _with_sources(context):
        picture = _picture(media, sources, context, claimed, authors)
        if picture is not None:
            drafts.add(picture)
    return drafts.drafts, drafts.boxes


class _Picture(NamedTuple):
    """A picture of the article.

    Attributes:
        media: Its element.
        place: The element where the reader sees it.
        box: The element that holds it and its caption.
        src: The best of its addresses.
        key: The key of that address.
        alt: Its alternative text.
        is_claimed: True if metadata claim it.
    """

    media: MediaElement
    place: Container
    box: Container | None
    src: str | None
    key: str | None
    alt: str | None
    is_claimed: bool


def _with_sources(context: ArticleContext) -> Iterator[tuple[MediaElement, Sequence[Attributes]]]:
    """The media near the body, each with the attributes of the `source` elements right before it in its element."""
    sources: list[Attributes] = []
    container: Container | None = None
    first, last = context.opening - _ABOVE_OPENING, context.end
    for media in context.page.media:
        if not first <= media.block <= last:
            continue
        if media.tag == "source":
            if container is not media.container:
                sources = []
            sources.append(media.attributes)
            container = media.container
        else:
            yield media, sources if container is media.container else ()
            sources = []


def _picture(
    media: MediaElement, sources: Sequence[Attributes], context: ArticleContext, claimed: set[str], authors: set[str]
) -> _Picture | None:
    """The picture that a media element shows, if it is the article's."""
    if media.tag not in IMAGES:
        return None
    place = _place(media.container)
    if is_beside_article(media, place, context):
        return None
    box = box_of(place) or _plain_box(place, context.body)
    if not is_near(media, box, context):
        return None
    has_to_be_claimed = needs_claim(media, place, context)
    if has_to_be_claimed and not claimed:
        return None
    src = best_address(media.attributes, sources, context)
    key = picture_key(src) if src is not None else None
    is_claimed = key is not None and key in claimed
    if has_to_be_claimed and not is_claimed:
        return None
    alt = _alt(media)
    if is_portrait(alt, box, context, authors) or not (alt or box or src is None or is_picture_address(src)):
        return None
    if src is not None and not is_claimed and 0 < width_in(src) < _SMALL_FILE:
        return None
    return _Picture(media, place, box, src, key, alt, is_claimed)


def _place(container: Container) -> Container:
    """The element where the reader sees a picture; for a copy in a `noscript`, the element around that."""
    ancestor: Container | None = container
    while ancestor is not None and ancestor.within & Within.HIDDEN:
        if ancestor.tag == "noscript" and ancestor.parent is not None:
            return ancestor.parent
        ancestor = ancestor.parent
    return container


def _plain_box(container: Container, kept: frozenset[int]) -> Container | None:
    """The element around a picture without a class for pictures, if it holds a few words and none of the body."""
    if not 0 < container.words <= MOST_PLAIN_CAPTION_WORDS or container.end - container.first > MOST_LINES:
        return None
    return container if kept.isdisjoint(range(container.first, container.end)) else None


def _alt(media: MediaElement) -> str | None:
    """The alternative text of a picture; None if it is the name of the file."""
    alt = plain_text((media.attributes.get("alt") or "")[:_MOST_ALT_CHARACTERS])
    if "&" in alt or "<" in alt:  # Some pages escape it twice.
        alt = plain_text(alt)
    return None if alt.lower().endswith(PICTURE_FILES) else alt or None


class _Drafts:
    """The drafts of the pictures, each picture once.

    Attributes:
        drafts: The drafts.
        boxes: Those with a box, by the index of the box.
    """

    __slots__ = ("_by_key", "boxes", "drafts")

    def __init__(self) -> None:
        self.drafts: list[FigureDraft] = []
        self.boxes: dict[int, FigureDraft] = {}
        self._by_key: dict[str, FigureDraft] = {}

    def add(self, picture: _Picture) -> None:
        """Add a picture, or what a second copy of it has and the first has not."""
        is_for_noscript = picture.place is not picture.media.container
        draft = self._same(picture)
        if draft is None and is_for_noscript:
            draft = self._replaced(picture)
        if draft is not None:
            _merge(draft, picture)
        elif picture.src is not None or _is_unloaded(picture):
            block, rank = picture.media.block, _rank(picture)
            draft = FigureDraft(
                block, picture.place, picture.src, picture.alt, rank=rank, is_for_noscript=is_for_noscript
            )
            self.drafts.append(draft)
            if picture.key is not None:
                self._by_key[picture.key] = draft
        if draft is not None and picture.box is not None:
            self.boxes.setdefault(picture.box.index, draft)

    def _same(self, picture: _Picture) -> FigureDraft | None:
        """The draft of the same picture: one with the same key, unless both address and text are others."""
        draft = self._by_key.get(picture.key) if picture.key is not None else None
        if draft is None or (draft.alt and picture.alt and draft.alt != picture.alt and draft.src != picture.src):
            return None
        return draft

    def _replaced(self, picture: _Picture) -> FigureDraft | None:
        """The draft of the picture that a copy in a `noscript` stands in for: the one right before it."""
        last = self.drafts[-1] if self.drafts else None
        if last is None or last.block != picture.media.block or last.is_for_noscript:
            return None
        return last if last.src is None or last.alt == picture.alt else None


def _merge(draft: FigureDraft, copy: _Picture) -> None:
    if draft.src is None or (copy.src is not None and width_in(copy.src) > width_in(draft.src)):
        draft.src = copy.src
    draft.alt = draft.alt or copy.alt


def _is_unloaded(picture: _Picture) -> bool:
    """True if a script has still to load a picture: it has a box, a text, and a placeholder for its address."""
    return picture.box is not None and bool(picture.alt) and bool(picture.media.attributes.get("src"))


def _rank(picture: _Picture) -> PictureRank:
    if picture.is_claimed:
        return PictureRank.CLAIMED
    return PictureRank.IN_FIGURE if picture.place.within & Within.FIGURE else PictureRank.BARE
