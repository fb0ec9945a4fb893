"""The features of a block: what scoring measures of it alone, and of it in its context.

Two passes, as in jusText: first every block by itself and its container, then the open ones again among their
neighbours, their container's other blocks, and the blocks that the same template made. Each feature is one number with
a name, and `scorecard.json` turns it into points. The first pass adds them up. The second, which only blocks that the
first leaves open pay for, asks decision trees, because what a neighbour says depends on what the block is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import exp
from typing import Final, TypedDict

from cleanarticle.page.model import Block, Container, Page, Within
from cleanarticle.score.claimed_body import claimed_overlap

__all__ = [
    "BLOCK",
    "CONTEXT",
    "ELEMENTS",
    "PARENT",
    "TAGS",
    "BlockFeatures",
    "ContextFeatures",
    "Features",
    "PageStats",
    "ParentFeatures",
    "block_features",
    "element_features",
    "page_stats",
    "parent_features",
]

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

_PLACE_WORDS: Final[tuple[float, ...]] = (4, 10, 25, 60, 150, 400, 1000)
_PLACE_LINKS: Final[tuple[float, ...]] = (0.01, 0.05, 0.15, 0.3, 0.5, 0.8, 0.95)
_LINK_CLASSES: Final = len(_PLACE_LINKS) + 1
_CELLS: Final[tuple[float, ...]] = tuple(at + 0.5 for at in range((len(_PLACE_WORDS) + 1) * _LINK_CLASSES - 1))

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

# Measured: at 49.5, 6 of 75 change (paragraphs, figures 1; word F1 −0.09); at 198, none of 75 pages changes.
_NONE_NEAR: Final = 99.0
# Measured: at -6.5 and at -5.5, none of 75 pages changes.
_FAR_AGAINST: Final = -6.0
# Measured: at 4, 9 of 75 change (word F1 −0.01, snippet F1 +0.14); at 16, 15 of 76 change (word F1 +0.02).
_LONG: Final = 8.0
# Measured: at 6, 5 of 127 change (paragraphs, figures 1); at 24, 4 of 130 change (paragraphs 3; word F1 +0.04).
_PROSE_WORDS: Final = 12.0
# Measured: at 0.7, 13 of 100 change (word F1 +0.16); at 1, 22 of 87 change (word F1 −0.06, days right −1).
_PROSE_SCORE: Final = 0.85
# Measured: at 0.45, 8 of 75 change (word F1 −0.59, titles right −1); at 0.75, 7 of 75 change (word F1 +0.16).
_BODY_SHARE: Final = 0.6
# Measured: at -198 and at -49.5, none of 75 pages changes.
_NO_HEADING: Final = -99.0
# Measured: at -1.5 and at -0.5, none of 80 pages changes.
_NO_CLAIM: Final = -1.0
# Measured: at 600, 7 of 87 change (paragraphs, figures 1); at 2400, none of 125 pages changes.
_MANY_WORDS: Final = 1200.0
# Measured: at 40, 12 of 83 change (word F1 −0.05, days right −1); at 160, none of 99.
_MANY_BLOCKS: Final = 80.0
_FAR: Final = 60.0
"""Beyond these sizes no feature tells more: an article of a thousand paragraphs is as good as one of eighty, and the
pages that points are learned from hardly have any."""
_NEWS: Final = frozenset(
    "newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle liveblogposting "
    "newsmediaorganization".split()
)
"""Types of structured data by which a page says that it comes from the news."""

Features = dict[str, float]
"""The features of a block for explanation and training, by name."""


class ParentFeatures(TypedDict):
    """The features of `PARENT`, each a cell of the table of words by link density."""

    parent: float
    grandparent: float
    outer: float


class BlockFeatures(TypedDict):
    """The features of `BLOCK`."""

    words: float
    links: float  # link density of the block
    tag: float  # place in TAGS
    ending: float  # class of the last character: sentence end, quote, colon, comma, digit, other
    short_ending: float  # the same for a short block; one class of its own for a long one
    repeats: float  # blocks of the page with the same text
    progress: float  # words before the block, as a share of the page's
    headline: float  # blocks since the first h1; negative before it, 0 without one


class BlockContext(TypedDict):
    """The features of a block among the others, once every block has a first score."""

    own: float  # first score of the block
    before: float  # first score of the block before
    after: float
    long_before: float  # first score of the nearest long block before
    heading_after: float  # for a heading, first score of the nearest long block after
    body_distance: float  # levels between the body's container and the block's
    body_purity: float  # expected words of the body's container by all of its words
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


CONTEXT: Final = tuple(BlockContext.__annotations__)
"""Names of the features of the second pass."""


@dataclass(slots=True)
class PageStats:
    """What the first pass needs to know of the whole page.

    Attributes:
        words: Words in the page.
        headline: Index of the first `h1` block, -1 if there is none.
        repeats: How often each text stands in the page.
    """

    words: float
    headline: int
    repeats: dict[str, int]


def page_stats(page: Page) -> PageStats:
    """Read over the page once."""
    repeats: dict[str, int] = {}
    headline = -1
    for block in page.blocks:
        repeats[block.text] = repeats.get(block.text, 0) + 1
        if headline < 0 and block.tag == "h1":
            headline = block.index
    return PageStats(page.containers[0].words or 1.0, headline, repeats)


def parent_features(parent: Container) -> ParentFeatures:
    """Measure the containers around the children of one container."""
    grandparent = parent.parent or parent
    outer = grandparent.parent or grandparent
    return {"parent": _cell(parent), "grandparent": _cell(grandparent), "outer": _cell(outer)}


def _cell(container: Container) -> float:
    """Cell in the table of words by link density."""
    words = container.words
    links = container.link_words / words if words else 0.0
    return bisect_right(_PLACE_WORDS, words) * _LINK_CLASSES + bisect_right(_PLACE_LINKS, links)


def element_features(within: int) -> Features:
    """Tell what kinds of elements a container stands in: the features of `ELEMENTS`."""
    return {name: 1.0 if within & bit else 0.0 for name, bit in _WITHIN_BITS.items()}


_WITHIN_BITS: Final[dict[str, int]] = {name: getattr(Within, name.removeprefix("in_").upper()) for name in ELEMENTS}


def block_features(block: Block, words_before: float, stats: PageStats) -> BlockFeatures:
    """Measure a block by itself.

    Args:
        block: The block.
        words_before: Words in all blocks before it.
        stats: What is known of the page.
    """
    text = block.text
    words = block.words
    ending = _ENDING.get(text[-1], _OTHER_ENDING)
    headline = stats.headline
    return {
        "words": words,
        "links": block.link_density,
        "tag": _TAG_PLACE.get(block.tag, 0),
        "ending": ending,
        "short_ending": ending if words < _LONG else 6.0,
        "repeats": stats.repeats[text],
        "progress": words_before / stats.words,
        "headline": block.index - headline if headline >= 0 else 0.0,
    }


@dataclass(slots=True)
class _Template:
    """The blocks of one template: same element and class, in a parent of the same element and class."""

    expected: float = 0.0
    words: float = 0.0
    blocks: int = 0


@dataclass(slots=True)
class _ParentContext:
    """What the blocks of one parent share: its part of the page's prose, its purity, the sizes around it."""

    share: float
    purity: float
    parent: tuple[float, float, float]
    grandparent: tuple[float, float, float]
    outer: tuple[float, float, float]


class ContextFeatures:
    """The page after the first pass: what every block's score says about the others.

    Made once a page in linear time; `measure` then looks at one block. The *expected* words of a block are its words
    times the chance that it is prose, by its first score.

    Attributes:
        stats: What the first pass knew of the page.
        words_before: For each block the words in all blocks before it.
        expected: For each block its expected words.
        body: The deepest container that holds most of the expected words.
    """

    __slots__ = (
        "_after",
        "_agreement",
        "_before",
        "_body_purity",
        "_claimed",
        "_distances",
        "_news",
        "_page",
        "_parents",
        "_prose",
        "_prose_words",
        "_scores",
        "_sums",
        "_template_of",
        "_templates",
        "_total",
        "body",
        "expected",
        "stats",
        "words_before",
    )

    def __init__(self, page: Page, scores: Sequence[float], stats: PageStats) -> None:
        """Read over the page.

        Args:
            page: The page.
            scores: Each block's score of the first pass, as log odds.
            stats: What the first pass knew.
        """
        self._page = page
        self._scores = scores
        self.stats = stats
        chances = [1.0 / (1.0 + exp(-score)) if score > -30.0 else 0.0 for score in scores]
        blocks = page.blocks
        self.expected = [chance * block.words for chance, block in zip(chances, blocks, strict=True)]
        self._sums = self._roll_up()
        self.body = self._find_body()
        self._body_purity = self._sums[self.body.index] / (self.body.words or 1.0)
        self._total = self._sums[0] or 1.0
        self._distances = self._measure_distances()
        self._parents: dict[int, _ParentContext] = {}
        self.words_before = list(accumulate((block.words for block in blocks), initial=0.0))
        self._claimed = claimed_overlap(page)
        self._agreement = self._measure_agreement()
        types = page.claims.types | page.claims.part_types
        self._news = 0.0 if _NEWS.isdisjoint(types) else 1.0
        self._templates, self._template_of = self._group_by_template()
        self._prose = [
            block.index
            for block, chance in zip(blocks, chances, strict=True)
            if chance > _PROSE_SCORE and block.words >= _PROSE_WORDS
        ]
        self._prose_words = min(_MANY_WORDS, sum(blocks[index].words for index in self._prose))
        self._before = _nearest_long(scores, blocks, range(len(blocks)))
        self._after = _nearest_long(scores, blocks, range(len(blocks) - 1, -1, -1))

    @property
    def expected_words(self) -> float:
        """Expected words of the whole page."""
        return self._sums[0]

    def measure(self, index: int) -> BlockContext:
        """Measure one block."""
        scores, blocks = self._scores, self._page.blocks
        block = blocks[index]
        container = block.container
        text = block.text
        within = container.within
        headline = self.stats.headline
        template = self._templates[self._template_of[container.index]]
        last_prose, next_prose = self._distance_to_prose(index)
        parent = container.parent or container
        around = self._parents.get(parent.index) or self._measure_parent(parent)
        return {
            "own": scores[index],
            "before": scores[index - 1] if index else _FAR_AGAINST,
            "after": scores[index + 1] if index + 1 < len(scores) else _FAR_AGAINST,
            "long_before": self._before[index],
            "heading_after": self._after[index] if within & Within.HEADING else _NO_HEADING,
            "body_distance": self._distances[container.index],
            "body_purity": self._body_purity,
            "parent_share": around.share,
            "parent_purity": around.purity,
            "twins_mean": template.expected / (template.words or 1.0),
            "twins_number": min(_MANY_BLOCKS, template.blocks),
            "twins_share": template.expected / self._total,
            "last_prose": min(_FAR, last_prose),
            "next_prose": min(_FAR, next_prose),
            "page_prose": self._prose_words,
            "headline": max(-_FAR, min(_FAR, index - headline)) if headline >= 0 else 0.0,
            "progress": self.words_before[index] / self.stats.words,
            "characters": len(text),
            "links": block.link_density,
            "tag": _TAG_PLACE.get(block.tag, 0),
            "ending": _ENDING.get(text[-1], _OTHER_ENDING),
            "repeats": self.stats.repeats[text],
            "lists": container.list_depth,
            "own_words": min(_MANY_WORDS, container.words),
            "own_links": container.link_words / (container.words or 1.0),
            "own_blocks": min(_MANY_BLOCKS, container.end - container.first),
            "parent_words": around.parent[0],
            "parent_links": around.parent[1],
            "parent_blocks": around.parent[2],
            "grandparent_words": around.grandparent[0],
            "grandparent_links": around.grandparent[1],
            "grandparent_blocks": around.grandparent[2],
            "outer_words": around.outer[0],
            "outer_links": around.outer[1],
            "outer_blocks": around.outer[2],
            "commas": text.count(",") + text.count("，") + text.count("、") + text.count("،"),
            "stops": text.count(".") + text.count("。") + text.count("।") + text.count("۔"),
            "cues": len(block.cues),
            "in_pre": 1.0 if within & Within.PRE else 0.0,
            "in_heading": 1.0 if within & Within.HEADING else 0.0,
            "in_article": 1.0 if within & Within.ARTICLE else 0.0,
            "in_table": 1.0 if within & Within.TABLE else 0.0,
            "in_quote": 1.0 if within & Within.QUOTE else 0.0,
            "news": self._news,
            "claimed": self._claimed[index] if self._claimed else _NO_CLAIM,
            "claim_agrees": self._agreement,
        }

    def _measure_agreement(self) -> float:
        """Share of the page's prose that stands in the body which its structured data claims; -1 without a claim."""
        if self._claimed is None:
            return _NO_CLAIM
        agreed = sum(share * expected for share, expected in zip(self._claimed, self.expected, strict=True))
        return agreed / self._total

    def _measure_parent(self, parent: Container) -> _ParentContext:
        grandparent = parent.parent or parent
        outer = grandparent.parent or grandparent
        expected = self._sums[parent.index]
        context = _ParentContext(
            expected / self._total, expected / (parent.words or 1.0), _size(parent), _size(grandparent), _size(outer)
        )
        self._parents[parent.index] = context
        return context

    def _roll_up(self) -> list[float]:
        """Expected words of each container."""
        sums = [0.0] * len(self._page.containers)
        for block, expected in zip(self._page.blocks, self.expected, strict=True):
            sums[block.container.index] += expected
        for container in reversed(self._page.containers):
            if container.parent is not None:
                sums[container.parent.index] += sums[container.index]
        return sums

    def _find_body(self) -> Container:
        least = self._sums[0] * _BODY_SHARE
        containers = self._page.containers
        for index in range(len(containers) - 1, -1, -1):
            if self._sums[index] >= least:
                return containers[index]
        return containers[0]

    def _group_by_template(self) -> tuple[dict[object, _Template], dict[int, object]]:
        """Sum up the blocks of each template; and the template of each container."""
        templates: dict[object, _Template] = {}
        template_of: dict[int, object] = {}
        for block, expected in zip(self._page.blocks, self.expected, strict=True):
            container = block.container
            key = template_of.get(container.index)
            if key is None:
                parent = container.parent or container
                key = template_of[container.index] = (
                    container.tag,
                    container.attributes.get("class"),
                    parent.tag,
                    parent.attributes.get("class"),
                )
            template = templates.get(key)
            if template is None:
                template = templates[key] = _Template()
            template.expected += expected
            template.words += block.words
            template.blocks += 1
        return templates, template_of

    def _measure_distances(self) -> list[float]:
        """For each container the levels between it and the body's; 99 outside of it."""
        containers = self._page.containers
        body = self.body.index
        distances = [_NONE_NEAR] * len(containers)
        distances[body] = 0.0
        for container in containers[body + 1 :]:
            parent = container.parent
            if parent is not None and parent.index >= body and distances[parent.index] != _NONE_NEAR:
                distances[container.index] = distances[parent.index] + 1.0
        return distances

    def _distance_to_prose(self, index: int) -> tuple[float, float]:
        """Blocks since the last one that is surely prose, and to the next; 99 if there is none."""
        prose = self._prose
        place = bisect_left(prose, index)
        before = index - prose[place - 1] if place else _NONE_NEAR
        if place < len(prose) and prose[place] == index:
            place += 1
        return before, prose[place] - index if place < len(prose) else _NONE_NEAR


def _size(container: Container) -> tuple[float, float, float]:
    """Words, link density and blocks of a container."""
    return (
        min(_MANY_WORDS, container.words),
        container.link_words / (container.words or 1.0),
        min(_MANY_BLOCKS, container.end - container.first),
    )


def _nearest_long(scores: Sequence[float], blocks: Sequence[Block], order: Sequence[int]) -> list[float]:
    """For each block the score of the nearest long one on one side."""
    nearest = [_FAR_AGAINST] * len(blocks)
    last = _FAR_AGAINST
    for index in order:
        nearest[index] = last
        if blocks[index].words >= _LONG:
            last = scores[index]
    return nearest
