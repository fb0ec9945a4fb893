"""The features of the second pass: what every block's first score says about the others.

The *expected* words of a block are its words times the chance that it is prose, by its first score.
"""

from __future__ import annotations

from array import array
from typing import Final

from cleanarticle.page.model import Page, Within
from cleanarticle.score.c_functions import exp
from cleanarticle.score.claimed_body import claimed_overlap
from cleanarticle.score.feature_table import FeatureTable
from cleanarticle.score.features import CLOSED, CONTEXT, LONG, ending_of, tag_place
from cleanarticle.score.first_pass import PageStats
from cleanarticle.score.first_scores import FirstScores
from cleanarticle.score.levels import levels_from
from cleanarticle.score.opinions.features import measure_opening, measure_opinions

__all__ = ["ContextFeatures"]

# Measured: at 49.5, 6 of 75 change (paragraphs, figures 1; word F1 −0.09); at 198, none of 75 pages changes.
_NONE_NEAR: Final = 99.0
# Measured: at -6.5 and at -5.5, none of 75 pages changes.
_FAR_AGAINST: Final = -6.0
# Measured: at 6, 5 of 127 change (paragraphs, figures 1); at 24, 4 of 130 change (paragraphs 3; word F1 +0.04).
_PROSE_WORDS: Final = 12.0
# Measured: at 0.7, 13 of 100 change (word F1 +0.16); at 1, 22 of 87 change (word F1 −0.06, days right −1).
_PROSE_SCORE: Final = 0.85
_RECALL: Final = 0.25
"""What recall weighs against precision where the body's container is chosen: F0.5. With F1 a column beside the body is
taken in more often: word F1 of wcxb over sites is 0.8977 with it and 0.8997 without."""
_AS_WELL: Final = 0.98
"""Containers that agree this much by the best agree as well as it: a row with the body and a short column is no better
than the body's cell."""
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


class ContextFeatures:
    """A page after the first pass.

    Attributes:
        table: The features of `CONTEXT`, one row a block; 0 for the blocks that the first pass closed.
        expected: For each block its expected words.
        expected_words: Expected words of the whole page.
        body: The deepest of the containers whose unlinked words agree best with the expected words.
    """

    __slots__ = (
        "_agreement",
        "_first",
        "_page",
        "_scores",
        "_stats",
        "_sums",
        "body",
        "expected",
        "expected_words",
        "table",
    )

    def __init__(self, page: Page, first: FirstScores, stats: PageStats) -> None:
        """Measure the blocks.

        Args:
            page: The page.
            first: Each block's score of the first pass, and what of it comes from words.
            stats: What the first pass knew.
        """
        self._page = page
        self._first = first
        self._scores = first.scores
        self._stats = stats
        self.expected = [0.0] * len(page.blocks)
        self._sums = [0.0] * len(page.containers)
        self.table = FeatureTable(CONTEXT, len(page.blocks))
        self._expect()
        self.expected_words = self._sums[0]
        self._find_body()
        self._measure_blocks()
        self._measure_neighbours()
        self._measure_containers()
        self._measure_templates()
        self._measure_claim()
        self._measure_words()
        headline = measure_opinions(self.table, page, stats.headline, self._scores)
        measure_opening(self.table, page, headline, self._scores)

    def measure(self, index: int) -> dict[str, float]:
        """The features of one block, by name."""
        return self.table.row(index)

    def _expect(self) -> None:
        """Expected words of each block and container."""
        for index, block in enumerate(self._page.blocks):
            score = self._scores[index]
            chance = 1.0 / (1.0 + exp(-score)) if score > -30.0 else 0.0
            self.expected[index] = chance * block.words
            self._sums[block.container.index] += self.expected[index]
        for container in reversed(self._page.containers):
            if container.parent is not None:
                self._sums[container.parent.index] += self._sums[container.index]

    def _find_body(self) -> None:
        """Find the container that holds most of the prose and little else.

        Which share of the prose it must hold is not asked: the deepest with 60 % lacked a tenth or more of the body on
        7 % of wcxb's articles and on 23 % of other pages.
        """
        total = self.expected_words
        containers = self._page.containers
        agreements = array("d", bytes(8 * len(containers)))
        most = 0.0
        for index, container in enumerate(containers):
            both = _RECALL * total + container.words - container.link_words
            agreements[index] = (1.0 + _RECALL) * self._sums[index] / both if both > 0.0 else 0.0
            most = max(most, agreements[index])
        for index in range(len(containers) - 1, -1, -1):
            if agreements[index] >= _AS_WELL * most:
                self.body, self._agreement = containers[index], agreements[index]
                break

    def _measure_blocks(self) -> None:
        """Measure what the block itself says."""
        table, stats, scores = self.table, self._stats, self._scores
        own, headline, progress = table.column("own"), table.column("headline"), table.column("progress")
        characters, links, tag = table.column("characters"), table.column("links"), table.column("tag")
        ending, repeats, cues = table.column("ending"), table.column("repeats"), table.column("cues")
        commas, stops, news = table.column("commas"), table.column("stops"), table.column("news")
        types = self._page.claims.types | self._page.claims.part_types
        is_news = 0.0 if _NEWS.isdisjoint(types) else 1.0
        first, page_words, before, texts = stats.headline, stats.words, stats.before, stats.repeats
        for index, block in enumerate(self._page.blocks):
            if scores[index] <= CLOSED:
                continue
            text = block.text
            own[index] = scores[index]
            headline[index] = max(-_FAR, min(_FAR, index - first)) if first >= 0 else 0.0
            progress[index] = before[index] / page_words
            characters[index] = len(text)
            links[index] = block.link_density
            tag[index] = tag_place(block.tag)
            ending[index] = ending_of(text)
            repeats[index] = texts[text]
            commas[index] = text.count(",")
            stops[index] = text.count(".")
            if not text.isascii():
                commas[index] += text.count("，") + text.count("、") + text.count("،")
                stops[index] += text.count("。") + text.count("।") + text.count("۔")
            cues[index] = len(block.cues)
            news[index] = is_news

    def _measure_neighbours(self) -> None:
        """Measure what the blocks before and after say."""
        table, scores, blocks = self.table, self._scores, self._page.blocks
        size = len(blocks)
        before, after, page_prose = table.column("before"), table.column("after"), table.column("page_prose")
        long_before, heading_after = table.column("long_before"), table.column("heading_after")
        last_prose, next_prose = table.column("last_prose"), table.column("next_prose")
        prose = [block.words >= _PROSE_WORDS and _is_prose(scores[index]) for index, block in enumerate(blocks)]
        prose_words = 0.0
        for index, block in enumerate(blocks):
            if prose[index]:
                prose_words += block.words
        prose_words = min(_MANY_WORDS, prose_words)
        nearest, since = _FAR_AGAINST, _NONE_NEAR
        for index, block in enumerate(blocks):
            before[index] = scores[index - 1] if index else _FAR_AGAINST
            long_before[index] = nearest
            last_prose[index] = min(_FAR, since)
            page_prose[index] = prose_words
            if block.words >= LONG:
                nearest = scores[index]
            since = 1.0 if prose[index] else since if since == _NONE_NEAR else since + 1.0
        nearest, since = _FAR_AGAINST, _NONE_NEAR
        for index in range(size - 1, -1, -1):
            block = blocks[index]
            after[index] = scores[index + 1] if index + 1 < size else _FAR_AGAINST
            heading_after[index] = nearest if block.container.within & Within.HEADING else _NO_HEADING
            next_prose[index] = min(_FAR, since)
            if block.words >= LONG:
                nearest = scores[index]
            since = 1.0 if prose[index] else since if since == _NONE_NEAR else since + 1.0

    def _measure_containers(self) -> None:
        """Measure the containers around each block, and how far it is from the body's."""
        table, sums = self.table, self._sums
        total = sums[0] or 1.0
        up, down = table.column("body_up"), table.column("body_down")
        purity, share, agrees = table.column("body_purity"), table.column("body_share"), table.column("body_agrees")
        parent_share, parent_purity = table.column("parent_share"), table.column("parent_purity")
        lists, in_pre, in_heading = table.column("lists"), table.column("in_pre"), table.column("in_heading")
        in_article, in_table, in_quote = table.column("in_article"), table.column("in_table"), table.column("in_quote")
        sizes = self._sizes()
        own_words, own_links = table.column("own_words"), table.column("own_links")
        own_blocks = table.column("own_blocks")
        parent_words, parent_links = table.column("parent_words"), table.column("parent_links")
        parent_blocks = table.column("parent_blocks")
        grandparent_words, grandparent_links = table.column("grandparent_words"), table.column("grandparent_links")
        grandparent_blocks = table.column("grandparent_blocks")
        outer_words, outer_links = table.column("outer_words"), table.column("outer_links")
        outer_blocks = table.column("outer_blocks")
        ups, downs = levels_from(self._page, self.body)
        body_purity = sums[self.body.index] / (self.body.words or 1.0)
        body_share = sums[self.body.index] / total
        words, links, numbers = sizes.column("words"), sizes.column("links"), sizes.column("blocks")
        for index, block in enumerate(self._page.blocks):
            if self._scores[index] <= CLOSED:
                continue
            container = block.container
            parent = container.parent or container
            grandparent = parent.parent or parent
            outer = grandparent.parent or grandparent
            at, within = container.index, container.within
            up[index], down[index] = ups[at], downs[at]
            purity[index], share[index], agrees[index] = body_purity, body_share, self._agreement
            parent_share[index] = sums[parent.index] / total
            parent_purity[index] = sums[parent.index] / (parent.words or 1.0)
            lists[index] = container.list_depth
            in_pre[index] = 1.0 if within & Within.PRE else 0.0
            in_heading[index] = 1.0 if within & Within.HEADING else 0.0
            in_article[index] = 1.0 if within & Within.ARTICLE else 0.0
            in_table[index] = 1.0 if within & Within.TABLE else 0.0
            in_quote[index] = 1.0 if within & Within.QUOTE else 0.0
            own_words[index], own_links[index], own_blocks[index] = words[at], links[at], numbers[at]
            at = parent.index
            parent_words[index], parent_links[index], parent_blocks[index] = words[at], links[at], numbers[at]
            at = grandparent.index
            grandparent_words[index] = words[at]
            grandparent_links[index] = links[at]
            grandparent_blocks[index] = numbers[at]
            at = outer.index
            outer_words[index], outer_links[index], outer_blocks[index] = words[at], links[at], numbers[at]

    def _sizes(self) -> FeatureTable:
        """Words, link density and blocks of each container."""
        table = FeatureTable(("words", "links", "blocks"), len(self._page.containers))
        words, links, blocks = table.column("words"), table.column("links"), table.column("blocks")
        for index, container in enumerate(self._page.containers):
            words[index] = min(_MANY_WORDS, container.words)
            links[index] = container.link_words / (container.words or 1.0)
            blocks[index] = min(_MANY_BLOCKS, container.end - container.first)
        return table

    def _measure_templates(self) -> None:
        """Measure the blocks of the same template: those with the same element and class, and so their parents."""
        table, blocks = self.table, self._page.blocks
        mean, number, share = table.column("twins_mean"), table.column("twins_number"), table.column("twins_share")
        total = self._sums[0] or 1.0
        numbers: dict[tuple[str, str | None, str, str | None], int] = {}
        template_of = array("q", [-1]) * len(self._page.containers)
        sums = FeatureTable(("expected", "words", "blocks"), len(self._page.containers))
        expected, words, count = sums.column("expected"), sums.column("words"), sums.column("blocks")
        for index, block in enumerate(blocks):
            container = block.container
            template = template_of[container.index]
            if template < 0:
                parent = container.parent or container
                key = (
                    container.tag,
                    container.attributes.get("class"),
                    parent.tag,
                    parent.attributes.get("class"),
                )
                template = template_of[container.index] = numbers.setdefault(key, len(numbers))
            expected[template] += self.expected[index]
            words[template] += block.words
            count[template] += 1.0
        for index, block in enumerate(blocks):
            template = template_of[block.container.index]
            mean[index] = expected[template] / (words[template] or 1.0)
            number[index] = min(_MANY_BLOCKS, count[template])
            share[index] = expected[template] / total

    def _measure_claim(self) -> None:
        """Measure how much of each block, and of the page's prose, stands in the body that structured data claims."""
        claimed, agrees = self.table.column("claimed"), self.table.column("claim_agrees")
        overlap = claimed_overlap(self._page)
        agreed = 0.0
        if overlap is not None:
            for index, share in enumerate(overlap):
                agreed += share * self.expected[index]
        agreement = agreed / (self._sums[0] or 1.0) if overlap is not None else _NO_CLAIM
        for index in range(len(self._page.blocks)):
            claimed[index] = overlap[index] if overlap is not None else _NO_CLAIM
            agrees[index] = agreement

    def _measure_words(self) -> None:
        """Measure what of the first score comes from words."""
        first, table = self._first, self.table
        alone, by_class, by_text = table.column("alone"), table.column("class_words"), table.column("text_words")
        class_points, text_points, scores = first.class_points, first.text_points, self._scores
        for index in range(len(scores)):
            by_class[index] = class_points[index]
            by_text[index] = text_points[index]
            alone[index] = scores[index] - class_points[index] - text_points[index]


def _is_prose(score: float) -> bool:
    return score > -30.0 and 1.0 / (1.0 + exp(-score)) > _PROSE_SCORE
