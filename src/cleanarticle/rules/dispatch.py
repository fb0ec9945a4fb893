"""Ask the rules about a block: they are filed by trigger, so that a block meets only those that could mark it."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from functools import partial
from math import isfinite
from typing import Any, Final

from cleanarticle.errors import RuleError, RuleWarning
from cleanarticle.page.model import Block, Container, Page, Within
from cleanarticle.rules.api import Condition, Mark, Rule
from cleanarticle.rules.texts import has_digit

__all__ = ["RuleDispatcher", "RuleIndex", "marks_of"]

_HIDDEN: Final = Within.HIDDEN
_WARNED: Final[dict[Any, Any]] = {}
"""What Python has warned of."""


class _Call:
    """One condition of a rule, and what happens if a block fits it.

    Calls are told apart by identity, because the hash of a condition costs more than asking most rules.

    Attributes:
        rule: The rule.
        name: Its name.
        judge: Its function, with its settings.
        tags: The condition's elements.
        names: Its names.
        is_named: Whether a name alone called the rule, without a cue.
        most_words: The most words that the block may have.
        digits: Whether its text must have a digit.
        needs: Names of which one must be around the block.
    """

    __slots__ = ("digits", "is_named", "judge", "most_words", "name", "names", "needs", "rule", "tags")

    def __init__(self, rule: Rule, condition: Condition) -> None:
        self.rule = rule
        self.name = rule.name
        # A call with settings costs three times as much as one without.
        defaults = getattr(rule.judge, "__kwdefaults__", None) or {}
        self.judge = rule.judge if rule.settings == defaults else partial(rule.judge, **rule.settings)
        self.tags = condition.tags
        self.names = condition.names
        self.is_named = bool(condition.names and not condition.cues)
        self.most_words = condition.most_words
        self.digits = condition.digits
        self.needs = condition.needs

    def fits(self, tag: str, names: Mapping[str, Container]) -> bool:
        """True if a block of this element, with these names around it, may fit; whatever its own text and words."""
        return (not self.tags or tag in self.tags) and (not self.needs or not self.needs.isdisjoint(names))


class RuleIndex:
    """Rules by trigger. Made once for a set of rules.

    Attributes:
        rules: The rules.
        by_cue: Rules that need a cue of the lexicon, by cue.
        by_name: Rules that need a name on the block's path and no cue, by name.
        by_tag: Rules that need neither, by the block's element.
        names: All names that any rule asks for.
        elements: Those that stand for an element or a role, by its name.
        attributes: The attributes among them.
    """

    __slots__ = ("attributes", "by_cue", "by_name", "by_tag", "elements", "names", "rules")

    def __init__(self, rules: Iterable[Rule]) -> None:
        """File every condition of every rule under its rarest dimension: cues, then names, then tags."""
        self.rules = tuple(rules)
        self.by_cue: dict[str, list[_Call]] = {}
        self.by_name: dict[str, list[_Call]] = {}
        self.by_tag: dict[str, list[_Call]] = {}
        for rule in self.rules:
            for condition in rule.when.conditions:
                self._file(rule, condition)
        conditions = [condition for rule in self.rules for condition in rule.when.conditions]
        self.names = frozenset(name for each in conditions for name in each.names | each.needs)
        self.elements = {name[1:-1]: name for name in self.names if name.startswith("<")}
        self.attributes = tuple(sorted(name[1:-1] for name in self.names if name.startswith("[")))

    def _file(self, rule: Rule, condition: Condition) -> None:
        if condition.cues:
            keys, calls_by_key = condition.cues, self.by_cue
        elif condition.names:
            keys, calls_by_key = condition.names, self.by_name
        elif condition.tags:
            keys, calls_by_key = condition.tags, self.by_tag
        else:
            raise RuleError(f"rule {rule.name!r} has an empty trigger")
        call = _Call(rule, condition)
        for key in keys:
            calls_by_key.setdefault(key, []).append(call)

    def named(self, names: Mapping[str, Container]) -> list[_Call]:
        """The calls by these names, each once."""
        return list(dict.fromkeys([call for name in names for call in self.by_name.get(name, ())]))


class RuleDispatcher:
    """Asks the rules about the blocks of one page.

    Attributes:
        named_by: For each mark of a rule that a name alone called, the container with that name, by block and rule.
    """

    __slots__ = ("_calls", "_index", "_page", "_paths", "_strict", "named_by")

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
        self._paths: dict[int, _Path] = {}
        self._calls: dict[tuple[str, ...], dict[str, list[_Call]]] = {}
        self.named_by: dict[tuple[int, str], Container] = {}

    def ask(self, block: Block) -> list[Mark]:
        """The marks of all rules whose trigger fits the block, by name of the rule."""
        marks: dict[str, Mark] | None = None
        path = self._paths.get(block.container.index)
        if path is None:
            path = self._path(block.container)
        calls = path.calls.get(block.tag)
        if calls is None:
            calls = path.calls[block.tag] = self._select(path, block.tag)
        if block.cues:
            calls = calls + self._cued(block, path)
        words = block.words
        digits: bool | None = None
        # This loop runs a thousand times a page: a call for each step would cost a tenth of the judging.
        for call in calls:
            if words > call.most_words or (marks is not None and call.name in marks):
                continue
            if call.digits:
                if digits is None:
                    digits = has_digit(block.text)
                if not digits:
                    continue
            try:
                mark = call.judge(block, self._page)
                if mark is None:
                    continue
                mark = _signed(mark, call.rule)
            except Exception as error:
                if self._strict:
                    raise
                mark = _failure(call.rule, error)
            if marks is None:
                marks = {}
            marks[call.name] = mark
            if call.is_named and not mark.overruled:
                self.named_by[block.index, call.name] = path.innermost(call.names)
        return [marks[name] for name in sorted(marks)] if marks is not None else []

    def _select(self, path: _Path, tag: str) -> list[_Call]:
        """The calls by names and by the element, without those of a rule that an earlier call asks anyway."""
        widest: dict[str, float] = {}
        calls: list[_Call] = []
        for call in self._index.named(path.sources) + self._index.by_tag.get(tag, []):
            if call.most_words > widest.get(call.name, -1.0) and call.fits(tag, path.sources):
                if not call.digits:
                    widest[call.name] = call.most_words
                calls.append(call)
        return calls

    def _cued(self, block: Block, path: _Path) -> list[_Call]:
        """The calls by cues that fit the block's element and the names around it too."""
        return [
            call
            for call in dict.fromkeys([call for cue in block.cues for call in self._index.by_cue.get(cue, ())])
            if call.fits(block.tag, path.sources) and (not call.names or not call.names.isdisjoint(path.sources))
        ]

    def _path(self, container: Container) -> _Path:
        """The names on the way to a container; those of the containers around it are worked out on the way."""
        unknown: list[Container] = []
        known = None
        ancestor: Container | None = container
        while ancestor is not None and known is None:
            known = self._paths.get(ancestor.index)
            if known is None:
                unknown.append(ancestor)
                ancestor = ancestor.parent
        if known is None:
            known = self._new_path({})
        for ancestor in reversed(unknown):
            own = self._own_names(ancestor)
            if own:
                sources = dict(known.sources)
                for name in own:
                    sources[name] = ancestor
                known = self._new_path(sources)
            self._paths[ancestor.index] = known
        return known

    def _new_path(self, sources: dict[str, Container]) -> _Path:
        # Each card of a list has a path of its own, but the names of all of them are the same.
        names = tuple(sources)
        calls = self._calls.get(names)
        if calls is None:
            calls = self._calls[names] = {}
        return _Path(sources, calls)

    def _own_names(self, container: Container) -> list[str]:
        index, attributes = self._index, container.attributes
        own = [name for name in container.names if name in index.names]
        if container.tag in index.elements:
            own.append(index.elements[container.tag])
        if container.within & _HIDDEN and "hidden" in index.elements and _hides(container):
            own.append("<hidden>")
        role = attributes.get("role")
        if role and role in index.elements:
            own.append(index.elements[role])
        for attribute in index.attributes:
            if attribute in attributes:
                own.append(f"[{attribute}]")
        return own


class _Path:
    """The names that rules ask for on the way to a container.

    Containers without such a name of their own share the path of their parent.

    Attributes:
        sources: The innermost container of each name.
        calls: By a block's element, what these names and the element call; filled as it is asked for.
    """

    __slots__ = ("calls", "sources")

    def __init__(self, sources: dict[str, Container], calls: dict[str, list[_Call]]) -> None:
        self.sources = sources
        self.calls = calls

    def innermost(self, names: frozenset[str]) -> Container:
        return max([self.sources[name] for name in names if name in self.sources], key=lambda source: source.index)


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
    # At the place in the rule: a compiled caller has no line of its own.
    file, _, line = place.rpartition(":")
    text = f"rule {rule.name!r} raised {name} at {place}"
    warnings.warn_explicit(text, RuleWarning, file, int(line) if line.isdigit() else 0, __name__, _WARNED)
    return Mark("score", f"the rule raised {name} at {place}: {error}", 0.0, rule.name, "the rule failed")


def _hides(container: Container) -> bool:
    """True if this hidden container is in none that is hidden."""
    parent = container.parent
    return parent is None or not parent.within & _HIDDEN
