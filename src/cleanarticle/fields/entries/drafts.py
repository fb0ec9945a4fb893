"""A time of an entry, and an entry being put together."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from cleanarticle.fields.text.dates.clocks import Stamp
from cleanarticle.page.claims import LiveUpdate
from cleanarticle.page.model import Block, Container, Inline

__all__ = ["LEAST_ENTRIES", "LEAST_SHARE", "MOST_LINE_WORDS", "MOST_STAMP", "Draft", "Mark", "Moment"]

Moment = dt.datetime | dt.date
Place = Literal["line", "heading", "lead", "claim"]
"""Where a time stands: in a line of its own, a heading, before the first sentence, or in structured data alone."""
LEAST_ENTRIES: Final = 3
LEAST_SHARE: Final = 0.5
MOST_LINE_WORDS: Final = 14.0
MOST_STAMP: Final = 40


class Mark(NamedTuple):
    """A time before a piece of the body."""

    block: Block
    place: Place
    stamp: Stamp | None
    inline: Inline | None


@dataclass(slots=True)
class Draft:
    """One entry while it is read."""

    first: int
    end: int
    container: Container
    mark: Mark | None
    kept: list[int] = field(default_factory=list)
    title: str | None = None
    shown: list[int] = field(default_factory=list)
    update: LiveUpdate | None = None
    time: dt.datetime | None = None
    day: dt.date | None = None
