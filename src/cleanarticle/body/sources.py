"""Knowledge from outside a page enters judging here: a source of marks, such as a site model or a filter list."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Final, Protocol, runtime_checkable

from cleanarticle.page.model import Page
from cleanarticle.rules.api import Mark

__all__ = ["THIRD", "MarkSource", "SourceMark"]

THIRD: Final = 1 / 3
"""Share of a page's prose that the drops of one name, or of one source, may take. See `body.judge`."""


@dataclass(frozen=True, slots=True)
class SourceMark:
    """What a source says of one block.

    Attributes:
        block: Index of the block.
        mark: The mark, with the source's name as its rule.
        group: Drops of one group stand or fall together, such as those of one filter.
    """

    block: int
    mark: Mark
    group: Hashable = None


@runtime_checkable
class MarkSource(Protocol):
    """A source of marks beside the rules."""

    @property
    def name(self) -> str:
        """Its name in the ledger; it can be switched off like a rule."""

    @property
    def limit(self) -> float:
        """Share of the page's prose that its drops may take together, 0 to 1.

        Beyond it groups of drops are overruled, those that take most first.
        """

    def marks(self, page: Page) -> Iterable[SourceMark]:
        """The marks of all blocks it has something to say about, in any order."""
        ...
