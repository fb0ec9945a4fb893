"""Captions of pictures."""

from __future__ import annotations

from typing import Final

from cleanarticle.lexicon.phrases import PHRASES
from cleanarticle.page import Block, Page, Within
from cleanarticle.rule import Mark, drop, ignores, marks, names, phrases, rule, short, tags, within

_NAMES: Final = frozenset((
    "caption", "captions", "figcaption", "bildunterschrift", "legende", "didascalia", "cutline",
    "credits",
))  # fmt: skip
_OTHER_FIGURES: Final = frozenset(("quote", "pullquote", "blockquote", "testimonial", "table"))
_STOPS: Final = (". ", "? ", "! ", ") ", "” ", '" ', "。", "\n")
_MOST_CREDIT_CHARACTERS: Final = 60
_BODY_MEDIA: Final = Within.TABLE | Within.QUOTE | Within.PRE | Within.LIST | Within.HEADING


@rule(
    marks(
        '<p>The boats left before dawn.</p><figure><img src="a.jpg"><figcaption>Nets on the quay at dawn'
        "</figcaption></figure>",
        on="Nets on the quay",
    ),
    marks(
        "<p>Nets dry on the quay at dawn, before the boats leave for the bank. Photo: Ida Holm</p>"
        "<p>The boats left before dawn.</p>",
        on="Nets dry",
    ),
    ignores(
        '<div class="caption-page"><p>The caption under the painting was a lie, and the painter knew it.</p></div>'
    ),
    ignores("<figure><blockquote><p>No net is empty twice.</p></blockquote></figure>"),
    when=tags("figcaption", "p", "div", "span", "em", "small", "section", "dd") & short(80)
    | within("figcaption")
    | names(*_NAMES)
    | phrases("photo-credit"),
)
def photo_caption(block: Block, page: Page, *, max_words: int = 80, max_box_words: int = 120) -> Mark | None:
    """Lift captions out of the prose.

    A caption belongs to its picture, and becomes `Figure.caption`. It shows by its element, by the name of
    a small container, or by the credit at its end ("… at dawn. Photo: Ida Holm"). Captions of tables and
    quotations in figures are no captions of pictures.
    """
    container = block.container
    if container.within & Within.CAPTION:
        if container.within & (Within.QUOTE | Within.PRE) or container.nearest(_OTHER_FIGURES) is not None:
            return None
        return drop("is the caption of a picture")
    if block.words > max_words or container.within & _BODY_MEDIA:
        return None
    if _ends_with_credit(block.text):
        return drop("ends with the credit of a picture")
    box = container.nearest(_NAMES)
    if box is not None and box.words <= max_box_words and container.within & Within.FIGURE:
        return drop("stands in a container named for captions, in a figure")
    if box is not None and box is container and _follows_picture(block, page):
        return drop("stands in a container named for captions")
    return None


def _ends_with_credit(text: str) -> bool:
    """Whether a text ends with a sentence that is a credit; one that is nothing else is no caption."""
    tail = text[-_MOST_CREDIT_CHARACTERS:]
    if ":" not in tail and "©" not in tail and "：" not in tail:
        return False
    cut = max(map(tail.rfind, _STOPS))
    if cut < 0:
        return False
    credit = tail[cut + 1 :].strip()
    return "photo-credit" in PHRASES.find(credit)


def _follows_picture(block: Block, page: Page) -> bool:
    """Whether a picture stands right before the block."""
    media = page.media
    low, high = 0, len(media)
    while low < high:
        middle = (low + high) // 2
        if media[middle].block < block.index:
            low = middle + 1
        else:
            high = middle
    return low < len(media) and media[low].block == block.index
