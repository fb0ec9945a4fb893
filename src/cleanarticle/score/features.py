"""The features of a block: what scoring measures of it alone, and of it in its context.

Two passes, as in jusText: first every block by itself and its container, then the open ones again among their
neighbours, their container's other blocks, and the blocks that the same template made. Each feature is one number with
a name, and `scorecard.json` turns it into points. The first pass adds them up. The second, which only blocks that the
first leaves open pay for, asks decision trees, because what a neighbour says depends on what the block is.
"""

from __future__ import annotations

from typing import Final, TypedDict

__all__ = [
    "BLOCK",
    "CLOSED",
    "CONTEXT",
    "ELEMENTS",
    "LONG",
    "PARENT",
    "PLACE_LINKS",
    "PLACE_WORDS",
    "TAGS",
    "BlockContext",
    "ending_of",
    "tag_place",
]

CLOSED: Final = -5.0
"""First score at and below which a block takes no part in the second pass."""

TAGS: Final = (
    "other p h1 h2 h3 h4 h5 h6 li div td tr blockquote figcaption button dt dd pre section article label span "
    "header footer th address amp-img nav aside main"
).split()
"""Block-level elements told apart by the feature `tag`; its value is the place in this list."""

_TAG_PLACE: Final = {tag: at for at, tag in enumerate(TAGS)}
_ENDING: Final = {
    **dict.fromkeys(".!?。！？…؟۔।", 0),
    **dict.fromkeys("\"'”’»“」』)）]", 1),
    **dict.fromkeys(":：", 2),
    **dict.fromkeys(",;،、，；-–—|", 3),
    **dict.fromkeys("0123456789", 4),
}
# Measured: at 4, 5 of 75 change (word F1 +0.01); at 6, 13 of 75 change (word F1 −0.02).
_OTHER_ENDING: Final = 5

PLACE_WORDS: Final[tuple[float, ...]] = (4, 10, 25, 60, 150, 400, 1000)
PLACE_LINKS: Final[tuple[float, ...]] = (0.01, 0.05, 0.15, 0.3, 0.5, 0.8, 0.95)
_LINK_CLASSES: Final = len(PLACE_LINKS) + 1
_CELLS: Final[tuple[float, ...]] = tuple(at + 0.5 for at in range((len(PLACE_WORDS) + 1) * _LINK_CLASSES - 1))

PARENT: Final[dict[str, tuple[float, ...]]] = {"parent": _CELLS, "grandparent": _CELLS, "outer": _CELLS}
"""Features that blocks share whose containers have the same parent, with the limits between their classes: for three
containers around the block the class of their words crossed with the class of their link density. A card with a linked
title and two lines of text and a body with few links differ in both together."""

ELEMENTS: Final[dict[str, tuple[float, ...]]] = {
    f"in_{name}": (0.5,)
    for name in (
        "article main aside nav header footer form figure caption table quote dialog button hidden heading pre details"
    ).split()
}
"""Features that blocks share which stand in the same kinds of elements: 1 inside one, 0 outside."""

BLOCK: Final[dict[str, tuple[float, ...]]] = {
    "words": (2, 3, 5, 8, 12, 18, 28, 46, 80),
    "links": (0.01, 0.1, 0.25, 0.5, 0.8, 0.95),
    "tag": tuple(at + 0.5 for at in range(len(TAGS) - 1)),
    "ending": (0.5, 1.5, 2.5, 3.5, 4.5),
    "short_ending": (0.5, 1.5, 2.5, 3.5, 4.5, 5.5),
    "repeats": (1.5, 2.5),
    "progress": (0.01, 0.03, 0.06, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98),
    "headline": (-30.5, -8.5, -2.5, -0.5, 0.5, 3.5, 8.5, 15.5, 30.5, 60.5, 120.5),
}
"""Features of a block by itself, with the limits between their classes."""

# Measured: at 4, 9 of 75 change (word F1 −0.01, snippet F1 +0.14); at 16, 15 of 76 change (word F1 +0.02).
LONG: Final = 8.0


class BlockContext(TypedDict):
    """The features of a block among the others, once every block has a first score."""

    own: float  # first score of the block
    before: float  # first score of the block before
    after: float
    long_before: float  # first score of the nearest long block before
    heading_after: float  # for a heading, first score of the nearest long block after
    body_up: float  # levels from the body's container up to what holds the block too
    body_down: float  # levels down from there to the block's container
    body_purity: float  # expected words of the body's container by all of its words
    body_share: float  # expected words of the body's container by those of the page
    body_agrees: float  # F0.5 of the unlinked words of the body's container and the expected words
    parent_share: float  # expected words of the parent by those of the page
    parent_purity: float  # expected words of the parent by all of its words
    twins_mean: float  # expected words of the blocks of the same template by all of their words
    twins_number: float
    twins_share: float  # expected words of the blocks of the same template by those of the page
    last_prose: float  # blocks since the last that is surely prose
    next_prose: float
    page_prose: float  # words of all blocks that are surely prose
    headline: float
    progress: float
    characters: float
    links: float
    tag: float
    ending: float
    repeats: float
    lists: float  # lists around the block
    own_words: float  # of the block's container; so for links and blocks, and for the containers around it
    own_links: float
    own_blocks: float
    parent_words: float
    parent_links: float
    parent_blocks: float
    grandparent_words: float
    grandparent_links: float
    grandparent_blocks: float
    outer_words: float
    outer_links: float
    outer_blocks: float
    commas: float
    stops: float
    cues: float  # cues of the lexicon that the text gives
    in_pre: float
    in_heading: float
    in_article: float
    in_table: float
    in_quote: float
    news: float  # 1 if the page says that it comes from the news
    claimed: float  # share of the block in the body that structured data claims; -1 without such a claim
    claim_agrees: float  # the same share for the prose of the whole page
    alone: float  # first score of the block without its words
    class_words: float  # points of the words of its markup
    text_words: float  # points of the words of its text
    densest: float  # 1 if the block is in this second opinion; so for the next three
    named: float
    runs: float
    below_headline: float
    opinions: float  # second opinions that the block is in
    densest_agrees: float  # F1 of the opinion and the blocks with a first score above 0; so for the next three
    named_agrees: float
    runs_agrees: float
    below_headline_agrees: float
    opinions_agree: float  # mean F1 of two opinions
    most_agreement: float  # largest F1 of an opinion and the first scores
    words_by_score: float  # words of the blocks with a first score above 0
    opening_up: float  # levels from the first paragraph up to the nearest container that holds the block too
    opening_down: float  # levels from there down to the block's container
    since_opening: float  # blocks since the first paragraph below the headline


CONTEXT: Final = tuple(BlockContext.__annotations__)
"""Names of the features of the second pass."""


def tag_place(tag: str) -> int:
    """Value of the feature `tag`."""
    return _TAG_PLACE.get(tag, 0)


def ending_of(text: str) -> int:
    """Class of the last character of a text: end of a sentence, quote, colon, comma, digit, other."""
    return _ENDING.get(text[-1], _OTHER_ENDING)
