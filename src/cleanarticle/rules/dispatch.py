"""Ask the rules about a block: they are filed by trigger, so that a block meets only those that could mark it."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from math import isfinite

from cleanarticle.errors import RuleError, RuleWarning
from cleanarticle.page.model import Block, Container, Page, Within
from cleanarticle.rules.api import Condition, Mark, Rule

__all__ = ["RuleDispatcher", "RuleIndex", "marks_of"]

_Call = tuple[Rule, Condition]


class RuleIndex:
    """Rules by trigger. Made once for a set of rules.

    Attributes:
        rules: The rules.
        by_cue: Rules that need a cue of the lexicon, by cue.
        by_name: Rules that need a name on the block's path and no cue, by name.
        by_tag: Rules that need neither, by the block's element.
        names: All names that any rule asks for.
    """

    __slots__ = ("by_cue", "by_name", "by_tag", "names", "rules")

    def __init__(self, rules: Iterable[Rule]) -> None:
        """File every condition of every rule under its rarest dimension: cues, then names, then tags."""
        self.rules = tuple(rules)
        self.by_cue: dict[str, list[_Call]] = {}
        self.by_name: dict[str, list[_Call]] = {}
        self.by_tag: dict[str, list[_Call]] = {}
        for rule in self.rules:
            for condition in rule.when.conditions:
                self._file(rule, condition)
        self.names = frozenset(
            name for rule in self.rules for condition in rule.when.conditions for name in condition.names
        )

    def _file(self, rule: Rule, condition: Condition) -> None:
        if condition.cues:
            keys, calls_by_key = condition.cues, self.by_cue
        elif condition.names:
            keys, calls_by_key = condition.names, self.by_name
        elif condition.tags:
            keys, calls_by_key = condition.tags, self.by_tag
        else:
            raise RuleError(f"rule {rule.name!r} has an empty trigger")
        for key in keys:
            calls_by_key.setdefault(key, []).append((rule, condition))


class RuleDispatcher:
    """Asks the rules about the blocks of one page.

    Attributes:
        named_by: For each mark of a rule that a name alone called, the container with that name, by block and rule.
    """

    __slots__ = ("_index", "_page", "_paths", "_strict", "named_by")

    def __init__(self, index: RuleIndex, page: Page, *, strict: bool = False) -> None:
        """Prepare to ask.

        Args:
            index: The rules.
            page: The page.
            strict: Raise what a rule raises. Else it becomes a warning, and a mark that does not count.
        """
        self._index = index
        self._page = page
        self._strict = strict
        self._paths: dict[int, _Path] = {-1: _Path({}, index)}
        self.named_by: dict[tuple[int, str], Container] = {}

    def ask(self, block: Block) -> list[Mark]:
        """The marks of all rules whose trigger fits the block, by name of the rule."""
        marks: dict[str, Mark] = {}
        path = self._paths.get(block.container.index) or self._path(block.container)
        # This loop runs a thousand times a page: a call for each step would cost a tenth of the judging.
        for rule, condition in self._calls(block, path):
            if block.words > condition.most_words or rule.name in marks:
                continue
            if (condition.tags or condition.cues) and not self._fits(condition, block, path):
                continue
            try:
                mark = rule.judge(block, self._page, **rule.settings)
                if mark is None:
                    continue
                mark = _signed(mark, rule)
            except Exception as error:
                if self._strict:
                    raise
                mark = _failure(rule, error)
            marks[rule.name] = mark
            if condition.names and not condition.cues and not mark.overruled:
                self.named_by[block.index, rule.name] = path.innermost(condition.names)
        return [marks[name] for name in sorted(marks)]

    def _calls(self, block: Block, path: _Path) -> list[_Call]:
        index = self._index
        calls = path.calls
        by_tag = index.by_tag.get(block.tag)
        if by_tag:
            calls = calls + by_tag
        if block.cues:
            calls = calls + [call for cue in block.cues for call in index.by_cue.get(cue, ())]
        return calls

    @staticmethod
    def _fits(condition: Condition, block: Block, path: _Path) -> bool:
        """True if every other dimension fits too: a rule is filed by one of them only."""
        if condition.tags and block.tag not in condition.tags:
            return False
        if not condition.cues:
            return True
        if condition.cues.isdisjoint(block.cues):
            return False
        return not condition.names or not condition.names.isdisjoint(path.sources)

    def _path(self, container: Container) -> _Path:
        """The names on the way to a container; those of the containers around it are worked out on the way."""
        unknown: list[Container] = []
        known = self._paths[-1]
        for ancestor in container.inclusive_ancestors():
            if ancestor.index in self._paths:
                known = self._paths[ancestor.index]
                break
            unknown.append(ancestor)
        for ancestor in reversed(unknown):
            own = self._own_names(ancestor)
            if own:
                known = _Path({**known.sources, **dict.fromkeys(own, ancestor)}, self._index)
            self._paths[ancestor.index] = known
        return known

    def _own_names(self, container: Container) -> list[str]:
        asked = self._index.names
        own = [name for name in container.names if name in asked]
        element = f"<{container.tag}>"
        if element in asked:
            own.append(element)
        if "<hidden>" in asked and _hides(container):
            own.append("<hidden>")
        role = container.attributes.get("role")
        if role and f"<{role}>" in asked:
            own.append(f"<{role}>")
        return own


class _Path:
    """The names that rules ask for on the way to a container, and the rules that they call.

    Containers without such a name of their own share the path of their parent.
    """

    __slots__ = ("calls", "sources")

    def __init__(self, sources: dict[str, Container], index: RuleIndex) -> None:
        self.sources = sources
        calls = [call for name in sources for call in index.by_name.get(name, ())]
        self.calls: list[_Call] = list(dict.fromkeys(calls))

    def innermost(self, names: frozenset[str]) -> Container:
        return max((self.sources[name] for name in names if name in self.sources), key=lambda source: source.index)


def marks_of(page: Page, index: RuleIndex) -> dict[int, list[Mark]]:
    """Ask the rules about every block of a page, whatever it scores. What a rule raises is raised.

    Returns:
        The marks by index of the block, in the order of the page; blocks without a mark are left out.
    """
    dispatcher = RuleDispatcher(index, page, strict=True)
    return {block.index: marks for block in page.blocks if (marks := dispatcher.ask(block))}


def _signed(mark: Mark, rule: Rule) -> Mark:
    """The mark with the rule's name."""
    if not isinstance(mark, Mark) or mark.kind not in ("drop", "score") or not isfinite(mark.points):
        raise TypeError(f"a rule gives drop(reason), score(points, reason) or None, not {mark!r}")
    return Mark(mark.kind, mark.reason, mark.points, rule.name)


def _failure(rule: Rule, error: Exception) -> Mark:
    """Warn of an exception in a rule, and make it a mark that does not count: it must not cost the article."""
    place, name = rule.place_of(error), type(error).__name__
    # Without the exception's message, which may hold text of the page: Python remembers what it has warned of.
    warnings.warn(f"rule {rule.name!r} raised {name} at {place}", RuleWarning, stacklevel=2)
    return Mark("score", f"the rule raised {name} at {place}: {error}", 0.0, rule.name, "the rule failed")


def _hides(container: Container) -> bool:
    """True if this container, not one around it, is hidden."""
    parent = container.parent
    return bool(container.within & Within.HIDDEN and not (parent and parent.within & Within.HIDDEN))
