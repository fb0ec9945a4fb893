"""A profile on one page: what its selectors found, as marks in the ledger and as texts of fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from cleanarticle.body.judge import Ledger
from cleanarticle.body.select import Decision, Selection, select
from cleanarticle.overlays.profiles.model import FIELDS, Field, Profile, Role, Selector
from cleanarticle.page.model import Container, Page
from cleanarticle.parse.document import Attributes
from cleanarticle.parse.queries import QueriedDocument, query_numbers
from cleanarticle.rules.api import Mark

__all__ = ["NAME", "Found", "Steering"]

NAME: Final = "profile"
"""The profile's name among those of rules in the ledger."""

_FOR_BODY: Final = 2.0
"""Points for a block of the body, as log odds: one that misses the line by no more is kept."""
_KEPT: Final = 50.0
"""Points for a block that is kept whatever else speaks against it."""


class Found(NamedTuple):
    """One text that a selector matches.

    Attributes:
        text: The text.
        first: Index of the first block in the matched element, or of the block that the element stands in.
        end: Index after its last block; `first` for an element in a line of text, and for a text that is no block.
        machine: The same for machines, such as the `datetime` of a `time` element.
        is_inline: Whether it stands in a line of text.
    """

    text: str
    first: int = 0
    end: int = 0
    machine: str = ""
    is_inline: bool = False


@dataclass(frozen=True, slots=True)
class Steering:
    """A profile with what its selectors match in one page.

    Attributes:
        profile: The profile.
        document: The page, whose elements say which selectors match them.
    """

    profile: Profile
    document: QueriedDocument

    def select(self, ledger: Ledger) -> Selection:
        """Choose the blocks of the body as the profile says.

        Its marks are added to the ledger: points for the blocks of the body, vetoes of what stands outside it and of
        what is dropped. What is kept is kept against all vetoes.
        """
        page = ledger.page
        kept = self._kept(page)
        marks = self._drops(page) | self._body(page)
        for index, mark in marks.items():
            if index not in kept:
                ledger.marks[index] = [*ledger.marks.get(index, ()), mark]
                ledger.open.add(index)
        for index, reason in kept.items():
            others = [_overruled(mark, reason) for mark in ledger.marks.get(index, ())]
            ledger.marks[index] = [*others, Mark("score", reason, _KEPT, NAME)]
            ledger.open.add(index)
        selection = select(ledger)
        if selection.kept:
            selection.kept = sorted({*selection.kept, *kept})
            selection.changes.update((index, Decision(True, NAME, reason)) for index, reason in kept.items())
        return selection

    def found(self, page: Page) -> dict[Field, tuple[Found, ...]]:
        """The texts of the fields that its selectors find."""
        found: dict[Field, tuple[Found, ...]] = {}
        for field in FIELDS:
            for number, _ in self._selectors(field):
                texts = self._texts(page, number)
                if texts:
                    found[field] = texts
                    break
        return found

    def text_blocks(self, page: Page) -> frozenset[int]:
        """Indexes of the blocks that it keeps: they are text, and become no field."""
        return frozenset(self._kept(page))

    def warnings(self, page: Page) -> tuple[str, ...]:
        """What it selects and the page does not have."""
        found = self.found(page)
        missed: list[Role] = [field for field in FIELDS if field not in found]
        if not self._body_ranges(page):
            missed.insert(0, "body")
        return tuple(
            f"{self.profile.name}: no selector of {role!r} matches text; it is read in the usual way"
            for role in missed
            if any(True for _ in self._selectors(role))
        )

    def _selectors(self, role: Role) -> Iterator[tuple[int, Selector]]:
        """The selectors of a role, with their numbers."""
        return ((number, each) for number, each in enumerate(self.profile.selectors) if each.role == role)

    def _kept(self, page: Page) -> dict[int, str]:
        return {
            index: self._reason("keep", selector)
            for number, selector in self._selectors("keep")
            for first, end in (*_ranges(page, number), *_lines(page, number))
            for index in range(first, end)
        }

    def _drops(self, page: Page) -> dict[int, Mark]:
        return {
            index: Mark("drop", self._reason("drop", selector), rule=NAME)
            for number, selector in self._selectors("drop")
            for first, end in _ranges(page, number)
            for index in range(first, end)
        }

    def _body_ranges(self, page: Page) -> tuple[Selector, list[tuple[int, int]]] | None:
        """The selector of the body that finds text first, with where it does."""
        for number, selector in self._selectors("body"):
            ranges = _ranges(page, number)
            if ranges:
                return selector, ranges
        return None

    def _body(self, page: Page) -> dict[int, Mark]:
        """What the selector of the body says of the blocks that nothing drops."""
        body = self._body_ranges(page)
        if body is None:
            return {}
        selector, ranges = body
        reason = self._reason("body", selector)
        inside = {index for first, end in ranges for index in range(first, end)}
        points = _FOR_BODY if self.profile.prune else _KEPT
        dropped = self._drops(page)
        return {
            block.index: Mark("score", f"inside {reason}", points, NAME)
            if block.index in inside
            else Mark("drop", f"outside {reason}", rule=NAME)
            for block in page.blocks
            if block.index not in dropped
        }

    def _texts(self, page: Page, number: int) -> tuple[Found, ...]:
        """The texts that one selector matches: of elements in document order, then of attributes."""
        texts = [_of_container(page, container) for container in _matched(page, number)]
        texts += [
            Found(inline.text, inline.block, inline.block, _machine(inline.attributes), is_inline=True)
            for inline in page.inlines
            if number in query_numbers(inline.attributes)
        ]
        texts.sort(key=lambda found: found.first)
        texts += [Found(value) for value in self.document.values.get(number, ())]
        return tuple(found for found in texts if found.text or found.machine)

    def _reason(self, role: Role, selector: Selector) -> str:
        line = f":{selector.line}" if selector.line else ""
        return f"{role} {selector.query.text!r} of profile {self.profile.name!r}{line}"


def _overruled(mark: Mark, reason: str) -> Mark:
    return replace(mark, overruled=reason) if mark.kind == "drop" and not mark.overruled else mark


def _matched(page: Page, number: int) -> list[Container]:
    """The outermost containers with text that a selector matches."""
    found: list[Container] = []
    end = 0
    for container in page.containers:
        if container.first < container.end and container.first >= end and number in query_numbers(container.attributes):
            found.append(container)
            end = container.end
    return found


def _ranges(page: Page, number: int) -> list[tuple[int, int]]:
    """The blocks in what a selector matches, as indexes of the first and after the last."""
    return [(container.first, container.end) for container in _matched(page, number)]


def _lines(page: Page, number: int) -> list[tuple[int, int]]:
    """The blocks in whose line of text an element stands that a selector matches."""
    return [
        (inline.block, inline.block + 1)
        for inline in page.inlines
        if inline.block < len(page.blocks) and number in query_numbers(inline.attributes)
    ]


def _of_container(page: Page, container: Container) -> Found:
    text = " ".join(block.text for block in page.blocks[container.first : container.end])
    return Found(" ".join(text.split()), container.first, container.end, _machine(container.attributes))


def _machine(attributes: Attributes) -> str:
    return attributes.get("datetime") or attributes.get("content") or ""
