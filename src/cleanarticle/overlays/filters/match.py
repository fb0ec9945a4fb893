"""Filter lists on a page: which containers the filters hide on a page of some host, as marks for the judge.

A list may have twenty thousand filters, of which a page meets a handful. So each selector is filed under the rarest
thing it asks for (an id, a class, the value of an attribute, at last an element); what a page has of these is collected
in one walk, and only selectors found by it are looked at more closely.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from cleanarticle.body.sources import THIRD, SourceMark
from cleanarticle.overlays.filters.selectors import AttributeTest, Compound, FilterSelector, matching
from cleanarticle.overlays.filters.syntax import Filter, FilterList, Scope
from cleanarticle.page.model import Container, Page
from cleanarticle.rules.api import Mark
from cleanarticle.rules.switches import FILTER_LIST

__all__ = ["Filters", "Hit", "HostFilters"]

_MOST_PREFIX: Final = 8
"""A condition on the beginning or end of a value is filed under at most so many of its characters."""
_MOST_ENDING: Final = 3
"""Letters of a label that may belong to the ending of a host before a country, as in co.uk or com.au."""

_Entry = tuple[Filter, FilterSelector]
_Beginnings = dict[str, list[tuple[str, _Entry]]]
"""Beginnings of values with their entries, by their first characters."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A container that a filter hides.

    Attributes:
        container: The outermost container that the filter selects.
        filter: The filter.
    """

    container: Container
    filter: Filter

    @property
    def reason(self) -> str:
        """The filter with the name of its list and its line."""
        return f"filter {self.filter.text} ({self.filter.place})"


class Filters:
    """Filter lists, indexed by what their selectors ask for. Made once, used for many pages."""

    __slots__ = ("_by_host", "_exceptions", "_general", "lists")

    def __init__(self, lists: Iterable[FilterList]) -> None:
        """Index the filters. An exception in one list applies to the filters of all."""
        self.lists = tuple(lists)
        self._general = _SelectorIndex()
        self._by_host: dict[str, list[Filter]] = {}
        self._exceptions: dict[str, list[Scope]] = {}
        for each in self.lists:
            for selector, scope in each.exceptions:
                self._exceptions.setdefault(selector, []).append(scope)
            for one in each.filters:
                for host in one.scope.on:
                    self._by_host.setdefault(host, []).append(one)
                if not one.scope.on:
                    self._general.file(one)

    def on(self, url: str | None) -> HostFilters:
        """The filters that apply to a page.

        Args:
            url: The page's address. Without it filters for single hosts do not apply.
        """
        hosts = _names_of(url)
        own = _SelectorIndex()
        for one in dict.fromkeys(one for name in hosts for one in self._by_host.get(name, ())):
            own.file(one)
        return HostFilters((self._general, own), hosts, self._exceptions)


class HostFilters:
    """The filters that hold on pages of one host: a source of marks."""

    __slots__ = ("_exceptions", "_hosts", "_indexes")

    name = FILTER_LIST
    limit = THIRD

    def __init__(
        self, indexes: tuple[_SelectorIndex, ...], hosts: dict[str, int], exceptions: dict[str, list[Scope]]
    ) -> None:
        self._indexes = indexes
        self._hosts = hosts
        self._exceptions = exceptions

    def marks(self, page: Page) -> Iterable[SourceMark]:
        """A drop for each block that a filter hides, one a filter."""
        for hit in self.hits(page):
            mark = Mark("drop", hit.reason, rule=self.name)
            for block in range(hit.container.first, hit.container.end):
                yield SourceMark(block, mark, hit.filter)

    def hits(self, page: Page) -> list[Hit]:
        """The containers that the filters hide: for each filter the outermost that it selects and that hold text."""
        keys = _PageKeys(page.containers)
        found: dict[Filter, dict[int, Container]] = {}
        for index in self._indexes:
            for one, selector in dict.fromkeys(index.look_up(keys)):
                if self._holds(one):
                    selected = matching(selector, keys.candidates(selector.compounds[-1]))
                    found.setdefault(one, {}).update((each.index, each) for each in selected)
        hits = [hit for one, containers in found.items() for hit in _outermost(one, containers)]
        return sorted(hits, key=lambda hit: (hit.container.index, hit.filter.place, hit.filter.text))

    def _holds(self, one: Filter) -> bool:
        hosts = self._hosts
        return one.scope.holds(hosts) and not any(
            scope.holds(hosts) for scope in self._exceptions.get(one.selector, ())
        )


def _outermost(one: Filter, containers: dict[int, Container]) -> Iterable[Hit]:
    end = 0
    for index in sorted(containers):
        container = containers[index]
        if container.end > max(container.first, end):
            end = container.end
            yield Hit(container, one)


class _SelectorIndex:
    """Selectors, each under the rarest thing it asks for."""

    __slots__ = ("_by_attribute", "_by_class", "_by_id", "_by_tag")

    def __init__(self) -> None:
        self._by_id: dict[str, list[_Entry]] = {}
        self._by_class: dict[str, list[_Entry]] = {}
        self._by_attribute: dict[str, _AttributeIndex] = {}
        self._by_tag: dict[str, list[_Entry]] = {}

    def file(self, one: Filter) -> None:
        """File each selector of a filter. All its compounds must match on a page, so any of them may be the key."""
        for selector in one.selectors:
            entry = (one, selector)
            compounds = selector.compounds
            classes = [name for each in compounds for name in each.classes]
            tests = [test for each in compounds for test in each.attributes]
            identifier = next((each.id for each in compounds if each.id), "")
            if identifier:
                self._by_id.setdefault(identifier, []).append(entry)
            elif classes:
                self._by_class.setdefault(max(classes, key=lambda name: (len(name), name)), []).append(entry)
            elif tests:
                test = max(tests, key=lambda each: len(each.value))
                self._by_attribute.setdefault(test.name, _AttributeIndex()).file(test, entry)
            else:
                self._by_tag.setdefault(compounds[-1].tag or compounds[0].tag, []).append(entry)

    def look_up(self, keys: _PageKeys) -> Iterable[_Entry]:
        """The selectors whose key stands on a page."""
        if self._by_id:
            for identifier in self._by_id.keys() & keys.ids:
                yield from self._by_id[identifier]
        if self._by_class:
            for name in self._by_class.keys() & keys.classes:
                yield from self._by_class[name]
        for name in self._by_attribute.keys() & keys.values.keys():
            yield from self._by_attribute[name].look_up(keys.values[name])
        if self._by_tag:
            for tag in self._by_tag.keys() & keys.tags:
                yield from self._by_tag[tag]


class _AttributeIndex:
    """Selectors by what they ask of the values of one attribute. Case does not count."""

    __slots__ = ("_begins", "_ends", "_equals", "_holds", "_lengths", "_present")

    def __init__(self) -> None:
        self._present: list[_Entry] = []
        self._equals: dict[str, list[_Entry]] = {}
        self._begins: _Beginnings = {}
        self._ends: _Beginnings = {}  # the values written backwards
        self._holds: dict[str, list[_Entry]] = {}
        self._lengths: set[int] = set()

    def file(self, test: AttributeTest, entry: _Entry) -> None:
        value = test.value.lower()
        if not test.operator:
            self._present.append(entry)
        elif test.operator == "=":
            self._equals.setdefault(value, []).append(entry)
        elif test.operator in {"^=", "|="}:
            self._lengths.add(min(len(value), _MOST_PREFIX))
            self._begins.setdefault(value[:_MOST_PREFIX], []).append((value, entry))
        elif test.operator == "$=":
            self._lengths.add(min(len(value), _MOST_PREFIX))
            self._ends.setdefault(value[::-1][:_MOST_PREFIX], []).append((value[::-1], entry))
        else:
            self._holds.setdefault(value, []).append(entry)

    def look_up(self, values: set[str | None]) -> Iterable[_Entry]:
        yield from self._present
        lowered = {(value or "").lower() for value in values}
        for value in self._equals.keys() & lowered:
            yield from self._equals[value]
        if self._lengths:
            yield from _with_beginning(self._begins, lowered, self._lengths)
            yield from _with_beginning(self._ends, {value[::-1] for value in lowered}, self._lengths)
        if self._holds:
            joined = "\n".join(lowered)
            for value, entries in self._holds.items():
                if value in joined:
                    yield from entries


def _with_beginning(index: _Beginnings, values: set[str], lengths: set[int]) -> Iterable[_Entry]:
    found = index.keys() & {value[:length] for value in values for length in lengths} if index else ()
    for key in found:
        near = [value for value in values if value.startswith(key)]
        for beginning, entry in index[key]:
            if any(value.startswith(beginning) for value in near):
                yield entry


class _PageKeys:
    """The ids, classes, attribute values and elements of one page, under which selectors are filed."""

    __slots__ = ("_by_class", "_by_id", "_by_tag", "_containers", "classes", "ids", "tags", "values")

    def __init__(self, containers: Sequence[Container]) -> None:
        self._containers = containers
        self._by_id: dict[str | None, list[Container]] | None = None
        self._by_class: dict[str, list[Container]] = {}
        self._by_tag: dict[str, list[Container]] = {}
        self.tags = {each.tag for each in containers}
        self.values: dict[str, set[str | None]] = {}
        values = self.values
        for container in containers:
            for name, value in container.attributes.items():
                if name in values:
                    values[name].add(value)
                else:
                    values[name] = {value}
        self.ids = {value for value in values.get("id", ()) if value}
        self.classes = frozenset(name for value in values.get("class", ()) for name in (value or "").split())

    def candidates(self, compound: Compound) -> Sequence[Container]:
        """The containers that may match."""
        if self._by_id is None:
            self._by_id = self._sort()
        if compound.id:
            return self._by_id.get(compound.id, ())
        if compound.classes:
            return min((self._by_class.get(name, []) for name in compound.classes), key=len)
        return self._by_tag.get(compound.tag, ()) if compound.tag else self._containers

    def _sort(self) -> dict[str | None, list[Container]]:
        by_id: dict[str | None, list[Container]] = {}
        for container in self._containers:
            attributes = container.attributes
            self._by_tag.setdefault(container.tag, []).append(container)
            if "id" in attributes:
                by_id.setdefault(attributes["id"], []).append(container)
            for name in set((attributes.get("class") or "").split()):
                self._by_class.setdefault(name, []).append(container)
        return by_id


def _names_of(url: str | None) -> dict[str, int]:
    """The names under which a host may be named in a filter, each with twice the number of its labels.

    These are the host and the domains above it, and each of them without its ending, as `example.*`, with one less. An
    ending is known by its shape, one label, or two short ones: there is no list of public suffixes here.
    """
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return {}
    labels = host.rstrip(".").split(".") if host else []
    endings = [1, 2] if len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= _MOST_ENDING else [1]
    names: dict[str, int] = {}
    for start in range(len(labels)):
        weight = 2 * (len(labels) - start)
        names[".".join(labels[start:])] = weight
        for ending in endings:
            stem = labels[start : len(labels) - ending]
            if stem:
                names.setdefault(f"{'.'.join(stem)}.*", weight - 1)
    return names
