"""The result of a comparison over many pages: groups by cause, fields, pages that gain or lose their article, hosts."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Generic, TypeVar

from cleanarticle.archive.records import Fault
from cleanarticle.explain.cause import Cause
from cleanarticle.explain.difference import BlockChange, FieldChange

__all__ = ["CauseGroup", "Comparison", "FieldGroup", "HostChange", "PageSample", "StatusChange"]

_Change = TypeVar("_Change")


@dataclass(frozen=True, slots=True)
class PageSample(Generic[_Change]):
    """A change with its page.

    Attributes:
        place: Where the page is in the archive.
        url: Its address; empty if the archive does not say.
        change: The change. Its texts are shortened, and the values of a field are texts for a reader.
    """

    place: str
    url: str
    change: _Change


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A page with another status.

    Attributes:
        before: The status before: `ok`, `no-article`, `bad-input`, `crashed`.
        after: The status after.
        reason: Why one of them has no article.
    """

    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class CauseGroup:
    """All changes of the body with one cause.

    Attributes:
        cause: The cause.
        pages: Number of pages.
        blocks: Number of blocks.
        words_lost: Words that bodies lose.
        words_gained: Words that bodies gain.
        outcomes: Outcomes of blocks before and after, with their number, the most frequent first.
        hosts: Hosts with their number of pages, the largest first.
        samples: Some of the changes, from different pages.
    """

    cause: Cause
    pages: int
    blocks: int
    words_lost: int
    words_gained: int
    outcomes: tuple[tuple[str, str, int], ...]
    hosts: tuple[tuple[str, int], ...]
    samples: tuple[PageSample[BlockChange], ...]


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """All changes of one field.

    Attributes:
        name: The field.
        pages: Number of pages.
        gained: Pages on which it was empty before.
        lost: Pages on which it is empty after.
        changed: Pages on which it has another value.
        only_source: Pages on which it has the same value from another source.
        sources: What it was read from before and after (empty for nothing), with the number of pages.
        samples: Some of the changes, from different pages.
    """

    name: str
    pages: int
    gained: int
    lost: int
    changed: int
    only_source: int
    sources: tuple[tuple[str, str, int], ...]
    samples: tuple[PageSample[FieldChange], ...]


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
    """The results of two sides for the same pages. It is false if nothing changed.

    Attributes:
        names: The names of the two sides.
        pages: Number of pages.
        changed: Number of pages on which anything changed.
        words: Words of all bodies, before and after.
        statuses: Statuses of pages before and after, where they differ, with the number of pages.
        status_samples: Some of these pages.
        failures: Pages that can't be read, or crash the side, before and after.
        groups: Changes of bodies by cause, those with the most words first.
        fields: Changes of fields, those with the most pages first.
        hosts: The hosts with the most words and pages changed, at most a hundred.
        skipped: Records of the archive that are not pages, by reason.
        faults: Places of the archive that can't be read, at most a hundred.
        fault_count: Number of all such places.
    """

    names: tuple[str, str]
    pages: int
    changed: int
    words: tuple[int, int]
    statuses: tuple[tuple[str, str, int], ...]
    status_samples: tuple[PageSample[StatusChange], ...]
    failures: tuple[int, int]
    groups: tuple[CauseGroup, ...]
    fields: tuple[FieldGroup, ...]
    hosts: tuple[HostChange, ...]
    skipped: tuple[tuple[str, int], ...]
    faults: tuple[Fault, ...]
    fault_count: int

    def __bool__(self) -> bool:
        """True if anything changed."""
        return self.changed > 0

    @property
    def share(self) -> float:
        """Share of the pages on which anything changed, from 0 to 1."""
        return self.changed / self.pages if self.pages else 0.0

    def gains(self) -> int:
        """Number of pages that have an article after, and had none before."""
        return sum(number for _, after, number in self.statuses if after == "ok")

    def losses(self) -> int:
        """Number of pages that had an article before, and have none after."""
        return sum(number for before, _, number in self.statuses if before == "ok")

    def to_json(self, *, indent: int | None = None) -> str:
        """All attributes by their names as JSON; a cause is an object with `kind` and `name`.

        Args:
            indent: Spaces a level; all on one line if left out.
        """
        return json.dumps(asdict(self), ensure_ascii=False, indent=indent)
