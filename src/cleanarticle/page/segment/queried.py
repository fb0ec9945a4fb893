"""The walk over a page whose elements name the queries that match them."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Container
from cleanarticle.page.segment.attributes import InlineKind
from cleanarticle.page.segment.elements import LAYOUT, Layout
from cleanarticle.page.segment.walk import Walk
from cleanarticle.parse.document import EMPTY_ELEMENT, Attributes, Element
from cleanarticle.parse.queries import MATCHED, SET_APART

__all__ = ["QueriedWalk"]

_UNREAD: Final = (Layout.BOLD, Layout.PLAIN)
"""Layouts of inline elements whose attributes `Walk` does not read."""


class QueriedWalk(Walk):
    """A walk that keeps the text of matched elements apart from the text around them."""

    __slots__ = ()

    def open(self, tag: str, depth: int, element: Element) -> None:
        """Enter an element; a matched one is walked as a `span` where `Walk` would skip its attributes."""
        if depth <= self.innermost_depth:
            self.leave(depth)
        layout = LAYOUT.get(tag)
        is_unread = layout in _UNREAD or (layout is None and self.is_in_text())
        super().open("span" if is_unread and MATCHED in element.attributes else tag, depth, element)

    def _inline_kind(self, tag: str, attributes: Attributes) -> InlineKind | None:
        kind = super()._inline_kind(tag, attributes)
        if kind is InlineKind.HIDDEN or MATCHED not in attributes:
            return kind
        return InlineKind.HIDDEN if SET_APART in attributes else InlineKind.MARKED

    def _set_apart(self, tag: str, attributes: Attributes, text: str) -> None:
        if SET_APART not in attributes:
            super()._set_apart(tag, attributes, text)
        elif text:
            # Dropped by a profile, but visible: no mark of hidden text.
            self._add_block(text, self._new_container(tag, self.container(), EMPTY_ELEMENT, attributes), 0, 0)

    def _join_cells(self, row: Container) -> None:
        # A matched cell needs a block of its own.
        if all(MATCHED not in block.container.attributes for block in self.blocks[row.first :]):
            super()._join_cells(row)
