"""What changed over many pages: groups by cause, fields, pages that gain or lose their article, hosts."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, Final, Generic, TypeVar

from cleanarticle.archive.records import Fault
from cleanarticle.upgrade.causes import Cause
from cleanarticle.upgrade.changes import Change, FieldDelta, PageChange
from cleanarticle.upgrade.pages import Pages, host_of, rank_of

__all__ = ["Comparison", "FieldGroup", "Group", "HostChange", "Sample", "Turn"]

_S = TypeVar("_S")

_SAMPLES: Final = 8
_TURNS: Final = 30
_MOST_HOSTS_SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class Sample(Generic[_S]):
    """A change with the page it stands on.

    Attributes:
        place: Where the page stands in the archive.
        url: Its address; empty if the archive does not tell.
        what: The change.
    """

    place: str
    url: str
    what: _S


@dataclass(frozen=True, slots=True)
class Turn:
    """A page whose reading ends otherwise.

    Attributes:
        before: How it ended before: `ok`, `no-article`, `bad-input`, `crashed`.
        after: How it ends after.
        reason: Why one of them has no article.
    """

    before: str
    after: str
    reason: str


class _Drawn(Generic[_S]):
    """A few samples, drawn by lot, the same each time; at most one a page."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._ranked: list[tuple[int, Sample[_S]]] = []

    def offer(self, page: PageChange, what: _S) -> None:
        rank = rank_of(page.place, page.url)
        if len(self._ranked) == self._most and rank >= self._ranked[-1][0]:
            return
        if any(rank == other for other, _ in self._ranked):
            return
        self._ranked.append((rank, Sample(page.place, page.url, what)))
        self._ranked.sort(key=lambda each: each[0])
        del self._ranked[self._most :]

    def samples(self) -> tuple[Sample[_S], ...]:
        return tuple(sample for _, sample in self._ranked)


@dataclass(frozen=True, slots=True)
class Group:
    """All changes of the body with one cause.

    Attributes:
        cause: The cause.
        pages: Number of pages.
        blocks: Number of blocks.
        words_lost: Words that bodies lose.
        words_gained: Words that bodies gain.
        outcomes: What became of blocks before and after, with their number, the most frequent first.
        hosts: Hosts with their number of pages, the largest first.
        samples: A few of the changes, from different pages.
    """

    cause: Cause
    pages: int
    blocks: int
    words_lost: int
    words_gained: int
    outcomes: tuple[tuple[str, str, int], ...]
    hosts: tuple[tuple[str, int], ...]
    samples: tuple[Sample[Change], ...]


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """All changes of one field.

    Attributes:
        name: The field.
        pages: Number of pages.
        gained: Pages on which it was empty before.
        lost: Pages on which it is empty after.
        changed: Pages on which it has another value.
        moved: Pages on which it has the same value from another source.
        sources: What it was read from before and after (empty for nothing), with the number of pages.
        samples: A few of the changes, from different pages.
    """

    name: str
    pages: int
    gained: int
    lost: int
    changed: int
    moved: int
    sources: tuple[tuple[str, str, int], ...]
    samples: tuple[Sample[FieldDelta], ...]


@dataclass(frozen=True, slots=True)
class HostChange:
    """The pages of one host.

    Attributes:
        host: The host.
        pages: Number of its pages.
        changed: Number of them on which anything changed.
        words_lost: Words that bodies lose.
        words_gained: Words that bodies gain.
    """

    host: str
    pages: int
    changed: int
    words_lost: int
    words_gained: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two sides make of the same pages.

    Attributes:
        names: What the two sides are called.
        pages: Number of pages that were read.
        changed: Number of pages on which anything changed.
        words: Words of all bodies, before and after.
        turns: Pages by how their reading ended before and after, where that differs.
        turn_samples: Some of these pages.
        failures: Pages that can't be read, or crash the side, before and after.
        groups: Changes of bodies by cause, those with the most words first.
        fields: Changes of fields, those with the most pages first.
        hosts: The hosts with the most words and pages changed, at most a hundred.
        skipped: Records of the archive that were no pages, by reason.
        faults: Places of the archive that can't be read, at most a hundred.
        fault_count: Number of all such places.
    """

    names: tuple[str, str]
    pages: int
    changed: int
    words: tuple[int, int]
    turns: tuple[tuple[str, str, int], ...]
    turn_samples: tuple[Sample[Turn], ...]
    failures: tuple[int, int]
    groups: tuple[Group, ...]
    fields: tuple[FieldGroup, ...]
    hosts: tuple[HostChange, ...]
    skipped: tuple[tuple[str, int], ...]
    faults: tuple[Fault, ...]
    fault_count: int

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return self.changed > 0

    @property
    def share(self) -> float:
        """Share of the pages on which anything changed, from 0 to 1."""
        return self.changed / self.pages if self.pages else 0.0

    def gains(self) -> int:
        """Number of pages that have an article after, and had none before."""
        return sum(number for _, after, number in self.turns if after == "ok")

    def losses(self) -> int:
        """Number of pages that had an article before, and have none after."""
        return sum(number for before, _, number in self.turns if before == "ok")

    def to_json(self, *, indent: int | None = None) -> str:
        """All of it as JSON: the attributes by their names, a cause as an object with kind and name.

        Args:
            indent: Spaces a level; all on one line if left out.
        """
        return json.dumps(_named(asdict(self)), ensure_ascii=False, indent=indent)


def _named(value: Any) -> Any:
    """Plain data; a cause, which is a tuple, keeps the names of its parts."""
    if isinstance(value, Cause):
        return value._asdict()
    if isinstance(value, dict):
        return {key: _named(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_named(each) for each in value]
    return value


@dataclass(slots=True)
class _Changes:
    """What gathers under one cause."""

    pages: int = 0
    blocks: int = 0
    lost: int = 0
    gained: int = 0
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    hosts: Counter[str] = field(default_factory=Counter)
    samples: _Drawn[Change] = field(default_factory=lambda: _Drawn(_SAMPLES))


@dataclass(slots=True)
class _Deltas:
    """What gathers under one field."""

    numbers: Counter[str] = field(default_factory=Counter)
    sources: Counter[tuple[str, str]] = field(default_factory=Counter)
    samples: _Drawn[FieldDelta] = field(default_factory=lambda: _Drawn(_SAMPLES))


class Tally:
    """Adds pages up, one after another. What it holds grows with causes, fields and hosts, and not with pages."""

    def __init__(self) -> None:
        self.pages = 0
        self.changed = 0
        self._words = [0, 0]
        self._failures = [0, 0]
        self._turns: Counter[tuple[str, str]] = Counter()
        self._turn_samples: _Drawn[Turn] = _Drawn(_TURNS)
        self._groups: defaultdict[Cause, _Changes] = defaultdict(_Changes)
        self._fields: defaultdict[str, _Deltas] = defaultdict(_Deltas)
        self._hosts: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def add(self, page: PageChange) -> None:
        """Count a page."""
        self.pages += 1
        self.changed += bool(page)
        for side in (0, 1):
            self._words[side] += page.words[side]
            self._failures[side] += page.statuses[side] in {"bad-input", "crashed"}
        before, after = page.statuses
        if before != after:
            self._turns[before, after] += 1
            self._turn_samples.offer(page, Turn(before, after, page.reasons[1] or page.reasons[0]))
        host = host_of(page.url)
        self._add_host(host, page)
        self._add_changes(host, page)
        self._add_fields(page)

    def _add_host(self, host: str, page: PageChange) -> None:
        numbers = self._hosts[host]
        numbers["pages"] += 1
        numbers["changed"] += bool(page)
        numbers["lost"] += sum(change.words_lost for change in page.changes)
        numbers["gained"] += sum(change.words_gained for change in page.changes)

    def _add_changes(self, host: str, page: PageChange) -> None:
        largest: dict[Cause, Change] = {}
        for change in page.changes:
            group = self._groups[change.cause]
            group.blocks += 1
            group.lost += change.words_lost
            group.gained += change.words_gained
            group.outcomes[change.before, change.after] += 1
            if _size(change) > _size(largest.get(change.cause)):
                largest[change.cause] = change
        for cause, change in largest.items():
            group = self._groups[cause]
            group.pages += 1
            group.hosts[host] += 1
            group.samples.offer(page, change)

    def _add_fields(self, page: PageChange) -> None:
        for delta in page.fields:
            gathered = self._fields[delta.name]
            gathered.numbers[_direction(delta)] += 1
            gathered.sources[delta.source_before, delta.source_after] += 1
            gathered.samples.offer(page, delta)

    def comparison(self, names: tuple[str, str], pages: Pages) -> Comparison:
        """What all pages come to."""
        groups = sorted(
            (_group(cause, gathered) for cause, gathered in self._groups.items()),
            key=lambda group: (-(group.words_lost + group.words_gained), -group.pages, group.cause),
        )
        fields = sorted(
            (_field_group(name, gathered) for name, gathered in self._fields.items()),
            key=lambda group: (-group.pages, group.name),
        )
        return Comparison(
            names,
            self.pages,
            self.changed,
            (self._words[0], self._words[1]),
            _ranked_pairs(self._turns),
            self._turn_samples.samples(),
            (self._failures[0], self._failures[1]),
            tuple(groups),
            tuple(fields),
            tuple(self._host_changes()),
            tuple(_ranked(pages.skipped)),
            tuple(pages.faults),
            pages.fault_count,
        )

    def _host_changes(self) -> list[HostChange]:
        hosts = (
            HostChange(host, each["pages"], each["changed"], each["lost"], each["gained"])
            for host, each in self._hosts.items()
            if each["changed"]
        )
        ranked = sorted(hosts, key=lambda each: (-(each.words_lost + each.words_gained), -each.changed, each.host))
        return ranked[:_MOST_HOSTS_SHOWN]


def _size(change: Change | None) -> int:
    return -1 if change is None else change.words_lost + change.words_gained


def _direction(delta: FieldDelta) -> str:
    if delta.equal:
        return "moved"
    if not delta.before:
        return "gained"
    return "changed" if delta.after else "lost"


def _group(cause: Cause, gathered: _Changes) -> Group:
    return Group(
        cause,
        gathered.pages,
        gathered.blocks,
        gathered.lost,
        gathered.gained,
        _ranked_pairs(gathered.outcomes),
        tuple(_ranked(gathered.hosts)[:_MOST_HOSTS_SHOWN]),
        gathered.samples.samples(),
    )


def _field_group(name: str, gathered: _Deltas) -> FieldGroup:
    numbers = gathered.numbers
    return FieldGroup(
        name,
        numbers.total(),
        numbers["gained"],
        numbers["lost"],
        numbers["changed"],
        numbers["moved"],
        _ranked_pairs(gathered.sources),
        gathered.samples.samples(),
    )


def _ranked(numbers: Counter[str]) -> list[tuple[str, int]]:
    return sorted(numbers.items(), key=lambda each: (-each[1], each[0]))


def _ranked_pairs(numbers: Iterable[tuple[str, str]] | Counter[tuple[str, str]]) -> tuple[tuple[str, str, int], ...]:
    ranked = sorted(Counter(numbers).items(), key=lambda each: (-each[1], each[0]))
    return tuple((before, after, number) for (before, after), number in ranked)
