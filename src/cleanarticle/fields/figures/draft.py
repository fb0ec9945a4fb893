"""One figure while it is put together, and the box around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from cleanarticle.article import Figure
from cleanarticle.fields.class_names import class_names
from cleanarticle.fields.context import ArticleContext
from cleanarticle.fields.rank import Rank
from cleanarticle.page.model import Block, Container, Within
from cleanarticle.structure import Place

__all__ = [
    "CREDIT_NAMES",
    "ELSEWHERE",
    "IMAGES",
    "LEAST_CAPTION_SPACES",
    "LEVELS",
    "MOST_CAPTION_WORDS",
    "MOST_LINES",
    "MOST_PLAIN_CAPTION_WORDS",
    "FigureDraft",
    "PictureRank",
    "RankedFigure",
    "box_of",
    "shows_pictures",
]

IMAGES: Final = frozenset({"img", "amp-img", "background"})
ELSEWHERE: Final = Within.NAV | Within.ASIDE | Within.FOOTER | Within.FORM | Within.DIALOG | Within.HIDDEN
_FIGURE_NAMES: Final = class_names("figure")
CREDIT_NAMES: Final = class_names("caption_credit", "credit")
# Measured: at 60, 5 of 277 change (figures, paragraphs 1); at 240, 3 of 435 change (figures).
MOST_CAPTION_WORDS: Final = 120.0
# Measured: at 30, 5 of 840 change (figures, paragraphs 1); at 120, 4 of 1,801 change (figures, paragraphs 1).
MOST_PLAIN_CAPTION_WORDS: Final = 60.0
# Measured: at 3, 14 of 244 change (figures, subtitle 1); at 5, 2 of 244 change (figures).
LEVELS: Final = 4
# Measured: at 3, 2 of 1,661 change (subtitle 1, figures 1); at 5, 2 of 2,018 change (figures).
MOST_LINES: Final = 4
# Measured: at 2, 5 of 2,304 change (figures); at 4, 3 of 2,304 change (figures).
LEAST_CAPTION_SPACES: Final = 3


class PictureRank(Rank):
    """What speaks for a picture of the article."""

    BORROWED = 0.6
    """Metadata claim it; the page shows only a caption."""
    BARE = 0.7
    """It stands in the text."""
    CAPTIONED = 0.85
    """It has a caption."""
    IN_FIGURE = 0.9
    """It stands in a `figure`."""
    CLAIMED = 0.95
    """Metadata claim it, and the page shows it."""


@dataclass(slots=True)
class FigureDraft:
    """A figure while it is put together.

    Attributes:
        block: Index of the block that it stands before.
        container: The container of the picture, or of a caption without one.
        src: Its address.
        alt: Its alternative text.
        captions: The blocks that are its caption and credit.
        rank: What speaks for the picture.
        is_for_noscript: True if it is shown to readers without scripts only.
    """

    block: int
    container: Container
    src: str | None = None
    alt: str | None = None
    captions: list[Block] = field(default_factory=list)
    rank: PictureRank = PictureRank.BARE
    is_for_noscript: bool = False


class RankedFigure(NamedTuple):
    """A figure, what speaks for its picture, and where it stands."""

    figure: Figure
    rank: PictureRank
    place: Place


def box_of(container: Container) -> Container | None:
    """The element that holds a picture and its caption: a `figure`, else the outermost one with a class for pictures.

    Elements with more words than a caption are left out.
    """
    named: Container | None = None
    is_in_figure = container.within & Within.FIGURE
    ancestor: Container | None = container
    levels = LEVELS
    while ancestor is not None and levels:
        if is_in_figure and ancestor.tag == "figure":
            return ancestor
        if ancestor.names and ancestor.words <= MOST_CAPTION_WORDS and _FIGURE_NAMES.match(ancestor):
            named = ancestor
        ancestor = ancestor.parent
        levels -= 1
    return named


def shows_pictures(context: ArticleContext) -> bool:
    """True if the page shows any picture."""
    return any(media.tag in IMAGES for media in context.page.media)
