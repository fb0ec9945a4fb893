"""Scores, rules and other sources to a ledger: which marks each block gets, and which of them count.

Only blocks whose score rules could lift over the threshold are asked about: rules look at names, wording and
neighbours, and that costs. A name is a hint: drops that rest on the name of a container alone, and the drops of a
source such as a filter list, are overruled where they would take more than a third of the page's prose.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from cleanarticle.body.ledger import Ledger
from cleanarticle.body.sources import THIRD, MarkSource, SourceMark
from cleanarticle.rules.api import Mark
from cleanarticle.rules.dispatch import RuleDispatcher, RuleIndex
from cleanarticle.score.scores import PageScores
from cleanarticle.score.threshold import threshold_shift

__all__ = ["Judge"]

# Measured: at 0.7, 2 of 75 change (word F1 −0.03); at 2.8, 1 of 75 change (word F1 −0.11).
_MOST_BELOW: Final = 1.4
# Measured: at -198 and at -49.5, none of 151 pages changes.
_NOWHERE: Final = -99.0
# Measured: at 20, 2 of 2,304 change (word F1 +1.5); at 80, 2 of 2,304 change (word F1 −1.0).
# Measured: at 20, 2 of 2,304 change (word F1 +1.5); at 80, 2 of 2,304 change (word F1 −1.0).
_LEAST_PROSE_WORDS: Final = 40.0

_Place = tuple[int, int]
"""Index of a block, and of one of its marks."""


@dataclass(slots=True)
class _Group:
    """Drops that stand or fall together.

    Attributes:
        blocks: The blocks that they speak of.
        places: Their marks.
    """

    blocks: set[int] = field(default_factory=set)
    places: list[_Place] = field(default_factory=list)


@dataclass(slots=True)
class _Limited:
    """All that rests on one name, or comes from one source, and may take a share of the prose together.

    Attributes:
        limit: The share.
        cause: What it is, for the ledger.
        groups: Its drops by group.
    """

    limit: float
    cause: str
    groups: dict[Hashable, _Group] = field(default_factory=dict)


class Judge:
    """Asks the rules about the blocks of one page, each block once, and gives a ledger for any threshold.

    Attributes:
        default_threshold: The score that a block needs by default on a page that is easy to judge.
    """

    __slots__ = (
        "_blocks",
        "_by_block",
        "_dispatcher",
        "_final",
        "_limited",
        "_marks",
        "_scores",
        "_shift",
        "_sources",
        "_with_reasons",
        "default_threshold",
    )

    def __init__(
        self,
        scores: PageScores,
        rules: RuleIndex,
        sources: Sequence[MarkSource] = (),
        default_threshold: float = 0.0,
        *,
        with_reasons: bool = False,
    ) -> None:
        """Ask about the blocks that matter at the default threshold, and find how far this page lowers it.

        Args:
            scores: The scores of the page.
            rules: The rules.
            sources: Other sources of marks.
            default_threshold: The score that a block needs by default on a page that is easy to judge.
            with_reasons: Ask the rules about all other blocks too. It adds reasons and changes no verdict.
        """
        self._scores = scores
        self._blocks = scores.page.blocks
        self._final = scores.final
        self.default_threshold = default_threshold
        self._with_reasons = with_reasons
        self._dispatcher = RuleDispatcher(rules, scores.page)
        self._sources = {source.name: source for source in sources}
        self._by_block: dict[int, list[tuple[str, SourceMark]]] = {}
        for source in sources:
            for each in source.marks(scores.page):
                self._by_block.setdefault(each.block, []).append((source.name, each))
        self._marks: dict[int, list[Mark]] = {}
        self._limited: dict[Hashable, _Limited] = {}
        self._shift = self._find_shift()

    def ledger(self, threshold: float) -> Ledger:
        """The ledger at a threshold, given for a page that is easy to judge: this page may lower it."""
        open_blocks = self._ask_above(min(threshold, self.default_threshold) + self._shift)
        if self._with_reasons:
            for index in range(len(self._blocks)):
                if index not in self._marks:
                    self._ask(index)
        marks = {index: list(marks) for index, marks in self._marks.items() if marks}
        for (index, place), reason in self._overruled(open_blocks):
            marks[index][place] = replace(marks[index][place], overruled=reason)
        for index in self._by_block:
            _overrule_by_keep(marks.get(index, []))
        return Ledger(self._scores, marks, open_blocks, threshold + self._shift)

    def _find_shift(self) -> float:
        blocks, scores = self._blocks, self._final
        shift = threshold_shift(blocks, scores, self.default_threshold)
        open_blocks = self._ask_above(self.default_threshold + shift)
        # What is vetoed is not body. Without it the threshold may have to be lower, and then further blocks are asked.
        floor = self.default_threshold + shift - _MOST_BELOW
        vetoed = self._vetoed(open_blocks)
        if not vetoed:
            return shift
        unvetoed = [_NOWHERE if score > floor and index in vetoed else score for index, score in enumerate(scores)]
        return min(shift, threshold_shift(blocks, unvetoed, self.default_threshold))

    def _vetoed(self, open_blocks: set[int]) -> set[int]:
        overruled = {place for place, _ in self._overruled(open_blocks)}
        return {
            index
            for index, marks in self._marks.items()
            for place, mark in enumerate(marks)
            if mark.kind == "drop" and not mark.overruled and (index, place) not in overruled
        }

    def _ask_above(self, threshold: float) -> set[int]:
        """Ask about all blocks that marks could lift over a threshold; they are the open blocks."""
        floor = threshold - _MOST_BELOW
        open_blocks = set()
        for index, score in enumerate(self._final):
            if score > floor or (index in self._by_block and self._lift(index, score) > floor):
                open_blocks.add(index)
                if index not in self._marks:
                    self._ask(index)
        return open_blocks

    def _lift(self, index: int, score: float) -> float:
        """A block's score with the points of the sources, which are known before any rule is asked."""
        for _, each in self._by_block[index]:
            if each.mark.kind == "keep":
                return float("inf")
            score += each.mark.points
        return score

    def _ask(self, index: int) -> None:
        marks = self._dispatcher.ask(self._blocks[index])
        for place, mark in enumerate(marks):
            container = self._dispatcher.named_by.get((index, mark.rule))
            if container is not None:
                # Elements of the same name and class count together: each paragraph may carry the name.
                key = (mark.rule, container.tag, container.attributes.get("class"))
                self._limit(key, THIRD, f"a name, that of <{container.tag}>", None, (index, place), mark)
        for name, each in self._by_block.get(index, ()):
            source = self._sources[name]
            if each.mark.kind == "drop" and source.limit < 1.0:
                self._limit(name, source.limit, name, each.group, (index, len(marks)), each.mark)
            marks = [*marks, each.mark]
        self._marks[index] = marks

    def _limit(self, key: Hashable, limit: float, cause: str, group_key: Hashable, place: _Place, mark: Mark) -> None:
        limited = self._limited.get(key)
        if limited is None:
            limited = self._limited[key] = _Limited(limit, cause)
        group = limited.groups.get(group_key)
        if group is None:
            group = limited.groups[group_key] = _Group()
        group.blocks.add(place[0])
        if mark.kind == "drop":
            group.places.append(place)

    def _overruled(self, open_blocks: set[int]) -> Iterator[tuple[_Place, str]]:
        """The drops that do not count because those like them would take too much of the prose, each with the reason.

        Only open blocks count. Groups that take most are overruled first, until the rest take no more than the limit.
        """
        total = self._scores.context.expected_words
        if total < _LEAST_PROSE_WORDS:
            return
        for limited in self._limited.values():
            groups = limited.groups
            taken = {key: self._expected(group.blocks & open_blocks) for key, group in groups.items()}
            # In how many groups each block stands: it is saved when the last of them is overruled.
            standing = Counter(block for group in groups.values() for block in group.blocks & open_blocks)
            together = self._expected(standing)
            for key in sorted(taken, key=lambda key: -taken[key]):
                if together / total <= limited.limit:
                    break
                reason = f"it would drop {taken[key] / total:.0%} of the page's prose for {limited.cause}"
                if len(groups) > 1:
                    reason += f", of {together / total:.0%} for all of its drops"
                yield from ((place, reason) for place in groups[key].places)
                blocks = groups[key].blocks & open_blocks
                standing.subtract(blocks)
                together -= self._expected(block for block in blocks if not standing[block])

    def _expected(self, blocks: Iterable[int]) -> float:
        expected = self._scores.context.expected
        return sum(expected[index] for index in sorted(blocks))


def _overrule_by_keep(marks: list[Mark]) -> None:
    keep = next((mark for mark in marks if mark.kind == "keep"), None)
    if keep is not None:
        marks[:] = [
            replace(mark, overruled=keep.reason) if mark.kind == "drop" and not mark.overruled else mark
            for mark in marks
        ]
