"""The syntax of filter lists, as Adblock Plus and uBlock Origin document it: text to filters, line by line.

Only cosmetic rules say something of a page's text. What blocks requests, changes pages or needs a browser is counted
and skipped; a cosmetic rule that can't be honoured is named with its line and the reason. Nothing is guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from cleanarticle.errors import ConfigError
from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.overlays.filters.selectors import FilterSelector, SelectorError, parse_selectors
from cleanarticle.page.segment import INLINE, MEDIA, PLAIN, STRONG, VOID
from cleanarticle.parse.document import OPAQUE

__all__ = ["Filter", "FilterList", "Scope", "UnsupportedFilter", "parse_filter_list", "read_filter_list"]

SkippedKind = Literal["comment", "conditional", "html filter", "network", "no text", "script", "style"]

_SEPARATOR: Final = lazy_pattern(r"#(@?)([?$%]{0,2})#")
_HOST: Final = lazy_pattern(r"[^\s/\\*,~|^$#:]+")
_MOST_CHARACTERS: Final = 4096
"""Longer lines are not read: nobody writes such a rule."""
_TEXTLESS: Final = MEDIA | OPAQUE | VOID
_INLINE: Final = INLINE | PLAIN | STRONG
_SCRIPT_PREFIXES: Final = ("+js(", "script:inject(", "//scriptlet(")
_ACTIONS: Final = lazy_pattern(r":(?:style|remove|remove-attr|remove-class)\(")


@dataclass(frozen=True, slots=True)
class Scope:
    """The hosts to which a rule applies.

    Attributes:
        on: Hosts it holds on, with those below; everywhere if there are none. `example.*` is a name under any ending.
        not_on: Hosts it does not hold on, with those below.
    """

    on: frozenset[str] = frozenset()
    not_on: frozenset[str] = frozenset()

    def holds(self, hosts: Mapping[str, int]) -> bool:
        """True if the rule applies to a host.

        The longest name decides, so that `~news.example.com` takes back what `example.com` says.

        Args:
            hosts: The names under which a host may be named, each with a number that grows with their length.
        """
        no = max((hosts.get(name, 0) for name in self.not_on), default=0)
        if not self.on:
            return not no
        return max((hosts.get(name, 0) for name in self.on), default=0) > no


@dataclass(frozen=True, slots=True)
class Filter:
    """One cosmetic rule.

    Attributes:
        text: The rule as it is written.
        place: Name of the list and number of the line.
        scope: Where it holds.
        selector: Its selector, as it is written.
        selectors: The same, read.
    """

    text: str
    place: str
    scope: Scope
    selector: str
    selectors: tuple[FilterSelector, ...]


@dataclass(frozen=True, slots=True)
class UnsupportedFilter:
    """A cosmetic rule that is not supported.

    Attributes:
        line: Number of its line, from 1.
        text: The rule.
        reason: Why.
    """

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class FilterList:
    """What a filter list says of the text of pages.

    Attributes:
        name: Its name, for reasons: that of the file.
        filters: Its cosmetic rules.
        exceptions: Where a selector does not hold, whichever list has it; by the selector as it is written.
        skipped: Number of lines of other kinds; `no text` are rules for images, frames, scripts and the like.
        unsupported: Cosmetic rules that need more than is known of a page.
    """

    name: str
    filters: tuple[Filter, ...]
    exceptions: tuple[tuple[str, Scope], ...]
    skipped: Mapping[SkippedKind, int]
    unsupported: tuple[UnsupportedFilter, ...]


def read_filter_list(path: str | Path) -> FilterList:
    """Read a filter list from a file.

    Args:
        path: The file, UTF-8.

    Returns:
        The list; its name is that of the file.

    Raises:
        ConfigError: The file can't be read, is not UTF-8, or is not a filter list.
    """
    place = Path(path)
    try:
        text = place.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(f"can't read the filter list {place}: {error.strerror or error}") from error
    except ValueError as error:
        raise ConfigError(f"the filter list {place} is not UTF-8 text; save it as UTF-8") from error
    return parse_filter_list(text, name=place.name)


def parse_filter_list(text: str, *, name: str) -> FilterList:
    """Read the text of a filter list.

    Args:
        text: The list, one rule a line.
        name: Its name, for reasons.

    Returns:
        The list.

    Raises:
        ConfigError: The text is a web page or binary data, not a list.
    """
    start = text.lstrip()[:15].lower()
    if "\x00" in text or start.startswith(("<!doctype", "<html", "<?xml")):
        kind = "binary data" if "\x00" in text else "a web page"
        raise ConfigError(f"the filter list {name} is {kind}, not a list of rules; fetch the list's text itself")
    reader = _FilterListReader(name)
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        reader.read(number, line.strip())
    return reader.filter_list()


class _FilterListReader:
    """Reads line by line. Lines after an `!#if` depend on the browser and are left out."""

    __slots__ = ("_conditions", "_exceptions", "_filters", "_name", "_not_honoured", "_skipped")

    def __init__(self, name: str) -> None:
        self._name = name
        self._filters: list[Filter] = []
        self._exceptions: list[tuple[str, Scope]] = []
        self._skipped: Counter[SkippedKind] = Counter()
        self._not_honoured: list[UnsupportedFilter] = []
        self._conditions = 0

    def filter_list(self) -> FilterList:
        return FilterList(
            self._name,
            tuple(self._filters),
            tuple(self._exceptions),
            dict(sorted(self._skipped.items())),
            tuple(self._not_honoured),
        )

    def read(self, number: int, line: str) -> None:
        if not line:
            return
        if line.startswith("!#"):
            self._read_directive(number, line)
        elif self._conditions:
            self._skipped["conditional"] += 1
        elif line.startswith("!") or (line.startswith("[") and line.endswith("]") and "#" not in line):
            self._skipped["comment"] += 1
        elif len(line) > _MOST_CHARACTERS:
            self._refuse(number, f"{line[:80]}…", f"the line has more than {_MOST_CHARACTERS} characters")
        else:
            self._read_rule(number, line)

    def _read_directive(self, number: int, line: str) -> None:
        if line.startswith("!#include"):
            self._refuse(number, line, "no other list is fetched; name the file as a list of its own")
            return
        self._skipped["comment"] += 1
        if line.startswith("!#if"):
            self._conditions += 1
        elif line.startswith("!#endif"):
            self._conditions = max(0, self._conditions - 1)

    def _read_rule(self, number: int, line: str) -> None:
        if line.startswith("[$"):
            self._refuse(number, line, "modifiers ([$…]) are not known")
            return
        separator = _SEPARATOR.search(line)
        # A comment may begin with "#", and the address in a network rule may hold one.
        if separator is None or ("/" in line[: separator.start()] and not line.startswith("/")):
            kind: SkippedKind = "comment" if line.startswith("#") else "html filter" if "$$" in line else "network"
            self._skipped[kind] += 1
            return
        body = line[separator.end() :].strip()
        kind_of_rule = _kind_of_rule(separator[2], body)
        if kind_of_rule is not None:
            self._skipped[kind_of_rule] += 1
            return
        try:
            scope = _scope(line[: separator.start()])
            if separator[1]:
                self._exceptions.append((_normalised(body), scope))
                return
            selectors = parse_selectors(body)
        except SelectorError as error:
            self._refuse(number, line, str(error))
            return
        if all(_names(each, _TEXTLESS) for each in selectors):
            self._skipped["no text"] += 1
            return
        inline = [_names(each, _TEXTLESS | _INLINE) for each in selectors]
        if all(inline):
            self._refuse(number, line, f"<{inline[0]}> is inline, not a block of text")
            return
        self._filters.append(Filter(line, f"{self._name}:{number}", scope, _normalised(body), selectors))

    def _refuse(self, number: int, text: str, reason: str) -> None:
        self._not_honoured.append(UnsupportedFilter(number, text, reason))


def _names(selector: FilterSelector, elements: frozenset[str]) -> str:
    """The first of these elements that a selector asks for by name; empty if there is none."""
    return next((each.tag for each in selector.compounds if each.tag in elements), "")


def _kind_of_rule(sign: str, body: str) -> SkippedKind | None:
    """What a rule does if it does not hide elements."""
    if "%" in sign or body.startswith(_SCRIPT_PREFIXES):
        return "script"
    if body.startswith("^"):
        return "html filter"
    if "$" in sign or _ACTIONS.search(body):
        # Adblock Plus calls snippets with `#$#`, AdGuard adds styles with it.
        return "style" if "{" in body or _ACTIONS.search(body) else "script"
    return None


def _scope(text: str) -> Scope:
    on: set[str] = set()
    not_on: set[str] = set()
    for part in text.split(","):
        name = part.strip().lower()
        negated = name.startswith("~")
        name = name[negated:].strip()
        if name in {"", "*"}:
            if negated:
                raise SelectorError("a host is missing after '~'")
            continue
        host = name.removesuffix(".*")
        if not _HOST.fullmatch(host):
            raise SelectorError(f"{name!r} is not the name of a host")
        (not_on if negated else on).add(f"{_in_ascii(host)}.*" if host != name else _in_ascii(host))
    return Scope(frozenset(on), frozenset(not_on))


def _in_ascii(host: str) -> str:
    """A host as addresses have it: in ASCII."""
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _normalised(selector: str) -> str:
    return " ".join(selector.split())
