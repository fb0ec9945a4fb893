"""Page and rules to Ledger: what every block scores, and what every rule says of it.

A first pass scores each block alone. Blocks far below the line are closed: nothing but a reason is still asked for
them. The open ones are scored again in their surroundings; those above the page's line, or not far below it, meet the
rules whose triggers fit.
"""

from __future__ import annotations

import warnings
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Final, Protocol, runtime_checkable

from cleanarticle.errors import RuleWarning
from cleanarticle.page.model import Block, Container, Page, Within
from cleanarticle.rules.api import Condition, Mark, Rule, RuleIndex
from cleanarticle.score.features import Setting, Surroundings, alone, meaning, place, setting_of
from cleanarticle.score.scorecard import Scorecard
from cleanarticle.score.threshold import lowering_of

__all__ = ["CLOSED", "Ledger", "Site", "first_scores", "judge", "marks_of"]

CLOSED: Final = -5.0
"""First score at and below which a block is closed."""

_MOST_BELOW: Final = 1.4
_NOWHERE: Final = -99.0
_MOST_OF_PROSE: Final = 1 / 3
_LEAST_PROSE_WORDS: Final = 40.0

_Call = tuple[Rule, Condition]


@runtime_checkable
class Site(Protocol):
    """What is known of the site a page comes from."""

    def marks(self, page: Page) -> dict[int, Mark]:
        """The marks of blocks it has something to say about, by index of the block."""
        ...


class Veto(Protocol):
    """A filter that hides a container, with all it holds."""

    @property
    def container(self) -> Container:
        """What it hides."""
        ...

    @property
    def filter(self) -> Hashable:
        """The filter. No two vetoes of one filter hide the same block."""
        ...

    @property
    def reason(self) -> str:
        """What it says in the ledger."""
        ...


class Filters(Protocol):
    """Filters of the user's own that hold on the page's host."""

    def hits(self, page: Page) -> Sequence[Veto]:
        """What they hide of a page."""
        ...


FILTER_LIST: Final = "filter-list"
"""The rule that speaks for all filters."""

_NO_MARKS: Final[list[Mark]] = []


@dataclass(slots=True)
class Ledger:
    """What was found about every block of a page.

    Attributes:
        page: The page.
        scores: Score of each block after the last pass it took part in, as log odds.
        first_scores: Score of each block in the first pass.
        open: Blocks that both passes left open; no other can be kept.
        marks: Marks of the rules, by index of the block.
        surroundings: The state between the passes, from which shares of the score can be shown.
        scorecard: The points used.
        line: The score a block of this page needs to be kept.
    """

    page: Page
    scores: list[float]
    first_scores: list[float]
    open: set[int]
    marks: dict[int, list[Mark]]
    surroundings: Surroundings
    scorecard: Scorecard
    line: float

    def total(self, index: int) -> float:
        """A block's score with the points of its marks."""
        points = self.scores[index]
        for mark in self.marks.get(index, ()):
            if mark.kind == "score" and not mark.overruled:
                points += mark.points
        return points

    def veto(self, index: int) -> Mark | None:
        """The first drop mark that counts."""
        return next((mark for mark in self.marks.get(index, ()) if _counts_as_veto(mark)), None)

    def shares(self, index: int) -> dict[str, float]:
        """What each feature added to a block's score, largest first by size."""
        block = self.page.blocks[index]
        card = self.scorecard
        if self.first_scores[index] > CLOSED:
            shares = card.context.shares(self.surroundings.measure(index))
        else:
            before = self.surroundings.words_before(index)
            shares = card.alone.shares(alone(block, before, self.surroundings.setting))
            shares.update(card.place.shares(place(block.container.parent or block.container)))
            shares.update(card.within.shares(meaning(block.container.within)))
        return dict(sorted(shares.items(), key=lambda item: -abs(item[1])))


def judge(
    page: Page,
    index: RuleIndex,
    scorecard: Scorecard,
    *,
    threshold: float = 0.0,
    usual: float = 0.0,
    thorough: bool = False,
    site: Site | None = None,
    filters: Filters | None = None,
) -> Ledger:
    """Score every block and ask the rules.

    Args:
        page: The page.
        index: The rules, filed by trigger.
        scorecard: Points for the features.
        threshold: The score a block needs on a page that is judged with ease. Blocks too far below the page's line
            for any rule to lift them are not asked about.
        usual: The threshold by default, from which the line is lowered on a page that is hard to judge.
        thorough: Ask the rules about those blocks too. It adds reasons to the ledger and changes no verdict.
        site: What is known of the page's site. Its points for a block count before blocks are closed.
        filters: Filters of the user's own. They speak as one rule, `filter-list`.

    Returns:
        The ledger.
    """
    setting = setting_of(page)
    first = first_scores(page, scorecard, setting)
    surroundings = Surroundings(page, first, setting)
    points, measure = scorecard.context.points, surroundings.measure
    scores = [points(measure(at)) if score > CLOSED else score for at, score in enumerate(first)]
    by_site = site.marks(page) if site is not None else {}
    hidden = filters.hits(page) if filters is not None else ()
    session = _Session(page, scores, _Bench(index), by_site, hidden, surroundings)
    lowering = lowering_of(page.blocks, scores, usual)
    session.ask(min(threshold, usual) + lowering)
    # What is vetoed is no body: without it the line may have to be lower, and then further blocks are asked about.
    lowered = min(lowering, lowering_of(page.blocks, session.without_vetoed(usual + lowering), usual))
    if lowered < lowering:
        session.ask(min(threshold, usual) + lowered)
    if thorough:
        session.ask_the_rest()
    return Ledger(page, scores, first, session.open, session.marks, surroundings, scorecard, threshold + lowered)


def marks_of(page: Page, index: RuleIndex) -> dict[int, list[Mark]]:
    """Ask the rules about every block of a page, whatever it scores. What a rule raises is raised.

    Returns:
        The marks by index of the block, in the order of the page; blocks without a mark are left out.
    """
    bench = _Bench(index, strict=True)
    return {block.index: found for block in page.blocks if (found := bench.ask(block, page))}


def first_scores(page: Page, scorecard: Scorecard, setting: Setting) -> list[float]:
    """Score every block alone. What blocks share by their place is looked up once."""
    by_parent: dict[int, float] = {}
    by_within: dict[int, float] = {}
    scores: list[float] = []
    words_before = 0.0
    card, place_card, within_card = scorecard.alone, scorecard.place, scorecard.within
    for block in page.blocks:
        container = block.container
        parent = container.parent or container
        place_points = by_parent.get(parent.index)
        if place_points is None:
            place_points = by_parent[parent.index] = place_card.points(place(parent))
        within_points = by_within.get(container.within)
        if within_points is None:
            within_points = by_within[container.within] = within_card.points(meaning(container.within))
        points = card.points(alone(block, words_before, setting))
        scores.append(card.base + place_points + within_points + points)
        words_before += block.words
    return scores


class _Reach:
    """The triggering names that reach a container from its path, and the rules they call.

    Containers without a triggering name of their own share the reach of their parent.
    """

    __slots__ = ("calls", "sources")

    def __init__(self, sources: dict[str, Container], index: RuleIndex) -> None:
        self.sources = sources
        calls = [call for name in sources for call in index.by_name.get(name, ())] if sources else []
        self.calls: list[_Call] = list(dict.fromkeys(calls))


class _Bench:
    """The rules in session over one page. If it is strict, an exception in a rule is the caller's."""

    __slots__ = ("_index", "_reaches", "_strict", "sources")

    def __init__(self, index: RuleIndex, *, strict: bool = False) -> None:
        self._index = index
        self._strict = strict
        self._reaches: dict[int, _Reach] = {-1: _Reach({}, index)}
        self.sources: dict[tuple[int, str], Container] = {}

    def ask(self, block: Block, page: Page) -> list[Mark]:
        """The marks of all rules whose trigger fits the block."""
        index = self._index
        container = block.container
        reach = self._reaches.get(container.index) or self._reach(container)
        calls = reach.calls
        by_tag = index.by_tag.get(block.tag)
        if by_tag:
            calls = calls + by_tag
        if block.cues:
            calls = calls + [call for cue in block.cues for call in index.by_cue.get(cue, ())]
        found: dict[str, Mark] = {}
        for rule, condition in calls:
            if block.words > condition.most_words or rule.name in found:
                continue
            if condition.tags and block.tag not in condition.tags:
                continue
            if condition.cues and not self._fits(condition, block, reach):
                continue
            try:
                mark = rule.judge(block, page, **rule.settings)
                if mark is None:
                    continue
                found[rule.name] = _signed(mark, rule)
            except Exception as error:
                if self._strict:
                    raise
                found[rule.name] = _failure(rule, error)
            else:
                if condition.names and not condition.cues:
                    self.sources[block.index, rule.name] = _innermost(condition.names, reach.sources)
        return [found[name] for name in sorted(found)] if found else _NO_MARKS

    @staticmethod
    def _fits(condition: Condition, block: Block, reach: _Reach) -> bool:
        """Whether cues and names both fit: a rule filed by name may need a cue too, and the other way round."""
        if condition.cues.isdisjoint(block.cues):
            return False
        return not condition.names or not condition.names.isdisjoint(reach.sources)

    def _reach(self, container: Container) -> _Reach:
        """The reach of a container; that of its path is worked out on the way."""
        unknown: list[Container] = []
        at: Container | None = container
        while at is not None and at.index not in self._reaches:
            unknown.append(at)
            at = at.parent
        reach = self._reaches[at.index if at is not None else -1]
        for at in reversed(unknown):
            own = self._own_names(at)
            if own:
                reach = _Reach({**reach.sources, **dict.fromkeys(own, at)}, self._index)
            self._reaches[at.index] = reach
        return reach

    def _own_names(self, container: Container) -> list[str]:
        known = self._index.names
        own = [name for name in container.names if name in known]
        element = f"<{container.tag}>"
        if element in known:
            own.append(element)
        if "<hidden>" in known and _hides(container):
            own.append("<hidden>")
        role = container.attributes.get("role")
        if role and f"<{role}>" in known:
            own.append(f"<{role}>")
        return own


def _signed(mark: Mark, rule: Rule) -> Mark:
    """The mark with the rule's name."""
    if not isinstance(mark, Mark) or mark.kind not in ("drop", "score") or not isfinite(mark.points):
        raise TypeError(f"a rule gives drop(reason), score(points, reason) or None, not {mark!r}")
    return Mark(mark.kind, mark.reason, mark.points, rule.name)


def _failure(rule: Rule, error: Exception) -> Mark:
    """Warn of an exception in a rule, and make it a mark that doesn't count: it must not cost the article."""
    place, kind = rule.place_of(error), type(error).__name__
    # Without the exception's message, which may hold text of the page: Python remembers what it has warned of.
    warnings.warn(f"rule {rule.name!r} raised {kind} at {place}", RuleWarning, stacklevel=2)
    return Mark("score", f"the rule raised {kind} at {place}: {error}", 0.0, rule.name, "the rule failed")


def _hides(container: Container) -> bool:
    """Whether the container itself, not one around it, puts its text out of sight."""
    parent = container.parent
    return bool(container.within & Within.HIDDEN and not (parent and parent.within & Within.HIDDEN))


def _innermost(names: frozenset[str], sources: dict[str, Container]) -> Container:
    return max((sources[name] for name in names if name in sources), key=lambda each: each.index)


class _Session:
    """Asking the rules about the blocks of one page, from the highest scores down.

    Attributes:
        marks: Marks of the blocks asked about, by index of the block.
        open: Blocks asked about that a rule could lift over the line.
    """

    __slots__ = ("_bench", "_by_site", "_hidden", "_overruled", "_page", "_scores", "_surroundings", "marks", "open")

    def __init__(
        self,
        page: Page,
        scores: list[float],
        bench: _Bench,
        by_site: dict[int, Mark],
        hidden: Sequence[Veto],
        surroundings: Surroundings,
    ) -> None:
        self._page = page
        self._scores = scores
        self._bench = bench
        self._by_site = by_site
        self._surroundings = surroundings
        self._hidden = _Hidden(hidden)
        self.marks: dict[int, list[Mark]] = {}
        self.open: set[int] = set()

    def ask(self, line: float) -> None:
        """Ask about all blocks that rules could lift over a line, and overrule drops that take too much of them."""
        floor = line - _MOST_BELOW
        for block in self._page.blocks:
            at = block.index
            mark = self._by_site.get(at)
            score = self._scores[at]
            if at not in self.open and (score > floor or (mark is not None and score + mark.points > floor)):
                self.open.add(at)
                self._ask(block)
        self._overrule()

    def ask_the_rest(self) -> None:
        """Ask about all other blocks: for a reason, not for a verdict."""
        for block in self._page.blocks:
            if block.index not in self.open:
                self._ask(block)
        self._overrule()

    def without_vetoed(self, line: float) -> list[float]:
        """The scores, with that of blocks near or above the line that are vetoed as if they stood nowhere."""
        floor = line - _MOST_BELOW
        return [
            _NOWHERE if score > floor and any(_counts_as_veto(mark) for mark in self.marks.get(at, ())) else score
            for at, score in enumerate(self._scores)
        ]

    def _ask(self, block: Block) -> None:
        found = self._bench.ask(block, self._page)
        mark = self._by_site.get(block.index)
        if mark is not None:
            found = [*found, mark]
            if mark.kind == "drop":
                # As if the whole page bore the name: all that the site repeats is overruled together.
                self._bench.sources[block.index, mark.rule] = self._page.containers[0]
        hidden = self._hidden.marks(block.index)
        if hidden:
            found = [*found, *hidden]
        if found:
            self.marks[block.index] = found

    def _overrule(self) -> None:
        """Overrule drops by a name alone that would take more than a third of the prose.

        Elements of the same name and class count together: each paragraph may carry the name.
        """
        surroundings, marks = self._surroundings, self.marks
        total = surroundings.expected_words
        if total < _LEAST_PROSE_WORDS:
            return
        sources = self._bench.sources
        taken: dict[tuple[str, str, str | None], float] = {}
        for (block, name), source in sources.items():
            if block in self.open:
                key = (name, source.tag, source.attributes.get("class"))
                taken[key] = taken.get(key, 0.0) + surroundings.expected(block)
        for (block, name), source in sources.items():
            share = taken.get((name, source.tag, source.attributes.get("class")), 0.0) / total
            if share > _MOST_OF_PROSE:
                cause = f"a name, that of <{source.tag}>" if source.parent else "what other pages say"
                reason = f"it would drop {share:.0%} of the page's prose for {cause}"
                marks[block] = [
                    replace(mark, overruled=reason) if mark.rule == name and mark.kind == "drop" else mark
                    for mark in marks[block]
                ]
        for block in self._hidden.overrule(self.open, surroundings) & self.marks.keys():
            others = [mark for mark in marks[block] if mark.rule != FILTER_LIST]
            marks[block] = [*others, *self._hidden.marks(block)]


class _Hidden:
    """What the user's filters hide of one page."""

    __slots__ = ("_by_block", "_by_filter", "_overruled")

    def __init__(self, vetoes: Sequence[Veto]) -> None:
        self._by_block: dict[int, list[Veto]] = {}
        self._by_filter: dict[Hashable, list[int]] = {}
        self._overruled: dict[Hashable, str] = {}
        for veto in vetoes:
            blocks = range(veto.container.first, veto.container.end)
            self._by_filter.setdefault(veto.filter, []).extend(blocks)
            for at in blocks:
                self._by_block.setdefault(at, []).append(veto)

    def marks(self, block: int) -> list[Mark]:
        """The marks of a block, one a filter."""
        return [
            Mark("drop", veto.reason, rule=FILTER_LIST, overruled=self._overruled.get(veto.filter, ""))
            for veto in self._by_block.get(block, ())
        ]

    def overrule(self, asked: set[int], surroundings: Surroundings) -> set[int]:
        """Overrule filters, those that take most first, until the rest take no more than a third of the prose.

        Each may take a little of the article, and all of them together most of it.

        Returns:
            The blocks of which other marks are to be noted.
        """
        total = surroundings.expected_words
        counting = {
            at: sum(veto.filter not in self._overruled for veto in vetoes)
            for at, vetoes in self._by_block.items()
            if at in asked
        }
        together = sum(surroundings.expected(at) for at, number in counting.items() if number)
        taken = {
            each: sum(surroundings.expected(at) for at in blocks if at in asked)
            for each, blocks in self._by_filter.items()
            if each not in self._overruled
        }
        changed: set[int] = set()
        for each in sorted(taken, key=lambda one: -taken[one]):
            if together <= _MOST_OF_PROSE * total:
                break
            self._overruled[each] = (
                f"it would drop {taken[each] / total:.0%} of the page's prose for a filter, "
                f"of {together / total:.0%} for all of them"
            )
            changed.update(self._by_filter[each])
            for at in self._by_filter[each]:
                if at in counting:
                    counting[at] -= 1
                    if not counting[at]:
                        together -= surroundings.expected(at)
        return changed


def _counts_as_veto(mark: Mark) -> bool:
    return mark.kind == "drop" and not mark.overruled
