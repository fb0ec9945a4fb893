"""Scores, rules and other sources to a ledger: which marks each block gets, and which of them count.

Only blocks whose score rules could lift over the threshold are asked about: rules look at names, wording and
neighbours, and that costs.

Drops are overruled by what they leave. Those that have one cause stand if they take a small share of the page's prose,
if enough prose that nothing drops comes before them, or if they are a copy of prose. Else they take the body. A name or
a filter is a hint, so it may take less than a wording, and it is judged first: what it wrongly takes is prose.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Final

from cleanarticle.article import PageType
from cleanarticle.body.ledger import Ledger
from cleanarticle.body.sources import THIRD, MarkSource, SourceMark
from cleanarticle.page.model import Block, Container, Page
from cleanarticle.rules.api import Mark
from cleanarticle.rules.dispatch import RuleDispatcher, RuleIndex
from cleanarticle.rules.texts import has_digit
from cleanarticle.score.scores import PageScores
from cleanarticle.score.threshold import threshold_shift

__all__ = ["Judge"]

# Measured: at 0.7, 2 of 75 change (word F1 −0.03); at 2.8, 1 of 75 change (word F1 −0.11).
_MOST_BELOW: Final = 1.4
# Measured: at -198 and at -49.5, none of 151 pages changes.
_NOWHERE: Final = -99.0
# Measured: at 20, 2 of 2,304 change (word F1 +1.5); at 80, 2 of 2,304 change (word F1 −1.0).
_LEAST_PROSE_WORDS: Final = 40.0
# Measured: at 60, 2 of 1,546 change (word F1 +0.09); at 240, 2 of 1,546 change (word F1 −1.02).
_LEAST_BODY_WORDS: Final = 120.0
"""Prose that is a body: up to 110 words come before drops by name that take the body, and 140 or more before others."""
# Measured: at 20, 1 of 1,546 changes (word F1 −0.87); at 80, none of 1,546 pages changes.
_LEAST_BEFORE_WORDING: Final = 40.0
"""Prose that is a body before drops by a wording, which is surer than a name: short news have no more."""
# Measured: at 0.35 and at 0.65, none of 1,546 pages changes.
_HALF: Final = 0.5
"""Share of the prose that drops by a wording may take."""
# Measured: at 0.35, 1 of 1,546 changes (word F1 −0.64); at 0.65, none of 1,546 pages changes.
_COPIED: Final = 0.5
"""Share of the words of drops that makes them a copy."""
_MOST_OF_ALL: Final = 2 / 3
"""Share of the prose that the drops of all rules may take where nothing else is a body."""
_ABOUT_DISPLAY: Final = frozenset(("hidden", "hidden-by-class"))
"""The rules that say how a text is shown, and not what it is: pages fold their body, or show it part by part."""
_ABOUT_PAGE: Final = "consent-wall"
"""The rule that knows a page without a body."""

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

    def add(self, block: int, place: int) -> None:
        """Add a mark of a block."""
        self.blocks.add(block)
        self.places.append((block, place))

    def among(self, blocks: set[int]) -> _Group:
        """The same drops, of which only those of some blocks count."""
        return _Group(self.blocks & blocks, self.places)


@dataclass(slots=True)
class _Limited:
    """Drops that may take a share of the prose together: those of a rule with one cause, those of a source.

    Attributes:
        limit: The share.
        least_before: Words of prose before them that let them take more; 0 if nothing does.
        source: The source that gives them; empty for a rule.
        is_hint: Whether they rest on a name, or come from a source.
        groups: The drops by group.
    """

    limit: float
    least_before: float
    source: str
    is_hint: bool
    groups: defaultdict[Hashable, _Group] = field(default_factory=lambda: defaultdict(_Group))


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
        "_is_thread",
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
        page_type: PageType = "article",
        with_reasons: bool = False,
    ) -> None:
        """Ask about the blocks that matter at the default threshold, and find how far this page lowers it.

        Args:
            scores: The scores of the page.
            rules: The rules.
            sources: Other sources of marks.
            default_threshold: The score that a block needs by default on a page that is easy to judge.
            page_type: The type of the page: in a thread of a forum, a first post is not the body before the comments.
            with_reasons: Ask the rules about all other blocks too. It adds reasons and changes no verdict.
        """
        self._scores = scores
        self._blocks = scores.page.blocks
        self._final = scores.final
        self.default_threshold = default_threshold
        self._is_thread = page_type == "forum"
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
        for (index, place), reason in self._overruled(open_blocks).items():
            marks[index][place] = replace(marks[index][place], overruled=reason)
        for index in self._by_block:
            _overrule_by_keep(marks.get(index, []))
        shift = self._shift
        default = self.default_threshold + shift
        return Ledger(self._scores, marks, open_blocks, threshold + shift, default, self._is_thread)

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
        overruled = self._overruled(open_blocks)
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
            if mark.kind == "drop" and mark.rule != _ABOUT_PAGE:
                self._of_rule(index, mark).groups[None].add(index, place)
        for name, each in self._by_block.get(index, ()):
            source = self._sources[name]
            if each.mark.kind == "drop" and source.limit < 1.0:
                limited = self._limited.setdefault(name, _Limited(source.limit, 0.0, name, is_hint=True))
                limited.groups[each.group].add(index, len(marks))
            marks = [*marks, each.mark]
        self._marks[index] = marks

    def _of_rule(self, index: int, mark: Mark) -> _Limited:
        """The drops of a rule that have the same cause: the name that called it, or the reason that it gives."""
        container = self._dispatcher.named_by.get((index, mark.rule))
        key = (mark.rule, mark.reason if container is None else self._scores.page.once(_kind_of, container))
        limited = self._limited.get(key)
        if limited is None:
            is_ordered = not self._is_thread and mark.rule not in _ABOUT_DISPLAY
            if container is None:
                limited = _Limited(_HALF, _LEAST_BEFORE_WORDING * is_ordered, "", is_hint=False)
            else:
                limited = _Limited(THIRD, _LEAST_BODY_WORDS * is_ordered, "", is_hint=True)
            self._limited[key] = limited
        return limited

    def _overruled(self, open_blocks: set[int]) -> dict[_Place, str]:
        """The drops that do not count because they would take the body, each with the reason."""
        overruled: dict[_Place, str] = {}
        total = self._scores.context.expected_words
        if total < _LEAST_PROSE_WORDS:
            return overruled
        standing: list[_Group] = []
        prose = self._prose(open_blocks, overruled)
        for is_hint in (True, False):
            for limited in self._limited.values():
                if limited.is_hint == is_hint:
                    groups = [group.among(open_blocks) for group in limited.groups.values()]
                    if not limited.source and self._leaves_body(limited, groups[0], prose):
                        continue
                    # Cards may be all the prose of a page: so little before them is no body.
                    beyond = self._beyond(groups, max(limited.limit * total, 0.0 if is_hint else _LEAST_BODY_WORDS))
                    what = f" for {limited.source}" if limited.source else ", and no body comes before"
                    overruled.update((place, reason + what) for group, reason in beyond for place in group.places)
                    if not limited.source and not beyond:
                        standing += groups
            prose = self._prose(open_blocks, overruled)
        if prose.words < _LEAST_BODY_WORDS:
            beyond = self._beyond(standing, max(_MOST_OF_ALL * total, _LEAST_BODY_WORDS))
            what = ", and all rules together leave no body"
            overruled.update((place, reason + what) for group, reason in beyond for place in group.places)
        return overruled

    def _prose(self, open_blocks: set[int], overruled: dict[_Place, str]) -> _Prose:
        """The open blocks that nothing drops."""
        expected = self._scores.context.expected
        free = [
            index
            for index in sorted(open_blocks)
            if all(mark.kind != "drop" or (index, at) in overruled for at, mark in enumerate(self._marks[index]))
        ]
        return _Prose([self._blocks[index] for index in free], [expected[index] for index in free])

    def _leaves_body(self, limited: _Limited, group: _Group, prose: _Prose) -> bool:
        """True if enough prose comes before the drops of a rule, or if most of their text is in the prose as well."""
        if not group.blocks:
            return True
        if limited.least_before and prose.before(min(group.blocks)) >= limited.least_before:
            return True
        blocks = [self._blocks[index] for index in group.blocks]
        copied = sum(block.words for block in blocks if block.text in prose.texts)
        return copied > _COPIED * sum(block.words for block in blocks)

    def _beyond(self, groups: list[_Group], most: float) -> list[tuple[_Group, str]]:
        """The groups to overrule, largest first, until the rest take at most so many words; each with its share."""
        total = self._scores.context.expected_words
        # In how many groups each block stands: it is saved when the last of them is overruled.
        standing = Counter(index for group in groups for index in group.blocks)
        together = self._expected(standing)
        beyond = []
        for words, group in sorted([(self._expected(group.blocks), group) for group in groups], key=_least_words):
            if together <= most:
                break
            beyond.append((group, f"it would drop {words / total:.0%} of the page's prose"))
            standing.subtract(group.blocks)
            together -= self._expected(index for index in group.blocks if not standing[index])
        return beyond

    def _expected(self, blocks: Iterable[int]) -> float:
        expected = self._scores.context.expected
        return sum([expected[index] for index in sorted(blocks)])


class _Prose:
    """The blocks of a page that nothing drops.

    Attributes:
        texts: Their texts.
        words: Their expected words.
    """

    __slots__ = ("_indexes", "_sums", "texts", "words")

    def __init__(self, blocks: list[Block], expected: list[float]) -> None:
        self.texts = {block.text for block in blocks}
        self._indexes = [block.index for block in blocks]
        self._sums = [0.0, *accumulate(expected)]
        self.words = self._sums[-1]

    def before(self, index: int) -> float:
        """The expected words of those before a block."""
        return self._sums[bisect_left(self._indexes, index)]


def _kind_of(container: Container, _page: Page) -> Hashable:
    """The element and its class but numbers: each paragraph or comment may carry the name, and an id of its own."""
    words = (container.attributes.get("class") or "").split()
    return container.tag, tuple(word for word in words if not has_digit(word))


def _least_words(taken: tuple[float, _Group]) -> float:
    return -taken[0]


def _overrule_by_keep(marks: list[Mark]) -> None:
    keep = next((mark for mark in marks if mark.kind == "keep"), None)
    if keep is not None:
        marks[:] = [
            replace(mark, overruled=keep.reason) if mark.kind == "drop" and not mark.overruled else mark
            for mark in marks
        ]
