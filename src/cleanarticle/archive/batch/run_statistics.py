"""The counts of a run: every record once, and properties of the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from cleanarticle.archive.batch.clean import FailureKind
from cleanarticle.page.urls import host_of

__all__ = ["WATCHED", "RunStatistics"]

# 5,000 hosts are 0.9 MB and 20 ms of each journal; later hosts are counted together.
_MOST_HOSTS: Final = 5_000
_NO_HOST: Final = "(unknown)"
_OTHER_HOSTS: Final = "(other hosts)"
WATCHED: Final = ("title", "subtitle", "byline", "dateline", "published", "language", "site_name", "figures")
"""Fields that are counted if they are empty, by host."""
# The first class of the report has fewer than 50 words: its bounds have to be multiples of this.
_NARROW: Final = 50
# Names come from pages: any number of them must not fill the memory. Far more than the languages there are.
_MOST_NAMES: Final = 500
_OTHER_NAMES: Final = "(other)"
# 20 KB of the journal, and eight times the points that the chart shows: after halving, still four times.
_MOST_PACE: Final = 1_000


@dataclass
class RunStatistics:
    """The counts of a run. Their size is bounded, however long the run is.

    Attributes:
        found: Results of the readers.
        rows: Records with a row.
        errors: Records with an error, by kind.
        filtered: Records that were filtered out, by reason, duplicates included.
        bytes: Bytes of the pages with a row or an error.
        languages: Rows by language.
        page_types: Rows by type of page.
        quality_reasons: Rows by what stands behind their quality.
        quality: Sum of the qualities of the rows, in thousandths: the order of the rows must not show.
        lengths: Rows by number of words, in steps of fifty.
        rules: Dropped blocks by rule.
        hosts: Rows by host: the first 5,000 hosts, then one key for all others.
        empty: Rows in which a field is empty, by host and field.
        pace: Pairs of seconds since the start and records done, in order.
        seconds: Time of this run and of the runs that it resumes.
    """

    found: int = 0
    rows: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    filtered: Counter[str] = field(default_factory=Counter)
    bytes: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    page_types: Counter[str] = field(default_factory=Counter)
    quality_reasons: Counter[str] = field(default_factory=Counter)
    quality: int = 0
    lengths: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    hosts: Counter[str] = field(default_factory=Counter)
    empty: dict[str, Counter[str]] = field(default_factory=dict)
    pace: list[tuple[float, int]] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def done(self) -> int:
        """Rows, errors and filtered records together."""
        return self.rows + self.errors.total() + self.filtered.total()

    @property
    def reconciled(self) -> bool:
        """True if each record that was found is a row, an error or filtered."""
        return self.found == self.done

    def add_row(self, row: Mapping[str, Any], rules: Mapping[str, int]) -> None:
        """Count a row, and the blocks that each rule dropped."""
        self.rows += 1
        _count(self.languages, str(row.get("language") or "").split("-")[0].lower() or "(unknown)")
        self.page_types[str(row["page_type"])] += 1
        self.quality_reasons[str(row["quality_reason"])] += 1
        self.quality += round(1000 * row["quality"])
        self.lengths[str(int(row["word_count"]) // _NARROW * _NARROW)] += 1
        self.rules.update(rules)
        host = host_of(row.get("url") or row.get("canonical_url")) or _NO_HOST
        if host not in self.hosts and len(self.hosts) >= _MOST_HOSTS:
            host = _OTHER_HOSTS
        self.hosts[host] += 1
        self.empty.setdefault(host, Counter()).update(name for name in WATCHED if not row.get(name))

    def add_error(self, kind: FailureKind) -> None:
        """Count a record with an error."""
        self.errors[kind] += 1

    def add_filtered(self, reason: str) -> None:
        """Count a record that was filtered out."""
        _count(self.filtered, reason)

    def add_pace(self) -> None:
        """Note how many records are done by now. If there are too many notes, every second one is removed."""
        self.pace.append((round(self.seconds, 2), self.done))
        if len(self.pace) > _MOST_PACE:
            self.pace = self.pace[1::2]

    def to_data(self) -> dict[str, Any]:
        """The counts as plain data for the journal."""
        return {name: dict(value) if isinstance(value, Counter) else value for name, value in vars(self).items()} | {
            "empty": {host: dict(fields) for host, fields in self.empty.items()}
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> RunStatistics:
        """The counts from the data of a journal."""
        statistics = cls()
        for name, value in data.items():
            setattr(statistics, name, Counter(value) if isinstance(getattr(statistics, name), Counter) else value)
        statistics.empty = {host: Counter(fields) for host, fields in statistics.empty.items()}
        statistics.pace = [(float(seconds), int(done)) for seconds, done in statistics.pace]
        return statistics


def _count(names: Counter[str], name: str) -> None:
    """Count a name from a page or archive. There may be any number of names, so only the first 500 are kept apart."""
    names[name if name in names or len(names) < _MOST_NAMES else _OTHER_NAMES] += 1
