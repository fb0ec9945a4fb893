"""What scoring looks at: the measurements of a block, alone and in its context.

Two passes, as in jusText: first every block by itself and its container, then the open ones again among their
neighbours, their container's other blocks, and the blocks that the same template made. Each measurement is one
number, and `scorecard.json` turns them into points. The first pass adds them up; the second, which only blocks that
the first leaves open pay for, asks decision trees, because what a neighbour says depends on what the block is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import exp
from typing import Final

from cleanarticle.page.model import Block, Container, Page, Within
from cleanarticle.score.claimed_body import claimed_overlap

__all__ = [
    "ALONE",
    "CONTEXT",
    "PLACE",
    "TAGS",
    "WITHIN",
    "Setting",
    "Surroundings",
    "alone",
    "meaning",
    "place",
    "setting_of",
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
_OTHER_ENDING: Final = 5

_PLACE_WORDS: Final[tuple[float, ...]] = (4, 10, 25, 60, 150, 400, 1000)
_PLACE_LINKS: Final[tuple[float, ...]] = (0.01, 0.05, 0.15, 0.3, 0.5, 0.8, 0.95)
_LINK_CLASSES: Final = len(_PLACE_LINKS) + 1
_CELLS: Final[tuple[float, ...]] = tuple(at + 0.5 for at in range((len(_PLACE_WORDS) + 1) * _LINK_CLASSES - 1))

PLACE: Final[dict[str, tuple[float, ...]]] = {"parent": _CELLS, "grandparent": _CELLS, "outer": _CELLS}
"""Measurements a block shares with all blocks whose containers have the same parent: for three containers around it
the class of their words crossed with the class of their links. A card with a linked title and two lines of text and
a body with few links differ in both together."""

WITHIN: Final[dict[str, tuple[float, ...]]] = {
    f"in_{name}": (0.5,)
    for name in (
        "article main aside nav header footer form figure caption table quote dialog button hidden heading pre details"
    ).split()
}
"""Measurements a block shares with all blocks within the same kinds of elements."""

ALONE: Final[dict[str, tuple[float, ...]]] = {
    "words": (2, 3, 5, 8, 12, 18, 28, 46, 80),
    "links": (0.01, 0.1, 0.25, 0.5, 0.8, 0.95),
    "tag": tuple(at + 0.5 for at in range(len(TAGS) - 1)),
    "ending": (0.5, 1.5, 2.5, 3.5, 4.5),
    "short_ending": (0.5, 1.5, 2.5, 3.5, 4.5, 5.5),
    "repeats": (1.5, 2.5),
    "progress": (0.01, 0.03, 0.06, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98),
    "headline": (-30.5, -8.5, -2.5, -0.5, 0.5, 3.5, 8.5, 15.5, 30.5, 60.5, 120.5),
}
"""Measurements of a block by itself."""

CONTEXT: Final = (
    "own before after long_before heading_after body_distance body_purity parent_share parent_purity twins_mean "
    "twins_number twins_share last_prose next_prose page_prose headline progress characters links tag ending repeats "
    "lists own_words own_links own_blocks parent_words parent_links parent_blocks grandparent_words grandparent_links "
    "grandparent_blocks outer_words outer_links outer_blocks commas stops cues in_pre in_heading in_article "
    "in_table in_quote news claimed claim_agrees"
).split()
"""Measurements of a block among the others, once every block has a first score."""

_NONE_NEAR: Final = 99.0
_FAR_AGAINST: Final = -6.0
_LONG: Final = 8.0
_PROSE_WORDS: Final = 12.0
_PROSE_SCORE: Final = 0.85
_BODY_SHARE: Final = 0.6
_NO_HEADING: Final = -99.0
_NO_CLAIM: Final = -1.0
_MANY_WORDS: Final = 1200.0
_MANY_BLOCKS: Final = 80.0
_FAR: Final = 60.0
"""Beyond these sizes no measurement tells more: an article of a thousand paragraphs is as good as one of eighty, and
the pages that points are learned from hardly have any."""
_NEWS: Final = frozenset(
    "newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle liveblogposting "
    "newsmediaorganization".split()
)
"""Types of structured data by which a page says that it comes from the news."""


@dataclass(slots=True)
class Setting:
    """What the first pass needs to know of the whole page.

    Attributes:
        words: Words in the page.
        headline: Index of the first `h1` block, -1 if there is none.
        repeats: How often each text stands in the page.
    """

    words: float
    headline: int
    repeats: dict[str, int]


def setting_of(page: Page) -> Setting:
    """Look over the page once."""
    repeats: dict[str, int] = {}
    headline = -1
    for block in page.blocks:
        repeats[block.text] = repeats.get(block.text, 0) + 1
        if headline < 0 and block.tag == "h1":
            headline = block.index
    return Setting(page.containers[0].words or 1.0, headline, repeats)


def place(parent: Container) -> list[float]:
    """Measure the surroundings that the children of one container share: one value for each feature of `PLACE`."""
    grandparent = parent.parent or parent
    outer = grandparent.parent or grandparent
    return [_cell(parent), _cell(grandparent), _cell(outer)]


def _cell(container: Container) -> float:
    """Place in the table of words by links."""
    words = container.words
    links = container.link_words / words if words else 0.0
    return bisect_right(_PLACE_WORDS, words) * _LINK_CLASSES + bisect_right(_PLACE_LINKS, links)


def meaning(within: int) -> list[float]:
    """Measure what a container stands in: one value for each feature of `WITHIN`."""
    return [1.0 if within & bit else 0.0 for bit in _WITHIN_BITS]


_WITHIN_BITS: Final[tuple[int, ...]] = tuple(getattr(Within, name.removeprefix("in_").upper()) for name in WITHIN)


def alone(block: Block, words_before: float, setting: Setting) -> list[float]:
    """Measure a block by itself: one value for each feature of `ALONE`, in that order.

    Args:
        block: The block.
        words_before: Words in all blocks before it.
        setting: What is known of the page.
    """
    text = block.text
    words = block.words
    ending = _ENDING.get(text[-1], _OTHER_ENDING)
    headline = setting.headline
    return [
        words,
        block.link_density,
        _TAG_PLACE.get(block.tag, 0),
        ending,
        ending if words < _LONG else 6.0,
        setting.repeats[text],
        words_before / setting.words,
        block.index - headline if headline >= 0 else 0.0,
    ]


class Surroundings:
    """The page after the first pass: what every block's score says about the others.

    Built once a page in linear time; `measure` then looks at one block.
    """

    __slots__ = (
        "_after",
        "_agreement",
        "_before",
        "_body",
        "_body_purity",
        "_chances",
        "_claimed",
        "_distances",
        "_expected",
        "_news",
        "_page",
        "_parents",
        "_prose",
        "_prose_words",
        "_scores",
        "_setting",
        "_signatures",
        "_sums",
        "_total",
        "_twins",
        "_words_before",
    )

    def __init__(self, page: Page, scores: Sequence[float], setting: Setting) -> None:
        """Look over the page.

        Args:
            page: The page.
            scores: Each block's score of the first pass, as log odds.
            setting: What the first pass knew.
        """
        self._page = page
        self._scores = scores
        self._setting = setting
        self._chances = [1.0 / (1.0 + exp(-score)) if score > -30.0 else 0.0 for score in scores]
        blocks = page.blocks
        self._expected = [chance * block.words for chance, block in zip(self._chances, blocks, strict=True)]
        self._sums = self._roll_up()
        self._body = self._find_body()
        self._body_purity = self._sums[self._body.index] / (self._body.words or 1.0)
        self._total = self._sums[0] or 1.0
        self._distances = self._measure_distances()
        self._parents: dict[int, tuple[float, float, list[float]]] = {}
        self._words_before = list(accumulate((block.words for block in blocks), initial=0.0))
        self._claimed = claimed_overlap(page)
        self._agreement = self._measure_agreement()
        types = page.claims.types | page.claims.part_types
        self._news = 0.0 if _NEWS.isdisjoint(types) else 1.0
        self._twins, self._signatures = self._group_twins()
        self._prose = [
            block.index
            for block, chance in zip(blocks, self._chances, strict=True)
            if chance > _PROSE_SCORE and block.words >= _PROSE_WORDS
        ]
        self._prose_words = min(_MANY_WORDS, sum(blocks[index].words for index in self._prose))
        self._before = _carry(scores, blocks, range(len(blocks)))
        self._after = _carry(scores, blocks, range(len(blocks) - 1, -1, -1))

    def measure(self, index: int) -> list[float]:
        """Measure one block: one value for each feature of `CONTEXT`, in that order."""
        scores, blocks = self._scores, self._page.blocks
        block = blocks[index]
        container = block.container
        text = block.text
        within = container.within
        headline = self._setting.headline
        twins = self._twins[self._signatures[container.index]]
        last_prose, next_prose = self._distance_to_prose(index)
        shares = self._parents.get((container.parent or container).index)
        if shares is None:
            shares = self._measure_parent(container.parent or container)
        return [
            scores[index],
            scores[index - 1] if index else _FAR_AGAINST,
            scores[index + 1] if index + 1 < len(scores) else _FAR_AGAINST,
            self._before[index],
            self._after[index] if within & Within.HEADING else _NO_HEADING,
            self._distances[container.index],
            self._body_purity,
            shares[0],
            shares[1],
            twins[0] / (twins[1] or 1.0),
            min(_MANY_BLOCKS, twins[2]),
            twins[0] / self._total,
            min(_FAR, last_prose),
            min(_FAR, next_prose),
            self._prose_words,
            max(-_FAR, min(_FAR, index - headline)) if headline >= 0 else 0.0,
            self._words_before[index] / self._setting.words,
            len(text),
            block.link_density,
            _TAG_PLACE.get(block.tag, 0),
            _ENDING.get(text[-1], _OTHER_ENDING),
            self._setting.repeats[text],
            container.list_depth,
            min(_MANY_WORDS, container.words),
            container.link_words / (container.words or 1.0),
            min(_MANY_BLOCKS, container.end - container.first),
            *shares[2],
            text.count(",") + text.count("，") + text.count("、") + text.count("،"),
            text.count(".") + text.count("。") + text.count("।") + text.count("۔"),
            len(block.cues),
            1.0 if within & Within.PRE else 0.0,
            1.0 if within & Within.HEADING else 0.0,
            1.0 if within & Within.ARTICLE else 0.0,
            1.0 if within & Within.TABLE else 0.0,
            1.0 if within & Within.QUOTE else 0.0,
            self._news,
            self._claimed[index] if self._claimed else _NO_CLAIM,
            self._agreement,
        ]

    def _measure_agreement(self) -> float:
        """Share of the page's prose that stands in the body which its structured data claims; -1 without a claim."""
        if self._claimed is None:
            return _NO_CLAIM
        agreed = sum(share * expected for share, expected in zip(self._claimed, self._expected, strict=True))
        return agreed / self._total

    def _measure_parent(self, parent: Container) -> tuple[float, float, list[float]]:
        """What the blocks of one parent share: its share of the page's prose, its purity, the sizes around it."""
        grandparent = parent.parent or parent
        expected = self._sums[parent.index]
        sizes: list[float] = []
        for each in (parent, grandparent, grandparent.parent or grandparent):
            sizes += (
                min(_MANY_WORDS, each.words),
                each.link_words / (each.words or 1.0),
                min(_MANY_BLOCKS, each.end - each.first),
            )
        shares = expected / self._total, expected / (parent.words or 1.0), sizes
        self._parents[parent.index] = shares
        return shares

    def words_before(self, index: int) -> float:
        """Words in all blocks before a block."""
        return self._words_before[index]

    @property
    def setting(self) -> Setting:
        """What the first pass knew."""
        return self._setting

    @property
    def expected_words(self) -> float:
        """Words the page's prose has, each block's counted by its chance."""
        return self._sums[0]

    def expected(self, index: int) -> float:
        """Words of a block times the chance that it is prose."""
        return self._expected[index]

    @property
    def body(self) -> Container:
        """The deepest container that holds most of what looks like prose."""
        return self._body

    def _roll_up(self) -> list[float]:
        sums = [0.0] * len(self._page.containers)
        for block, expected in zip(self._page.blocks, self._expected, strict=True):
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

    def _group_twins(self) -> tuple[dict[object, list[float]], dict[int, object]]:
        """Sum up the blocks of each template: same tag and class, in a parent of the same tag and class."""
        groups: dict[object, list[float]] = {}
        signatures: dict[int, object] = {}
        for block, expected in zip(self._page.blocks, self._expected, strict=True):
            container = block.container
            signature = signatures.get(container.index)
            if signature is None:
                parent = container.parent or container
                signature = signatures[container.index] = (
                    container.tag,
                    container.attributes.get("class"),
                    parent.tag,
                    parent.attributes.get("class"),
                )
            group = groups.get(signature)
            if group is None:
                groups[signature] = [expected, block.words, 1.0]
            else:
                group[0] += expected
                group[1] += block.words
                group[2] += 1.0
        return groups, signatures

    def _measure_distances(self) -> list[float]:
        """For each container the levels between it and the body's; 99 outside of it."""
        containers = self._page.containers
        body = self._body.index
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
        at = bisect_left(prose, index)
        before = index - prose[at - 1] if at else _NONE_NEAR
        if at < len(prose) and prose[at] == index:
            at += 1
        return before, prose[at] - index if at < len(prose) else _NONE_NEAR


def _carry(scores: Sequence[float], blocks: Sequence[Block], order: Sequence[int]) -> list[float]:
    """For each block the score of the nearest long one on one side."""
    carried = [_FAR_AGAINST] * len(blocks)
    last = _FAR_AGAINST
    for index in order:
        carried[index] = last
        if blocks[index].words >= _LONG:
            last = scores[index]
    return carried
