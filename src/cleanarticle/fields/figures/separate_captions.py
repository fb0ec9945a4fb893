"""Captions that the page has apart from their pictures, and captions that are not."""

from __future__ import annotations

from typing import Final

from cleanarticle.article import Figure
from cleanarticle.fields.class_names import class_names
from cleanarticle.fields.context import ArticleContext
from cleanarticle.fields.figures.draft import (
    LEAST_CAPTION_SPACES,
    LEVELS,
    MOST_LINES,
    FigureDraft,
    PictureRank,
    RankedFigure,
    shows_pictures,
)
from cleanarticle.fields.picture_addresses import best_address
from cleanarticle.fields.text.credits import credit_behind, is_label_of_player
from cleanarticle.fields.text_key import text_key
from cleanarticle.page.model import Block, Within
from cleanarticle.structure import Place

__all__ = ["is_figure", "with_captions", "with_claimed_lead"]

_CAPTION_NAMES: Final = class_names("caption")
_QUOTE_NAMES: Final = class_names("quote")
_LEAST_SHARED_TEXT: Final = 15
"""Letters of an alternative text that a caption of the same picture has to begin with."""
# Measured: at 1, 5 of 2,304 change (figures); at 3, none of 2,304 pages changes.
_NEAR: Final = 2


def is_figure(figure: Figure, draft: FigureDraft, context: ArticleContext) -> bool:
    """True unless a figure is the still of a player, or a caption without a picture that is not one.

    A caption without a picture needs a credit, or an element or class for captions. On a page that shows pictures, it
    also needs an alternative text or a credit, or a place at the top if metadata claim a picture.
    """
    if figure.caption and is_label_of_player(figure.caption):
        return False
    return figure.src is not None or _is_caption(figure, draft, context)


def _is_caption(figure: Figure, draft: FigureDraft, context: ArticleContext) -> bool:
    if any(block.link_density > 0.5 for block in draft.captions):
        return False
    is_claimed_lead = draft.block <= context.second and bool(context.claims.all("image"))
    if not (figure.alt or figure.credit or is_claimed_lead) and shows_pictures(context):
        return False
    if figure.credit is not None and figure.caption is not None:
        return True
    if (figure.caption or "").count(" ") < LEAST_CAPTION_SPACES - 1:
        return False
    if any(_is_source_of_quote(block, context) for block in draft.captions):
        return False
    return any(
        block.container.within & Within.FIGURE or _CAPTION_NAMES.match(block.container) for block in draft.captions
    )


def _is_source_of_quote(block: Block, context: ArticleContext) -> bool:
    """True if a line stands in a quotation, or in a figure that holds one."""
    for ancestor in block.container.inclusive_ancestors(LEVELS):
        if ancestor.within & Within.QUOTE or _QUOTE_NAMES.match(ancestor):
            return True
        if ancestor.tag == "figure":
            inside = context.page.blocks[ancestor.first : ancestor.end]
            return any(other.container.within & Within.QUOTE for other in inside)
    return False


def with_captions(pairs: list[tuple[Figure, FigureDraft]]) -> list[RankedFigure]:
    """Give captions to the pictures that the page has apart from them, and leave out second copies of a caption.

    Args:
        pairs: The figures in the order of the page, each with its draft.

    Returns:
        The figures that are left.
    """
    joiner = _Joiner(has_pictures=any(figure.src is not None for figure, _ in pairs))
    for figure, draft in pairs:
        joiner.add(figure, draft)
    return joiner.figures


class _Joiner:
    """Joins captions to pictures before them.

    Attributes:
        figures: The figures so far.
    """

    __slots__ = ("_by_alt", "_captions", "_has_pictures", "_last_bare", "figures")

    def __init__(self, *, has_pictures: bool) -> None:
        self.figures: list[RankedFigure] = []
        self._has_pictures = has_pictures
        self._captions: set[str] = set()
        self._by_alt: dict[str, int] = {}
        """Index of each picture without a caption, by the key of its alternative text."""
        self._last_bare: tuple[int, int] | None = None
        """Block and index of the last figure, if it has no caption."""

    def add(self, figure: Figure, draft: FigureDraft) -> None:
        caption = text_key(figure.caption) if figure.caption else ""
        if figure.src is None and caption and self._is_done(figure, draft, caption):
            return
        if caption:
            self._captions.add(caption)
        elif figure.alt and len(self._by_alt) < MOST_LINES:
            self._by_alt[text_key(figure.alt)] = len(self.figures)
        self._last_bare = None if caption else (draft.block, len(self.figures))
        rank = max(draft.rank, PictureRank.CAPTIONED) if figure.caption else draft.rank
        self.figures.append(RankedFigure(figure, rank, Place(draft.block, draft.container)))

    def _is_done(self, figure: Figure, draft: FigureDraft, caption: str) -> bool:
        """Join a caption without a picture to its picture; False if it stays a figure of its own."""
        index = self._picture_of(draft, caption)
        self._last_bare = None
        if index is not None:
            self._join(index, figure)
            self._captions.add(caption)
            self._by_alt = {alt: other for alt, other in self._by_alt.items() if other != index}
            return True
        # A caption without a picture on a page with pictures needs a credit.
        return caption in self._captions or (self._has_pictures and figure.credit is None)

    def _picture_of(self, draft: FigureDraft, caption: str) -> int | None:
        """The picture whose alternative text is the caption's, or the one without a caption right before it."""
        by_alt = next((index for alt, index in self._by_alt.items() if _is_same_text(alt, caption)), None)
        if by_alt is not None or self._last_bare is None or draft.alt is not None:
            return by_alt
        block, index = self._last_bare
        return index if draft.block - block <= _NEAR else None

    def _join(self, index: int, figure: Figure) -> None:
        picture, rank, place = self.figures[index]
        shown, who = credit_behind(figure.caption or "", picture.alt or "") or (figure.caption, None)
        joined = picture.model_copy(update={"caption": shown, "credit": figure.credit or who})
        self.figures[index] = RankedFigure(joined, max(rank, PictureRank.CAPTIONED), place)


def _is_same_text(alt: str, caption: str) -> bool:
    return len(alt) >= _LEAST_SHARED_TEXT and (caption.startswith(alt) or alt.startswith(caption))


def with_claimed_lead(figures: list[RankedFigure], context: ArticleContext) -> list[RankedFigure]:
    """Give the only caption of a page that shows no pictures the picture that metadata claim."""
    if len(figures) != 1 or figures[0].figure.src is not None or shows_pictures(context):
        return figures
    address = best_address({"src": context.claims.first("image")}, (), context)
    if address is None:
        return figures
    figure, _, place = figures[0]
    return [RankedFigure(figure.model_copy(update={"src": address}), PictureRank.BORROWED, place)]
