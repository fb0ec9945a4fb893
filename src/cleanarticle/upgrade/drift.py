"""Batches of pages in time order → Drift: hosts whose rates jump from one batch to the next.

For each host and each pair of neighbouring batches, every rate is tested: the share of pages without an article, with
an empty field, with a field that was read from some source, on which some rule fires, and the share of long articles
(longer than the median of both batches: Mood's median test). The test is Fisher's exact one, corrected for the number
of tests in the whole run, so that `alpha` is the chance of a single false alarm if the pages of a host were drawn at
random. They are not: what a site publishes changes too. So a jump also has to be large: a fifth of the pages, or a
quarter of the median number of words.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from itertools import pairwise
from math import log2
from typing import Final, Literal, NamedTuple

from cleanarticle.archive.pool import map_records
from cleanarticle.archive.records import Fault, Record
from cleanarticle.article import Article
from cleanarticle.config.model import Config
from cleanarticle.errors import InputError
from cleanarticle.explain.extraction import Extraction
from cleanarticle.pipeline import Extractor
from cleanarticle.upgrade.archive_pages import ArchivePages, host_name
from cleanarticle.upgrade.significance import bonferroni_factor, fisher_exact, least_p

__all__ = ["ALPHA", "Drift", "Jump", "PageBatch", "Period", "RateMove", "drift"]

Period = Literal["day", "week", "month"]

# One alarm in a hundred quiet runs. A rate from 0 to 30 % needs 46 pages a batch at 200 tests; 40 at 0.05, 56 at 0.001.
ALPHA: Final = 0.01
_WORDS: Final = "words"
# With 850 pages a batch a tenth is significant at 200 tests, and what a site publishes may shift that much.
_LEAST_DIFFERENCE: Final = 0.2
# A layout that loses or adds less of the text is missed; smaller ratios also come from what a site publishes.
_LEAST_RATIO: Final = 1.25
# Each batch of each host keeps these. A person opens one; the others are there if it is an odd page.
_SAMPLES: Final = 3
_FIELDS: Final = tuple(
    name
    for name in Article.model_fields
    if name
    not in {
        "alternative_titles",
        "body",
        "body_source",
        "next_page",
        "page_type",
        "quality",
        "quality_reason",
        "sources",
        "url",
    }
)
_EMPTY: Final = (None, (), "unknown")


@dataclass(frozen=True, slots=True)
class PageBatch:
    """Pages of one time.

    Attributes:
        name: The path of the archive, or the day, Monday or month.
        pages: Number of its pages.
        first: When the first of them was fetched; `None` if the archive does not say.
        last: When the last of them was fetched.
    """

    name: str
    pages: int
    first: dt.datetime | None
    last: dt.datetime | None


@dataclass(frozen=True, slots=True)
class RateMove:
    """A rate that jumps.

    Attributes:
        rate: `no article`, `empty FIELD`, `source FIELD=SOURCE` or `rule NAME`, as a share of the pages from 0 to 1;
            or `words`, the median of the articles.
        before: Its value in the earlier batch.
        after: Its value in the later batch.
        pages: Number of pages, or of articles, in each batch.
        p: The probability of such a jump by chance, corrected for the number of tests.
    """

    rate: str
    before: float
    after: float
    pages: tuple[int, int]
    p: float

    @property
    def size(self) -> float:
        """The difference of the two shares; of words, their ratio as a power of two, at most 1."""
        if self.rate == _WORDS:
            return min(1.0, _octaves(self.before, self.after))
        return abs(self.after - self.before)


@dataclass(frozen=True, slots=True)
class Jump:
    """Two neighbouring batches between which rates of a host jump.

    Attributes:
        host: The host.
        batches: Names of the two batches.
        since: When the first page of the host in the later batch was fetched; `None` if the archive does not say.
        moves: The rates that jump, the largest first.
        places: The first pages of the host in the earlier batch.
        places_after: The first pages of the host in the later batch.
    """

    host: str
    batches: tuple[str, str]
    since: dt.datetime | None
    moves: tuple[RateMove, ...]
    places: tuple[str, ...]
    places_after: tuple[str, ...]

    @property
    def size(self) -> float:
        """The sum of the sizes of all moves: a new layout moves many rates at once."""
        return sum(move.size for move in self.moves)


@dataclass(frozen=True, slots=True)
class Drift:
    """What changed over time. It is false if nothing jumps.

    Attributes:
        batches: The batches in time order.
        jumps: The jumps, the largest first.
        hosts: Number of hosts.
        tests: Number of tests that could have become significant.
        undated: Number of pages that were left out because the archive does not say when they were fetched.
        skipped: Records that are not pages, by reason.
        faults: Places that can't be read, at most a hundred.
        fault_count: Number of all such places.
    """

    batches: tuple[PageBatch, ...]
    jumps: tuple[Jump, ...]
    hosts: int
    tests: int
    undated: int
    skipped: tuple[tuple[str, int], ...]
    faults: tuple[Fault, ...]
    fault_count: int

    def __bool__(self) -> bool:
        """True if anything jumps."""
        return bool(self.jumps)

    def to_json(self, *, indent: int | None = None) -> str:
        """All attributes by their names as JSON, moments in ISO 8601.

        Args:
            indent: Spaces a level; all on one line if left out.
        """
        return json.dumps(asdict(self), default=dt.datetime.isoformat, ensure_ascii=False, indent=indent)


class _Facts(NamedTuple):
    """What is counted of a page: its host, the words of its article (`None` without one), the rates it counts for."""

    host: str
    words: int | None
    rates: tuple[str, ...]


class _Label(NamedTuple):
    """What sorts a batch, and its name."""

    order: int | str
    name: str


@dataclass(slots=True)
class _HostBatch:
    """The pages of one host in one batch, or of all hosts."""

    pages: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    words: Counter[int] = field(default_factory=Counter)
    first: dt.datetime | None = None
    last: dt.datetime | None = None
    places: tuple[str, ...] = ()

    def add(self, facts: _Facts, record: Record) -> None:
        self.pages += 1
        self.counts.update(facts.rates)
        if facts.words is not None:
            self.words[facts.words] += 1
        if record.fetched is not None:
            self.first = min(self.first or record.fetched, record.fetched)
            self.last = max(self.last or record.fetched, record.fetched)
        self.places = (*self.places, record.place)[:_SAMPLES]


class _Test(NamedTuple):
    """A rate of a host in two neighbouring batches: hits and sizes, and the values that a reader sees."""

    host: str
    labels: tuple[_Label, _Label]
    rate: str
    hits: tuple[int, int]
    sizes: tuple[int, int]
    values: tuple[float, float]

    @property
    def table(self) -> tuple[int, int, int, int]:
        return self.hits[0], self.sizes[0], self.hits[1], self.sizes[1]

    @property
    def is_large(self) -> bool:
        before, after = self.values
        if self.rate == _WORDS:
            return _octaves(before, after) >= log2(_LEAST_RATIO)
        return abs(after - before) >= _LEAST_DIFFERENCE


_Hosts = dict[str, dict[_Label, _HostBatch]]


def drift(
    batches: Iterable[tuple[str, ArchivePages]],
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
        alpha: The accepted chance of a false alarm in the whole run.
        progress: Called after each page with the number of pages so far.

    Returns:
        The jumps.

    Raises:
        InputError: There are fewer than two batches with pages.
        CleanArticleError: The settings are wrong, or a process ended.
    """
    given = list(batches)
    stream = _Stream(given, by)
    hosts: _Hosts = defaultdict(lambda: defaultdict(_HostBatch))
    all_hosts: dict[_Label, _HostBatch] = defaultdict(_HostBatch)
    for number, facts in enumerate(map_records(_reader, config or Config(), stream, workers=workers), 1):
        label, record = stream.waiting.popleft()
        hosts[facts.host][label].add(facts, record)
        all_hosts[label].add(facts, record)
        progress(number)
    labels = sorted(all_hosts)
    if len(labels) < 2:
        raise InputError(_too_few(stream.undated, by))
    jumps, tests = _jumps(hosts, labels, alpha)
    skipped = sum((pages.skipped for _, pages in given), Counter[str]())
    return Drift(
        tuple(PageBatch(label.name, each.pages, each.first, each.last) for label, each in sorted(all_hosts.items())),
        tuple(jumps),
        len(hosts),
        tests,
        stream.undated,
        tuple(sorted(skipped.items(), key=lambda item: (-item[1], item[0]))),
        tuple(fault for _, pages in given for fault in pages.faults),
        sum(pages.fault_count for _, pages in given),
    )


def _too_few(undated: int, by: Period | None) -> str:
    if undated:
        return f"{undated:,} pages have no date of fetching; give each batch as an archive of its own instead"
    return f"all pages are of one {by}; cut finer" if by else "only one batch has pages; give two, or cut one by time"


class _Stream:
    """All pages, one batch after another. The label of each page waits until the page's facts come back."""

    def __init__(self, batches: list[tuple[str, ArchivePages]], by: Period | None) -> None:
        self._batches = batches
        self._by = by
        self.waiting: deque[tuple[_Label, Record]] = deque()
        self.undated = 0

    def __iter__(self) -> Iterator[Record]:
        for number, (name, pages) in enumerate(self._batches):
            for record in pages:
                label = _Label(number, name) if self._by is None else _label(record.fetched, self._by)
                if label is None:
                    self.undated += 1
                    continue
                self.waiting.append((label, replace(record, body=b"")))
                yield record


def _label(fetched: dt.datetime | None, by: Period) -> _Label | None:
    if fetched is None:
        return None
    day = fetched.astimezone(dt.UTC).date()
    if by == "week":
        day -= dt.timedelta(days=day.weekday())
    name = f"{day:%Y-%m}" if by == "month" else day.isoformat()
    return _Label(name, name)


@contextmanager
def _reader(config: Config) -> Iterator[Callable[[Record], _Facts]]:
    extractor = Extractor(config)
    yield lambda record: _facts(
        extractor.inspect(record.body, url=record.url, charset=record.charset), host_name(record.url)
    )


def _facts(extraction: Extraction, host: str) -> _Facts:
    article = extraction.article
    rates = {f"rule {mark.rule}" for entry in extraction.ledger for mark in entry.marks if not mark.overruled}
    if article is None:
        return _Facts(host, None, ("no article", *rates))
    rates |= {f"empty {name}" for name in _FIELDS if getattr(article, name) in _EMPTY}
    rates |= {f"source {name}={provenance.source}" for name, provenance in article.sources.items()}
    rates.add(f"source body={article.body_source}")
    return _Facts(host, round(sum(entry.words for entry in extraction.ledger if entry.kept)), tuple(rates))


def _jumps(hosts: _Hosts, labels: list[_Label], alpha: float) -> tuple[list[Jump], int]:
    tests = [test for host in sorted(hosts) for test in _tests(host, hosts[host], labels)]
    factor = bonferroni_factor((least_p(*test.table) for test in tests), alpha)
    moves: dict[tuple[str, tuple[_Label, _Label]], list[RateMove]] = defaultdict(list)
    for test in tests:
        if test.is_large and (p := min(1.0, factor * fisher_exact(*test.table))) <= alpha:
            moves[test.host, test.labels].append(RateMove(test.rate, *test.values, test.sizes, p))
    jumps = [_jump(host, pair, hosts[host], found) for (host, pair), found in moves.items()]
    jumps.sort(key=lambda jump: (-jump.size, jump.host, jump.batches))
    return jumps, factor if tests else 0


def _tests(host: str, batches: dict[_Label, _HostBatch], labels: list[_Label]) -> Iterator[_Test]:
    for pair in pairwise(label for label in labels if label in batches):
        first, second = batches[pair[0]], batches[pair[1]]
        sizes = first.pages, second.pages
        for rate in sorted({*first.counts, *second.counts}):
            hits = first.counts[rate], second.counts[rate]
            yield _Test(host, pair, rate, hits, sizes, (hits[0] / sizes[0], hits[1] / sizes[1]))
        if first.words and second.words:
            median = _median(first.words + second.words)
            long = _longer(first.words, median), _longer(second.words, median)
            articles = first.words.total(), second.words.total()
            yield _Test(host, pair, _WORDS, long, articles, (_median(first.words), _median(second.words)))


def _jump(host: str, pair: tuple[_Label, _Label], batches: dict[_Label, _HostBatch], moves: list[RateMove]) -> Jump:
    first, second = batches[pair[0]], batches[pair[1]]
    ranked = tuple(sorted(moves, key=lambda move: (-move.size, move.rate)))
    return Jump(host, (pair[0].name, pair[1].name), second.first, ranked, first.places, second.places)


def _longer(words: Counter[int], median: float) -> int:
    return sum(count for number, count in words.items() if number > median)


def _median(words: Counter[int]) -> float:
    """The lower of the two in the middle."""
    half, below = (words.total() + 1) // 2, 0
    for number in sorted(words):
        below += words[number]
        if below >= half:
            break
    return float(number)


def _octaves(before: float, after: float) -> float:
    return abs(log2((after + 1) / (before + 1)))
