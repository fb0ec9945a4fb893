"""Captions of pictures."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from cleanarticle.lexicon.phrases import bundled_phrases
from cleanarticle.page.model import Block, MediaElement, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, phrases, rule, score, short, tags, within
from cleanarticle.rules.boxes import in_small_box

_NAMES: Final = frozenset((
    "caption", "captions", "figcaption", "bildunterschrift", "legende", "didascalia", "cutline",
    "credits",
))  # fmt: skip
_OTHER_FIGURES: Final = frozenset(("quote", "pullquote", "blockquote", "testimonial", "table"))
_STOPS: Final = (". ", "? ", "! ", ") ", "” ", '" ', "。", "\n")
_LINE_ENDS: Final = '.!?:。！？…”»"'
# Measured: at 1.5 and at 6, none of 347 pages changes.
_LEAST_LINE_WORDS: Final = 3.0
# Measured: at 7.5, 3 of 2,304 change (paragraphs; word F1 −0.01); at 30, 1 of 2,304 changes (paragraphs).
_LEAST_PARAGRAPH: Final = 15.0
# Measured: at 30 and at 120, none of 129 pages changes.
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
    not_on=("documentation",),  # there a caption explains the picture
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
    """Drop the captions of pictures.

    A caption becomes `Figure.caption`. It is recognised by its element, by the name of a small container, by a
    credit at its end ("… at dawn. Photo: Ida Holm"), or as a single line right below a picture that is not a
    paragraph, between paragraphs. A paragraph without a full stop in that place loses points. Captions of tables
    and of quotations stay.
    """
    container = block.container
    within = container.within
    if within & Within.CAPTION:
        if within & (Within.QUOTE | Within.PRE) or container.nearest(_OTHER_FIGURES) is not None:
            return None
        return drop("is the caption of a picture")
    if block.words > max_words or within & Within.STRUCTURED:
        return None
    if _ends_with_credit(block.text):
        return drop("ends with the credit of a picture")
    if within & Within.FIGURE and in_small_box(block, _NAMES, max_box_words):
        return drop("stands in a container named for captions, in a figure")
    if not _NAMES.isdisjoint(container.names) and _follows_picture(block, page):
        return drop("stands in a container named for captions")
    if _is_loose_line(block, page.blocks, max_line_words) and _follows_picture(block, page):
        return drop("is a line right below a picture, between paragraphs")
    if _is_unfinished(block, page.blocks, max_paragraph_words) and _follows_picture(block, page):
        return score(-points_against, "is a line without a full stop right below a picture, between paragraphs")
    return None


def _is_loose_line(block: Block, blocks: list[Block], most_words: float) -> bool:
    """True if a line without a full stop is directly in a container, between paragraphs of that container."""
    container = block.container
    if block.words > most_words or block.tag == "p" or block.link_density or block.text[-1] in _LINE_ENDS:
        return False
    for index in (block.index - 1, block.index + 1):
        if not container.first <= index < container.end:
            return False
        beside = blocks[index]
        if beside.tag != "p" or beside.container.parent is not container:
            return False
    return True


def _is_unfinished(block: Block, blocks: list[Block], most_words: float) -> bool:
    """True if a paragraph is a few words without a full stop, neither bold nor linked, between full ones."""
    if not _LEAST_LINE_WORDS <= block.words <= most_words or block.link_density or block.strong_share:
        return False
    if block.tag != "p" or not (block.text[0].isalpha() and block.text[-1].isalpha()):
        return False
    for index in (block.index - 1, block.index + 1):
        if not 0 <= index < len(blocks):
            return False
        beside = blocks[index]
        if beside.tag != "p" or beside.words < _LEAST_PARAGRAPH or beside.text[-1] not in _LINE_ENDS:
            return False
    return True


def _ends_with_credit(text: str) -> bool:
    """True if the last sentence of a text is a credit. A text of one sentence is a credit alone, not a caption."""
    tail = text[-_MOST_CREDIT_CHARACTERS:]
    if ":" not in tail and "©" not in tail and "：" not in tail:
        return False
    cut = max(map(tail.rfind, _STOPS))
    if cut < 0:
        return False
    credit = tail[cut + 1 :].strip()
    return "photo-credit" in bundled_phrases().find(credit)


def _follows_picture(block: Block, page: Page) -> bool:
    """True if a picture is right before the block."""
    place = bisect_left(page.media, block.index, key=_block_after)
    return place < len(page.media) and page.media[place].block == block.index


def _block_after(media: MediaElement) -> int:
    return media.block
