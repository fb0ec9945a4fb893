"""The pages of an archive that are looked at: all, the first, or a sample that is the same each time."""

from __future__ import annotations

import hashlib
import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from cleanarticle.archive.records import Fault, ReadResult, Record, Skipped

__all__ = ["Pages", "host_of", "rank_of"]

_MOST_FAULTS: Final = 100
_NO_HOST: Final = "(no address)"


@dataclass(slots=True)
class Pages:
    """The pages to look at, and an account of what is none or can't be read.

    Attributes:
        read: Reads the archive from its beginning.
        limit: Look at no more pages than this.
        sample: Look at this many pages, drawn by a hash of what names them.
        skipped: Records that are no pages, by reason.
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
                self._note(found)

    def _drawn(self, number: int) -> set[str]:
        ranked = ((rank_of(each.id, each.url or ""), each.place) for each in self.read() if isinstance(each, Record))
        return {place for _, place in heapq.nsmallest(number, ranked)}

    def _note(self, found: Skipped | Fault) -> None:
        if isinstance(found, Skipped):
            self.skipped[found.reason] += 1
            return
        self.fault_count += 1
        if len(self.faults) < _MOST_FAULTS:
            self.faults.append(found)


def rank_of(*names: str) -> int:
    """A number that looks drawn by lot, and is the same each time."""
    digest = hashlib.blake2b("\0".join(names).encode("utf-8", "replace"), digest_size=8)
    return int.from_bytes(digest.digest(), "big")


def host_of(url: str | None) -> str:
    """The host of an address; `(no address)` if there is none."""
    try:
        return urlsplit(url or "").hostname or _NO_HOST
    except ValueError:
        return _NO_HOST
