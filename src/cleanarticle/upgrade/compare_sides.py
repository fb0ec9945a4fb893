"""Two sides × the pages of an archive → Comparison."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Final, Generic, NamedTuple, TypeVar

from cleanarticle.archive.pool import map_records
from cleanarticle.archive.records import Record
from cleanarticle.explain.cause import Cause
from cleanarticle.explain.difference import BlockChange, Difference, FieldChange, difference_of
from cleanarticle.explain.text_difference import lines_of
from cleanarticle.shorten import shorten
from cleanarticle.upgrade.archive_pages import ArchivePages, host_name, rank_of
from cleanarticle.upgrade.comparison import CauseGroup, Comparison, FieldGroup, HostChange, PageSample, StatusChange
from cleanarticle.upgrade.side_readers import reader_of
from cleanarticle.upgrade.sides import Side

__all__ = ["PageDifference", "compare_sides"]

_Sampled = TypeVar("_Sampled")

# As many pages of a cause as a person reads. They bound the memory, and the size of the report.
_SAMPLES: Final = 8
# More than for a cause: pages that gain or lose an article share these, and each is worth a look.
_TURNS: Final = 30
# An archive of the web has a host for each few pages: a list of all would be most of the report.
_MOST_HOSTS_SHOWN: Final = 100
# A paragraph of 200 words is whole. Less hides the end of common ones; more lets one block fill the report.
_MOST_TEXT: Final = 1200


class PageDifference(NamedTuple):
    """The difference on one page.

    Attributes:
        place: Where the page is in the archive.
        url: Its address; empty if the archive does not say.
        difference: What changes from the first side to the second.
    """

    place: str
    url: str
    difference: Difference

    @property
    def body(self) -> list[BlockChange]:
        """The changes of the body, without blocks that are in neither body."""
        return [change for change in self.difference.blocks if change.of_body]

    @property
    def is_changed(self) -> bool:
        """True if the body, a field or the status changes."""
        before, after = self.difference.statuses
        return bool(self.body or self.difference.fields or before != after)


def compare_sides(
    first: Side,
    second: Side,
    pages: ArchivePages,
    *,
    workers: int = 1,
    progress: Callable[[int, int], None] = lambda done, changed: None,
) -> Comparison:
    """Read every page with both sides, and add up what changes from the first to the second.

    Args:
        first: The side to start from.
        second: The other.
        pages: The pages.
        workers: Number of processes. The result does not depend on it.
        progress: Called after each page with the number of pages so far, and of those on which anything changed.

    Returns:
        The changes.

    Raises:
        CleanArticleError: The settings of a side are wrong, another version does not run, or a process ended.
    """
    for side in (first, second) if workers > 1 else ():
        reader_of(side).close()  # a wrong side is an error here, not one in a worker
    tally = _Tally()
    for page in map_records(_differences, (first, second), pages, workers=workers):
        tally.add(page)
        progress(tally.pages, tally.changed)
    return tally.comparison((first.name, second.name), pages)


@contextmanager
def _differences(sides: tuple[Side, Side]) -> Iterator[Callable[[Record], PageDifference]]:
    first = reader_of(sides[0])
    second = reader_of(sides[1])

    def work(record: Record) -> PageDifference:
        first.ask(record)
        second.ask(record)
        return PageDifference(record.place, record.url or "", difference_of(first.answer(), second.answer()))

    try:
        yield work
    finally:
        first.close()
        second.close()


class _Samples(Generic[_Sampled]):
    """Some changes, at most one a page, drawn by a hash of the page: the same ones each time."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._ranked: list[tuple[int, PageSample[_Sampled]]] = []

    def offer(self, page: PageDifference, change: _Sampled) -> None:
        rank = rank_of(page.place, page.url)
        if len(self._ranked) == self._most and rank >= self._ranked[-1][0]:
            return
        if any(rank == other for other, _ in self._ranked):
            return
        self._ranked.append((rank, PageSample(page.place, page.url, change)))
        self._ranked.sort(key=lambda item: item[0])
        del self._ranked[self._most :]

    def drawn(self) -> tuple[PageSample[_Sampled], ...]:
        return tuple(sample for _, sample in self._ranked)


@dataclass(slots=True)
class _CauseTally:
    pages: int = 0
    blocks: int = 0
    lost: int = 0
    gained: int = 0
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    hosts: Counter[str] = field(default_factory=Counter)
    samples: _Samples[BlockChange] = field(default_factory=lambda: _Samples(_SAMPLES))


@dataclass(slots=True)
class _FieldTally:
    directions: Counter[str] = field(default_factory=Counter)
    sources: Counter[tuple[str, str]] = field(default_factory=Counter)
    samples: _Samples[FieldChange] = field(default_factory=lambda: _Samples(_SAMPLES))


class _Tally:
    """Adds pages up one by one. Its size grows with the causes, fields and hosts, and not with the pages."""

    def __init__(self) -> None:
        self.pages = 0
        self.changed = 0
        self._words = [0, 0]
        self._failures = [0, 0]
        self._statuses: Counter[tuple[str, str]] = Counter()
        self._status_samples: _Samples[StatusChange] = _Samples(_TURNS)
        self._causes: defaultdict[Cause, _CauseTally] = defaultdict(_CauseTally)
        self._fields: defaultdict[str, _FieldTally] = defaultdict(_FieldTally)
        self._hosts: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def add(self, page: PageDifference) -> None:
        difference, is_changed = page.difference, page.is_changed
        self.pages += 1
        self.changed += is_changed
        for side in (0, 1):
            self._words[side] += difference.words[side]
            self._failures[side] += difference.statuses[side] in {"bad-input", "crashed"}
        before, after = difference.statuses
        if before != after:
            self._statuses[before, after] += 1
            reason = shorten(difference.reasons[1] or difference.reasons[0], _MOST_TEXT)
            self._status_samples.offer(page, StatusChange(before, after, reason))
        host = host_name(page.url)
        self._hosts[host].update(
            pages=1,
            changed=int(is_changed),
            lost=sum(change.words_lost for change in page.body),
            gained=sum(change.words_gained for change in page.body),
        )
        self._add_body(host, page)
        self._add_fields(page)

    def _add_body(self, host: str, page: PageDifference) -> None:
        largest: dict[Cause, BlockChange] = {}
        for change in page.body:
            tally = self._causes[change.cause]
            tally.blocks += 1
            tally.lost += change.words_lost
            tally.gained += change.words_gained
            tally.outcomes[change.before, change.after] += 1
            if change.cause not in largest or _size(change) > _size(largest[change.cause]):
                largest[change.cause] = change
        for cause, change in largest.items():
            tally = self._causes[cause]
            tally.pages += 1
            tally.hosts[host] += 1
            tally.samples.offer(page, _shortened_block(change))

    def _add_fields(self, page: PageDifference) -> None:
        for change in page.difference.fields:
            tally = self._fields[change.name]
            tally.directions[_direction(change)] += 1
            tally.sources[change.source_before, change.source_after] += 1
            tally.samples.offer(page, _shortened_field(change))

    def comparison(self, names: tuple[str, str], pages: ArchivePages) -> Comparison:
        groups = [_cause_group(cause, tally) for cause, tally in self._causes.items()]
        fields = [_field_group(name, tally) for name, tally in self._fields.items()]
        return Comparison(
            names,
            self.pages,
            self.changed,
            (self._words[0], self._words[1]),
            _ranked_pairs(self._statuses),
            self._status_samples.drawn(),
            (self._failures[0], self._failures[1]),
            tuple(sorted(groups, key=lambda group: (-_size(group), -group.pages, group.cause))),
            tuple(sorted(fields, key=lambda group: (-group.pages, group.name))),
            tuple(self._host_changes()),
            tuple(_ranked(pages.skipped)),
            tuple(pages.faults),
            pages.fault_count,
        )

    def _host_changes(self) -> list[HostChange]:
        hosts = [
            HostChange(host, numbers["pages"], numbers["changed"], numbers["lost"], numbers["gained"])
            for host, numbers in self._hosts.items()
            if numbers["changed"]
        ]
        return sorted(hosts, key=lambda host: (-_size(host), -host.changed, host.host))[:_MOST_HOSTS_SHOWN]


def _size(change: BlockChange | CauseGroup | HostChange) -> int:
    return change.words_lost + change.words_gained


def _direction(change: FieldChange) -> str:
    if change.only_source:
        return "only source"
    if not change.before:
        return "gained"
    return "changed" if change.after else "lost"


def _shortened_block(change: BlockChange) -> BlockChange:
    return replace(
        change,
        text_before=shorten(change.text_before, _MOST_TEXT),
        text_after=shorten(change.text_after, _MOST_TEXT),
        decided_before=shorten(change.decided_before, _MOST_TEXT),
        decided_after=shorten(change.decided_after, _MOST_TEXT),
    )


def _shortened_field(change: FieldChange) -> FieldChange:
    return replace(change, before=_readable(change.before), after=_readable(change.after))


def _readable(value: Any) -> str:
    return shorten("\n".join(lines_of(value)), _MOST_TEXT)


def _cause_group(cause: Cause, tally: _CauseTally) -> CauseGroup:
    return CauseGroup(
        cause,
        tally.pages,
        tally.blocks,
        tally.lost,
        tally.gained,
        _ranked_pairs(tally.outcomes),
        tuple(_ranked(tally.hosts)[:_MOST_HOSTS_SHOWN]),
        tally.samples.drawn(),
    )


def _field_group(name: str, tally: _FieldTally) -> FieldGroup:
    directions = tally.directions
    return FieldGroup(
        name,
        directions.total(),
        directions["gained"],
        directions["lost"],
        directions["changed"],
        directions["only source"],
        _ranked_pairs(tally.sources),
        tally.samples.drawn(),
    )


def _ranked(numbers: Counter[str]) -> list[tuple[str, int]]:
    return sorted(numbers.items(), key=lambda item: (-item[1], item[0]))


def _ranked_pairs(numbers: Counter[tuple[str, str]]) -> tuple[tuple[str, str, int], ...]:
    ranked = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    return tuple((before, after, number) for (before, after), number in ranked)
