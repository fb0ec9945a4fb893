"""Upper bounds on the cost of parsing a page. One just below them takes a tenth of a second at worst, as measured."""

from __future__ import annotations

from typing import Final

__all__ = ["FEW_TAGS", "LEAVES", "MANY_TAGS", "OVERLAP", "SAFE_ATTRIBUTES", "SAFE_COPIES", "SAFE_NAMES", "are_small"]

SAFE_COPIES: Final = 1_500_000
"""Elements and attributes made by copying open formatting elements; each costs 0.1 µs and 160 bytes."""
_SAFE_NESTING: Final = 36_000_000
"""Tags times elements left open: the parser looks through the open elements at each tag, at 1.2 ns for each."""
FEW_TAGS: Final = 6_000
"""Tags that may all be nested: the root of `_SAFE_NESTING`."""
SAFE_NAMES: Final = 20_000
"""Distinct names of attributes cost 0.15 ns times the square of their number."""
_SAFE_ELEMENT_NAMES: Final = 10_000
"""Distinct names of elements; the square of their number costs the same."""
MANY_TAGS: Final = _SAFE_ELEMENT_NAMES
"""Tags above which the names of elements are counted."""
SAFE_ATTRIBUTES: Final = 4_000
"""Attributes of one element cost 1.6 ns times the square of their number."""
_PLAIN: Final = 3 * 14
"""Open formatting elements without attributes: the parser keeps three of each name."""
OVERLAP: Final = 8
"""Most times each character is read because tags seem to overlap; beyond it the page is rewritten."""
LEAVES: Final = frozenset("br embed hr img meta".split())
"""Elements that never stay open, not even in SVG, which the start tags of these leave."""


def are_small(tags: int, opened: int, elements: int, names: int, open_weight: int, plain: int) -> bool:
    """True if a page is cheap, of which no tag has more than `SAFE_ATTRIBUTES` attributes.

    Args:
        tags: Number of tags.
        opened: Elements left open: those that have no end tag before another tag begins.
        elements: Distinct names of elements, or none if there are few tags.
        names: Distinct names of attributes, or none if there are few attributes.
        open_weight: Formatting elements that stay open, with their attributes, and attributes of `html` and `body`. A
            new link closes the last one, so only the heaviest counts.
        plain: Formatting elements without attributes that stay open.
    """
    return (
        (tags <= FEW_TAGS or opened * tags <= _SAFE_NESTING)
        and elements <= _SAFE_ELEMENT_NAMES
        and names <= SAFE_NAMES
        and open_weight <= SAFE_ATTRIBUTES
        and (open_weight + min(plain, _PLAIN)) * (tags + 1) <= SAFE_COPIES
    )
