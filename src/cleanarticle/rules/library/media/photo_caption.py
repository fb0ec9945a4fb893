"""Captions of pictures."""

from __future__ import annotations

from typing import Final

from cleanarticle.lexicon.phrases import bundled_phrases
from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, phrases, rule, score, short, tags, within

_NAMES: Final = frozenset((
    "caption", "captions", "figcaption", "bildunterschrift", "legende", "didascalia", "cutline",
    "credits",
))  # fmt: skip
_OTHER_FIGURES: Final = frozenset(("quote", "pullquote", "blockquote", "testimonial", "table"))
_STOPS: Final = (". ", "? ", "! ", ") ", "” ", '" ', "。", "\n")
_LINE_ENDS: Final = '.!?:。！？…”»"'
_LEAST_LINE_WORDS: Final = 3.0
_LEAST_PARAGRAPH: Final = 15.0
_MOST_CREDIT_CHARACTERS: Final = 60


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
    marks(
        "<div><p>The boats left before dawn, and the quay was empty by six.</p><img src=a.jpg>"
        "<small>Nets on the quay, not yet mended</small><p>By noon the first of them were back.</p></div>",
        on="not yet mended",
    ),
    marks(
        "<p>The boats left before dawn, and the quay was empty by six, but for the nets and the one old man.</p>"
        "<img src=a.jpg><p><em>Nets on the quay, not yet mended</em></p>"
        "<p>By noon the first of them were back, and the women had the knives and the salt and the barrels ready.</p>",
        on="not yet mended",
    ),
    ignores(
        "<div><p>The boats left before dawn, and the quay was empty by six.</p><img src=a.jpg>"
        "<p>By noon the first of them were back.</p></div>"
    ),
    ignores(
        '<div class="caption-page"><p>The caption under the painting was a lie, and the painter knew it.</p></div>'
    ),
    ignores("<figure><blockquote><p>No net is empty twice.</p></blockquote></figure>"),
    when=tags("figcaption", "p", "div", "span", "em", "small", "section", "dd") & short(80)
    | within("figcaption")
    | names(*_NAMES)
    | phrases("photo-credit"),
    not_on=("documentation",),
)
def photo_caption(
    block: Block,
    page: Page,
    *,
    max_words: int = 80,
    max_box_words: int = 120,
    max_line_words: int = 30,
    max_paragraph_words: int = 25,
    points_against: float = 2.5,
) -> Mark | None:
    """Lift captions out of the prose.

    A caption belongs to its picture, and becomes `Figure.caption`. It shows by its element, by the name of
    a small container, by the credit at its end ("… at dawn. Photo: Ida Holm"), or as the one line that is no
    paragraph among paragraphs, right below a picture. A paragraph that has no full stop there is marked
    down. Captions of tables and quotations in figures are no captions of pictures.
    In documentation, what stands below a picture explains it, and is kept.
    """
    container = block.container
    if container.within & Within.CAPTION:
        if container.within & (Within.QUOTE | Within.PRE) or container.nearest(_OTHER_FIGURES) is not None:
            return None
        return drop("is the caption of a picture")
    if block.words > max_words or container.within & Within.STRUCTURED:
        return None
    if _ends_with_credit(block.text):
        return drop("ends with the credit of a picture")
    box = container.nearest(_NAMES)
    if box is not None and box.words <= max_box_words and container.within & Within.FIGURE:
        return drop("stands in a container named for captions, in a figure")
    if box is not None and box is container and _follows_picture(block, page):
        return drop("stands in a container named for captions")
    if _is_loose_line(block, page, max_line_words) and _follows_picture(block, page):
        return drop("is a line right below a picture, between paragraphs")
    if _is_unfinished(block, page, max_paragraph_words) and _follows_picture(block, page):
        return score(-points_against, "is a line without a full stop right below a picture, between paragraphs")
    return None


def _is_loose_line(block: Block, page: Page, max_words: int) -> bool:
    """Whether a line without a full stop stands directly in a container whose other texts are paragraphs."""
    container = block.container
    if block.words > max_words or block.tag == "p" or block.text[-1] in _LINE_ENDS or block.link_density:
        return False
    around = (block.index - 1, block.index + 1)
    return all(
        container.first <= at < container.end
        and page.blocks[at].tag == "p"
        and page.blocks[at].container.parent is container
        for at in around
    )


def _is_unfinished(block: Block, page: Page, max_words: int) -> bool:
    """Whether a paragraph is a few words without a full stop, neither bold nor linked, between full ones."""
    if (
        block.tag != "p"
        or not _LEAST_LINE_WORDS <= block.words <= max_words
        or not (block.text[0].isalpha() and block.text[-1].isalpha())
    ):
        return False
    if block.link_density or block.strong_share:
        return False
    around = (page.previous(block), page.next(block))
    return all(
        each is not None and each.tag == "p" and each.words >= _LEAST_PARAGRAPH and each.text[-1] in _LINE_ENDS
        for each in around
    )


def _ends_with_credit(text: str) -> bool:
    """Whether a text ends with a sentence that is a credit; one that is nothing else is no caption."""
    tail = text[-_MOST_CREDIT_CHARACTERS:]
    if ":" not in tail and "©" not in tail and "：" not in tail:
        return False
    cut = max(map(tail.rfind, _STOPS))
    if cut < 0:
        return False
    credit = tail[cut + 1 :].strip()
    return "photo-credit" in bundled_phrases().find(credit)


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
