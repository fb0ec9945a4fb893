"""CSS selectors over containers: elements, ids, classes, attributes, `:not()` of these, descendants and children.

Source: the W3C's Selectors Level 4, as far as containers can answer. A page has block-level elements with text or
media in them, and no siblings, states or layout.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.page.model import Container

__all__ = ["AttributeTest", "Compound", "FilterSelector", "SelectorError", "matching", "parse_selectors"]

Operator = Literal["", "=", "~=", "|=", "^=", "$=", "*="]

# Each part is a step at each element that its last part fits; a hostile list could name thousands.
_MOST_PARTS: Final = 32
_NAME: Final = lazy_pattern(r"(?:[\w\u0080-\U0010ffff-]|\\[0-9a-fA-F]{1,6}[ \t]?|\\[^\n0-9a-fA-F])+")
_ESCAPE: Final = lazy_pattern(r"\\(?:([0-9a-fA-F]{1,6})[ \t]?|(.))", re.DOTALL)
_COMBINATOR: Final = lazy_pattern(r"[ \t\n\r\f]*([>+~])[ \t\n\r\f]*|[ \t\n\r\f]+")
_OPERATOR: Final = lazy_pattern(r"[ \t]*([~|^$*]?=)[ \t]*")
_STRING: Final = lazy_pattern(r'"((?:[^"\\]|\\.)*)"|\'((?:[^\'\\]|\\.)*)\'', re.DOTALL)
_FLAG: Final = lazy_pattern(r"[ \t]*([iIsS])?[ \t]*\]")
_SPACE: Final = lazy_pattern(r"[ \t\n\r\f]*")
_CASELESS: Final = frozenset(("align", "dir", "lang", "media", "method", "rel", "rev", "target", "type"))
"""Attributes of HTML whose values are compared without regard to case."""


class SelectorError(ValueError):
    """A selector can't be read, or asks for what a page of containers can't answer."""


@dataclass(frozen=True, slots=True)
class AttributeTest:
    """A condition on one attribute.

    Attributes:
        name: Name of the attribute, lower case.
        operator: How the value is compared; empty if the attribute only has to be there.
        value: What it is compared with, in lower case if case does not count.
        caseless: True if case does not count.
    """

    name: str
    operator: Operator = ""
    value: str = ""
    caseless: bool = False

    def fits(self, container: Container) -> bool:
        """True if a container has such an attribute."""
        if self.name not in container.attributes:
            return False
        if not self.operator:
            return True
        found = container.attributes[self.name] or ""
        return _COMPARISONS[self.operator](found.lower() if self.caseless else found, self.value)


_COMPARISONS: Final[dict[str, Callable[[str, str], bool]]] = {
    "=": lambda found, value: found == value,
    "~=": lambda found, value: value in found.split(),
    "|=": lambda found, value: found == value or found.startswith(f"{value}-"),
    "^=": lambda found, value: bool(value) and found.startswith(value),
    "$=": lambda found, value: bool(value) and found.endswith(value),
    "*=": lambda found, value: bool(value) and value in found,
}


@dataclass(frozen=True, slots=True)
class Compound:
    """Conditions on one element.

    Attributes:
        tag: Its name; empty for any.
        id: Its id; empty for any.
        classes: Classes it has.
        attributes: Conditions on its attributes.
        excluded: What it must not be.
    """

    tag: str = ""
    id: str = ""
    classes: frozenset[str] = frozenset()
    attributes: tuple[AttributeTest, ...] = ()
    excluded: tuple[Compound, ...] = ()

    @property
    def says_something(self) -> bool:
        """True if it asks for more than what an element must not be."""
        return bool(self.tag or self.id or self.classes or self.attributes)

    def fits(self, container: Container) -> bool:
        """True if a container is such an element."""
        if self.tag and container.tag != self.tag:
            return False
        attributes = container.attributes
        if self.id and attributes.get("id") != self.id:
            return False
        if self.classes and not self.classes.issubset((attributes.get("class") or "").split()):
            return False
        if not all(test.fits(container) for test in self.attributes):
            return False
        return not any(each.fits(container) for each in self.excluded)


@dataclass(frozen=True, slots=True)
class FilterSelector:
    """Compounds from the outermost element to the one that is selected.

    Attributes:
        compounds: At least one; the last says what is selected.
        is_child: For each compound, whether it is a child of the one before; a descendant if not.
    """

    compounds: tuple[Compound, ...]
    is_child: tuple[bool, ...]


def matching(selector: FilterSelector, candidates: Iterable[Container]) -> list[Container]:
    """The containers, among candidates, that a selector selects.

    For each container on the way from the root to a candidate it is noted once which beginnings of the selector end at
    it, and which end at one around it: no path is walked twice, and there is nothing to go back on.

    Args:
        selector: The selector.
        candidates: Containers of one page.

    Returns:
        The selected ones, in the order given. The root of the page is not an element and never selected.
    """
    compounds, is_child = selector.compounds, selector.is_child
    last = len(compounds) - 1
    if not last:
        return [each for each in candidates if each.parent is not None and compounds[0].fits(each)]
    notes: dict[int, tuple[int, int]] = {}
    found = []
    for candidate in candidates:
        if not compounds[last].fits(candidate):
            continue
        path: list[Container] = []
        at: Container | None = candidate
        while at is not None and at.index not in notes:
            path.append(at)
            at = at.parent
        for container in reversed(path):
            parent = container.parent
            if parent is None:
                notes[container.index] = (0, 0)
                continue
            ending_before, around = notes[parent.index]
            around |= ending_before
            ending = 0
            for place, compound in enumerate(compounds):
                reached = ending_before if is_child[place] else around
                if (not place or reached >> (place - 1) & 1) and compound.fits(container):
                    ending |= 1 << place
            notes[container.index] = (ending, around)
        if notes[candidate.index][0] >> last:
            found.append(candidate)
    return found


def parse_selectors(text: str) -> tuple[FilterSelector, ...]:
    """Read a list of selectors, separated by commas.

    Args:
        text: The selectors.

    Returns:
        At least one.

    Raises:
        SelectorError: The text is not a selector, or asks for siblings, states, layout or content.
    """
    return _SelectorReader(text.strip()).selectors()


class _SelectorReader:
    """Reads a selector from left to right."""

    __slots__ = ("_at", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def selectors(self) -> tuple[FilterSelector, ...]:
        found = [self._selector()]
        while self._take(","):
            self._skip_space()
            found.append(self._selector())
        if self._at < len(self._text):
            raise SelectorError(f"{self._text[self._at]!r} is not expected here")
        return tuple(found)

    def _selector(self) -> FilterSelector:
        compounds = [self._compound()]
        is_child = [False]
        while True:
            start = self._at
            combinator = self._match(_COMBINATOR)
            if combinator is None or self._is_over():
                if combinator is not None and combinator[1]:
                    self._at = start
                break
            if combinator[1] in {"+", "~"}:
                raise SelectorError(f"siblings ({combinator[1]}) are not known")
            compounds.append(self._compound())
            is_child.append(combinator[1] == ">")
            if len(compounds) > _MOST_PARTS:
                raise SelectorError(f"it has more than {_MOST_PARTS} parts")
        if not compounds[-1].says_something:
            raise SelectorError("it selects every element of some place, whatever it is")
        return FilterSelector(tuple(compounds), tuple(is_child))

    def _compound(self, *, nested: bool = False) -> Compound:
        start = self._at
        tag = "" if self._take("*") else self._name_if_any().lower()
        identifier, classes, tests, excluded = "", [], [], []
        while not self._is_over():
            if self._take("#"):
                name = self._name("an id")
                if identifier and identifier != name:
                    raise SelectorError("an element has one id, not two")
                identifier = name
            elif self._take("."):
                classes.append(self._name("a class"))
            elif self._take("["):
                tests.append(self._attribute())
            elif self._take(":"):
                if nested:
                    raise SelectorError(":not() with a state or function in it is not known")
                excluded += self._negation()
            else:
                break
        if self._at == start:
            raise SelectorError("a name of an element, id, class or attribute is missing")
        return Compound(tag, identifier, frozenset(classes), tuple(tests), tuple(excluded))

    def _negation(self) -> list[Compound]:
        name = ":" * (1 + self._take(":")) + self._name("a state or function")
        is_function = self._take("(")
        if name != ":not" or not is_function:
            raise SelectorError(
                f"{name}{'()' if is_function else ''} is not known; of states and functions only :not() is"
            )
        found = []
        while True:
            self._skip_space()
            found.append(self._compound(nested=True))
            self._skip_space()
            if self._take(")"):
                return found
            if not self._take(","):
                raise SelectorError(":not() with more than one element in it is not known")

    def _attribute(self) -> AttributeTest:
        self._skip_space()
        name = self._name("the name of an attribute").lower()
        operator = self._match(_OPERATOR)
        if operator is None:
            if not self._match(_FLAG):
                raise SelectorError("']' is missing")
            return AttributeTest(name)
        value = self._value()
        end = self._match(_FLAG)
        if end is None:
            raise SelectorError("']' is missing")
        flag = (end[1] or "").lower()
        caseless = flag == "i" or (not flag and name in _CASELESS)
        sign: Operator = operator[1]  # type: ignore[assignment]  # what the pattern lets through
        return AttributeTest(name, sign, value.lower() if caseless else value, caseless)

    def _value(self) -> str:
        string = self._match(_STRING)
        if string is None:
            return self._name("a value")
        return _unescaped(string[1] if string[1] is not None else string[2])

    def _name(self, what: str) -> str:
        name = self._name_if_any()
        if not name:
            raise SelectorError(f"{what} is missing")
        return name

    def _name_if_any(self) -> str:
        found = self._match(_NAME)
        return _unescaped(found[0]) if found else ""

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self._text, self._at)
        if found is not None:
            self._at = found.end()
        return found

    def _take(self, sign: str) -> bool:
        if not self._text.startswith(sign, self._at):
            return False
        self._at += len(sign)
        return True

    def _skip_space(self) -> None:
        self._match(_SPACE)

    def _is_over(self) -> bool:
        """True if a selector ends here."""
        return self._at >= len(self._text) or self._text[self._at] == ","


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(escape: re.Match[str]) -> str:
    if not escape[1]:
        return escape[2]
    code = int(escape[1], 16)
    is_character = 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    return chr(code) if is_character else "\ufffd"
