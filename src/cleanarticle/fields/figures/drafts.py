"""A figure being put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from cleanarticle.fields.context import ArticleContext, word_set
from cleanarticle.page.model import Block, Container, Within

__all__ = [
    "BARE",
    "BORROWED",
    "CAPTIONED",
    "CAPTION_NAMES",
    "CLAIMED",
    "CREDIT_NAMES",
    "ELSEWHERE",
    "IMAGES",
    "IN_FIGURE",
    "LEAST_CAPTION_SPACES",
    "LEVELS",
    "MOST_CAPTION_WORDS",
    "MOST_LINES",
    "MOST_PLAIN_CAPTION_WORDS",
    "Draft",
    "box_of",
    "shows_pictures",
]

IMAGES: Final = frozenset({"img", "amp-img", "background"})
ELSEWHERE: Final = Within.NAV | Within.ASIDE | Within.FOOTER | Within.FORM | Within.DIALOG | Within.HIDDEN
_FIGURE_NAMES: Final = word_set(
    "figure fig image img photo picture bild foto media gallery slideshow pic imagen thumbnail"
)
CAPTION_NAMES: Final = word_set(
    "cap caption captions figcaption legend legende bildunterschrift bu credit credits copyright picinfo "
    "photocredit cutline pie didascalia bildtext onderschrift kuvateksti podpis"
)
CREDIT_NAMES: Final = word_set("credit credits copyright photographer photocredit source courtesy attribution")
MOST_CAPTION_WORDS: Final = 120.0
MOST_PLAIN_CAPTION_WORDS: Final = 60.0
LEVELS: Final = 4
MOST_LINES: Final = 4
LEAST_CAPTION_SPACES: Final = 3
CLAIMED, IN_FIGURE, CAPTIONED, BARE, BORROWED = 0.95, 0.9, 0.85, 0.7, 0.6
"""How sure a picture is that the page also claims, that stands in a figure, that has a caption, that has nothing of
this; and a caption whose picture is known from the claims alone."""


@dataclass(slots=True)
class Draft:
    """A figure being put together.

    Attributes:
        at: Index of the block that it stands before.
        src: Its address.
        alt: Its replacement text.
        captions: The blocks that are its caption and credit.
        sureness: How sure it is that the picture belongs to the article.
        is_spare: Whether it stands there for readers without scripts.
    """

    at: int
    src: str | None = None
    alt: str | None = None
    captions: list[Block] = field(default_factory=list)
    sureness: float = BARE
    is_spare: bool = False


def box_of(container: Container) -> Container | None:
    """The element that holds a picture and its caption."""
    at: Container | None = container
    named: Container | None = None
    is_in_figure = container.within & Within.FIGURE
    for _ in range(LEVELS):
        if at is None:
            break
        if is_in_figure and at.tag == "figure":
            return at
        if at.words <= MOST_CAPTION_WORDS and not _FIGURE_NAMES.isdisjoint(at.names):
            named = at
        at = at.parent
    return named


def shows_pictures(context: ArticleContext) -> bool:
    """Whether the page has any pictures of its own."""
    return any(media.tag in IMAGES for media in context.page.media)
