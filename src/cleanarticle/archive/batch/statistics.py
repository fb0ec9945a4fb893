"""What a run counts: every record once, and what its rows are like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from cleanarticle.archive.batch.clean import FailureKind
from cleanarticle.archive.batch.site_models import host_of

__all__ = ["WATCHED", "Statistics"]

_MOST_HOSTS: Final = 5_000
_OTHER_HOSTS: Final = "(other hosts)"
WATCHED: Final = ("title", "subtitle", "byline", "dateline", "published", "language", "site_name", "figures")
"""Fields whose absence is counted by host."""
_NARROW: Final = 50
_MOST_NAMES: Final = 500
_OTHER_NAMES: Final = "(other)"
_MOST_PACE: Final = 1_000


@dataclass
class Statistics:
    """Counts of a run, kept small however long it is.

    Attributes:
        found: Records that the readers gave, of whatever kind.
        rows: Records with a row.
        errors: Records without one, by kind.
        filtered: Records passed over, by reason; duplicates are among them.
        bytes: Bytes of the pages that were cleaned or failed.
        languages: Rows by language.
        page_types: Rows by type of page.
        lengths: Rows by words of the text, in steps of fifty.
        rules: Blocks dropped, by rule.
        hosts: Rows by host; the first five thousand hosts, then one for all others.
        empty: Rows without a field, by host and field.
        pace: Pairs of seconds since the start of a run and records done in it, in order.
        seconds: Time of all runs that were needed.
    """

    found: int = 0
    rows: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    filtered: Counter[str] = field(default_factory=Counter)
    bytes: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    page_types: Counter[str] = field(default_factory=Counter)
    lengths: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    hosts: Counter[str] = field(default_factory=Counter)
    empty: dict[str, Counter[str]] = field(default_factory=dict)
    pace: list[tuple[float, int]] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def done(self) -> int:
        """Records that are accounted for: rows, errors and filtered ones."""
        return self.rows + self.errors.total() + self.filtered.total()

    @property
    def reconciled(self) -> bool:
        """Whether every record that was found is accounted for, once."""
        return self.found == self.done

    def add_row(self, row: Mapping[str, Any], rules: Mapping[str, int]) -> None:
        """Count a row, and the blocks that rules dropped for it."""
        self.rows += 1
        _count(self.languages, str(row.get("language") or "").split("-")[0].lower() or "(unknown)")
        self.page_types[str(row["page_type"])] += 1
        self.lengths[str(int(row["words"]) // _NARROW * _NARROW)] += 1
        self.rules.update(rules)
        host = host_of(row.get("url") or row.get("canonical_url"))
        if host not in self.hosts and len(self.hosts) >= _MOST_HOSTS:
            host = _OTHER_HOSTS
        self.hosts[host] += 1
        self.empty.setdefault(host, Counter()).update(name for name in WATCHED if not row.get(name))

    def add_error(self, kind: FailureKind) -> None:
        """Count a record without a row."""
        self.errors[kind] += 1

    def add_filtered(self, reason: str) -> None:
        """Count a record that was passed over."""
        _count(self.filtered, reason)

    def add_pace(self) -> None:
        """Note how many records are done by now; of a long run every second note goes."""
        self.pace.append((round(self.seconds, 2), self.done))
        if len(self.pace) > _MOST_PACE:
            self.pace = self.pace[1::2]

    def to_data(self) -> dict[str, Any]:
        """Everything as plain data, as a journal keeps it."""
        return {name: dict(value) if isinstance(value, Counter) else value for name, value in vars(self).items()} | {
            "empty": {host: dict(fields) for host, fields in self.empty.items()}
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Statistics:
        """The statistics of a journal."""
        made = cls()
        for name, value in data.items():
            setattr(made, name, Counter(value) if isinstance(getattr(made, name), Counter) else value)
        made.empty = {host: Counter(fields) for host, fields in made.empty.items()}
        made.pace = [(float(at), int(done)) for at, done in made.pace]
        return made


def _count(names: Counter[str], name: str) -> None:
    """Count a name that comes from a page or archive: there may be any number of different ones."""
    names[name if name in names or len(names) < _MOST_NAMES else _OTHER_NAMES] += 1
