"""The vocabulary of judging: marks, rules and their triggers.

Whoever writes a rule finds all names here: what a rule is made with (`rule`, `marks`, `ignores`), what calls it
(`tags`, `within`, `names`, `phrases`, `short`), what it says (`drop`, `score`), and what it looks at (`Block`,
`Container`, `Page`, `Within`). `docs/guides/writing-a-rule.md` shows the way from a page to a rule with a test.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from math import inf
from types import FunctionType
from typing import Any, Final, Literal, get_args, get_type_hints

from cleanarticle.article import PageType
from cleanarticle.errors import RuleError
from cleanarticle.lexicon.phrases import cue_names
from cleanarticle.lexicon.words import languages_of
from cleanarticle.page.model import Block, Container, Page, Within
from cleanarticle.page.segment import split_names

__all__ = [
    "CUSTOM",
    "Block",
    "Container",
    "Example",
    "Mark",
    "Page",
    "Rule",
    "SettingValue",
    "Trigger",
    "Within",
    "drop",
    "ignores",
    "marks",
    "names",
    "phrases",
    "rule",
    "score",
    "short",
    "tags",
    "within",
]

CUSTOM: Final = "custom"
"""The family of a rule that names none and stands in no folder of the package."""

_PACKAGE: Final = "cleanarticle.rules.library."
_ELEMENT: Final = re.compile(r"[a-z][a-z0-9-]*")
_FAMILY: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a rule says of a block.

    Attributes:
        kind: `score` adds points to the block's score; `drop` is a veto, whatever the score. Rules give these two. A
            site profile may also `keep` a block, whatever else speaks against it.
        reason: Why, for a reader of the ledger.
        points: What is added to the score, as log odds; negative speaks against the block. 0 for a drop.
        rule: Name of the rule; filled in by the judge.
        overruled: Why the mark does not count, if it doesn't.
    """

    kind: Literal["score", "drop", "keep"]
    reason: str
    points: float = 0.0
    rule: str = ""
    overruled: str = ""


def score(points: float, reason: str) -> Mark:
    """Speak for (positive points) or against (negative points) a block."""
    return Mark("score", reason, points)


def drop(reason: str) -> Mark:
    """Veto a block."""
    return Mark("drop", reason)


@dataclass(frozen=True, slots=True)
class Example:
    """A piece of HTML in a rule's documentation that the tests run.

    Attributes:
        html: The piece, as it would stand in a page's body.
        on: Text the marked block contains; empty if no block may be marked.
    """

    html: str
    on: str = ""


def marks(html: str, *, on: str) -> Example:
    """Show a piece of HTML in which the block that contains `on` is marked."""
    return Example(html, on)


def ignores(html: str) -> Example:
    """Show a piece of HTML in which the rule marks nothing."""
    return Example(html)


@dataclass(frozen=True, slots=True)
class Condition:
    """One way in which a block can call a rule: every dimension that is given must fit.

    Attributes:
        tags: Block-level elements of the block itself.
        names: Words of classes and ids, and elements as `<nav>`, of any container around it.
        cues: Cues of the lexicon that its text gives.
        most_words: Words the block has at most.
    """

    tags: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    cues: frozenset[str] = frozenset()
    most_words: float = inf


@dataclass(frozen=True, slots=True)
class Trigger:
    """When a rule is called. `a & b` needs both, `a | b` either."""

    conditions: tuple[Condition, ...]

    def __and__(self, other: Trigger) -> Trigger:
        """Both triggers fit."""
        return Trigger(
            tuple(
                Condition(
                    _both(a.tags, b.tags),
                    _both(a.names, b.names),
                    _both(a.cues, b.cues),
                    min(a.most_words, b.most_words),
                )
                for a in self.conditions
                for b in other.conditions
            )
        )

    def __or__(self, other: Trigger) -> Trigger:
        """One of the triggers fits."""
        return Trigger(self.conditions + other.conditions)


def _both(first: frozenset[str], second: frozenset[str]) -> frozenset[str]:
    if first and second:
        raise RuleError("'&' joins triggers of different kinds; give the alternatives of one kind in one call")
    return first or second


def tags(*elements: str) -> Trigger:
    """The block is one of these elements."""
    return Trigger((Condition(tags=frozenset(elements)),))


def within(*elements: str) -> Trigger:
    """The block is, or stands in, one of these elements (or an element with this ARIA role)."""
    return Trigger((Condition(names=frozenset(f"<{element}>" for element in elements)),))


def names(*words: str) -> Trigger:
    """A container around the block has one of these words in its class or id."""
    return Trigger((Condition(names=frozenset(words)),))


def phrases(*cues: str) -> Trigger:
    """Text that gives one of these cues of the lexicon."""
    return Trigger((Condition(cues=frozenset(cues)),))


def short(most_words: float) -> Trigger:
    """Narrow another trigger to blocks of at most this many words."""
    return Trigger((Condition(most_words=most_words),))


RuleFunction = Callable[..., Mark | None]
SettingValue = bool | int | float | str | tuple[str, ...]
_SETTING_TYPES: Final = (bool, int, float, str, tuple[str, ...])


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A function that judges one block, with all that is known of it.

    Attributes:
        name: Its name, in kebab-case: the function's and the file's.
        family: The folder it stands in.
        judge: The function, `(block, page, **settings) -> Mark | None`.
        when: When it is called.
        examples: What it marks and what it leaves alone.
        settings: Its settings with their default values.
        summary: First line of its docstring.
        not_on: Kinds of pages it is not asked on, because there it would take what they are about.
        reads: What of the lexicon the function itself looks at, beside the cues of its trigger: cues, and lists of
            words as `months` or `bywords.writer`.
    """

    name: str
    family: str
    judge: RuleFunction
    when: Trigger
    examples: tuple[Example, ...]
    settings: Mapping[str, SettingValue]
    summary: str
    not_on: frozenset[PageType] = frozenset()
    reads: frozenset[str] = frozenset()

    @property
    def place(self) -> str:
        """File and line of the function, with a colon between them."""
        return _place(inspect.unwrap(self.judge))

    def place_of(self, error: BaseException) -> str:
        """File and line at which an exception left the rule's file, or the rule's own if it came from elsewhere."""
        place = self.place
        file = place.rpartition(":")[0]
        at = error.__traceback__
        while at is not None:
            if at.tb_frame.f_code.co_filename == file:
                place = f"{file}:{at.tb_lineno}"
            at = at.tb_next
        return place

    def __call__(self, block: Block, page: Page) -> Mark | None:
        """Judge a block with the rule's settings."""
        return self.judge(block, page, **self.settings)

    def configured(self, settings: Mapping[str, SettingValue]) -> Rule:
        """The same rule with other settings.

        Raises:
            RuleError: A setting is unknown or of another type than its default.
        """
        for key, value in settings.items():
            if key not in self.settings:
                known = ", ".join(sorted(self.settings)) or "none"
                raise RuleError(f"rule {self.name!r} has no setting {key!r}; it has: {known}")
            is_whole_float = type(value) is int and type(self.settings[key]) is float
            if type(value) is not type(self.settings[key]) and not is_whole_float:
                expected = type(self.settings[key]).__name__
                raise RuleError(f"setting {key!r} of rule {self.name!r} takes {expected}, not {value!r}")
        return replace(self, settings={**self.settings, **settings})


def rule(
    *examples: Example,
    when: Trigger,
    not_on: tuple[PageType, ...] = (),
    family: str | None = None,
    reads: tuple[str, ...] = (),
) -> Callable[[RuleFunction], Rule]:
    """Make a function into a rule.

    Args:
        *examples: At least one `marks(…)` and one `ignores(…)`.
        when: The trigger.
        not_on: Kinds of pages on which the rule is not asked.
        family: Its family, by which rules are listed and switched. A rule of the package has that of its folder, any
            other is `custom` if this is left out.
        reads: Cues that the function looks for in `Block.cues` and that do not call it, and lists of words of the
            lexicon that it uses. The catalogue names their languages.

    Returns:
        A decorator. The function's name becomes the rule's, its docstring's first line the summary, its keyword-only
        parameters the settings.

    Raises:
        RuleError: The function is not well-formed; the message names its file and line.
    """

    def decorate(function: RuleFunction) -> Rule:
        if not isinstance(function, FunctionType):
            raise RuleError(f"@rule makes functions into rules, not {function!r}")
        place = _place(function)
        name = function.__name__.replace("_", "-")
        summary = (inspect.getdoc(function) or "").partition("\n")[0]
        if not summary:
            raise RuleError(f"{place}: rule {name!r} needs a docstring")
        _check_examples(name, examples, place)
        _check_trigger(name, when, place)
        for each in reads:
            if each not in cue_names() and not languages_of(each):
                raise RuleError(
                    f"{place}: rule {name!r}: the lexicon has no cue or list of words {each!r}"
                    f"{_near(each, cue_names())}"
                )
        for kind in not_on:
            if kind not in get_args(PageType):
                raise RuleError(
                    f"{place}: rule {name!r}: there is no type of page {kind!r}{_near(kind, get_args(PageType))}"
                )
        return Rule(
            name=name,
            family=_family(function, family, place),
            judge=function,
            when=when,
            examples=examples,
            settings=_settings(function, place),
            summary=summary,
            not_on=frozenset(not_on),
            reads=frozenset(reads),
        )

    return decorate


def _place(function: Callable[..., object]) -> str:
    code = getattr(function, "__code__", None)
    return f"{code.co_filename}:{code.co_firstlineno}" if code is not None else repr(function)


def _family(function: FunctionType, family: str | None, place: str) -> str:
    if family is not None:
        if not _FAMILY.fullmatch(family):
            raise RuleError(f"{place}: a family is named in lower case, with hyphens between words, not {family!r}")
        return family
    module = function.__module__
    return module.removeprefix(_PACKAGE).partition(".")[0] if module.startswith(_PACKAGE) else CUSTOM


def _check_examples(name: str, examples: tuple[Example, ...], place: str) -> None:
    if not all(isinstance(example, Example) for example in examples):
        raise RuleError(f"{place}: rule {name!r}: examples are made with marks(…) and ignores(…)")
    if not any(example.on for example in examples) or all(example.on for example in examples):
        raise RuleError(f"{place}: rule {name!r} needs an example it marks and one it ignores")


def _check_trigger(name: str, when: Trigger, place: str) -> None:
    """Refuse what could never call the rule."""
    if not isinstance(when, Trigger):
        raise RuleError(f"{place}: rule {name!r}: when= takes tags, within, names or phrases, not {when!r}")
    for condition in when.conditions:
        if not (condition.tags or condition.names or condition.cues):
            raise RuleError(f"{place}: rule {name!r} has an empty trigger; short(…) only narrows another one, with &")
        for element in condition.tags:
            if not _ELEMENT.fullmatch(element):
                raise RuleError(f"{place}: rule {name!r}: {element!r} is no name of an element; tags('p') fits <p>")
        for word in condition.names:
            if not word.startswith("<") and split_names(word) != (word,):
                words = ", ".join(map(repr, split_names(word))) or "words"
                raise RuleError(
                    f"{place}: rule {name!r}: names({word!r}) fits nothing: classes and ids are cut into words in "
                    f"lower case; give {words}"
                )
        for cue in condition.cues - cue_names():
            raise RuleError(f"{place}: rule {name!r}: the lexicon has no cue {cue!r}{_near(cue, cue_names())}")


def _near(word: str, known: Iterable[str]) -> str:
    near = get_close_matches(word, list(known), 1)
    return f"; did you mean {near[0]!r}?" if near else f"; there are: {', '.join(sorted(known))}"


def _settings(function: FunctionType, place: str) -> dict[str, SettingValue]:
    parameters = list(inspect.signature(function).parameters.values())
    positional = [p.name for p in parameters if p.kind is not inspect.Parameter.KEYWORD_ONLY]
    if positional != ["block", "page"]:
        raise RuleError(f"{place}: a rule takes (block, page, *, settings…), not ({', '.join(positional)})")
    try:
        hints: dict[str, Any] = get_type_hints(function)
    except Exception as error:
        raise RuleError(f"{place}: the types of rule {function.__name__!r} can't be read: {error}") from error
    settings: dict[str, SettingValue] = {}
    for parameter in parameters[2:]:
        kind, default = hints.get(parameter.name), parameter.default
        if kind not in _SETTING_TYPES or default is inspect.Parameter.empty:
            raise RuleError(f"{place}: setting {parameter.name!r} needs a type (bool, int, float, str) and a default")
        if not _is_of(default, kind):
            written = "tuple[str, ...]" if kind == tuple[str, ...] else kind.__name__
            raise RuleError(f"{place}: setting {parameter.name!r} is {written}, but its default is {default!r}")
        settings[parameter.name] = default
    return settings


def _is_of(value: object, kind: Any) -> bool:
    if kind == tuple[str, ...]:
        return isinstance(value, tuple) and all(isinstance(each, str) for each in value)
    return type(value) is kind
