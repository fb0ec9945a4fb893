"""The walk over a page of which some elements are selected."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Container
from cleanarticle.page.segment.attributes import Kind
from cleanarticle.page.segment.elements import LAYOUT, Layout
from cleanarticle.page.segment.walk import Walk
from cleanarticle.parse.document import Attributes, Element
from cleanarticle.parse.selected import SELECTED, SET_APART

__all__ = ["SelectedWalk"]

_UNREAD: Final = (Layout.BOLD, Layout.PLAIN)
"""Layouts of inline elements that are not asked for their attributes."""


class SelectedWalk(Walk):
    """A walk over a page of which some elements are selected: what they hold stays apart from what they don't."""

    __slots__ = ()

    def open(self, tag: str, depth: int, element: Element) -> None:
        """Enter an element; one that is selected is asked for its attributes, whatever it is."""
        if depth <= self.floor:
            self.leave(depth)
        layout = LAYOUT.get(tag)
        is_unread = layout in _UNREAD or (layout is None and self.is_in_text())
        super().open("span" if is_unread and SELECTED in element.attributes else tag, depth, element)

    def _inline_kind(self, tag: str, attributes: Attributes) -> Kind | None:
        kind = super()._inline_kind(tag, attributes)
        if kind is Kind.UNSEEN or SELECTED not in attributes:
            return kind
        return Kind.UNSEEN if SET_APART in attributes else Kind.MARKED

    def _set_apart(self, tag: str, attributes: Attributes, text: str) -> None:
        if SET_APART not in attributes:
            super()._set_apart(tag, attributes, text)
        elif text:
            self._add_block(text, self._new_container(tag, self.container(), attributes), 0, 0)

    def _join_cells(self, row: Container) -> None:
        if all(SELECTED not in block.container.attributes for block in self.blocks[row.first :]):
            super()._join_cells(row)
