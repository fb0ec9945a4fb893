"""A profile on one page: what its selectors match, as marks for the judge and as texts of fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from cleanarticle.body.sources import SourceMark
from cleanarticle.overlays.profiles.model import FIELDS, Profile, ProfileField, ProfileSelector, SelectorRole
from cleanarticle.page.model import Container, Page
from cleanarticle.parse.document import Attributes
from cleanarticle.parse.guard import guard
from cleanarticle.parse.limits import Limits, check_size
from cleanarticle.parse.queries import QueriedDocument, parse_with_queries, query_numbers
from cleanarticle.rules.api import Mark
from cleanarticle.rules.switches import PROFILE

__all__ = ["ProfileMatcher", "SelectedText"]

_FOR_BODY: Final = 2.0
"""Points for a block of the body, as log odds: one that misses the threshold by no more is kept."""
_FOR_WHOLE_BODY: Final = 50.0
"""Points for a block of a body that the profile takes whole: no score is low enough to outweigh them."""


class SelectedText(NamedTuple):
    """One text that a selector matches.

    Attributes:
        text: The text.
        first: Index of the first block in the matched element, or of the block that the element stands in.
        end: Index after its last block; `first` for an element in a line of text, and for a text that is no block.
        machine: The same for machines, such as the `datetime` of a `time` element.
        is_inline: True if it stands in a line of text.
    """

    text: str
    first: int = 0
    end: int = 0
    machine: str = ""
    is_inline: bool = False


@dataclass(frozen=True, slots=True)
class ProfileMatcher:
    """A profile with what its selectors match in one page: a source of marks, and of texts for fields.

    Attributes:
        profile: The profile.
        document: The page, whose elements say which selectors match them.
        name: Its name among those of rules in the ledger.
        limit: It may drop everything: a person wrote the profile for this host.
    """

    profile: Profile
    document: QueriedDocument
    name: str = PROFILE
    limit: float = 1.0

    @classmethod
    def read(cls, profile: Profile, markup: str, limits: Limits) -> ProfileMatcher:
        """Parse the markup of a page, and run the profile's queries over it."""
        replaced = profile.replaced(markup)
        check_size(replaced, limits)
        return cls(profile, parse_with_queries(guard(replaced, limits), profile.queries))

    def marks(self, page: Page) -> Iterable[SourceMark]:
        """Points inside the body, drops outside it and of dropped elements, `keep` for kept elements."""
        kept = self._kept(page)
        for index, mark in (self._drops(page) | self._body(page)).items():
            if index not in kept:
                yield SourceMark(index, mark)
        for index, reason in kept.items():
            yield SourceMark(index, Mark("keep", reason, rule=self.name))

    def texts(self, page: Page) -> dict[ProfileField, tuple[SelectedText, ...]]:
        """The texts of the fields that its selectors match."""
        found: dict[ProfileField, tuple[SelectedText, ...]] = {}
        for field in FIELDS:
            for number, _ in self._selectors(field):
                texts = self._texts(page, number)
                if texts:
                    found[field] = texts
                    break
        return found

    def text_blocks(self, page: Page) -> frozenset[int]:
        """Indexes of the blocks that it keeps: they are text, and do not become a field."""
        return frozenset(self._kept(page))

    def warnings(self, page: Page) -> tuple[str, ...]:
        """One line for each role whose selectors match nothing."""
        found = self.texts(page)
        missed: list[SelectorRole] = [field for field in FIELDS if field not in found]
        if not self._body_ranges(page):
            missed.insert(0, "body")
        return tuple(
            f"{self.profile.name}: no selector of {role!r} matches text; it is read without the profile"
            for role in missed
            if any(True for _ in self._selectors(role))
        )

    def _selectors(self, role: SelectorRole) -> Iterator[tuple[int, ProfileSelector]]:
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
            index: Mark("drop", self._reason("drop", selector), rule=PROFILE)
            for number, selector in self._selectors("drop")
            for first, end in _ranges(page, number)
            for index in range(first, end)
        }

    def _body_ranges(self, page: Page) -> tuple[ProfileSelector, list[tuple[int, int]]] | None:
        """The first selector of the body that matches text, with the blocks it matches."""
        for number, selector in self._selectors("body"):
            ranges = _ranges(page, number)
            if ranges:
                return selector, ranges
        return None

    def _body(self, page: Page) -> dict[int, Mark]:
        """The marks of the body's selector, for blocks that no other selector drops."""
        body = self._body_ranges(page)
        if body is None:
            return {}
        selector, ranges = body
        reason = self._reason("body", selector)
        inside = {index for first, end in ranges for index in range(first, end)}
        points = _FOR_BODY if self.profile.prune else _FOR_WHOLE_BODY
        dropped = self._drops(page)
        return {
            block.index: Mark("score", f"inside {reason}", points, PROFILE)
            if block.index in inside
            else Mark("drop", f"outside {reason}", rule=PROFILE)
            for block in page.blocks
            if block.index not in dropped
        }

    def _texts(self, page: Page, number: int) -> tuple[SelectedText, ...]:
        """The texts that one selector matches: of elements in document order, then of attributes."""
        texts = [_of_container(page, container) for container in _matched(page, number)]
        texts += [
            SelectedText(inline.text, inline.block, inline.block, _machine(inline.attributes), is_inline=True)
            for inline in page.inlines
            if number in query_numbers(inline.attributes)
        ]
        texts.sort(key=lambda found: found.first)
        texts += [SelectedText(value) for value in self.document.values.get(number, ())]
        return tuple(found for found in texts if found.text or found.machine)

    def _reason(self, role: SelectorRole, selector: ProfileSelector) -> str:
        line = f":{selector.line}" if selector.line else ""
        return f"{role} {selector.query.text!r} of profile {self.profile.name!r}{line}"


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
    """The blocks inside the matched elements, as index of the first and index after the last."""
    return [(container.first, container.end) for container in _matched(page, number)]


def _lines(page: Page, number: int) -> list[tuple[int, int]]:
    """The blocks with an inline element that a selector matches."""
    return [
        (inline.block, inline.block + 1)
        for inline in page.inlines
        if inline.block < len(page.blocks) and number in query_numbers(inline.attributes)
    ]


def _of_container(page: Page, container: Container) -> SelectedText:
    text = " ".join(block.text for block in page.blocks[container.first : container.end])
    return SelectedText(" ".join(text.split()), container.first, container.end, _machine(container.attributes))


def _machine(attributes: Attributes) -> str:
    return attributes.get("datetime") or attributes.get("content") or ""
