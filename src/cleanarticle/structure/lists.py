"""The numbers of list items."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cleanarticle.page.model import OutlineEntry
from cleanarticle.parse.document import Attributes

__all__ = ["item_numbers"]

_LISTS: Final = frozenset({"ol", "ul", "menu"})
_MOST_NUMBER: Final = 999_999_999
"""The largest number of an item that Markdown has."""


def item_numbers(outline: Sequence[OutlineEntry]) -> dict[int, int]:
    """The numbers that a browser shows, of the items of all ordered lists, by the id of their element.

    Items without text count too.
    """
    numbers: dict[int, int] = {}
    open_lists: list[tuple[int, list[tuple[int, Attributes]] | None, Attributes]] = []

    def close(depth: int) -> None:
        while open_lists and open_lists[-1][0] >= depth:
            _, items, attributes = open_lists.pop()
            if items is not None:
                numbers.update(_numbered(items, attributes))

    for depth, tag, element, _ in outline:
        if tag == "hr":
            continue
        close(depth)
        if tag in _LISTS:
            open_lists.append((depth, [] if tag == "ol" else None, element.attributes))
        elif tag == "li" and open_lists and open_lists[-1][1] is not None:
            open_lists[-1][1].append((id(element), element.attributes))
    close(0)
    return numbers


def _numbered(items: Sequence[tuple[int, Attributes]], attributes: Attributes) -> dict[int, int]:
    is_reversed = "reversed" in attributes
    number = _integer(attributes.get("start"))
    if number is None:
        number = len(items) if is_reversed else 1
    numbers = {}
    for identity, item in items:
        own = _integer(item.get("value"))
        number = number if own is None else own
        numbers[identity] = number
        number += -1 if is_reversed else 1
    return numbers


def _integer(value: str | None) -> int | None:
    """A whole number that an attribute gives; none that is negative or absurd."""
    text = (value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < len(str(_MOST_NUMBER)) else None
