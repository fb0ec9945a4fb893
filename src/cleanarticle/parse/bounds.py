"""Upper bounds on the cost of parsing a page, computed by regular expressions without parsing it.

A page just below one of these bounds takes a few tenths of a second at worst, as measured.
"""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.parse.tags import CLOSED_AT_ONCE, STEP, find_attributes, is_inside

__all__ = ["SAFE_COPIES", "copies_formatting", "crowds_attributes"]

SAFE_COPIES: Final = 1_500_000
"""Elements and attributes made by copying open formatting elements; each costs 0.1 µs and 160 bytes."""
_SAFE_NAMES: Final = 70_000
"""Attributes of the whole page, which may all have distinct names."""
_FEW_CHARACTERS: Final = 160_000
"""A page this short can't have more names: 55,000 have one character and a separator, the others more."""
_SAFE_ATTRIBUTES: Final = 4_000
"""Attributes of one element cost 1.6 ns times the square of their number."""
# Formatting elements, which the parser opens again in the next block if they are still open, and `html` and `body`,
# whose attributes it merges. Without attributes they are harmless: the parser keeps at most three equal ones. The
# first letters are a cheap test.
_HEAVY: Final = (
    r"(?:[abisuABISU]|[eEsSfFcCbBtTnNhH](?=[mtoirMTOIR])(?i:m|mall|trong|trike|ont|ode|ig|ody|t|obr|tml))"
    r"(?=[\t\n\f\r /])"
)
_find_heavy: Final = re.compile(f"<({_HEAVY}[^>]*)", re.ASCII).findall
# The same tags with their exact inside, except those closed before any other tag begins.
_find_left_open: Final = re.compile(rf"<({_HEAVY})(?!{CLOSED_AT_ONCE})(?=({STEP}{{0,512}}+)(>?))", re.ASCII).finditer
_PLAIN: Final = 3 * 14
_SHORT_LINK: Final = 400
_OVERLAP: Final = 8
"""Most times each character is read because tags seem to overlap; beyond it the page is rewritten."""


def copies_formatting(text: str, tags: int) -> bool:
    """Return True if the parser may copy open formatting elements too often.

    A tag makes the parser copy each open element at most once. All count as open, but a new link closes the last one.
    """
    allowed = min(SAFE_COPIES // (tags + 1), _SAFE_ATTRIBUTES) - _PLAIN
    # All tags except the usual link: short, and complete, because the quotation mark before its end closes a value.
    unusual = [
        tag
        for tag in _find_heavy(text)
        if tag[-1] != '"' or tag[0] not in "aA" or len(tag) > _SHORT_LINK or "'" in tag or tag[-2] in "=\t\n\f\r "
    ]
    if not all(map(is_inside, unusual)):
        return _leaves_formatting_open(text, allowed)
    others = [tag for tag in unusual if tag[0] not in "aA"]
    links = [len(find_attributes(tag)) for tag in unusual if len(tag) > _SHORT_LINK and tag[0] in "aA"]
    allowed_others = allowed - max(links, default=0) - _SHORT_LINK // 2
    if sum(1 + len(tag) // 2 for tag in others) <= allowed_others:
        return False
    if sum(1 + len(find_attributes(tag)) for tag in others) <= allowed_others:
        return False
    return _leaves_formatting_open(text, allowed)


def _leaves_formatting_open(text: str, allowed: int) -> bool:
    """True if the elements that are not closed at once, with their attributes, are more than allowed."""
    longest_link, others, characters = 0, 0, 0
    for tag in _find_left_open(text):
        name, inside, end = tag.groups()
        characters += len(inside)
        if not end or characters > _OVERLAP * len(text):
            return True
        weight = 1 + len(find_attributes(inside))
        if name in "aA":
            longest_link = max(longest_link, weight)
        else:
            others += weight
    return longest_link + others > allowed


_SAMPLES: Final = 24_576
"""Characters between the positions at which the page is tested for a tag that spans them."""
# White space without an equals sign on either side: inside a tag, and outside quoted values, a name begins after it.
_find_gap: Final = re.compile(r"(?<=[^=\t\n\f\r ])[\t\n\f\r ](?=[^=\t\n\f\r ])").search
_rest_of_tag: Final = re.compile(f"{STEP}{{0,{2 * _SAFE_ATTRIBUTES}}}+").match
# The usual form of an attribute, which matches faster than the general one.
_USUAL: Final = r"""(?:[\t\n\f\r ]++[^\t\n\f\r />="']++="[^"]*+")"""
# The insides of possible tags, overlapping ones included. A match that is cut off has at least 499 attributes.
_find_insides: Final = re.compile(
    rf"</?[a-zA-Z][^\t\n\f\r />]*+(?=[\t\n\f\r /])(?=({_USUAL}{{0,500}}+{STEP}{{0,1000}}+>?))"
).finditer
_BEFORE_NAMES: Final = "\t\n\f\r /\"'"
"""Each name follows one of these: white space, a slash, or the end of a quoted value."""


def crowds_attributes(text: str) -> bool:
    """Return True if an element may have too many attributes, or the page too many names of attributes."""
    # With its separator, a name takes three characters, and four bytes, as soon as there are many.
    if len(text) > _FEW_CHARACTERS and _has_bytes(text, 4 * _SAFE_NAMES):
        return _has_crowded_tags(text)
    double = single = -1
    for sample in range(_SAMPLES, len(text), _SAMPLES):
        gap = _find_gap(text, sample - _SAMPLES // 4, sample)
        if gap is None:
            return _has_crowded_tags(text)
        # The rest of a tag that spans this position, if the position is between its attributes ...
        position = gap.start()
        if _spans_many(text, position):
            return _has_crowded_tags(text)
        # ... or in a quoted value.
        if double < position:
            double = _position('"', text, position)
            if _spans_many(text, double + 1):
                return _has_crowded_tags(text)
        if single < position:
            single = _position("'", text, position)
            if _spans_many(text, single + 1):
                return _has_crowded_tags(text)
    return False


def _position(mark: str, text: str, start: int) -> int:
    """The next position of a mark; the end of the text if there is none."""
    position = text.find(mark, start)
    return len(text) if position < 0 else position


def _spans_many(text: str, start: int) -> bool:
    """True if too many attributes follow a position, read as one between the attributes of a tag."""
    rest = _rest_of_tag(text, start)
    return (
        rest is not None
        and rest.end() - start >= 2 * _SAFE_ATTRIBUTES - 1
        and _most_names(rest[0]) >= _SAFE_ATTRIBUTES - 1
        and len(find_attributes(rest[0])) >= _SAFE_ATTRIBUTES - 1
    )


def _has_crowded_tags(text: str) -> bool:
    """The exact form of `crowds_attributes`: counts the attributes of everything that looks like a tag."""
    insides = []
    characters, most = 0, _OVERLAP * len(text)
    for tag in _find_insides(text):
        inside = tag[1]
        if len(inside) >= 1000 and inside[-1] != ">" and len(find_attributes(inside)) >= 499:
            if _spans_many(text, tag.end()):
                return True
            rest = _rest_of_tag(text, tag.end())
            inside = rest[0] if rest is not None else inside
        characters += len(inside)
        if characters > most:
            return True
        insides.append(inside)
    if characters <= 2 * _SAFE_NAMES:
        return False
    joined = "".join(insides)
    if not _has_bytes(joined, 4 * _SAFE_NAMES) or _most_names(joined) <= _SAFE_NAMES:
        return False
    return sum(len(find_attributes(inside)) for inside in insides) > _SAFE_NAMES


def _has_bytes(text: str, number: int) -> bool:
    """True if the text has more than this number of bytes in UTF-8."""
    return len(text) > number or (not text.isascii() and len(text.encode("utf-8", "surrogatepass")) > number)


def _most_names(insides: str) -> int:
    """An upper bound on the number of attributes in the insides of tags; the first may begin with a name."""
    return 1 + sum(map(insides.count, _BEFORE_NAMES))
