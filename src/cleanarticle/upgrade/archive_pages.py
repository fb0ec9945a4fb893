"""The pages of an archive that are looked at: all, the first ones, or a sample that is the same each time."""

from __future__ import annotations

import hashlib
import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from cleanarticle.archive.records import Fault, ReadResult, Record, Skipped
from cleanarticle.page.urls import host_of

__all__ = ["ArchivePages", "host_name", "rank_of"]

# A broken archive has as many faults as records: the first show what is wrong, and the count how much.
_MOST_FAULTS: Final = 100
_NO_HOST: Final = "(no address)"


@dataclass(slots=True)
class ArchivePages:
    """The pages to look at, with a count of what is not a page or can't be read.

    Attributes:
        read: Reads the archive from its beginning.
        limit: Look at no more pages than this.
        sample: Look at this many pages, drawn by a hash of their ids and addresses.
        skipped: Records that are not pages, by reason.
        faults: Places that can't be read; the first hundred.
        fault_count: Number of all such places.
    """

    read: Callable[[], Iterable[ReadResult]]
    limit: int | None = None
    sample: int | None = None
    skipped: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    fault_count: int = 0

    def __iter__(self) -> Iterator[Record]:
        """The pages in the order of the archive. A sample reads the archive twice: it holds no pages in memory."""
        drawn = None if self.sample is None else self._drawn(self.sample)
        number = 0
        for found in self.read():
            if self.limit is not None and number >= self.limit:
                return
            if isinstance(found, Record):
                if drawn is None or found.place in drawn:
                    number += 1
                    yield found
            else:
                self._count(found)

    def _drawn(self, number: int) -> set[str]:
        records = (found for found in self.read() if isinstance(found, Record))
        ranked = ((rank_of(record.id, record.url or ""), record.place) for record in records)
        return {place for _, place in heapq.nsmallest(number, ranked)}

    def _count(self, found: Skipped | Fault) -> None:
        if isinstance(found, Skipped):
            self.skipped[found.reason] += 1
            return
        self.fault_count += 1
        if len(self.faults) < _MOST_FAULTS:
            self.faults.append(found)


def rank_of(*names: str) -> int:
    """A number that looks random and is the same each time for the same names."""
    digest = hashlib.blake2b("\0".join(names).encode("utf-8", "replace"), digest_size=8)
    return int.from_bytes(digest.digest(), "big")


def host_name(url: str | None) -> str:
    """The host of an address as reports name it; `(no address)` without one."""
    return host_of(url) or _NO_HOST
