"""Batches of pages in time order → Drift: hosts whose rates jump from one batch to the next.

For each host and each pair of neighbouring batches, every rate is tested: the share of pages without an article, of
articles with an empty field, of fields read from a source, of pages on which a rule fires (Fisher's exact test), and
the words of the articles (Mann–Whitney). The probabilities are multiplied by the number of tests that could have come
out significant (Tarone's modification of Bonferroni's), so that `alpha` is the chance of a single false alarm in the
whole run, were the pages of a host drawn by lot. They are not quite: what a site publishes changes too. Therefore a
jump has to be large as well as improbable: a fifth of the pages, or words by a quarter.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from heapq import heappush, heappushpop
from itertools import pairwise
from math import comb, log2
from typing import Final, Literal

from cleanarticle.archive.pool import map_records
from cleanarticle.archive.records import Fault, Record
from cleanarticle.config.model import Config
from cleanarticle.errors import InputError
from cleanarticle.upgrade.facts import PageFacts, reader
from cleanarticle.upgrade.pages import Pages, rank_of
from cleanarticle.upgrade.statistics import bonferroni_factor, fisher_exact, least_p, mann_whitney

__all__ = ["ALPHA", "Batch", "Drift", "HostDrift", "Jump", "Move", "Period", "Rate", "drift"]

Period = Literal["day", "week", "month"]

ALPHA: Final = 0.01
_LEAST_DIFFERENCE: Final = 0.2
_LEAST_RATIO: Final = 1.25
_WORDS: Final = "words"
_NO_ARTICLE: Final = "no article"
_OF_PAGES: Final = ("rule ", _NO_ARTICLE)
"""Rates over all pages; the others are over pages with an article."""
_SAMPLES: Final = 3
_MOST_EXACT: Final = 1000


@dataclass(frozen=True, slots=True)
class Batch:
    """Pages of one time.

    Attributes:
        name: The path of the archive, or the day, Monday or month.
        pages: Number of its pages.
        first: When the first of them was fetched; `None` if the archive does not tell.
        last: When the last of them was fetched.
    """

    name: str
    pages: int
    first: dt.datetime | None
    last: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate of one host, batch by batch.

    Attributes:
        name: `no article`, `empty FIELD`, `source FIELD=SOURCE`, `rule NAME`, or `words` (the median of an article).
        values: A share from 0 to 1, or the words, for each batch; `None` where the host has no such page.
    """

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A rate that jumps.

    Attributes:
        rate: Its name.
        before: Its value in the earlier batch.
        after: Its value in the later.
        pages: Pages, or articles, that the values are of.
        p: How probable such a jump is by chance, after the correction for the number of tests.
    """

    rate: str
    before: float
    after: float
    pages: tuple[int, int]
    p: float

    @property
    def size(self) -> float:
        """How far it moves: the difference of two shares; of words, their ratio as a power of two, at most 1."""
        if self.rate == _WORDS:
            return min(1.0, _octaves(self.before, self.after))
        return abs(self.after - self.before)


@dataclass(frozen=True, slots=True)
class Jump:
    """Two neighbouring batches between which rates of a host jump.

    Attributes:
        host: The host.
        batches: Names of the two batches.
        since: When the first page of the host in the later batch was fetched; `None` if the archive does not tell.
        moves: The rates that jump, the largest first.
        places: A few pages of the host in the earlier batch.
        places_after: A few in the later.
    """

    host: str
    batches: tuple[str, str]
    since: dt.datetime | None
    moves: tuple[Move, ...]
    places: tuple[str, ...]
    places_after: tuple[str, ...]

    @property
    def size(self) -> float:
        """The sizes of all moves together: a new layout moves many rates at once."""
        return sum(move.size for move in self.moves)


@dataclass(frozen=True, slots=True)
class HostDrift:
    """One host over all batches.

    Attributes:
        host: The host.
        pages: Number of its pages in each batch.
        rates: All its rates, by name.
    """

    host: str
    pages: tuple[int, ...]
    rates: tuple[Rate, ...]


@dataclass(frozen=True, slots=True)
class Drift:
    """What changed over time. It is false if nothing jumps.

    Attributes:
        batches: The batches in time order.
        jumps: What jumps, the largest first.
        hosts: All hosts, those that jump first, then those with the most pages.
        tests: Number of tests that could have come out significant.
        undated: Pages that were left out because the archive does not tell when they were fetched.
        skipped: Records that were no pages, by reason.
        faults: Places that can't be read, at most a hundred.
        fault_count: Number of all such places.
    """

    batches: tuple[Batch, ...]
    jumps: tuple[Jump, ...]
    hosts: tuple[HostDrift, ...]
    tests: int
    undated: int
    skipped: tuple[tuple[str, int], ...]
    faults: tuple[Fault, ...]
    fault_count: int

    def __bool__(self) -> bool:
        """Whether anything jumps."""
        return bool(self.jumps)

    def to_json(self, *, indent: int | None = None) -> str:
        """All of it as JSON: the attributes by their names, moments in ISO 8601.

        Args:
            indent: Spaces a level; all on one line if left out.
        """
        return json.dumps(asdict(self), default=dt.datetime.isoformat, ensure_ascii=False, indent=indent)


@dataclass(slots=True)
class _Cell:
    """The pages of one host in one batch."""

    pages: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    words: Counter[int] = field(default_factory=Counter)
    first: dt.datetime | None = None
    samples: list[tuple[int, str]] = field(default_factory=list)

    def add(self, facts: PageFacts, fetched: dt.datetime | None) -> None:
        self.pages += 1
        if facts.words is None:
            self.counts[_NO_ARTICLE] += 1
        else:
            self.words[facts.words] += 1
        self.counts.update(f"empty {name}" for name in facts.empty)
        self.counts.update(f"source {source}" for source in facts.sources)
        self.counts.update(f"rule {rule}" for rule in facts.rules)
        if fetched is not None and (self.first is None or fetched < self.first):
            self.first = fetched
        ranked = (-rank_of(facts.place), facts.place)
        if len(self.samples) < _SAMPLES:
            heappush(self.samples, ranked)
        else:
            heappushpop(self.samples, ranked)

    def size(self, rate: str) -> int:
        """Number of pages, or of articles, that a rate is over."""
        return self.pages if rate.startswith(_OF_PAGES) else self.words.total()

    def value(self, rate: str) -> float | None:
        size = self.size(rate)
        if not size:
            return None
        return _median(self.words) if rate == _WORDS else self.counts[rate] / size

    def places(self) -> tuple[str, ...]:
        return tuple(sorted(place for _, place in self.samples))


@dataclass(slots=True)
class _Time:
    """When the pages of a batch were fetched."""

    pages: int = 0
    first: dt.datetime | None = None
    last: dt.datetime | None = None

    def add(self, fetched: dt.datetime | None) -> None:
        self.pages += 1
        if fetched is not None:
            self.first = fetched if self.first is None else min(self.first, fetched)
            self.last = fetched if self.last is None else max(self.last, fetched)


_Label = tuple[int | str, str]
"""What sorts a batch, and its name."""
_Cells = dict[str, dict[_Label, _Cell]]


def drift(
    batches: Iterable[tuple[str, Pages]],
    config: Config | None = None,
    *,
    by: Period | None = None,
    workers: int = 1,
    alpha: float = ALPHA,
    progress: Callable[[int], None] = lambda done: None,
) -> Drift:
    """Find the hosts whose rates jump.

    Args:
        batches: Names and pages, in time order; or in any order if they are cut by time.
        config: Settings; the defaults if left out.
        by: Cut all pages by when they were fetched (UTC), instead of taking the batches as given.
        workers: Number of processes. The result does not depend on it.
        alpha: The chance of a false alarm in the whole run that is put up with.
        progress: Is told after each page how many were read.

    Returns:
        What jumps, and all rates.

    Raises:
        InputError: There are fewer than two batches with pages.
        CleanArticleError: The settings don't fit, or a process ended.
    """
    given = list(batches)
    stream = _Stream(given, by)
    cells: _Cells = defaultdict(lambda: defaultdict(_Cell))
    times: dict[_Label, _Time] = defaultdict(_Time)
    work = map_records(reader, config or Config(), stream, workers=workers)
    for number, facts in enumerate(work, 1):
        label, fetched = stream.waiting.popleft()
        cells[facts.host][label].add(facts, fetched)
        times[label].add(fetched)
        progress(number)
    labels = sorted(times, key=lambda label: label[0])
    if len(labels) < 2:
        raise InputError(_too_few(stream.undated, by))
    jumps, tests = _jumps(cells, labels, alpha)
    skipped = sum((pages.skipped for _, pages in given), Counter[str]())
    return Drift(
        tuple(Batch(label[1], times[label].pages, times[label].first, times[label].last) for label in labels),
        tuple(jumps),
        tuple(_hosts(cells, labels, [jump.host for jump in jumps])),
        tests,
        stream.undated,
        tuple(sorted(skipped.items(), key=lambda each: (-each[1], each[0]))),
        tuple(fault for _, pages in given for fault in pages.faults),
        sum(pages.fault_count for _, pages in given),
    )


def _too_few(undated: int, by: Period | None) -> str:
    if undated:
        return f"{undated:,} pages have no date of fetching; give each batch as an archive of its own instead"
    return f"all pages are of one {by}; cut finer" if by else "only one batch has pages; give two, or cut one by time"


class _Stream:
    """All pages, one batch after another; the batch of each waits until the page's facts are there."""

    def __init__(self, batches: list[tuple[str, Pages]], by: Period | None) -> None:
        self._batches = batches
        self._by = by
        self.waiting: deque[tuple[_Label, dt.datetime | None]] = deque()
        self.undated = 0

    def __iter__(self) -> Iterator[Record]:
        for number, (name, pages) in enumerate(self._batches):
            for record in pages:
                label = (number, name) if self._by is None else _label(record.fetched, self._by)
                if label is None:
                    self.undated += 1
                    continue
                self.waiting.append((label, record.fetched))
                yield record


def _label(fetched: dt.datetime | None, by: Period) -> _Label | None:
    if fetched is None:
        return None
    day = fetched.astimezone(dt.UTC).date()
    if by == "week":
        day -= dt.timedelta(days=day.weekday())
    name = f"{day:%Y-%m}" if by == "month" else day.isoformat()
    return name, name


@dataclass(frozen=True, slots=True)
class _Test:
    """A rate of a host in two neighbouring batches, and the smallest probability that its test can give."""

    host: str
    labels: tuple[_Label, _Label]
    rate: str
    least: float


def _jumps(cells: _Cells, labels: list[_Label], alpha: float) -> tuple[list[Jump], int]:
    tests = [test for host in sorted(cells) for test in _tests(host, cells[host], labels)]
    factor = bonferroni_factor((test.least for test in tests), alpha)
    moves: dict[tuple[str, tuple[_Label, _Label]], list[Move]] = defaultdict(list)
    for test in tests:
        batches = cells[test.host]
        move = _move(test, batches[test.labels[0]], batches[test.labels[1]], factor)
        if move is not None and move.p <= alpha:
            moves[test.host, test.labels].append(move)
    jumps = [_jump(cells[host], host, pair, found) for (host, pair), found in moves.items()]
    jumps.sort(key=lambda jump: (-jump.size, jump.host, jump.batches))
    return jumps, factor if tests else 0


def _tests(host: str, batches: dict[_Label, _Cell], labels: list[_Label]) -> Iterator[_Test]:
    for pair in pairwise(label for label in labels if label in batches):
        first, second = batches[pair[0]], batches[pair[1]]
        for rate in sorted({*first.counts, *second.counts}):
            sizes = first.size(rate), second.size(rate)
            if all(sizes):
                yield _Test(host, pair, rate, least_p(first.counts[rate], sizes[0], second.counts[rate], sizes[1]))
        one, other = first.words.total(), second.words.total()
        if one and other:
            yield _Test(host, pair, _WORDS, 2 / comb(one + other, one) if one + other < _MOST_EXACT else 0.0)


def _move(test: _Test, first: _Cell, second: _Cell, factor: int) -> Move | None:
    """What became of a rate; `None` if it did not move far enough to matter."""
    rate = test.rate
    before, after = first.value(rate), second.value(rate)
    sizes = first.size(rate), second.size(rate)
    if before is None or after is None:
        return None
    if rate == _WORDS:
        if _octaves(before, after) < log2(_LEAST_RATIO):
            return None
        p = mann_whitney(first.words, second.words)
    else:
        if abs(after - before) < _LEAST_DIFFERENCE:
            return None
        p = fisher_exact(first.counts[rate], sizes[0], second.counts[rate], sizes[1])
    return Move(rate, before, after, sizes, min(1.0, p * factor))


def _jump(batches: dict[_Label, _Cell], host: str, pair: tuple[_Label, _Label], moves: list[Move]) -> Jump:
    first, second = batches[pair[0]], batches[pair[1]]
    ranked = sorted(moves, key=lambda move: (-move.size, move.rate))
    return Jump(host, (pair[0][1], pair[1][1]), second.first, tuple(ranked), first.places(), second.places())


def _hosts(cells: _Cells, labels: list[_Label], jumping: list[str]) -> Iterator[HostDrift]:
    rank = {host: number for number, host in reversed(list(enumerate(jumping)))}
    pages = {host: sum(cell.pages for cell in batches.values()) for host, batches in cells.items()}
    for host in sorted(cells, key=lambda host: (rank.get(host, len(rank) + len(jumping)), -pages[host], host)):
        found = [cells[host].get(label, _Cell()) for label in labels]
        names = [_WORDS, *sorted({_NO_ARTICLE}.union(*(cell.counts for cell in found)))]
        rates = (Rate(name, tuple(_rounded(cell.value(name)) for cell in found)) for name in names)
        yield HostDrift(host, tuple(cell.pages for cell in found), tuple(rates))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _median(numbers: Counter[int]) -> float:
    """The lower of two in the middle."""
    half, met = (numbers.total() + 1) // 2, 0
    for number in sorted(numbers):
        met += numbers[number]
        if met >= half:
            return float(number)
    return 0.0


def _octaves(before: float, after: float) -> float:
    return abs(log2((after + 1) / (before + 1)))
