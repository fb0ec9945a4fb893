"""Upper bounds on the cost of parsing a page, computed without parsing it.

A page just below one of these bounds takes a tenth of a second at worst, as measured.

Every `<` before a letter counts as a tag, also in comments, scripts and values: which of them the parser takes for tags
depends on the tree it builds. Each is read to its end as if it were one, so tags may overlap here.
"""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.parse.elements import FORMATTING, SHELL
from cleanarticle.parse.tag_scan import weigh_tags
from cleanarticle.parse.tags import NAME_END, SHORT_TEXT, STEP, USUAL, find_attributes, find_names

__all__ = ["FEW_TAGS", "SAFE_COPIES", "is_cheap"]

SAFE_COPIES: Final = 1_500_000
"""Elements and attributes made by copying open formatting elements; each costs 0.1 µs and 160 bytes."""
_SAFE_NESTING: Final = 36_000_000
"""Tags times elements left open: the parser looks through the open elements at each tag, at 1.2 ns for each."""
FEW_TAGS: Final = 6_000
"""Tags that may all be nested: the root of `_SAFE_NESTING`."""
_SAFE_NAMES: Final = 20_000
"""Distinct names of attributes cost 0.15 ns times the square of their number."""
_SAFE_ELEMENT_NAMES: Final = 10_000
"""Distinct names of elements; the square of their number costs the same."""
_SAFE_ATTRIBUTES: Final = 4_000
"""Attributes of one element cost 1.6 ns times the square of their number."""
_PLAIN: Final = 3 * 14
"""Open formatting elements without attributes: the parser keeps three of each name."""
_OVERLAP: Final = 8
"""Most times each character is read because tags seem to overlap; beyond it the page is rewritten."""
_LEAVES: Final = frozenset("br embed hr img meta".split())
"""Elements that never stay open, not even in SVG, which the start tags of these leave."""
_MANY: Final = _SAFE_ATTRIBUTES + 1
# A tag, but no end tag without attributes; its inside, cut off where it surely has too many attributes, and the end tag
# if its element is closed before any other tag begins.
_find_tags: Final = re.compile(
    rf"<(?!/[a-zA-Z0-9]++>)(/?)([a-zA-Z][^\t\n\f\r />]*+)(?=({USUAL}{{0,{_MANY}}}+{STEP}{{0,{2 * _MANY}}}+)"
    rf"(?:>[^<]{{0,{SHORT_TEXT}}}+(</(?i:\2){NAME_END})?)?)"
).finditer
_find_names: Final = re.compile(r"</?([a-zA-Z][^\t\n\f\r />]*+)").findall


def is_cheap(text: str, max_tags: int) -> bool:
    """Return True if a page can't be expensive to parse and has at most `max_tags` tags."""
    weights = weigh_tags(text, min(max_tags, FEW_TAGS), _SAFE_ATTRIBUTES, _SAFE_NAMES)
    return (weights is not None and _are_small(*weights)) or _costs_little(text, max_tags)


def _are_small(tags: int, names: int, open_weight: int, plain: int) -> bool:
    """True if a page is cheap, of which no tag has too many attributes.

    Args:
        tags: Number of tags.
        names: Names of attributes, or attributes.
        open_weight: Formatting elements that stay open, with their attributes, and attributes of `html` and `body`. A
            new link closes the last one, so only the heaviest counts.
        plain: Formatting elements without attributes that stay open.
    """
    return (
        names <= _SAFE_NAMES
        and open_weight <= _SAFE_ATTRIBUTES
        and (open_weight + min(plain, _PLAIN)) * (tags + 1) <= SAFE_COPIES
    )


def _costs_little(text: str, max_tags: int) -> bool:
    """True if the page is cheap by what its tags weigh and how many elements they leave open: slow, for many tags."""
    starts, ends = 0, text.count("</")
    characters = opened = link = others = plain = 0
    insides = []
    for tag in _find_tags(text):
        slash, name, inside, closed = tag.groups()
        if inside:
            insides.append(inside)
            characters += len(inside)
            if len(inside) >= 2 * _SAFE_ATTRIBUTES and len(find_attributes(inside)) > _SAFE_ATTRIBUTES:
                return False
        starts += not slash
        tags = starts + ends
        if starts > max_tags or ends > max_tags or characters > _OVERLAP * len(text):
            return False
        if slash or (closed and not inside):
            continue
        name = name.lower()
        if name in SHELL:
            others += len(find_attributes(inside))
        elif not closed and name not in _LEAVES:
            opened += 1
            if tags > FEW_TAGS and opened * tags > _SAFE_NESTING:
                return False
            if name in FORMATTING:
                weight = len(find_attributes(inside))
                if not weight:
                    plain += 1
                elif name == "a":
                    link = max(link, 1 + weight)
                else:
                    others += 1 + weight
    tags = starts + ends
    if tags > _SAFE_ELEMENT_NAMES and len(set(map(str.lower, _find_names(text)))) > _SAFE_ELEMENT_NAMES:
        return False
    names = 0
    if characters > 2 * _SAFE_NAMES:
        names = len({name for inside in set(insides) for name in find_names(inside)})
    return _are_small(tags, names, link + others, plain)
