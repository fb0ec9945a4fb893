"""The rule API: all names that the author of a rule needs.

A rule is made with `rule`, `marks` and `ignores`. Its trigger is made with `tags`, `within`, `names`, `phrases`,
`short`, `digits` and `needs`. It returns `drop` or `score`, and reads `Block`, `Container`, `Page` and `Within`.
`docs/guides/writing-a-rule.md` shows how to get from a page to a rule with a test.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from math import inf
from typing import Any, Final, Literal, get_args, get_type_hints

from cleanarticle.article import PageType
from cleanarticle.errors import RuleError, did_you_mean
from cleanarticle.lexicon.lazy_pattern import lazy_pattern
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
    "digits",
    "drop",
    "ignores",
    "marks",
    "names",
    "needs",
    "phrases",
    "rule",
    "score",
    "short",
    "tags",
    "within",
]

CUSTOM: Final = "custom"
"""The family of a rule from outside the package that names no family."""

_PACKAGE: Final = "cleanarticle.rules.library."
_ELEMENT: Final = lazy_pattern(r"[a-z][a-z0-9-]*")
_FAMILY: Final = lazy_pattern(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a rule says about a block.

    Attributes:
        kind: `score` adds points to the block's score; `drop` is a veto, whatever the score. Rules give these two. A
            site profile may also `keep` a block, whatever its score and the other marks.
        reason: Why, for a reader of the ledger.
        points: The points, as log odds; negative ones are against the block. 0 for a drop.
        rule: Name of the rule. The dispatcher fills it in.
        overruled: Why the mark does not count; empty if it counts.
    """

    kind: Literal["score", "drop", "keep"]
    reason: str
    points: float = 0.0
    rule: str = ""
    overruled: str = ""


def score(points: float, reason: str) -> Mark:
    """Add points to the score of a block; negative ones are against it."""
    return Mark("score", reason, points)


def drop(reason: str) -> Mark:
    """Veto a block."""
    return Mark("drop", reason)


@dataclass(frozen=True, slots=True)
class Example:
    """A piece of HTML that a rule marks or ignores. It is documentation, and it is run when the rule is loaded.

    Attributes:
        html: The content of a page's body.
        on: Text in the block that must be marked; empty if no block may be marked.
    """

    html: str
    on: str = ""


def marks(html: str, *, on: str) -> Example:
    """An example in which the rule marks the block that contains `on`."""
    return Example(html, on)


def ignores(html: str) -> Example:
    """An example in which the rule marks nothing."""
    return Example(html)


@dataclass(frozen=True, slots=True)
class Condition:
    """One way to call a rule. A block must fit every dimension that is not empty.

    Attributes:
        tags: The block's own element.
        names: Words of classes and ids, and elements as `<nav>`, of any container around the block.
        cues: Cues of the lexicon that its text gives.
        most_words: The most words the block may have.
        digits: Whether the text must have a digit.
        needs: Names as above, and attributes as `[style]`, of any container around the block. They save calls, and do
            not count as what the rule rests on.
    """

    tags: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    cues: frozenset[str] = frozenset()
    most_words: float = inf
    digits: bool = False
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Trigger:
    """When a rule is called. `a & b` needs both, `a | b` one of them."""

    conditions: tuple[Condition, ...]

    def __and__(self, other: Trigger) -> Trigger:
        """A trigger that needs both."""
        return Trigger(
            tuple(
                Condition(
                    _joined(left.tags, right.tags),
                    _joined(left.names, right.names),
                    _joined(left.cues, right.cues),
                    min(left.most_words, right.most_words),
                    left.digits or right.digits,
                    _joined(left.needs, right.needs),
                )
                for left in self.conditions
                for right in other.conditions
            )
        )

    def __or__(self, other: Trigger) -> Trigger:
        """A trigger that needs one of them."""
        return Trigger(self.conditions + other.conditions)


def _joined(left: frozenset[str], right: frozenset[str]) -> frozenset[str]:
    if left and right:
        raise RuleError("'&' joins triggers of different kinds; give the alternatives of one kind in one call")
    return left or right


def tags(*elements: str) -> Trigger:
    """Call the rule for blocks that are one of these elements."""
    return Trigger((Condition(tags=frozenset(elements)),))


def within(*elements: str) -> Trigger:
    """Call the rule for blocks that are, or are in, one of these elements, or an element with such an ARIA role."""
    return Trigger((Condition(names=frozenset(f"<{element}>" for element in elements)),))


def names(*words: str) -> Trigger:
    """Call the rule for blocks in a container with one of these words in its class or id."""
    return Trigger((Condition(names=frozenset(words)),))


def phrases(*cues: str) -> Trigger:
    """Call the rule for blocks whose text gives one of these cues of the lexicon."""
    return Trigger((Condition(cues=frozenset(cues)),))


def short(most_words: float) -> Trigger:
    """Narrow another trigger, with `&`, to blocks of at most this many words."""
    return Trigger((Condition(most_words=most_words),))


def digits() -> Trigger:
    """Narrow another trigger, with `&`, to blocks whose text has a decimal digit."""
    return Trigger((Condition(digits=True),))


def needs(*names: str) -> Trigger:
    """Narrow another trigger, with `&`, to blocks in a container with one of these.

    It saves the calls in which the rule would only find out that there is none. A drop of the rule does not rest on the
    name then, as it does with `names` and `within`.

    Args:
        *names: Words of classes and ids, elements as `<article>`, attributes as `[style]`.
    """
    return Trigger((Condition(needs=frozenset(names)),))


RuleFunction = Callable[..., Mark | None]
"""`(block, page, **settings) -> Mark | None`."""

SettingValue = bool | int | float | str | tuple[str, ...]
_SETTING_TYPES: Final = (bool, int, float, str, tuple[str, ...])


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A function that judges one block, with its trigger, examples and settings.

    Attributes:
        name: Name of the function and its file, in kebab-case.
        family: The folder of the file.
        judge: The function.
        when: The trigger.
        examples: What it marks and what it ignores.
        settings: Its settings with their values.
        summary: First line of its docstring.
        not_on: Types of pages on which it is not called, because it would drop what they are about.
        reads: What the function itself uses of the lexicon: cues other than those of the trigger, and lists of words
            such as `months` or `bywords.writer`.
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
        """The file and the line of the function, with a colon between them."""
        return _place(inspect.unwrap(self.judge))

    def place_of(self, error: BaseException) -> str:
        """File and line at which an exception left the rule's file; those of the rule if it came from elsewhere."""
        place = self.place
        file = place.rpartition(":")[0]
        traceback = error.__traceback__
        while traceback is not None:
            if traceback.tb_frame.f_code.co_filename == file:
                place = f"{file}:{traceback.tb_lineno}"
            traceback = traceback.tb_next
        return place

    def __call__(self, block: Block, page: Page) -> Mark | None:
        """Judge a block by the rule's settings."""
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
            expected = type(self.settings[key])
            if type(value) is not expected and not (type(value) is int and expected is float):
                raise RuleError(f"setting {key!r} of rule {self.name!r} takes {expected.__name__}, not {value!r}")
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
        not_on: Types of pages on which the rule is not called.
        family: The family, by which rules are listed and switched. By default it is the folder of a rule of the
            package, and `custom` for any other rule.
        reads: Cues that the function looks for in `Block.cues` and that are not in the trigger, and lists of words of
            the lexicon that it uses. The catalogue names their languages.

    Returns:
        A decorator. The function's name becomes the rule's name, the first line of its docstring the summary, and its
        keyword-only parameters the settings.

    Raises:
        RuleError: The function is not well-formed; the message names its file and line.
    """

    def decorate(function: RuleFunction) -> Rule:
        if not hasattr(function, "__code__"):  # functions have it, compiled ones too, which are of another type
            raise RuleError(f"@rule makes a function into a rule, not {function!r}")
        name = function.__name__.replace("_", "-")
        summary = (inspect.getdoc(function) or "").partition("\n")[0]
        for fault in _faults(summary, examples, when, family, not_on, reads):
            raise RuleError(f"{_place(function)}: rule {name!r} {fault}")
        return Rule(
            name=name,
            family=family or _folder(function),
            judge=function,
            when=when,
            examples=examples,
            settings=_settings(function),
            summary=summary,
            not_on=frozenset(not_on),
            reads=frozenset(reads),
        )

    return decorate


def _faults(
    summary: str,
    examples: tuple[Example, ...],
    when: Trigger,
    family: str | None,
    not_on: tuple[PageType, ...],
    reads: tuple[str, ...],
) -> Iterator[str]:
    """What is wrong with the parts of a rule, each as the end of a sentence that begins with the rule's name."""
    if not summary:
        yield "needs a docstring"
    if not all(isinstance(example, Example) for example in examples):
        yield "has an example that is not made with marks(…) or ignores(…)"
    elif not any(example.on for example in examples) or all(example.on for example in examples):
        yield "needs an example that it marks and one that it ignores"
    if isinstance(when, Trigger):
        yield from (fault for condition in when.conditions for fault in _trigger_faults(condition))
    else:
        yield f"has when={when!r}; make a trigger with tags(…), within(…), names(…) or phrases(…)"
    if family is not None and not _FAMILY.fullmatch(family):
        yield f"has the family {family!r}; use words in lower case, with hyphens between them"
    for page_type in not_on:
        if page_type not in get_args(PageType):
            yield f"has not_on={page_type!r}, which is not a page type{_hint(page_type, get_args(PageType))}"
    for source in reads:
        if source not in cue_names() and not languages_of(source):
            yield f"reads {source!r}, which is not a cue or a list of words of the lexicon{_hint(source, cue_names())}"


def _trigger_faults(condition: Condition) -> Iterator[str]:
    """Why no block can fit a condition."""
    if not (condition.tags or condition.names or condition.cues):
        yield "has an empty trigger; short(…), digits() and needs(…) only narrow another one, with &"
    for element in condition.tags:
        if not _ELEMENT.fullmatch(element):
            yield f"has tags({element!r}), which is not an element name; tags('p') fits <p>"
    for word in condition.names | condition.needs:
        if not word.startswith(("<", "[")) and split_names(word) != (word,):
            words = ", ".join(map(repr, split_names(word))) or "words"
            yield (
                f"has names({word!r}), which fits nothing: classes and ids are split into words in lower case; "
                f"use {words}"
            )
    for cue in condition.cues - cue_names():
        yield f"has phrases({cue!r}), which is not a cue of the lexicon{_hint(cue, cue_names())}"


def _hint(name: str, known: Collection[str]) -> str:
    return did_you_mean(name, known) or f"; there are: {', '.join(sorted(known))}"


def _place(function: Callable[..., object]) -> str:
    code = getattr(function, "__code__", None)
    return f"{code.co_filename}:{code.co_firstlineno}" if code is not None else repr(function)


def _folder(function: RuleFunction) -> str:
    module = function.__module__
    return module.removeprefix(_PACKAGE).partition(".")[0] if module.startswith(_PACKAGE) else CUSTOM


def _settings(function: RuleFunction) -> dict[str, SettingValue]:
    place = _place(function)
    parameters = list(inspect.signature(function).parameters.values())
    positional = [p.name for p in parameters if p.kind is not inspect.Parameter.KEYWORD_ONLY]
    if positional != ["block", "page"]:
        raise RuleError(f"{place}: a rule takes (block, page, *, settings…), not ({', '.join(positional)})")
    try:
        hints: dict[str, Any] = get_type_hints(function, localns={"Block": Block})  # no global of a compiled module
    except Exception as error:
        raise RuleError(f"{place}: the types of rule {function.__name__!r} can't be read: {error}") from error
    settings: dict[str, SettingValue] = {}
    for parameter in parameters[2:]:
        expected, default = hints.get(parameter.name), parameter.default
        if expected not in _SETTING_TYPES or default is inspect.Parameter.empty:
            types = "bool, int, float, str or tuple[str, ...]"
            raise RuleError(f"{place}: setting {parameter.name!r} needs a type ({types}) and a default")
        if not _has_type(default, expected):
            written = "tuple[str, ...]" if expected == tuple[str, ...] else expected.__name__
            raise RuleError(f"{place}: setting {parameter.name!r} is {written}, but its default is {default!r}")
        settings[parameter.name] = default
    return settings


def _has_type(value: object, expected: Any) -> bool:
    if expected == tuple[str, ...]:
        return isinstance(value, tuple) and all(isinstance(item, str) for item in value)
    return type(value) is expected
